/**
 * The outbox in D1. Every advance is compare-and-swap on the old state, so that doubled and concurrent runs change
 * nothing twice. What is written and when it is tried again goes by the run's slot, so that a run replays to the same
 * mail; a lease alone goes by the clock, for a late run and the next slot's may be under way together.
 */

import * as z from "zod/mini"
import { bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import type { Notice } from "../../shared/due/notice.ts"
import type { Skipped } from "../../shared/mail/compose.ts"
import {
  readRows,
  rowsOf,
  storedAddress,
  storedDay,
  storedMailKind,
  storedRole,
  write,
} from "../store/sql.ts"

const leasedSchema = z.object({
  id: z.string(),
  recipient: storedAddress,
  attempts: z.int(),
  leaseUntil: z.int(),
})

/** A message this run holds: nobody else sends it before the lease ends. */
export type Leased = Readonly<z.infer<typeof leasedSchema>>

/** The scheduled time a run stands for, and the clock's. */
export type RunTimes = { readonly at: number; readonly now: number }

type LeaseTerms = RunTimes & {
  readonly fiscalYear: number
  readonly day: IsoDate
  readonly limit: number
  /** On a holiday: what waits for anybody but the operator goes on waiting. */
  readonly alarmsOnly?: boolean
}

/** Longer than a run may take, shorter than the hour between runs: what a dead run held, the next one takes. */
const LEASE_MS = 50 * 60_000
const FIRST_RETRY_MS = 30 * 60_000
const LAST_RETRY_MS = 12 * 3_600_000

/**
 * Writes the notices of a plan; returns how many are new. One that was skipped and is asked for again is taken up
 * again (its report was withdrawn, its date moved back), except a weekly digest that had nothing to say.
 */
export async function insertNotices(db: D1Database, notices: readonly Notice[], at: number): Promise<number> {
  if (notices.length === 0) return 0
  return write(
    db,
    `INSERT INTO notice (key, fiscal_year, kind, recipient, role, about, due, rung, planned_at)
     SELECT value->>'key', value->>'fiscalYear', value->>'kind', value->>'recipient', value->>'role',
            value->>'about', value->>'due', value->>'rung', ?2
     FROM json_each(?1) WHERE true
     ON CONFLICT (key) DO UPDATE SET skipped = NULL, planned_at = excluded.planned_at
     WHERE notice.skipped IS NOT NULL AND notice.skipped <> 'blank'`,
    JSON.stringify(notices),
    at,
  )
}

/**
 * Gathers the open notices of a year into messages, one of a kind a recipient a day, and leases what may be sent now,
 * digests first. A message still waiting from an earlier day takes the new notices along.
 */
export async function leaseMessages(
  db: D1Database,
  { fiscalYear, day, at, now, limit, alarmsOnly = false }: LeaseTerms,
): Promise<Leased[]> {
  const results = await db.batch([
    db.prepare(CREATE_MESSAGES).bind(fiscalYear, day, at, bangkokMidnight(day)),
    db.prepare(ATTACH_NOTICES).bind(fiscalYear, now),
    db.prepare(LEASE).bind(fiscalYear, at, now, now + LEASE_MS, limit, Number(alarmsOnly)),
  ])
  return rowsOf(leasedSchema, results[2])
}

const CREATE_MESSAGES = `
  INSERT OR IGNORE INTO message (id, fiscal_year, kind, recipient, day, state, attempts, next_attempt_at, created_at)
  SELECT DISTINCT fiscal_year || '/' || kind || '/' || recipient || '/' || ?2, fiscal_year, kind, recipient, ?2,
         'open', 0, ?3, ?3
  FROM notice
  WHERE fiscal_year = ?1 AND message IS NULL AND skipped IS NULL AND NOT EXISTS (
    SELECT 1 FROM message AS waiting
    WHERE waiting.fiscal_year = notice.fiscal_year AND waiting.kind = notice.kind
      AND waiting.recipient = notice.recipient
      AND (waiting.state IN ('open', 'leased') OR waiting.sent_at >= ?4)
  )`

const ATTACH_NOTICES = `
  UPDATE notice SET message = waiting.id
  FROM message AS waiting
  WHERE notice.fiscal_year = ?1 AND notice.message IS NULL AND notice.skipped IS NULL
    AND waiting.fiscal_year = notice.fiscal_year AND waiting.kind = notice.kind
    AND waiting.recipient = notice.recipient
    AND (waiting.state = 'open' OR (waiting.state = 'leased' AND waiting.lease_until <= ?2))`

const LEASE = `
  UPDATE message SET state = 'leased', lease_until = ?4, attempts = attempts + 1
  WHERE id IN (
    SELECT id FROM message INDEXED BY message_waiting
    WHERE fiscal_year = ?1 AND state IN ('open', 'leased')
      AND ((state = 'open' AND next_attempt_at <= ?2) OR (state = 'leased' AND lease_until <= ?3))
      AND (?6 = 0 OR NOT EXISTS (
        SELECT 1 FROM notice WHERE notice.message = message.id AND (about <> 'alarm' OR role <> 'operator')
      ))
    ORDER BY kind, created_at, id LIMIT ?5
  )
  RETURNING id, recipient, attempts, lease_until AS leaseUntil`

/** The notices each of some messages carries. */
export async function noticesByMessage(
  db: D1Database,
  messages: readonly Leased[],
): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const byMessage = new Map<string, Notice[]>(messages.map(each => [each.id, []]))
  if (messages.length === 0) return byMessage
  const notices = await readRows(
    db,
    noticeSchema,
    `SELECT key, fiscal_year AS fiscalYear, kind, recipient, role, about, due, rung, message
     FROM notice WHERE message IN (SELECT value FROM json_each(?1)) ORDER BY key`,
    JSON.stringify(messages.map(each => each.id)),
  )
  for (const { message, ...notice } of notices) byMessage.get(message)?.push(notice)
  return byMessage
}

