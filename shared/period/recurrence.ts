/** Facts about a recurrence into a series inside the fiscal year. */

import {
  addDays,
  addMonths,
  dateParts,
  firstOfMonth,
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
  lastOfMonth,
} from "../date/civil-date.ts"
import { thaiDigits } from "../date/thai-date.ts"
import { readCalendar } from "./calendar.ts"
import { matchAt, pattern } from "./cursor.ts"
import type { Interval, Kind, Token } from "./grammar.ts"
import { fiscalMonthIndex } from "./occurrences.ts"
import type { PeriodCode } from "./problems.ts"
import { MONTHLY_WORDS, note, type Phrase, type Reading, yearEndWords } from "./reading.ts"
import { type Facts, gatherFacts, saysHowOften, type Unit } from "./recurrence-facts.ts"
import { isForBefore, ruleDates, type Series } from "./series.ts"

/** The series that a phrase describes; undefined when nothing in it says how often. */
export function readRecurrence(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  const facts = gatherFacts(tokens, phrase.isEarlier)
  if (!saysHowOften(facts) && !facts.isBare) return undefined
  const place = { start: tokens[0]?.start ?? 0, end: tokens[tokens.length - 1]?.end ?? 0 }
  const tell: Tell = (code, words) => note(phrase, code, place, words)
  if (!saysHowOften(facts)) return everyNamedDate(tokens, phrase, tell)
  const calendar = facts.rest.length > 0 ? readCalendar(facts.rest, phrase) : undefined
  const unit = unitOf(facts, phrase)
  if (calendar && (unit === "year" || standsAlone(calendar, facts)))
    return withTimesChecked(calendar, facts, tell)
  const window = calendar ? windowOf(calendar, phrase, tell) : { ...planWindow(phrase), isAssumed: true }
  if (unit === "year") return yearlyReading(facts, window, phrase, tell)
  const reading = seriesReading(facts, unit, window, tell)
  // วันที่ 15 ทุก 2 เดือน: from which month on?
  const isUnanchored =
    unit === "month" && (facts.every?.count ?? 1) > 1 && !facts.shift && facts.days.length > 0
  if (isUnanchored && "isAssumed" in window && !phrase.isEarlier) tell("frequency-without-day")
  const isOfYear = isWholeYear(window) && !facts.rest.some(({ kind }) => kind === "month")
  return phrase.isOfPlan && isOfYear && !facts.shift ? coveringYear(reading, window) : reading
}

/**
 * A duty of a plan that reports on the month or quarter before covers the twelve months of the fiscal year that was named or
 * meant: its first date is one period later, and its last in the year after. Where months are named, they are of the dates.
 */
function coveringYear(reading: Reading, window: Window): Reading {
  if (reading.kind !== "series") return reading
  const { series } = reading
  const first = ruleDates(series)[0]
  const isBefore = series.frequency === "MONTHLY" && isForBefore(series) && BLOCKS.includes(series.interval)
  if (!isBefore || !first || fiscalMonthIndex(first) % series.interval !== 0) return reading
  const later = { ...series, window: shiftedWindow(window, series.interval) }
  return { ...reading, series: endingAtLastDate(later) }
}

/** Months of the periods that have a name of their own. */
const BLOCKS: readonly number[] = [1, 3, 6]

function isWholeYear({ from, to }: Window): boolean {
  return from === fiscalYearStart(fiscalYearOf(from)) && to === fiscalYearEnd(fiscalYearOf(from))
}

/** ทุกวันที่ 31 มีนาคม และ 30 กันยายน: each of them once in the plan's year. */
function everyNamedDate(tokens: readonly Token[], phrase: Phrase, tell: Tell): Reading | undefined {
  const calendar = readCalendar(
    tokens.filter(({ kind }) => kind !== "every"),
    phrase,
  )
  if (calendar) tell("year-assumed")
  return calendar
}

/** Days between which a series runs; assumed when the phrase names none. */
type Window = Interval & { readonly isAssumed?: boolean }

type Tell = (code: PeriodCode, words?: readonly string[]) => void

function unitOf({ every, times, assumed, shift, monthOfQuarter }: Facts, { isEarlier }: Phrase): Unit {
  // ทุกวันที่ 1 ของเดือนแรกของไตรมาส comes back each quarter.
  if (monthOfQuarter !== undefined && every?.unit === "month" && every.count === 1 && !isEarlier)
    return "quarter"
  return every?.unit ?? times?.unit ?? shift ?? assumed ?? "month"
}

