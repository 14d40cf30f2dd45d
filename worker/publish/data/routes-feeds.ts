/** Feeds of what changed: of everybody, of a measure, of a section; each as JSON Feed and Atom, with its archives. */
import { type Context, Hono } from "hono"
import { findRow, type WholeRecord } from "../../../shared/record/record.ts"
import { shorten } from "../../../shared/row/shorten.ts"
import { firstLine } from "../../../shared/view/changed-row.ts"
import { type FeedScope, feedEntries } from "../../../shared/view/feed.ts"
import { feedDocument } from "../../../shared/view/feed-archive.ts"
import type { AppEnv } from "../../app-env.ts"
import { measureMissing, parseYear, sectionMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { type Published, publishWhole, publishWholeYears } from "../answer/published.ts"
import { atomText, type FeedPlace, jsonFeedText } from "./feed-text.ts"
import { unknownQuery } from "./known-query.ts"

export const feedRoutes = new Hono<AppEnv>()

/** `feed.atom`, or `feed/3.atom`: an archive. */
const DOCUMENT = ":document{feed(?:/[1-9][0-9]{0,5})?\\.(?:json|atom)}"

feedRoutes.get(`/${DOCUMENT}`, c => feed(c, { of: "all" }, publishWholeYears))

feedRoutes.get(`/:year{[0-9]+}/measures/:id/${DOCUMENT}`, c => {
  const { year, id } = c.req.param()
  return feed(c, { of: "measure", id }, ofYear(year), measureMissing(id, year))
})

feedRoutes.get(`/:year{[0-9]+}/sections/:slug/${DOCUMENT}`, c => {
  const { year, slug } = c.req.param()
  return feed(c, { of: "section", slug }, ofYear(year), sectionMissing(slug, year))
})

type Source = typeof publishWholeYears

const ofYear =
  (year: string): Source =>
  (c, { render, ...answering }) =>
    publishWhole(c, parseYear(year), { ...answering, render: published => render([published]) })

async function feed(
  c: Context<AppEnv>,
  scope: FeedScope,
  source: Source,
  missing?: string,
): Promise<Response> {
  const refused = unknownQuery(c, ["at"])
  if (refused) return refused
  const { origin } = c.get("config")
  const isJson = c.req.path.endsWith(".json")
  const [, home = "", archive] = /^(.*)\/feed(?:\/([0-9]+))?\.[a-z]+$/.exec(c.req.path) ?? []
  const render = (years: readonly Published<WholeRecord>[]) => {
    const about = aboutOf(years, scope)
    const [newest] = years
    if (about === undefined || !newest) return undefined
    const entries = feedEntries(
      years.map(({ record }) => record),
      scope,
      new URL(origin).hostname,
    )
    const document = feedDocument(
      entries,
      newest.day.today,
      archive === undefined ? undefined : Number(archive),
    )
    const place: FeedPlace = { address: `${origin}${home}/feed`, origin, home: home || "/", about }
    return document && (isJson ? jsonFeedText : atomText)(years, document, place)
  }
  const contentType = `application/${isJson ? "feed+json" : "atom+xml"}; charset=utf-8`
  return (await source(c, { contentType, render })) ?? notFound(c, archive ? undefined : missing)
}

/** What the feed's title names; undefined where the year has no such measure or section. */
function aboutOf([only]: readonly Published<WholeRecord>[], scope: FeedScope): string | undefined {
  if (scope.of === "all") return ""
  if (!only) return undefined
  if (scope.of === "section") return findRow(only.record, "section", scope.slug)?.row.name
  const measure = findRow(only.record, "measure", scope.id)?.row
  return measure && `“${shorten(firstLine(measure.measure), 80)}”`
}
