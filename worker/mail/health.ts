/** How mail stands, for every push's answer: failing mail cannot report itself. */
import * as z from "zod/mini"
import type { MailHealth } from "../../shared/push.ts"
import type { Env } from "../env.ts"
import { STILL_DEAD } from "./mail-year.ts"

export async function mailHealth(env: Pick<Env, "DB">): Promise<MailHealth> {
  const row = await env.DB.prepare(
    `SELECT (SELECT MAX(sent_at) FROM message WHERE state = 'sent') AS lastSentAt,
            (SELECT COUNT(*) FROM message WHERE state IN ('open', 'leased')) AS waiting,
            (SELECT COUNT(*) FROM message WHERE ${STILL_DEAD}) AS dead`,
  ).first()
  const { lastSentAt, waiting, dead } = healthSchema.parse(row)
  return { lastSentAt: lastSentAt === null ? null : new Date(lastSentAt).toISOString(), waiting, dead }
}

const healthSchema = z.object({ lastSentAt: z.nullable(z.int()), waiting: z.int(), dead: z.int() })
