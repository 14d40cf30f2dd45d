/** Answers made from the record: rendered once a revision, day and freshness, then served from the isolate. */
import type { Context } from "hono"
import type { IsoDate } from "../../shared/civil-date.ts"
import { latestRevision, recordAt, type YearRecord } from "../../shared/record.ts"
import { sha256Text } from "../../shared/sd-jwt.ts"
import type { ViewDay } from "../../shared/view/year.ts"
import type { AppEnv } from "../app.ts"
import type { YearHead } from "../read-record.ts"
import { storeOf } from "../store.ts"
import { nothingOn, parseAskedDay } from "./asked-day.ts"
import { entityTag, matchesEntityTag } from "./etag.ts"
import { type Freshness, freshnessOf } from "./freshness.ts"
import { refusal } from "./problem.ts"

export type Published = {
  readonly record: YearRecord
  /** The day the states are of. */
  readonly day: ViewDay
  /** The day it is: later than `day` where the past was asked for. */
  readonly present: IsoDate
  readonly freshness: Freshness
  /** Every year with a record, newest first. */
  readonly years: readonly number[]
  /** Where it is answered, without the query. */
  readonly path: string
}

/** What may be asked of a record beside its year. */
export type Answering<T> = {
  readonly contentType: string
  /** The query in its normal form: two that mean the same are one kept answer. */
  readonly query?: string
  readonly render: (published: T) => string | undefined
}

type Rendered = { readonly etag: string; readonly bytes: Uint8Array<ArrayBuffer> }

const KEPT_ANSWERS = 300
/** Of those a query asked for, which any stranger may make up: they never push out the plain ones. */
const KEPT_ASKED = 60

type KeptAnswers = { readonly plain: Map<string, Rendered>; readonly asked: Map<string, Rendered> }

const answersByDb = new WeakMap<D1Database, KeptAnswers>()

/**
 * Answers with what `render` makes of a year's record, on the day of `?at=` where one is asked. Undefined when there is
 * no such year, or `render` gives nothing: the caller says what was not found.
 */
export async function publish(
  c: Context<AppEnv>,
  fiscalYear: number | "newest",
  contentType: string,
  render: (published: Published) => string | undefined,
  query = "",
): Promise<Response | undefined> {
  const heads = await storeOf(c.env.DB).heads()
  const chosen = heads.filter(each => fiscalYear === "newest" || each.fiscalYear === fiscalYear)
  const renderNewest = ([newest]: readonly Published[]) => newest && render(newest)
  const isPast = c.req.query("at") !== undefined
  // The year that was newest on a past day is known by the records alone.
  const read = isPast ? chosen : chosen.slice(0, 1)
  return publishOf(c, read, fiscalYear, { contentType, query, render: renderNewest })
}

/** Answers made of all years together, newest first. */
export async function publishYears(
  c: Context<AppEnv>,
  answering: Answering<readonly Published[]>,
): Promise<Response | undefined> {
  return publishOf(c, await storeOf(c.env.DB).heads(), "newest", answering)
}

async function publishOf(
  c: Context<AppEnv>,
  chosen: readonly YearHead[],
  fiscalYear: number | "newest",
  { contentType, query = "", render }: Answering<readonly Published[]>,
): Promise<Response | undefined> {
  const [newest] = chosen
  if (!newest) return undefined
  const { now, today, simulated } = c.get("moment")
  const asked = parseAskedDay(c.req.query("at"), today)
  if ("refused" in asked) return refusal(c, "badDay", asked.refused)
  const { past } = asked
  const years = (await storeOf(c.env.DB).heads()).map(each => each.fiscalYear)
  const freshness: Freshness = past ? { isStale: false } : freshnessOf(newest.seenAt, now)
  const build = c.env.VERSION?.id ?? ""
  const etag = entityTag({ ...newest, head: headOf(chosen), years, today, freshness, simulated, build })
  const day = { today: past ?? today, simulated }
  const key = [past ? `at=${past}` : "", query].filter(part => part !== "").join("&")
  const read = () => publishedOf(c, chosen, { day, past, present: today, freshness, years, path: c.req.path })
  const pastYears = past && (await read())
  if (past && pastYears?.length === 0) return refusal(c, "notFound", nothingOn(past, fiscalYear))
  const rendered = await renderedOnce(c, key, etag, async () => render(pastYears || (await read())))
  if (!rendered) return undefined
  return answer(c, contentType, rendered)
}

type Frame = Omit<Published, "record"> & { readonly past: IsoDate | undefined }

/** The years as they stand, or stood, without those that had nothing yet. */
async function publishedOf(
  c: Context<AppEnv>,
  heads: readonly YearHead[],
  { past, ...frame }: Frame,
): Promise<Published[]> {
  const store = storeOf(c.env.DB)
  const published: Published[] = []
  for (const head of heads) {
    const record = await store.record(head)
    const shown = past ? recordAt(record, past) : record
    if (latestRevision(shown)) published.push({ ...frame, record: shown })
  }
  return published
}

/** One tag for several years: any of them changes it. */
function headOf(heads: readonly YearHead[]): string {
  const [only] = heads
  if (only && heads.length === 1) return only.head
  return sha256Text(heads.map(each => `${each.head} ${each.acceptedAt}`).join(" "))
}

/** Answers that need only the heads: which years there are, and where each stands. */
export async function publishHeads(
  c: Context<AppEnv>,
  render: (heads: readonly YearHead[]) => string,
): Promise<Response> {
  const heads = await storeOf(c.env.DB).heads()
  const etag = `W/"${heads.map(head => `${head.fiscalYear}-${head.head.slice(0, 12)}`).join("-")}"`
  const bytes = new TextEncoder().encode(render(heads))
  return answer(c, "application/json; charset=utf-8", { etag, bytes })
}

/** Answers that rest on no record: the same text, the same tag. */
export function publishText(c: Context<AppEnv>, contentType: string, text: string): Response {
  const bytes = new TextEncoder().encode(text)
  return answer(c, contentType, { etag: `W/"${sha256Text(text)}"`, bytes })
}

function answer(c: Context<AppEnv>, contentType: string, { etag, bytes }: Rendered): Response {
  c.header("ETag", etag)
  // Asked each time, answered by 304: a change must show within seconds wherever a copy lies.
  c.header("Cache-Control", "public, max-age=0, must-revalidate")
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  c.header("Content-Type", contentType)
  return c.body(bytes)
}

/** Kept by the path and the query in its normal form, never as it was typed: strangers may write any. */
async function renderedOnce(
  c: Context<AppEnv>,
  query: string,
  etag: string,
  render: () => Promise<string | undefined>,
): Promise<Rendered | undefined> {
  const { plain, asked } = answersOf(c.env.DB)
  const [answers, limit] = query === "" ? [plain, KEPT_ANSWERS] : [asked, KEPT_ASKED]
  const key = query === "" ? c.req.path : `${c.req.path}?${query}`
  const kept = answers.get(key)
  if (kept?.etag === etag) return kept
  const text = await render()
  if (text === undefined) return undefined
  const rendered = { etag, bytes: new TextEncoder().encode(text) }
  answers.delete(key)
  answers.set(key, rendered)
  const oldest = answers.keys().next().value
  if (answers.size > limit && oldest !== undefined) answers.delete(oldest)
  return rendered
}

function answersOf(db: D1Database): KeptAnswers {
  const known = answersByDb.get(db)
  if (known) return known
  const created = { plain: new Map<string, Rendered>(), asked: new Map<string, Rendered>() }
  answersByDb.set(db, created)
  return created
}
