/**
 * Keeps the projections what the log says. What is missing or lags is made, so many leaves a run; what is there is made
 * anew from the log row by row, a part each time, and thrown away where it is another.
 */
import * as z from "zod/mini"
import { bangkokHour } from "../../shared/date/civil-date.ts"
import {
  CONDENSED_SHAPE,
  condense,
  keptVersions,
  type Marks,
  NO_MARKS,
  type Step,
  stepsFrom,
} from "../../shared/record/condense.ts"
import { groupBy } from "../../shared/record/group.ts"
import type { LogPart } from "../../shared/record/past.ts"
import { foldRecord, type Version, type YearRecord } from "../../shared/record/record.ts"
import { parseJson } from "../../shared/row/json.ts"
import { logFailure, newRequestId, writeLog } from "../host/log.ts"
import { type Past, type Projection, readProjection } from "./projection.ts"
import { indexOf, readPasts } from "./projection-append.ts"
import { foldParts, touchedParts } from "./projection-fold.ts"
import { dropProjection, writeProjection } from "./projection-write.ts"
import { readHeadsWith, readLog, readPasts as readRowPasts, type YearHead } from "./read-record.ts"
import { readLeft } from "./row-past.ts"
import { readRows } from "./sql.ts"
import { storeOf } from "./store.ts"
import { checkTold, countTold, TOLD_TABLES, TOLD_UP_TO } from "./told.ts"

/** `made` counts leaves that were folded in; `differs` was thrown away and is made anew by later runs. */
export type Tended = {
  readonly fiscalYear: number
  readonly found: "same" | "made" | "differs"
  readonly leaf: number
  readonly newest: number
}

/** A run has ten milliseconds of a processor. */
const LEAVES_A_RUN = 200
const VERSIONS_A_RUN = 300

/**
 * A run with its line in the log, where there is anything to say. It never fails the run that it follows. `turn` says what
 * is made anew; without one, only what is missing or lags is made.
 */
export async function loggedTending(db: D1Database, turn: number | undefined): Promise<void> {
  const requestId = newRequestId()
  try {
    if (turn === undefined && !(await isBehind(db))) return
    const tended = await tendProjections(db, turn ?? 0)
    if (tended && tended.found !== "same") writeLog({ event: "projection", requestId, ...tended })
    if (!(await tendTold(db, turn ?? 0)))
      logFailure(requestId, "the count of what is told differs", new ToldError())
  } catch (error) {
    logFailure(requestId, "projection", error)
  }
}

const HOUR = 3_600_000
const NIGHT = 3

/**
 * Which part it is a slot's turn to make anew. A simulated month passes while a person waits for it, and a database ages by
 * the days it really has: there one slot a night has a turn.
 */
export function turnOf(slot: number, simulated: boolean): number | undefined {
  if (!simulated) return Math.floor(slot / HOUR)
  return bangkokHour(slot) === NIGHT ? Math.floor(slot / (24 * HOUR)) : undefined
}

/** Counts what was pushed, with the push: else the first reader of what happened would do so for all that came since the last. */
export async function loggedCounting(db: D1Database): Promise<void> {
  try {
    const store = storeOf(db)
    await countTold({ db, record: store.record }, await store.heads())
  } catch (error) {
    logFailure(newRequestId(), "counting what is told", error)
  }
}

class ToldError extends Error {
  override readonly name = "ToldError"
}

/** Counts on what is told, or some of it anew; false where that was another. */
export async function tendTold(db: D1Database, hour: number): Promise<boolean> {
  const store = storeOf(db)
  store.forgetHeads()
  const heads = await store.heads()
  const standing = { db, record: store.record }
  const isCounted = (await countTold(standing, heads)) !== undefined
  return !isCounted || checkTold(standing, heads, hour)
}

/** One year a run, the years in turn: the first that is not whole, else the one whose turn it is. */
export async function tendProjections(db: D1Database, hour: number): Promise<Tended | undefined> {
  const [heads, places] = await readHeadsWith(db, placeSchema, PLACES)
  const leafByYear = new Map(places.map(({ fiscalYear, leaf }) => [fiscalYear, leaf]))
  const behind = heads.find(({ fiscalYear, leaf }) => (leafByYear.get(fiscalYear) ?? -1) < leaf)
  if (behind) return advance(db, behind, LEAVES_A_RUN)
  const head = heads[hour % heads.length]
  return head && comparePart(db, head, hour)
}

