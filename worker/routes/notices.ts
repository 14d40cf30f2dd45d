/** Every notice that was sent, without an address: "I was not told" can be decided. */
import { type Context, Hono } from "hono"
import { latestRevision, type YearRecord } from "../../shared/record.ts"
import { matchesEntityTag } from "../answer/etag.ts"
import { freshnessOf } from "../answer/freshness.ts"
import { notFound } from "../answer/problem.ts"
import type { Published } from "../answer/published.ts"
import type { AppEnv } from "../app.ts"
import { ledgerSize, readLedger } from "../mail/ledger.ts"
import { type LedgerView, ledgerView, pagesOf } from "../mail/ledger-view.ts"
import { noticesPage } from "../pages/notices.tsx"
import { storeOf } from "../store.ts"

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
  const size = await ledgerSize(c.env.DB)
  if (page === undefined || page > pagesOf(size.total)) return notFound(c, "ไม่มีหน้านี้ในทะเบียนการแจ้ง")
  const store = storeOf(c.env.DB)
  const heads = await store.heads()
  const { now, today, simulated } = c.get("moment")
  // A mail that was sent never changes; the names beside it do when a year's record does.
  const state = heads.map(each => `${each.head.slice(0, 12)}.${each.redactions}`).join("-")
  const build = (c.env.VERSION?.id ?? "").slice(0, 8)
  const etag = `W/"n${size.total}-${size.newestAt.toString(36)}-p${page}-${state}-${today}-${build}${simulated ? "-simulated" : ""}"`
  c.header("ETag", etag)
  c.header("Cache-Control", "public, max-age=0, must-revalidate")
  if (matchesEntityTag(c.req.header("If-None-Match"), etag)) return c.body(null, 304)
  const records = new Map<number, YearRecord>()
  for (const head of heads) records.set(head.fiscalYear, await store.record(head))
  const view = ledgerView(await readLedger(c.env.DB, page), records, { simulated, total: size.total, page })
  const [newest] = heads
  const record = newest && records.get(newest.fiscalYear)
  const year =
    record && latestRevision(record)
      ? {
          ...{ record, day: { today, simulated }, present: today, path: c.req.path },
          freshness: freshnessOf(newest.seenAt, now),
          years: heads.map(each => each.fiscalYear),
        }
      : undefined
  c.header("Content-Type", contentType)
  return c.body(render(view, year))
}

/** Undefined for what is no page number. */
function parsePage(text: string | undefined): number | undefined {
  if (text === undefined) return 1
  return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : undefined
}
