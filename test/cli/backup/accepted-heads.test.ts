/** A folder whose database is gone, older or changed: it is not opened, nothing is overwritten, and the way back is said. */
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { assertRecordWhole } from "../../../cli/start/accepted-heads.ts"
import { openLocalDatabase } from "../../../local/worker/local-database.ts"
import { type FilledOffice, filledOffice } from "./office.ts"

let office: FilledOffice
const standing = () => readFileSync(join(office.dataDir, "standing.json"), "utf8")

beforeEach(async () => {
  office = await filledOffice()
  await assertRecordWhole(office.dataDir, false)
})
afterEach(() => office.close())

/** As whoever holds the file can: the triggers go first. */
async function change(...statements: string[]): Promise<void> {
  const db = await openLocalDatabase(office.dataDir)
  const triggers = [
    "leaf_is_never_updated",
    "leaf_is_never_deleted",
    "entry_is_never_updated",
    "entry_is_never_deleted",
    "log_entry_is_never_deleted",
  ]
  await db.run([...triggers.map(name => `DROP TRIGGER ${name}`), ...statements])
  await db.close()
}

const CUT = [
  "DELETE FROM entry WHERE leaf = 3",
  "DELETE FROM log_entry WHERE leaf = 3",
  "DELETE FROM leaf WHERE idx = 3",
]

/** As if the log had no key: what was signed of it holds these times too. */
const UNSIGNED = "DELETE FROM log_checkpoint"

it("what was accepted is kept beside the database, of each year", () => {
  expect(JSON.parse(standing())).toEqual({
    2566: { revision: 3, head: expect.any(String) },
    2567: { revision: 1, head: expect.any(String) },
  })
})

it.each<[string, readonly string[], RegExp]>([
  ["cut back", CUT, /the tree: it has 4 entries, and 5 were signed/],
  [
    "cut back with what was signed of its tree",
    [...CUT, UNSIGNED],
    /behind what the office has accepted: 2567: 0 < 1/,
  ],
  [
    "with another time of acceptance",
    ["UPDATE leaf SET accepted_at = accepted_at + 900000 WHERE idx = 3"],
    /leaf 3: .*ten minutes/,
  ],
])("a database %s is not opened, and is left as it is", async (_, statements, expected) => {
  const before = standing()
  await change(...statements)
  await expect(assertRecordWhole(office.dataDir, false)).rejects.toThrow(expected)
  await expect(assertRecordWhole(office.dataDir, false)).rejects.toThrow(/sujarit restore/)
  expect(standing()).toBe(before)
})

it("times that fell because a simulated clock was killed are no fault; how far the record had come is known, for the clock to go on from", async () => {
  const newest = await assertRecordWhole(office.dataDir, true)
  await change(UNSIGNED, "UPDATE leaf SET accepted_at = accepted_at - 60000 WHERE idx = 3")
  await expect(assertRecordWhole(office.dataDir, false)).rejects.toThrow(/leaf 3: it was accepted before/)
  expect(await assertRecordWhole(office.dataDir, true)).toBe(newest)
})

it("a database that is gone is not begun anew", async () => {
  rmSync(join(office.dataDir, "worker", "d1"), { recursive: true })
  await expect(assertRecordWhole(office.dataDir, false)).rejects.toThrow(/sujarit restore/)
})

it("a damaged standing is named; without one, as in a folder of the version before, the record is taken as it stands", async () => {
  const before = standing()
  writeFileSync(join(office.dataDir, "standing.json"), before.slice(0, 40))
  await expect(assertRecordWhole(office.dataDir, false)).rejects.toThrow(/standing.json .*damaged/)
  rmSync(join(office.dataDir, "standing.json"))
  await assertRecordWhole(office.dataDir, false)
  expect(standing()).toBe(before)
})
