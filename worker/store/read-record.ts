/** Reads the log out of D1. Every row is parsed; a row that is not what it must be is a damaged database, and throws. */
import * as z from "zod/mini"
import { hashSchema, parseDisclosure } from "../../shared/push/sd-jwt.ts"
import { groupBy } from "../../shared/record/group.ts"
import type { LogPart } from "../../shared/record/past.ts"
import type { Entry, Revision } from "../../shared/record/record.ts"
import { type Row, rowSchema } from "../../shared/row/row.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import { readingColumns, readingShape, revisionReading, versionReading } from "./reading.ts"
import { readRows, rowsOf } from "./sql.ts"

/** Where a year's log stands. */
export type YearHead = Readonly<z.infer<typeof headSchema>>

const headSchema = z.object({
  fiscalYear: z.int(),
  sequence: z.int(),
  head: hashSchema,
  leaf: z.int(),
  acceptedAt: z.int(),
  /** Epoch milliseconds at which the sheet was last heard of. */
  seenAt: z.int(),
  /** How many digests are redacted: the one change of a record that makes no revision. */
  redactions: z.int(),
  /** The newest look behind a link, of whatever year; 0 before the first. It makes no revision either. */
  looks: z.int(),
})

/** The heads of all years, newest first. One row a year is read, and index look-ups beside it, however long the log. */
export function readHeads(db: D1Database): Promise<YearHead[]> {
  return readRows(db, headSchema, HEADS)
}

/** The same, and beside it what another statement answers: one question of the database where there were two. */
export async function readHeadsWith<T extends z.ZodMiniType>(
  db: D1Database,
  row: T,
  sql: string,
): Promise<readonly [YearHead[], z.output<T>[]]> {
  const [heads, others] = await db.batch([db.prepare(HEADS), db.prepare(sql)])
  return [rowsOf(headSchema, heads), rowsOf(row, others)]
}

const HEADS = `
  SELECT leaf.fiscal_year AS fiscalYear, sequence, head, idx AS leaf, accepted_at AS acceptedAt,
         seen_at AS seenAt, (SELECT COUNT(*) FROM redaction) AS redactions,
         (SELECT COALESCE(MAX(id), 0) FROM look) AS looks
  FROM heartbeat CROSS JOIN leaf ON leaf.idx =
    (SELECT idx FROM leaf AS newest WHERE newest.fiscal_year = heartbeat.fiscal_year
     ORDER BY sequence DESC LIMIT 1)
  ORDER BY leaf.fiscal_year DESC`

/** When the sheet of each year was last heard of, years without a record included. */
export function readHeartbeats(db: D1Database): Promise<{ fiscalYear: number; seenAt: number }[]> {
  const row = z.object({ fiscalYear: z.int(), seenAt: z.int() })
  const sql = "SELECT fiscal_year AS fiscalYear, seen_at AS seenAt FROM heartbeat ORDER BY fiscal_year DESC"
  return readRows(db, row, sql)
}

/** Leaves from one to another, both included. `most` lines are read, or none. */
type LogRange = { readonly from: number; readonly to: number; readonly most?: number }

/** There is more of the log than a reader's request may read. */
export class LogTooLongError extends Error {
  override readonly name = "LogTooLongError"
}

/** The log of a year between two leaves, in one transaction. */
export async function readLog(
  db: D1Database,
  fiscalYear: number,
  { from, to, most }: LogRange,
): Promise<LogPart> {
  const limit = most === undefined ? "" : `LIMIT ${most + 1}`
  // A range of leaves is found by the leaves; without the sign SQLite would look through the year.
  const [leaves, lines] = await db.batch([
    db
      .prepare(`${LEAVES} WHERE +fiscal_year = ?1 AND idx BETWEEN ?2 AND ?3 ORDER BY idx`)
      .bind(fiscalYear, from, to),
    db
      .prepare(
        `${ENTRIES} WHERE +fiscal_year = ?1 AND leaf BETWEEN ?2 AND ?3 ORDER BY leaf, position ${limit}`,
      )
      .bind(fiscalYear, from, to),
  ])
  if (most !== undefined && (lines?.results.length ?? 0) > most) throw new LogTooLongError()
  return partOf(leaves, lines)
}

/** What a leaf did, of whatever year. */
export type LogLine = {
  readonly leaf: number
  readonly fiscalYear: number
  readonly revision: Revision
  /** None of a year's first push: a record has the first version of every row. */
  readonly entries: readonly Entry[]
}

/** The leaves of all years from one to another, both included. */
export async function readLines(db: D1Database, from: number, to: number): Promise<LogLine[]> {
  const leaves = `SELECT idx FROM leaf WHERE idx BETWEEN ?1 AND ?2`
  const [found, lines] = await db.batch([
    db.prepare(`${LEAVES} WHERE idx BETWEEN ?1 AND ?2 ORDER BY idx`).bind(from, to),
    db
      .prepare(`${ENTRIES} WHERE leaf IN (${leaves} AND sequence > 1) ORDER BY leaf, position`)
      .bind(from, to),
  ])
  const leafByIndex = leavesOf(found)
  const rowsByLeaf = groupBy(rowsOf(entrySchema, lines), row => row.leaf)
  return Array.from(leafByIndex.values(), each => ({
    leaf: each.leaf,
    fiscalYear: each.fiscalYear,
    revision: leafToRevision(each),
    entries: (rowsByLeaf.get(each.leaf) ?? []).map(row => rowToEntry(row, leafByIndex)),
  }))
}

/** Some rows of a year, up to a leaf. */
type RowsUntil = {
  readonly fiscalYear: number
  readonly leaf: number
  readonly names: readonly string[]
}

