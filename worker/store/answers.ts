/** Links of mails, and what was answered by them, in D1. Answers and what became of them are inserted and never changed. */
import { hash } from "node:crypto"
import * as z from "zod/mini"
import {
  type Answer,
  answerId,
  answerText,
  LINK_DAYS,
  OUTCOMES,
  type Settled,
} from "../../shared/push/answer.ts"
import { type Hash, hashSchema } from "../../shared/push/sd-jwt.ts"
import { parseJson } from "../../shared/row/json.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import { readRows, rowsOf, write } from "./sql.ts"

export const DAY_MS = 86_400_000

/** Whom a link lets answer: a section by its number, or the director by a blank one. */
type LinkFor = { readonly fiscalYear: number; readonly message: string; readonly section: string }

/** What is known of a link that was sent. */
export type AnswerLink = Omit<LinkFor, "message"> & {
  readonly hash: string
  readonly createdAt: number
  /** When the planner last revoked the links of the year. */
  readonly revokedAt: number | null
}

/** A token for each, of 160 random bits: they stand in no other place than the mails. Those long over are forgotten. */
export async function giveLinks(
  db: D1Database,
  links: readonly LinkFor[],
  now: number,
): Promise<readonly string[]> {
  if (links.length === 0) return []
  const given = links.map(link => ({ ...link, token: newToken() }))
  const rows = given.map(({ token, ...link }) => ({ ...link, hash: hashOf(token) }))
  await db.batch([
    db.prepare("DELETE FROM answer_link WHERE created_at < ?1").bind(now - 4 * LINK_DAYS * DAY_MS),
    db
      .prepare(
        `INSERT INTO answer_link (hash, fiscal_year, message, section, created_at)
         SELECT value->>'hash', value->>'fiscalYear', value->>'message', value->>'section', ?2 FROM json_each(?1)`,
      )
      .bind(JSON.stringify(rows), now),
  ])
  return given.map(({ token }) => token)
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
}

function hashOf(token: string): string {
  return hash("sha256", token, "base64url")
}

/** Undefined for a token that was never given, or is long over. One row is looked at. */
export async function findLink(db: D1Database, token: string): Promise<AnswerLink | undefined> {
  const [found] = await readRows(
    db,
    z.object({
      hash: z.string(),
      fiscalYear: z.int(),
      section: z.string(),
      createdAt: z.int(),
      revokedAt: z.nullable(z.int()),
    }),
    `SELECT hash, fiscal_year AS fiscalYear, section, created_at AS createdAt,
       (SELECT MAX(at) FROM answer_revoked WHERE answer_revoked.fiscal_year = answer_link.fiscal_year) AS revokedAt
     FROM answer_link WHERE hash = ?1`,
    hashOf(token),
  )
  return found
}

const keptSchema = z.object({
  id: hashSchema,
  section: z.string(),
  receivedAt: z.int(),
  body: z.string(),
  outcome: z.nullable(z.enum(OUTCOMES)),
  settledAt: z.nullable(z.int()),
})

/** An answer with what became of it; null while it waits for the sheet. */
export type KeptAnswer = Answer & Omit<z.infer<typeof keptSchema>, "body"> & { readonly fiscalYear: number }

const KEPT = `
  SELECT id, section, received_at AS receivedAt, body, outcome, settled_at AS settledAt
  FROM answer LEFT JOIN answer_settled ON answer_settled.answer = answer.id
  WHERE fiscal_year = ?1`

const bodySchema = z.object({
  of: z.string(),
  at: z.string(),
  cells: z.record(z.string(), z.union([z.string(), z.boolean()])),
})

function answersOf(found: readonly z.infer<typeof keptSchema>[], fiscalYear: number): KeptAnswer[] {
  return found.map(({ body, ...rest }) => ({ ...rest, fiscalYear, ...bodySchema.parse(parseJson(body)) }))
}

