/** `POST /api/v1/redactions`: for whoever signs with the office's key. */
import { Hono } from "hono"
import {
  REDACTION_JWT_TYPE,
  REDACTION_PATH,
  type RedactionReply,
  redactionRequestSchema,
} from "../../shared/log/redaction-request.ts"
import type { AppEnv } from "../app-env.ts"
import { postedText } from "../host/posted-body.ts"
import { isExpired } from "../host/push-key.ts"
import { logIdentity } from "../log/log-key.ts"
import { signGrown } from "../log/tend.ts"
import { problem } from "../publish/answer/problem.ts"
import { storeOf } from "../store/store.ts"
import { redactTexts } from "./redact.ts"
import { isRefused } from "./refusal.ts"
import { purgeRecord } from "./routes.ts"
import { clockFault, openSigned, readClaims } from "./signed.ts"

export const redactionRoutes = new Hono<AppEnv>()

const LIMIT = 8000

redactionRoutes.post(REDACTION_PATH, async c => {
  const { config, moment } = c.var
  const body = (await postedText(c.req.raw, LIMIT)) ?? ""
  const opened = await openSigned(body, config.pushKeys, REDACTION_JWT_TYPE)
  const request = opened && readClaims(opened.payload, redactionRequestSchema, config)
  // What is taken away does not come back: an old key may not do it.
  const isTaken =
    request && !isRefused(request) && !isExpired(opened.key, moment.now) && !clockFault(request, moment.now)
  if (!isTaken) return problem(c, "notSigned")
  const { grown, ...reply } = await redactTexts(
    { db: c.env.DB, identity: logIdentity(config), now: moment.now },
    request,
  )
  storeOf(c.env.DB).forgetHeads()
  if (grown) {
    purgeRecord(c.executionCtx, c.get("requestId"))
    await signGrown(c.env, moment.now, grown)
  }
  c.header("Cache-Control", "no-store")
  return c.json(reply satisfies RedactionReply)
})
