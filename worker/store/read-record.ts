/** Reads the log out of D1. Every row is parsed; a row that is not what it must be is a damaged database, and throws. */
import * as z from "zod/mini"
import { type Hash, hashSchema, parseDisclosure } from "../../shared/push/sd-jwt.ts"
import type { Entry, Revision } from "../../shared/record/record.ts"
import { type Row, rowSchema } from "../../shared/row/row.ts"
import { NATIVE_CODEC } from "./native-codec.ts"

/** Where a year's log stands. */
export type YearHead = {
  readonly fiscalYear: number
  readonly sequence: number
  readonly head: Hash
  readonly leaf: number
  readonly acceptedAt: number
  /** Epoch milliseconds at which the sheet was last heard of. */
  readonly seenAt: number
  /** How many digests are redacted: the one change of a record that makes no revision. */
  readonly redactions: number
}

export type LogPart = { readonly revisions: readonly Revision[]; readonly entries: readonly Entry[] }

/** The heads of all years, newest first. One row a year is read, and index look-ups beside it, however long the log. */
export async function readHeads(db: D1Database): Promise<YearHead[]> {
  const found = await db
    .prepare(
      `SELECT leaf.fiscal_year, sequence, head, idx, accepted_at, seen_at,
              (SELECT COUNT(*) FROM redaction) AS redactions
       FROM heartbeat CROSS JOIN leaf ON leaf.idx =
         (SELECT idx FROM leaf AS newest WHERE newest.fiscal_year = heartbeat.fiscal_year
          ORDER BY sequence DESC LIMIT 1)
       ORDER BY leaf.fiscal_year DESC`,
    )
    .all()
  return z.array(headSchema).parse(found.results).map(rowToHead)
}

/** When the sheet of each year was last heard of, years without a record included. */
export async function readHeartbeats(db: D1Database): Promise<{ fiscalYear: number; seenAt: number }[]> {
  const found = await db.prepare("SELECT fiscal_year, seen_at FROM heartbeat ORDER BY fiscal_year DESC").all()
  return z
    .array(z.object({ fiscal_year: z.int(), seen_at: z.int() }))
    .parse(found.results)
    .map(row => ({ fiscalYear: row.fiscal_year, seenAt: row.seen_at }))
}

/** The log of a year from one leaf to another, both included, in one transaction. */
export async function readLog(
  db: D1Database,
  fiscalYear: number,
  range: { readonly from: number; readonly to: number },
): Promise<LogPart> {
  const [leaves, lines] = await db.batch([
    db
      .prepare(
        `SELECT idx, sequence, head, held, accepted_at FROM leaf
         WHERE fiscal_year = ?1 AND idx BETWEEN ?2 AND ?3 ORDER BY idx`,
      )
      .bind(fiscalYear, range.from, range.to),
    db
      .prepare(
        `SELECT leaf, name, entry.digest, encoded FROM entry LEFT JOIN disclosure ON disclosure.digest = entry.digest
           AND NOT EXISTS (SELECT 1 FROM redaction WHERE redaction.digest = entry.digest)
         WHERE leaf BETWEEN ?2 AND ?3 AND fiscal_year = ?1 ORDER BY leaf, position`,
      )
      .bind(fiscalYear, range.from, range.to),
  ])
  const leafRows = z.array(revisionSchema).parse(leaves?.results)
  const revisionsByLeaf = new Map(leafRows.map(row => [row.idx, rowToRevision(row)]))
  const entryRows = z.array(entrySchema).parse(lines?.results)
  return {
    revisions: [...revisionsByLeaf.values()],
    entries: entryRows.map(row => rowToEntry(row, revisionsByLeaf)),
  }
}

const headSchema = z.object({
  fiscal_year: z.int(),
  sequence: z.int(),
  head: hashSchema,
  idx: z.int(),
  accepted_at: z.int(),
  seen_at: z.int(),
  redactions: z.int(),
})
const revisionSchema = z.object({
  idx: z.int(),
  sequence: z.int(),
  head: hashSchema,
  held: z.string(),
  accepted_at: z.int(),
})
const entrySchema = z.object({
  leaf: z.int(),
  name: z.string(),
  digest: z.nullable(hashSchema),
  encoded: z.nullable(z.string()),
})

function rowToHead(row: z.infer<typeof headSchema>): YearHead {
  return {
    fiscalYear: row.fiscal_year,
    sequence: row.sequence,
    head: row.head,
    leaf: row.idx,
    acceptedAt: row.accepted_at,
    seenAt: row.seen_at,
    redactions: row.redactions,
  }
}

function rowToRevision(row: z.infer<typeof revisionSchema>): Revision {
  const held = z.array(z.string()).parse(JSON.parse(row.held))
  return { sequence: row.sequence, head: row.head, acceptedAt: row.accepted_at, held }
}

function rowToEntry(row: z.infer<typeof entrySchema>, revisionsByLeaf: ReadonlyMap<number, Revision>): Entry {
  const revision = revisionsByLeaf.get(row.leaf)
  if (!revision) throw new Error(`an entry of leaf ${row.leaf}, which is not of its year`)
  const { sequence, acceptedAt } = revision
  return { sequence, acceptedAt, name: row.name, digest: row.digest, row: disclosedRow(row) }
}

/** The row a digest stands for; null when it was withdrawn or redacted. */
function disclosedRow({ digest: expected, encoded }: z.infer<typeof entrySchema>): Row | null {
  if (encoded === null) return null
  const disclosure = parseDisclosure(encoded, NATIVE_CODEC)
  if (disclosure?.digest !== expected) throw new Error(`the disclosure of ${expected} is not its own`)
  return rowSchema.parse(disclosure.value)
}
