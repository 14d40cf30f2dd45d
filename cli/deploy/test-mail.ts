/** Asks the Worker to send one test mail by the office's own transport. */
import { CompactSign, importPKCS8 } from "jose"
import {
  TEST_MAIL_CONTENT_TYPE,
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  testMailReplySchema,
} from "../../shared/mail/test-mail.ts"
import type { Keys } from "../keys.ts"
import { SetupError } from "../setup/setup-error.ts"

export type TestMail = {
  readonly keys: Keys
  readonly office: string
  readonly origin: string
  readonly to: string
  readonly now: () => number
  readonly fetch: typeof fetch
}

/** @throws SetupError when the Worker takes no such request */
export async function sendTestMail({
  keys,
  office,
  origin,
  to,
  now,
  fetch,
}: TestMail): Promise<TestMailReply> {
  const payload = { iss: office, aud: origin, iat: Math.round(now() / 1000), to }
  const body = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "RS256", typ: TEST_MAIL_JWT_TYPE, kid: keys.publicJwk.kid })
    .sign(await importPKCS8(keys.privateKey, "RS256"))
  const response = await fetch(`${origin}${TEST_MAIL_PATH}`, {
    method: "POST",
    headers: { "Content-Type": TEST_MAIL_CONTENT_TYPE },
    body,
  })
  const reply = testMailReplySchema.safeParse(await response.json().catch(() => undefined))
  if (reply.success) return reply.data
  throw new SetupError(
    `Worker ไม่รับคำขอเมลทดสอบ (${response.status}) ตรวจนาฬิกาของเครื่องนี้และที่อยู่ --test-mail / the Worker refused the request: check this machine's clock and the address`,
  )
}
