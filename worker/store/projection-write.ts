/** Statements that write a projection: each holds only where what was read before it still stands. */
import { CONDENSED_SHAPE, type Marks } from "../../shared/record/condense.ts"
import type { FoldedParts } from "./projection-fold.ts"
import { pieceLines, writePieces } from "./row-past.ts"
import { chunkTexts, STATEMENT_LETTERS } from "./sql.ts"

/** How far a projection went when it was read; `leaf` is -1 before the first. */
export type ProjectionPlace = {
  readonly fiscalYear: number
  readonly leaf: number
  readonly redactions: number
}

/** `to` is the leaf it goes to now, as SQL: of one that is appended in the same transaction, its number is not known yet. */
export function writeProjection(
  db: D1Database,
  place: ProjectionPlace,
  { marks, parts, left }: FoldedParts,
  to: string,
): D1PreparedStatement[] {
  // One row alone is too long: the office goes on without, from the log.
  if (parts.some(({ pasts }) => pasts.length > STATEMENT_LETTERS)) return dropProjection(db, place.fiscalYear)
  return [
    ...(place.leaf < 0 ? dropProjection(db, place.fiscalYear) : []),
    writeMark(db, place, marks, to),
    ...chunkTexts(parts.map(({ part, digests, pasts }) => [part, digests, pasts])).map(chunk =>
      db
        .prepare(
          `INSERT OR REPLACE INTO projection_part (fiscal_year, part, leaf, digests, pasts)
           SELECT ?1, value ->> 0, ${to}, value ->> 1, value ->> 2 FROM json_each(?2) WHERE ${isTaken(to)}`,
        )
        .bind(place.fiscalYear, chunk, place.redactions, CONDENSED_SHAPE),
    ),
    ...pieceLines(left).map(lines =>
      db.prepare(writePieces(isTaken(to))).bind(place.fiscalYear, lines, place.redactions, CONDENSED_SHAPE),
    ),
  ]
}

/** The mark was written just before: nobody folded on meanwhile, and nothing was redacted. */
function isTaken(to: string): string {
  return `EXISTS (SELECT 1 FROM projection
    WHERE fiscal_year = ?1 AND leaf = ${to} AND redactions = ?3 AND shape = ?4)`
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
    db.prepare("DELETE FROM row_past WHERE fiscal_year = ?1").bind(fiscalYear),
  ]
}
