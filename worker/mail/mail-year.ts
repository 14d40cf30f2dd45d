/** What a run must know of a year: whether there is anything to do, and then all that the mail is made from. */
import * as z from "zod/mini"
import { bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import type { SystemHealth } from "../../shared/due/alarm.ts"
import type { MailAddress } from "../../shared/row/address.ts"
import type { PrivateRow } from "../../shared/row/row.ts"
import { expiryOf, type PushKeys } from "../host/push-key.ts"
import { oldestOpenYear, STILL_DEAD } from "../store/mail-health.ts"
import { readPrivateRows } from "../store/store.ts"
import { readFewer } from "./choice.ts"
import type { RunTimes } from "./outbox.ts"

export type YearStatus = {
  readonly fiscalYear: number
  readonly head: string
  /** The head, hour and day last planned for; null before the first run. */
  readonly plannedHead: string | null
  readonly hour: number | null
  readonly plannedDay: string | null
  /** Messages may be leased now, or notices wait for a message. */
  readonly waiting: boolean
}

/** The years mail is sent for. A year is in the log only from its announcement on. One query. */
export async function openYears(
  db: D1Database,
  today: IsoDate,
  { at, now }: RunTimes,
): Promise<YearStatus[]> {
  const { results } = await db
    .prepare(
      `SELECT leaf.fiscal_year AS fiscalYear, leaf.head, plan.head AS plannedHead, plan.hour, plan.day AS plannedDay,
         EXISTS (
           SELECT 1 FROM message WHERE message.fiscal_year = leaf.fiscal_year AND state IN ('open', 'leased')
             AND ((state = 'open' AND next_attempt_at <= ?1) OR (state = 'leased' AND lease_until <= ?4))
         ) OR EXISTS (
           SELECT 1 FROM notice WHERE notice.fiscal_year = leaf.fiscal_year
             AND notice.message IS NULL AND notice.skipped IS NULL
             AND NOT EXISTS (
               SELECT 1 FROM message WHERE message.fiscal_year = notice.fiscal_year
                 AND message.kind = notice.kind AND message.recipient = notice.recipient
                 AND (message.day = ?2 OR message.sent_at >= ?3)
             )
         ) AS waiting
       FROM leaf LEFT JOIN notice_plan AS plan ON plan.fiscal_year = leaf.fiscal_year
       WHERE leaf.idx IN (SELECT MAX(idx) FROM leaf GROUP BY fiscal_year)
       ORDER BY leaf.fiscal_year DESC`,
    )
    .bind(at, today, bangkokMidnight(today), now)
    .all()
  const years = z.array(statusSchema).parse(results)
  return years.filter(year => year.fiscalYear >= oldestOpenYear(today))
}

const statusSchema = z.object({
  fiscalYear: z.int(),
  head: z.string(),
  plannedHead: z.nullable(z.string()),
  hour: z.nullable(z.int()),
  plannedDay: z.nullable(z.string()),
  waiting: z.pipe(
    z.int(),
    z.transform(flag => flag !== 0),
  ),
})

/** A plan holds for a day and a head: after a push the same day is planned again, and only what is new is added. */
export async function rememberPlan(
  db: D1Database,
  plan: { readonly fiscalYear: number; readonly head: string; readonly hour: number; readonly day: string },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO notice_plan (fiscal_year, head, hour, day) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (fiscal_year) DO UPDATE SET head = excluded.head, hour = excluded.hour, day = excluded.day`,
    )
    .bind(plan.fiscalYear, plan.head, plan.hour, plan.day)
    .run()
}

export type SentHistory = {
  readonly lastSummaryAt: number | null
  /** How often each obligation was told to its section. */
  readonly remindersById: ReadonlyMap<string, number>
  readonly dead: number
  readonly health: SystemHealth
}

export type MailHistory = SentHistory & {
  readonly privateRows: readonly PrivateRow[]
  /** Those who chose less mail. */
  readonly lessMail: ReadonlySet<MailAddress>
}

/** Private rows, and what was sent before. */
export async function readMailHistory(
  db: D1Database,
  keys: PushKeys,
  fiscalYear: number,
  at: number,
): Promise<MailHistory> {
  const history = await readSentHistory(db, keys, fiscalYear, at)
  return { ...history, privateRows: await readPrivateRows(db, fiscalYear), lessMail: await readFewer(db) }
}

/** What was sent until an instant, in numbers. */
export async function readSentHistory(
  db: D1Database,
  keys: PushKeys,
  fiscalYear: number,
  at: number,
): Promise<SentHistory> {
  const [digest, reminded, dead, waiting, heartbeat] = await db.batch([
    db.prepare(LAST_DIGEST).bind(fiscalYear, at),
    db.prepare(REMINDERS).bind(fiscalYear, at),
    db.prepare(DEAD).bind(fiscalYear),
    db.prepare(WAITING).bind(fiscalYear),
    db.prepare(HEARTBEAT).bind(fiscalYear),
  ])
  const reminders = z.array(z.object({ about: z.string(), told: z.int() })).parse(reminded?.results)
  return {
    lastSummaryAt: instantOf(digest),
    remindersById: new Map(reminders.map(each => [each.about, each.told])),
    dead: z.array(z.object({ dead: z.int() })).parse(dead?.results)[0]?.dead ?? 0,
    health: {
      seenAt: instantOf(heartbeat),
      oldestDeadAt: instantOf(dead),
      oldestWaitingAt: instantOf(waiting),
      keyExpiresAt: expiryOf(keyIdOf(heartbeat), keys),
    },
  }
}

const LAST_DIGEST =
  "SELECT MAX(sent_at) AS at FROM message WHERE fiscal_year = ?1 AND kind = 'digest' AND sent_at <= ?2"
const REMINDERS = `
  SELECT about, COUNT(DISTINCT rung) AS told FROM notice JOIN message ON message.id = notice.message
  WHERE notice.fiscal_year = ?1 AND notice.kind = 'reminder' AND message.sent_at <= ?2 GROUP BY about`
const DEAD = `SELECT COUNT(*) AS dead, MIN(created_at) AS at FROM message WHERE fiscal_year = ?1 AND ${STILL_DEAD}`
const WAITING =
  "SELECT MIN(created_at) AS at FROM message WHERE fiscal_year = ?1 AND state IN ('open', 'leased')"
/** SQLite takes `kid` from the row that has the greatest time. */
const HEARTBEAT = "SELECT MAX(seen_at) AS at, kid FROM heartbeat WHERE fiscal_year = ?1"

function instantOf(result: D1Result | undefined): number | null {
  return z.array(z.object({ at: z.nullable(z.int()) })).parse(result?.results)[0]?.at ?? null
}

function keyIdOf(result: D1Result | undefined): string | null {
  return z.array(z.object({ kid: z.nullable(z.string()) })).parse(result?.results)[0]?.kid ?? null
}
