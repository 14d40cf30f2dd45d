/**
 * Answers kept beside the record, as they left: most readers meet an isolate that knows nothing, and rendering is what they
 * would wait for. Only addresses without a query, of what is made of the record alone; they hold for one state of every year, one day and
 * one build, and what holds no more goes with the next that is kept.
 */
import * as z from "zod/mini"
import { currentMoment, type Moment, mayServe } from "../../host/clock.ts"
import type { Env } from "../../host/env.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "../../host/log.ts"
import type { YearHead } from "../../store/read-record.ts"
import { readRows } from "../../store/sql.ts"
import { storeOf } from "../../store/store.ts"
import { matchesEntityTag, trimToNotModified } from "./etag.ts"
import { freshnessOf } from "./record-source.ts"

/** Strangers find no address that is not the record's own, but of those there may be thousands. */
const KEPT = 400
const LONGEST_BODY = 300_000
const PLAIN_PATH = /^\/[\w./-]{0,120}$/

const answerSchema = z.object({ etag: z.string(), headers: z.string(), body: z.string() })

/** The answer this address was given by another isolate, if it still holds. A silent database has none. */
export async function keptAnswer(request: Request, env: Env): Promise<Response | undefined> {
  const url = new URL(request.url)
  if (request.method !== "GET" && request.method !== "HEAD") return undefined
  const store = storeOf(env.DB)
  // Who has the record at hand need not ask for what can be made of it.
  if (!store.isCold() || !mayKeep(env, url) || !mayServe(env, url)) return undefined
  try {
    const heads = await store.heads()
    const madeOf = whatMakes(heads, await currentMoment(env), env)
    const sql = "SELECT etag, headers, body FROM kept_answer WHERE path = ?1 AND made_of = ?2"
    const [kept] = await readRows(env.DB, answerSchema, sql, url.pathname, madeOf)
    return kept && responseOf(request, kept)
  } catch {
    return undefined
  }
}

function responseOf(request: Request, { etag, headers, body }: z.infer<typeof answerSchema>): Response {
  const own = new Headers(JSON.parse(headers) as Record<string, string>)
  own.set(REQUEST_ID_HEADER, requestIdOf(request.headers.get("cf-ray") ?? undefined))
  if (matchesEntityTag(request.headers.get("If-None-Match") ?? undefined, etag))
    return new Response(null, { status: 304, headers: trimToNotModified(own) })
  return new Response(request.method === "HEAD" ? null : body, { headers: own })
}

export type KeptAnswer = {
  readonly url: URL
  readonly heads: readonly YearHead[]
  readonly moment: Moment
  readonly etag: string
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Keeps an answer that has left, unless something was redacted since it was made. */
export async function keepAnswer(env: Env, answer: KeptAnswer): Promise<void> {
  const { url, heads, moment, etag, headers, bytes } = answer
  if (!mayKeep(env, url)) return
  const body = textOf(bytes)
  if (body === undefined || body.length > LONGEST_BODY) return
  const madeOf = whatMakes(heads, moment, env)
  const redactions = heads[0]?.redactions ?? 0
  await env.DB.batch([
    env.DB.prepare("DELETE FROM kept_answer WHERE made_of <> ?1").bind(madeOf),
    env.DB.prepare(
      `INSERT OR IGNORE INTO kept_answer (path, made_of, etag, headers, body)
         SELECT ?1, ?2, ?3, ?4, ?5
         WHERE (SELECT COUNT(*) FROM redaction) = ?6 AND (SELECT COUNT(*) FROM kept_answer) < ?7`,
    ).bind(url.pathname, madeOf, etag, JSON.stringify(Object.fromEntries(headers)), body, redactions, KEPT),
  ])
}

/** Undefined of what is no text, as a workbook. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Without the name of a build nobody can say that the next one would answer the same. */
function mayKeep(env: Env, { pathname, search }: URL): boolean {
  return env.VERSION?.id !== undefined && search === "" && PLAIN_PATH.test(pathname)
}

/** All that an answer of the record is made of, beside its address. */
function whatMakes(heads: readonly YearHead[], { today, simulated, now }: Moment, env: Env): string {
  // When a sheet was heard of shows only once it has been silent; of the heads all else does.
  const years = heads.map(({ seenAt, ...state }) => ({ ...state, ...freshnessOf(seenAt, now) }))
  return JSON.stringify([env.VERSION?.id, today, simulated, years])
}
