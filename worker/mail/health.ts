/** How mail stands, for every push's answer: failing mail cannot report itself. */
import * as z from "zod/mini"
import type { MailHealth, MailTrouble } from "../../shared/push.ts"
import type { Env } from "../env.ts"
import { STILL_DEAD } from "./mail-year.ts"

export async function mailHealth(env: Pick<Env, "DB">): Promise<MailHealth> {
  const row = await env.DB.prepare(
    `SELECT (SELECT MAX(sent_at) FROM message WHERE state = 'sent') AS lastSentAt,
            (SELECT COUNT(*) FROM message WHERE state IN ('open', 'leased')) AS waiting,
            (SELECT COUNT(*) FROM message WHERE ${STILL_DEAD}) AS dead,
            (SELECT error FROM message WHERE state IN ('open', 'leased') AND error IS NOT NULL
             ORDER BY next_attempt_at DESC, id LIMIT 1) AS error`,
  ).first()
  const { lastSentAt, waiting, dead, error } = healthSchema.parse(row)
  return {
    lastSentAt: lastSentAt === null ? null : new Date(lastSentAt).toISOString(),
    ...{ waiting, dead },
    ...(error === null ? {} : { trouble: troubleOf(error) }),
  }
}

/** The code a transport gave, in one of the few kinds that a person can do something about. */
export function troubleOf(code: string): MailTrouble {
  if (/LIMIT_EXCEEDED|QUOTA/.test(code)) return "quota"
  return /SENDER|AUTH|NOT_CONFIGURED|^SMTP_5\d\d$/.test(code) ? "sender" : "server"
}

const healthSchema = z.object({
  lastSentAt: z.nullable(z.int()),
  waiting: z.int(),
  dead: z.int(),
  error: z.nullable(z.string()),
})
