/**
 * The Worker's database within this process, by Node's own SQLite: what a statement costs is told apart from what the
 * Worker costs, as at Cloudflare, where the database is another machine. Counts what the plan has quotas for.
 */
import { DatabaseSync } from "node:sqlite"
import { applyMigrations } from "../../local/worker/migrations.ts"

export type DatabaseCounts = {
  statements: number
  /** Rows of tables; the indexes of a row are not counted. */
  rowsWritten: number
  /** Processor milliseconds within SQLite. */
  ms: number
}

export type CountedDatabase = { readonly db: D1Database; readonly counts: DatabaseCounts; close(): void }

type Value = string | number | null

export async function openCountedDatabase(): Promise<CountedDatabase> {
  const sqlite = new DatabaseSync(":memory:")
  const counts: DatabaseCounts = { statements: 0, rowsWritten: 0, ms: 0 }

  const timed = <T>(work: () => T): T => {
    const start = process.threadCpuUsage()
    try {
      return work()
    } finally {
      const { user, system } = process.threadCpuUsage(start)
      counts.ms += (user + system) / 1000
    }
  }
  const total = () => Number(sqlite.prepare("SELECT total_changes() AS n").get()?.n ?? 0)
  const execute = (sql: string, values: readonly Value[]): D1Result => {
    counts.statements++
    const before = total()
    const results = timed(() => sqlite.prepare(sql).all(...values))
    const changes = total() - before
    counts.rowsWritten += changes
    return { results, meta: { changes, rows_read: 0, rows_written: changes } }
  }

  const statements = new WeakMap<object, () => D1Result>()
  const prepared = (sql: string, values: readonly Value[]): Prepared => {
    const statement: Prepared = {
      bind: (...bound) => prepared(sql, bound),
      all: async () => executeAll(sql, values),
      run: async () => executeAll(sql, values),
      first: async () => execute(sql, values).results[0] ?? null,
    }
    statements.set(statement, () => execute(sql, values))
    return statement
  }
  const executeAll = (sql: string, values: readonly Value[]) => {
    const { results, meta } = execute(sql, values)
    return { results: results as Record<string, unknown>[], meta }
  }
  const db = {
    prepare: (sql: string) => prepared(sql, []),
    async batch(batched: readonly D1PreparedStatement[]): Promise<D1Result[]> {
      timed(() => sqlite.exec("BEGIN"))
      try {
        const results = batched.map(statement => statements.get(statement)?.() ?? notOurs())
        timed(() => sqlite.exec("COMMIT"))
        return results
      } catch (error) {
        sqlite.exec("ROLLBACK")
        throw error
      }
    },
  }
  await applyMigrations(db)
  Object.assign(counts, { statements: 0, rowsWritten: 0, ms: 0 })
  return { db, counts, close: () => sqlite.close() }
}

type Prepared = {
  bind(...values: readonly Value[]): Prepared
  all(): Promise<D1Result & { results: Record<string, unknown>[] }>
  run(): Promise<D1Result & { results: Record<string, unknown>[] }>
  first(): Promise<unknown>
}

function notOurs(): never {
  throw new TypeError("a statement of another database")
}
