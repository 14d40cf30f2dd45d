/**
 * The record as D1 holds it, kept in the isolate: as it stands, from the projection, or from the log where there is none to
 * be believed; whole, from the log, for what tells of the past. A warm read asks the database for the newest heads at most
 * every two seconds and for nothing else, and of a crowd only one asks; of a new revision only what it changed is read.
 */
import * as z from "zod/mini"
import { hasAllVersions } from "../../shared/record/condense.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import { type LogPart, withPast } from "../../shared/record/past.ts"
import {
  foldRecord,
  isWhole,
  type ToldRecord,
  type WholeRecord,
  type YearRecord,
} from "../../shared/record/record.ts"
import { type PrivateRow, privateRowSchema } from "../../shared/row/row.ts"
import { logFailure, newRequestId } from "../host/log.ts"
import { readLooks, readNeededLooks, withLooks } from "./looks.ts"
import { type Projection, readProjection, recordOfProjection, type Unfit } from "./projection.ts"
import { LogTooLongError, readHeads, readLog, readPasts, readPushes, type YearHead } from "./read-record.ts"
import {
  createKeptHeads,
  createReader,
  type FreshHeads,
  type Reader,
  RecordUnreadableError,
} from "./reader.ts"
import { readLeft } from "./row-past.ts"
import { readRows } from "./sql.ts"
import { readTold, type ToldPart, type Wanted } from "./told.ts"

/** Where a record is read from: the database, or what of it is kept. */
export type RecordSource = {
  /** Years with a record, newest first. */
  heads(): Promise<readonly YearHead[]>
  /** As it stands, with what is asked of each row's past. This and all that follow throw RecordUnreadableError. */
  record(head: YearHead): Promise<YearRecord>
  /** The same with every version of some rows, of which it can then tell what happened to them. */
  recordWith(head: YearHead, choose: ChooseRows): Promise<ToldRecord>
  /** A page of what happened in all years; undefined where it is to be told from the whole records. */
  told(heads: readonly YearHead[], wanted: Wanted): Promise<ToldPart | undefined>
  /** The pushes of a year, and of the rows those that are redacted. */
  pushes(head: YearHead): Promise<LogPart>
  /** Every version of every row: it costs by the length of the log. @throws LogTooLongError where that is over `most` lines */
  wholeRecord(head: YearHead, most?: number): Promise<WholeRecord>
}

export type ChooseRows = (record: YearRecord) => readonly string[]

/** What can be told while the database is silent: the years as they were last read, and when that was. */
export type KeptCopy = RecordSource & { readonly readAt: number }

/** The heads are as of at most `HEADS_FRESH_MS` ago, or a little more while they are asked for; both throw RecordUnreadableError. */
export type RecordStore = RecordSource & {
  /** The heads as last read, where `heads()` would answer them too. Asks nothing. */
  freshHeads(): FreshHeads | undefined
  /** Undefined while nothing was read in this isolate. */
  copy(): KeptCopy | undefined
  /** Nothing of any record was read in this isolate. */
  isCold(): boolean
  /** The next read asks the database: after a push in this isolate, its change shows at once. */
  forgetHeads(): void
}

/** Of what is made from the record, in the cache before the Worker: a publication purges it. */
export const RECORD_TAG = "record"

export const storeOf = oncePer(createRecordStore)

/**
 * The record of a year as it stands now, not as an isolate remembers it. For mail, which is sent once: a report that came
 * a second ago silences its reminder. Whole where something is told of the past.
 */
export async function loadRecord(db: D1Database, fiscalYear: number, whole = false): Promise<YearRecord> {
  const store = storeOf(db)
  store.forgetHeads()
  const head = (await store.heads()).find(each => each.fiscalYear === fiscalYear)
  if (!head) throw new Error(`no record of ${fiscalYear}`)
  return whole ? store.wholeRecord(head) : store.record(head)
}

/** The private rows of a year, read anew each time and never kept. For sending mail only; nothing serves them. */
export async function readPrivateRows(db: D1Database, fiscalYear: number): Promise<PrivateRow[]> {
  const sql = "SELECT json FROM private_row WHERE fiscal_year = ?1 ORDER BY name"
  const found = await readRows(db, z.object({ json: z.string() }), sql, fiscalYear)
  return found.map(({ json }) => privateRowSchema.parse(JSON.parse(json)))
}

/** As much of a year as was read. */
type KeptYear = {
  readonly standing?: KeptRecord<YearRecord> & {
    readonly projection?: Projection
    /** Of rows whose whole past was asked for, by their names. */
    readonly pasts: Map<string, LogPart>
  }
  readonly pushes?: { readonly head: YearHead; readonly log: LogPart }
  readonly whole?: KeptRecord<WholeRecord> & LogPart
}

/** Strangers may open every page; these are enough for those who read. */
const KEPT_PASTS = 40

type KeptRecord<R extends YearRecord> = { readonly head: YearHead; readonly record: R }

