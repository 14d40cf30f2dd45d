/** The database of a local office without its Worker: for putting a record into a folder that has none. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare"
import { databaseFile } from "./database-file.ts"
import { STATEMENTS_SCRIPT, statementsBy } from "./statements.ts"

export type LocalDatabase = {
  /** All of the statements or none. */
  run(statements: readonly string[]): Promise<void>
  close(): Promise<void>
}

/**
 * `dataDir` as the local Worker takes it; the database is made when missing, by the runtime, which alone knows where it
 * will look for it. What is there needs no runtime: it is a file of SQLite, which nobody else may have open meanwhile.
 */
export async function openLocalDatabase(dataDir: string): Promise<LocalDatabase> {
  const folder = join(dataDir, "worker")
  const place = join(folder, "d1")
  if ((await databaseFile(place)) === undefined) await makeDatabase(folder)
  const file = await databaseFile(place)
  if (file === undefined) throw new Error(`no database, or more than one, in ${place}`)
  const db = new DatabaseSync(file)
  return {
    run: async statements => {
      db.exec("BEGIN IMMEDIATE")
      try {
        for (const statement of statements) db.exec(statement)
        db.exec("COMMIT")
      } catch (error) {
        // Some faults have ended it already.
        if (db.isTransaction) db.exec("ROLLBACK")
        throw error
      }
    },
    close: async () => db.close(),
  }
}

async function makeDatabase(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      resourcePersistencePath: folder,
      log: new Log(LogLevel.ERROR),
      workers: [
        {
          name: "sujarit",
          modules: [{ type: "ESModule", path: "worker.js", contents: STATEMENTS_SCRIPT }],
          d1Databases: { DB: "sujarit" },
        },
      ],
    }),
  )
  try {
    // It has no file before its first statement.
    await statementsBy((url, init) => miniflare.dispatchFetch(url, init))(["SELECT 1"])
  } finally {
    await miniflare.dispose()
  }
}
