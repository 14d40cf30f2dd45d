/** Every page worth finding, for search engines. */
import { latestRevision, rowsOfKind } from "../../shared/record.ts"
import { instantText } from "../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { element, type XmlElement, xmlDocument } from "./xml.ts"

/** Newest year first; before any record, the pages there are without one. */
export function sitemapText(origin: string, years: readonly Published[]): string {
  return xmlDocument(
    element(
      "urlset",
      { xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9" },
      place(`${origin}/`, years[0]),
      ...["/about", "/changes", "/notices"].map(path => place(`${origin}${path}`)),
      ...years.flatMap(published => placesOf(`${origin}/${published.record.fiscalYear}`, published)),
    ),
  )
}

function placesOf(year: string, published: Published): XmlElement[] {
  const measures = rowsOfKind(published.record, "measure").map(({ row }) => `/measures/${row.id}`)
  const sections = rowsOfKind(published.record, "section").filter(({ withdrawn }) => !withdrawn)
  const paths = [...measures, ...sections.map(({ row }) => `/sections/${row.slug}`)]
  return [place(year, published), ...paths.map(path => place(`${year}${path}`))]
}

/** With the day of the last change where the page tells of the whole year. */
function place(address: string, published?: Published): XmlElement {
  const latest = published && latestRevision(published.record)
  const lastmod = latest ? [element("lastmod", {}, instantText(latest.acceptedAt))] : []
  return element("url", {}, element("loc", {}, address), ...lastmod)
}
