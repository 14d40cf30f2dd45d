/** The record as it stands, kept beside the log: whatever happened and however it was made, it is what the log folds to. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { advance, beginAnew, compareWhole } from "../../worker/store/projection-tend.ts"
import { readHeads, type YearHead } from "../../worker/store/read-record.ts"
import { randomHistory } from "../shared/record/random-history.ts"
import { append } from "./append.ts"
import { openDatabase } from "./database.ts"

/** Of the versions that are not in force, as the guide says. */
async function redact(db: D1Database, name: string): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO redaction SELECT DISTINCT digest, 0, 'PDPA' FROM entry AS old
         WHERE name = ?1 AND digest IS NOT NULL AND digest NOT IN (SELECT digest FROM redaction)
           AND digest <> COALESCE((SELECT digest FROM entry AS newest WHERE newest.name = old.name ORDER BY leaf DESC LIMIT 1), '')`,
      )
      .bind(name),
    db.prepare("DELETE FROM disclosure WHERE digest IN (SELECT digest FROM redaction)"),
  ])
}

async function headOf(db: D1Database): Promise<YearHead> {
  const [head] = await readHeads(db)
  if (!head) throw new Error("nothing was appended")
  return head
}

describe("a projection", () => {
  test("is what the log folds to after any history, and so is one made anew, some leaves at a time", async () => {
    const property = fc.asyncProperty(
      randomHistory,
      fc.integer({ min: 1, max: 9 }),
      async (history, slice) => {
        const { db } = openDatabase()
        for (const change of history.changes) {
          if (change.rows || change.gone) await append(db, change)
          for (const name of change.redacted ?? []) {
            await redact(db, name)
            await made(db, slice)
          }
        }
        expect(await compareWhole(db, await headOf(db))).toMatchObject({ found: "same" })
        await beginAnew(db, 2566)
        await made(db, slice)
        expect(await compareWhole(db, await headOf(db))).toMatchObject({ found: "same" })
      },
    )
    await fc.assert(property, { numRuns: 12 })
  })
})

async function made(db: D1Database, slice: number): Promise<void> {
  const head = await headOf(db)
  for (let leaf = -1; leaf < head.leaf; ) leaf = (await advance(db, head, slice)).leaf
}
