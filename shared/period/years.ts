/** Which year a written number means. */
import { BE_OFFSET } from "../date/civil-date.ts"
import type { PeriodCode } from "./problems.ts"
import type { Token } from "./tokens.ts"

export type WrittenYear = {
  readonly number: Token
  readonly era?: Token
  /** `numeric` inside 30/6/66, `iso` in year-month-day order, `text` beside a month's name. */
  readonly style: "text" | "numeric" | "iso"
  /** Said to be a fiscal year: มิถุนายน ปีงบประมาณ 2566. */
  readonly fiscal?: boolean
}

/** The C.E. year (or, of a fiscal year, its B.E. number less 543), and what is to be told about it. */
export type YearReading = { readonly year: number; readonly codes: readonly PeriodCode[] }

export function readYear(written: WrittenYear, fiscalYear: number): YearReading {
  const reading = yearAsWritten(written, fiscalYear)
  const isNear = Math.abs(reading.year + BE_OFFSET - fiscalYear) <= FARTHEST + 1
  return isNear ? reading : { year: fiscalYear - BE_OFFSET, codes: ["too-far"] }
}

/** A deadline farther from its plan than this is a slip of the pen: refused, never applied. */
export const FARTHEST = 50

function yearAsWritten(written: WrittenYear, fiscalYear: number): YearReading {
  const { number, era, style } = written
  if (number.digits === 2) return twoDigitYear(written, fiscalYear)
  if (number.digits !== 4) return { year: fiscalYear - BE_OFFSET, codes: ["malformed-year"] }
  const isBuddhist = era ? era.value === 0 : number.value >= FIRST_BUDDHIST_YEAR
  if (isBuddhist) return { year: number.value - BE_OFFSET, codes: style === "iso" ? ["iso-order"] : [] }
  return { year: number.value, codes: era || style === "iso" ? [] : ["ce-year"] }
}

/** Four digits from here up are B.E.; below, C.E. Both ends are centuries away from any plan. */
const FIRST_BUDDHIST_YEAR = 2300

function twoDigitYear({ number, era, style }: WrittenYear, fiscalYear: number): YearReading {
  const buddhist = 2500 + number.value - BE_OFFSET
  const common = 2000 + number.value
  const codes: PeriodCode[] = style === "text" ? [] : ["two-digit-year"]
  if (era) return { year: era.value === 0 ? buddhist : common, codes }
  const fits = (year: number) => Math.abs(year + BE_OFFSET - fiscalYear) <= 2
  if (!fits(buddhist) && fits(common)) return { year: common, codes: [...codes, "two-digit-ce"] }
  return { year: buddhist, codes }
}

/** The C.E. year in which a month falls inside a fiscal year (B.E.). */
export function yearOfMonth(month: number, fiscalYear: number): number {
  return fiscalYear - BE_OFFSET - (month >= 10 ? 1 : 0)
}
