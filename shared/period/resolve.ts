/** Items into civil dates: years shared and assumed, days that must exist. */

import {
  addDays,
  BE_OFFSET,
  daysBetween,
  daysInMonth,
  fiscalYearEnd,
  fiscalYearStart,
  type IsoDate,
  isoDate,
  lastOfMonth,
  weekday,
} from "../date/civil-date.ts"
import { eraDate, MONTHS, shortDate, thaiDigits } from "../date/thai-date.ts"
import { nthWorkingDay } from "../date/working-day.ts"
import type { Join } from "./clauses.ts"
import type { Interval, Item, WrittenYear } from "./grammar.ts"
import { meaningOf, note, type Phrase, yearWords } from "./reading.ts"
import { type Frame, isMonthly, planWording, shareDays, shareMonths, shareYears } from "./sharing.ts"
import { readYear } from "./years.ts"

/** The first and last day of each item, in order; undefined when one of them does not exist (and that is noted). */
export function resolveItems(
  items: readonly Item[],
  joins: readonly Join[],
  frame: Frame,
  phrase: Phrase,
): Interval[] | undefined {
  const months = shareMonths(
    items.map(item => withMonth(item, phrase)),
    phrase,
  )
  if (!months) return undefined
  const dated = shareDays(months, joins, phrase)
  const years = shareYears(dated, joins, frame, phrase)
  const intervals: Interval[] = []
  for (const [index, item] of dated.entries()) {
    const isCalendar = frame.calendarYear !== undefined && !item.year
    const interval = itemInterval(
      { ...item, ...(isCalendar ? { isCalendar } : {}) },
      years[index] ?? 0,
      phrase,
    )
    if (!interval) return undefined
    intervals.push(interval)
  }
  return intervals
}

/** A misspelling between two months is the first of them, until another is asked for. */
function withMonth(item: Item, phrase: Phrase): Item {
  const { unclear = [] } = item
  const month = unclear[unclear.length > 0 ? meaningOf(phrase, "month-unclear", unclear.length) : 0]
  return month === undefined ? item : { ...item, month }
}

function itemInterval(item: Item, year: number, phrase: Phrase): Interval | undefined {
  if (item.unclear) noteUnclear(item, year, phrase)
  if (item.isTerse)
    note(phrase, isMonthly(item) ? "number-over-year" : "year-order", item, terseWords(item, year))
  if (item.nth !== undefined) return nthDayInterval(item, year, phrase)
  if (item.grain === "day") return dayInterval(item, year, phrase)
  const whole =
    item.grain === "month" ? monthInterval(item, year, phrase) : fiscalInterval(item, year, phrase)
  return whole && partInterval(whole, item, phrase)
}

function noteUnclear({ unclear = [], start, end, day }: Item, year: number, phrase: Phrase): void {
  const before = day ? `${day} ` : "เดือน"
  const words = unclear.map(month => thaiDigits(`${before}${MONTHS[month - 1]} พ.ศ. ${year + BE_OFFSET}`))
  note(phrase, "month-unclear", { start, end }, words)
}

function terseWords({ grain, month = 1 }: Item, year: number): string[] | undefined {
  if (grain !== "month" || month < 1 || month > 12) return undefined
  const be = year + BE_OFFSET
  const words = [`เดือน${MONTHS[month - 1]} พ.ศ. ${be}`]
  return (month <= 4 ? [...words, `ไตรมาสที่ ${month} ปีงบประมาณ พ.ศ. ${be}`] : words).map(thaiDigits)
}

function dayInterval(item: Item, year: number, phrase: Phrase): Interval | undefined {
  const { day = 0, month = 0 } = item
  const date = isoDate(year, month, day)
  if (!date) {
    const isMonth = month >= 1 && month <= 12
    note(phrase, "no-such-date", item, isMonth ? nearestDays(month, year) : [planWording(item, phrase)])
    return undefined
  }
  if (item.weekday !== undefined && item.weekday !== weekday(date)) {
    const nearest = addDays(date, ((item.weekday - weekday(date) + 10) % 7) - 3)
    note(phrase, "weekday-mismatch", item, [date, nearest].map(eraDate))
    if (meaningOf(phrase, "weekday-mismatch", 2) === 1) return { from: nearest, to: nearest }
  }
  return { from: date, to: date }
}

/** The last day of the month, and the first of the next: what a day that does not exist may have meant. */
function nearestDays(month: number, year: number): { words: string[]; because: string } {
  const first = isoDate(year, month, 1)
  const days = daysInMonth(year, month)
  // Of February alone the year decides.
  const name = `เดือน${MONTHS[month - 1]}${month === 2 ? ` ${year + BE_OFFSET} ` : ""}`
  const last = first ? lastOfMonth(first) : undefined
  return {
    words: last ? [last, addDays(last, 1)].map(day => shortDate(day)) : [],
    because: `${name}มี ${days} วัน`,
  }
}

function monthInterval(item: Item, year: number, phrase: Phrase): Interval | undefined {
  const month = item.month ?? 0
  const from = isoDate(year, month, 1)
  if (!from) note(phrase, "no-such-month", item, [planWording({ ...item, month: 99 }, phrase)])
  return from && { from, to: lastOfMonth(from) }
}

const MONTHS_IN = { quarter: 3, half: 6, months: 1 } as const

