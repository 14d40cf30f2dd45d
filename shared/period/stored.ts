/** Values that a spreadsheet stored rather than words that a person typed: ISO dates and times, plain numbers. */

import {
  addDays,
  BANGKOK_OFFSET,
  BE_OFFSET,
  bangkokClock,
  bangkokDate,
  dateParts,
  fiscalYearEnd,
  fiscalYearStart,
  type IsoDate,
  isoDate,
  parseIsoDate,
} from "../date/civil-date.ts"
import { eraDate, longDate } from "../date/thai-date.ts"
import { note, type Phrase, type Reading, yearEndWords, yearWords } from "./reading.ts"
import { readYear } from "./years.ts"

export function readStored(phrase: Phrase): Reading | undefined {
  return readTimestamp(phrase) ?? readPlainNumber(phrase)
}

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** 2023-06-30T16:30:00+07:00; midnight in Bangkok is a day without a time. A stored year 2400–2700 is B.E. */
function readTimestamp(phrase: Phrase): Reading | undefined {
  const match = TIMESTAMP.exec(phrase.text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = "00", zone = BANGKOK_OFFSET] = match
  const whole = { start: 0, end: phrase.text.length }
  const isBuddhist = Number(year) >= 2400 && Number(year) <= 2700
  if (isBuddhist) note(phrase, "iso-order", whole)
  const common = Number(year) - (isBuddhist ? BE_OFFSET : 0)
  const date = isoDate(common, Number(month), Number(day))
  if (!date) note(phrase, "no-such-date", whole, [eraDate(fiscalYearEnd(phrase.fiscalYear))])
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    note(phrase, "no-such-time", whole, ["๑๖.๓๐ น."])
  if (date && `${hour}${minute}${second}` === "000000") return { kind: "date", date }
  return date ? atBangkok(date, `${hour}:${minute}:${second}`, zone) : { kind: "none" }
}

function atBangkok(date: IsoDate, time: string, zone: string): Reading {
  const offset = zone.toUpperCase() === "Z" ? "+00:00" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2")
  const instant = Date.parse(`${date}T${time}${offset}`)
  if (Number.isNaN(instant)) return { kind: "date", date }
  const local = bangkokClock(instant)
  const day = bangkokDate(instant)
  return local === "00:00:00" ? { kind: "date", date: day } : { kind: "by", date: day, time: local }
}

function readPlainNumber(phrase: Phrase): Reading | undefined {
  if (!/^\d{1,7}(\.\d{1,17})?$/.test(phrase.text)) return undefined
  const whole = { start: 0, end: phrase.text.length }
  const value = Number(phrase.text)
  if (isYear(phrase)) {
    const { year } = readYear(
      { number: { kind: "number", value, digits: 4, slips: [], ...whole }, style: "text" },
      phrase.fiscalYear,
    )
    const be = year + BE_OFFSET
    note(phrase, "year-ambiguous", whole, yearWords(be))
    return { kind: "span", from: fiscalYearStart(be), to: fiscalYearEnd(be) }
  }
  note(phrase, "serial-number", whole, [serialWords(value, phrase)])
  return { kind: "none" }
}

function isYear({ text, fiscalYear }: Phrase): boolean {
  const value = Number(text)
  const near = (year: number) => Math.abs(value - year) <= 50
  return /^\d{4}$/.test(text) && (near(fiscalYear) || near(fiscalYear - BE_OFFSET))
}

/** The date that a serial number stands for (day 0 is 1899-12-30), when it is one near the plan. */
function serialWords(value: number, phrase: Phrase): string {
  const zero = parseIsoDate("1899-12-30")
  const date = zero && value > 1000 && value < 400_000 ? addDays(zero, Math.floor(value)) : undefined
  if (!date) return yearEndWords(phrase.fiscalYear)
  const { year, month, day } = dateParts(date)
  const common = year >= 2400 && year <= 2700 ? isoDate(year - BE_OFFSET, month, day) : date
  return `ภายใน${longDate(common ?? date)}`
}
