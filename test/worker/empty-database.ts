import { env } from "cloudflare:workers"
import * as z from "zod/mini"
import { readRows } from "../../worker/store/sql.ts"
import { storeOf } from "../../worker/store/store.ts"

/** Not the platform's own. */
const TABLES = `SELECT name FROM sqlite_schema
 WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`

/** As a new office's, and nothing remembered of it. */
export async function emptyDatabase(): Promise<void> {
  const tables = await readRows(env.DB, z.object({ name: z.string() }), TABLES)
  const drops = tables.map(({ name }) => `DROP TABLE "${name}"`)
  const migrations = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries)
  // One batch, as no deployment sends it: migrations one by one are tested where a real database is upgraded.
  const all = ["PRAGMA defer_foreign_keys = on", ...drops, ...migrations]
  await env.DB.batch(all.map(sql => env.DB.prepare(sql)))
  storeOf(env.DB).forgetHeads()
}
