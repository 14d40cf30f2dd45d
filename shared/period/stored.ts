/** Values that a spreadsheet stored rather than words that a person typed: ISO dates and times, plain numbers. */
import {
  addDays,
  BE_OFFSET,
  bangkokDate,
  dateParts,
  type IsoDate,
  isoDate,
  parseIsoDate,
} from "../date/civil-date.ts"
import { longDate, thaiDigits } from "../date/thai-date.ts"
import { type Desk, note, type Reading } from "./reading.ts"
import { readYear } from "./years.ts"

export function readStored(desk: Desk): Reading | undefined {
  return readTimestamp(desk) ?? readPlainNumber(desk)
}

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** 2023-06-30T16:30:00+07:00; midnight in Bangkok is a day without a time. A stored year 2400–2700 is B.E. */
function readTimestamp(desk: Desk): Reading | undefined {
  const match = TIMESTAMP.exec(desk.text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = "00", zone = "+07:00"] = match
  const whole = { start: 0, end: desk.text.length }
  const isBuddhist = Number(year) >= 2400 && Number(year) <= 2700
  if (isBuddhist) note(desk, "iso-order", whole)
  const common = Number(year) - (isBuddhist ? BE_OFFSET : 0)
  const date = isoDate(common, Number(month), Number(day))
  if (!date) note(desk, "no-such-date", whole, [thaiDigits(`๓๐ กันยายน พ.ศ. ${desk.fiscalYear}`)])
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    note(desk, "no-such-time", whole, ["๑๖.๓๐ น."])
  if (date && `${hour}${minute}${second}` === "000000") return { kind: "date", date }
  return date ? atBangkok(date, `${hour}:${minute}:${second}`, zone) : { kind: "none" }
}

function atBangkok(date: IsoDate, time: string, zone: string): Reading {
  const offset = zone.toUpperCase() === "Z" ? "+00:00" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2")
  const instant = Date.parse(`${date}T${time}${offset}`)
  if (Number.isNaN(instant)) return { kind: "date", date }
  const local = new Date(instant + 7 * 3_600_000).toISOString().slice(11, 19)
  const day = bangkokDate(instant)
  return local === "00:00:00" ? { kind: "date", date: day } : { kind: "by", date: day, time: local }
}

function readPlainNumber(desk: Desk): Reading | undefined {
  if (!/^\d{1,7}(\.\d{1,17})?$/.test(desk.text)) return undefined
  const whole = { start: 0, end: desk.text.length }
  const value = Number(desk.text)
  if (isYear(desk)) {
    const { year } = readYear(
      { number: { kind: "number", value, digits: 4, slips: [], ...whole }, style: "text" },
      desk.fiscalYear,
    )
    const be = year + BE_OFFSET
    note(
      desk,
      "year-ambiguous",
      whole,
      [`ภายในปีงบประมาณ พ.ศ. ${be}`, `ภายในปีปฏิทิน พ.ศ. ${be}`].map(thaiDigits),
    )
    return { kind: "span", from: isoDate(year - 1, 10, 1) as IsoDate, to: isoDate(year, 9, 30) as IsoDate }
  }
  note(desk, "serial-number", whole, [serialWords(value, desk)])
  return { kind: "none" }
}

function isYear({ text, fiscalYear }: Desk): boolean {
  const value = Number(text)
  const near = (year: number) => Math.abs(value - year) <= 50
  return /^\d{4}$/.test(text) && (near(fiscalYear) || near(fiscalYear - BE_OFFSET))
}

/** The date that a serial number stands for (day 0 is 1899-12-30), when it is one near the plan. */
function serialWords(value: number, desk: Desk): string {
  const zero = parseIsoDate("1899-12-30")
  const date = zero && value > 1000 && value < 400_000 ? addDays(zero, Math.floor(value)) : undefined
  if (!date) return thaiDigits(`ภายในวันที่ ๓๐ กันยายน พ.ศ. ${desk.fiscalYear}`)
  const { year, month, day } = dateParts(date)
  const common = year >= 2400 && year <= 2700 ? isoDate(year - BE_OFFSET, month, day) : date
  return `ภายใน${longDate(common ?? date)}`
}