/** The record as this isolate keeps it: only finished values, since workerd forbids one request to await another's promise. */
function createRecordStore(db: D1Database): RecordStore {
  const { read, forgetFailure } = createReader()
  const kept = createKeptHeads(() => read(() => readHeads(db)))
  const years = new Map<number, KeptYear>()
  const tolds: KeptTolds = new Map()
  return {
    freshHeads: kept.fresh,
    heads: async () => kept.fresh()?.list ?? kept.readAnew(),
    ...createRecords({ db, read, years, tolds }),
    copy() {
      const heads = kept.last()
      return heads && copyOf(heads, years, tolds)
    },
    isCold: () => years.size === 0,
    forgetHeads() {
      kept.forget()
      forgetFailure()
    },
  }
}

type Keeping = {
  readonly db: D1Database
  readonly read: Reader
  readonly years: Map<number, KeptYear>
  readonly tolds: KeptTolds
}

function createRecords({ db, read, years, tolds }: Keeping): Omit<RecordSource, "heads"> {
  const keptOf = (head: YearHead) => years.get(head.fiscalYear)
  const keep = (head: YearHead, part: KeptYear) => years.set(head.fiscalYear, { ...keptOf(head), ...part })
  const records: Omit<RecordSource, "heads"> = {
    async record(head) {
      const known = recordKept(keptOf(head), head)
      if (known) return known
      const [projection, looks] = await Promise.all([
        read(() => readProjection(db, head, keptProjection(keptOf(head), head))),
        read(() => readNeededLooks(db, head)),
      ])
      if (typeof projection === "string") {
        tellUnfit(projection)
        return records.wholeRecord(head)
      }
      const record = withLooks(recordOfProjection(head.fiscalYear, projection), looks)
      keep(head, { standing: { head, record, projection, pasts: new Map() } })
      return record
    },
    async recordWith(head, choose) {
      const record = await records.record(head)
      if (isWhole(record)) return record
      const names = knownNames(record, choose)
      const wanting = namesWanting(record, names)
      const key = JSON.stringify(wanting)
      const newest = keptOf(head)?.standing
      const standing = newest?.record === record ? newest : undefined
      const part = standing?.pasts.get(key) ?? (await read(() => pastOf(db, head, standing, wanting)))
      if (standing && standing.pasts.size < KEPT_PASTS) standing.pasts.set(key, part)
      return withPastOf(record, names, part)
    },
    async told(heads, wanted) {
      const known = tolds.get(placeOf(wanted))
      if (known?.heads === heads && known.wanted === JSON.stringify(wanted)) return known.part
      const part = await read(() => readTold({ db, record: records.record }, heads, wanted))
      if (part) keepTold(tolds, heads, wanted, part)
      return part
    },
    async pushes(head) {
      const known = keptOf(head)?.pushes
      if (known && isSameHead(known.head, head)) return known.log
      const log = await read(() => readPushes(db, head))
      keep(head, { pushes: { head, log } })
      return log
    },
    async wholeRecord(head, most) {
      const whole = keptOf(head)?.whole
      if (whole && whole.entries.length > (most ?? Infinity)) throw new LogTooLongError()
      if (whole && isSameHead(whole.head, head)) return whole.record
      const [log, looks] = await Promise.all([
        read(async () => (await continueLog(db, whole, head)) ?? (await readWholeLog(db, head, most))),
        read(() => readLooks(db, head.fiscalYear, head.looks)),
      ])
      const record = withLooks(foldRecord(head.fiscalYear, log.revisions, log.entries), looks)
      keep(head, { whole: { ...log, head, record } })
      return record
    },
  }
  return records
}

const NO_PAST: LogPart = { revisions: [], entries: [] }

/** Pushes from before feeds told of rows are told whole, by their revisions: those are in the log alone. */
async function pastOf(
  db: D1Database,
  head: YearHead,
  standing: KeptYear["standing"],
  names: readonly string[],
): Promise<LogPart> {
  if (names.length === 0) return NO_PAST
  const isLeft = standing?.projection && isOfRows(standing.record)
  const left = isLeft ? await readLeft(db, head, standing.projection, names) : undefined
  return left ?? readPasts(db, { ...head, names })
}

const EVERY_REVISION = { from: 1, to: Number.POSITIVE_INFINITY }

function withPastOf(record: YearRecord, names: readonly string[], part: LogPart): ToldRecord {
  return withPast(record, part, { ...EVERY_REVISION, names: new Set(names) })
}

function knownNames(record: YearRecord, choose: ChooseRows): string[] {
  return choose(record).filter(name => record.versionsByName.has(name))
}

/** Those of which there may be more than the record holds. Pushes from before feeds told of rows are told whole: they are all read. */
function namesWanting(record: YearRecord, names: readonly string[]): readonly string[] {
  return isOfRows(record) ? names.filter(name => !hasAllVersions(record, name)) : names
}

/** Whether feeds told of rows from the first push on. */
function isOfRows({ revisions }: YearRecord): boolean {
  return !revisions[0]?.isToldWhole
}

/** What was told last, by what it is a page of. */
type KeptTolds = Map<
  string,
  { readonly heads: readonly YearHead[]; readonly wanted: string; readonly part: ToldPart }
