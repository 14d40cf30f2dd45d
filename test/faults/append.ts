/** The log as pushes write it, without keys: what stands is read, the change folded in and appended, and nothing checked. */
import { stateOf } from "../../shared/push/payload.ts"
import { base64url, disclose } from "../../shared/push/sd-jwt.ts"
import { rowName } from "../../shared/row/name.ts"
import { rowSchema } from "../../shared/row/row.ts"
import { appendLeaf } from "../../worker/ingest/append.ts"
import { readPosition } from "../../worker/ingest/position.ts"
import type { Change } from "../shared/due/fixture.ts"

const YEAR = 2566

/** Appends a change as a push is appended; nothing of it is checked. */
export async function append(db: D1Database, { at, rows = [], gone = [], held = [] }: Change): Promise<void> {
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