const noticeSchema = z.object({
  key: z.string(),
  fiscalYear: z.int(),
  kind: storedMailKind,
  recipient: storedAddress,
  role: storedRole,
  about: z.string(),
  due: z.union([z.literal(""), storedDay]),
  rung: z.string(),
  message: z.string(),
})

/** Passes notices over, and takes back leased messages that have none left; their day is free for a later one. */
export async function skipNotices(
  db: D1Database,
  skipped: readonly Skipped[],
  emptied: readonly string[],
): Promise<void> {
  if (skipped.length === 0) return
  await db.batch([
    db
      .prepare(
        `UPDATE notice SET skipped = each.value->>'reason', message = NULL
         FROM json_each(?1) AS each WHERE notice.key = each.value->>'key'`,
      )
      .bind(JSON.stringify(skipped)),
    db
      .prepare(
        `DELETE FROM message WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'leased'
           AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.message = message.id)`,
      )
      .bind(JSON.stringify(emptied)),
  ])
}

type Accepted = {
  readonly at: number
  readonly providerId: string | null
  readonly contentHash: string
}

/** Notes what is about to be handed to the script, so that its receipt can be of exactly that. */
export async function rememberHashes(
  db: D1Database,
  messages: readonly (Leased & { readonly contentHash: string })[],
): Promise<void> {
  if (messages.length === 0) return
  await write(
    db,
    `UPDATE message SET content_hash = each.value->>'contentHash' FROM json_each(?1) AS each
     WHERE message.id = each.value->>'id' AND state = 'leased' AND lease_until = each.value->>'leaseUntil'`,
    JSON.stringify(messages),
  )
}

/** Those of some messages that are still held under the lease named, with the hash noted of each. */
export async function findLeased(
  db: D1Database,
  wanted: readonly Pick<Leased, "id" | "leaseUntil">[],
): Promise<ReadonlyMap<string, Leased & { readonly contentHash: string }>> {
  const found = await readRows(
    db,
    z.extend(leasedSchema, { contentHash: z.string() }),
    `SELECT message.id, recipient, attempts, lease_until AS leaseUntil, content_hash AS contentHash
     FROM message JOIN json_each(?1) AS each
       ON message.id = each.value->>'id' AND lease_until = each.value->>'leaseUntil'
     WHERE state = 'leased' AND content_hash IS NOT NULL`,
    JSON.stringify(wanted.map(({ id, leaseUntil }) => ({ id, leaseUntil }))),
  )
  return new Map(found.map(each => [each.id, each]))
}

/** The transport has taken it. A crash before this line costs one repeat, when the lease has ended. */
export async function markSent(db: D1Database, leased: Leased, accepted: Accepted): Promise<void> {
  const set = "state = 'sent', sent_at = ?3, provider_id = ?4, content_hash = ?5, error = NULL"
  await settle(db, leased, set, accepted.at, accepted.providerId, accepted.contentHash)
}

/** Not taken, perhaps later: the longer it fails, the longer it waits. */
export async function markFailed(db: D1Database, leased: Leased, at: number, error: string): Promise<void> {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (leased.attempts - 1), LAST_RETRY_MS)
  await settle(db, leased, "state = 'open', next_attempt_at = ?3, error = ?4", at + wait, error)
}

/** Gives back what was leased and never tried: it has not failed, and the next run takes it. */
export async function releaseMessages(db: D1Database, untried: readonly Leased[]): Promise<void> {
  const [first] = untried
  if (!first) return
  await write(
    db,
    `UPDATE message SET state = 'open', attempts = attempts - 1, lease_until = NULL
     WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'leased' AND lease_until = ?2`,
    JSON.stringify(untried.map(each => each.id)),
    first.leaseUntil,
  )
}

/** Never to be taken. It stays, for `สถานะ` and the next digest. */
export async function markDead(db: D1Database, leased: Leased, error: string): Promise<void> {
  await settle(db, leased, "state = 'dead', error = ?3", error)
}

/** Ends a lease that is still held. Values of `set` count from ?3. */
async function settle(
  db: D1Database,
  { id, leaseUntil }: Leased,
  set: string,
  ...values: readonly (string | number | null)[]
): Promise<void> {
  const sql = `UPDATE message SET lease_until = NULL, ${set} WHERE id = ?1 AND state = 'leased' AND lease_until = ?2`
  await write(db, sql, id, leaseUntil, ...values)
}