/** Every version of some rows up to a leaf, with the leaves they came in: three rows are read for each. */
export function readPasts(db: D1Database, rows: RowsUntil): Promise<LogPart> {
  return readVersions(db, rows, "entry.leaf <= ?2")
}

/** Of some rows the newest version before a leaf each. */
export function readBefore(db: D1Database, rows: RowsUntil): Promise<LogPart> {
  const newest = "SELECT MAX(leaf) FROM entry WHERE fiscal_year = ?1 AND name = asked.value AND leaf < ?2"
  return readVersions(db, rows, `entry.leaf = (${newest})`)
}

async function readVersions(
  db: D1Database,
  { fiscalYear, leaf, names }: RowsUntil,
  which: string,
): Promise<LogPart> {
  if (names.length === 0) return { revisions: [], entries: [] }
  // In this order, each by an index of its own; they are sorted here, since the database counts what it sorts as read.
  const { results } = await db
    .prepare(
      `SELECT ${LEAF_COLUMNS}, position, name, entry.digest, encoded
       FROM json_each(?3) AS asked
         CROSS JOIN entry ON entry.fiscal_year = ?1 AND entry.name = asked.value AND ${which}
         CROSS JOIN leaf ON leaf.idx = entry.leaf
         ${TEXTS}`,
    )
    .bind(fiscalYear, leaf, JSON.stringify(names))
    .all()
  const placeOf = (row: unknown) => Object(row).leaf * 100_000 + Object(row).position
  const sorted = { results: [...results].sort((a, b) => placeOf(a) - placeOf(b)) }
  return partOf(sorted, sorted)
}

/** Every push of a year, and of the rows those alone that are redacted, in the order their names first came. */
export async function readPushes(
  db: D1Database,
  { fiscalYear, leaf, redactions }: YearHead,
): Promise<LogPart> {
  const [leaves, lines] = await db.batch([
    // In the order of an index: what the database sorts it counts as read once more.
    db.prepare(`${LEAVES} WHERE fiscal_year = ?1 AND idx <= ?2 ORDER BY sequence`).bind(fiscalYear, leaf),
    ...(redactions === 0 ? [] : [db.prepare(REDACTED).bind(fiscalYear, leaf)]),
  ])
  return partOf(leaves, redactions === 0 ? NO_ROWS : lines)
}

/** No index finds them: where anything is redacted, the lines of the year are looked through. */
const REDACTED = `SELECT leaf, name, digest, NULL AS encoded FROM entry
  WHERE fiscal_year = ?1 AND leaf <= ?2 AND digest IN (SELECT digest FROM redaction)
  ORDER BY (SELECT MIN(leaf * 100000 + position) FROM entry AS first
    WHERE first.fiscal_year = ?1 AND first.name = entry.name), leaf`

const NO_ROWS = { results: [] } as const

type Lines = Pick<D1Result, "results"> | undefined

const LEAF_COLUMNS = `idx AS leaf, leaf.fiscal_year AS fiscalYear, sequence, head, held, accepted_at AS acceptedAt,
  ${readingColumns("idx")}`

const LEAVES = `SELECT ${LEAF_COLUMNS} FROM leaf`

/** Of entries what may be shown. */
const TEXTS = `LEFT JOIN disclosure ON disclosure.digest = entry.digest
  AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest)`

const ENTRIES = `SELECT leaf, name, entry.digest, encoded FROM entry ${TEXTS}`

function leavesOf(leaves: Lines): ReadonlyMap<number, Leaf> {
  return new Map(rowsOf(leafSchema, leaves).map(leaf => [leaf.leaf, leaf]))
}

function partOf(leaves: Lines, lines: Lines): LogPart {
  const leafByIndex = leavesOf(leaves)
  return {
    revisions: Array.from(leafByIndex.values(), leafToRevision),
    entries: rowsOf(entrySchema, lines).map(row => rowToEntry(row, leafByIndex)),
  }
}

const leafSchema = z.object({
  leaf: z.int(),
  fiscalYear: z.int(),
  sequence: z.int(),
  head: hashSchema,
  acceptedAt: z.int(),
  ...readingShape,
  held: z.pipe(
    z.string(),
    z.transform(json => z.array(z.string()).parse(JSON.parse(json))),
  ),
})
const entrySchema = z.object({
  leaf: z.int(),
  name: z.string(),
  digest: z.nullable(hashSchema),
  encoded: z.nullable(z.string()),
})

type Leaf = z.infer<typeof leafSchema>

function leafToRevision(leaf: Leaf): Revision {
  const { sequence, head, acceptedAt, held } = leaf
  return { sequence, head, acceptedAt, held, ...revisionReading(leaf) }
}

function rowToEntry(row: z.infer<typeof entrySchema>, leafByIndex: ReadonlyMap<number, Leaf>): Entry {
  const leaf = leafByIndex.get(row.leaf)
  if (!leaf) throw new Error(`an entry of leaf ${row.leaf}, which is not of its year`)
  const { sequence, acceptedAt } = leaf
  const entry = { sequence, acceptedAt, name: row.name, digest: row.digest, row: disclosedRow(row) }
  return { ...entry, ...versionReading(leaf) }
}

/** The row a digest stands for; null when it was withdrawn or redacted. */
function disclosedRow({ digest: expected, encoded }: z.infer<typeof entrySchema>): Row | null {
  if (encoded === null) return null
  const disclosure = parseDisclosure(encoded, NATIVE_CODEC)
  if (disclosure?.digest !== expected) throw new Error(`the disclosure of ${expected} is not its own`)
  return rowSchema.parse(disclosure.value)
}
