/** Asks for one test mail by the office's own transport, and waits where the script is the one that sends it. */
import { setTimeout as sleep } from "node:timers/promises"
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import {
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  testMailReplySchema,
} from "../../shared/mail/requests.ts"
import { SetupError } from "../command/setup-error.ts"
import { askSigned, type KeyHolder } from "../office/signed-request.ts"

/** Its clock trigger comes every 15 minutes. */
export const SCRIPT_SENDS =
  "รอสคริปต์ส่งเมลทดสอบ ไม่เกิน 15 นาที กด Ctrl-C เพื่อเลิกรอ / waiting up to 15 minutes for the script to send it; Ctrl-C stops the waiting"

export type TestMail = KeyHolder & {
  readonly to: string
  readonly pollMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Told once when the script is waited for. */
  readonly onWait: () => void
}

/** What became of it; `waiting` where the script has not fetched it in time. @throws SetupError when the Worker takes no such request */
export async function sendTestMail(mail: TestMail): Promise<TestMailReply> {
  const { pollMs, timeoutMs, signal } = mail
  let reply = await ask(mail, {})
  if (reply.outcome === "waiting" && timeoutMs > 0) mail.onWait()
  for (let waitedMs = 0; reply.outcome === "waiting" && reply.id !== undefined; waitedMs += pollMs) {
    if (waitedMs >= timeoutMs || signal.aborted) break
    await sleep(pollMs, undefined, { signal }).catch(() => undefined)
    reply = await ask(mail, { id: reply.id })
  }
  return reply
}

async function ask(mail: TestMail, claims: { readonly id?: string }): Promise<TestMailReply> {
  const { status, body } = await askSigned(mail, {
    ...{ path: TEST_MAIL_PATH, type: TEST_MAIL_JWT_TYPE, contentType: JOSE_CONTENT_TYPE },
    claims: { to: mail.to, ...claims },
  })
  const reply = testMailReplySchema.safeParse(body)
  if (reply.success) return reply.data
  throw new SetupError(
    `Worker ไม่รับคำขอเมลทดสอบ (${status}) ตรวจนาฬิกาของเครื่องนี้และที่อยู่ผู้รับ / the Worker refused the request: check this machine's clock and the address`,
  )
}
