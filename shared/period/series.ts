/**
 * A recurrence as an RFC 5545 rule: its text, its dates. The expansion is the `rrule` library's; only what the
 * standard cannot say (holidays of the office) is done here.
 */
import * as library from "rrule"
import { firstOfMonth, type IsoDate, lastOfMonth, parseIsoDate } from "../date/civil-date.ts"
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

/** Node sees rrule's CommonJS build, with everything under `default`; bundlers take its ES modules, without one. */
const { RRule } = commonJsBuild(library) ?? library

function commonJsBuild(build: object): typeof library | undefined {
  return "default" in build ? (build.default as typeof library) : undefined
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

/** `remembered` is the cache: the library's own is not even in the script. */
const NO_CACHE = true

function expand(series: Series): readonly IsoDate[] {
  const weekdays = ruleWeekdays(series).map(day => {
    const weekday = RRule[CODES[day] ?? "MO"]
    return series.nth === undefined ? weekday : weekday.nth(series.nth)
  })
  const options = {
    freq: RRule[series.frequency],
    interval: series.interval,
    dtstart: utc(series.window.from),
    until: utc(series.window.to),
    ...(series.monthDays ? { bymonthday: [...series.monthDays] } : {}),
    ...(weekdays.length > 0 ? { byweekday: weekdays } : {}),
    ...(series.workday === undefined ? {} : { bysetpos: series.workday }),
  }
  const rule = new RRule(options, NO_CACHE)
  return rule.all().flatMap(date => parseIsoDate(date.toISOString().slice(0, 10)) ?? [])
}

function utc(date: IsoDate): Date {
  return new Date(`${date}T00:00:00Z`)
}
