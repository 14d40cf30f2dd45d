/** The routes of the local office. Whoever gets past the guard may act as anyone: that is what the office is for. */
import { Hono } from "hono"
import { html, raw } from "hono/html"
import * as z from "zod"
import { addApi } from "./api.ts"
import type { OfficeAppDeps } from "./app-deps.ts"
import { type Asset, fontFaces } from "./assets.ts"
import { clockPage } from "./clock-page.ts"
import { createDayMover, type DayMover } from "./day-mover.ts"
import { evidencePage } from "./evidence-page.ts"
import { type FrameInput, frame, type Html } from "./frame.ts"
import { attachmentBody, mailBody, mailboxPage, mailPage } from "./mailbox-pages.ts"
import { recipientsOf } from "./recipients.ts"
import { problem } from "./refusals.ts"
import { guard } from "./serve.ts"
import { holidaysOf } from "./tab.ts"
import { tourBar } from "./tour.ts"
import { isDiskFault, savedFirst, UNSAVED, unsaved } from "./unsaved.ts"
import { yearBar } from "./years.ts"

export function createOfficeApp(deps: OfficeAppDeps): Hono {
  const app = new Hono()
  app.use(guard)
  app.use(savedFirst(deps.saving))
  app.onError(error => {
    if (isDiskFault(error)) return unsaved()
    deps.onDefect(error)
    return problem(500, "defect", "สำนักงานจำลองผิดพลาด ดูข้อความในหน้าต่างที่เริ่มโปรแกรม")
  })
  app.notFound(() => problem(404, "notFound", "ไม่มีหน้านี้"))
  addGrid(app, deps)
  app.get("/public", context => {
    deps.seen.note("public")
    return context.redirect(`${deps.publicUrl}/`)
  })
  app.post("/tour/hide", context => {
    deps.seen.note("tour")
    return context.redirect("/", 303)
  })
  addMailbox(app, deps)
  const mover = createDayMover(deps)
  addClock(app, deps, mover)
  app.get("/evidence", context =>
    context.html(page(deps, { title: "ลิงก์หลักฐานจำลอง", current: undefined, body: evidencePage() })),
  )
  app.get("/assets/:name", context => {
    const asset = deps.assets.get(context.req.param("name"))
    return asset ? assetResponse(asset) : context.notFound()
  })
  addApi(app, deps, mover)
  return app
}

function addGrid(app: Hono, deps: OfficeAppDeps): void {
  app.get("/", context => {
    const { year } = context.req.query()
    if (year !== undefined) {
      deps.years.show(Number(year))
      return context.redirect("/", 303)
    }
    const body = gridPage(unsavedText(deps), yearBar(deps.years))
    const parts = { title: "ตาราง", current: "grid" as const, body }
    return context.html(page(deps, { ...parts, styles: ["grid.css"], script: "main.js" }))
  })
  app.post("/years", async context => {
    await deps.years.openNext()
    deps.news.tell("sheet")
    return context.redirect("/", 303)
  })
}

type PageInput = Pick<FrameInput, "title" | "current" | "body" | "styles" | "script">

function page(deps: OfficeAppDeps, part: PageInput): Html {
  const { officeName, clock, isSample, mailbox } = deps
  const mails = mailbox.list().length
  // The grid says it where it says what else is wrong, for as long as it is.
  const fault = part.current === "grid" ? undefined : unsavedText(deps)
  return frame({ office: officeName(), clock, isSample, mails, fault, tour: tourBar(deps), ...part })
}

function unsavedText({ saving }: OfficeAppDeps): string | undefined {
  return saving.isUnsaved() ? UNSAVED : undefined
}

