/**
 * A Worker's database as a backup keeps it: which migrations it has seen, its tables, its rows in an order they can be put back
 * in. Read out of an SQLite file: the local office's own, or one made from an export of the real one.
 */
import { createHash } from "node:crypto"
import { DatabaseSync } from "node:sqlite"

export type Value = string | number | null | { readonly base64: string }

export type Table = { readonly name: string; readonly columns: readonly string[] }

/** A row of a table, its values in the order of the table's columns. */
export type TableRow = { readonly table: string; readonly values: readonly Value[] }

export type Database = {
  readonly migrations: readonly string[]
  readonly tables: readonly Table[]
  readonly rows: readonly TableRow[]
}

/**
 * Names what is held, however it came there: tables and rows, and neither the migrations nor the day. Of `as`'s tables
 * and columns alone, so that a database that was upgraded since can still be held against its backup.
 */
export function contentHash(database: Database, as: readonly Table[] = database.tables): string {
  const hash = createHash("sha256")
  const placesByTable = new Map(as.map(({ name, columns }) => [name, placesOf(database, name, columns)]))
  const wanted = [...as].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, columns } of wanted) hash.update(`${JSON.stringify([name, columns])}\n`)
  const lines = database.rows.flatMap(({ table, values }) => {
    const places = placesByTable.get(table)
    return places ? [JSON.stringify([table, places.map(place => values[place] ?? null)])] : []
  })
  // Sorted: the order in which two databases hand out their rows need not be one.
  for (const line of lines.sort()) hash.update(`${line}\n`)
  return hash.digest("hex")
}

function placesOf({ tables }: Database, name: string, columns: readonly string[]): number[] {
  const own = tables.find(table => table.name === name)?.columns ?? []
  return columns.map(column => own.indexOf(column))
}

/** The rows of one table as objects. */
export function rowsOf(database: Database, name: string): Record<string, Value>[] {
  const columns = database.tables.find(table => table.name === name)?.columns ?? []
  return database.rows
    .filter(({ table }) => table === name)
    .map(({ values }) => Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null])))
}

/** What a restore keeps beside the record while it runs. */
export const PROGRESS_TABLE = "restore_progress"
export const PIECE_TABLE = "restore_piece"
/** Made from the others, and made again by the Worker where they are missing. */
const MADE_TABLES = [
  "projection",
  "projection_part",
  "row_past",
  "kept_answer",
  "kept_looks",
  "told",
  "told_part",
  "year_sheet",
  "year_sheet_part",
  "log_node",
  "log_office",
  "log_cosignature",
]
const OWN_TABLES = new Set([PROGRESS_TABLE, PIECE_TABLE, "d1_migrations", ...MADE_TABLES])

/** How many rows a restore has put into a database, and of which backup. */
type Progress = { readonly backup: string; readonly rows: number }

export type Found = {
  readonly database: Database
  /** Undefined where no restore runs. */
  readonly progress: Progress | undefined
}

/** One moment of a database; the file is closed when it is read. */
export function readSqliteFile(file: string): Found {
  return readAndClose(new DatabaseSync(file))
}

/** A dump is believed only once SQLite has read it, whatever a text in it looks like. */
export function readDump(sql: string): Found {
  const db = new DatabaseSync(":memory:")
  db.exec(sql)
  return readAndClose(db)
}

function readAndClose(db: DatabaseSync): Found {
  try {
    return { database: readDatabase(db), progress: progressOf(db) }
  } finally {
    db.close()
  }
}

function readDatabase(db: DatabaseSync): Database {
  const names = textsOf(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
  const own = names.filter(name => !/^(?:sqlite_|_cf_)/.test(name) && !OWN_TABLES.has(name))
  const tables = inOrder(db, own).map(name => ({
    name,
    columns: textsOf(db, `SELECT name FROM pragma_table_info('${name}') ORDER BY cid`),
  }))
  const migrations = names.includes("d1_migrations")
    ? textsOf(db, "SELECT name FROM d1_migrations ORDER BY name")
    : []
  const rows = tables.flatMap(table => rowsInOrder(db, table, tables))
  return { migrations, tables, rows }
}

/** The log's own tables before what speaks of them, then each after the tables its keys point to. */
function inOrder(db: DatabaseSync, names: readonly string[]): string[] {
  const first = ["disclosure", "redaction", "leaf", "entry"]
  const ordered = first.filter(name => names.includes(name))
  const place = (name: string) => {
    if (ordered.includes(name)) return
    const targets = textsOf(db, `SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list('${name}')`)
    for (const target of targets) if (target !== name) place(target)
    ordered.push(name)
  }
  for (const name of names) place(name)
  return ordered
}

/** An entry can only be put in while its leaf is the newest: they are read leaf by leaf. */
function rowsInOrder(db: DatabaseSync, table: Table, tables: readonly Table[]): TableRow[] {
  if (table.name === "entry") return []
  const rows = allRows(db, table)
  const entries = tables.find(each => each.name === "entry")
  if (table.name !== "leaf" || !entries) return rows
  const leafColumn = entries.columns.indexOf("leaf")
  const entriesByLeaf = new Map<Value | undefined, TableRow[]>()
  for (const entry of allRows(db, entries)) {
    const own = entriesByLeaf.get(entry.values[leafColumn])
    if (own) own.push(entry)
    else entriesByLeaf.set(entry.values[leafColumn], [entry])
  }
  const idx = table.columns.indexOf("idx")
  return rows.flatMap(leaf => [leaf, ...(entriesByLeaf.get(leaf.values[idx]) ?? [])])
}

function allRows(db: DatabaseSync, { name, columns }: Table): TableRow[] {
  const keys = textsOf(db, `SELECT name FROM pragma_table_info('${name}') WHERE pk > 0 ORDER BY pk`)
  const order = keys.length > 0 ? keys.map(key => `"${key}"`).join(", ") : "rowid"
  return db
    .prepare(`SELECT * FROM "${name}" ORDER BY ${order}`)
    .all()
    .map(row => ({ table: name, values: columns.map(column => storedValue(row[column])) }))
}

function storedValue(value: unknown): Value {
  if (value === null || typeof value === "string" || typeof value === "number") return value
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") }
  throw new TypeError(`a database of this project holds no ${typeof value}`)
}

function progressOf(db: DatabaseSync): Progress | undefined {
  const isThere = textsOf(db, `SELECT name FROM sqlite_master WHERE name = '${PROGRESS_TABLE}'`).length > 0
  const row = isThere ? db.prepare(`SELECT backup, "rows" FROM ${PROGRESS_TABLE}`).get() : undefined
  return row ? { backup: String(row.backup), rows: Number(row.rows) } : undefined
}

function textsOf(db: DatabaseSync, sql: string): string[] {
  return db
    .prepare(sql)
    .all()
    .map(row => String(row.name))
}
