/** The routes of the local office. Whoever gets past the guard may act as anyone: that is what the office is for. */
import { Hono } from "hono"
import * as z from "zod"
import { addApi, advance } from "./api.ts"
import type { OfficeAppDeps } from "./app-deps.ts"
import { type Asset, fontFaces } from "./assets.ts"
import { clockPage } from "./clock-page.ts"
import { type FrameInput, frame, type Html } from "./frame.ts"
import { gridPage } from "./grid-page.ts"
import { guard } from "./guard.ts"
import { attachmentBody, mailBody, mailboxPage, mailPage } from "./mailbox-pages.ts"
import { problem } from "./refusals.ts"

export function createOfficeApp(deps: OfficeAppDeps): Hono {
  const app = new Hono()
  app.use(guard)
  app.onError(error => {
    deps.onDefect(error)
    return problem(500, "defect", "สำนักงานจำลองผิดพลาด ดูข้อความในหน้าต่างที่เริ่มโปรแกรม")
  })
  app.notFound(() => problem(404, "notFound", "ไม่มีหน้านี้"))
  app.get("/", context => {
    const parts = { title: "ตาราง", current: "grid" as const, body: gridPage() }
    return context.html(page(deps, { ...parts, styles: ["grid.css"], script: "main.js" }))
  })
  addMailbox(app, deps)
  addClock(app, deps)
  app.get("/assets/:name", context => {
    const asset = deps.assets.get(context.req.param("name"))
    return asset ? assetResponse(asset) : context.notFound()
  })
  addApi(app, deps)
  return app
}

type PageInput = Pick<FrameInput, "title" | "current" | "body" | "styles" | "script">

function page({ officeName, clock, publicUrl, isSample, mailbox }: OfficeAppDeps, part: PageInput): Html {
  const mails = mailbox.list().length
  return frame({ office: officeName(), clock, publicUrl, isSample, mails, ...part })
}

function addMailbox(app: Hono, deps: OfficeAppDeps): void {
  const { mailbox, assets } = deps
  const fonts = fontFaces(assets)
  const mailOf = (number: string) => mailbox.list()[Number(number) - 1]
  app.get("/mailbox", context => {
    const body = mailboxPage(mailbox.list(), context.req.query("q") ?? "")
    return context.html(page(deps, { title: "จดหมายที่ส่ง", current: "mailbox", body }))
  })
  app.get("/mailbox.json", context => context.json(mailbox.list()))
  app.get("/mailbox/:number{[1-9][0-9]*}", context => {
    const { number } = context.req.param()
    const mail = mailOf(number)
    if (!mail) return noMail()
    const body = mailPage(mail, Number(number))
    return context.html(page(deps, { title: mail.subject, current: "mailbox", body }))
  })
  app.get("/mailbox/:number{[1-9][0-9]*}/html", context => {
    const mail = mailOf(context.req.param("number"))
    return mail ? mailBody(mail, fonts) : noMail()
  })
  app.get("/mailbox/:number{[1-9][0-9]*}/attachments/:at{[1-9][0-9]*}", context => {
    const mail = mailOf(context.req.param("number"))
    return (mail && attachmentBody(mail, Number(context.req.param("at")) - 1)) ?? noMail()
  })
}

function noMail(): Response {
  return problem(404, "notFound", "ไม่มีจดหมายฉบับนี้")
}

function addClock(app: Hono, deps: OfficeAppDeps): void {
  const clockBody = (parts: Omit<Parameters<typeof clockPage>[0], "clock"> = {}) =>
    page(deps, { title: "วันที่", current: "clock", body: clockPage({ clock: deps.clock, ...parts }) })
  app.get("/clock", context => context.html(clockBody()))
  app.post("/clock", async context => {
    const form = z.object({ today: z.string() }).safeParse(await context.req.parseBody())
    const done = await advance(deps, form.data?.today ?? "")
    return context.html(
      clockBody(done.ok ? { runs: done.runs } : { fault: done.message }),
      done.ok ? 200 : 400,
    )
  })
}

/** Fonts never change under their name; the rest is bundled anew at each start. */
function assetResponse({ body, type }: Asset): Response {
  const caching = type.startsWith("font/") ? "max-age=31536000, immutable" : "no-cache"
  return new Response(body, { headers: { "Content-Type": type, "Cache-Control": caching } })
}
