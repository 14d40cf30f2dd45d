/** What day it is in the office, and the way to a later one. */

import { html } from "hono/html"
import { addDays, bangkokClock, bangkokDate, weekday } from "../../shared/date/civil-date.ts"
import { longDate, plainDate } from "../../shared/date/thai-date.ts"
import type { Clock } from "../clock.ts"
import type { Html } from "./frame.ts"
import type { CronRun } from "./timekeeper.ts"

export type ClockPageInput = {
  readonly clock: Clock
  /** After an advance. */
  readonly runs?: readonly CronRun[] | undefined
  readonly fault?: string | undefined
}

export function clockPage({ clock, runs, fault }: ClockPageInput): Html {
  const today = clock.today()
  const toMonday = (8 - weekday(today)) % 7 || 7
  const steps = [
    { label: "วันถัดไป", day: addDays(today, 1) },
    { label: "วันจันทร์หน้า", day: addDays(today, toMonday) },
    { label: "อีก 7 วัน", day: addDays(today, 7) },
    { label: "อีก 30 วัน", day: addDays(today, 30) },
  ]
  return html`<div class="column">
<h1>${longDate(today, "ascii").replace("พ.ศ. ", "พ.ศ.\u00a0")}</h1>
<p class="meta">เวลา ${timeOf(clock.now())} น.</p>
${fault ? html`<p class="notice refused" role="alert">${fault}</p>` : ""}
${runs ? runsReport(runs) : ""}
${
  clock.simulated
    ? html`<p>เมื่อเลื่อนวัน ระบบจะทำงานประจำชั่วโมงและส่งอีเมลของทุกวันที่ผ่านไป จนถึง 23.59 น. ของวันที่เลือก ย้อนกลับไม่ได้</p>
<form method="post" action="/clock" class="steps">
${steps.map(({ label, day }) => html`<button name="today" value="${day}">${label} <span>${plainDate(day)}</span></button>`)}
</form>
<form method="post" action="/clock" class="controls">
<label for="today">หรือเลื่อนไปถึงสิ้นวันที่</label>
<input type="date" id="today" name="today" min="${today}" value="${addDays(today, 1)}" required>
<button>เลื่อนวัน</button>
</form>
<p>ระหว่างนั้นระบบเปิดลิงก์หลักฐานในรายงานด้วย ดู<a href="/evidence">ลิงก์หลักฐานจำลอง</a>ที่ใช้ลองได้</p>`
    : html`<p>สำนักงานนี้ใช้เวลาจริงของเครื่อง จึงเลื่อนวันไม่ได้ ถ้าต้องการวันจำลอง ให้เริ่มใหม่ในโฟลเดอร์ข้อมูลอื่นด้วย --today</p>`
}
</div>`
}

function runsReport(runs: readonly CronRun[]): Html {
  const busy = runs.filter(({ planned, sent }) => planned + sent > 0)
  const sent = runs.reduce((sum, run) => sum + run.sent, 0)
  return html`<section class="notice" role="status">
<h2>${sent > 0 ? html`ส่งอีเมล ${sent} ฉบับ <a href="/mailbox">เปิดดู</a>` : "ไม่มีอีเมลที่ต้องส่ง"}</h2>
${
  busy.length > 0
    ? html`<table><thead><tr><th>เมื่อ</th><th>วางแผน</th><th>ส่ง</th><th>เว้น</th><th>เพราะ</th></tr></thead><tbody>
${busy.map(run => html`<tr><td>${momentOf(run.at)}</td><td>${run.planned}</td><td>${run.sent}</td><td>${run.skipped}</td><td>${reasonsOf(run)}</td></tr>`)}
</tbody></table>`
    : ""
}
</section>`
}

/** What the Worker's codes mean to a person; a mail provider's own codes stand as they are. */
const REASONS: Readonly<Record<string, string>> = {
  reported: "ได้รับรายงานแล้ว",
  opened: "เปิดลิงก์ได้แล้ว",
  withdrawn: "ยกเลิกแล้ว",
  moved: "เลื่อนกำหนดแล้ว",
  questioned: "ข้อความยังรอการยืนยัน",
  answered: "ตอบคำถามแล้ว",
  mended: "แก้ในตารางแล้ว",
  blank: "ไม่มีเรื่องใหม่",
  recipientGone: "ผู้รับเปลี่ยนแล้ว",
  over: "ระบบกลับมาปกติแล้ว",
  noAddress: "ไม่มีที่อยู่อีเมล",
  badAddress: "ที่อยู่อีเมลไม่ถูกต้อง",
}

function reasonsOf({ reasons }: CronRun): string {
  return Object.entries(reasons)
    .map(([code, count]) => `${REASONS[code] ?? code} ${count}`)
    .join(" · ")
}

function timeOf(instant: number): string {
  return bangkokClock(instant).slice(0, 5).replace(":", ".")
}

/** `5 มิถุนายน 2566 08.00 น.` */
export function momentOf(iso: string): string {
  const instant = Date.parse(iso)
  return `${plainDate(bangkokDate(instant))} ${timeOf(instant)} น.`
}
