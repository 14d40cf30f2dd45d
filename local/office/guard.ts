/**
 * The office lets whoever reaches it act as anyone, so it must be reached from this machine alone: it listens on
 * loopback, answers only to loopback names (another name may be rebound to 127.0.0.1 by a hostile page), and takes no
 * write that another site's page sent.
 */
import type { MiddlewareHandler } from "hono"
import { problem } from "./refusals.ts"

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

export const guard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host") ?? ""
  if (!LOOPBACK.test(host))
    return problem(403, "wrongHost", "เปิดหน้านี้ได้จากเครื่องนี้เท่านั้น ที่ http://127.0.0.1 หรือ http://localhost")
  if (context.req.method !== "GET" && context.req.method !== "HEAD" && isForeign(context.req.raw, host))
    return problem(403, "crossSite", "ไม่รับคำสั่งจากหน้าเว็บอื่น")
  await next()
  for (const [name, value] of Object.entries(HEADERS))
    if (!context.res.headers.has(name)) context.res.headers.set(name, value)
  return undefined
}

/** Browsers say where a request comes from; other programs say nothing. */
function isForeign(request: Request, host: string): boolean {
  const site = request.headers.get("sec-fetch-site")
  if (site !== null && site !== "same-origin" && site !== "none") return true
  const origin = request.headers.get("origin")
  return origin !== null && origin !== `http://${host}`
}

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  // Not `no-referrer`: a form's POST would then come from `null`, as that of a stranger's sandboxed frame does.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
}
