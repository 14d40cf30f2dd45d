/** What day it is in the office, the way to a later one, how far a move has come, and how the last one ended. */
import { html } from "hono/html"
import { addDays, bangkokDate, daysBetween, type IsoDate, weekday } from "../../shared/date/civil-date.ts"
import { clockTime, longDate, plainDate } from "../../shared/date/thai-date.ts"
import { type Holidays, workingDayOnOrAfter } from "../../shared/date/working-day.ts"
import type { Clock } from "../clock.ts"
import type { Mailbox } from "../mailbox/mailbox.ts"
import type { MoveEnd } from "./day-mover.ts"
import type { Html } from "./frame.ts"
import type { CronRun, Move, Moved } from "./timekeeper.ts"

type ClockPageInput = {
  readonly clock: Clock
  readonly mailbox: Pick<Mailbox, "list">
  readonly move: Move | undefined
  readonly end: MoveEnd | undefined
  readonly holidays: Holidays
}

/** The page's script puts `#clock` in anew, and `#progress` alone while its `data-state` stays. */
export function clockPage(input: ClockPageInput): Html {
  const { clock, move, end } = input
  const state = move ? `moving ${move.to}` : `standing ${clock.today()} ${end === undefined}`
  return html`<div class="column" id="clock" data-state="${state}">
<div id="now"><h1>${longDate(clock.today(), "ascii").replace("พ.ศ. ", "พ.ศ.\u00a0")}</h1>
<p class="meta">เวลา ${clockTime(clock.now())} น.</p></div>
${end ? endReport(end, input) : ""}
${move ? progress(move, input) : clock.simulated ? ways(input) : REAL_TIME}
</div>`
}

const REAL_TIME = html`<p>สำนักงานนี้ใช้เวลาจริงของเครื่อง จึงเลื่อนวันไม่ได้ ถ้าต้องการวันจำลอง ให้เริ่มใหม่ในโฟลเดอร์ข้อมูลอื่นด้วย --today</p>`

function ways({ clock, holidays }: ClockPageInput): Html {
  const today = clock.today()
  return html`<p>เมื่อเลื่อนวัน ระบบจะทำงานประจำชั่วโมงและส่งอีเมลของทุกวันที่ผ่านไป จนถึง 23.59 น. ของวันที่เลือก ระหว่างทางหยุดได้ แต่ย้อนกลับไม่ได้</p>
<form method="post" action="/clock" class="steps">
${stepsFrom(today, holidays).map(({ label, day }) => html`<button name="today" value="${day}">${label} <span>${plainDate(day)}</span></button>`)}
</form>
<form method="post" action="/clock" class="controls">
<label for="today">หรือเลื่อนไปถึงสิ้นวันที่</label>
<input type="date" id="today" name="today" min="${today}" value="${addDays(today, 1)}" required>
<button>เลื่อนวัน</button>
</form>
<p>ระหว่างนั้นระบบเปิดลิงก์หลักฐานในรายงานด้วย ดู<a href="/evidence">ลิงก์หลักฐานจำลอง</a>ที่ใช้ลองได้</p>`
}

/** No two lead to one day. The director is written to on the first working day of a week, which need not be its Monday. */
function stepsFrom(today: IsoDate, holidays: Holidays) {
  const monday = addDays(today, (8 - weekday(today)) % 7 || 7)
  const steps = [
    { label: "วันถัดไป", day: addDays(today, 1) },
    { label: "ต้นสัปดาห์หน้า", day: workingDayOnOrAfter(monday, holidays) },
    { label: "อีก 7 วัน", day: addDays(today, 7) },
    { label: "อีก 30 วัน", day: addDays(today, 30) },
  ]
  return steps.filter(({ day }, at) => steps.findIndex(step => step.day === day) === at)
}

function progress({ from, to }: Move, { clock, mailbox }: ClockPageInput): Html {
  const days = daysBetween(bangkokDate(from), to) + 1
  const passed = Math.min(days - 1, daysBetween(bangkokDate(from), clock.today()))
  const sent = mailbox.list().filter(({ at }) => Date.parse(at) >= from).length
  return html`<section class="notice" aria-labelledby="moving">
<h2 id="moving">กำลังเลื่อนไปถึงสิ้นวันที่ ${plainDate(to)}</h2>
<div id="progress"><p>ผ่านไปแล้ว ${passed} จาก ${days} วัน ส่งอีเมลแล้ว ${sent} ฉบับ</p>
<progress max="${days}" value="${passed}" aria-labelledby="moving"></progress></div>
<form method="post" action="/clock/stop"><button>หยุดที่วันนี้</button></form>
<noscript><p><a href="/clock">ดูว่าถึงไหนแล้ว</a></p></noscript>
</section>`
}

function endReport(end: MoveEnd, { clock }: ClockPageInput): Html {
  if (!end.ok) return html`<p class="notice refused" role="alert">${end.message}</p>`
  const stopped = `หยุดไว้ที่ ${plainDate(clock.today())} เวลา ${clockTime(clock.now())} น. ยังไม่ถึงวันที่เลือก เลื่อนต่อได้`
  return html`<section class="notice" role="status" id="end" tabindex="-1">
${end.isStopped ? html`<p>${stopped}</p>` : ""}
${runsReport(end)}
<p><a href="/public">หน้าเว็บสาธารณะของวันนี้</a> · <a href="/">ตาราง</a></p>
</section>`
}

function runsReport({ runs }: Moved): Html {
  const busy = runs.filter(({ planned, sent }) => planned + sent > 0)
  const sent = runs.reduce((sum, run) => sum + run.sent, 0)
  return html`<h2>${sent > 0 ? html`ส่งอีเมล ${sent} ฉบับ <a href="/mailbox">เปิดดู</a>` : "ไม่มีอีเมลที่ต้องส่ง"}</h2>
${
  busy.length > 0
    ? html`<p>นับเรื่องแยกตามผู้รับ อีเมลหนึ่งฉบับบอกทุกเรื่องของผู้รับหนึ่งคนในวันนั้น</p>
<table><thead><tr><th scope="col">เมื่อ</th><th scope="col">เรื่องใหม่ที่ต้องแจ้ง</th><th scope="col">อีเมลที่ส่ง</th><th scope="col">เรื่องที่ไม่ต้องแจ้งแล้ว</th><th scope="col">เพราะ</th></tr></thead><tbody>
${busy.map(run => html`<tr><td>${momentOf(run.at)}</td><td>${run.planned} เรื่อง</td><td>${sentLink(run)}</td><td>${run.skipped} เรื่อง</td><td>${reasonsOf(run)}</td></tr>`)}
</tbody></table>`
    : ""
}`
}

function sentLink({ at, sent }: CronRun): Html {
  if (sent === 0) return html`0 ฉบับ`
  const day = bangkokDate(Date.parse(at))
  return html`<a href="/mailbox?on=${day}" aria-label="อีเมล ${sent} ฉบับของ ${plainDate(day)}">${sent} ฉบับ</a>`
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

/** `5 มิถุนายน 2566 08.00 น.` */
export function momentOf(iso: string): string {
  const instant = Date.parse(iso)
  return `${plainDate(bangkokDate(instant))} ${clockTime(instant)} น.`
}
