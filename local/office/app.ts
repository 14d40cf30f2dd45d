/** The routes of the local office. Whoever gets past the guard may act as anyone: that is what the office is for. */
import { Hono } from "hono"
import * as z from "zod"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { type Clock, ClockError } from "../clock.ts"
import type { Mailbox } from "../mailbox/mailbox.ts"
import { type Asset, fontFaces } from "./assets.ts"
import { clockPage } from "./clock-page.ts"
import type { News } from "./events.ts"
import { type FrameInput, frame } from "./frame.ts"
import { gridPage } from "./grid-page.ts"
import { guard } from "./guard.ts"
import { attachmentBody, mailBody, mailboxPage, mailPage } from "./mailbox-pages.ts"
import type { Edited, Office, OfficeRefusal } from "./office.ts"
import { valueToBlock } from "./paste.ts"
import { problem, refusalResponse } from "./refusals.ts"
import { tableOf } from "./tab.ts"
import type { CronRun, Timekeeper } from "./timekeeper.ts"
import { gridView } from "./view.ts"

export type OfficeAppDeps = {
  readonly office: Office
  readonly clock: Clock
  readonly timekeeper: Timekeeper
  readonly mailbox: Mailbox
  readonly news: News
  readonly assets: ReadonlyMap<string, Asset>
  readonly officeName: () => string
  readonly publicUrl: string
  readonly isSample: boolean
  /** What the last run of the script died of. */
  readonly scriptFault: () => string | undefined
  readonly onDefect: (error: unknown) => void
}

/** Characters of a request: a pasted table of a thousand long rows fits. */
const BODY_LIMIT = 8_000_000
const CELL_LIMIT = 50_000

const cell = z.string().regex(/^[A-Za-z]{1,3}[1-9]\d{0,6}$/)
const text = z.string().max(CELL_LIMIT)
const typing = { tab: z.string(), cell, as: z.string(), row: z.string().min(1).optional() }
const typed = z.union([
  z.strictObject({ ...typing, value: z.string() }),
  z.strictObject({ ...typing, values: z.array(z.array(text)).min(1) }),
])
const place = { tab: z.string(), as: z.string() }
const line = z.int().min(1).max(1_000_000)
const rowsDeed = z.discriminatedUnion("action", [
  z.strictObject({ ...place, action: z.literal("insert"), at: line, count: z.int().min(1).max(1000) }),
  z.strictObject({ ...place, action: z.literal("delete"), at: line, count: z.int().min(1).max(10_000) }),
  z.strictObject({
    ...place,
    action: z.literal("sort"),
    column: z.int().min(0).max(1000),
    descending: z.boolean(),
  }),
])
const turn = z.strictObject({ as: z.string(), direction: z.enum(["undo", "redo"]) })
const toDay = z.strictObject({ today: z.string() })

export function createOfficeApp(deps: OfficeAppDeps): Hono {
  const { mailbox, assets, news, onDefect } = deps
  const fonts = fontFaces(assets)
  const app = new Hono()
  app.use(guard)
  app.onError(error => {
    onDefect(error)
    return problem(500, "defect", "สำนักงานจำลองผิดพลาด ดูข้อความในหน้าต่างที่เริ่มโปรแกรม")
  })
  app.notFound(() => problem(404, "notFound", "ไม่มีหน้านี้"))

  const page = (part: Pick<FrameInput, "title" | "current" | "body"> & Partial<FrameInput>) => {
    const { clock, publicUrl, isSample, officeName } = deps
    const office = officeName()
    return frame({ office, clock, publicUrl, isSample, mails: mailbox.list().length, ...part })
  }
  const pageOfMail = (number: string) => mailbox.list()[Number(number) - 1]

  app.get("/", context => {
    const parts = { title: "ตาราง", current: "grid" as const, body: gridPage() }
    return context.html(page({ ...parts, styles: ["grid.css"], script: "main.js" }))
  })
  app.get("/mailbox", context =>
    context.html(
      page({
        title: "จดหมายที่ส่ง",
        current: "mailbox",
        body: mailboxPage(mailbox.list(), context.req.query("q") ?? ""),
      }),
    ),
  )
  app.get("/mailbox.json", context => context.json(mailbox.list()))
  app.get("/mailbox/:number{[1-9][0-9]*}", context => {
    const { number } = context.req.param()
    const mail = pageOfMail(number)
    if (!mail) return noMail()
    return context.html(
      page({ title: mail.subject, current: "mailbox", body: mailPage(mail, Number(number)) }),
    )
  })
  app.get("/mailbox/:number{[1-9][0-9]*}/html", context => {
    const mail = pageOfMail(context.req.param("number"))
    return mail ? mailBody(mail, fonts) : noMail()
  })
  app.get("/mailbox/:number{[1-9][0-9]*}/attachments/:at{[1-9][0-9]*}", context => {
    const mail = pageOfMail(context.req.param("number"))
    return (mail && attachmentBody(mail, Number(context.req.param("at")) - 1)) ?? noMail()
  })
  app.get("/clock", context =>
    context.html(page({ title: "วันที่", current: "clock", body: clockPage({ clock: deps.clock }) })),
  )
  app.post("/clock", async context => {
    const form = z.object({ today: z.string() }).safeParse(await context.req.parseBody())
    const done = await advance(deps, form.data?.today ?? "")
    const parts = done.ok ? { runs: done.runs } : { fault: done.message }
    return context.html(
      page({ title: "วันที่", current: "clock", body: clockPage({ clock: deps.clock, ...parts }) }),
      done.ok ? 200 : 400,
    )
  })
  app.get("/assets/:name", context => {
    const asset = assets.get(context.req.param("name"))
    if (!asset) return context.notFound()
    // Fonts never change under their name; the rest is bundled anew at each start.
    const caching = asset.type.startsWith("font/") ? "max-age=31536000, immutable" : "no-cache"
    return new Response(asset.body, { headers: { "Content-Type": asset.type, "Cache-Control": caching } })
  })
  app.get("/api/events", context => news.stream(context.req.raw.signal))
  // The record is asked for at the other port; whoever comes here with its address is told which.
  app.get("/api/v1/*", context =>
    context.json({ code: "sheetAddress", publicUrl: deps.publicUrl }, 404, { "Cache-Control": "no-store" }),
  )
  addApi(app, deps)
  return app
}

