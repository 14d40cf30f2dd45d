/** The changes of every year as feeds: JSON Feed 1.1 and Atom (RFC 4287) say the same. */
import { settingsOf } from "../../../shared/due/timetable.ts"
import { latestRevision, type WholeRecord } from "../../../shared/record/record.ts"
import { type FeedEntry, feedEntries } from "../../../shared/view/feed.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { printable } from "./printable.ts"
import { element, xmlDocument } from "./xml.ts"

export function jsonFeedText(years: readonly Published<WholeRecord>[], origin: string): string {
  const { title, description, office, today, simulated } = feedHead(years)
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title,
    description,
    home_page_url: `${origin}/`,
    feed_url: `${origin}/feed.json`,
    language: "th",
    authors: [{ name: office, url: `${origin}/` }],
    items: entriesOf(years).map(entry => ({
      id: entry.id,
      url: origin + entry.path,
      title: printable(entry.title),
      content_text: printable(entry.text),
      date_published: instantText(entry.acceptedAt),
    })),
    _sujarit: { today, simulated },
  })
}

export function atomText(years: readonly Published<WholeRecord>[], origin: string): string {
  const { title, description, office, updatedAt } = feedHead(years)
  return xmlDocument(
    element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "th" },
      element("id", {}, `${origin}/feed.atom`),
      element("title", {}, title),
      element("subtitle", {}, description),
      element("updated", {}, instantText(updatedAt)),
      element("author", {}, element("name", {}, office)),
      element("link", { rel: "self", type: "application/atom+xml", href: `${origin}/feed.atom` }),
      element("link", { rel: "alternate", type: "text/html", href: `${origin}/` }),
      ...entriesOf(years).map(entry => atomEntry(entry, origin)),
    ),
  )
}

function atomEntry({ id, title, text, path, acceptedAt }: FeedEntry, origin: string) {
  return element(
    "entry",
    {},
    element("id", {}, id),
    element("title", {}, title),
    element("updated", {}, instantText(acceptedAt)),
    element("published", {}, instantText(acceptedAt)),
    element("link", { rel: "alternate", type: "text/html", href: origin + path }),
    element("content", { type: "text" }, text),
  )
}

function entriesOf(years: readonly Published<WholeRecord>[]): FeedEntry[] {
  return feedEntries(years.map(({ record }) => record))
}

function feedHead(years: readonly Published<WholeRecord>[]) {
  const [newest] = years
  const office = printable((newest && settingsOf(newest.record).get("office")) ?? "")
  const { today = "", simulated = false } = newest?.day ?? {}
  const subject = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
  return {
    office,
    title: `ความเปลี่ยนแปลงของแผน ${office}`.trim(),
    description: simulated ? `${subject} (วันจำลอง ${today})` : subject,
    updatedAt: Math.max(0, ...years.map(({ record }) => latestRevision(record)?.acceptedAt ?? 0)),
    today,
    simulated,
  }
}
