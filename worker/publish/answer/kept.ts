/**
 * Answers kept beside the record, as they left: most readers meet an isolate that knows nothing, and rendering is what they
 * would wait for. Only addresses without a query, of what is made of the record alone; they hold for one state of every year, one day and
 * one build, and what holds no more goes with the next that is kept. A long answer is kept in pieces.
 */
import { Buffer } from "node:buffer"
import { concatBytes } from "@noble/hashes/utils.js"
import * as z from "zod/mini"
import { currentMoment, type Moment, mayServe } from "../../host/clock.ts"
import type { Env } from "../../host/env.ts"
import { REQUEST_ID_HEADER, requestIdOf } from "../../host/log.ts"
import { NATIVE_CODEC } from "../../store/native-codec.ts"
import type { YearHead } from "../../store/read-record.ts"
import { readRows } from "../../store/sql.ts"
import { storeOf } from "../../store/store.ts"
import { matchesEntityTag, trimToNotModified } from "./etag.ts"
import { freshnessOf } from "./record-source.ts"

/** Strangers find no address that is not the record's own, but of those there may be thousands. */
const KEPT_PIECES = 400
/** A value of the database may have two million bytes, of which base64 makes four of three. */
const PIECE_BYTES = 900_000
/** The calendar of a thousand measures has seven. */
const MOST_PIECES = 16
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
    const sql = "SELECT etag, headers, body FROM kept_answer WHERE made_of = ?1 AND path = ?2 ORDER BY piece"
    const pieces = await readRows(env.DB, answerSchema, sql, madeOf, url.pathname)
    return responseOf(request, pieces)
  } catch {
    return undefined
  }
}

function responseOf(request: Request, pieces: readonly z.infer<typeof answerSchema>[]): Response | undefined {
  const [first] = pieces
  if (!first) return undefined
  const { etag, headers } = first
  const own = new Headers(JSON.parse(headers) as Record<string, string>)
  own.set(REQUEST_ID_HEADER, requestIdOf(request.headers.get("cf-ray") ?? undefined))
  if (matchesEntityTag(request.headers.get("If-None-Match") ?? undefined, etag))
    return new Response(null, { status: 304, headers: trimToNotModified(own) })
  if (request.method === "HEAD") return new Response(null, { headers: own })
  const body = concatBytes(...pieces.map(piece => Buffer.from(piece.body, "base64")))
  return new Response(body, { headers: own })
}

type KeptAnswer = {
  readonly url: URL
  readonly heads: readonly YearHead[]
  readonly moment: Moment
  readonly etag: string
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Keeps an answer that has left, whole or not at all, unless something was redacted since it was made. */
export async function keepAnswer(env: Env, answer: KeptAnswer): Promise<void> {
  const { url, heads, moment, bytes } = answer
  const pieces = piecesOf(bytes)
  if (!mayKeep(env, url) || pieces.length > MOST_PIECES) return
  const madeOf = whatMakes(heads, moment, env)
  const headers = JSON.stringify(Object.fromEntries(answer.headers))
  const statement = (sql: string, ...values: readonly (string | number)[]) =>
    env.DB.prepare(sql).bind(madeOf, ...values)
  const insert = (piece: number, condition: string, limit: number) =>
    statement(
      `INSERT OR IGNORE INTO kept_answer (made_of, path, piece, etag, headers, body)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ${condition}`,
      ...[url.pathname, piece, answer.etag, headers, pieces[piece] ?? "", limit],
    )
  const isRoom = `(SELECT COALESCE(MAX(number), 0) FROM kept_answer) <= ${KEPT_PIECES} - ${pieces.length}`
  await env.DB.batch([
    // Two of them, since of what is unlike an index finds nothing.
    statement("DELETE FROM kept_answer WHERE made_of < ?1"),
    statement("DELETE FROM kept_answer WHERE made_of > ?1"),
    insert(0, `(SELECT COUNT(*) FROM redaction) = ?7 AND ${isRoom}`, heads[0]?.redactions ?? 0),
    ...pieces.slice(1).map((_, before) => insert(before + 1, IS_BEFORE, before)),
  ])
}

/** The piece before it is there: in one transaction, all of them or none. */
const IS_BEFORE = "EXISTS (SELECT 1 FROM kept_answer WHERE made_of = ?1 AND path = ?2 AND piece = ?7)"

function piecesOf(bytes: Uint8Array): string[] {
  const count = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES))
  return Array.from({ length: count }, (_, at) =>
    Buffer.from(bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES)).toString("base64"),
  )
}

/** Without the name of a build nobody can say that the next one would answer the same. */
function mayKeep(env: Env, { pathname, search }: URL): boolean {
  return env.VERSION?.id !== undefined && search === "" && PLAIN_PATH.test(pathname)
}

/** All that an answer of the record is made of, beside its address. */
function whatMakes(heads: readonly YearHead[], { today, simulated, now }: Moment, env: Env): string {
  // When a sheet was heard of shows only once it has been silent; of the heads all else does.
  const years = heads.map(({ seenAt, ...state }) => ({ ...state, ...freshnessOf(seenAt, now) }))
  return NATIVE_CODEC.sha256(JSON.stringify([env.VERSION?.id, today, simulated, years]))
}
