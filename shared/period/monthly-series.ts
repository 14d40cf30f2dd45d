/** Series of months, quarters and halves: on which day of its period each date lies, and with which period they begin. */
import { addMonths, dateParts, firstOfMonth, type IsoDate, lastOfMonth } from "../date/civil-date.ts"
import { thaiDigits } from "../date/thai-date.ts"
import { matchAt, pattern } from "./cursor.ts"
import type { Interval } from "./grammar.ts"
import type { PeriodCode } from "./problems.ts"
import { MONTHLY_WORDS } from "./reading.ts"
import type { Facts, Unit } from "./recurrence-facts.ts"
import { ruleDates, type Series } from "./series.ts"

export type Tell = (code: PeriodCode, words?: readonly string[]) => void

export function unreadable(tell: Tell): undefined {
  tell("unread", [MONTHLY_WORDS])
  return undefined
}

const AFTER_QUARTERS = "ภายใน ๑๕ วันหลังสิ้นไตรมาส"
const LAST_DAYS = "ภายในวันสุดท้ายของทุกเดือน"

const MONTHS_IN: Partial<Record<Unit, number>> = { month: 1, quarter: 3, half: 6 }

export function longSeries(facts: Facts, unit: Unit, window: Interval, tell: Tell): Series | undefined {
  const interval = (facts.every?.count ?? 1) * (MONTHS_IN[unit] ?? 1)
  if (interval < 1 || interval > 12) return unreadable(tell)
  const anchor = anchorOf(facts, unit, tell)
  if (!anchor) return undefined
  const series = phased(monthlySeries(interval, anchor, window), facts, unit, tell)
  if (isCutShort(series)) tell("short-months", [LAST_DAYS, "ภายในวันที่ ๒๘ ของทุกเดือน"])
  return series
}

type Anchor = Pick<Series, "monthDays" | "weekdays" | "nth" | "workday">

export function monthlySeries(interval: number, anchor: Anchor, window: Interval): Series {
  return { frequency: "MONTHLY", interval, ...anchor, window }
}

/** The day inside each period; period ends when none is said, and then a person is asked. */
function anchorOf(facts: Facts, unit: Unit, tell: Tell): Anchor | undefined {
  const { days, weekdays, nth, workday, times, part } = facts
  const impossible = [...days, workday ?? 1].some(day => day === 0 || day > 31) || (nth ?? 1) > 5 || nth === 0
  if (impossible) {
    tell("no-such-date", [MONTHLY_WORDS])
    return { monthDays: [-1] }
  }
  if (workday !== undefined) {
    tell("working-days")
    return { workday }
  }
  if (weekdays.length > 0) return weekdayAnchor(facts, tell)
  if (days.length > 0) return dayAnchor(facts, tell)
  if (part) return partAnchor(facts, tell)
  const count = times?.count ?? 1
  if (count > 1) tell("times-without-dates", ["ภายในวันที่ ๑๕ และวันสุดท้ายของทุกเดือน"])
  else if (!facts.isEnd) tell("frequency-without-day", frequencyWords(unit, facts))
  return { monthDays: count === 2 && unit === "month" ? [15, -1] : [-1] }
}

function weekdayAnchor({ weekdays, nth, isByWeek }: Facts, tell: Tell): Anchor {
  if (isByWeek) tell("ordinal-weekday")
  if (nth === undefined) tell("frequency-without-day", ["ทุกวันศุกร์", "วันศุกร์สุดท้ายของทุกเดือน"])
  return { weekdays: weekdays.slice(0, 1), nth: nth ?? -1 }
}

function dayAnchor({ days, times, isEnd }: Facts, tell: Tell): Anchor {
  const monthDays = [...new Set(isEnd ? [...days, -1] : days)].sort(
    (one, other) => (one < 0 ? 32 : one) - (other < 0 ? 32 : other),
  )
  if (times && times.unit !== "year" && times.count !== monthDays.length) tell("times-without-dates")
  return { monthDays }
}

const LAST_DAY_OF_PART: Record<string, number> = { early: 10, middle: 20, late: -1 }

function partAnchor({ part = "late" }: Facts, tell: Tell): Anchor {
  const day = LAST_DAY_OF_PART[part] ?? -1
  tell("part-of-month", day < 0 ? [LAST_DAYS] : [thaiDigits(`ภายในวันที่ ${day} ของทุกเดือน`)])
  return { monthDays: [day] }
}

function frequencyWords(unit: Unit, { rest }: Facts): string[] {
  // สัปดาห์แรกของทุกเดือน
  if (matchAt(rest, 0, FIRST_WEEK)) return ["ภายในวันที่ ๗ ของทุกเดือน", MONTHLY_WORDS]
  if (unit === "quarter") return ["ทุกสิ้นไตรมาส", AFTER_QUARTERS]
  return unit === "month" ? [LAST_DAYS, MONTHLY_WORDS] : ["ภายในวันสุดท้ายของเดือน ทุก ๖ เดือน"]
}

const FIRST_WEEK = pattern("within? weeks first")

/** Where the first period of the series ends, or, shifted, the month after it. */
function phased(series: Series, facts: Facts, unit: Unit, tell: Tell): Series {
  const { shift, monthOfQuarter, days } = facts
  const { window, interval } = series
  const steps = unit === "month" && shift === "quarter" ? 3 : interval
  if (shift) return { ...series, window: shiftedWindow(window, steps) }
  if (monthOfQuarter)
    return { ...series, window: { from: laterStart(window.from, monthOfQuarter - 1), to: window.to } }
  if ((unit === "quarter" || unit === "half") && days.length > 0 && !facts.isEnd) {
    tell("frequency-without-day", [AFTER_QUARTERS])
    return { ...series, window: shiftedWindow(window, interval) }
  }
  return inPhase(series)
}

/** The same day so many months later; a window begins where it did when that month has no such day. */
function laterStart(from: IsoDate, months: number): IsoDate {
  const later = addMonths(from, months)
  return dateParts(later).day === dateParts(from).day ? later : from
}

/**
 * ทุก 3 เดือน counts its periods from the window's first month and falls in the last of each; but a window that
 * begins on one of the dates itself names the first.
 */
export function inPhase(series: Series): Series {
  const { window, interval } = series
  if (interval === 1 || ruleDates(series)[0] === window.from) return series
  return { ...series, window: { from: addMonths(firstOfMonth(window.from), interval - 1), to: window.to } }
}

/** One period later at both ends; the last month whole. */
export function shiftedWindow({ from, to }: Interval, months: number): Interval {
  return { from: addMonths(firstOfMonth(from), months), to: lastOfMonth(addMonths(firstOfMonth(to), 1)) }
}

/** A 30th or 31st of every month is always asked about; a 29th, and longer steps, when a month is really skipped. */
function isCutShort(series: Series): boolean {
  const long = (series.monthDays ?? []).filter(day => day > 28)
  if (long.length === 0) return false
  if (series.interval === 1 && long.some(day => day > 29)) return true
  const { window, interval } = series
  for (let month = firstOfMonth(window.from); month <= window.to; month = addMonths(month, interval))
    if (long.some(day => day > dateParts(lastOfMonth(month)).day)) return true
  return ruleDates(series).length === 0
}
