/** Statements that write a projection: each holds only where what was read before it still stands. */
import { CONDENSED_SHAPE, type Marks } from "../../shared/record/condense.ts"
import type { FoldedParts, PartTexts } from "./projection-fold.ts"

/** How far a projection went when it was read; `leaf` is -1 before the first. */
export type ProjectionPlace = {
  readonly fiscalYear: number
  readonly leaf: number
  readonly redactions: number
}

/** A value of a statement may have two million bytes, and a Thai letter has three. */
const STATEMENT_LETTERS = 500_000

/** `to` is the leaf it goes to now, as SQL: of one that is appended in the same transaction, its number is not known yet. */
export function writeProjection(
  db: D1Database,
  place: ProjectionPlace,
  { marks, parts }: FoldedParts,
  to: string,
): D1PreparedStatement[] {
  // One row alone is too long: the office goes on without, from the log.
  if (parts.some(({ pasts }) => pasts.length > STATEMENT_LETTERS)) return dropProjection(db, place.fiscalYear)
  return [
    ...(place.leaf < 0 ? dropProjection(db, place.fiscalYear) : []),
    writeMark(db, place, marks, to),
    ...chunksOf(parts).map(chunk =>
      db
        .prepare(
          `INSERT OR REPLACE INTO projection_part (fiscal_year, part, leaf, digests, pasts)
           SELECT ?1, value ->> 0, ${to}, value ->> 1, value ->> 2 FROM json_each(?2)
           WHERE EXISTS (SELECT 1 FROM projection
             WHERE fiscal_year = ?1 AND leaf = ${to} AND redactions = ?3 AND shape = ?4)`,
        )
        .bind(place.fiscalYear, chunk, place.redactions, CONDENSED_SHAPE),
    ),
  ]
}

function writeMark(
  db: D1Database,
  { fiscalYear, leaf, redactions }: ProjectionPlace,
  marks: Marks,
  to: string,
): D1PreparedStatement {
  const text = JSON.stringify(marks)
  if (leaf < 0)
    return db
      .prepare(
        `INSERT OR IGNORE INTO projection (fiscal_year, shape, leaf, redactions, marks)
         SELECT ?1, ?2, ${to}, ?3, ?4 WHERE (SELECT COUNT(*) FROM redaction) = ?3`,
      )
      .bind(fiscalYear, CONDENSED_SHAPE, redactions, text)
  return db
    .prepare(
      `UPDATE projection SET leaf = ${to}, marks = ?1
       WHERE fiscal_year = ?2 AND leaf = ?3 AND redactions = ?4 AND shape = ?5`,
    )
    .bind(text, fiscalYear, leaf, redactions, CONDENSED_SHAPE)
}

/** Pages are answered from the log until it is made again. */
export function dropProjection(db: D1Database, fiscalYear: number): D1PreparedStatement[] {
  return [
    db.prepare("DELETE FROM projection WHERE fiscal_year = ?1").bind(fiscalYear),
    db.prepare("DELETE FROM projection_part WHERE fiscal_year = ?1").bind(fiscalYear),
  ]
}

function chunksOf(parts: readonly PartTexts[]): string[] {
  const chunks: string[][] = []
  let room = 0
  for (const { part, digests, pasts } of parts) {
    const text = JSON.stringify([part, digests, pasts])
    if (text.length > room) {
      chunks.push([])
      room = STATEMENT_LETTERS
    }
    chunks[chunks.length - 1]?.push(text)
    room -= text.length
  }
  return chunks.map(chunk => `[${chunk.join(",")}]`)
}
