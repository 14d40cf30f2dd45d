/** Pages about the record itself: its log, how the system is, and how to read it all. Each with its twin. */
import { type Context, Hono } from "hono"
import { latestRevision } from "../../shared/record/record.ts"
import { parsePage } from "../../shared/view/changes-page.ts"
import type { StatusPageView } from "../../shared/view/schema-log.ts"
import { type SeenYear, statusPageView } from "../../shared/view/status-page.ts"
import type { AppEnv } from "../app-env.ts"
import { findGuide, GUIDES } from "../guides/guides.ts"
import { notFound, refusal } from "../publish/answer/problem.ts"
import { type Published, publish, publishText, publishYears } from "../publish/answer/published.ts"
import { freshnessOf } from "../publish/answer/record-source.ts"
import { mailHealth, systemHealth } from "../store/mail-health.ts"
import { storeOf } from "../store/store.ts"
import { guidePage } from "./guide.tsx"
import { HELP_TOPICS, helpPage } from "./help.tsx"
import { logPage, logViewOf } from "./log.tsx"
import { nothingYetPage } from "./refusal.tsx"
import { statusPage } from "./status.tsx"

export const recordPageRoutes = new Hono<AppEnv>()

const HTML_TYPE = "text/html; charset=utf-8"
const JSON_TYPE = "application/json; charset=utf-8"
/** A page that is not made from the record: the next reader may find one that is. */
const UNKEPT = { "Cache-Control": "no-cache" }

recordPageRoutes.get("/log", async c => {
  const found = await ofLog(c, HTML_TYPE, logPage)
  return found ?? c.html(nothingYetPage(c.get("moment")), 200, UNKEPT)
})
recordPageRoutes.get("/log.json", async c => {
  const found = await ofLog(c, JSON_TYPE, (years, page) => {
    const view = logViewOf(years, page)
    return view && JSON.stringify(view)
  })
  return found ?? notFound(c)
})

recordPageRoutes.get("/status", c =>
  ofStatus(c, HTML_TYPE, (view, newest) => statusPage(c.get("moment"), view, newest)),
)
recordPageRoutes.get("/status.json", c => ofStatus(c, JSON_TYPE, view => JSON.stringify(view)))

recordPageRoutes.get("/help", async c => {
  const moment = c.get("moment")
  const page = await publish(c, "newest", HTML_TYPE, published => helpPage(moment, published))
  return page ?? c.html(helpPage(moment, undefined), 200, UNKEPT)
})
recordPageRoutes.get("/help.json", c => {
  const guides = GUIDES.map(({ id, title }) => ({ id, title }))
  const { simulated } = c.get("moment")
  return publishText(c, JSON_TYPE, JSON.stringify({ simulated, topics: HELP_TOPICS, guides }))
})

recordPageRoutes.get("/help/:twin{.+\\.json}", c => {
  const guide = findGuide(c.req.param("twin").replace(/\.json$/, ""))
  const { simulated } = c.get("moment")
  return guide ? publishText(c, JSON_TYPE, JSON.stringify({ simulated, ...guide })) : notFound(c, NO_GUIDE)
})
recordPageRoutes.get("/help/:guide", async c => {
  const guide = findGuide(c.req.param("guide"))
  if (!guide) return notFound(c, NO_GUIDE)
  const moment = c.get("moment")
  const page = await publish(c, "newest", HTML_TYPE, published => guidePage(moment, guide, published))
  return page ?? c.html(guidePage(moment, guide, undefined), 200, UNKEPT)
})

const NO_GUIDE = "ไม่มีคู่มือนี้ ดูคู่มือทั้งหมดที่หน้าช่วยเหลือ"

function ofLog(
  c: Context<AppEnv>,
  contentType: string,
  render: (years: readonly Published[], page: number) => string | undefined,
): Promise<Response | undefined> {
  const page = parsePage(c.req.query("page"))
  return publishYears(c, {
    contentType,
    query: page > 1 ? `page=${page}` : "",
    render: years => render(years, page),
  })
}

/** It tells of this moment alone: an answer of today must not pass for one of the day asked for. */
async function ofStatus(
  c: Context<AppEnv>,
  contentType: string,
  render: (view: StatusPageView, newest: Published | undefined) => string,
): Promise<Response> {
  const { now, today, simulated } = c.get("moment")
  const asked = c.req.query("at")
  if (asked !== undefined && asked !== "" && asked !== today)
    return refusal(c, "badDay", "หน้านี้บอกสภาพขณะนี้เท่านั้น ไม่มีข้อมูลย้อนหลัง")
  const store = storeOf(c.env.DB)
  const seen: SeenYear[] = []
  for (const head of await store.heads()) {
    const { isStale } = freshnessOf(head.seenAt, now)
    seen.push({ record: await store.record(head), seenAt: head.seenAt, isStale })
  }
  const day = { today, simulated }
  const system = await systemHealth(c.env.DB, c.get("config").pushKeys, today)
  const view = statusPageView(seen, await mailHealth(c.env), system, { ...day, now })
  const [newest] = seen
  const years = seen.map(each => each.record.fiscalYear)
  const frame = { day, present: today, years, path: c.req.path, isCopy: c.get("copiedAt") !== undefined }
  const published =
    newest && latestRevision(newest.record)
      ? { ...frame, record: newest.record, freshness: freshnessOf(newest.seenAt, now) }
      : undefined
  return publishText(c, contentType, render(view, published))
}