/** เดือนละครั้ง (31 ม.ค. และ 30 เม.ย.): dates of its own say more than the frequency. */
function standsAlone(calendar: Reading, facts: Facts): boolean {
  return (calendar.kind === "date" || calendar.kind === "set") && !hasDay(facts)
}

function hasDay({ days, weekdays, workday, isEnd, part }: Facts): boolean {
  return days.length + weekdays.length > 0 || workday !== undefined || isEnd === true || part !== undefined
}

function withTimesChecked(calendar: Reading, { times, every }: Facts, tell: Tell): Reading {
  const count = calendar.kind === "set" ? calendar.dates.length : 1
  if (times && times.unit === "year" && times.count !== count) tell("times-without-dates")
  if (every?.unit === "year") tell("year-assumed")
  return calendar
}

function planWindow({ fiscalYear }: Phrase): Interval {
  return { from: fiscalYearStart(fiscalYear), to: fiscalYearEnd(fiscalYear) }
}

function windowOf(calendar: Reading, phrase: Phrase, tell: Tell): Interval {
  const plan = planWindow(phrase)
  if (calendar.kind === "span") return { from: calendar.from, to: calendar.to }
  if (calendar.kind === "by" && calendar.time) tell("time-unclear")
  if (calendar.kind === "by") return { from: calendar.from ?? plan.from, to: calendar.date }
  tell("several-dates")
  return plan
}

/** Once a year is due on the year's last day; more often without dates is a question. */
function yearlyReading(facts: Facts, window: Window, phrase: Phrase, tell: Tell): Reading {
  const times = facts.times?.count ?? 1
  const words = [yearEndWords(phrase.fiscalYear)]
  if (times <= 1 && (facts.every?.count ?? 1) === 1) {
    if (hasDay(facts) && !facts.isEnd) tell("month-missing", words)
    else tell("once-a-year")
    const isAnyDay = phrase.isAtLeast && !hasDay(facts) && !phrase.isEarlier
    return { kind: "by", date: window.to, ...(isAnyDay ? { from: window.from } : {}) }
  }
  const months = 12 / times
  if (times > 1 && Number.isInteger(months)) {
    tell("times-without-dates")
    return { kind: "series", series: inPhase(monthlySeries(months, { monthDays: [-1] }, window)) }
  }
  tell("times-without-dates", words)
  return { kind: "none" }
}

function seriesReading(facts: Facts, unit: Unit, window: Window, tell: Tell): Reading {
  if (facts.shift) tell("series-shifted")
  else if (!facts.every && !facts.times) tell("every-assumed")
  if (facts.isBare) tell("unread")
  noteLooseWords(facts, tell)
  const isShort = unit === "day" || unit === "workday" || unit === "week"
  const series = (isShort ? shortSeries : longSeries)(facts, unit, window, tell)
  if (!series) return { kind: "none" }
  if (ruleDates(series).length === 0) return unreadable(tell) ?? { kind: "none" }
  return { kind: "series", series: facts.shift ? endingAtLastDate(series) : series }
}

/** Words beside the rule that it cannot hold: ก่อนวันที่ 5, a time of day. */
function noteLooseWords({ rest, days, shift }: Facts, tell: Tell): void {
  const has = (...kinds: readonly Kind[]) => rest.some(({ kind }) => kinds.includes(kind))
  const isBound = has("month", "number", "fiscal", "year", "calendar", "quarter", "half")
  if (has(...CLOCK)) tell("time-unclear")
  if (has("before")) tell("before-end", beforeWords(days, shift))
  if (has("after") || (has("from", "start", "onward") && !isBound)) tell("open-ended")
}

/** ก่อนวันที่ 5: by the 4th, or by the 5th. */
function beforeWords([day, ...more]: readonly number[], shift: Facts["shift"]): string[] | undefined {
  if (day === undefined || day < 2 || more.length > 0 || shift === "quarter") return undefined
  const months = shift ? "ของเดือนถัดไป" : "ของทุกเดือน"
  return [day - 1, day].map(each => thaiDigits(`ภายในวันที่ ${each} ${months}`))
}

/** A rule of days cannot hold a time of day. */
const CLOCK: readonly Kind[] = ["clock", "oclock", "colon", "noon", "midnight"]

/** A shifted series runs past its window: its rule ends with its own last date. */
function endingAtLastDate(series: Series): Series {
  const dates = ruleDates(series)
  const to = dates[dates.length - 1] ?? series.window.to
  return { ...series, window: { from: series.window.from, to }, isForPeriodBefore: true }
}

