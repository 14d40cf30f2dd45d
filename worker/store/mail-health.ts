/** How the outbox stands, for every push's answer and for `/status`: failing mail cannot report itself. */
import * as z from "zod/mini"
import { addDays, fiscalYearOf, type IsoDate } from "../../shared/date/civil-date.ts"
import type { SystemHealth } from "../../shared/due/alarm.ts"
import type { MailHealth, MailTrouble } from "../../shared/push/payload.ts"
import type { Env } from "../host/env.ts"
import { expiryOf, type PushKeys } from "../host/push-key.ts"
import { WAITING_ANSWERS } from "./answers.ts"

/** Reports of a year are still asked for so long after it ended. */
const OPEN_DAYS_AFTER_YEAR = 92

/** The first year that mail may still be sent for: what went wrong in one before it is nobody's to mend any more. */
export function oldestOpenYear(today: IsoDate): number {
  return fiscalYearOf(addDays(today, -OPEN_DAYS_AFTER_YEAR))
}

/** Given up, and nothing has reached the same recipient since. */
export const STILL_DEAD = `message.state = 'dead' AND NOT EXISTS (
  SELECT 1 FROM message AS later
  WHERE later.recipient = message.recipient AND later.state = 'sent' AND later.sent_at > message.created_at
)`

const HEALTH = `
  SELECT (${WAITING_ANSWERS}) AS answers,
         (SELECT MAX(sent_at) FROM message WHERE state = 'sent') AS lastSentAt,
         (SELECT COUNT(*) FROM message WHERE state IN ('open', 'leased')) AS waiting,
         (SELECT COUNT(*) FROM message WHERE ${STILL_DEAD}) AS dead,
         (SELECT error FROM message WHERE state IN ('open', 'leased') AND error IS NOT NULL
          ORDER BY next_attempt_at DESC, id LIMIT 1) AS error`

/** Of a year with the answers by mail that wait for its sheet: the script asks for them only where there are any. */
export async function mailHealth(env: Pick<Env, "DB">, fiscalYear = 0): Promise<MailHealth> {
  const row = await env.DB.prepare(HEALTH).bind(fiscalYear).first()
  const { lastSentAt, waiting, dead, error, answers } = healthSchema.parse(row)
  return {
    lastSentAt: lastSentAt === null ? null : new Date(lastSentAt).toISOString(),
    waiting,
    dead,
    ...(error === null ? {} : { trouble: troubleOf(error) }),
    ...(answers > 0 ? { answers } : {}),
  }
}

/** What is wrong with the system itself, over all years that are open. */
export async function systemHealth(db: D1Database, keys: PushKeys, today: IsoDate): Promise<SystemHealth> {
  const row = await db
    .prepare(
      // SQLite takes the key from the row that was seen last.
      `SELECT MAX(seen_at) AS seenAt, kid,
              (SELECT MIN(stale_since) FROM heartbeat WHERE fiscal_year >= ?1) AS staleSince,
              (SELECT MIN(created_at) FROM message WHERE fiscal_year >= ?1 AND ${STILL_DEAD}) AS oldestDeadAt,
              (SELECT MIN(created_at) FROM message
               WHERE fiscal_year >= ?1 AND state IN ('open', 'leased')) AS oldestWaitingAt
       FROM heartbeat`,
    )
    .bind(oldestOpenYear(today))
    .first()
  const { kid, ...health } = systemSchema.parse(row)
  return { ...health, keyExpiresAt: expiryOf(kid, keys) }
}

const systemSchema = z.object({
  seenAt: z.nullable(z.int()),
  kid: z.nullable(z.string()),
  staleSince: z.nullable(z.int()),
  oldestDeadAt: z.nullable(z.int()),
  oldestWaitingAt: z.nullable(z.int()),
})

/** The code a transport gave, in one of the few kinds that a person can do something about. */
export function troubleOf(code: string): MailTrouble {
  if (/LIMIT_EXCEEDED|QUOTA/.test(code)) return "quota"
  return /SENDER|AUTH|NOT_CONFIGURED|^SMTP_5\d\d$/.test(code) ? "sender" : "server"
}

const healthSchema = z.object({
  lastSentAt: z.nullable(z.int()),
  answers: z.int(),
  waiting: z.int(),
  dead: z.int(),
  error: z.nullable(z.string()),
})
