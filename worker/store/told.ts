/**
 * What happened, as much of it as is shown. How much there is up to each leaf is counted once and kept (the table `told`), so
 * that a page, or an archive of the feed, is known by the leaves it is of; what those did is kept beside it (`told-part.ts`).
 */
import * as z from "zod/mini"
import { addDays, bangkokDate, bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import { withPast } from "../../shared/record/past.ts"
import type { ToldRecord } from "../../shared/record/record.ts"
import { EVENTS_PER_PAGE, listedChanges } from "../../shared/view/changes-page.ts"
import { feedEntries } from "../../shared/view/feed.ts"
import { documentPlace } from "../../shared/view/feed-archive.ts"
import { pagesOf, type Stretch } from "../../shared/view/page-of.ts"
import { LogTooLongError, type YearHead } from "./read-record.ts"
import { readRows } from "./sql.ts"
import {
  areOfLog,
  isFull,
  type KeptPart,
  type Leaves,
  linesOfLog,
  partsOf,
  readParts,
  type Standing,
  type ToldLines,
  toldLines,
  toldOfYear,
} from "./told-part.ts"

/** What is to be told: a page of changes, a page of pushes, a document of the feed of all, or all of a year. */
export type Wanted =
  | { readonly of: "changes" | "pushes"; readonly page: number }
  | { readonly of: "entries"; readonly archive: number | undefined; readonly today: IsoDate }
  | { readonly of: "year"; readonly fiscalYear: number; readonly most: number }

/** Records that tell it, of every year in the order of the heads. */
export type ToldPart = {
  readonly records: readonly ToldRecord[]
  readonly stretch: Stretch
  /** Of entries, how many are of a day that is over. */
  readonly over: number
}

/** To be raised with every change of what is told as a change or an entry, or of how parts keep it: all is then made anew. */
const SHAPE = 1
/** The newest leaf that is counted by it. */
export const TOLD_UP_TO = `SELECT MAX(leaf) FROM told WHERE shape = ${SHAPE}`
/** What goes together, where the log is to be told anew. */
export const TOLD_TABLES = ["told", "told_part"] as const
/** As many leaves are counted by one reader, or one run. */
const COUNTED_AT_ONCE = 200
/** As many are counted anew by an hourly run, with all of their days. */
const CHECKED_AT_ONCE = 50

/**
 * Undefined where it is not counted, or not to be counted: then it is told from the whole log.
 * @throws LogTooLongError where a year has more lines than are asked for at most
 */
export async function readTold(
  standing: Standing,
  heads: readonly YearHead[],
  wanted: Wanted,
): Promise<ToldPart | undefined> {
  const total = await countTold(standing, heads)
  // Of pushes there are as many as leaves, whether what they did is counted or not.
  if (wanted.of === "pushes") return toldPushes(standing, heads, wanted.page)
  if (!total) return undefined
  if (wanted.of === "year") return toldYear(standing, heads, wanted)
  if (wanted.of === "entries") return toldEntries(standing, heads, total.entries, wanted)
  return toldChanges(standing, heads, total.changes, wanted.page)
}

/** Rows of a page, counted from the oldest; `to` is not included. */
function pageRange(total: number, asked: number): { readonly from: number; readonly to: number } {
  const page = Math.min(asked, pagesOf(total, EVENTS_PER_PAGE))
  const to = total - (page - 1) * EVENTS_PER_PAGE
  return { from: Math.max(0, to - EVENTS_PER_PAGE), to }
}

function toldPushes(standing: Standing, heads: readonly YearHead[], page: number): Promise<ToldPart> {
  const total = newestLeaf(heads) + 1
  const range = pageRange(total, page)
  const leaves = { from: range.from, to: range.to - 1 }
  return toldBetween(standing, heads, leaves, { total, from: total - range.to })
}

async function toldChanges(
  standing: Standing,
  heads: readonly YearHead[],
  total: number,
  page: number,
): Promise<ToldPart> {
  const { db } = standing
  const range = pageRange(total, page)
  const [from, to] = await leavesOf(db, "changes", range.from, range.to)
  const upTo = await countUpTo(db, to)
  return toldBetween(standing, heads, { from, to }, { total, from: total - upTo.changes })
}

async function toldEntries(
  standing: Standing,
  heads: readonly YearHead[],
  total: number,
  { archive, today }: Extract<Wanted, { readonly of: "entries" }>,
): Promise<ToldPart | undefined> {
  const { db } = standing
  const newest = newestLeaf(heads)
  const lastOver = (await leafBefore(db, bangkokMidnight(today))) ?? -1
  const { entries: over } = await countUpTo(db, Math.min(lastOver, newest))
  const place = documentPlace({ total, over }, archive)
  // There is no such archive: what there is of the newest leaf is enough to say so.
  if (!place) return toldBetween(standing, heads, { from: newest, to: newest }, { total, from: total, over })
  const [first, last] = await leavesOf(db, "entries", place.from, place.to)
  // An entry tells all of its day.
  const from = await firstOfDay(db, first)
  const to = place.to === total ? newest : Math.min(newest, await lastOfDay(db, last))
  const before = await countUpTo(db, from - 1)
  const leaves = { from, to }
  return toldBetween(standing, heads, leaves, { total, from: before.entries, over })
}

/** Of that year alone. */
async function toldYear(
  standing: Standing,
  heads: readonly YearHead[],
  { fiscalYear, most }: Extract<Wanted, { readonly of: "year" }>,
): Promise<ToldPart> {
  const { db } = standing
  const own = heads.filter(head => head.fiscalYear === fiscalYear)
  const sql = "SELECT idx AS leaf FROM leaf WHERE fiscal_year = ?1 ORDER BY sequence LIMIT 1"
  const [first] = await readRows(db, z.object({ leaf: z.int() }), sql, fiscalYear)
  const leaves = { from: first?.leaf ?? 0, to: newestLeaf(own) }
  const { told } = await toldLines(standing, own, leaves, await readParts(db, leaves))
  const { entries } = toldOfYear(told, fiscalYear, leaves)
  if (entries.length > most) throw new LogTooLongError()
  return { records: await recordsOf(standing, own, told, leaves), stretch: { total: 0, from: 0 }, over: 0 }
}

async function toldBetween(
  standing: Standing,
  heads: readonly YearHead[],
  leaves: Leaves,
  { over = 0, ...stretch }: Stretch & { readonly over?: number },
): Promise<ToldPart> {
  const { told } = await toldLines(standing, heads, leaves, await readParts(standing.db, leaves))
  return { records: await recordsOf(standing, heads, told, leaves), stretch, over }
}

const NOTHING = { from: 1, to: 0 }

/** The years as they stand, which tell of some leaves. */
function recordsOf(
  { record }: Standing,
  heads: readonly YearHead[],
  told: readonly ToldLines[],
  leaves: Leaves,
): Promise<ToldRecord[]> {
  const recordOf = async (head: YearHead): Promise<ToldRecord> => {
    const [standing, part] = [await record(head), toldOfYear(told, head.fiscalYear, leaves)]
    const [first] = part.revisions
    const last = part.revisions[part.revisions.length - 1]
    const tells = first && last ? { from: first.sequence, to: last.sequence } : NOTHING
    return withPast(standing, part, tells)
  }
  return Promise.all(heads.map(recordOf))
}

const countSchema = z.object({ leaf: z.int(), shape: z.int(), changes: z.int(), entries: z.int() })
type Count = z.infer<typeof countSchema>

const NONE: Count = { leaf: -1, shape: SHAPE, changes: 0, entries: 0 }

async function countUpTo(db: D1Database, leaf: number): Promise<Count> {
  const sql = "SELECT leaf, shape, changes, entries FROM told WHERE leaf <= ?1 ORDER BY leaf DESC LIMIT 1"
  const [count = NONE] = leaf < 0 ? [] : await readRows(db, countSchema, sql, leaf)
  return count
}

/** The leaves with the first and the last of some rows, which are counted from the oldest; `to` is not included. */
async function leavesOf(db: D1Database, what: "changes" | "entries", from: number, to: number) {
  const sql = `SELECT (SELECT leaf FROM told WHERE ${what} > ?1 ORDER BY ${what}, leaf LIMIT 1) AS first,
    (SELECT leaf FROM told WHERE ${what} > ?2 ORDER BY ${what}, leaf LIMIT 1) AS last`
  const [found] = await readRows(db, z.object({ first: z.int(), last: z.int() }), sql, from, to - 1)
  return [found?.first ?? 0, found?.last ?? 0] as const
}

async function leafBefore(db: D1Database, instant: number): Promise<number | undefined> {
  const sql = "SELECT idx AS leaf FROM leaf WHERE accepted_at < ?1 ORDER BY accepted_at DESC LIMIT 1"
  const [found] = await readRows(db, z.object({ leaf: z.int() }), sql, instant)
  return found?.leaf
}

async function dayOf(db: D1Database, leaf: number): Promise<IsoDate> {
  const sql = "SELECT accepted_at AS acceptedAt FROM leaf WHERE idx = ?1"
  const [found] = await readRows(db, z.object({ acceptedAt: z.int() }), sql, leaf)
  return bangkokDate(found?.acceptedAt ?? 0)
}

/** The first leaf of a leaf's civil day. */
async function firstOfDay(db: D1Database, leaf: number): Promise<number> {
  return firstOn(db, await dayOf(db, leaf))
}

async function firstOn(db: D1Database, day: IsoDate): Promise<number> {
  return ((await leafBefore(db, bangkokMidnight(day))) ?? -1) + 1
}

/** The last leaf of a leaf's civil day. */
async function lastOfDay(db: D1Database, leaf: number): Promise<number> {
  return (await leafBefore(db, bangkokMidnight(addDays(await dayOf(db, leaf), 1)))) ?? leaf
}

/** Counts what was accepted since, as much as may be counted at once; undefined where that is not all. */
export async function countTold(
  standing: Standing,
  heads: readonly YearHead[],
): Promise<Readonly<Count> | undefined> {
  const { db } = standing
  const newest = newestLeaf(heads)
  const known = await countUpTo(db, newest)
  if (known.shape !== SHAPE) {
    await forgetTold(db)
    return undefined
  }
  if (known.leaf === newest) return known
  const to = Math.min(newest, known.leaf + COUNTED_AT_ONCE)
  const leaves = await readLeaves(db, known.leaf, to)
  // A clock was set back: pages go by time, and leaves do not.
  if (!areInTime(leaves)) return undefined
  const since = leaves.find(({ leaf }) => leaf > known.leaf)
  const from = await firstOn(db, bangkokDate(since?.acceptedAt ?? 0))
  const kept = await readParts(db, { from: Math.min(from, Math.max(0, known.leaf)), to: known.leaf })
  // Of a year that nothing was pushed to since there is nothing to count: its record is not read.
  const own = heads.filter(({ fiscalYear }) => leaves.some(each => each.fiscalYear === fiscalYear))
  const { told, rest } = await toldLines(standing, own, { from, to }, kept)
  const counts = countsOf(leaves, await recordsOf(standing, own, told, { from, to }), known)
  const last = kept[kept.length - 1]
  const open = rest?.lines[0]?.leaf === known.leaf + 1 ? last?.told : undefined
  const begins = (leaf: number, letters: number, lines: number) =>
    isFull(letters, lines) || (!open && leaf === known.leaf + 1)
  const parts = rest ? partsOf(rest, begins, open) : []
  const added = parts.filter(part => part.last > known.leaf)
  await writeCounts(db, { known: known.leaf, counts, added, redactions: heads[0]?.redactions ?? 0 })
  return to === newest ? counts[counts.length - 1] : undefined
}

/** Counts some leaves anew, others each hour; where they were told otherwise, all of it goes. Whether they were not. */
export async function checkTold(
  standing: Standing,
  heads: readonly YearHead[],
  hour: number,
): Promise<boolean> {
  const { db } = standing
  const last = await countUpTo(db, newestLeaf(heads))
  const turns = Math.ceil((last.leaf + 1) / CHECKED_AT_ONCE)
  if (turns === 0 || last.shape !== SHAPE) return true
  const from = (hour % turns) * CHECKED_AT_ONCE
  const to = Math.min(last.leaf, from + CHECKED_AT_ONCE - 1)
  const isSame =
    (await areCounted(standing, heads, { from, to })) &&
    (await areOfLog(standing, heads, { from, to }, await readParts(db, { from, to })))
  if (!isSame) await forgetTold(db)
  return isSame
}

async function areCounted(
  standing: Standing,
  heads: readonly YearHead[],
  { from, to }: Leaves,
): Promise<boolean> {
  const { db } = standing
  const known = await countUpTo(db, from - 1)
  const days = { from: await firstOfDay(db, from), to }
  const told = await linesOfLog(standing, heads, days)
  const records = await recordsOf(standing, heads, [told], days)
  const expected = countsOf(await readLeaves(db, known.leaf, to), records, known)
  const sql = "SELECT leaf, shape, changes, entries FROM told WHERE leaf BETWEEN ?1 AND ?2 ORDER BY leaf"
  const found = await readRows(db, countSchema, sql, from, to)
  return JSON.stringify(found) === JSON.stringify(expected)
}

async function forgetTold(db: D1Database): Promise<void> {
  await db.batch(TOLD_TABLES.map(table => db.prepare(`DELETE FROM ${table}`)))
}

const leafSchema = z.object({
  leaf: z.int(),
  fiscalYear: z.int(),
  sequence: z.int(),
  acceptedAt: z.int(),
})
type Leaf = z.infer<typeof leafSchema>

function readLeaves(db: D1Database, from: number, to: number): Promise<Leaf[]> {
  const sql = `SELECT idx AS leaf, fiscal_year AS fiscalYear, sequence, accepted_at AS acceptedAt FROM leaf
    WHERE idx BETWEEN ?1 AND ?2 ORDER BY idx`
  return readRows(db, leafSchema, sql, from, to)
}

function areInTime(leaves: readonly Leaf[]): boolean {
  return leaves.every(({ acceptedAt, fiscalYear }, at) => {
    const before = leaves[at - 1]
    if (!before) return true
    return before.fiscalYear === fiscalYear ? before.acceptedAt <= acceptedAt : before.acceptedAt < acceptedAt
  })
}

function countsOf(leaves: readonly Leaf[], records: readonly ToldRecord[], known: Count): Count[] {
  const changes = new Map<string, number>()
  const entries = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const record of records) {
    for (const { sequence } of listedChanges(record)) add(changes, `${record.fiscalYear}/${sequence}`)
    for (const { sequence } of feedEntries([record], { of: "all" }, ""))
      add(entries, `${record.fiscalYear}/${sequence}`)
  }
  let sum = known
  return leaves
    .filter(({ leaf }) => leaf > known.leaf)
    .map(({ leaf, fiscalYear, sequence }) => {
      const key = `${fiscalYear}/${sequence}`
      sum = {
        ...{ leaf, shape: SHAPE, changes: sum.changes + (changes.get(key) ?? 0) },
        entries: sum.entries + (entries.get(key) ?? 0),
      }
      return sum
    })
}

