/**
 * What a page is also to be had as, its twin, its calendar and the feeds: named in its head and in its `Link` header (RFC
 * 8288) alike. A table's header names what describes it.
 */
import { createMiddleware } from "hono/factory"
import type { AppEnv } from "../../app-env.ts"

export const links = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  if (c.res.status !== 200) return
  const type = c.res.headers.get("Content-Type") ?? ""
  const found = type.startsWith("text/html")
    ? pageLinks(new URL(c.req.url).pathname, c.req.query("at"))
    : /^text\/csv|spreadsheetml/.test(type)
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

type Alternate = { readonly href: string; readonly type: string; readonly title: string }

const FEEDS: readonly Alternate[] = [
  { href: "/feed.json", type: "application/feed+json", title: "การเปลี่ยนแปลง (JSON Feed)" },
  { href: "/feed.atom", type: "application/atom+xml", title: "การเปลี่ยนแปลง (Atom)" },
]

/** `twin` is the address of the page's JSON, with its query. */
export function alternatesOf(twin: string): Alternate[] {
  const json = { href: twin, type: "application/json", title: "ข้อมูลของหน้านี้ (JSON)" }
  return [json, ...calendarOf(twin), ...feedsOf(twin), ...FEEDS]
}

/** A measure and a section have their own. */
function feedsOf(twin: string): Alternate[] {
  const { page, kind } = FOLLOWED.exec(twin)?.groups ?? {}
  if (page === undefined) return []
  const whose = kind === "measures" ? "มาตรการนี้" : "ฝ่ายนี้"
  return [
    {
      href: `${page}/feed.json`,
      type: "application/feed+json",
      title: `การเปลี่ยนแปลงของ${whose} (JSON Feed)`,
    },
    { href: `${page}/feed.atom`, type: "application/atom+xml", title: `การเปลี่ยนแปลงของ${whose} (Atom)` },
  ]
}

const FOLLOWED = /^(?<page>\/[0-9]{4}\/(?<kind>measures|sections)\/[^/.?]+)\.json(?:\?|$)/

/** A year has its due dates as a calendar, and each of its sections has its own. */
function calendarOf(twin: string): Alternate[] {
  const { year, slug } = TWIN.exec(twin)?.groups ?? {}
  if (year === undefined) return []
  const type = "text/calendar"
  return slug === undefined
    ? [{ href: `/${year}/calendar.ics`, type, title: "ปฏิทินวันครบกำหนด" }]
    : [{ href: `/${year}/calendar.ics?section=${slug}`, type, title: "ปฏิทินวันครบกำหนดของฝ่าย" }]
}

const TWIN = /^\/(?<year>[0-9]{4})(?:\/sections\/(?<slug>[0-9]+))?\.json(?:\?|$)/
