/**
 * A recurrence as an RFC 5545 rule: its text, its dates, and what the standard cannot say (holidays of the office). Of
 * the standard a plan needs three frequencies of civil days; a test holds the dates equal to those of a library.
 */
import {
  addDays,
  addMonths,
  dateParts,
  daysInMonth,
  firstOfMonth,
  type IsoDate,
  lastOfMonth,
  weekday,
} from "../date/civil-date.ts"
import { type Holidays, isWorkingDay, nthWorkingDay } from "../date/working-day.ts"
import type { Interval } from "./grammar.ts"

export type Series = {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY"
  readonly interval: number
  /** Days of the month; -1 the last. */
  readonly monthDays?: readonly number[]
  /** 0 Sunday … 6 Saturday. */
  readonly weekdays?: readonly number[]
  /** With `weekdays` of a month: the second Wednesday is 2, the last Friday -1. */
  readonly nth?: number
  /** The n-th working day of the month, -1 the last. */
  readonly workday?: number
  /** Every working day: a Monday that is a holiday is left out. */
  readonly skipsHolidays?: boolean
  /** First and last day of the window; with an interval, the first also fixes which months count. */
  readonly window: Interval
  /** Each date reports on the month or quarter before it. */
  readonly isForPeriodBefore?: boolean
}

/** `FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20230930`: parts in the domain's order, defaults left out. */
export function seriesToRule(series: Series): string {
  const { frequency, interval, monthDays, window } = series
  const parts = [
    `FREQ=${frequency}`,
    interval > 1 ? `INTERVAL=${interval}` : "",
    byDay(series),
    monthDays ? `BYMONTHDAY=${monthDays.join(",")}` : "",
    series.workday === undefined ? "" : `BYSETPOS=${series.workday}`,
    `UNTIL=${compact(window.to)}`,
  ]
  return parts.filter(part => part !== "").join(";")
}

/** `20221005` */
export function compact(date: IsoDate): string {
  return date.replace(/-/g, "")
}

/** The dates of the rule itself, as any calendar program would find them. */
export function ruleDates(series: Series): readonly IsoDate[] {
  return remembered(EXPANDED, `${seriesToRule(series)}/${series.window.from}`, () => expand(series))
}

/** A rule means the same dates for ever, and a plan repeats a handful of rules over all its rows. */
const EXPANDED = new Map<string, readonly IsoDate[]>()

/** A value worked out once for each key; the store is emptied when it grows, so that it cannot leak. */
export function remembered<Value>(store: Map<string, Value>, key: string, work: () => Value): Value {
  const known = store.get(key)
  if (known !== undefined) return known
  const value = work()
  if (store.size >= 256) store.clear()
  store.set(key, value)
  return value
}

/** Whether each date reports on the period before it. The rule decides, not the single date: a tenth working day is early even in the month when it is the 16th. */
export function isForBefore({ isForPeriodBefore, monthDays, workday, nth }: Series): boolean {
  if (isForPeriodBefore) return true
  if (monthDays) return monthDays.length === 1 && monthDays.every(day => day > 0 && day <= 15)
  if (workday !== undefined) return workday > 0 && workday <= 10
  return nth !== undefined && nth > 0 && nth <= 2
}

/** The date on which one occurrence of the rule is due, with the holidays known; undefined when a holiday drops it. */
export function workingDate(series: Series, date: IsoDate, holidays: Holidays): IsoDate | undefined {
  if (series.skipsHolidays) return isWorkingDay(date, holidays) ? date : undefined
  if (series.workday === undefined) return date
  return nthWorkingDay({ from: firstOfMonth(date), to: lastOfMonth(date) }, series.workday, holidays) ?? date
}

const CODES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const
const MONDAY_TO_FRIDAY: readonly number[] = [1, 2, 3, 4, 5]

/** Weekdays in the week's order from Monday, as calendars write them. */
function ruleWeekdays(series: Series): readonly number[] {
  if (series.workday !== undefined) return MONDAY_TO_FRIDAY
  return [...(series.weekdays ?? [])].sort((one, other) => ((one + 6) % 7) - ((other + 6) % 7))
}

function byDay(series: Series): string {
  const days = ruleWeekdays(series).map(day => `${series.nth ?? ""}${CODES[day]}`)
  return days.length > 0 ? `BYDAY=${days.join(",")}` : ""
}

/** Every period of the window, and of each the days that the rule names. */
function expand(series: Series): readonly IsoDate[] {
  const { frequency, interval, window } = series
  const isNamed = dayFilter(series)
  const dates: IsoDate[] = []
  for (let at = 0; ; at += interval) {
    const days = PERIOD[frequency](window.from, at)
    if (days.from > window.to) return dates
    const named: IsoDate[] = []
    for (let day = days.from; day <= days.to; day = addDays(day, 1)) if (isNamed(day)) named.push(day)
    // A position is counted over the whole period, also where the window begins in the middle of it.
    const chosen = series.workday === undefined ? named : positioned(named, series.workday)
    dates.push(...chosen.filter(day => day >= window.from && day <= window.to))
  }
}

/** The period that lies `at` periods after the one `start` is in. A week begins on Monday. */
const PERIOD: Readonly<Record<Series["frequency"], (start: IsoDate, at: number) => Interval>> = {
  DAILY(start, at) {
    const day = addDays(start, at)
    return { from: day, to: day }
  },
  WEEKLY(start, at) {
    const monday = addDays(start, at * 7 - ((weekday(start) + 6) % 7))
    return { from: monday, to: addDays(monday, 6) }
  },
  MONTHLY(start, at) {
    const from = addMonths(firstOfMonth(start), at)
    return { from, to: lastOfMonth(from) }
  },
}

/** Where a rule names no day of its week or month, it means the one on which its window begins. */
function dayFilter(series: Series): (day: IsoDate) => boolean {
  const { frequency, monthDays, nth, window } = series
  const weekdays = ruleWeekdays(series)
  if (!monthDays && weekdays.length === 0) {
    if (frequency === "DAILY") return () => true
    if (frequency === "WEEKLY") return day => weekday(day) === weekday(window.from)
    return day => dateParts(day).day === dateParts(window.from).day
  }
  return date => {
    const { year, month, day } = dateParts(date)
    const fromEnd = day - daysInMonth(year, month) - 1
    if (monthDays && !monthDays.includes(day) && !monthDays.includes(fromEnd)) return false
    if (weekdays.length === 0) return true
    if (!weekdays.includes(weekday(date))) return false
    return nth === undefined || nth === Math.ceil(day / 7) || nth === -Math.ceil(-fromEnd / 7)
  }
}

/** The n-th of them, -1 the last. */
function positioned(days: readonly IsoDate[], position: number): readonly IsoDate[] {
  const at = position > 0 ? position - 1 : days.length + position
  return days.slice(at, at + 1)
}
