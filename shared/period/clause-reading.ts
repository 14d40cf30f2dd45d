/** One clause with its days found into a reading: a date, a deadline, a span, a set of dates. */
import { addDays, fiscalYearEnd, fiscalYearOf, type IsoDate } from "../date/civil-date.ts"
import { eraDate, thaiDigits } from "../date/thai-date.ts"
import type { Clause } from "./clauses.ts"
import type { Interval } from "./grammar.ts"
import { note, type Phrase, type Reading } from "./reading.ts"
import { isMonthly } from "./sharing.ts"

export function rangeWords({ fiscalYear }: Phrase): string[] {
  return [thaiDigits(`๑ มิถุนายน พ.ศ. ${fiscalYear} ถึง ๓๐ มิถุนายน พ.ศ. ${fiscalYear}`)]
}

/** วันที่ 5 ของเดือน ม.ค. - มิ.ย., สิ้นเดือน ม.ค. - มิ.ย.: from the day in the one to the end of the other, or the day in each? */
function noteDayOfMonths({ items }: Clause, phrase: Phrase): void {
  const [first, last] = items
  if (!first || !last || phrase.isEarlier) return
  const text = phrase.text.slice(first.start, last.end)
  const isOfEach = /^วันที่ ?\d+ ?ของ/.test(text) || (first.grain === "month" && first.part === "end")
  if (last.grain !== "month" || last.part || !isOfEach) return
  note(phrase, "several-dates", { start: first.start, end: last.end })
  phrase.meanings.words.push(`ทุก${text}`)
}

/** `๑ ตุลาคม พ.ศ. ๒๕๖๕ ถึง ๓๑ มีนาคม พ.ศ. ๒๕๖๖` */
export function daysWords({ from, to }: Interval): string {
  return from === to ? `วันที่ ${eraDate(to)}` : `${eraDate(from)} ถึง ${eraDate(to)}`
}

export function clauseReading(
  clause: Clause,
  intervals: readonly Interval[],
  phrase: Phrase,
): Reading | undefined {
  const [first] = intervals
  const last = intervals[intervals.length - 1]
  if (!first || !last) return undefined
  if (clause.joins.includes("or"))
    note(phrase, "either-or", clausePlace(clause), itemWords(clause, intervals))
  if (clause.between && clause.joins.includes("and")) {
    note(phrase, "several-dates", clausePlace(clause))
    phrase.meanings.words.push(daysWords({ from: first.from, to: last.to }))
  }
  if (intervals.length === 1) return singleReading(clause, first, phrase)
  if (clause.joins.every(join => join === "to"))
    return rangeReading(clause, { from: first.from, to: last.to }, phrase)
  return setReading(clause, intervals, phrase)
}

export function clausePlace({ items }: Clause): { start: number; end: number } {
  return { start: items[0]?.start ?? 0, end: items[items.length - 1]?.end ?? 0 }
}

function itemWords({ items }: Clause, intervals: readonly Interval[]): string[] {
  return items.flatMap((_, index) => {
    const to = intervals[index]?.to
    return to ? [byWords(to)] : []
  })
}

export function byWords(date: IsoDate): string {
  return `ภายในวันที่ ${eraDate(date)}`
}

function singleReading(clause: Clause, { from, to }: Interval, phrase: Phrase): Reading {
  const [item] = clause.items
  const place = clausePlace(clause)
  const time = clause.time ? { time: clause.time } : {}
  if (clause.from || clause.onward || clause.after || clause.start)
    return openEnded(clause, { from, to }, phrase)
  if (clause.before) return beforeReading(clause, { from, to }, phrase)
  if (clause.until) note(phrase, "until-assumed", place)
  if (clause.within || clause.until || clause.time || item?.part === "end") {
    const isYear = item?.grain === "fiscal" || item?.grain === "year"
    return { kind: "by", date: to, ...(isYear && item?.part !== "end" ? { from } : {}), ...time }
  }
  return item?.grain === "day" || item?.part === "first"
    ? { kind: "date", date: to }
    : { kind: "span", from, to }
}

