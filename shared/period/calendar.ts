/**
 * Dates, ranges, sets, quarters and years: clauses into one reading.
 */

import {
  addDays,
  addMonths,
  BE_OFFSET,
  firstOfMonth,
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
  lastOfMonth,
} from "../date/civil-date.ts"
import { eraDate, MONTHS, thaiDigits } from "../date/thai-date.ts"
import { type Clause, readClauses } from "./clauses.ts"
import type { Interval, Item, Token } from "./grammar.ts"
import { flagOf } from "./problems.ts"
import { note, type Phrase, type Reading, withOwnNotes } from "./reading.ts"
import { resolveItems } from "./resolve.ts"
import { readRounds } from "./rounds.ts"
import { type Frame, isMonthly, planWording } from "./sharing.ts"

/** The reading of a calendar phrase; undefined when it names nothing on the calendar. */
export function readCalendar(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  return readRounds(tokens, phrase, readDates) ?? readDates(tokens, phrase)
}

function readDates(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  const clauses = readClauses(tokens, phrase)
  if (clauses.length === 0) return undefined
  return readStartAndEnd(clauses, phrase) ?? readFramed(clauses, phrase)
}

/** เริ่ม 1 มิ.ย. 66 แล้วเสร็จภายใน 30 ก.ย. 66, in either order. */
function readStartAndEnd(clauses: readonly Clause[], phrase: Phrase): Reading | undefined {
  const [first, second, ...more] = clauses
  if (!first || !second || more.length > 0 || first.start === second.start) return undefined
  const [opening, closing] = first.start ? [first, second] : [second, first]
  if (opening.items.length !== 1 || closing.items.length !== 1 || closing.from || closing.after)
    return undefined
  const [start] = resolveItems(opening.items, [], {}, phrase) ?? []
  const [end] = resolveItems(closing.items, [], {}, phrase) ?? []
  if (!start || !end) return undefined
  if (start.from > end.to) noteBackwards(opening, closing, phrase)
  return { kind: "by", date: end.to, from: start.from, ...(closing.time ? { time: closing.time } : {}) }
}

function noteBackwards(first: Clause, second: Clause, phrase: Phrase): void {
  const items = [...first.items, ...second.items]
  const start = Math.min(...items.map(item => item.start))
  const end = Math.max(...items.map(item => item.end))
  note(phrase, "range-backwards", { start, end }, rangeWords(phrase))
}

function rangeWords({ fiscalYear }: Phrase): string[] {
  return [thaiDigits(`๑ มิถุนายน พ.ศ. ${fiscalYear} ถึง ๓๐ มิถุนายน พ.ศ. ${fiscalYear}`)]
}

/** The finest clause is the reading; coarser ones beside it (a quarter, a year) frame it and must agree with it. */
function readFramed(clauses: readonly Clause[], phrase: Phrase): Reading | undefined {
  const finest = Math.min(...clauses.map(coarseness))
  const [detail, ...rivals] = clauses.filter(clause => coarseness(clause) === finest)
  if (!detail) return undefined
  const frames = clauses
    .filter(clause => coarseness(clause) > finest)
    .map(clause => ({ clause, interval: frameInterval(clause, phrase) }))
  const frame = frameOf(frames, detail, clauses[0] === frames[0]?.clause, phrase)
  const intervals = resolveItems(detail.items, detail.joins, frame, phrase)
  if (!intervals) return undefined
  noteRivals(detail, rivals, intervals, phrase)
  for (const each of frames) noteMismatch(each, intervals, detail, phrase)
  if (detail.time && frames.some(({ clause }) => clause.time))
    note(phrase, "time-unclear", clausePlace(detail))
  return clauseReading(mergeBinders(detail, frames), intervals, phrase)
}

/** A clause around a finer one, and the days it covers. */
type FrameClause = { readonly clause: Clause; readonly interval: Interval | undefined }

const COARSENESS = { day: 0, month: 1, quarter: 2, months: 3, half: 3, year: 4, fiscal: 4 } as const

function coarseness({ items }: Clause): number {
  return Math.min(...items.map(item => COARSENESS[item.grain]))
}

/** What a frame covers, read aside: its own doubts (calendar or fiscal?) do not matter beside explicit months. */
function frameInterval(frame: Clause, phrase: Phrase): Interval | undefined {
  const aside = withOwnNotes(phrase)
  const intervals = resolveItems(frame.items, frame.joins, {}, aside)
  const refused = aside.notes.find(
    ({ code }) => code === "no-such-period" || code === "malformed-year" || code === "too-far",
  )
  if (refused) phrase.notes.push(refused)
  const [first] = intervals ?? []
  const last = intervals?.[intervals.length - 1]
  return first && last && { from: first.from, to: last.to }
}

