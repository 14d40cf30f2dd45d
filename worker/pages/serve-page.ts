/** A page and its twin, the same as JSON: both are registered here, so that neither can be forgotten. */
import type { Context, Hono } from "hono"
import { nameOf } from "../../shared/row/name.ts"
import { type MeasureFilter, parseFilter } from "../../shared/view/filter.ts"
import { parsePage } from "../../shared/view/page-of.ts"
import type { AppEnv } from "../app-env.ts"
import type { Moment } from "../host/clock.ts"
import { IN_ENGLISH, normalQuery, parseYear } from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import {
  type Answering,
  HTML_TYPE,
  JSON_TYPE,
  jsonText,
  type Published,
  publish,
  publishTold,
  publishYears,
  type Telling,
  withPastOf,
} from "../publish/answer/published.ts"
import { publishSheet } from "../publish/answer/sheet.ts"

/** What the address and its query ask for. */
export type Asked = {
  /** As it stands in the address, to be quoted where there is none. */
  readonly year: string
  readonly fiscalYear: number
  /** Of the row. */
  readonly id: string
  readonly page: number
  /** The plan as it was announced, of the two that there are. */
  readonly announced: boolean
  /** A page about the record is there in English too; any other says in English that it is not. */
  readonly english: boolean
  readonly filter: MeasureFilter
}

/** Where a page is made from; answers nothing where that is not there. */
type Source<T> = (c: Context<AppEnv>, asked: Asked, answering: Answering<T>) => Promise<Response | undefined>

export const ofYear: Source<Published> = (c, { fiscalYear }, answering) => publish(c, fiscalYear, answering)
export const ofNewest: Source<Published> = (c, _, answering) => publish(c, "newest", answering)
/** Whatever the year's length, what its page says of all of it and the rows that it lists. */
export const listedOfYear: Source<Published> = (c, asked, answering) =>
  publishSheet(c, asked.fiscalYear, asked, answering)
export const listedOfNewest: Source<Published> = (c, asked, answering) =>
  publishSheet(c, "newest", asked, answering)
/** With all that ever became of the measure that is asked for. */
export const ofMeasure: Source<Published> = (c, { fiscalYear, id }, answering) =>
  publish(c, fiscalYear, answering, withPastOf(nameOf("measure", id)))
export const ofAllYears: Source<readonly Published[]> = (c, _, answering) => publishYears(c, answering)
/** What happened in all years, a page at a time. */
export const happened =
  (of: "changes" | "pushes"): Source<Telling> =>
  (c, { page }, answering) =>
    publishTold(c, () => ({ of, page }), answering)

export type Page<T> = {
  /** Parameters are called `year` and `id`; in the twin's address the last of them may end in `.json`. */
  readonly path: string
  readonly twin: string
  /** Another address of the twin. */
  readonly api?: string
  readonly source: Source<T>
  /** Of the page alone, where it needs less than its twin. */
  readonly pageSource?: Source<T>
  readonly html: (published: T, asked: Asked, moment: Moment) => string | undefined
  readonly view: (published: T, asked: Asked) => object | undefined
  /** The normal form of the query that the page answers, and its twin where that answers another. */
  readonly query?: (asked: Asked) => string
  readonly twinQuery?: (asked: Asked) => string
  /** Says what was not found. */
  readonly missing?: (asked: Asked) => string
  /** Stands in for the page before the first announcement. */
  readonly unannounced?: (moment: Moment, asked: Asked) => string
}

/** A page that is not made from the record: the next reader may find one that is. */
const UNKEPT = { "Cache-Control": "no-cache" }

export function servePage<T>(app: Hono<AppEnv>, page: Page<T>): void {
  // The twin first: the page's own pattern may take its address too.
  app.get(page.twin, c => answerTwin(c, page, askedOf(c, ".json")))
  if (page.api) app.get(page.api, c => answerTwin(c, page, askedOf(c, "")))
  app.get(page.path, c => answerPage(c, page, askedOf(c, "")))
}

async function answerTwin<T>(c: Context<AppEnv>, page: Page<T>, asked: Asked): Promise<Response> {
  const { source, view, query = noQuery, twinQuery = query, missing } = page
  const render = (published: T) => jsonText(view(published, asked))
  const found = await source(c, asked, { contentType: JSON_TYPE, query: twinQuery(asked), render })
  return found ?? notFound(c, missing?.(asked))
}

async function answerPage<T>(c: Context<AppEnv>, page: Page<T>, asked: Asked): Promise<Response> {
  const { html, query = noQuery, missing, unannounced, source, pageSource = source } = page
  const moment = c.get("moment")
  const render = (published: T) => html(published, asked, moment)
  const ownQuery = normalQuery(query(asked), asked.english ? IN_ENGLISH : "")
  const found = await pageSource(c, asked, { contentType: HTML_TYPE, query: ownQuery, render })
  return (
    found ?? (unannounced ? unkeptPage(c, each => unannounced(each, asked)) : notFound(c, missing?.(asked)))
  )
}

/** The address alone decides: what a browser prefers would be another page at the same address. */
export function isEnglish(c: Context<AppEnv>): boolean {
  return c.req.query("lang") === "en"
}

export function unkeptPage(c: Context<AppEnv>, html: (moment: Moment) => string) {
  return c.html(html(c.get("moment")), 200, UNKEPT)
}

function noQuery(): string {
  return ""
}

function askedOf(c: Context<AppEnv>, ending: string): Asked {
  const year = c.req.param("year") ?? ""
  const id = c.req.param("id")
  const shownYear = id === undefined ? withoutEnding(year, ending) : year
  return {
    year: shownYear,
    fiscalYear: parseYear(shownYear),
    id: withoutEnding(id ?? "", ending),
    page: parsePage(c.req.query("page")),
    announced: c.req.query("as") === "announced",
    english: isEnglish(c),
    filter: parseFilter(c.req.query()),
  }
}

function withoutEnding(text: string, ending: string): string {
  return ending !== "" && text.endsWith(ending) ? text.slice(0, -ending.length) : text
}