type Counted = {
  /** The last leaf that was counted before. */
  readonly known: number
  readonly counts: readonly Count[]
  readonly added: readonly KeptPart[]
  readonly redactions: number
}

/** Only where nobody counted on meanwhile, and nothing was redacted. */
async function writeCounts(db: D1Database, { known, counts, added, redactions }: Counted): Promise<void> {
  const isOurs = `(SELECT COALESCE(MAX(leaf), -1) FROM told) = ?1 AND (SELECT COUNT(*) FROM redaction) = ?2`
  const lines = counts.map(({ leaf, shape, changes, entries }) => [leaf, shape, changes, entries])
  await db.batch([
    // Without counts what is left of parts was of others.
    ...(known < 0 ? [db.prepare("DELETE FROM told_part")] : []),
    ...added.map(({ first, last, text }) =>
      db
        .prepare(`INSERT OR REPLACE INTO told_part (first, last, text) SELECT ?3, ?4, ?5 WHERE ${isOurs}`)
        .bind(known, redactions, first, last, text),
    ),
    db
      .prepare(
        `INSERT OR IGNORE INTO told (leaf, shape, changes, entries)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?3) WHERE ${isOurs}`,
      )
      .bind(known, redactions, JSON.stringify(lines)),
  ])
}

function newestLeaf(heads: readonly YearHead[]): number {
  return Math.max(-1, ...heads.map(({ leaf }) => leaf))
}
