/** `POST /api/v1/lost-keys`: for whoever signs with another key of the office than the lost one. */
import { Hono } from "hono"
import {
  LOST_KEY_JWT_TYPE,
  LOST_KEY_PATH,
  type LostKeyReply,
  lostKeySchema,
} from "../../shared/log/lost-key.ts"
import type { AppEnv } from "../app-env.ts"
import { postedText } from "../host/posted-body.ts"
import { isExpired } from "../host/push-key.ts"
import { reportLost } from "../log/lost-keys.ts"
import { signGrown } from "../log/tend.ts"
import { problem } from "../publish/answer/problem.ts"
import { isRefused } from "./refusal.ts"
import { clockFault, openSigned, readClaims } from "./signed.ts"

export const lostKeyRoutes = new Hono<AppEnv>()

const LIMIT = 8000

lostKeyRoutes.post(LOST_KEY_PATH, async c => {
  const { config, moment } = c.var
  const body = (await postedText(c.req.raw, LIMIT)) ?? ""
  const opened = await openSigned(body, config.pushKeys, LOST_KEY_JWT_TYPE)
  const report = opened && readClaims(opened.payload, lostKeySchema, config)
  const isTaken =
    report &&
    !isRefused(report) &&
    !isExpired(opened.key, moment.now) &&
    !clockFault(report, moment.now) &&
    report.since <= report.iat
  if (!isTaken) return problem(c, "notSigned")
  const { kid } = opened.key
  const { grown, ...reply } = await reportLost({ db: c.env.DB, config, now: moment.now }, body, {
    kid,
    report,
  })
  if (grown) await signGrown(c.env, moment.now, grown)
  c.header("Cache-Control", "no-store")
  return c.json(reply satisfies LostKeyReply)
})
