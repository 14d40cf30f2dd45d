/** Keys that a database's log says are lost: told of a folder or a backup as of the site that it is of. */
import { expect, it } from "vitest"
import type { Database } from "../../cli/cloudflare/database.ts"
import { lostKeysIn } from "../../cli/verify/lost-keys.ts"
import { entryText } from "../../shared/log/entry.ts"
import { verifyRecord } from "../../shared/verify/verdict.ts"
import { rotated, withReport } from "../shared/verify/lost-entry.ts"
import { doorTo, office, type Site, serve } from "../shared/verify/site.ts"

function databaseOf({ entries }: Site): Database {
  const rows = entries.map((entry, idx) => {
    const [leaf, body] = entry.type === "push" ? [idx, null] : [null, entryText(entry)]
    return { table: "log_entry", values: [idx, leaf, body] }
  })
  const leaves = entries.flatMap((entry, idx) =>
    entry.type === "push" ? [{ table: "leaf", values: [idx, entry.jws, Date.parse(entry.at)] }] : [],
  )
  const tables = [
    { name: "log_entry", columns: ["idx", "leaf", "body"] },
    { name: "leaf", columns: ["idx", "signed", "accepted_at"] },
  ]
  return { migrations: [], tables, rows: [...rows, ...leaves] }
}

it("are those that the site tells of, with as many entries in doubt", async () => {
  const site = withReport({})
  const found = await lostKeysIn(databaseOf(site))
  const { lost } = await verifyRecord(doorTo(serve(site)), {})
  expect(found.map(({ places, ...key }) => ({ ...key, places: places.length }))).toEqual(
    lost.map(({ places, ...key }) => ({ ...key, places: places.length })),
  )
  expect(found).toMatchObject([{ key: "office", places: ["entry 2"] }])
})

it("are none where no key is reported, by itself, or in a database of before there was a tree", async () => {
  expect(await lostKeysIn(databaseOf(rotated()))).toEqual([])
  const byItself = withReport({ by: office.privateKey, kid: "office" })
  expect(await lostKeysIn(databaseOf(byItself))).toEqual([])
  expect(await lostKeysIn({ migrations: [], tables: [], rows: [] })).toEqual([])
})
