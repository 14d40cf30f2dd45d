/** What items lend each other: 15 และ 30 มิถุนายน share a month, มกราคม - มีนาคม 2566 a year. */
import { BE_OFFSET, isoDate, yearOfMonth } from "../date/civil-date.ts"
import { MONTHS, thaiDigits } from "../date/thai-date.ts"
import type { Join } from "./clauses.ts"
import type { Item } from "./grammar.ts"
import { flagOf } from "./problems.ts"
import { meaningOf, note, type Phrase } from "./reading.ts"
import { readYear } from "./years.ts"

/** What surrounds a clause: the fiscal or calendar year that a neighbouring clause names. */
export type Frame = { readonly fiscalYear?: number; readonly calendarYear?: number }

/** 15 และ 30 มิถุนายน: a day takes the month that follows it. */
export function shareMonths(items: readonly Item[], phrase: Phrase): Item[] | undefined {
  const dated = [...items]
  for (let index = dated.length - 1; index >= 0; index--) {
    const item = dated[index]
    if (item?.grain !== "day" || item.month !== undefined) continue
    const next = dated[index + 1]
    if (next?.month === undefined) {
      note(phrase, "month-missing", item, monthMissingWords(item, phrase))
      return undefined
    }
    const { month, unclear, year } = next
    dated[index] = { ...item, month, ...(unclear ? { unclear } : {}), ...(year ? { year } : {}) }
  }
  return dated
}

/**
 * วันที่ 10 ของเดือนมกราคม เมษายน และกรกฎาคม: the day is each month's. In 15 มี.ค. และ ก.ย. it may be of the first alone, which is
 * asked.
 */
export function shareDays(items: readonly Item[], joins: readonly Join[], phrase: Phrase): readonly Item[] {
  const [first, ...others] = items
  const isOfList =
    first?.grain === "day" &&
    !first.year &&
    others.length > 0 &&
    joins.every(join => join === "and") &&
    others.every(({ grain, part }) => grain === "month" && !part)
  if (!isOfList || phrase.isEarlier) return items
  if (first.nth === undefined && !/ทุก|ของ|เดือน/.test(phrase.text.slice(0, first.end))) {
    const place = { start: first.start, end: others[others.length - 1]?.end ?? first.end }
    const each = phrase.raw
      .slice(place.start, place.end)
      .replace(/^(?:วันที่)? ?([0-9๐-๙]+) ?/, "วันที่ $1 ของเดือน")
    note(phrase, "several-dates", place, [each])
    if (meaningOf(phrase, "several-dates", 2) === 0) return items
  }
  const { month: _, unclear: __, weekday, ...day } = first
  const shared = first.nth === undefined || weekday === undefined ? day : { ...day, weekday }
  return [first, ...others.map(other => ({ ...shared, ...other, grain: first.grain }))]
}

/** The C.E. year of each item (of fiscal pieces, B.E. less 543), given once for several where people do so. */
export function shareYears(
  items: readonly Item[],
  joins: readonly Join[],
  frame: Frame,
  phrase: Phrase,
): number[] {
  const years = items.map((item, index) =>
    isYearAfterStart(item, items[index - 1]) ? undefined : ownYear(item, phrase),
  )
  for (const [index, item] of items.entries()) {
    const start = items[index - 1]
    if (!start || !isYearAfterStart(item, start)) continue
    const year = years[index - 1] ?? assumedYear(start, frame, phrase)
    years.splice(index - 1, 2, year, year + 1)
  }
  const pairAt = (at: number): Pair => ({ first: items[at], second: items[at + 1], join: joins[at] })
  for (let index = items.length - 2; index >= 0; index--)
    years[index] ??= yearBeside(years[index + 1], -1, pairAt(index), phrase)
  for (let index = 1; index < items.length; index++)
    years[index] ??= yearBeside(years[index - 1], 1, pairAt(index - 1), phrase)
  const filled = items.map((item, index) => years[index] ?? assumedYear(item, frame, phrase))
  if (years.every(year => year === undefined)) wrapUndated({ items, joins }, filled, phrase)
  return filled
}

/** 1 ต.ค. - 30 ก.ย. ของปีถัดไป: the year after the one in which the range begins, where it turns back to January. */
function isYearAfterStart(item: Item, start: Item | undefined): boolean {
  return (
    item.year?.isNext === true && start !== undefined && isMonthly(start) && rank(start, {}) > rank(item, {})
  )
}

/** The same piece inside the plan's own year, as words to type. */
export function planWording({ day, month }: Item, phrase: Phrase): string {
  if (month === undefined || month > 12) return thaiDigits(`ภายในปีงบประมาณ พ.ศ. ${phrase.fiscalYear}`)
  const year = yearOfMonth(month, phrase.fiscalYear)
  const named = `${MONTHS[month - 1]} พ.ศ. ${year + BE_OFFSET}`
  return thaiDigits(day === undefined || !isoDate(year, month, day) ? `เดือน${named}` : `วันที่ ${day} ${named}`)
}

export function isMonthly(item: Item): boolean {
  return item.grain === "day" || item.grain === "month"
}

function monthMissingWords({ day }: Item, phrase: Phrase): string[] {
  const date = `ภายในวันที่ ${day} กันยายน พ.ศ. ${phrase.fiscalYear}`
  return [thaiDigits(`ภายในวันที่ ${day} ของทุกเดือน`), thaiDigits(date)]
}