/** Whether a projection or the count of what is told lacks a leaf: one question, answered by indices. */
async function isBehind(db: D1Database): Promise<boolean> {
  const [found] = await readRows(db, z.object({ behind: z.int() }), BEHIND)
  return found?.behind !== 0
}

const placeSchema = z.object({ fiscalYear: z.int(), leaf: z.int() })
/** As `readPlace` judges them. */
const PLACES = `SELECT fiscal_year AS fiscalYear, leaf FROM projection
  WHERE shape = ${CONDENSED_SHAPE} AND json_valid(marks)`

const BEHIND = `SELECT EXISTS (
    SELECT 1 FROM heartbeat LEFT JOIN (${PLACES}) AS place ON place.fiscalYear = heartbeat.fiscal_year
    WHERE COALESCE(place.leaf, -1) < (SELECT idx FROM leaf WHERE leaf.fiscal_year = heartbeat.fiscal_year
      ORDER BY sequence DESC LIMIT 1)
  ) OR COALESCE((${TOLD_UP_TO}), -1) < COALESCE((SELECT MAX(idx) FROM leaf), -1) AS behind`

/** Folds so many leaves more of a year into its projection. */
export async function advance(db: D1Database, head: YearHead, leaves: number): Promise<Tended> {
  const { fiscalYear } = head
  const place = await readPlace(db, head)
  const to = await lastOf(db, fiscalYear, place.leaf, leaves)
  if (to === undefined) return { fiscalYear, found: "same", leaf: place.leaf, newest: head.leaf }
  const { revisions, entries } = await readLog(db, fiscalYear, { from: place.leaf + 1, to })
  const steps = stepsFrom(revisions, entries)
  const index = place.leaf < 0 ? new Map() : indexOf(await readIndex(db, fiscalYear))
  const names = steps.flatMap(({ versions }) => [...versions.keys()])
  const pasts = await readPasts(db, fiscalYear, touchedParts(index, names))
  const folded = foldParts(place.marks, index, pasts, steps)
  await db.batch(writeProjection(db, { ...place, fiscalYear }, folded, String(to)))
  return { fiscalYear, found: "made", leaf: to, newest: head.leaf }
}

/** Thrown away, and begun anew from the first leaf. */
export async function beginAnew(db: D1Database, fiscalYear: number): Promise<void> {
  const told = TOLD_TABLES.map(table => db.prepare(`DELETE FROM ${table}`))
  await db.batch([...dropProjection(db, fiscalYear), ...told])
}

/** All of a year, against the whole log. */
export async function compareWhole(db: D1Database, head: YearHead): Promise<Tended> {
  const projection = await readProjection(db, head)
  const log = await readLog(db, head.fiscalYear, { from: 0, to: head.leaf })
  const expected = condense(foldRecord(head.fiscalYear, log.revisions, log.entries))
  const isSame =
    typeof projection === "object" &&
    isSameRecord(projection.marks, projection.parts, expected) &&
    isAllOf(
      projection,
      await readLeft(db, head, projection, "all"),
      pastsOf(stepsFrom(log.revisions, log.entries)),
    )
  return told(db, head, isSame)
}

/** Whether what it holds of some rows, with what it leaves out of them, is every version of each. */
function isAllOf(
  projection: Projection,
  left: LogPart | undefined,
  expected: ReadonlyMap<string, readonly Version[]>,
): boolean {
  if (!left) return false
  const all = groupBy(left.entries, ({ name }) => name)
  const kept = [...projection.parts.values()].flat().filter(([name]) => expected.has(name))
  return kept.every(([name, versions]) => {
    const both = [...versions, ...(all.get(name) ?? []).map(({ name: _own, ...version }) => version)]
    both.sort((a, b) => a.sequence - b.sequence)
    return JSON.stringify(both) === JSON.stringify(expected.get(name))
  })
}

/** Every version of each row that some steps touch, oldest first. */
function pastsOf(steps: readonly Step[]): ReadonlyMap<string, readonly Version[]> {
  const versions = steps.flatMap(step => Array.from(step.versions))
  return new Map(
    Array.from(
      groupBy(versions, ([name]) => name),
      ([name, own]) => [name, own.map(([, each]) => each)],
    ),
  )
}

