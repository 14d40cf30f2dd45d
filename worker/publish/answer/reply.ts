/** The headers of every answer that may be kept: by browsers, which ask each time, and by the cache before the Worker. */
import type { Context } from "hono"
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
  if (c.get("copiedAt") === undefined) c.set("cacheable", answer)
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  c.header("Content-Type", contentType)
  return c.body(bytes)
}
