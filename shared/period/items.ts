/**
 * The smallest pieces of the calendar that a phrase names: a day, a month, a quarter, a year. Reading one consumes
 * its words and says nothing yet about which year is meant when none is written.
 */

import { type Cursor, type Found, firstOf, kinds, peek, type Reader, take } from "./cursor.ts"
import type { Item, Kind, Part } from "./grammar.ts"
import {
  readEnglishDate,
  readFirstDay,
  readFirstWorkdays,
  readIsoDate,
  readLoneDay,
  readMonth,
  readNth,
  readNthDay,
  readNumericDate,
  readTextDate,
  readWeekdayDate,
} from "./item-days.ts"
import { AFTER_A_DAY, readPeriodYear, readYears } from "./years.ts"

/** The item at the cursor, which moves past it; undefined, with the cursor unmoved, when there is none. */
export function readItem(cursor: Cursor): Item | undefined {
  return placed(cursor, READERS)
}

/** After a quarter and และ or a dash, a bare number is another quarter: ไตรมาส 1 และ 3. */
export function readAnotherQuarter(cursor: Cursor): Item | undefined {
  return placed(cursor, [
    () => {
      take(cursor, "th")
      const count = take(cursor, "number")
      if (!count || count.digits > 1 || AFTER_A_DAY.includes(peek(cursor))) return undefined
      return { grain: "quarter", count: count.value, ...readPeriodYear(cursor) }
    },
  ])
}

function placed(cursor: Cursor, readers: readonly Reader[]): Item | undefined {
  const first = cursor.tokens[cursor.at]
  const found = firstOf(cursor, ...readers)
  const last = cursor.tokens[cursor.at - 1]
  return found && first && last ? { ...found, start: first.start, end: last.end } : undefined
}

const READERS: readonly Reader[] = [
  readPart,
  readWeekOfMonth,
  readNthDay,
  cursor => readFirstDay(cursor, readWhole),
  readFirstWorkdays,
  readWeekdayDate,
  readIsoDate,
  readNumericDate,
  readTextDate,
  readEnglishDate,
  readYearThenQuarter,
  readMonthOfQuarter,
  readMonth,
  readQuarter,
  readHalf,
  readMonthsOfYear,
  readMonthOverYear,
  readFiscalYear,
  readYear,
  readLoneDay,
]

const PARTS: Partial<Record<Kind, Part>> = {
  end: "end",
  finish: "end",
  early: "early",
  middle: "middle",
  late: "late",
}

function readPart(cursor: Cursor): Found | undefined {
  const word = take(cursor, "end", "finish", "early", "middle", "late")
  const part = word && PARTS[word.kind]
  if (!part || word.value === 1) return undefined
  take(cursor, "of")
  const item = readWhole(cursor)
  return item && { ...item, part }
}

function readWhole(cursor: Cursor): Found | undefined {
  return firstOf(cursor, readMonth, readQuarter, readHalf, readFiscalYear, readYear)
}

/** สัปดาห์ที่ 2 ของเดือนมิถุนายน */
function readWeekOfMonth(cursor: Cursor): Found | undefined {
  if (!take(cursor, "weeks")) return undefined
  const week = readNth(cursor)
  take(cursor, "of")
  const month = week === undefined ? undefined : readMonth(cursor)
  return month && week !== undefined ? { ...month, part: "week", week } : undefined
}

function readQuarter(cursor: Cursor): Found | undefined {
  if (!take(cursor, "quarter")) return undefined
  const count = readNth(cursor)
  if (count === undefined) return undefined
  return { grain: "quarter", count: count === -1 ? 4 : count, ...readPeriodYear(cursor) }
}

