/** Entity tags of what is published, where the same revision, day and freshness give the same bytes; and answers to them. */
import type { YearHead } from "../../store/read-record.ts"
import type { Freshness } from "./record-source.ts"

/** With `acceptedAt`: after the database was put back to an older copy, the same push is accepted anew. */
type PublishedVersion = Pick<YearHead, "sequence" | "acceptedAt" | "redactions" | "looks"> & {
  readonly head: string
  /** Every year there is: pages link to the others. */
  readonly years: readonly number[]
  readonly today: string
  readonly freshness: Freshness
  readonly simulated: boolean
  /** Said to be a copy, because the database is silent. */
  readonly isCopy: boolean
  /** Which build renders: a new one may say the same record in other words. */
  readonly build: string
}

/** Weak, since an edge may compress the bytes. */
export function entityTag(version: PublishedVersion): string {
  const { sequence, head, acceptedAt, redactions, looks, years, today, freshness, simulated, isCopy, build } =
    version
  const fresh = freshness.isStale ? `stale${freshness.seenAt}` : "fresh"
  const parts = [
    `r${sequence}`,
    head.slice(0, 12),
    acceptedAt.toString(36),
    redactions,
    looks,
    years.length,
    today,
    fresh,
    build.slice(0, 8),
  ]
  return `W/"${parts.join("-")}${simulated ? "-simulated" : ""}${isCopy ? "-copy" : ""}"`
}

/** RFC 9110 §13.1.2: a list of tags, or `*`; compared weakly. */
export function matchesEntityTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === "*") return true
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.some(tag => opaque(tag) === opaque(etag))
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "")
}

/** What a 304 says: what a cache needs to go on with its copy (RFC 9110 §15.4.5). All else it has with the copy. */
const CARRIED: ReadonlySet<string> = new Set([
  "etag",
  "cache-control",
  "vary",
  "cloudflare-cdn-cache-control",
  "cache-tag",
  "cache-status",
  "access-control-allow-origin",
  "access-control-expose-headers",
  "x-request-id",
])

/** Takes the others out of these very headers, and answers them. */
export function trimToNotModified(headers: Headers): Headers {
  for (const name of [...headers.keys()]) if (!CARRIED.has(name)) headers.delete(name)
  return headers
}