>

const KEPT_TOLDS = 8

function keepTold(tolds: KeptTolds, heads: readonly YearHead[], wanted: Wanted, part: ToldPart): void {
  tolds.delete(placeOf(wanted))
  tolds.set(placeOf(wanted), { heads, wanted: JSON.stringify(wanted), part })
  const oldest = tolds.keys().next().value
  if (tolds.size > KEPT_TOLDS && oldest !== undefined) tolds.delete(oldest)
}

/** Of whatever day. */
function placeOf(wanted: Wanted): string {
  if (wanted.of === "year") return `year ${wanted.fiscalYear}`
  return `${wanted.of} ${wanted.of === "entries" ? wanted.archive : wanted.page}`
}

function recordKept(kept: KeptYear | undefined, head: YearHead): YearRecord | undefined {
  return [kept?.standing, kept?.whole].find(each => each && isSameHead(each.head, head))?.record
}

/** What a redaction unmade is not gone on with. */
function keptProjection(kept: KeptYear | undefined, head: YearHead): Projection | undefined {
  const standing = kept?.standing
  return standing?.head.redactions === head.redactions ? standing?.projection : undefined
}

/** Pages are answered from the log; the hourly run mends it. One that is not there yet is no fault. */
function tellUnfit(why: Unfit): void {
  if (why === "ahead" || why === "missing") return
  logFailure(newRequestId(), `the projection ${why}`, new ProjectionUnfitError())
}

class ProjectionUnfitError extends Error {
  override readonly name = "ProjectionUnfitError"
}

/** A year that was not read yet cannot be told, but is not told to be missing either. */
function copyOf(
  heads: FreshHeads,
  years: ReadonlyMap<number, KeptYear>,
  tolds: Readonly<KeptTolds>,
): KeptCopy {
  const list = heads.list.map(head => {
    const kept = newestKept(years.get(head.fiscalYear))
    return kept ? { ...kept.head, seenAt: head.seenAt } : head
  })
  const known = <T>(record: T | undefined): T => {
    if (record === undefined) throw new RecordUnreadableError("no copy of this is kept here")
    return record
  }
  const wholeRecord = async (head: YearHead) => {
    const whole = years.get(head.fiscalYear)?.whole
    return known(whole && isSameHead(whole.head, head) ? whole.record : undefined)
  }
  const record = async (head: YearHead) => known(newestKept(years.get(head.fiscalYear))?.record)
  return {
    readAt: heads.readAt,
    heads: async () => list,
    record,
    async recordWith(head, choose) {
      const standing = await record(head)
      if (isWhole(standing)) return standing
      const names = knownNames(standing, choose)
      const pasts = years.get(head.fiscalYear)?.standing?.pasts
      const wanting = namesWanting(standing, names)
      const part = wanting.length === 0 ? NO_PAST : known(pasts?.get(JSON.stringify(wanting)))
      return withPastOf(standing, names, part)
    },
    async told(list, wanted) {
      const told = tolds.get(placeOf(wanted))
      const isOfThese = (head: YearHead, at: number) => {
        const of = told?.heads[at]
        return of !== undefined && isSameHead(of, head)
      }
      return list.every(isOfThese) ? told?.part : undefined
    },
    async pushes(head) {
      const pushes = years.get(head.fiscalYear)?.pushes
      return known(pushes && isSameHead(pushes.head, head) ? pushes.log : undefined)
    },
    wholeRecord,
  }
}

function newestKept({ standing, whole }: KeptYear = {}): KeptRecord<YearRecord> | undefined {
  return whole && (!standing || whole.head.leaf >= standing.head.leaf) ? whole : standing
}

function readWholeLog(db: D1Database, head: YearHead, most?: number): Promise<LogPart> {
  return readLog(db, head.fiscalYear, { from: 0, to: head.leaf, ...(most === undefined ? {} : { most }) })
}

/**
 * What is kept and the leaves after it. Undefined when the kept end is no longer in the log, as after a database was
 * put back to an older copy, or when a text was redacted since.
 */
async function continueLog(
  db: D1Database,
  kept: (KeptRecord<WholeRecord> & LogPart) | undefined,
  head: YearHead,
): Promise<LogPart | undefined> {
  if (!kept || kept.head.leaf > head.leaf || kept.head.redactions !== head.redactions) return undefined
  const part = await readLog(db, head.fiscalYear, { from: kept.head.leaf, to: head.leaf })
  const [overlap, ...revisions] = part.revisions
  if (overlap?.head !== kept.head.head || overlap.acceptedAt !== kept.head.acceptedAt) return undefined
  const entries = part.entries.filter(entry => entry.sequence > kept.head.sequence)
  return { revisions: [...kept.revisions, ...revisions], entries: [...kept.entries, ...entries] }
}

function isSameHead(kept: YearHead, head: YearHead): boolean {
  return (
    kept.head === head.head &&
    kept.acceptedAt === head.acceptedAt &&
    kept.redactions === head.redactions &&
    kept.looks === head.looks
  )
}
