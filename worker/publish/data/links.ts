/** `Link` headers (RFC 8288): from each page to the same as data, and to the feeds; from each table to what describes it. */
import { createMiddleware } from "hono/factory"
import type { AppEnv } from "../../app-env.ts"
import { alternatesOf } from "./alternates.ts"

export const links = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  if (c.res.status !== 200) return
  const type = c.res.headers.get("Content-Type") ?? ""
  const found = type.startsWith("text/html")
    ? pageLinks(new URL(c.req.url).pathname, c.req.query("at"))
    : type.startsWith("text/csv")
      ? [DESCRIBED]
      : []
  if (found.length > 0) c.res.headers.set("Link", found.join(", "))
})

const DESCRIBED = `</datapackage.json>; rel="describedby"; type="application/json"`

function pageLinks(path: string, at: string | undefined): string[] {
  const query = at === undefined ? "" : `?at=${encodeURIComponent(at)}`
  return alternatesOf(`${path === "/" ? "/index" : path}.json${query}`).map(
    ({ href, type }) => `<${href}>; rel="alternate"; type="${type}"`,
  )
}
