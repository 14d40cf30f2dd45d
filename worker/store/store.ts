/**
 * The record as D1 holds it, folded and kept in the isolate. A warm read asks the database for the newest heads at most
 * every two seconds and for nothing else, and of a crowd only one asks; a new revision is read alone and joined to what
 * is kept.
 */
import * as z from "zod/mini"
import { foldRecord, type YearRecord } from "../../shared/record/record.ts"
import { type PrivateRow, privateRowSchema } from "../../shared/row/row.ts"
import { oncePer } from "../host/once-per.ts"
import { looksWithLinks, readLooks } from "./looks.ts"
import { type LogPart, readHeads, readLog, type YearHead } from "./read-record.ts"
import { readRows } from "./sql.ts"

/** Where a record is read from: the database, or what of it is kept. */
export type RecordSource = {
  /** Years with a record, newest first. */
  heads(): Promise<readonly YearHead[]>
  /** @throws RecordUnreadableError */
  record(head: YearHead): Promise<YearRecord>
}

/** What can be told while the database is silent: the years as they were last read, and when that was. */
export type KeptCopy = RecordSource & { readonly readAt: number }

/** One reading of the heads. The next is another object, of the same list if they still say the same. */
export type FreshHeads = { readonly list: readonly YearHead[]; readonly readAt: number }

/** The heads are as of at most `HEADS_FRESH_MS` ago, or a little more while they are asked for; both throw RecordUnreadableError. */
export type RecordStore = RecordSource & {
  /** The heads as last read, where `heads()` would answer them too. Asks nothing. */
  freshHeads(): FreshHeads | undefined
  /** Undefined while nothing was read in this isolate. */
  copy(): KeptCopy | undefined
  /** The next read asks the database: after a push in this isolate, its change shows at once. */
  forgetHeads(): void
}

/** The database does not answer, or what it answers cannot be read. */
export class RecordUnreadableError extends Error {
  override readonly name = "RecordUnreadableError"
}

/** Reads beside the record's own, told apart from defects: while they fail, a copy may answer. */
export function readable<T>(reading: Promise<T>): Promise<T> {
  return reading.catch(cause => {
    throw new RecordUnreadableError("the database cannot be read", { cause })
  })
}

/** Of what is made from the record, in the cache before the Worker: a publication purges it. */
export const RECORD_TAG = "record"

const HEADS_FRESH_MS = 2000
/** While one request asks anew, the others take what was read before for so much longer. */
const ASKING_MS = 500

export const storeOf = oncePer(createRecordStore)

/**
 * The record of a year as it stands now, not as an isolate remembers it. For mail, which is sent once: a report that came
 * a second ago silences its reminder.
 */
export async function loadRecord(db: D1Database, fiscalYear: number): Promise<YearRecord> {
  const store = storeOf(db)
  store.forgetHeads()
  const head = (await store.heads()).find(each => each.fiscalYear === fiscalYear)
  if (!head) throw new Error(`no record of ${fiscalYear}`)
  return store.record(head)
}

/** The private rows of a year, read anew each time and never kept. For sending mail only; nothing serves them. */
export async function readPrivateRows(db: D1Database, fiscalYear: number): Promise<PrivateRow[]> {
  const sql = "SELECT json FROM private_row WHERE fiscal_year = ?1 ORDER BY name"
  const found = await readRows(db, z.object({ json: z.string() }), sql, fiscalYear)
  return found.map(({ json }) => privateRowSchema.parse(JSON.parse(json)))
}

type KeptYear = LogPart & { readonly head: YearHead; readonly record: YearRecord }

