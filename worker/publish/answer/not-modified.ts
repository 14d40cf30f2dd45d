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
