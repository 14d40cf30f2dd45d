/** A projection as the next push needs it: which rows stand, and what the push is folded into, in its own transaction. */
import * as z from "zod/mini"
import { type Hash, isHash } from "../../shared/push/sd-jwt.ts"
import { type Marks, NO_MARKS, type Step } from "../../shared/record/condense.ts"
import { isOfState, markSchema, type Past, signedState, unfitness } from "./projection.ts"
import { foldParts, type Index, touchedParts } from "./projection-fold.ts"
import { dropProjection, type ProjectionPlace, writeProjection } from "./projection-write.ts"
import { type Reading, readingColumns, readingShape } from "./reading.ts"
import { readRows, rowsOf } from "./sql.ts"

export type FoldedSoFar = ProjectionPlace & {
  readonly marks: Marks
  readonly index: Index
  /** Rows in force by name. */
  readonly standing: ReadonlyMap<string, Hash>
  /** The parts of it that were read. */
  readonly read: Map<number, readonly Past[]>
  /** How the next leaf is read: by the rules of now, but in an office that was put back to others. */
  readonly reading: Reading
}

export function selectFolded(db: D1Database, fiscalYear: number): D1PreparedStatement[] {
  return [
    db
      .prepare("SELECT shape, leaf, redactions, marks FROM projection WHERE fiscal_year = ?1")
      .bind(fiscalYear),
    db
      .prepare("SELECT part, digests FROM projection_part WHERE fiscal_year = ?1 ORDER BY part")
      .bind(fiscalYear),
    db.prepare(
      `SELECT (SELECT COUNT(*) FROM redaction) AS redactions,
         ${readingColumns("(SELECT COALESCE(MAX(idx) + 1, 0) FROM leaf)")}`,
    ),
  ]
}

/** Undefined where it does not go to the newest leaf, or does not give its state. */
export function foldedSoFar(
  fiscalYear: number,
  leaf: { readonly idx: number; readonly signed: string } | undefined,
  [mark, parts, log]: readonly D1Result[],
): FoldedSoFar | undefined {
  const { redactions, ...reading } = logSchema.parse(log?.results[0])
  const place = { fiscalYear, redactions, reading, read: new Map() }
  if (!leaf) return { ...place, leaf: -1, marks: NO_MARKS, index: new Map(), standing: new Map() }
  if (unfitness(mark?.results[0], { leaf: leaf.idx })) return undefined
  try {
    const marks = JSON.parse(markSchema.parse(mark?.results[0]).marks) as Marks
    const index = indexOf(parts)
    const standing = standingOf(index)
    return isOfState(standing, signedState(leaf))
      ? { ...place, leaf: leaf.idx, marks, index, standing }
      : undefined
  } catch {
    return undefined
  }
}

const logSchema = z.object({ redactions: z.int(), ...readingShape })

/** The statements that take it on by one push; `to` is the new leaf, as SQL. */
export async function foldLeaf(
  db: D1Database,
  folded: FoldedSoFar,
  step: Step,
  to: string,
): Promise<D1PreparedStatement[]> {
  const touched = touchedParts(folded.index, step.versions.keys())
  const pasts = await pastsOf(db, folded, touched).catch(() => new Map<number, readonly Past[]>())
  // It was unmade in this moment, or cannot be read: the push goes on, and pages are answered from the log.
  if (pasts.size < touched.length) return dropProjection(db, folded.fiscalYear)
  return writeProjection(db, folded, foldParts(folded.marks, folded.index, pasts, [step]), to)
}

/** Some parts of it, each read once. Those that are gone meanwhile are left out. */
export async function pastsOf(
  db: D1Database,
  { fiscalYear, read }: FoldedSoFar,
  parts: readonly number[],
): Promise<Map<number, readonly Past[]>> {
  const unread = parts.filter(part => !read.has(part))
  for (const [part, pasts] of await readPasts(db, fiscalYear, unread)) read.set(part, pasts)
  return new Map(parts.flatMap(part => (read.has(part) ? [[part, read.get(part) ?? []] as const] : [])))
}

export async function readPasts(
  db: D1Database,
  fiscalYear: number,
  parts: readonly number[],
): Promise<Map<number, readonly Past[]>> {
  if (parts.length === 0) return new Map()
  const sql = `SELECT part, pasts FROM projection_part
    WHERE fiscal_year = ?1 AND part IN (SELECT value FROM json_each(?2))`
  const row = z.object({ part: z.int(), pasts: z.string() })
  const found = await readRows(db, row, sql, fiscalYear, JSON.stringify(parts))
  return new Map(found.map(({ part, pasts }) => [part, JSON.parse(pasts) as readonly Past[]]))
}

export function indexOf(parts: D1Result | undefined): Index {
  const rows = rowsOf(z.object({ part: z.int(), digests: z.string() }), parts)
  return new Map(
    rows.map(({ part, digests }) => [part, new Map(JSON.parse(digests) as [string, Hash | null][])]),
  )
}

function standingOf(index: Index): Map<string, Hash> {
  const standing = new Map<string, Hash>()
  for (const rows of index.values())
    for (const [name, digest] of rows) if (digest !== null && isHash(digest)) standing.set(name, digest)
  return standing
}
