/**
 * The Worker's database within this process. What a statement costs is told apart from what the Worker costs, as at
 * Cloudflare, where the database is another machine; and what the plan has quotas for is counted.
 */
import { openDatabase } from "../faults/database.ts"
import { threadMs } from "./measure.ts"

export type DatabaseCounts = {
  statements: number
  /** Rows of tables; the indexes of a row are not counted. */
  rowsWritten: number
  /** Processor milliseconds within the database. */
  ms: number
}

export type CountedDatabase = { readonly db: D1Database; readonly counts: DatabaseCounts }

/** In memory, or in a file that other isolates write and read too. */
export function openCountedDatabase(file?: string): CountedDatabase {
  const { db } = openDatabase(file)
  const counts: DatabaseCounts = { statements: 0, rowsWritten: 0, ms: 0 }
  const uncounted = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

  // The database is done when the call returns: only its promise is left to wait for.
  const timed = <T>(statements: number, work: () => Promise<T>): Promise<T> => {
    const start = threadMs()
    const answer = work()
    counts.ms += threadMs() - start
    counts.statements += statements
    return answer
  }
  const written = <T extends D1Result>(result: T): T => {
    counts.rowsWritten += result.meta.changes
    return result
  }
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const made: D1PreparedStatement = {
      bind: (...values) => statement(inner.bind(...values)),
      all: async () => written(await timed(1, () => inner.all())),
      run: async () => written(await timed(1, () => inner.run())),
      first: () => timed(1, () => inner.first()),
    }
    uncounted.set(made, inner)
    return made
  }
  const innerOf = (made: D1PreparedStatement) => {
    const inner = uncounted.get(made)
    if (!inner) throw new TypeError("a statement of another database")
    return inner
  }
  return {
    counts,
    db: {
      prepare: query => statement(db.prepare(query)),
      batch: async statements =>
        (await timed(statements.length, () => db.batch(statements.map(innerOf)))).map(written),
    },
  }
}
