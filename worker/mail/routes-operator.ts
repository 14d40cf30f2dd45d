/** What the operator asks of the mail, signed with the office's key: a test mail, and whom mail does not reach. */
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import {
  TEST_MAIL_BODY_LIMIT,
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
  type TestMailRequest,
  testMailRequestSchema,
} from "../../shared/mail/test-mail.ts"
import {
  UNREACHED_BODY_LIMIT,
  UNREACHED_JWT_TYPE,
  UNREACHED_PATH,
  type UnreachedReply,
  unreachedRequestSchema,
} from "../../shared/mail/unreached.ts"
import type { Claims } from "../../shared/push/signed-request.ts"
import type { AppEnv } from "../app-env.ts"
import { isRefused } from "../ingest/refusal.ts"
import { problem } from "../publish/answer/problem.ts"
import { isNewRequest } from "./lease.ts"
import { type Expected, openMailRequest } from "./signed-request.ts"
import { keepTest, testMessage, testReply } from "./test-mail.ts"
import { transportOf } from "./transports.ts"
import { readUnreached } from "./unreached.ts"

export const operatorMailRoutes = new Hono<AppEnv>()

/** It tells nobody anything of the record. */
operatorMailRoutes.post(TEST_MAIL_PATH, notOver(TEST_MAIL_BODY_LIMIT), async c => {
  const request = await signedRequest(c, { type: TEST_MAIL_JWT_TYPE, schema: testMailRequestSchema })
  if (!request) return problem(c, "notSigned")
  c.header("Cache-Control", "no-store")
  return c.json(await replyTo(c, request))
})

/** To nobody but a holder of the office's key: it answers with addresses. */
operatorMailRoutes.post(UNREACHED_PATH, notOver(UNREACHED_BODY_LIMIT), async c => {
  const request = await signedRequest(c, { type: UNREACHED_JWT_TYPE, schema: unreachedRequestSchema })
  // Apart from the script's: the clock of an operator's machine that is fast must not stop the script's mail.
  const asker = `${c.get("config").officeId} operator`
  if (!request || !(await isNewRequest(c.env.DB, asker, request.nonce))) return problem(c, "notSigned")
  c.header("Cache-Control", "no-store")
  const unreached = await readUnreached(c.env.DB, c.get("moment").today)
  return c.json({ unreached } satisfies UnreachedReply)
})

function notOver(maxSize: number) {
  return bodyLimit({ maxSize, onError: (c: Context<AppEnv>) => problem(c, "notSigned") })
}

/** Undefined for every fault alike: who cannot sign is told nothing of how it failed. */
async function signedRequest<T extends Claims>(
  c: Context<AppEnv>,
  expected: Omit<Expected<T>, "now">,
): Promise<T | undefined> {
  const { now } = c.get("moment")
  const request = await openMailRequest(c.get("config"), await c.req.text(), { ...expected, now })
  return isRefused(request) ? undefined : request
}

async function replyTo(c: Context<AppEnv>, { to, id }: TestMailRequest): Promise<TestMailReply> {
  if (id !== undefined) return testReply(c.env.DB, id)
  const { mailFrom: from, origin } = c.get("config")
  const newId = `test-${c.get("requestId")}`
  const transport = transportOf(c.env)
  if (!transport) return keepTest(c.env.DB, newId, to)
  const handover = await transport(testMessage({ from, origin }, to), newId)
  return { outcome: handover.outcome, code: "code" in handover ? handover.code : null }
}
