/**
 * Takes texts out of everything that is served: their disclosures, and each copy that was made of them beside the log. That they
 * were there, whose row and why they went is entered in the log in the same transaction; their digests stay.
 */
import * as z from "zod/mini"
import { instantOf } from "../../shared/log/entry.ts"
import type { RedactionReply, RedactionRequest } from "../../shared/log/redaction-request.ts"
import { hashSchema, isHash } from "../../shared/push/sd-jwt.ts"
import { keyEntries, type LogIdentity, timeOf, withTree } from "../log/append-log.ts"
import { type Grown, logStatements, newEntry } from "../log/log-tree.ts"
import { readRows } from "../store/sql.ts"

const foundSchema = z.object({
  name: z.string(),
  digest: hashSchema,
  isNewest: z.pipe(
    z.int(),
    z.transform(flag => flag !== 0),
  ),
})

/** Texts that are there, each once; in force where it is the newest word on its row, in any year. */
const FOUND = `SELECT name, digest, MAX(NOT EXISTS (SELECT 1 FROM entry AS later
    WHERE later.fiscal_year = entry.fiscal_year AND later.name = entry.name AND later.leaf > entry.leaf)) AS isNewest
  FROM entry WHERE digest IS NOT NULL AND digest NOT IN (SELECT digest FROM redaction)`

/** In all of them texts stand, or answers made of texts. They are made anew without. */
const COPIES = [
  "kept_answer",
  "year_sheet",
  "year_sheet_part",
  "projection",
  "projection_part",
  "row_past",
  "told",
  "told_part",
]

type RedactDeps = {
  readonly db: D1Database
  readonly identity: LogIdentity | undefined
  /** Epoch milliseconds. */
  readonly now: number
}

export async function redactTexts(
  { db, identity, now }: RedactDeps,
  { of, reason }: Pick<RedactionRequest, "of" | "reason">,
): Promise<RedactionReply & { readonly grown?: Grown }> {
  const where = isHash(of) ? "AND digest = ?1" : "AND name = ?1"
  const found = await readRows(db, foundSchema, `${FOUND} ${where} GROUP BY digest ORDER BY name, digest`, of)
  const told = (isNewest: boolean) =>
    found.filter(each => each.isNewest === isNewest).map(({ name, digest }) => ({ name, digest }))
  const [redacted, inForce] = [told(false), told(true)]
  if (redacted.length === 0) return { redacted, inForce }
  const grown = await withTree(db, async tree => {
    const at = timeOf(tree, now)
    const entries = redacted.map(({ name, digest }) =>
      newEntry(`redaction/${digest}`, at, { type: "redaction", at: instantOf(at), digest, name, reason }),
    )
    const logged = logStatements(db, tree, [...keyEntries(tree, identity, now), ...entries])
    const digests = JSON.stringify(redacted.map(({ digest }) => digest))
    await db.batch([
      db
        .prepare(
          "INSERT INTO redaction (digest, redacted_at, reason) SELECT value, ?2, ?3 FROM json_each(?1)",
        )
        .bind(digests, at, reason),
      db.prepare("DELETE FROM disclosure WHERE digest IN (SELECT value FROM json_each(?1))").bind(digests),
      ...COPIES.map(table => db.prepare(`DELETE FROM ${table}`)),
      ...logged.statements,
    ])
    return logged.grown
  })
  return { redacted, inForce, grown }
}
