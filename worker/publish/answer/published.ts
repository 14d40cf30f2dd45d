/** Answers made from the record: rendered once a revision, day and freshness, then served from the isolate. */
import type { Context } from "hono"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import {
  latestRevision,
  recordAt,
  type ToldRecord,
  type WholeRecord,
  type YearRecord,
} from "../../../shared/record/record.ts"
import type { ViewDay } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { NATIVE_CODEC } from "../../store/native-codec.ts"
import { LogTooLongError, type YearHead } from "../../store/read-record.ts"
import type { RecordSource } from "../../store/store.ts"
import type { ToldPart, Wanted } from "../../store/told.ts"
import { normalQuery, nothingOn, parseAskedDay, withQuery } from "./address.ts"
import { entityTag } from "./etag.ts"
import { refusal } from "./problem.ts"
import { answerFromRecord, type Freshness, freshnessOf } from "./record-source.ts"
import { renderedOnce, reply } from "./reply.ts"

export type Published<R extends YearRecord = YearRecord> = {
  readonly record: R
  /** The day the states are of. */
  readonly day: ViewDay
  /** The day it is: later than `day` where the past was asked for. */
  readonly present: IsoDate
  readonly freshness: Freshness
  /** Every year with a record, newest first. */
  readonly years: readonly number[]
  /** Where it is answered, without the query. */
  readonly path: string
  /** The same with the query in its normal form. */
  readonly address: string
  /** Of every public address. */
  readonly origin: string
  /** Made from the last good copy, because the database is silent. */
  readonly isCopy: boolean
}

/** The day that was asked for, where it is not the present. */
export function pastDayOf({ day, present }: Published): string | undefined {
  return day.today === present ? undefined : day.today
}

/** An address within the record, on the day that was asked for. */
export function sameDay(href: string, published: Published | undefined): string {
  const past = published && pastDayOf(published)
  if (!past) return href
  const [address = "", fragment] = href.split("#")
  const asked = withQuery(address, `at=${past}`)
  return fragment === undefined ? asked : `${asked}#${fragment}`
}

export const HTML_TYPE = "text/html; charset=utf-8"
export const JSON_TYPE = "application/json; charset=utf-8"

export function jsonText(view: object | undefined): string | undefined {
  return view && JSON.stringify(view)
}

/** What may be asked of a record beside its year. */
export type Answering<T> = {
  readonly contentType: string
  /** The query in its normal form: two that mean the same are one kept answer. */
  readonly query?: string
  /** What it tells beside the record: another text is another answer. */
  readonly beside?: string
  readonly render: (published: T) => string | Uint8Array<ArrayBuffer> | undefined
}

/** How much of a year an answer is made of. A past day is always made of the whole. */
export type Reads<R extends YearRecord> = (source: RecordSource, head: YearHead) => Promise<R>

const asItStands: Reads<YearRecord> = (source, head) => source.record(head)
/** So many lines of the log are read for one reader: fifty times what an office writes in a year. */
const MOST_LINES = 20_000
const itsWholePast: Reads<WholeRecord> = (source, head) => source.wholeRecord(head, MOST_LINES)
/** As it stands, and all that happened in it. */
export const itsWholeStory: Reads<ToldRecord> = async (source, head) => {
  const { fiscalYear } = head
  const heads = await source.heads()
  // Somebody read newer heads meanwhile: what is told would be of them.
  const isNewest = heads.some(each => each.fiscalYear === fiscalYear && each.leaf === head.leaf)
  const told = isNewest ? await source.told(heads, { of: "year", fiscalYear, most: MOST_LINES }) : undefined
  return told?.records[0] ?? source.wholeRecord(head, MOST_LINES)
}

/** As it stands, and the whole past of one row. */
export function withPastOf(name: string): Reads<YearRecord> {
  return (source, head) => source.recordWith(head, () => [name])
}

/**
 * Answers with what `render` makes of a year's record, on the day of `?at=` where one is asked. Undefined when there is
 * no such year, or `render` gives nothing: the caller says what was not found.
 */
export function publish(
  c: Context<AppEnv>,
  fiscalYear: number | "newest",
  { render, ...answering }: Answering<Published>,
  reads: Reads<YearRecord> = asItStands,
): Promise<Response | undefined> {
  const renderNewest = ([newest]: readonly Published[]) => newest && render(newest)
  return answerFromRecord(c, async source => {
    const heads = await source.heads()
    const ofYear = heads.filter(each => fiscalYear === "newest" || each.fiscalYear === fiscalYear)
    // The year that was newest on a past day is known by the records alone.
    const chosen = c.req.query("at") === undefined ? ofYear.slice(0, 1) : ofYear
    return publishOf(c, { source, heads, chosen, fiscalYear, reads }, { ...answering, render: renderNewest })
  })
}

/** One year, of which more is read than how it stands; of a past day the whole. */
export function publishYear<R extends YearRecord>(
  c: Context<AppEnv>,
  fiscalYear: number,
  reads: Reads<R>,
  { render, ...answering }: Answering<Published<R | WholeRecord>>,
): Promise<Response | undefined> {
  const renderOnly = ([only]: readonly Published<R | WholeRecord>[]) => only && render(only)
  return answerFromRecord(c, async source => {
    const heads = await source.heads()
    const chosen = heads.filter(each => each.fiscalYear === fiscalYear)
    return publishOf(c, { source, heads, chosen, fiscalYear, reads }, { ...answering, render: renderOnly })
  })
}

