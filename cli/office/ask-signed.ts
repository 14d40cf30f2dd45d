/** What only a holder of the office's key may ask the Worker: a test mail, and whom mail does not reach. */
import { sign } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import {
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  testMailReplySchema,
  UNREACHED_JWT_TYPE,
  UNREACHED_PATH,
  type Unreached,
  unreachedReplySchema,
} from "../../shared/mail/requests.ts"
import { signingInput } from "../../shared/push/sd-jwt.ts"
import { claimsOf, signedHeader } from "../../shared/push/signed-request.ts"
import { CommandError } from "../command/fault.ts"
import type { Keys } from "./keys.ts"

export type KeyHolder = {
  readonly keys: Keys
  readonly office: string
  readonly origin: string
  readonly now: () => number
  readonly fetch: typeof fetch
}

/** Its clock trigger comes every 15 minutes. */
export const SCRIPT_SENDS =
  "รอสคริปต์ส่งอีเมลทดสอบ ไม่เกิน 15 นาที กด Ctrl-C เพื่อเลิกรอ / waiting up to 15 minutes for the script to send it; Ctrl-C stops the waiting"

export type TestMail = KeyHolder & {
  readonly to: string
  readonly pollMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Told once when the script is waited for. */
  readonly onWait: () => void
}

/** Asks for one test mail by the office's own transport; `waiting` where the script has not fetched it in time. @throws CommandError when the Worker takes no such request */
export async function sendTestMail(mail: TestMail): Promise<TestMailReply> {
  const { pollMs, timeoutMs, signal } = mail
  let reply = await askTestMail(mail, {})
  if (reply.outcome === "waiting" && timeoutMs > 0) mail.onWait()
  for (let waitedMs = 0; reply.outcome === "waiting" && reply.id !== undefined; waitedMs += pollMs) {
    if (waitedMs >= timeoutMs || signal.aborted) break
    await sleep(pollMs, undefined, { signal }).catch(() => undefined)
    reply = await askTestMail(mail, { id: reply.id })
  }
  return reply
}

async function askTestMail(mail: TestMail, claims: { readonly id?: string }): Promise<TestMailReply> {
  const { status, body } = await askSigned(mail, {
    path: TEST_MAIL_PATH,
    type: TEST_MAIL_JWT_TYPE,
    contentType: JOSE_CONTENT_TYPE,
    claims: { to: mail.to, nonce: mail.now(), ...claims },
  })
  const reply = testMailReplySchema.safeParse(body)
  if (reply.success) return reply.data
  throw new CommandError(
    `Worker ไม่รับคำขออีเมลทดสอบ (${status}) ตรวจนาฬิกาของเครื่องนี้และที่อยู่ผู้รับ / the Worker refused the request: check this machine's clock and the address`,
  )
}

/** Whom mail does not reach. Nobody, where the Worker does not say: that it does not answer, or does not know the key, is told by itself. */
export async function askUnreached(holder: KeyHolder): Promise<readonly Unreached[]> {
  const answer = await askSigned(holder, {
    path: UNREACHED_PATH,
    type: UNREACHED_JWT_TYPE,
    contentType: JOSE_CONTENT_TYPE,
    claims: { nonce: holder.now() },
  }).catch(() => undefined)
  const reply = unreachedReplySchema.safeParse(answer?.body)
  return reply.success ? reply.data.unreached : []
}

type SignedRequest = {
  readonly path: string
  readonly type: string
  readonly contentType: string
  /** Beside who asks, whom, and when. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** The Worker's answer, and its JSON; undefined where it is none. */
export async function askSigned(
  { keys, office, origin, now, fetch }: KeyHolder,
  { path, type, contentType, claims }: SignedRequest,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const payload = { ...claimsOf(office, origin, now()), ...claims }
  const input = signingInput(signedHeader(type, keys.publicJwk.kid), payload)
  const body = `${input}.${sign("sha256", Buffer.from(input), keys.privateKey).toString("base64url")}`
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "Content-Type": contentType },
    body,
  })
  return { status: response.status, body: await response.json().catch(() => undefined) }
}
