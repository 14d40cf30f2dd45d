/**
 * Answers as they left, given again before any routing while nothing they were made from can have changed: the heads as
 * last read, and the civil day. Routing and a dozen headers set one by one cost an answer more than all else it needs.
 */
import { createMiddleware } from "hono/factory"
import { oncePer } from "../../../shared/record/once-per.ts"
import type { AppEnv, CacheableAnswer } from "../../app-env.ts"
import { currentMoment, type Moment } from "../../host/clock.ts"
import type { Env } from "../../host/env.ts"
import { logFailure, REQUEST_ID_HEADER, requestIdOf } from "../../host/log.ts"
import type { FreshHeads } from "../../store/reader.ts"
import { storeOf } from "../../store/store.ts"
import { matchesEntityTag, trimToNotModified } from "./etag.ts"
import { keepAnswer } from "./kept.ts"
import { unchangedUntil } from "./record-source.ts"

type KeptAnswer = {
  /** The heads it was made from, by identity: they are one list while they say the same. */
  readonly heads: object
  /** Where other tables went into it too: it holds only until the heads, and those with them, are read again. */
  readonly reading: FreshHeads | undefined
  readonly day: string
  /** Epoch milliseconds of the office's clock: when the record turns stale, which every page then says. */
  readonly until: number
  readonly etag: string
  readonly bytes: CacheableAnswer["bytes"]
  /** Undefined when all who asked had it already. */
  readonly headers: Headers | undefined
  readonly notModified: Headers
}

const KEPT = 64
/** A longer address was made up by somebody, and will hardly be asked for again. */
const LONGEST_ADDRESS = 300

/** By address, the one kept last at the end. */
const keptAnswersOf = oncePer((_: D1Database) => new Map<string, KeptAnswer>())

/** The answer this address was given before, if it still holds. */
export async function warmAnswer({ method, url, headers }: Request, env: Env): Promise<Response | undefined> {
  if (method !== "GET" && method !== "HEAD") return undefined
  const kept = keptAnswersOf(env.DB).get(url)
  if (!kept || !(await stillHolds(kept, env))) return undefined
  const isKnown = matchesEntityTag(headers.get("If-None-Match") ?? undefined, kept.etag)
  const response = isKnown
    ? new Response(null, { status: 304, headers: kept.notModified })
    : kept.headers && new Response(method === "HEAD" ? null : kept.bytes, { headers: kept.headers })
  response?.headers.set(REQUEST_ID_HEADER, requestIdOf(headers.get("cf-ray") ?? undefined))
  return response
}

async function stillHolds({ heads, reading, day, until }: KeptAnswer, env: Env): Promise<boolean> {
  const fresh = storeOf(env.DB).freshHeads()
  if (fresh?.list !== heads || (reading && reading !== fresh)) return false
  const moment = await currentMoment(env)
  return day === dayOf(moment) && moment.now <= until
}

/** What the site asks of itself, for an answer made of others. */
const ownRequests = new WeakSet<Request>()

/** For one answer the database may be asked so often: of what is asked for it nothing is written there. */
export function ownRequest(url: URL): Request {
  const request = new Request(url)
  ownRequests.add(request)
  return request
}

/** Keeps what leaves, of the addresses asked for last. */
export const keepWarm = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { url } = c.req
  const cacheable = c.get("cacheable")
  const isWhole = c.res.status === 200
  if (c.res.status === 304) trimToNotModified(c.res.headers)
  const fresh = storeOf(c.env.DB).freshHeads()
  if (!cacheable || !fresh || url.length > LONGEST_ADDRESS) return
  // Somebody read newer heads while this was made.
  if (cacheable.madeOf && cacheable.madeOf !== fresh.list) return
  const all = keptAnswersOf(c.env.DB)
  const before = all.get(url)
  const known = before?.etag === cacheable.etag ? before : undefined
  const headers = new Headers(c.res.headers)
  headers.delete(REQUEST_ID_HEADER)
  all.delete(url)
  all.set(url, {
    ...validityOf(cacheable, fresh, c.get("moment")),
    etag: cacheable.etag,
    bytes: cacheable.bytes,
    headers: isWhole ? headers : known?.headers,
    notModified: trimToNotModified(new Headers(headers)),
  })
  const oldest = all.keys().next().value
  if (all.size > KEPT && oldest !== undefined) all.delete(oldest)
  const { etag, bytes, isNew } = cacheable
  if (!isWhole || !cacheable.madeOf || !isNew || c.req.method !== "GET") return
  if (ownRequests.has(c.req.raw)) return
  const left = { url: new URL(url), heads: fresh.list, moment: c.get("moment"), headers }
  const keeping = keepAnswer(c.env, { ...left, etag, bytes })
  c.executionCtx.waitUntil(keeping.catch(error => logFailure(c.get("requestId"), "keeping an answer", error)))
})

function validityOf(
  { madeOf }: CacheableAnswer,
  fresh: FreshHeads,
  moment: Moment,
): Pick<KeptAnswer, "heads" | "reading" | "day" | "until"> {
  const seenAts = fresh.list.map(({ seenAt }) => seenAt)
  return {
    heads: fresh.list,
    reading: madeOf ? undefined : fresh,
    day: dayOf(moment),
    until: unchangedUntil(seenAts, moment.now),
  }
}

function dayOf({ today, simulated }: Moment): string {
  return simulated ? `${today} simulated` : today
}
