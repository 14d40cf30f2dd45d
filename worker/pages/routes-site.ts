/** Pages about the record itself: which notices were sent, how the system is, and how to read it all. Each with its twin. */
import { type Context, Hono } from "hono"
import type { YearRecord } from "../../shared/record/record.ts"
import { pagesOf } from "../../shared/view/page-of.ts"
import { type SeenYear, type StatusPageView, statusPageView } from "../../shared/view/status-page.ts"
import type { AppEnv } from "../app-env.ts"
import { findGuide, GUIDES } from "../guides/guides.ts"
import type { Moment } from "../host/clock.ts"
import { announcedKey } from "../log/append-log.ts"
import { logHealth } from "../log/log-health.ts"
import { logIdentity } from "../log/log-key.ts"
import { readLogState } from "../log/log-tree.ts"
import { listedKeys } from "../log/lost-keys.ts"
import { IN_ENGLISH, normalQuery, pageQuery } from "../publish/answer/address.ts"
import { notFound, refusal } from "../publish/answer/problem.ts"
import { HTML_TYPE, JSON_TYPE, type Published, publish, publishText } from "../publish/answer/published.ts"
import { answerFromRecord, type Freshness, freshnessOf } from "../publish/answer/record-source.ts"
import { renderedOnce, reply } from "../publish/answer/reply.ts"
import { keptLedgerPage, keptLedgerSize, type LedgerSize } from "../publish/data/ledger.ts"
import { type LedgerView, ledgerView } from "../publish/data/ledger-view.ts"
import { mailHealth, systemHealth } from "../store/mail-health.ts"
import type { YearHead } from "../store/read-record.ts"
import { storeOf } from "../store/store.ts"
import { helpInEnglish } from "./english.tsx"
import { guidePage, HELP_TOPICS, helpPage } from "./help.tsx"
import { framedNow } from "./newest-year.ts"
import { noticesPage } from "./notices.tsx"
import { isEnglish, unkeptPage } from "./serve-page.ts"
import { statusPage } from "./status.tsx"
import { VERIFY_PATH, verifyInEnglish, verifyPage } from "./verify.tsx"

export const sitePageRoutes = new Hono<AppEnv>()

sitePageRoutes.get("/notices.json", c => answerLedger(c, JSON_TYPE, view => JSON.stringify(view)))
sitePageRoutes.get("/notices", c =>
  answerLedger(c, HTML_TYPE, (view, year) => noticesPage(c.get("moment"), view, year)),
)

sitePageRoutes.get("/status.json", c => answerStatus(c, JSON_TYPE, view => JSON.stringify(view)))
sitePageRoutes.get("/status", c =>
  answerStatus(c, HTML_TYPE, (view, newest) => statusPage(c.get("moment"), view, newest)),
)

sitePageRoutes.get("/help.json", c => {
  const guides = GUIDES.map(({ id, title }) => ({ id, title }))
  const { simulated } = c.get("moment")
  return publishText(c, JSON_TYPE, JSON.stringify({ simulated, topics: HELP_TOPICS, guides }))
})
sitePageRoutes.get("/help", c => inNewestYear(c, isEnglish(c) ? helpInEnglish : helpPage))

sitePageRoutes.get(VERIFY_PATH, async c => {
  if (c.req.query("at") !== undefined) return refusal(c, "notDated")
  const vkey = await verifierKey(c)
  const place = { origin: c.get("config").origin, vkey }
  const page = isEnglish(c) ? verifyInEnglish : verifyPage
  return inNewestYear(c, (moment, newest) => page(moment, newest, place), vkey ?? "")
})

/** Undefined where the log has no key, or the database does not say which of its names it has. */
async function verifierKey(c: Context<AppEnv>): Promise<string | undefined> {
  const identity = logIdentity(c.get("config"))
  if (!identity) return undefined
  return readLogState(c.env.DB).then(
    ({ keys }) => announcedKey(identity, keys),
    () => undefined,
  )
}

sitePageRoutes.get("/help/:twin{.+\\.json}", c => {
  const guide = findGuide(c.req.param("twin").replace(/\.json$/, ""))
  const { simulated } = c.get("moment")
  return guide ? publishText(c, JSON_TYPE, JSON.stringify({ simulated, ...guide })) : notFound(c, NO_GUIDE)
})
sitePageRoutes.get("/help/:guide", c => {
  const guide = findGuide(c.req.param("guide"))
  return guide ? inNewestYear(c, (moment, newest) => guidePage(moment, guide, newest)) : notFound(c, NO_GUIDE)
})

const NO_GUIDE = "ไม่มีคู่มือนี้ ดูคู่มือทั้งหมดที่หน้าช่วยเหลือ"

