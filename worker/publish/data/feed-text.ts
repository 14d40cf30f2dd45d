/** The changes of the record as feeds: JSON Feed 1.1 and Atom (RFC 4287) say the same, in documents of RFC 5005. */
import { settingsOf } from "../../../shared/due/timetable.ts"
import { latestRevision } from "../../../shared/record/record.ts"
import type { FeedEntry } from "../../../shared/view/feed.ts"
import type { FeedDocument } from "../../../shared/view/feed-archive.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { printable } from "./printable.ts"
import { element, type XmlElement, xmlDocument } from "./xml.ts"

/** A feed and where it stands. */
export type FeedPlace = {
  /** `https://record.example/feed`, to which an ending is joined. */
  readonly address: string
  readonly origin: string
  /** The page it goes with, from the root. */
  readonly home: string
  /** What it tells of, where that is not everything. */
  readonly about: string
}

export function jsonFeedText(years: readonly Published[], document: FeedDocument, place: FeedPlace): string {
  const { title, description, office, today, simulated } = feedHead(years, place)
  const { origin, home } = place
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title,
    description,
    home_page_url: origin + home,
    feed_url: documentAddress(place, undefined, "json"),
    ...(document.previous ? { next_url: documentAddress(place, document.previous, "json") } : {}),
    language: "th",
    authors: [{ name: office, url: `${origin}/` }],
    items: document.entries.map(({ id, publishedAt, updatedAt, tell }) => {
      const { title, text, path } = tell()
      return {
        id,
        url: origin + path,
        title: printable(title),
        content_text: printable(text),
        date_published: instantText(publishedAt),
        date_modified: instantText(updatedAt),
      }
    }),
    _sujarit: { today, simulated },
  })
}

const ATOM_TYPE = "application/atom+xml"

export function atomText(years: readonly Published[], document: FeedDocument, place: FeedPlace): string {
  const { title, description, office, updatedAt } = feedHead(years, place)
  const { origin, home } = place
  const current = documentAddress(place, undefined, "atom")
  const link = (rel: string, href: string, type = ATOM_TYPE) => element("link", { rel, type, href })
  const updated = document.archive
    ? Math.max(...document.entries.map(entry => entry.updatedAt))
    : Math.max(updatedAt, 0)
  return xmlDocument(
    element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xmlns:fh": HISTORY, "xml:lang": "th" },
      element("id", {}, current),
      element("title", {}, title),
      element("subtitle", {}, description),
      element("updated", {}, instantText(updated)),
      element("author", {}, element("name", {}, office)),
      ...(document.archive ? [element("fh:archive"), link("current", current)] : []),
      link("self", documentAddress(place, document.archive, "atom")),
      ...(document.previous ? [link("prev-archive", documentAddress(place, document.previous, "atom"))] : []),
      link("alternate", origin + home, "text/html"),
      ...document.entries.map(entry => atomEntry(entry, origin)),
    ),
  )
}

/** RFC 5005. */
const HISTORY = "http://purl.org/syndication/history/1.0"

function documentAddress({ address }: FeedPlace, archive: number | undefined, ending: string): string {
  return archive === undefined ? `${address}.${ending}` : `${address}/${archive}.${ending}`
}

function atomEntry({ id, publishedAt, updatedAt, tell }: FeedEntry, origin: string): XmlElement {
  const { title, text, path } = tell()
  return element(
    "entry",
    {},
    element("id", {}, id),
    element("title", {}, title),
    element("updated", {}, instantText(updatedAt)),
    element("published", {}, instantText(publishedAt)),
    element("link", { rel: "alternate", type: "text/html", href: origin + path }),
    element("content", { type: "text" }, text),
  )
}

function feedHead(years: readonly Published[], { about }: FeedPlace) {
  const [newest] = years
  const office = printable((newest && settingsOf(newest.record).get("office")) ?? "")
  const { today = "", simulated = false } = newest?.day ?? {}
  const subject = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
  const whose = about === "" ? office : `${printable(about)} ${office}`
  return {
    office,
    title: `ความเปลี่ยนแปลงของแผน ${whose}`.trim(),
    description: simulated ? `${subject} (วันจำลอง ${today})` : subject,
    updatedAt: Math.max(0, ...years.map(({ record }) => latestRevision(record)?.acceptedAt ?? 0)),
    today,
    simulated,
  }
}
