/** What a Worker's database holds, as a backup keeps it: which migrations it has seen, its tables, its rows in an order they can be put back in. */
import { createHash } from "node:crypto"

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
