/** What every page of the local office has around it: the simulated day, the office's name, the way to the others. */
import { html, raw } from "hono/html"
import { plainDate } from "../../shared/date/thai-date.ts"
import type { Clock } from "../clock.ts"

export type Html = ReturnType<typeof html>

export type FrameInput = {
  readonly title: string
  readonly office: string
  readonly clock: Clock
  /** True for the bundled sample, whose facts are condensed. */
  readonly isSample: boolean
  readonly mails: number
  readonly tour: Html
  readonly current: "grid" | "mailbox" | "clock" | undefined
  /** What is wrong with the office itself. */
  readonly fault?: string | undefined
  readonly styles?: readonly string[]
  readonly script?: string
  readonly body: Html
}

/** Asked for at once: a font that comes late is not used, because a swap would wrap Thai anew. */
const FONTS = ["thai-400", "thai-600", "latin-400", "latin-600"].map(name => `sarabun-${name}-normal.woff2`)

export function dayText({ clock, isSample }: Pick<FrameInput, "clock" | "isSample">): string {
  const day = plainDate(clock.today())
  if (!clock.simulated) return `วันนี้ ${day}`
  return isSample ? `วันจำลอง ${day} ข้อมูลตัวอย่าง ไม่ใช่วันนี้จริง` : `วันจำลอง ${day} ไม่ใช่วันนี้จริง`
}

export function frame(input: FrameInput): Html {
  const { title, office, clock, mails, tour, current, fault, styles = [], script, body } = input
  const isHere = (page: FrameInput["current"]) => (page === current ? raw(' aria-current="page"') : "")
  return html`<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${office}</title>
<link rel="icon" href="data:,">
${FONTS.map(name => html`<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/${name}">`)}
<link rel="stylesheet" href="/assets/office.css">
${styles.map(name => html`<link rel="stylesheet" href="/assets/${name}">`)}
${script ? html`<script type="module" src="/assets/${script}"></script>` : ""}
</head>
<body>
<a class="skip" href="#${current === "grid" ? "grid" : "main"}">${current === "grid" ? "ข้ามไปที่ตาราง" : "ข้ามไปเนื้อหา"}</a>
<header>
<p class="day${clock.simulated ? " simulated" : ""}" id="day">${dayText(input)}</p>
<div class="band">
<p class="office">${office} <span>สำนักงานจำลองในเครื่องนี้</span></p>
<nav aria-label="หลัก">
<a href="/"${isHere("grid")}>ตาราง</a>
<a href="/mailbox"${isHere("mailbox")}>อีเมล (<span id="mails">${mails}</span>)</a>
<a href="/clock"${isHere("clock")}>วันที่</a>
<a href="/public">หน้าเว็บสาธารณะ</a>
</nav>
</div>
<div id="tour">${tour}</div>
</header>
<main id="main">
${fault ? html`<p class="notice refused" role="alert">${fault}</p>` : ""}
${body}
</main>
</body>
</html>`
}