/** A page that needs no record, in the frame of the newest year where there is one. */
async function inNewestYear(
  c: Context<AppEnv>,
  html: (moment: Moment, newest: Published | undefined) => string,
  beside?: string,
): Promise<Response> {
  const moment = c.get("moment")
  const page = await publish(c, "newest", {
    ...(beside === undefined ? {} : { beside }),
    contentType: HTML_TYPE,
    query: isEnglish(c) ? IN_ENGLISH : "",
    render: published => html(moment, published),
  })
  return page ?? unkeptPage(c, () => html(moment, undefined))
}

/** It tells of this moment alone: an answer of today must not pass for one of the day asked for. */
async function answerStatus(
  c: Context<AppEnv>,
  contentType: string,
  render: (view: StatusPageView, newest: Published | undefined) => string,
): Promise<Response> {
  const { now, today, simulated } = c.get("moment")
  const asked = c.req.query("at")
  if (asked !== undefined && asked !== "" && asked !== today)
    return refusal(c, "badDay", "หน้านี้บอกสภาพขณะนี้เท่านั้น ไม่มีข้อมูลย้อนหลัง")
  const store = storeOf(c.env.DB)
  const heads = await store.heads()
  const seen: SeenYear[] = []
  for (const head of heads) {
    const { isStale } = freshnessOf(head.seenAt, now)
    seen.push({ record: await store.record(head), seenAt: head.seenAt, isStale })
  }
  const system = await systemHealth(c.env.DB, c.get("config").pushKeys, today)
  const log = await logHealth(c.env.DB, c.get("config"))
  const keys = await listedKeys(c.env.DB, c.get("config"))
  const found = { mail: await mailHealth(c.env), system, log, keys }
  const view = statusPageView(seen, found, { today, simulated, now })
  const newest = framedNow(c, {
    record: seen[0]?.record,
    freshness: newestFreshness(heads, now),
    years: heads.map(each => each.fiscalYear),
  })
  return publishText(c, contentType, render(view, newest))
}

function newestFreshness([newest]: readonly YearHead[], now: number): Freshness {
  return newest ? freshnessOf(newest.seenAt, now) : { isStale: false }
}

/** Every notice that was sent, without an address: "I was not told" can be decided. */
async function answerLedger(
  c: Context<AppEnv>,
  contentType: string,
  render: (view: LedgerView, newest: Published | undefined) => string,
): Promise<Response> {
  const page = parseLedgerPage(c.req.query("page"))
  if (c.req.query("at") !== undefined) return refusal(c, "notDated")
  return answerFromRecord(c, async source => {
    const { now, simulated } = c.get("moment")
    const heads = await source.heads()
    const size = await keptLedgerSize(c.env.DB, c.get("copiedAt") !== undefined)
    if (page === undefined || page > pagesOf(size.total)) return notFound(c, "ไม่มีหน้านี้ในทะเบียนการแจ้ง")
    const freshness = newestFreshness(heads, now)
    const etag = ledgerTag(c, { heads, size, page, freshness })
    const place = {
      db: c.env.DB,
      path: c.req.path,
      query: normalQuery(pageQuery(page), isEnglish(c) ? IN_ENGLISH : ""),
    }
    const rendered = await renderedOnce(place, etag, async () => {
      const records = new Map<number, YearRecord>()
      for (const head of heads) records.set(head.fiscalYear, await source.record(head))
      const entries = await keptLedgerPage(c.env.DB, page)
      const view = ledgerView(entries, records, { simulated, total: size.total, page })
      const years = [...records.keys()]
      return render(view, framedNow(c, { record: records.get(years[0] ?? 0), freshness, years, page }))
    })
    return rendered ? reply(c, contentType, { ...rendered, madeOf: undefined }) : notFound(c)
  })
}

type LedgerVersion = {
  readonly heads: readonly YearHead[]
  readonly size: LedgerSize
  readonly page: number
  readonly freshness: Freshness
}

/** A mail that was sent never changes; the names beside it do when a year's record does. */
function ledgerTag(c: Context<AppEnv>, { heads, size, page, freshness }: LedgerVersion): string {
  const { today, simulated } = c.get("moment")
  const parts = [
    `n${size.total}`,
    size.newestAt.toString(36),
    `p${page}`,
    heads.map(each => `${each.head.slice(0, 12)}.${each.redactions}`).join("-"),
    today,
    freshness.isStale ? `stale${freshness.seenAt}` : "fresh",
    (c.env.VERSION?.id ?? "").slice(0, 8),
  ]
  const marks = `${simulated ? "-simulated" : ""}${c.get("copiedAt") === undefined ? "" : "-copy"}`
  return `W/"${parts.join("-")}${marks}"`
}

/** Undefined for what is no page number: a page of the ledger that is not there is not answered by another. */
function parseLedgerPage(text: string | undefined): number | undefined {
  if (text === undefined) return 1
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : undefined
}
