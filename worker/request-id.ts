/** One id a request, in its log line, its answer's header and its problem details: what a reader sees, an operator finds. */
import { createMiddleware } from "hono/factory"
import type { AppEnv } from "./app.ts"

/** Cloudflare's own id of a request and the data centre that took it. Nobody can send this header through Cloudflare. */
const CF_RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/

export const REQUEST_ID_HEADER = "X-Request-Id"

export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  c.set("requestId", requestIdOf(c.req.header("cf-ray")))
  await next()
  // Afterwards, so that an answer made without Hono's help has it too.
  c.header(REQUEST_ID_HEADER, c.get("requestId"))
})

export function requestIdOf(ray: string | undefined): string {
  return ray !== undefined && CF_RAY.test(ray) ? ray : newRequestId()
}

export function newRequestId(): string {
  return crypto.randomUUID()
}
