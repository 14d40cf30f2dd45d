/** `POST /api/v1/mail-unreached`: whom mail does not reach, to nobody but a holder of the office's key. */
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import {
  UNREACHED_BODY_LIMIT,
  UNREACHED_JWT_TYPE,
  UNREACHED_PATH,
  type UnreachedReply,
  unreachedRequestSchema,
} from "../../shared/mail/unreached.ts"
import type { AppEnv } from "../app-env.ts"
import { problem } from "../publish/answer/problem.ts"
import { isNewRequest } from "./lease.ts"
import { readSigned } from "./signed-request.ts"
import { readUnreached } from "./unreached.ts"

export const mailUnreachedRoutes = new Hono<AppEnv>()

mailUnreachedRoutes.post(
  UNREACHED_PATH,
  bodyLimit({ maxSize: UNREACHED_BODY_LIMIT, onError: c => problem(c, "notSigned") }),
  async c => {
    const config = c.get("config")
    const { now, today } = c.get("moment")
    const expected = { type: UNREACHED_JWT_TYPE, schema: unreachedRequestSchema, now }
    const request = await readSigned(config, await c.req.text(), expected)
    if (!request) return problem(c, "notSigned")
    // Apart from the script's: the clock of an operator's machine that is fast must not stop the script's mail.
    if (!(await isNewRequest(c.env.DB, `${config.officeId} operator`, request.nonce)))
      return problem(c, "notSigned")
    c.header("Cache-Control", "no-store")
    return c.json({ unreached: await readUnreached(c.env.DB, today) } satisfies UnreachedReply)
  },
)