function addApi(app: Hono, deps: OfficeAppDeps): void {
  const { office, clock } = deps
  app.get("/api/view", context => {
    const { as = "", tab = "" } = context.req.query()
    return context.json(gridView(deps, as, tab))
  })
  app.get("/api/tabs/:file{.+\\.json}", context => {
    const title = context.req.param("file").replace(/\.json$/, "")
    const tab = office.tab(title)
    if (!tab) return problem(404, "no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้`)
    return context.json(tableOf(tab))
  })
  app.post("/api/cells", async context => {
    const body = typed.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const { tab, cell: at, as, row } = body.data
    const values = "values" in body.data ? body.data.values : valueToBlock(body.data.value)
    if (values.some(row => row.some(value => value.length > CELL_LIMIT)))
      return problem(422, "validation", `ช่องหนึ่งรับได้ไม่เกิน ${CELL_LIMIT} อักขระ ให้ย่อข้อความให้สั้นลง`)
    return answer(await office.type({ tab, as, cell: at.toUpperCase(), values, row }))
  })
  app.post("/api/rows", async context => {
    const body = rowsDeed.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const { tab, as, ...deed } = body.data
    return answer(await office.changeRows({ tab, as }, deed))
  })
  app.post("/api/undo", async context => {
    const body = turn.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    return answer(await office.turn(body.data.as, body.data.direction))
  })
  app.post("/api/clock", async context => {
    const body = toDay.safeParse(await readBody(context.req.raw))
    if (!body.success) return badRequest(body.error)
    const done = await advance(deps, body.data.today)
    if (!done.ok) return problem(done.status, done.reason, done.message)
    const runs = done.runs.map(({ at, planned, sent, skipped }) => ({ at, planned, sent, skipped }))
    return context.json({ today: clock.today(), runs })
  })
}

type Advanced =
  | { readonly ok: true; readonly runs: readonly CronRun[] }
  | { readonly ok: false; readonly status: 400 | 409; readonly reason: string; readonly message: string }

async function advance({ timekeeper, news }: OfficeAppDeps, today: string): Promise<Advanced> {
  const day: IsoDate | undefined = parseIsoDate(today)
  if (!day)
    return { ok: false, status: 400, reason: "badDate", message: `“${today}” ไม่ใช่วันที่ ให้ระบุ เช่น 2023-06-05` }
  try {
    return { ok: true, runs: await timekeeper.advanceTo(day) }
  } catch (error) {
    if (!(error instanceof ClockError)) throw error
    return { ok: false, status: 409, reason: error.code, message: error.message }
  } finally {
    news.tell("clock")
  }
}

function answer(result: Edited | OfficeRefusal): Response {
  if (!result.ok) return refusalResponse(result)
  return Response.json({ value: result.value, problems: result.problems })
}

function badRequest(error: z.ZodError): Response {
  const places = error.issues.map(issue => issue.path.join(".")).filter(path => path !== "")
  return problem(400, "badRequest", `คำขอไม่ครบหรือไม่ถูกรูป ${[...new Set(places)].join(", ")}`.trim())
}

function noMail(): Response {
  return problem(404, "notFound", "ไม่มีจดหมายฉบับนี้")
}

/** Undefined when it is no JSON or too long; the content type keeps out forms, which other sites may send. */
async function readBody(request: Request): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return undefined
  const body = await request.text()
  if (body.length > BODY_LIMIT) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
