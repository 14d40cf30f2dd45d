import { env } from "cloudflare:workers"
import * as z from "zod/mini"
import { readRows } from "../../worker/store/sql.ts"
import { storeOf } from "../../worker/store/store.ts"

/** Everything there is but the platform's own. */
const SCHEMA = `SELECT type, name, sql FROM sqlite_schema
  WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY name`

const schemaRow = z.object({ type: z.string(), name: z.string(), sql: z.nullable(z.string()) })
type Schema = readonly z.infer<typeof schemaRow>[]

/** As the migrations make it. Every table of a new office is empty. */
let made: Schema | undefined

/** As a new office's, and nothing remembered of it. Where no test wrote anything, it is left as it is. */
export async function emptyDatabase(): Promise<void> {
  const found = await readRows(env.DB, schemaRow, SCHEMA)
  if (!(await isNew(found))) await makeNew(tablesOf(found))
  storeOf(env.DB).forgetHeads()
}

async function isNew(found: Schema): Promise<boolean> {
  if (!made || JSON.stringify(found) !== JSON.stringify(made)) return false
  const isFilled = tablesOf(made).map(name => `EXISTS (SELECT 1 FROM "${name}")`)
  const [rows] = await readRows(
    env.DB,
    z.object({ filled: z.int() }),
    `SELECT ${isFilled.join(" OR ")} AS filled`,
  )
  return rows?.filled === 0
}

async function makeNew(tables: readonly string[]): Promise<void> {
  const drops = tables.map(name => `DROP TABLE "${name}"`)
  const migrations = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries)
  // As one statement, as no deployment sends it: migrations one by one are tested where a real database is upgraded.
  const all = ["PRAGMA defer_foreign_keys = on", ...drops, ...migrations]
  await env.DB.batch([env.DB.prepare(all.map(sql => sql.replace(/;\s*$/, "")).join(";\n"))])
  made = await readRows(env.DB, schemaRow, SCHEMA)
}

function tablesOf(schema: Schema): string[] {
  return schema.flatMap(({ type, name }) => (type === "table" ? [name] : []))
}
