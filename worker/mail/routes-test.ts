/** `POST /api/v1/mail-tests`: one test mail, for whoever signs with the office's key. It tells nobody anything of the record. */
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
import type { AppEnv } from "../app-env.ts"
import { problem } from "../publish/answer/problem.ts"
import { readSigned } from "./signed-request.ts"
import { keepTest, testMessage, testReply } from "./test-mail.ts"
import { transportOf } from "./transports.ts"

export const mailTestRoutes = new Hono<AppEnv>()

mailTestRoutes.post(
  TEST_MAIL_PATH,
  bodyLimit({ maxSize: TEST_MAIL_BODY_LIMIT, onError: c => problem(c, "notSigned") }),
  async c => {
    const config = c.get("config")
    const request = await readSigned(config, await c.req.text(), {
      ...{ type: TEST_MAIL_JWT_TYPE, schema: testMailRequestSchema, now: c.get("moment").now },
    })
    if (!request) return problem(c, "notSigned")
    c.header("Cache-Control", "no-store")
    return c.json(await replyTo(c, request))
  },
)

async function replyTo(c: Context<AppEnv>, { to, id }: TestMailRequest): Promise<TestMailReply> {
  if (id !== undefined) return testReply(c.env.DB, id)
  const { mailFrom: from, origin } = c.get("config")
  const newId = `test-${c.get("requestId")}`
  const transport = transportOf(c.env)
  if (!transport) return keepTest(c.env.DB, newId, to)
  const handover = await transport(testMessage({ from, origin }, to), newId)
  return { outcome: handover.outcome, code: "code" in handover ? handover.code : null }
}