/** Some rows of one part, and the state of all: as much as a run may read. */
async function comparePart(db: D1Database, head: YearHead, hour: number): Promise<Tended> {
  const projection = await readProjection(db, head)
  if (projection === "ahead") return told(db, head, true)
  if (typeof projection === "string") return told(db, head, false)
  const parts = [...projection.parts.values()]
  const rows = parts[hour % parts.length] ?? []
  const chosen = await withinReach(db, head, inTurn(rows, Math.floor(hour / parts.length)))
  const names = chosen.map(([name]) => name)
  const { revisions, entries } = await readRowPasts(db, { ...head, names })
  const expected = pastsOf(stepsFrom(revisions, entries))
  const isSame =
    chosen.every(past => isSamePast(past, expected, projection.marks)) &&
    isAllOf(projection, await readLeft(db, head, projection, names), expected)
  return told(db, head, isSame)
}

/** Another row first each time round, so that a long one keeps none from its turn. */
export function inTurn<T>(rows: readonly T[], round: number): T[] {
  const from = round % Math.max(1, rows.length)
  return [...rows.slice(from), ...rows.slice(0, from)]
}

/** The first of the rows, and as many others as have no more versions than a run may read. */
async function withinReach(
  db: D1Database,
  { fiscalYear, leaf }: YearHead,
  rows: readonly Past[],
): Promise<Past[]> {
  const counts = await readRows(
    db,
    z.object({ name: z.string(), n: z.int() }),
    `SELECT name, COUNT(*) AS n FROM entry WHERE fiscal_year = ?1 AND leaf <= ?2
       AND name IN (SELECT value FROM json_each(?3)) GROUP BY name`,
    ...[fiscalYear, leaf, JSON.stringify(rows.map(([name]) => name))],
  )
  const countByName = new Map(counts.map(({ name, n }) => [name, n]))
  let left = VERSIONS_A_RUN
  return rows.filter(([name], at) => {
    const count = countByName.get(name) ?? 0
    // Whose turn it is is compared however long: else nobody but the command would ever do so.
    if (count > left && at > 0) return false
    left -= count
    return true
  })
}

async function told(db: D1Database, { fiscalYear, leaf }: YearHead, isSame: boolean): Promise<Tended> {
  if (isSame) return { fiscalYear, found: "same", leaf, newest: leaf }
  await beginAnew(db, fiscalYear)
  return { fiscalYear, found: "differs", leaf: -1, newest: leaf }
}

function isSamePast(
  [name, kept]: Past,
  expected: ReadonlyMap<string, readonly Version[]>,
  marks: Marks,
): boolean {
  const both = [kept, expected.get(name) ?? []].map(each => JSON.stringify(keptVersions(name, each, marks)))
  return both[0] === both[1]
}

function isSameRecord(
  marks: Marks,
  parts: ReadonlyMap<number, readonly Past[]>,
  expected: YearRecord,
): boolean {
  const kept = [...parts.values()].flat().map(([name, each]) => [name, keptVersions(name, each, marks)])
  const { revisions, wholeFrom } = marks
  const found = [revisions, wholeFrom, kept]
  return (
    JSON.stringify(found) ===
    JSON.stringify([expected.revisions, expected.wholeFrom, [...expected.versionsByName]])
  )
}

type Place = { readonly leaf: number; readonly redactions: number; readonly marks: Marks }

/** How far it goes; -1 where there is none, or none by the rules of now. */
async function readPlace(db: D1Database, { fiscalYear, redactions }: YearHead): Promise<Place> {
  const row = z.object({ shape: z.int(), leaf: z.int(), redactions: z.int(), marks: z.string() })
  const sql = "SELECT shape, leaf, redactions, marks FROM projection WHERE fiscal_year = ?1"
  const [mark] = await readRows(db, row, sql, fiscalYear)
  const marks = parseJson(mark?.marks ?? "")
  if (mark?.shape !== CONDENSED_SHAPE || marks === undefined) return { leaf: -1, redactions, marks: NO_MARKS }
  return { leaf: mark.leaf, redactions: mark.redactions, marks: marks as Marks }
}

function readIndex(db: D1Database, fiscalYear: number): Promise<D1Result> {
  const sql = "SELECT part, digests FROM projection_part WHERE fiscal_year = ?1 ORDER BY part"
  return db.prepare(sql).bind(fiscalYear).all()
}

/** The last of so many leaves of a year after one. */
async function lastOf(
  db: D1Database,
  fiscalYear: number,
  after: number,
  leaves: number,
): Promise<number | undefined> {
  const sql = `SELECT idx FROM leaf WHERE fiscal_year = ?1
    AND sequence > COALESCE((SELECT sequence FROM leaf WHERE idx = ?2), 0) ORDER BY sequence LIMIT ?3`
  const found = await readRows(db, z.object({ idx: z.int() }), sql, fiscalYear, after, leaves)
  return found[found.length - 1]?.idx
}
