/**
 * What was understood, as a Thai sentence a clerk can check. It is written in the compiler's own language: compiling
 * it gives back the same normal form.
 */
import type { IsoDate } from "../date/civil-date.ts"
import { longDate, thaiDigits, WEEKDAYS } from "../date/thai-date.ts"
import type { Roll } from "../date/working-day.ts"
import type { PeriodCode } from "./problems.ts"
import type { Reading } from "./reading.ts"
import { ruleDates, type Series } from "./series.ts"

export function readingToWords(reading: Reading): string {
  switch (reading.kind) {
    case "date":
      return longDate(reading.date)
    case "by":
      return deadlineWords(reading)
    case "span":
      return rangeWords(reading.from, reading.to)
    case "set":
      return listed(reading.dates.map(date => longDate(date)))
    case "series":
      return seriesWords(reading.series, reading.roll)
    case "relative":
      return relativeWords(reading.amount, reading.anchor)
    case "none":
      return NO_DATE
    case "bad":
      return badWords(reading.why)
  }
}

/** The reading that one of our own sentences without a date stands for. */
export function ownWords(text: string): Reading | undefined {
  if (text === NO_DATE) return { kind: "none" }
  const why = BAD_CODES.find(code => badWords(code) === text)
  return why ? { kind: "bad", why } : undefined
}

const NO_DATE = "ไม่มีกำหนดวัน"

function badWords(why: PeriodCode): string {
  const because = BAD_WORDS[why]
  return because ? `ใช้ไม่ได้ เพราะ${because}` : `ใช้ไม่ได้ (${why})`
}

const BAD_WORDS: Partial<Record<PeriodCode, string>> = {
  "no-such-date": "ไม่มีวันนี้ในปฏิทิน",
  "no-such-month": "ไม่มีเดือนนี้ในปฏิทิน",
  "no-such-period": "ไม่มีงวดนี้ในปี",
  "no-such-time": "ไม่มีเวลานี้ในวัน",
  "malformed-year": "ปีไม่ครบหลัก",
  "too-far": "ปีห่างเกินห้าสิบปี",
  "range-backwards": "วันสิ้นสุดอยู่ก่อนวันเริ่ม",
  "too-long": "ข้อความยาวเกินไป",
}

const BAD_CODES = Object.keys(BAD_WORDS) as readonly PeriodCode[]

function deadlineWords({ date, from, time }: Extract<Reading, { kind: "by" }>): string {
  const clock = time ? ` เวลา ${thaiDigits(time.slice(0, 5).replace(":", "."))} น.` : ""
  return `ภายใน${longDate(date)}${clock}${from ? ` เริ่ม${longDate(from)}` : ""}`
}

function rangeWords(from: IsoDate, to: IsoDate): string {
  return `ตั้งแต่${longDate(from)} ถึง${longDate(to)}`
}

/** ก, ข และ ค */
function listed(words: readonly string[]): string {
  const head = words.slice(0, -1).join(", ")
  const last = words[words.length - 1] ?? ""
  return head ? `${head} และ${last}` : last
}

function seriesWords(series: Series, roll: Roll | undefined): string {
  const start = ruleDates(series)[0] ?? series.window.from
  const rolling = roll ? ` ${ROLL_WORDS[roll]}` : ""
  return `${thaiDigits(frequencyWords(series))} ${rangeWords(start, series.window.to)}${rolling}`
}

const ROLL_WORDS: Record<Roll, string> = {
  next: "หากตรงกับวันหยุดให้เลื่อนไปเป็นวันทำการถัดไป",
  previous: "หากตรงกับวันหยุดให้เลื่อนไปเป็นวันทำการก่อนหน้า",
}

function frequencyWords(series: Series): string {
  const { frequency, interval } = series
  if (frequency === "DAILY") return interval === 1 ? "ทุกวัน" : `ทุก ${interval} วัน`
  if (series.skipsHolidays) return "ทุกวันทำการ"
  if (frequency === "MONTHLY") return monthlyWords(series)
  const days = listed((series.weekdays ?? []).map(day => `วัน${WEEKDAYS[day]}`))
  return interval === 1 ? `ทุก${days}` : `ทุก ${interval} สัปดาห์ ทุก${days}`
}

function monthlyWords(series: Series): string {
  const words = monthDayWords(series)
  const day = /\d$/.test(words) ? `${words} ` : words
  return series.interval === 1 ? `ภายใน${day}ของทุกเดือน` : `ภายใน${day}ของเดือน ทุก ${series.interval} เดือน`
}

function monthDayWords({ monthDays = [], weekdays = [], nth = 1, workday }: Series): string {
  if (workday !== undefined) return `วันทำการ${ordinal(workday)}`
  if (weekdays.length > 0) return listed(weekdays.map(day => `วัน${WEEKDAYS[day]}${ordinal(nth)}`))
  const numbers = monthDays.filter(day => day > 0).map(String)
  const last = monthDays.includes(-1) ? ["วันสุดท้าย"] : []
  return listed([...numbers.map((number, index) => (index === 0 ? `วันที่ ${number}` : number)), ...last])
}

function ordinal(nth: number): string {
  return nth < 0 ? "สุดท้าย" : `ที่ ${nth}`
}

const UNIT_WORDS: Record<string, string> = {
  Y: "ปี",
  M: "เดือน",
  W: "สัปดาห์",
  D: "วัน",
  BD: "วันทำการ",
  H: "ชั่วโมง",
}

function relativeWords(amount: string, anchor: string): string {
  const isBefore = amount.startsWith("-")
  const parts = amount.match(/\d+[A-Z]+/g) ?? []
  const length = parts
    .map(part => `${parseInt(part, 10)} ${UNIT_WORDS[part.replace(/\d+/, "").replace("T", "")]}`)
    .join(" ")
  if (anchor === "?") return thaiDigits(`${isBefore ? "ล่วงหน้า" : "ภายใน"} ${length} โดยไม่ได้บอกวันเริ่มนับ`)
  const event = /^\d{4}-\d{2}-\d{2}$/.test(anchor) ? longDate(anchor as IsoDate) : ` ${anchor}`
  return isBefore ? `${thaiDigits(length)} ก่อน${event}` : `ภายใน ${thaiDigits(length)} นับแต่${event}`
}