function frameOf(
  frames: readonly FrameClause[],
  detail: Clause,
  isFrameFirst: boolean,
  phrase: Phrase,
): Frame {
  const index = frames.findIndex(({ clause: { items } }) => items.length === 1 && !items[0]?.lastYear)
  const { clause, interval } = frames[index] ?? {}
  const item = clause?.items[0]
  if (!item || !interval) return {}
  const isQuarter = detail.items.some(({ grain }) => grain !== "day" && grain !== "month")
  if (isFrameFirst && index === 0 && isQuarter && detail.items.every(({ year }) => !year))
    note(phrase, "year-order", item)
  const fiscalYear = fiscalYearOf(interval.to)
  if (item.isCalendar && !phrase.isEarlier) {
    // ไตรมาส 1 ของปีปฏิทิน 2568 is from January on.
    note(phrase, "calendar-year", item)
    return { calendarYear: Number(interval.to.slice(0, 4)) }
  }
  if (item.grain === "year" && !isQuarter) return yearFrame(item, detail, fiscalYear, phrase)
  return item.year || item.grain === "fiscal" ? { fiscalYear } : {}
}

/** ปี 2566 เดือนธันวาคม: only outside October–December do the calendar and the fiscal year agree. */
function yearFrame(item: Item, detail: Clause, fiscalYear: number, phrase: Phrase): Frame {
  if (!item.year) return {}
  const doubtful = detail.items.find(({ month = 1, year }) => month >= 10 && !year)
  if (doubtful && !item.isCalendar) {
    const { month = 10, day } = doubtful
    const name = `${day ?? "เดือน"}${day ? " " : ""}${MONTHS[month - 1]} พ.ศ. `
    const words = [`${name}${fiscalYear - 1}`, `${name}${fiscalYear}`].map(thaiDigits)
    note(phrase, "year-ambiguous", doubtful, words)
  } else note(phrase, "year-order", item)
  return item.isCalendar ? { calendarYear: fiscalYear - BE_OFFSET } : { fiscalYear }
}

function noteRivals(
  detail: Clause,
  rivals: readonly Clause[],
  intervals: readonly Interval[],
  phrase: Phrase,
): void {
  const all = [...periodsOf(detail, intervals)]
  for (const rival of rivals) {
    const aside = withOwnNotes(phrase)
    const other = resolveItems(rival.items, rival.joins, {}, aside)
    const known = new Set(phrase.notes.map(({ code }) => code))
    phrase.notes.push(...aside.notes.filter(({ code }) => flagOf(code) !== "warn" && !known.has(code)))
    const isSame =
      other?.length === intervals.length && other.every((one, at) => one.to === intervals[at]?.to)
    const place = { start: clausePlace(detail).start, end: clausePlace(rival).end }
    if (isSame) continue
    const each = [periodsOf(detail, intervals), periodsOf(rival, other ?? [])]
    const words = [detail, rival].flatMap(({ items }, at) => sideWords(items, each[at] ?? [], phrase))
    note(phrase, "several-dates", place, words)
    phrase.meanings.words.push(...jointWords(each.flat()))
    all.push(...(each[1] ?? []))
  }
  if (rivals.length > 1) phrase.meanings.words.push(...jointWords(all))
}

/** Of a range, all of its days; of a set, each. */
function periodsOf({ joins }: Clause, intervals: readonly Interval[]): readonly Interval[] {
  const [first, last, ...more] = intervals
  const isRange = joins.length === 1 && joins[0] === "to" && more.length === 0
  return isRange && first && last ? [{ from: first.from, to: last.to }] : intervals
}

function sideWords(items: readonly Item[], [days]: readonly Interval[], phrase: Phrase): string[] {
  const [item, ...more] = items
  if (days && (more.length > 0 || item?.year)) return [daysWords(days)]
  return item ? [planWording(item, phrase)] : []
}

/** Dates side by side may be the ends of a period, or each a deadline. */
function jointWords(intervals: readonly Interval[]): string[] {
  const ordered = [...intervals].sort((one, other) => (one.to < other.to ? -1 : 1))
  const [first, last] = [ordered[0], ordered[ordered.length - 1]]
  if (!first || !last) return []
  return [daysWords({ from: first.from, to: last.to }), ordered.map(({ to }) => byWords(to)).join(" และ ")]
}

/** วันที่ 5 ของเดือน ม.ค. - มิ.ย.: from the 5th of the one to the end of the other, or the 5th of each? */
function noteDayOfMonths({ items }: Clause, phrase: Phrase): void {
  const [first, last] = items
  if (!first || !last || phrase.isEarlier) return
  const text = phrase.text.slice(first.start, last.end)
  if (last.grain !== "month" || !/^วันที่ ?\d+ ?ของ/.test(text)) return
  note(phrase, "several-dates", { start: first.start, end: last.end })
  phrase.meanings.words.push(`ทุก${text}`)
}

