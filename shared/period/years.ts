/** Years: how they are written beside months, quarters and the word ปี, and which year a number means. */
import { BE_OFFSET } from "../date/civil-date.ts"
import { type Cursor, kinds, peek, take } from "./cursor.ts"
import type { Kind, Token, WrittenYear } from "./grammar.ts"
import type { PeriodCode } from "./problems.ts"

/** The C.E. year (or, of a fiscal year, its B.E. number less 543), and what is to be noted about it. */
type YearReading = { readonly year: number; readonly codes: readonly PeriodCode[] }

export function readYear(written: WrittenYear, fiscalYear: number): YearReading {
  const reading = yearAsWritten(written, fiscalYear)
  const isNear = Math.abs(reading.year + BE_OFFSET - fiscalYear) <= FARTHEST + 1
  return isNear ? reading : { year: fiscalYear - BE_OFFSET, codes: ["too-far"] }
}

/** A deadline farther from its plan than this is a slip of the pen: refused, never applied. */
export const FARTHEST = 50

function yearAsWritten(written: WrittenYear, fiscalYear: number): YearReading {
  const { number, era, style, isNext, fiscal } = written
  if (isNext) return { year: fiscalYear + 1 - BE_OFFSET, codes: fiscal ? [] : ["year-ambiguous"] }
  if (number.digits === 2) return twoDigitYear(written, fiscalYear)
  if (number.digits !== 4) return { year: fiscalYear - BE_OFFSET, codes: ["malformed-year"] }
  const isBuddhist = era ? era.value === 0 : number.value >= FIRST_BUDDHIST_YEAR
  if (isBuddhist) return { year: number.value - BE_OFFSET, codes: style === "iso" ? ["iso-order"] : [] }
  return { year: number.value, codes: era || style === "iso" ? [] : ["ce-year"] }
}

/** Four digits from here up are B.E.; below, C.E. Both ends are centuries away from any plan. */
export const FIRST_BUDDHIST_YEAR = 2300

function twoDigitYear({ number, era, style }: WrittenYear, fiscalYear: number): YearReading {
  const buddhist = 2500 + number.value - BE_OFFSET
  const common = 2000 + number.value
  const codes: PeriodCode[] = style === "text" ? [] : ["two-digit-year"]
  if (era) return { year: era.value === 0 ? buddhist : common, codes }
  const fits = (year: number) => Math.abs(year + BE_OFFSET - fiscalYear) <= 2
  if (!fits(buddhist) && fits(common)) return { year: common, codes: [...codes, "two-digit-ce"] }
  return { year: buddhist, codes }
}

/** The year after a month or quarter: 2566, พ.ศ. 2566, ปี 66, ของปีงบประมาณ พ.ศ. 2566, ของปีถัดไป. */
export function readAttachedYear(cursor: Cursor): WrittenYear | undefined {
  const start = cursor.at
  take(cursor, "of")
  const word = take(cursor, "fiscal", "year")
  const next = word && take(cursor, "next")
  if (word && next) return nextYear(next, word.kind === "fiscal")
  const era = take(cursor, "era")
  const isNamed = word !== undefined || era !== undefined
  const number = take(cursor, "number")
  if (!number || !(isNamed || canBeYear(cursor, number))) {
    cursor.at = start
    return undefined
  }
  const year: WrittenYear = { number, style: "text" }
  return { ...year, ...(era ? { era } : {}), ...(word?.kind === "fiscal" ? { fiscal: true } : {}) }
}

function nextYear(number: Token, fiscal: boolean): WrittenYear {
  return { number, style: "text", isNext: true, ...(fiscal ? { fiscal } : {}) }
}

export function readPeriodYear(cursor: Cursor): { year?: WrittenYear; isTerse?: boolean } {
  const isTerse = peek(cursor) === "slash" && peek(cursor, 1) === "number"
  if (isTerse) cursor.at += 1
  const year = readAttachedYear(cursor)
  return { ...(year ? { year } : {}), ...(isTerse ? { isTerse } : {}) }
}

/** 2566, พ.ศ. 2566, 2566 - 2570, ถัดไป */
export function readYears(cursor: Cursor): { year?: WrittenYear; lastYear?: WrittenYear } {
  const next = take(cursor, "next")
  if (next) return { year: nextYear(next, true) }
  const year = readBareYear(cursor)
  if (!year) return {}
  const start = cursor.at
  if (take(cursor, "dash", "until")) {
    take(cursor, "fiscal", "year")
    const lastYear = readBareYear(cursor)
    if (lastYear) return { year, lastYear }
  }
  cursor.at = start
  return { year }
}

function readBareYear(cursor: Cursor): WrittenYear | undefined {
  const start = cursor.at
  const era = take(cursor, "era")
  const number = take(cursor, "number")
  if (number && canBeYear(cursor, number)) return { number, style: "text", ...(era ? { era } : {}) }
  cursor.at = start
  return undefined
}

/** A bare number after a month is its year unless it begins something else: มิ.ย. 30 ก.ย., มิ.ย. 16.30 น. */
function canBeYear(cursor: Cursor, number: Token): boolean {
  if (number.digits === 4) return peek(cursor) !== "slash"
  const next = peek(cursor)
  return !AFTER_A_DAY.includes(next) || (next === "month" && number.value > 31)
}

export const AFTER_A_DAY: readonly (Kind | undefined)[] = kinds(
  "month oclock dot colon days months times slash",
)
