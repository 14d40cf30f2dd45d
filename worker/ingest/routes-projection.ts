/** The record as it stands, held against the log or made anew: for whoever signs with the office's key. */
import { type Context, Hono } from "hono"
import {
  PROJECTION_JWT_TYPE,
  PROJECTION_PATH,
  type ProjectionReply,
  type ProjectionRequest,
  projectionRequestSchema,
} from "../../shared/push/projection-request.ts"
import type { AppEnv } from "../app-env.ts"
import { postedText } from "../host/posted-body.ts"
import { beginLog, signTree } from "../log/sign.ts"
import { problem } from "../publish/answer/problem.ts"
import { advance, beginAnew, compareWhole, type Tended } from "../store/projection-tend.ts"
import { readHeads, type YearHead } from "../store/read-record.ts"
import { isRefused } from "./refusal.ts"
import { clockFault, openSigned, readClaims } from "./signed.ts"

export const projectionRoutes = new Hono<AppEnv>()

/** Small: a request names what is to be done and nothing else. */
const LIMIT = 8000
const LEAVES_A_REQUEST = 200

const notSigned = (c: Context<AppEnv>) => problem(c, "notSigned")

projectionRoutes.post(PROJECTION_PATH, async c => {
  const request = await openRequest(c, (await postedText(c.req.raw, LIMIT)) ?? "")
  if (!request) return notSigned(c)
  if (request.act === "newLog") return c.json({ log: await begunLog(c), years: [] } satisfies ProjectionReply)
  const years: Tended[] = []
  for (const head of await readHeads(c.env.DB)) years.push(await done(c.env.DB, head, request.act))
  c.header("Cache-Control", "no-store")
  return c.json({ years } satisfies ProjectionReply)
})

/** Undefined for every fault alike. What is asked changes nothing that is public, so that a repeat does no harm. */
async function openRequest(c: Context<AppEnv>, body: string): Promise<ProjectionRequest | undefined> {
  const config = c.get("config")
  const opened = await openSigned(body, config.pushKeys, PROJECTION_JWT_TYPE)
  const request = opened && readClaims(opened.payload, projectionRequestSchema, config)
  if (!request || isRefused(request)) return undefined
  return clockFault(request, c.get("moment").now) ? undefined : request
}

/** Only where it must be: a log that goes on keeps its name. */
async function begunLog(c: Context<AppEnv>): Promise<ProjectionReply["log"]> {
  const { config, moment } = c.var
  const deps = { db: c.env.DB, config, lock: c.env.LOG_LOCK, now: moment.now }
  const signed = await signTree(deps)
  if (signed.outcome === "signed") return "goesOn"
  if (signed.outcome !== "behind" || !signed.state) return "none"
  return (await beginLog(deps, signed.state)).outcome === "signed" ? "begun" : "none"
}

async function done(
  db: D1Database,
  head: YearHead,
  act: Exclude<ProjectionRequest["act"], "newLog">,
): Promise<Tended> {
  if (act === "compare") return compareWhole(db, head)
  if (act === "goOn") return advance(db, head, LEAVES_A_REQUEST)
  await beginAnew(db, head.fiscalYear)
  return { fiscalYear: head.fiscalYear, found: "made", leaf: -1, newest: head.leaf }
}