function shortSeries(facts: Facts, unit: Unit, window: Window, tell: Tell): Series | undefined {
  const count = facts.every?.count ?? 1
  if (count < 1 || count > 366 || facts.days.length > 0) return unreadable(tell)
  if (unit === "workday") {
    tell("working-days")
    return { frequency: "WEEKLY", interval: 1, weekdays: [1, 2, 3, 4, 5], skipsHolidays: true, window }
  }
  if (unit === "week" || facts.weekdays.length > 0) return weeklySeries(facts, count, window, tell)
  if (facts.times && facts.times.count > 1) tell("times-without-dates")
  if (count === 1) return { frequency: "DAILY", interval: 1, window }
  tell("frequency-without-day")
  const from = window.isAssumed ? addDays(window.from, count - 1) : window.from
  return { frequency: "DAILY", interval: count, window: { from, to: window.to } }
}

function unreadable(tell: Tell): undefined {
  tell("unread", [MONTHLY_WORDS])
  return undefined
}

function weeklySeries(facts: Facts, count: number, window: Interval, tell: Tell): Series {
  const weekdays = [...new Set(facts.weekdays)]
  if (weekdays.length === 0 || count > 1) tell("frequency-without-day", ["ทุกวันศุกร์", "ทุกวันจันทร์"])
  else if (facts.times && facts.times.count !== weekdays.length) tell("times-without-dates")
  return { frequency: "WEEKLY", interval: count, weekdays: weekdays.length > 0 ? weekdays : [FRIDAY], window }
}

const FRIDAY = 5

const MONTHS_IN: Partial<Record<Unit, number>> = { month: 1, quarter: 3, half: 6 }

function longSeries(facts: Facts, unit: Unit, window: Interval, tell: Tell): Series | undefined {
  const interval = (facts.every?.count ?? 1) * (MONTHS_IN[unit] ?? 1)
  if (interval < 1 || interval > 12) return unreadable(tell)
  const anchor = anchorOf(facts, unit, tell)
  if (!anchor) return undefined
  const series = phased(monthlySeries(interval, anchor, window), facts, unit, tell)
  if (isCutShort(series)) tell("short-months", ["ภายในวันสุดท้ายของทุกเดือน", "ภายในวันที่ ๒๘ ของทุกเดือน"])
  return series
}

type Anchor = Pick<Series, "monthDays" | "weekdays" | "nth" | "workday">

function monthlySeries(interval: number, anchor: Anchor, window: Interval): Series {
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
  tell("part-of-month", day < 0 ? ["ภายในวันสุดท้ายของทุกเดือน"] : [thaiDigits(`ภายในวันที่ ${day} ของทุกเดือน`)])
  return { monthDays: [day] }
}

function frequencyWords(unit: Unit, { rest }: Facts): string[] {
  // สัปดาห์แรกของทุกเดือน
  if (matchAt(rest, 0, FIRST_WEEK)) return ["ภายในวันที่ ๗ ของทุกเดือน", MONTHLY_WORDS]
  if (unit === "quarter") return ["ทุกสิ้นไตรมาส", "ภายใน ๑๕ วันหลังสิ้นไตรมาส"]
  return unit === "month" ? ["ภายในวันสุดท้ายของทุกเดือน", MONTHLY_WORDS] : ["ภายในวันสุดท้ายของเดือน ทุก ๖ เดือน"]
}

const FIRST_WEEK = pattern("within? weekUnit first")

/** Where the first period of the series ends, or, shifted, the month after it. */
function phased(series: Series, facts: Facts, unit: Unit, tell: Tell): Series {
  const { shift, monthOfQuarter, days } = facts
  const { window, interval } = series
  const steps = unit === "month" && shift === "quarter" ? 3 : interval
  if (shift) return { ...series, window: shiftedWindow(window, steps) }
  if (monthOfQuarter)
    return { ...series, window: { from: laterStart(window.from, monthOfQuarter - 1), to: window.to } }
  if ((unit === "quarter" || unit === "half") && days.length > 0 && !facts.isEnd) {
    tell("frequency-without-day", ["ภายใน ๑๕ วันหลังสิ้นไตรมาส"])
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
function inPhase(series: Series): Series {
  const { window, interval } = series
  if (interval === 1 || ruleDates(series)[0] === window.from) return series
  return { ...series, window: { from: addMonths(firstOfMonth(window.from), interval - 1), to: window.to } }
}

/** One period later at both ends; the last month whole. */
function shiftedWindow({ from, to }: Interval, months: number): Interval {
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
