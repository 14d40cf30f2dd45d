/** Coarser clauses around a finer one, a quarter or a year: they give its year, and must agree with it. */
import {
  addDays,
  addMonths,
  BE_OFFSET,
  firstOfMonth,
  fiscalYearOf,
  fiscalYearStart,
  lastOfMonth,
} from "../date/civil-date.ts"
import { MONTHS, thaiDigits } from "../date/thai-date.ts"
import { clausePlace, daysWords } from "./clause-reading.ts"
import type { Clause } from "./clauses.ts"
import type { Interval, Item } from "./grammar.ts"
import { note, type Phrase, withOwnNotes } from "./reading.ts"
import { resolveItems } from "./resolve.ts"
import type { Frame } from "./sharing.ts"

/** A clause around a finer one, and the days it covers. */
type FrameClause = { readonly clause: Clause; readonly interval: Interval | undefined }

const COARSENESS = { day: 0, month: 1, quarter: 2, months: 3, half: 3, year: 4, fiscal: 4 } as const

export function coarseness({ items }: Clause): number {
  return Math.min(...items.map(item => COARSENESS[item.grain]))
}

/** What a frame covers, read aside: its own doubts (calendar or fiscal?) do not matter beside explicit months. */
export function frameInterval(frame: Clause, phrase: Phrase): Interval | undefined {
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

export function frameOf(
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

/** Dates outside the frame contradict it; so does one day beside a whole year, unless it is the year's last. */
export function noteMismatch(
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
export function mergeBinders(detail: Clause, frames: readonly FrameClause[]): Clause {
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
