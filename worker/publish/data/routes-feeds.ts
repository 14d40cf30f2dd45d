/** Feeds of what changed: of everybody, of a measure, of a section; each as JSON Feed and Atom, with its archives. */
import { type Context, Hono } from "hono"
import { findRow, type ToldRecord } from "../../../shared/record/record.ts"
import { shorten } from "../../../shared/row/shorten.ts"
import { firstLine } from "../../../shared/view/changed-row.ts"
import { type FeedScope, feedEntries, rowsOfScope } from "../../../shared/view/feed.ts"
import { countOf, feedDocument } from "../../../shared/view/feed-archive.ts"
import type { AppEnv } from "../../app-env.ts"
import { measureMissing, parseYear, sectionMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import {
  type Answering,
  type Published,
  publishTold,
  publishYear,
  type Reads,
  type Telling,
} from "../answer/published.ts"
import { atomText, type FeedPlace, jsonFeedText } from "./feed-text.ts"
import { unknownQuery } from "./known-query.ts"

export const feedRoutes = new Hono<AppEnv>()

/** `feed.atom`, or `feed/3.atom`: an archive. */
const DOCUMENT = ":document{feed(?:/[1-9][0-9]{0,5})?\\.(?:json|atom)}"

feedRoutes.get(`/${DOCUMENT}`, c => {
  const { archive } = documentOf(c)
  return feed(c, { of: "all" }, answering =>
    publishTold(c, today => ({ of: "entries", archive, today }), answering),
  )
})

feedRoutes.get(`/:year{[0-9]+}/measures/:id/${DOCUMENT}`, c => {
  const { year, id } = c.req.param()
  return scopedFeed(c, { of: "measure", id }, measureMissing(id, year))
})

feedRoutes.get(`/:year{[0-9]+}/sections/:slug/${DOCUMENT}`, c => {
  const { year, slug } = c.req.param()
  return scopedFeed(c, { of: "section", slug }, sectionMissing(slug, year))
})

/** Of a part of a year: of its rows the whole past is read, and of no other. */
function scopedFeed(c: Context<AppEnv>, scope: FeedScope, missing: string): Promise<Response> {
  const reads: Reads<ToldRecord> = async (source, head) => {
    const record = await source.recordWith(head, known => rowsOfScope(known, scope))
    // An entry of before tells all of its push, whosever rows those are.
    const isGrouped = record.revisions.every(({ sequence, isToldWhole }) => sequence === 1 || !isToldWhole)
    return isGrouped ? record : source.wholeRecord(head)
  }
  const year = parseYear(c.req.param("year") ?? "")
  const publishIt: FeedSource = ({ render, ...answering }) =>
    publishYear(c, year, reads, {
      ...answering,
      render: published => render({ years: [published], part: undefined }),
    })
  return feed(c, scope, publishIt, missing)
}

type FeedSource = (answering: Answering<Telling>) => Promise<Response | undefined>

async function feed(
  c: Context<AppEnv>,
  scope: FeedScope,
  source: FeedSource,
  missing?: string,
): Promise<Response> {
  const refused = unknownQuery(c, ["at"])
  if (refused) return refused
  const { origin } = c.get("config")
  const { home, archive, isJson } = documentOf(c)
  const render = ({ years, part }: Telling) => {
    const about = aboutOf(years, scope)
    const [newest] = years
    if (about === undefined || !newest) return undefined
    const records = years.map(({ record }) => record)
    const entries = feedEntries(records, scope, new URL(origin).hostname)
    const count = part
      ? { total: part.stretch.total, over: part.over, from: part.stretch.from }
      : countOf(entries, newest.day.today)
    const document = feedDocument(entries, count, archive)
    const place: FeedPlace = { address: `${origin}${home}/feed`, origin, home: home || "/", about }
    return document && (isJson ? jsonFeedText : atomText)(years, document, place)
  }
  const contentType = `application/${isJson ? "feed+json" : "atom+xml"}; charset=utf-8`
  return (await source({ contentType, render })) ?? notFound(c, archive === undefined ? missing : undefined)
}

/** Which document an address asks for, and the page it goes with. */
function documentOf(c: Context<AppEnv>) {
  const [, home = "", archive] = /^(.*)\/feed(?:\/([0-9]+))?\.[a-z]+$/.exec(c.req.path) ?? []
  return {
    home,
    archive: archive === undefined ? undefined : Number(archive),
    isJson: c.req.path.endsWith(".json"),
  }
}

/** What the feed's title names; undefined where the year has no such measure or section. */
function aboutOf([only]: readonly Published[], scope: FeedScope): string | undefined {
  if (scope.of === "all") return ""
  if (!only) return undefined
  if (scope.of === "section") return findRow(only.record, "section", scope.slug)?.row.name
  const measure = findRow(only.record, "measure", scope.id)?.row
  return measure && `“${shorten(firstLine(measure.measure), 80)}”`
}
