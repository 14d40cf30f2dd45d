/** The database of a local office without its Worker: for putting a record into a folder that has none. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare"
import { STATEMENTS_SCRIPT, statementsBy } from "./statements.ts"

export type LocalDatabase = {
  /** All of the statements or none. */
  run(statements: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** `dataDir` as the local Worker takes it; the database is made when missing. */
export async function openLocalDatabase(dataDir: string): Promise<LocalDatabase> {
  const folder = join(dataDir, "worker")
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
  await miniflare.ready
  const run = statementsBy((url, init) => miniflare.dispatchFetch(url, init))
  return {
    run: async statements => {
      await run(statements)
    },
    close: () => miniflare.dispose(),
  }
}
