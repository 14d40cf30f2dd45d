import { env } from "cloudflare:workers"
import * as z from "zod/mini"
import { readRows } from "../../worker/store/sql.ts"
import { storeOf } from "../../worker/store/store.ts"

/** Everything there is but the platform's own. */
const SCHEMA = `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema
  WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY name`

const schemaRow = z.object({
  type: z.string(),
  name: z.string(),
  table: z.string(),
  sql: z.nullable(z.string()),
})
type Schema = readonly z.infer<typeof schemaRow>[]

/** As the migrations make it. Every table of a new office is empty. */
let made: Schema | undefined

/** As a new office's, and nothing remembered of it. Where no test wrote anything, it is left as it is. */
export async function emptyDatabase(): Promise<void> {
  const found = await readRows(env.DB, schemaRow, SCHEMA)
  if (made && JSON.stringify(found) === JSON.stringify(made)) await deleteRows(made)
  else await makeNew(tablesOf(found))
  storeOf(env.DB).forgetHeads()
}

/** A new database costs ten times as much. What holds a log append-only is put aside while its rows go. */
async function deleteRows(schema: Schema): Promise<void> {
  const filled = await filledOf(tablesOf(schema))
  if (filled.length === 0) return
  const triggers = schema.filter(({ type, table }) => type === "trigger" && filled.includes(table))
  await runAsOne([
    "PRAGMA defer_foreign_keys = on",
    ...triggers.map(({ name }) => `DROP TRIGGER "${name}"`),
    ...filled.map(name => `DELETE FROM "${name}"`),
    ...triggers.flatMap(({ sql }) => sql ?? []),
  ])
}

async function filledOf(tables: readonly string[]): Promise<readonly string[]> {
  const isFilled = tables.map(name => `EXISTS (SELECT 1 FROM "${name}") AS "${name}"`)
  const [row = {}] = await readRows(env.DB, z.record(z.string(), z.int()), `SELECT ${isFilled.join(", ")}`)
  return tables.filter(name => row[name] === 1)
}

async function makeNew(tables: readonly string[]): Promise<void> {
  const drops = tables.map(name => `DROP TABLE "${name}"`)
  const migrations = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries)
  await runAsOne(["PRAGMA defer_foreign_keys = on", ...drops, ...migrations])
  made = await readRows(env.DB, schemaRow, SCHEMA)
}

/** As no deployment sends it: migrations one by one are tested where a real database is upgraded. */
async function runAsOne(all: readonly string[]): Promise<void> {
  await env.DB.batch([env.DB.prepare(all.map(sql => sql.replace(/;\s*$/, "")).join(";\n"))])
}

function tablesOf(schema: Schema): string[] {
  return schema.flatMap(({ type, name }) => (type === "table" ? [name] : []))
}
