/**
 * The Worker's database in memory: its own migrations and its own SQL on Node's SQLite, behind the interface of D1.
 * A year of cron runs takes seconds here. What D1 itself does stands under test in `test/worker`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"

const MIGRATIONS = new URL("../../worker/migrations/", import.meta.url)

export type TestDatabase = {
  readonly db: D1Database
  /** Reads past the interface: a test's look into the tables is no statement of the Worker. */
  readonly look: (query: string, ...values: SQLInputValue[]) => Record<string, unknown>[]
}

export function openDatabase(file = ":memory:"): TestDatabase {
  const isNew = file === ":memory:" || !existsSync(file)
  const sqlite = new DatabaseSync(file)
  // Nothing here need outlive the machine.
  sqlite.exec("PRAGMA synchronous = OFF")
  for (const name of isNew ? migrations() : []) sqlite.exec(readFileSync(new URL(name, MIGRATIONS), "utf8"))
  // A token is a secret, and a link in the mail: made of dice, no two years would have the same mail.
  sqlite.exec(`CREATE TEMP TRIGGER same_token AFTER INSERT ON mail_choice BEGIN
    UPDATE mail_choice SET token = lower(hex(new.recipient)) WHERE recipient = new.recipient; END`)
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>()
  const prepare = (query: string) => {
    const known = prepared.get(query) ?? sqlite.prepare(query)
    prepared.set(query, known)
    return known
  }
  // Asked twice a statement: prepared anew each time it cost a sixth of a year.
  const changes = () => Number(prepare("SELECT total_changes() AS n").get()?.n)
  const execute = (query: string, values: readonly SQLInputValue[]): D1Result => {
    const before = changes()
    const results = prepare(query).all(...values)
    return { results, meta: { changes: changes() - before, rows_read: 0, rows_written: 0 } }
  }
  const executions = new WeakMap<D1PreparedStatement, () => D1Result>()
  const statement = (query: string, values: readonly SQLInputValue[] = []): D1PreparedStatement => {
    const run = () => execute(query, values)
    const made: D1PreparedStatement = {
      bind: (...bound) => statement(query, bound),
      all: async () => run(),
      first: async () => run().results[0] ?? null,
      run: async () => run(),
    }
    executions.set(made, run)
    return made
  }
  return {
    look: (query, ...values) => prepare(query).all(...values),
    db: {
      prepare: query => statement(query),
      batch: async statements => transaction(sqlite, () => statements.map(each => executionOf(each)())),
    },
  }

  function executionOf(made: D1PreparedStatement): () => D1Result {
    const execution = executions.get(made)
    if (!execution) throw new Error("a statement of another database")
    return execution
  }
}

function migrations(): string[] {
  return readdirSync(MIGRATIONS)
    .filter(name => name.endsWith(".sql"))
    .sort()
}

/** Brings the database of a local office, as D1 left it in a file, to the present version, as its start does. */
export function migrateFile(file: string): void {
  const sqlite = new DatabaseSync(file)
  const applied = new Set(
    sqlite
      .prepare("SELECT name FROM d1_migrations")
      .all()
      .map(({ name }) => name),
  )
  for (const name of migrations().filter(each => !applied.has(each)))
    sqlite.exec(readFileSync(new URL(name, MIGRATIONS), "utf8"))
  sqlite.close()
}

function transaction<T>(sqlite: DatabaseSync, work: () => T): T {
  sqlite.exec("BEGIN")
  try {
    const result = work()
    sqlite.exec("COMMIT")
    return result
  } catch (error) {
    sqlite.exec("ROLLBACK")
    throw error
  }
}