/** เดือนแรกของไตรมาสที่ 2, เดือนสุดท้ายของไตรมาส 3/2566 */
function readMonthOfQuarter(cursor: Cursor): Found | undefined {
  if (!take(cursor, "months")) return undefined
  const nth = readNth(cursor)
  take(cursor, "of")
  const quarter = nth === undefined || nth === 0 || nth > 3 ? undefined : readQuarter(cursor)
  if (!quarter?.count || nth === undefined || quarter.count > 4) return undefined
  const ofYear = (quarter.count - 1) * 3 + (nth < 0 ? 2 : nth - 1)
  const year = quarter.year && { year: { ...quarter.year, fiscal: true } }
  return { grain: "month", month: ((9 + ofYear) % 12) + 1, ...year }
}

function readHalf(cursor: Cursor): Found | undefined {
  const half = take(cursor, "half")
  if (!half) return undefined
  const count = half.value === 0 ? readNth(cursor) : half.value
  if (count === undefined) return undefined
  return { grain: "half", count: count === -1 ? 2 : count, ...readPeriodYear(cursor) }
}

/** 6 เดือนแรก, 3 เดือนหลังของปีงบประมาณ */
function readMonthsOfYear(cursor: Cursor): Found | undefined {
  const isRound = take(cursor, "round") !== undefined || hasRoundBefore(cursor)
  const count = take(cursor, "number")
  if (!count || !take(cursor, "months")) return undefined
  if (isRound && !["first", "last", "after"].includes(peek(cursor) ?? "")) {
    return { grain: "months", count: count.value, isRound, part: "end", ...readPeriodYear(cursor) }
  }
  const side = take(cursor, "first", "last", "after")
  const next = peek(cursor)
  const isLatter = side?.kind === "after" && next !== undefined && !ENDS_ITEM.includes(next)
  if (!side || isLatter) return undefined
  return {
    grain: "months",
    count: side.kind === "first" ? count.value : -count.value,
    ...(isRound ? { isRound } : {}),
    ...readPeriodYear(cursor),
  }
}

/** รอบ 6 เดือน และ 12 เดือน */
function hasRoundBefore({ tokens, at }: Cursor): boolean {
  return tokens[at - 1]?.kind === "and" && tokens.slice(0, at).some(({ kind }) => kind === "round")
}

const ENDS_ITEM: readonly Kind[] = kinds("of fiscal year open close era and comma")

/** 2566/Q3, 2566 ไตรมาส 3 */
function readYearThenQuarter(cursor: Cursor): Found | undefined {
  const number = take(cursor, "number")
  if (number?.digits !== 4) return undefined
  take(cursor, "slash", "dash")
  const quarter = firstOf(cursor, readQuarter, readHalf)
  return quarter && !quarter.year ? { ...quarter, year: { number, style: "text" }, isTerse: true } : undefined
}

/** 6/2566: a month, a quarter or the sixth of the year. */
function readMonthOverYear(cursor: Cursor): Found | undefined {
  const month = take(cursor, "number")
  const mark = month && month.digits > 0 && month.digits <= 2 ? take(cursor, "slash") : undefined
  const number = mark && take(cursor, "number")
  if (!month || !number || !(number.digits === 4 || (number.digits === 2 && number.value > 12)))
    return undefined
  return { grain: "month", month: month.value, year: { number, style: "numeric" }, isTerse: true }
}

function readFiscalYear(cursor: Cursor): Found | undefined {
  const isWhole = take(cursor, "whole") !== undefined
  if (!take(cursor, "fiscal")) return undefined
  take(cursor, "this")
  return { grain: "fiscal", ...readYears(cursor), ...(isWhole ? { isWhole } : {}) }
}

function readYear(cursor: Cursor): Found | undefined {
  const isWhole = take(cursor, "whole") !== undefined
  const word = take(cursor, "year", "calendar")
  if (!word && peek(cursor) !== "era") return undefined
  take(cursor, "this")
  const years = readYears(cursor)
  if (!word && !years.year) return undefined
  return { grain: "year", ...years, isWhole, isCalendar: word?.kind === "calendar" }
}