function addMailbox(app: Hono, deps: OfficeAppDeps): void {
  const { mailbox, assets, office } = deps
  const fonts = fontFaces(assets)
  const mailOf = (number: string) => mailbox.list()[Number(number) - 1]
  app.get("/mailbox", context => {
    const asked = context.req.query()
    const body = mailboxPage({ mails: mailbox.list(), recipients: recipientsOf(office), asked })
    return context.html(page(deps, { title: "อีเมลที่ส่ง", current: "mailbox", body }))
  })
  app.get("/mailbox.json", context => context.json(mailbox.list()))
  app.get("/mailbox/:number{[1-9][0-9]*}", context => {
    const { number } = context.req.param()
    const mail = mailOf(number)
    if (!mail) return noMail()
    deps.seen.note("mail")
    const body = mailPage(mail, Number(number), recipientsOf(office))
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
  return problem(404, "notFound", "ไม่มีอีเมลฉบับนี้")
}

function addClock(app: Hono, deps: OfficeAppDeps, mover: DayMover): void {
  const { timekeeper } = deps
  app.get("/clock", context => {
    const holidays = holidaysOf(deps.office.spreadsheet())
    const body = clockPage({ ...deps, move: timekeeper.moving(), end: mover.lastEnd(), holidays })
    return context.html(page(deps, { title: "วันที่", current: "clock", body, script: "clock.js" }))
  })
  // Answered at once: a month takes a minute, and the page shows how far it is.
  app.post("/clock", async context => {
    const form = z.object({ today: z.string() }).safeParse(await context.req.parseBody())
    if (!timekeeper.moving()) void mover.moveTo(form.data?.today ?? "").catch(deps.onDefect)
    return context.redirect("/clock", 303)
  })
  app.post("/clock/stop", context => {
    timekeeper.stop()
    return context.redirect("/clock", 303)
  })
}

/** Fonts never change under their name; the rest is bundled anew at each start. */
function assetResponse({ body, type }: Asset): Response {
  const caching = type.startsWith("font/") ? "max-age=31536000, immutable" : "no-cache"
  return new Response(body, { headers: { "Content-Type": type, "Cache-Control": caching } })
}

/** The grid page before its script has run: the places it fills. */
function gridPage(fault: string | undefined, years: Html): Html {
  return html`<div class="column wide">
<h1 id="title">กำลังเปิดตาราง…</h1>
<p class="meta"><span id="help"></span></p>
<p class="notice refused" id="no-access" hidden></p>
<p class="notice refused" id="fault" role="alert"${fault ? "" : raw(" hidden")}>${fault}</p>
<div class="controls">
<label for="as">ทำงานในนาม</label>
<select id="as"></select>
<div class="commands" id="commands" role="group" aria-label="คำสั่ง">
<button type="button" data-command="undo" title="Ctrl+Z" disabled>ย้อน</button>
<button type="button" data-command="redo" title="Ctrl+Y" disabled>ทำซ้ำ</button>
<button type="button" data-command="insert">แทรกแถวล่าง</button>
<button type="button" data-command="delete">ลบแถว</button>
<button type="button" data-command="sort-up">เรียง ก–ฮ</button>
<button type="button" data-command="sort-down">เรียง ฮ–ก</button>
</div>
<span class="state" id="state" role="status"></span>
</div>
<section class="problems" id="problems" aria-labelledby="counts" hidden>
<h2 id="counts"></h2>
<ul id="links"></ul>
<p id="more"></p>
</section>
</div>
<nav class="tabs" id="tabs" aria-label="แท็บของตาราง เลือกด้วยปุ่มลูกศร"></nav>
<div class="grid-scroll"><div id="grid"></div></div>
<div id="descriptions" hidden></div>
<div class="panel" id="panel" role="region" aria-label="ช่องที่เลือก" aria-live="polite" tabindex="0">
<p class="help">เลือกช่องในตารางเพื่อดูว่าต้องกรอกอะไร</p>
</div>
<p class="hints" id="hints"><kbd>Enter</kbd> ลงช่องล่าง <kbd>F2</kbd> แก้ <kbd>Esc</kbd> เลิกหรือออกจากตาราง
<kbd>F8</kbd> ช่องที่ต้องดูถัดไป <kbd>Ctrl+Z</kbd> ย้อน</p>
${years}
<noscript><p class="notice refused">หน้านี้ต้องใช้ JavaScript</p></noscript>`
}