/** ก.ย. - ต.ค. without a year: the end is never before the start; which of the two lies outside the plan is asked. */
function wrapUndated(
  { items, joins }: { readonly items: readonly Item[]; readonly joins: readonly Join[] },
  years: number[],
  phrase: Phrase,
): void {
  const last = items.length - 1
  const [start, from, to] = [years[last - 1], items[last - 1], items[last]]
  if (start === undefined || !from || !to) return
  if (last === 1 && joins[0] === "and" && isPairOfHalves(from, to)) {
    if (isSecondTaken([from, to], phrase)) years[last] = (years[last] ?? start) + 1
    return
  }
  // 10 ม.ค., 10 เม.ย., 10 ก.ค. และ 10 ต.ค.: in the order of the calendar, or the plan's October?
  const isTurned = last > 1 && rank(from, phrase) < rank(to, phrase) && (years[last] ?? 0) < start
  if (isTurned && isMonthly(from) && joins.every(join => join === "and") && isSecondTaken([from, to], phrase))
    years[last] = start
  if (joins[last - 1] !== "to") return
  const end = rank(to, phrase) < rank(from, phrase) ? start + 1 : start
  const isInside = end <= (years[last] ?? end)
  years[last] = Math.max(years[last] ?? end, end)
  if (isInside || !isMonthly(from) || !isSecondTaken([from, to], phrase)) return
  years[last - 1] = start - 1
  years[last] = end - 1
}

/** Asks which years two months without one are of, and says whether another meaning than the first is to be read. */
function isSecondTaken([from, to]: readonly [Item, Item], phrase: Phrase): boolean {
  if (phrase.isEarlier) return false
  note(phrase, "year-ambiguous", { start: from.start, end: to.end })
  return meaningOf(phrase, "year-ambiguous", 2) === 1
}

/**
 * เมษายน และ ตุลาคม: months half a year apart, the later one first in the fiscal year. They are the two of the plan's
 * year, or those in which its halves are reported: that October is after its end.
 */
function isPairOfHalves(from: Item, to: Item): boolean {
  const place = ({ month = 0 }: Item) => (month + 2) % 12
  return isMonthly(from) && isMonthly(to) && place(from) - place(to) === 6
}

function ownYear(item: Item, phrase: Phrase): number | undefined {
  if (!item.year) return undefined
  const { year, codes } = readYear(item.year, phrase.fiscalYear)
  const { isNext, fiscal } = item.year
  if (isNext && isMonthly(item)) return nextYear(item, fiscal === true, phrase)
  for (const code of codes)
    note(phrase, code, item, flagOf(code) === "reject" ? [planWording(item, phrase)] : undefined)
  return isMonthly(item) && item.year.fiscal ? yearOfMonth(item.month ?? 1, year + BE_OFFSET) : year
}

/** ตุลาคมของปีถัดไป: the plan's next year, or the calendar's; they are the same from January to September. */
function nextYear(item: Item, isFiscal: boolean, phrase: Phrase): number {
  const next = phrase.fiscalYear + 1
  const years = [yearOfMonth(item.month ?? 1, next), next - BE_OFFSET]
  if (isFiscal) return years[0] ?? next
  note(phrase, "year-ambiguous", item)
  return years[meaningOf(phrase, "year-ambiguous", 2)] ?? next
}

type Pair = {
  readonly first: Item | undefined
  readonly second: Item | undefined
  readonly join: Join | undefined
}

/** The year of one of two neighbours by the other's: the same, or one before or after where a new year lies between. */
function yearBeside(
  year: number | undefined,
  step: -1 | 1,
  { first, second, join }: Pair,
  phrase: Phrase,
): number | undefined {
  if (year === undefined || !first || !second) return year
  if (isMonthly(first) !== isMonthly(second) && !phrase.isEarlier)
    return step > 0 ? yearAcross(year, first, second) : yearAcross(year, second, first)
  if (rank(first, phrase) <= rank(second, phrase)) return year
  const own = yearOfMonth((step > 0 ? second : first).month ?? 1, phrase.fiscalYear)
  if (join !== "to" && isMonthly(first) && own === year && !phrase.isEarlier) {
    // ส.ค. และ ก.พ. 70: in the plan's year as they stand, and outside it in their order.
    note(phrase, "year-ambiguous", { start: first.start, end: second.end })
    return meaningOf(phrase, "year-ambiguous", 2) === 1 ? year + step : year
  }
  note(phrase, "range-crosses-new-year", { start: first.start, end: second.end })
  return year + step
}

/** 1 มกราคม 2568 จนสิ้นปีงบประมาณ: a day and a piece of the fiscal year that a range joins are of one such year. */
function yearAcross(year: number, known: Item, item: Item): number {
  if (!isMonthly(known)) return yearOfMonth(item.month ?? 1, year + BE_OFFSET)
  return yearOfMonth(known.month ?? 1, year + BE_OFFSET) === year ? year : year + 1
}

/** Order inside one year, to see a list of months turn back to January. */
function rank(item: Item, { isEarlier }: Pick<Phrase, "isEarlier">): number {
  if (isMonthly(item)) return (item.month ?? 0) * 100 + (item.day ?? 0)
  // ไตรมาส 2 ถึงสิ้นปีงบประมาณ: the year ends after each of its pieces.
  return item.count ?? (isEarlier ? 0 : 12)
}

/** No year written: the frame's, else the plan's. A fiscal piece without a year is the plan's beyond doubt. */
function assumedYear(item: Item, frame: Frame, phrase: Phrase): number {
  if (frame.calendarYear !== undefined) return frame.calendarYear
  if (!isMonthly(item)) return (frame.fiscalYear ?? phrase.fiscalYear) - BE_OFFSET
  if (frame.fiscalYear === undefined) note(phrase, "year-assumed", item)
  return yearOfMonth(item.month ?? 1, frame.fiscalYear ?? phrase.fiscalYear)
}
