/** Facts about a recurrence into a series inside the fiscal year. */

import { addDays, daysBetween, fiscalYearEnd, fiscalYearOf, fiscalYearStart } from "../date/civil-date.ts"
import { thaiDigits } from "../date/thai-date.ts"
import { readCalendar } from "./calendar.ts"
import type { Interval, Kind, Token } from "./grammar.ts"
import { inPhase, longSeries, monthlySeries, shiftedWindow, type Tell, unreadable } from "./monthly-series.ts"
import { fiscalMonthIndex } from "./occurrences.ts"
import { note, type Phrase, type Reading, yearEndWords } from "./reading.ts"
import { type Facts, gatherFacts, saysHowOften, type Unit } from "./recurrence-facts.ts"
import { readRemarks } from "./remarks.ts"
import { isForBefore, ruleDates, type Series } from "./series.ts"

/** The series that a phrase describes; undefined when nothing in it says how often. */
export function readRecurrence(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  const changed = readRemarks(tokens, phrase, readRecurrence)
  if (changed) return changed
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
  const isBelied =
    reading.kind === "series" && contradictsCount(facts, reading.series, window, phrase.isAtLeast)
  if (isBelied && !phrase.isEarlier) tell("times-without-dates")
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

/** เดือนละ 1 ครั้ง ทุกวันศุกร์: a count of another unit than the rhythm's, which the dates belie by more than a tenth. */
function contradictsCount(
  { times, every }: Facts,
  series: Series,
  window: Interval,
  isAtLeast = false,
): boolean {
  if (!times?.unit || !every || times.unit === every.unit) return false
  const days = daysBetween(window.from, window.to) + 1
  const said = times.count * (times.unit === "year" ? 1 : days / (DAYS_IN[times.unit] ?? 1))
  const dates = ruleDates(series).length
  return dates < said * 0.9 || (!isAtLeast && dates > said * 1.1)
}

const DAYS_IN: Partial<Record<Unit, number>> = { week: 7, month: 30.4, quarter: 91.2, half: 182.5 }

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

function weeklySeries(facts: Facts, count: number, window: Interval, tell: Tell): Series {
  const weekdays = [...new Set(facts.weekdays)]
  if (weekdays.length === 0 || count > 1) tell("frequency-without-day", ["ทุกวันศุกร์", "ทุกวันจันทร์"])
  else if (facts.times && facts.times.count !== weekdays.length) tell("times-without-dates")
  return { frequency: "WEEKLY", interval: count, weekdays: weekdays.length > 0 ? weekdays : [FRIDAY], window }
}

const FRIDAY = 5