/** Answers made of all years together, newest first. */
export function publishYears(
  c: Context<AppEnv>,
  answering: Answering<readonly Published[]>,
): Promise<Response | undefined> {
  return answerFromRecord(c, async source => {
    const heads = await source.heads()
    const asked = { source, heads, chosen: heads, fiscalYear: "newest" as const, reads: asItStands }
    return publishOf(c, asked, answering)
  })
}

/** What happened in all years: a page of it, or all of it where `part` is undefined. */
export type Telling = {
  readonly years: readonly Published<ToldRecord>[]
  readonly part: ToldPart | undefined
}

/** A page of what happened in all years, read by itself; of a past day from the whole records. */
export function publishTold(
  c: Context<AppEnv>,
  wanted: (today: IsoDate) => Wanted,
  { render, ...answering }: Answering<Telling>,
): Promise<Response | undefined> {
  return answerFromRecord(c, async source => {
    const heads = await source.heads()
    let told: { readonly part: ToldPart | undefined } | undefined
    const reads: Reads<ToldRecord> = async (_, head) => {
      told ??= { part: await source.told(heads, wanted(c.get("moment").today)) }
      return told.part?.records[heads.indexOf(head)] ?? source.wholeRecord(head)
    }
    const asked: Asked<ToldRecord> = { source, heads, chosen: heads, fiscalYear: "newest", reads }
    return publishOf(c, asked, { ...answering, render: years => render({ years, part: told?.part }) })
  })
}

type Asked<R extends YearRecord> = {
  readonly source: RecordSource
  readonly heads: readonly YearHead[]
  /** Of these the answer is made. */
  readonly chosen: readonly YearHead[]
  readonly fiscalYear: number | "newest"
  readonly reads: Reads<R>
}

async function publishOf<R extends YearRecord>(
  c: Context<AppEnv>,
  { source, heads, chosen, fiscalYear, reads }: Asked<R>,
  { contentType, query = "", beside, render }: Answering<readonly Published<R | WholeRecord>[]>,
): Promise<Response | undefined> {
  const [newest] = chosen
  if (!newest) return undefined
  const { now, today, simulated } = c.get("moment")
  const asked = parseAskedDay(c.req.query("at"), today)
  if ("refused" in asked) return refusal(c, "badDay", asked.refused)
  const { past } = asked
  const isCopy = c.get("copiedAt") !== undefined
  const years = heads.map(each => each.fiscalYear)
  const freshness: Freshness = past ? { isStale: false } : freshnessOf(newest.seenAt, now)
  const ownBuild = c.env.VERSION?.id ?? ""
  const build = beside === undefined ? ownBuild : sha256Text(`${ownBuild} ${beside}`, NATIVE_CODEC)
  const version = { ...newest, head: headOf(chosen), years, today, freshness, simulated, isCopy, build }
  const day = { today: past ?? today, simulated }
  const place = { db: c.env.DB, path: c.req.path, query: normalQuery(past ? `at=${past}` : "", query) }
  const address = withQuery(place.path, place.query)
  const { origin } = c.get("config")
  const frame = { day, past, present: today, freshness, years, path: c.req.path, address, origin, isCopy }
  const readYear = async (head: YearHead) =>
    past ? recordAt(await itsWholePast(source, head), past) : reads(source, head)
  const read = () => publishedOf(chosen, readYear, frame)
  try {
    const pastYears = past && (await read())
    if (past && pastYears?.length === 0) return await refusal(c, "notFound", nothingOn(past, fiscalYear))
    const rendered = await renderedOnce(place, entityTag(version), async () =>
      render(pastYears || (await read())),
    )
    // What else is told may change under the same heads: it is looked at again whenever they are.
    return (
      rendered && reply(c, contentType, { ...rendered, madeOf: beside === undefined ? heads : undefined })
    )
  } catch (error) {
    if (error instanceof LogTooLongError) return refusal(c, "tooLong")
    throw error
  }
}

type Frame = Omit<Published, "record">

/** The years as they stand, or stood, without those that had nothing yet. */
async function publishedOf<R extends YearRecord>(
  heads: readonly YearHead[],
  readYear: (head: YearHead) => Promise<R>,
  frame: Frame,
): Promise<Published<R>[]> {
  const published: Published<R>[] = []
  for (const head of heads) {
    const record = await readYear(head)
    if (latestRevision(record)) published.push({ ...frame, record })
  }
  return published
}

/** One tag for several years: any of them changes it. */
function headOf(heads: readonly YearHead[]): string {
  const [only] = heads
  if (only && heads.length === 1) return only.head
  const texts = heads.map(each => `${each.head} ${each.acceptedAt}`)
  return sha256Text(texts.join(" "), NATIVE_CODEC)
}

/** Answers that need only the heads: which years there are, and where each stands. */
export function publishHeads(
  c: Context<AppEnv>,
  render: (heads: readonly YearHead[]) => string,
): Promise<Response> {
  return answerFromRecord(c, async source => {
    const text = render(await source.heads())
    return publishText(c, JSON_TYPE, text)
  })
}

/** Answers short enough to be made each time: the same text, the same tag. */
export function publishText(c: Context<AppEnv>, contentType: string, text: string): Response {
  return reply(c, contentType, {
    etag: `W/"${sha256Text(text, NATIVE_CODEC)}"`,
    bytes: new TextEncoder().encode(text),
    madeOf: undefined,
  })
}
