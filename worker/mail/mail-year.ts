/** What a run must know of a year: whether there is anything to do, and then all that the mail is made from. */
import * as z from "zod/mini"
import { bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import type { SystemHealth } from "../../shared/due/alarm.ts"
import type { TreeHead } from "../../shared/push/payload.ts"
import type { MailAddress } from "../../shared/row/address.ts"
import type { PrivateRow } from "../../shared/row/row.ts"
import { expiryOf, type PushKeys } from "../host/push-key.ts"
import { readSignedHead } from "../log/sign.ts"
import { answersSince, DAY_MS, type KeptAnswer } from "../store/answers.ts"
import { oldestOpenYear, STILL_DEAD } from "../store/mail-health.ts"
import { readRows, rowsOf, write } from "../store/sql.ts"
import { readPrivateRows } from "../store/store.ts"
import { readFewer } from "./choice.ts"
import type { RunTimes } from "./outbox.ts"

const statusSchema = z.object({
  fiscalYear: z.int(),
  head: z.string(),
  /** The head, hour and day last planned for; null before the first run. */
  plannedHead: z.nullable(z.string()),
  hour: z.nullable(z.int()),
  plannedDay: z.nullable(z.string()),
  /** Messages may be leased now, or notices wait for a message. */
  waiting: z.pipe(
    z.int(),
    z.transform(flag => flag !== 0),
  ),
})
export type YearStatus = Readonly<z.output<typeof statusSchema>>

/** The years mail is sent for. A year is in the log only from its announcement on. One query. */
export async function openYears(
  db: D1Database,
  today: IsoDate,
  { at, now }: RunTimes,
): Promise<YearStatus[]> {
  const years = await readRows(
    db,
    statusSchema,
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
    at,
    today,
    bangkokMidnight(today),
    now,
  )
  return years.filter(year => year.fiscalYear >= oldestOpenYear(today))
}

/** A plan holds for a day and a head: after a push the same day is planned again, and only what is new is added. */
export async function rememberPlan(
  db: D1Database,
  plan: { readonly fiscalYear: number; readonly head: string; readonly hour: number; readonly day: string },
): Promise<void> {
  const sql = `
    INSERT INTO notice_plan (fiscal_year, head, hour, day) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (fiscal_year) DO UPDATE SET head = excluded.head, hour = excluded.hour, day = excluded.day`
  await write(db, sql, plan.fiscalYear, plan.head, plan.hour, plan.day)
}

type SentHistory = {
  readonly lastSummaryAt: number | null
  readonly dead: number
  readonly health: SystemHealth
  /** The newest signed tree of the log. */
  readonly log: TreeHead | undefined
}

export type MailHistory = SentHistory & {
  readonly privateRows: readonly PrivateRow[]
  /** Those who chose less mail. */
  readonly lessMail: ReadonlySet<MailAddress>
  /** What was answered from the mail: what waits for the sheet, and what was settled of late. */
  readonly answers: readonly KeptAnswer[]
}

/** A receipt that no run could plan for so long is left to the sheet. */
const RECEIPT_DAYS = 14

/** Private rows, and what was sent before. */
export async function readMailHistory(
  db: D1Database,
  keys: PushKeys,
  fiscalYear: number,
  at: number,
): Promise<MailHistory> {
  const history = await readSentHistory(db, keys, fiscalYear, at)
  return {
    ...history,
    privateRows: await readPrivateRows(db, fiscalYear),
    lessMail: await readFewer(db),
    answers: await answersSince(db, fiscalYear, at - RECEIPT_DAYS * DAY_MS),
  }
}

/** What was sent until an instant, in numbers. */
export async function readSentHistory(
  db: D1Database,
  keys: PushKeys,
  fiscalYear: number,
  at: number,
): Promise<SentHistory> {
  const [digest, dead, waiting, heartbeat] = await db.batch([
    db.prepare(LAST_DIGEST).bind(fiscalYear, at),
    db.prepare(DEAD).bind(fiscalYear),
    db.prepare(WAITING).bind(fiscalYear),
    db.prepare(HEARTBEAT).bind(fiscalYear),
  ])
  const heard = rowsOf(heardSchema, heartbeat)[0]
  return {
    lastSummaryAt: instantOf(digest),
    log: await readSignedHead(db),
    dead: rowsOf(deadSchema, dead)[0]?.dead ?? 0,
    health: {
      seenAt: instantOf(heartbeat),
      oldestDeadAt: instantOf(dead),
      oldestWaitingAt: instantOf(waiting),
      staleSince: heard?.staleSince ?? null,
      keyExpiresAt: expiryOf(heard?.kid ?? null, keys),
    },
  }
}

/**
 * How often each obligation was told to its section until an instant. It goes through every notice of the year: for those
 * runs alone that write a mail.
 */
export async function readReminders(
  db: D1Database,
  fiscalYear: number,
  at: number,
): Promise<ReadonlyMap<string, number>> {
  const reminders = await readRows(db, reminderSchema, REMINDERS, fiscalYear, at)
  return new Map(reminders.map(each => [each.about, each.told]))
}

const LAST_DIGEST =
  "SELECT MAX(sent_at) AS at FROM message WHERE fiscal_year = ?1 AND kind = 'digest' AND sent_at <= ?2"
const reminderSchema = z.object({ about: z.string(), told: z.int() })
const REMINDERS = `
  SELECT about, COUNT(DISTINCT rung) AS told FROM notice JOIN message ON message.id = notice.message
  WHERE notice.fiscal_year = ?1 AND notice.kind = 'reminder' AND message.sent_at <= ?2 GROUP BY about`
const deadSchema = z.object({ dead: z.int() })
const DEAD = `SELECT COUNT(*) AS dead, MIN(created_at) AS at FROM message WHERE fiscal_year = ?1 AND ${STILL_DEAD}`
const WAITING =
  "SELECT MIN(created_at) AS at FROM message WHERE fiscal_year = ?1 AND state IN ('open', 'leased')"
/** SQLite takes `kid` from the row that has the greatest time. */
const heardSchema = z.object({ kid: z.nullable(z.string()), staleSince: z.nullable(z.int()) })

const HEARTBEAT =
  "SELECT MAX(seen_at) AS at, kid, stale_since AS staleSince FROM heartbeat WHERE fiscal_year = ?1"

const instantSchema = z.object({ at: z.nullable(z.int()) })

function instantOf(result: D1Result | undefined): number | null {
  return rowsOf(instantSchema, result)[0]?.at ?? null
}
