/** `POST /api/v1/mail-tests`: one test mail, for whoever signs with the office's key. It tells nobody anything of the record. */
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { MailAddress } from "../../shared/mail/address.ts"
import { parseAddress } from "../../shared/mail/address.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import {
  TEST_MAIL_BODY_LIMIT,
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  testMailRequestSchema,
} from "../../shared/mail/test-mail.ts"
import { CLOCK_TOLERANCE } from "../../shared/push.ts"
import { problem } from "../answer/problem.ts"
import type { AppEnv } from "../app.ts"
import type { Config } from "../env.ts"
import { transportOf } from "../mail/transports.ts"
import { maySendMail } from "../push/key-life.ts"
import { verifySigned } from "../push/signature.ts"

export const mailTestRoutes = new Hono<AppEnv>()

mailTestRoutes.post(
  TEST_MAIL_PATH,
  bodyLimit({ maxSize: TEST_MAIL_BODY_LIMIT, onError: c => problem(c, "notSigned") }),
  async c => {
    const config = c.get("config")
    const to = await recipientOf(config, await c.req.text(), c.get("moment").now)
    // One answer for every fault: who cannot sign is told nothing of how it failed.
    if (!to) return problem(c, "notSigned")
    const transport = transportOf(c.env)
    const handover = transport
      ? await transport(testMessage(config, to), `test-${c.get("requestId")}`)
      : { outcome: "failed" as const, code: "sentByScript" }
    const code = "code" in handover ? handover.code : null
    c.header("Cache-Control", "no-store")
    return c.json({ outcome: handover.outcome, code } satisfies TestMailReply)
  },
)

async function recipientOf(config: Config, body: string, now: number): Promise<MailAddress | undefined> {
  const verified = await verifySigned(body, config.pushKeys, TEST_MAIL_JWT_TYPE)
  if (!verified || !maySendMail(verified.key, config.pushKeys, now)) return undefined
  const request = testMailRequestSchema.safeParse(parseJson(verified.payload)).data
  if (request?.iss !== config.officeId || request.aud !== config.origin) return undefined
  return Math.abs(request.iat - now / 1000) <= CLOCK_TOLERANCE ? request.to : undefined
}

function testMessage({ mailFrom, origin }: Config, to: MailAddress): MailMessage {
  const from = parseAddress(mailFrom)
  if (!from) throw new Error("MAIL_FROM is not a mail address")
  const text = `เมลนี้ส่งจากระบบติดตามมาตรการของสำนักงาน (${origin}) เพื่อทดสอบว่าเมลถึงผู้รับ ไม่ต้องตอบกลับ\n\nA test of the office's mail. No answer is needed.\n`
  return {
    from: { email: from, name: "ระบบติดตามมาตรการ" },
    to: [to],
    subject: "ทดสอบการส่งเมลของระบบติดตามมาตรการ",
    text,
    html: `<!doctype html><html lang="th"><meta charset="utf-8"><title>ทดสอบ</title>${text
      .trim()
      .split("\n\n")
      .map(part => `<p>${part}</p>`)
      .join("")}</html>`,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: [],
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
