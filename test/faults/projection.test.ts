/** The record as it stands, kept beside the log: whatever happened and however it was made, it is what the log folds to. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { stateOf } from "../../shared/push/payload.ts"
import { base64url, disclose } from "../../shared/push/sd-jwt.ts"
import { rowName } from "../../shared/row/name.ts"
import { rowSchema } from "../../shared/row/row.ts"
import { appendLeaf } from "../../worker/ingest/append.ts"
import { readPosition } from "../../worker/ingest/position.ts"
import { advance, beginAnew, compareWhole } from "../../worker/store/projection-tend.ts"
import { readHeads, type YearHead } from "../../worker/store/read-record.ts"
import type { Change } from "../shared/due/fixture.ts"
import { randomHistory } from "../shared/record/random-history.ts"
import { openDatabase } from "./database.ts"

const YEAR = 2566

/** Appends a change as a push is appended; nothing of it is checked. */
async function append(db: D1Database, { at, rows = [], gone = [], held = [] }: Change): Promise<void> {
  const position = await readPosition(db, YEAR)
  const after = new Map(position.rows)
  const changed = rows.map(row => {
    const name = rowName(row)
    // Another salt each time: a text that was redacted may come again.
    const saltKey = new Uint8Array(32).fill(position.sequence)
    return { row: rowSchema.parse(row), name, ...disclose(saltKey, name, row) }
  })
  for (const name of gone) after.delete(name)
  for (const { name, digest } of changed) after.set(name, digest)
  const payload = {
    ...{ iss: "office", aud: "https://record.example", iat: at / 1000, fiscalYear: YEAR },
    ...{ sequence: position.sequence + 1, base: position.head, _sd_alg: "sha-256" as const },
    ...{ rows: [], private: [], held: [...held], gone: [...gone] },
    state: stateOf(Array.from(after, ([name, digest]) => ({ name, digest }))),
  }
  await appendLeaf(db, {
    ...{ office: "office", payload, acceptedAt: at, kid: "test" },
    signed: `h.${base64url(new TextEncoder().encode(JSON.stringify(payload)))}.s`,
    change: { rows: changed, privateRows: [], gone, held },
    projection: position.projection,
  })
}

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
        await beginAnew(db, YEAR)
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
