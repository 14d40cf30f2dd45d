/** The lists of a year as an SQLite database: a table each, a column for each field, lists within a field as JSON. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import * as z from "zod/mini"
import { parseJson } from "../../shared/row/json.ts"
import { inTemporaryFolder } from "../command/files.ts"

const rowsSchema = z.array(z.record(z.string(), z.unknown()))

/** Of `/<year>.json`, and of the list of revisions. */
export function yearSqlite(year: string, pushes: string): Promise<Uint8Array> {
  return inTemporaryFolder("sqlite", async folder => {
    const file = join(folder, "year.sqlite")
    const database = new DatabaseSync(file)
    try {
      for (const json of [year, pushes])
        for (const [name, value] of Object.entries(parseJson(json) ?? {})) {
          const rows = rowsSchema.safeParse(value).data
          if (rows && rows.length > 0) writeTable(database, name, rows)
        }
    } finally {
      database.close()
    }
    return new Uint8Array(await readFile(file))
  })
}

function writeTable(database: DatabaseSync, name: string, rows: z.infer<typeof rowsSchema>): void {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const list = columns.map(quoted).join(", ")
  database.exec(`BEGIN; CREATE TABLE ${quoted(name)} (${list})`)
  const insert = database.prepare(
    `INSERT INTO ${quoted(name)} (${list}) VALUES (${columns.map(() => "?").join(", ")})`,
  )
  for (const row of rows) insert.run(...columns.map(column => cellOf(row[column])))
  database.exec("COMMIT")
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function cellOf(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null
  if (typeof value === "boolean") return value ? 1 : 0
  return typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value)
}
