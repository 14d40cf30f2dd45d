/** Every notice that was sent, without an address: "I was not told" can be decided. */
import { type Context, Hono } from "hono"
import { latestRevision, type YearRecord } from "../../shared/record/record.ts"
import type { AppEnv } from "../app-env.ts"
import { notFound, refusal } from "../publish/answer/problem.ts"
import type { Published } from "../publish/answer/published.ts"
import { answerFromRecord, freshnessOf } from "../publish/answer/record-source.ts"
import { renderedOnce } from "../publish/answer/rendered.ts"
import { reply } from "../publish/answer/reply.ts"
import { keptLedgerPage, keptLedgerSize } from "../publish/data/ledger.ts"
import { type LedgerView, ledgerView, pagesOf } from "../publish/data/ledger-view.ts"
import { noticesPage } from "./notices.tsx"

export const noticeRoutes = new Hono<AppEnv>()

noticeRoutes.get("/notices", c =>
  answerLedger(c, "text/html; charset=utf-8", (view, year) => noticesPage(c.get("moment"), view, year)),
)
noticeRoutes.get("/notices.json", c =>
  answerLedger(c, "application/json; charset=utf-8", view => JSON.stringify(view)),
)

async function answerLedger(
  c: Context<AppEnv>,
  contentType: string,
  render: (view: LedgerView, newest: Published | undefined) => string,
): Promise<Response> {
  const page = parsePage(c.req.query("page"))
  if (c.req.query("at") !== undefined) return refusal(c, "notDated")
  return answerFromRecord(c, async source => {
    const { now, today, simulated } = c.get("moment")
    const isCopy = c.get("copiedAt") !== undefined
    const heads = await source.heads()
    const size = await keptLedgerSize(c.env.DB, isCopy)
    if (page === undefined || page > pagesOf(size.total)) return notFound(c, "ไม่มีหน้านี้ในทะเบียนการแจ้ง")
    const years = heads.map(each => each.fiscalYear)
    const [newest] = heads
    const freshness = newest ? freshnessOf(newest.seenAt, now) : { isStale: false as const }
    // A mail that was sent never changes; the names beside it do when a year's record does.
    const state = heads.map(each => `${each.head.slice(0, 12)}.${each.redactions}`).join("-")
    const kind = freshness.isStale ? `stale${freshness.seenAt}` : "fresh"
    const build = (c.env.VERSION?.id ?? "").slice(0, 8)
    const marks = `${simulated ? "-simulated" : ""}${isCopy ? "-copy" : ""}`
    const etag = `W/"n${size.total}-${size.newestAt.toString(36)}-p${page}-${state}-${today}-${kind}-${build}${marks}"`
    const place = { db: c.env.DB, path: c.req.path, query: page > 1 ? `page=${page}` : "" }
    const rendered = await renderedOnce(place, etag, async () => {
      const records = new Map<number, YearRecord>()
      for (const head of heads) records.set(head.fiscalYear, await source.record(head))
      const view = ledgerView(await keptLedgerPage(c.env.DB, page), records, {
        simulated,
        total: size.total,
        page,
      })
      const record = newest && records.get(newest.fiscalYear)
      const frame = { day: { today, simulated }, present: today, path: c.req.path, freshness, years, isCopy }
      return render(view, record && latestRevision(record) ? { ...frame, record } : undefined)
    })
    return rendered ? reply(c, contentType, { ...rendered, isOfRecord: false }) : notFound(c)
  })
}

/** Undefined for what is no page number. */
function parsePage(text: string | undefined): number | undefined {
  if (text === undefined) return 1
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : undefined
}