/** From a day on: to the end of the plan's year, or of that day's own. */
function openEnded(clause: Clause, { from, to }: Interval, phrase: Phrase): Reading {
  const start = clause.after ? addDays(to, 1) : from
  const planEnd = fiscalYearEnd(phrase.fiscalYear)
  const end = start <= planEnd ? planEnd : to > start ? to : start
  const words = [`วันที่ ${eraDate(start)} ถึงวันที่ ${eraDate(end)}`, byWords(to)]
  note(phrase, "open-ended", clausePlace(clause), words)
  return { kind: "span", from: start, to: end }
}

/** ก่อนวันที่ 30: by the 29th; ก่อนสิ้นเดือน: by its last day. Both are asked. */
function beforeReading(clause: Clause, { from, to }: Interval, phrase: Phrase): Reading {
  const [item] = clause.items
  const date = item?.part === "end" || clause.time ? to : addDays(from, -1)
  note(phrase, "before-end", clausePlace(clause), [date, date === to ? addDays(to, -1) : from].map(byWords))
  return { kind: "by", date, ...(clause.time ? { time: clause.time } : {}) }
}

function rangeReading(clause: Clause, { from, to }: Interval, phrase: Phrase): Reading {
  if (from > to) note(phrase, "range-backwards", clausePlace(clause), rangeWords(phrase))
  if (clause.items.length > 2) note(phrase, "several-dates", clausePlace(clause))
  noteDayOfMonths(clause, phrase)
  if (isCalendarYear(clause, { from, to }) && !phrase.isEarlier) {
    note(phrase, "year-ambiguous", clausePlace(clause))
    phrase.meanings.words.push(thaiDigits(`ปีงบประมาณ พ.ศ. ${fiscalYearOf(from)}`))
  }
  if (clause.onward || clause.before || clause.after) note(phrase, "open-ended", clausePlace(clause))
  const time = clause.time ?? clause.startTime
  const isOfDays = clause.items.every(({ grain }) => grain === "day")
  if (clause.startTime && !(clause.time && isOfDays)) {
    note(phrase, "time-unclear", clausePlace(clause))
    phrase.meanings.words.push(daysWords({ from, to }))
  }
  if (!clause.within && !time) return { kind: "span", from, to }
  return { kind: "by", date: to, ...(clause.isFramed ? {} : { from }), ...(time ? { time } : {}) }
}

/** 1 มกราคม - 31 ธันวาคม: a year of the calendar in a plan of a fiscal one. */
function isCalendarYear({ items }: Clause, { from, to }: Interval): boolean {
  return items.every(isMonthly) && from.endsWith("-01-01") && to.endsWith("-12-31")
}

/** ต.ค. - ธ.ค. 65 และ เม.ย. - มิ.ย. 66: nothing but ranges, each after the one before. */
function isOfRanges({ joins }: Clause, intervals: readonly Interval[]): boolean {
  const isOrdered = intervals.every(({ from }, at) => at === 0 || from > (intervals[at - 1]?.to ?? from))
  return (
    isOrdered && joins.length % 2 === 1 && joins.every((join, at) => join === (at % 2 === 0 ? "to" : "and"))
  )
}

/** Each day, or the last day of each month, quarter or window. */
function setReading(clause: Clause, intervals: readonly Interval[], phrase: Phrase): Reading {
  const ends = intervals.filter((_, index) => clause.joins[index] !== "to").map(({ to }) => to)
  const dates = [...new Set(ends)].sort()
  const place = clausePlace(clause)
  const isClear = clause.isNumbered || (isOfRanges(clause, intervals) && !phrase.isEarlier)
  if (clause.joins.includes("to") && !isClear)
    note(phrase, "several-dates", place, [dates.map(byWords).join(" และ")])
  if (clause.time || clause.startTime || clause.before || clause.after || clause.onward || clause.from)
    note(phrase, "time-unclear", place)
  const [only] = dates
  if (dates.length === 1 && only)
    return clause.within ? { kind: "by", date: only } : { kind: "date", date: only }
  return { kind: "set", dates }
}