/** What a section answered of late, newest first. */
export async function answersOfSection(
  db: D1Database,
  { fiscalYear, section }: Pick<LinkFor, "fiscalYear" | "section">,
  since: number,
): Promise<KeptAnswer[]> {
  const sql = `${KEPT} AND section = ?2 AND (received_at >= ?3 OR outcome IS NULL) ORDER BY idx DESC`
  return answersOf(await readRows(db, keptSchema, sql, fiscalYear, section, since), fiscalYear)
}

/** Of a year those that wait for the sheet, and those that were settled since an instant; oldest first. */
export async function answersSince(db: D1Database, fiscalYear: number, since: number): Promise<KeptAnswer[]> {
  const sql = `${KEPT} AND (outcome IS NULL OR settled_at >= ?2) ORDER BY idx`
  return answersOf(await readRows(db, keptSchema, sql, fiscalYear, since), fiscalYear)
}

/** Those that wait for the sheet, oldest first. */
export async function waitingAnswers(
  db: D1Database,
  fiscalYear: number,
  limit: number,
): Promise<KeptAnswer[]> {
  const sql = `${KEPT} AND outcome IS NULL ORDER BY idx LIMIT ?2`
  return answersOf(await readRows(db, keptSchema, sql, fiscalYear, limit), fiscalYear)
}

/**
 * Keeps an answer, in one statement, so that of two at once one alone is kept: none is while another for the row waits for the
 * sheet, nor where one came since the link was sent, by this link or by any. False where it was not kept.
 */
export async function keepAnswer(db: D1Database, answer: Answer, link: AnswerLink): Promise<boolean> {
  const { fiscalYear, section, createdAt } = link
  const kept = await write(
    db,
    `INSERT INTO answer (id, fiscal_year, section, of, link, received_at, body)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (
       SELECT 1 FROM answer AS other LEFT JOIN answer_settled ON answer_settled.answer = other.id
       WHERE other.fiscal_year = ?2 AND other.section = ?3 AND other.of = ?4
         AND (other.received_at >= ?8 OR answer_settled.answer IS NULL)
     )`,
    answerId(answer, fiscalYear, NATIVE_CODEC),
    fiscalYear,
    section,
    answer.of,
    link.hash,
    Date.parse(answer.at),
    answerText(answer, fiscalYear),
    createdAt,
  )
  return kept > 0
}

/** Says what became of answers; of one that was settled before the first word stands. */
export async function settleAnswers(
  db: D1Database,
  fiscalYear: number,
  settled: readonly Settled[],
  now: number,
): Promise<void> {
  if (settled.length === 0) return
  await write(
    db,
    `INSERT OR IGNORE INTO answer_settled (answer, outcome, settled_at)
     SELECT answer.id, value->>'outcome', ?2 FROM json_each(?1) JOIN answer ON answer.id = value->>'id'
     WHERE fiscal_year = ?3`,
    JSON.stringify(settled),
    now,
    fiscalYear,
  )
}

/** Every link of the year that was sent until now is useless from now on. */
export async function revokeSent(db: D1Database, fiscalYear: number, now: number): Promise<void> {
  await write(db, "INSERT OR IGNORE INTO answer_revoked (fiscal_year, at) VALUES (?1, ?2)", fiscalYear, now)
}

/** Those of some ids that were received. */
export async function receivedAmong(db: D1Database, ids: readonly Hash[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const result = await db
    .prepare("SELECT id FROM answer WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .all()
  return new Set(rowsOf(z.object({ id: z.string() }), result).map(({ id }) => id))
}

/** How many wait for the sheet of a year, `?1`; where that is null, of all. */
export const WAITING_ANSWERS = `SELECT COUNT(*) AS waiting FROM answer WHERE (?1 IS NULL OR fiscal_year = ?1)
  AND NOT EXISTS (SELECT 1 FROM answer_settled WHERE answer_settled.answer = answer.id)`

export async function countWaiting(db: D1Database, fiscalYear: number | null): Promise<number> {
  const [found] = await readRows(db, z.object({ waiting: z.int() }), WAITING_ANSWERS, fiscalYear)
  return found?.waiting ?? 0
}