/** `๑ ตุลาคม พ.ศ. ๒๕๖๕ ถึง ๓๑ มีนาคม พ.ศ. ๒๕๖๖` */
export function daysWords({ from, to }: Interval): string {
  return from === to ? `วันที่ ${eraDate(to)}` : `${eraDate(from)} ถึง ${eraDate(to)}`
}

/** Dates outside the frame contradict it; so does one day beside a whole year, unless it is the year's last. */
function noteMismatch(
  { clause, interval }: FrameClause,
  intervals: readonly Interval[],
  detail: Clause,
  phrase: Phrase,
): void {
  if (!interval || isOfRound(clause, interval, intervals)) return
  const isInside = intervals.every(({ from, to }) => from >= interval.from && to <= interval.to)
  const isSame = intervals[0]?.from === interval.from && intervals[intervals.length - 1]?.to === interval.to
  const isLastDay = intervals[intervals.length - 1]?.to === interval.to
  const isWhole = clause.items.some(item => item.isWhole) === true
  const isWithin =
    clause.within === true && !detail.within && clause.items.some(({ grain }) => grain === "fiscal")
  const agrees = isInside && (!isWhole || isSame) && (!isWithin || isLastDay)
  if (agrees) return
  note(phrase, "period-mismatch", clausePlace(detail))
  const [{ isRound = false, count = 0 } = {}] = clause.items
  const from = isRound ? addMonths(addDays(interval.to, 1), -count) : interval.from
  phrase.meanings.words.push(daysWords({ from, to: interval.to }))
}

/**
 * รอบ 6 เดือน (เม.ย. - ก.ย.): a round is each stretch of so many months of the year, from its first day, and its day is
 * the last month of the stretch or the month after, when it is reported.
 */
function isOfRound(
  { items: [item] }: Clause,
  { to: firstEnd }: Interval,
  days: readonly Interval[],
): boolean {
  const [from, to] = [days[0]?.from, days[days.length - 1]?.to]
  if (!item?.isRound || item.count === undefined || !from || !to) return false
  const years = item.year ? [fiscalYearOf(firstEnd)] : [fiscalYearOf(firstEnd), fiscalYearOf(from)]
  const length = Math.abs(item.count)
  // รอบ 6 เดือนแรก, รอบ 6 เดือนหลัง: which of them is said.
  const lengths = Array.from({ length: Math.floor(12 / (length || 13)) }, (_, at) => length * (at + 1))
  const ends = item.part ? lengths : item.count > 0 ? lengths.slice(0, 1) : lengths.slice(-1)
  return years.some(year =>
    ends.some(months => {
      const start = addMonths(fiscalYearStart(year), months - length)
      const end = addDays(addMonths(fiscalYearStart(year), months), -1)
      return (
        (from === start && to === end) || (from >= firstOfMonth(end) && to <= lastOfMonth(addDays(end, 1)))
      )
    }),
  )
}

/** ภายในไตรมาส 3 (เม.ย. - มิ.ย. 2566): what binds the quarter binds its months. */
function mergeBinders(detail: Clause, frames: readonly FrameClause[]): Clause {
  const clauses = frames.map(({ clause }) => clause)
  const within = detail.within || clauses.some(frame => frame.within)
  const onward = detail.onward || clauses.some(frame => frame.onward)
  const isFramed =
    !detail.within && clauses.some(frame => frame.within && coarseness(frame) < COARSENESS.year)
  const time = detail.time ?? clauses.find(frame => frame.time)?.time
  return {
    ...detail,
    isFramed,
    ...(within ? { within } : {}),
    ...(onward ? { onward } : {}),
    ...(time ? { time } : {}),
  }
}

function clauseReading(clause: Clause, intervals: readonly Interval[], phrase: Phrase): Reading | undefined {
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

function clausePlace({ items }: Clause): { start: number; end: number } {
  return { start: items[0]?.start ?? 0, end: items[items.length - 1]?.end ?? 0 }
}

function itemWords({ items }: Clause, intervals: readonly Interval[]): string[] {
  return items.flatMap((_, index) => {
    const to = intervals[index]?.to
    return to ? [byWords(to)] : []
  })
}

function byWords(date: IsoDate): string {
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

/** Each day, or the last day of each month, quarter or window. */
function setReading(clause: Clause, intervals: readonly Interval[], phrase: Phrase): Reading {
  const ends = intervals.filter((_, index) => clause.joins[index] !== "to").map(({ to }) => to)
  const dates = [...new Set(ends)].sort()
  const place = clausePlace(clause)
  if (clause.joins.includes("to") && !clause.isNumbered)
    note(phrase, "several-dates", place, [dates.map(byWords).join(" และ")])
  if (clause.time || clause.startTime || clause.before || clause.after || clause.onward || clause.from)
    note(phrase, "time-unclear", place)
  const [only] = dates
  if (dates.length === 1 && only)
    return clause.within ? { kind: "by", date: only } : { kind: "date", date: only }
  return { kind: "set", dates }
}
