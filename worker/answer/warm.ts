/**
 * Answers as they left, given again before any routing while nothing they were made from can have changed: the heads as
 * last read, and the civil day. Routing and a dozen headers set one by one cost an answer more than all else it needs.
 */
import { createMiddleware } from "hono/factory"
import type { AppEnv } from "../app.ts"
import { currentMoment } from "../clock.ts"
import type { Env } from "../env.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "../request-id.ts"
import { storeOf } from "../store.ts"
import { matchesEntityTag } from "./etag.ts"

type Left = {
  /** The heads it was made from, by identity: each reading of the database makes new ones. */
  readonly heads: object
  readonly day: string
  readonly etag: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Undefined when all who asked had it already. */
  readonly headers: Headers | undefined
  readonly notModified: Headers
}

const KEPT = 64
/** A longer address was made up by somebody, and will hardly be asked for again. */
const LONGEST_ADDRESS = 300
/** What an answer of 304 does not carry, for it has no content. */
const OF_CONTENT = ["Content-Type", "Link"]

const leftByDb = new WeakMap<D1Database, Map<string, Left>>()

/** The answer this address was given within the last seconds, if it still holds. */
export async function warmAnswer({ method, url, headers }: Request, env: Env): Promise<Response | undefined> {
  if (method !== "GET" && method !== "HEAD") return undefined
  const left = leftByDb.get(env.DB)?.get(url)
  if (!left || left.heads !== storeOf(env.DB).freshHeads() || left.day !== (await dayOf(env)))
    return undefined
  const isKnown = matchesEntityTag(headers.get("If-None-Match") ?? undefined, left.etag)
  const response = isKnown
    ? new Response(null, { status: 304, headers: left.notModified })
    : left.headers && new Response(method === "HEAD" ? null : left.bytes, { headers: left.headers })
  response?.headers.set(REQUEST_ID_HEADER, requestIdOf(headers.get("cf-ray") ?? undefined))
  return response
}

/** Keeps what leaves, of the addresses asked for last. */
export const keepWarm = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { url } = c.req
  const rendered = c.get("rendered")
  const heads = storeOf(c.env.DB).freshHeads()
  if (!rendered || !heads || url.length > LONGEST_ADDRESS) return
  const left = leftOf(c.env.DB)
  const known = left.get(url)
  const own = without(c.res.headers, [REQUEST_ID_HEADER])
  const headers = c.res.status === 200 ? own : known?.etag === rendered.etag ? known.headers : undefined
  left.delete(url)
  left.set(url, {
    ...{ heads, day: await dayOf(c.env), ...rendered, headers },
    notModified: without(own, OF_CONTENT),
  })
  const oldest = left.keys().next().value
  if (left.size > KEPT && oldest !== undefined) left.delete(oldest)
})

async function dayOf(env: Env): Promise<string> {
  const { today, simulated } = await currentMoment(env)
  return simulated ? `${today} simulated` : today
}

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers)
  for (const name of names) kept.delete(name)
  return kept
}

function leftOf(db: D1Database): Map<string, Left> {
  const known = leftByDb.get(db)
  if (known) return known
  const created = new Map<string, Left>()
  leftByDb.set(db, created)
  return created
}
