/**
 * Answers that may be kept. The isolate keeps what it rendered, so that a warm read makes nothing anew; browsers keep them
 * and ask each time, as does the cache before the Worker.
 */
import type { Context } from "hono"
import { oncePer } from "../../../shared/record/once-per.ts"
import type { AppEnv, CacheableAnswer } from "../../app-env.ts"
import { RECORD_TAG } from "../../store/store.ts"
import { matchesEntityTag } from "./etag.ts"

/** Browsers ask each time and are answered by 304: a change must show within seconds wherever a copy lies. */
const ASK_EACH_TIME = "public, max-age=0, must-revalidate"
/**
 * For the cache before the Worker alone. With the two and a half seconds for which heads may be used a change shows
 * within fifteen, even when nothing is purged. Never `s-maxage`: it would switch stale-while-revalidate off.
 */
const EDGE = "public, max-age=3, stale-while-revalidate=9"

export function reply(c: Context<AppEnv>, contentType: string, answer: CacheableAnswer): Response {
  const { etag, bytes } = answer
  sayHowKept(c, etag)
  if (c.get("copiedAt") === undefined) c.set("cacheable", answer)
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  c.header("Content-Type", contentType)
  return c.body(bytes)
}

/** Says to browsers and caches how an answer of this tag may be kept. */
export function sayHowKept(c: Context<AppEnv>, etag: string): void {
  c.header("ETag", etag)
  c.header("Cache-Control", ASK_EACH_TIME)
  // It leaves plain; what stands before the Worker compresses it as each reader asks, and need not say so to caches.
  c.header("Vary", "Accept-Encoding")
  const { simulated } = c.get("moment")
  // A simulated day moves by hand, and a copy is to be replaced as soon as the database answers.
  if (!simulated && c.get("copiedAt") === undefined) {
    c.header("Cloudflare-CDN-Cache-Control", EDGE)
    c.header("Cache-Tag", RECORD_TAG)
  }
}

type Rendered = Pick<CacheableAnswer, "etag" | "bytes" | "isNew">

const KEPT_ANSWERS = 300
/** Of those a query asked for, which any stranger may make up: they never push out the plain ones. */
const KEPT_ASKED = 60

type KeptAnswers = { readonly plain: Map<string, Rendered>; readonly asked: Map<string, Rendered> }

/** Where an answer stands: its path, and the query in its normal form, never as it was typed. */
type AnswerPlace = { readonly db: D1Database; readonly path: string; readonly query: string }

/** The kept answer of this tag, or what `render` makes now. Undefined when it makes nothing. */
export async function renderedOnce(
  { db, path, query }: AnswerPlace,
  etag: string,
  render: () => Promise<string | Uint8Array<ArrayBuffer> | undefined>,
): Promise<Rendered | undefined> {
  const { plain, asked } = answersOf(db)
  const [answers, limit] = query === "" ? [plain, KEPT_ANSWERS] : [asked, KEPT_ASKED]
  const key = query === "" ? path : `${path}?${query}`
  const kept = answers.get(key)
  if (kept?.etag === etag) return kept
  const made = await render()
  if (made === undefined) return undefined
  const rendered = { etag, bytes: typeof made === "string" ? new TextEncoder().encode(made) : made }
  answers.delete(key)
  answers.set(key, rendered)
  const oldest = answers.keys().next().value
  if (answers.size > limit && oldest !== undefined) answers.delete(oldest)
  return { ...rendered, isNew: true }
}

const answersOf = oncePer((_: D1Database): KeptAnswers => ({ plain: new Map(), asked: new Map() }))