function fiscalInterval(item: Item, year: number, phrase: Phrase): Interval | undefined {
  if (item.grain === "fiscal" || item.grain === "year") return yearInterval(item, year, phrase)
  if (item.grain === "day" || item.grain === "month") return undefined
  const size = MONTHS_IN[item.grain]
  const count = Math.abs(item.count ?? 0)
  if (count < 1 || count * size > 12) {
    note(phrase, "no-such-period", item, [planWording({ ...item, month: 99 }, phrase)])
    return undefined
  }
  const isFromEnd = (item.count ?? 0) < 0
  const start = item.isCalendar ? 3 : 0
  const first = isFromEnd ? 12 - count : item.grain === "months" ? 0 : (count - 1) * size
  const last = isFromEnd ? 12 : count * size
  return { from: fiscalMonth(year, start + first), to: addDays(fiscalMonth(year, start + last), -1) }
}

/** The first day of the n-th month (0 October) of a fiscal year. */
function fiscalMonth(year: number, months: number): IsoDate {
  const month = 9 + months
  return isoDate(year - 1 + Math.floor(month / 12), (month % 12) + 1, 1) ?? fiscalYearStart(year + BE_OFFSET)
}

function yearInterval(item: Item, year: number, phrase: Phrase): Interval {
  const last = item.lastYear ? lastYearOf(item.lastYear, item, phrase) : year
  if (last < year) note(phrase, "range-backwards", item, [planWording({ ...item, month: 99 }, phrase)])
  if (item.grain === "fiscal")
    return { from: fiscalYearStart(year + BE_OFFSET), to: fiscalYearEnd(last + BE_OFFSET) }
  if (item.isCalendar) {
    note(phrase, "calendar-year", item)
    return { from: isoDate(year, 1, 1) as IsoDate, to: isoDate(last, 12, 31) as IsoDate }
  }
  if (item.year || !item.isWhole) note(phrase, "year-ambiguous", item, yearWords(year + BE_OFFSET))
  return { from: fiscalYearStart(year + BE_OFFSET), to: fiscalYearEnd(last + BE_OFFSET) }
}

function lastYearOf(written: WrittenYear, item: Item, phrase: Phrase): number {
  const { year, codes } = readYear(written, phrase.fiscalYear)
  for (const code of codes) note(phrase, code, item, [planWording({ ...item, month: 99 }, phrase)])
  return year
}

/** Early, middle and late are the 1st–10th, 11th–20th and 21st–last. */
function partInterval({ from, to }: Interval, item: Item, phrase: Phrase): Interval {
  if (!item.part) return { from, to }
  if (item.isRound) note(phrase, "frequency-without-day", item)
  if (item.part === "end") return { from: to, to }
  if (item.part === "first") return { from, to: from }
  note(phrase, "part-of-month", item)
  if (item.grain !== "month") return thirdOf({ from, to }, item.part)
  if (item.part === "week") return weekOf({ from, to }, item.week ?? 1)
  if (item.part === "early") return { from, to: addDays(from, 9) }
  return item.part === "middle"
    ? { from: addDays(from, 10), to: addDays(from, 19) }
    : { from: addDays(from, 20), to }
}

function weekOf({ from, to }: Interval, week: number): Interval {
  if (week < 1 || week > 4) return { from: addDays(from, 28) > to ? addDays(to, -6) : addDays(from, 28), to }
  return { from: addDays(from, 7 * (week - 1)), to: addDays(from, 7 * week - 1) }
}

/** Early, middle, late in a quarter or a year: a third of its days; a person is asked anyway. */
function thirdOf({ from, to }: Interval, part: Item["part"]): Interval {
  const third = Math.round(daysBetween(from, to) / 3)
  if (part === "early") return { from, to: addDays(from, third) }
  return part === "middle"
    ? { from: addDays(from, third + 1), to: addDays(to, -third) }
    : { from: addDays(to, -third), to }
}

function nthDayInterval(item: Item, year: number, phrase: Phrase): Interval | undefined {
  const whole = monthInterval(item, year, phrase)
  if (!whole) return undefined
  const nth = item.nth ?? 1
  if (item.isWorkday) note(phrase, "working-days", item)
  const date = item.isWorkday
    ? nthWorkingDay(whole, nth, phrase.holidays)
    : nthWeekday(whole, nth, item.weekday ?? 0)
  if (!date) {
    note(phrase, "no-such-date", item, [planWording(item, phrase)])
    return undefined
  }
  noteOrdinal(item, whole, date, phrase)
  return { from: date, to: date }
}

/** วันศุกร์ที่ 2 ของเดือนมิถุนายน, when the 2nd of June is a Friday too. */
function noteOrdinal(item: Item, { from }: Interval, date: IsoDate, phrase: Phrase): void {
  const nth = item.nth ?? 0
  const sameNumber = nth > 0 && !item.isWorkday ? addDays(from, nth - 1) : undefined
  if (sameNumber && weekday(sameNumber) === item.weekday && sameNumber !== date) {
    note(phrase, "ordinal-weekday", item, [sameNumber, date].map(eraDate))
  }
}

function nthWeekday({ from, to }: Interval, nth: number, day: number): IsoDate | undefined {
  const first = addDays(from, (day - weekday(from) + 7) % 7)
  const last = addDays(to, -((weekday(to) - day + 7) % 7))
  const date = nth === -1 ? last : addDays(first, 7 * (nth - 1))
  return nth !== 0 && date <= to ? date : undefined
}
