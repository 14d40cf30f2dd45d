/**
 * How the database is asked: for the heads at most every two seconds, of a crowd by one alone; and while it is silent no
 * more often than one that answers.
 */
import { LogTooLongError, type YearHead } from "./read-record.ts"

/** One reading of the heads. The next is another object, of the same list if they still say the same. */
export type FreshHeads = { readonly list: readonly YearHead[]; readonly readAt: number }

/** The database does not answer, or what it answers cannot be read. */
export class RecordUnreadableError extends Error {
  override readonly name = "RecordUnreadableError"
}

/** As D1 documents what passes by itself, or with less asked of it: nothing is wrong with the request. */
const PASSING =
  /\bD1 DB\b.*(?:reset|overloaded|transient)|\bD1 DB.*limit|Network connection lost|client disconnected/

/** A write that the database was too busy for, or restarted under: the same request may be sent again. */
export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Error && PASSING.test(error.message)
}

/** Reads beside the record's own, told apart from defects: while they fail, a copy may answer. */
export function readable<T>(reading: Promise<T>): Promise<T> {
  return reading.catch(cause => {
    throw new RecordUnreadableError("the database cannot be read", { cause })
  })
}

const HEADS_FRESH_MS = 2000
/** While one request asks anew, the others take what was read before for so much longer. */
const ASKING_MS = 500

export type Reader = ReturnType<typeof createReader>["read"]

/** Reads of the database. A silent one is asked no more often than one that answers: each reader would wait for it. */
export function createReader() {
  let failed: { readonly error: unknown; readonly at: number } | undefined
  const read = async <T>(part: () => Promise<T>): Promise<T> => {
    if (failed && Date.now() - failed.at < HEADS_FRESH_MS) throw failed.error
    return readable(part()).catch(error => {
      // It answered: what is too long for one is not so for others.
      if (error.cause instanceof LogTooLongError) throw error.cause
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
export function createKeptHeads(readList: () => Promise<YearHead[]>) {
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

function areSame(some: readonly YearHead[], others: readonly YearHead[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}
