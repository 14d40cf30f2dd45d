/** Every page worth finding, for search engines. */
import { latestRevision, rowsOfKind } from "../../../shared/record/record.ts"
import { instantText } from "../../../shared/view/year.ts"
import { GUIDES } from "../../guides/guides.ts"
import type { Published } from "../answer/published.ts"
import { element, type XmlElement, xmlDocument } from "./xml.ts"

/** Of the record as a whole. */
const SITE_PAGES = ["/about", "/changes", "/notices", "/log", "/help"]
/** Of each year, made of all of it. */
const YEAR_PAGES = ["", "/results", "/ita", "/moves", "/progress", "/print", "/results/print"]

/** Newest year first; before any record, the pages there are without one. */
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
