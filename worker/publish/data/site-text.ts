/** Files about the site itself that machines look for: its map for search engines, and where to tell of a fault. */
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import { latestRevision, rowsOfKind } from "../../../shared/record/record.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import { instantText } from "../../../shared/view/year.ts"
import { GUIDES } from "../../guides/guides.ts"
import type { Published } from "../answer/published.ts"
import { element, type XmlElement, xmlDocument } from "./xml.ts"

/** Of the record as a whole. */
const SITE_PAGES = ["/about", "/changes", "/notices", "/log", "/verify", "/help"]
/** Of each year, made of all of it. */
const YEAR_PAGES = ["", "/results", "/ita", "/moves", "/progress", "/print", "/results/print"]

/** Every page worth finding. Newest year first; before any record, the pages there are without one. */
export function sitemapText(origin: string, years: readonly Published[]): string {
  const site = [...SITE_PAGES, ...GUIDES.map(({ id }) => `/help/${id}`)]
  return xmlDocument(
    element(
      "urlset",
      { xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9" },
      place(`${origin}/`, years[0]),
      ...site.map(path => place(`${origin}${path}`)),
      ...years.flatMap(published => placesOf(`${origin}/${published.record.fiscalYear}`, published)),
    ),
  )
}

function placesOf(year: string, published: Published): XmlElement[] {
  const { record } = published
  const measures = rowsOfKind(record, "measure").map(({ row }) => `/measures/${row.id}`)
  const duties = rowsOfKind(record, "duty").map(({ row }) => `/duties/${row.id}`)
  const sections = rowsOfKind(record, "section").filter(({ withdrawn }) => !withdrawn)
  const paths = [...measures, ...duties, ...sections.map(({ row }) => `/sections/${row.slug}`)]
  return [
    ...YEAR_PAGES.map(path => place(`${year}${path}`, published)),
    ...paths.map(path => place(`${year}${path}`)),
  ]
}

/** With the day of the last change where the page tells of the whole year. */
function place(address: string, published?: Published): XmlElement {
  const latest = published && latestRevision(published.record)
  const lastmod = latest ? [element("lastmod", {}, instantText(latest.acceptedAt))] : []
  return element("url", {}, element("loc", {}, address), ...lastmod)
}

/** Less than the year that the RFC allows; it moves on each day that the file is asked for. */
const VALID_DAYS = 180

/** `security.txt` (RFC 9116): where to tell of a fault in this site. Undefined when the office names no link or address: a contact that cannot be followed is none. */
export function securityText(contact: string, origin: string, today: IsoDate): string | undefined {
  const address = contactAddress(contact.trim())
  if (address === undefined) return undefined
  return [
    `Contact: ${address}`,
    `Expires: ${addDays(today, VALID_DAYS)}T00:00:00Z`,
    "Preferred-Languages: th, en",
    `Canonical: ${origin}/.well-known/security.txt`,
    "",
  ].join("\n")
}

/** As a URI in ASCII, which a line of the file is. */
function contactAddress(contact: string): string | undefined {
  const mail = parseAddress(contact)
  if (mail) return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`
  if (!/^https:\/\/[^\s"<>]{1,1990}$/.test(contact)) return undefined
  return URL.parse(contact)?.href
}