/** The record as this isolate keeps it: only finished values, since workerd forbids one request to await another's promise. */
function createRecordStore(db: D1Database): RecordStore {
  const { read, forgetFailure } = createReader()
  const kept = createKeptHeads(() => read(() => readHeads(db)))
  const keptByYear = new Map<number, KeptYear>()
  return {
    freshHeads: kept.fresh,
    heads: async () => kept.fresh()?.list ?? kept.readAnew(),
    async record(head) {
      const year = keptByYear.get(head.fiscalYear)
      if (year && isSameHead(year.head, head)) return year.record
      const [log, looks] = await Promise.all([
        read(async () => (year && (await continueLog(db, year, head))) ?? (await readWholeLog(db, head))),
        read(() => readLooks(db, head.fiscalYear, head.looks)),
      ])
      const record = foldRecord(
        head.fiscalYear,
        log.revisions,
        log.entries,
        looksWithLinks(looks, log.entries),
      )
      keptByYear.set(head.fiscalYear, { ...log, head, record })
      return record
    },
    copy() {
      const heads = kept.last()
      return heads && copyOf(heads, keptByYear)
    },
    forgetHeads() {
      kept.forget()
      forgetFailure()
    },
  }
}

/** Reads of the database. A silent one is asked no more often than one that answers: each reader would wait for it. */
function createReader() {
  let failed: { readonly error: unknown; readonly at: number } | undefined
  const read = async <T>(part: () => Promise<T>): Promise<T> => {
    if (failed && Date.now() - failed.at < HEADS_FRESH_MS) throw failed.error
    return readable(part()).catch(error => {
      failed = { error, at: Date.now() }
      throw error
    })
  }
  const forgetFailure = () => {
    failed = undefined
  }
  return { read, forgetFailure }
}

/** By the machine's clock, not the simulated one, which may stand still. */
function createKeptHeads(readList: () => Promise<YearHead[]>) {
  let heads: FreshHeads | undefined
  let freshUntil = 0
  let askingUntil = 0
  return {
    last: () => heads,
    fresh: () => (Date.now() < Math.max(freshUntil, askingUntil) ? heads : undefined),
    async readAnew(): Promise<readonly YearHead[]> {
      if (freshUntil > 0) askingUntil = Date.now() + ASKING_MS
      try {
        const list = await readList()
        heads = { list: heads && areSame(heads.list, list) ? heads.list : list, readAt: Date.now() }
        freshUntil = heads.readAt + HEADS_FRESH_MS
        return heads.list
      } finally {
        askingUntil = 0
      }
    },
    forget() {
      freshUntil = 0
      askingUntil = 0
    },
  }
}

/** A year that was not read yet cannot be told, but is not told to be missing either. */
function copyOf(heads: FreshHeads, keptByYear: ReadonlyMap<number, KeptYear>): KeptCopy {
  const list = heads.list.map(head => {
    const kept = keptByYear.get(head.fiscalYear)
    return kept ? { ...kept.head, seenAt: head.seenAt } : head
  })
  return {
    readAt: heads.readAt,
    heads: async () => list,
    async record(head) {
      const kept = keptByYear.get(head.fiscalYear)
      if (!kept) throw new RecordUnreadableError(`no copy of ${head.fiscalYear} is kept here`)
      return kept.record
    },
  }
}

function readWholeLog(db: D1Database, head: YearHead): Promise<LogPart> {
  return readLog(db, head.fiscalYear, { from: 0, to: head.leaf })
}

/**
 * What is kept and the leaves after it. Undefined when the kept end is no longer in the log, as after a database was
 * put back to an older copy, or when a text was redacted since.
 */
async function continueLog(db: D1Database, kept: KeptYear, head: YearHead): Promise<LogPart | undefined> {
  if (kept.head.leaf > head.leaf || kept.head.redactions !== head.redactions) return undefined
  const part = await readLog(db, head.fiscalYear, { from: kept.head.leaf, to: head.leaf })
  const [overlap, ...revisions] = part.revisions
  if (overlap?.head !== kept.head.head || overlap.acceptedAt !== kept.head.acceptedAt) return undefined
  const entries = part.entries.filter(entry => entry.sequence > kept.head.sequence)
  return { revisions: [...kept.revisions, ...revisions], entries: [...kept.entries, ...entries] }
}

function areSame(some: readonly YearHead[], others: readonly YearHead[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}

function isSameHead(kept: YearHead, head: YearHead): boolean {
  return (
    kept.head === head.head &&
    kept.acceptedAt === head.acceptedAt &&
    kept.redactions === head.redactions &&
    kept.looks === head.looks
  )
}
