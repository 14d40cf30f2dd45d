/** What the Worker holds of a year, as the next push must know it. */
import * as z from "zod/mini"
import { GENESIS } from "../../shared/push/payload.ts"
import { type Hash, hashSchema, isHash } from "../../shared/push/sd-jwt.ts"
import { privateRowSchema } from "../../shared/row/row.ts"
import { type FoldedSoFar, foldedSoFar, selectFolded } from "../store/projection-append.ts"
import { readRows } from "../store/sql.ts"

export type YearPosition = {
  readonly fiscalYear: number
  /** Sequence of the last accepted push; 0 before the first. */
  readonly sequence: number
  readonly head: Hash
  /** The last accepted signed part; undefined before the first. */
  readonly signed: string | undefined
  readonly held: readonly string[]
  /** When the newest entry came into the log, of whatever year (epoch milliseconds); 0 before the year's first push. */
  readonly acceptedAt: number
  /** Hash by name of the public rows in force, and of the private ones. */
  readonly rows: ReadonlyMap<string, Hash>
  readonly privateRows: ReadonlyMap<string, Hash>
  /** The one private setting that rows are judged by. */
  readonly allowList: string
  /** What the next push is folded into; undefined while there is none to be believed. */
  readonly projection: FoldedSoFar | undefined
}

const leafSchema = z.object({
  idx: z.int(),
  sequence: z.int(),
  head: hashSchema,
  signed: z.string(),
  held: z.string(),
  newest: z.int(),
})
const heldSchema = z.array(z.string())

/** Reads what stands in one transaction, so that its parts agree. */
export async function readPosition(db: D1Database, fiscalYear: number): Promise<YearPosition> {
  const [leaves, privateLines, ...projected] = await db.batch([
    db
      .prepare(
        `SELECT idx, sequence, head, signed, held,
          (SELECT at FROM log_entry ORDER BY idx DESC LIMIT 1) AS newest
         FROM leaf WHERE fiscal_year = ?1 ORDER BY sequence DESC LIMIT 1`,
      )
      .bind(fiscalYear),
    db
      .prepare(
        `SELECT name, digest, CASE name WHEN 'secret/allowList' THEN json END AS json
         FROM private_row WHERE fiscal_year = ?1`,
      )
      .bind(fiscalYear),
    ...selectFolded(db, fiscalYear),
  ])
  const leaf = z.optional(leafSchema).parse(leaves?.results[0])
  const projection = foldedSoFar(fiscalYear, leaf, projected)
  return {
    fiscalYear,
    sequence: leaf?.sequence ?? 0,
    head: leaf?.head ?? GENESIS,
    signed: leaf?.signed,
    acceptedAt: leaf?.newest ?? 0,
    held: leaf ? heldSchema.parse(JSON.parse(leaf.held)) : [],
    rows: projection?.standing ?? (await readRowsOfLog(db, fiscalYear, leaf?.idx ?? -1)),
    privateRows: digestByName(privateLines?.results),
    allowList: allowListOf(privateLines?.results),
    projection,
  }
}

function allowListOf(lines: readonly unknown[] | undefined): string {
  const json = (lines ?? []).flatMap(line => Object(line).json ?? [])[0]
  const row = typeof json === "string" ? privateRowSchema.parse(JSON.parse(json)) : undefined
  return row?.kind === "secret" ? row.value : ""
}

/** As many as the script remembers having sent. */
const LONGEST_CHAIN = 32

/** The signed parts of a year that follow a head, oldest first; none where no leaf of the year has that head. */
export async function readChain(db: D1Database, fiscalYear: number, head: Hash): Promise<string[]> {
  const after = head === GENESIS ? "0" : "(SELECT sequence FROM leaf WHERE head = ?3 AND fiscal_year = ?1)"
  const sql = `SELECT signed FROM leaf WHERE fiscal_year = ?1 AND sequence > ${after} ORDER BY sequence LIMIT ?2`
  const values = head === GENESIS ? [fiscalYear, LONGEST_CHAIN] : [fiscalYear, LONGEST_CHAIN, head]
  const leaves = await readRows(db, z.object({ signed: z.string() }), sql, ...values)
  return leaves.map(({ signed }) => signed)
}

/** SQLite takes `digest` from the row that has the greatest leaf. */
async function readRowsOfLog(db: D1Database, fiscalYear: number, leaf: number): Promise<Map<string, Hash>> {
  const { results } = await db
    .prepare("SELECT name, digest, MAX(leaf) FROM entry WHERE fiscal_year = ?1 AND leaf <= ?2 GROUP BY name")
    .bind(fiscalYear, leaf)
    .all()
  return digestByName(results)
}

/** Which of some digests may not be published again. */
export async function redactedAmong(db: D1Database, digests: readonly string[]): Promise<string[]> {
  if (digests.length === 0) return []
  const sql = "SELECT digest FROM redaction WHERE digest IN (SELECT value FROM json_each(?1))"
  const found = await readRows(db, z.object({ digest: hashSchema }), sql, JSON.stringify(digests))
  return found.map(row => row.digest)
}

/** By hand: of every line there is, each push, a schema took as long as all else together. */
function digestByName(results: readonly unknown[] | undefined): Map<string, Hash> {
  const byName = new Map<string, Hash>()
  for (const line of results ?? []) {
    const { name, digest } = Object(line)
    if (digest === null) continue
    if (typeof name !== "string" || typeof digest !== "string" || !isHash(digest))
      throw new TypeError("a line of the table is damaged")
    byName.set(name, digest)
  }
  return byName
}
