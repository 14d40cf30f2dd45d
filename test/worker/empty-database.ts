import { env } from "cloudflare:workers"
import * as z from "zod/mini"
import { readRows, rowsOf } from "../../worker/store/sql.ts"
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
  const [schema, ...filled] = await env.DB.batch(
    [SCHEMA, ...filledQuery(made)].map(sql => env.DB.prepare(sql)),
  )
  const found = rowsOf(schemaRow, schema)
  if (made && JSON.stringify(found) === JSON.stringify(made)) await deleteRows(filledOf(filled[0]))
  else await makeNew(tablesOf(found))
  storeOf(env.DB).forgetHeads()
}

/**
 * What the tests of a file begin from, which `live` brings about: the first of them lives it, each after it finds every row
 * as it was left then. What `live` answers is data alone: each test has a copy.
 */
export function begunBy<T>(live: () => Promise<T>): () => Promise<T> {
  let begun: { readonly answer: T; readonly tables: readonly Table[] } | undefined
  return async () => {
    if (begun) {
      await emptyDatabase()
      await putBack(begun.tables)
    } else begun = { answer: structuredClone(await live()), tables: await readTables() }
    return structuredClone(begun.answer)
  }
}

type Table = { readonly name: string; readonly columns: readonly string[]; readonly rows: string }

async function readTables(): Promise<readonly Table[]> {
  const [filled] = await env.DB.batch(filledQuery(made).map(sql => env.DB.prepare(sql)))
  const names = filledOf(filled)
  const found = await env.DB.batch(names.map(name => env.DB.prepare(`SELECT * FROM "${name}"`)))
  return names.map((name, at) => {
    const rows = (found[at]?.results ?? []) as Record<string, unknown>[]
    return { name, columns: Object.keys(rows[0] ?? {}), rows: JSON.stringify(rows.map(Object.values)) }
  })
}

async function putBack(tables: readonly Table[]): Promise<void> {
  const inserts = tables.map(({ name, columns, rows }) => {
    const values = columns.map((_, at) => `value ->> ${at}`)
    return env.DB.prepare(
      `INSERT INTO "${name}" (${columns.map(each => `"${each}"`).join()}) SELECT ${values.join()} FROM json_each(?1)`,
    ).bind(rows)
  })
  await withoutTriggers(
    tables.map(({ name }) => name),
    inserts,
  )
}

/** A new database costs ten times as much. */
async function deleteRows(filled: readonly string[]): Promise<void> {
  if (filled.length === 0) return
  await withoutTriggers(
    filled,
    filled.map(name => env.DB.prepare(`DELETE FROM "${name}"`)),
  )
}

/** What holds a log append-only is put aside meanwhile. */
async function withoutTriggers(
  tables: readonly string[],
  statements: readonly D1PreparedStatement[],
): Promise<void> {
  const triggers = (made ?? []).filter(({ type, table }) => type === "trigger" && tables.includes(table))
  const drops = ["PRAGMA defer_foreign_keys = on", ...triggers.map(({ name }) => `DROP TRIGGER "${name}"`)]
  const makes = triggers.flatMap(({ sql }) => sql ?? [])
  const prepared = (all: readonly string[]) => all.map(sql => env.DB.prepare(sql))
  await env.DB.batch([...prepared(drops), ...statements, ...prepared(makes)])
}

/** None of a database that was not made yet. */
function filledQuery(schema: Schema = []): string[] {
  const isFilled = tablesOf(schema).map(name => `EXISTS (SELECT 1 FROM "${name}") AS "${name}"`)
  return isFilled.length === 0 ? [] : [`SELECT ${isFilled.join(", ")}`]
}

function filledOf(result: Pick<D1Result, "results"> | undefined): readonly string[] {
  const [row = {}] = rowsOf(z.record(z.string(), z.int()), result)
  return Object.keys(row).filter(name => row[name] === 1)
}

async function makeNew(tables: readonly string[]): Promise<void> {
  const drops = tables.map(name => `DROP TABLE "${name}"`)
  const migrations = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries)
  await env.DB.batch([asOne(["PRAGMA defer_foreign_keys = on", ...drops, ...migrations])])
  made = await readRows(env.DB, schemaRow, SCHEMA)
}

/** As no deployment sends it: migrations one by one are tested where a real database is upgraded. */
function asOne(all: readonly string[]): D1PreparedStatement {
  return env.DB.prepare(all.map(sql => sql.replace(/;\s*$/, "")).join(";\n"))
}

function tablesOf(schema: Schema): string[] {
  return schema.flatMap(({ type, name }) => (type === "table" ? [name] : []))
}
