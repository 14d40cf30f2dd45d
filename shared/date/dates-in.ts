/** Dates as people write them inside a sentence: with the name of a month, or in figures. */
import { BE_OFFSET, type IsoDate, isoDate } from "./civil-date.ts"
import { asciiDigits, MONTHS, SHORT_MONTHS } from "./thai-date.ts"

/** `มิ.ย.` is also written `มิย.`, `มิ. ย.` and `มิย`. */
const loose = (name: string) => name.replace(/\./g, "\\.?\\s?")
const MONTH = [...MONTHS, ...SHORT_MONTHS.map(loose)].map(name => `(${name})`).join("|")
const YEAR = "(\\d{4}|\\d{2})(?!\\d)"

const NAMED = `(?<!\\d)(\\d{1,2})\\s?(?:${MONTH})\\s?(?:พ\\.?\\s?ศ\\.?\\s?|ค\\.?\\s?ศ\\.?\\s?)?${YEAR}`
const IN_FIGURES = `(?<![\\d/.-])(\\d{1,2})[/.-](\\d{1,2})[/.-]${YEAR}`
const ISO = "(?<![\\d-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\d-])"
const DATE = new RegExp(`${NAMED}|${IN_FIGURES}|${ISO}`, "g")

type FoundDates = {
  readonly dates: readonly IsoDate[]
  /** The text in ASCII digits, each date a space: the figures of a date must not pass for another number. */
  readonly rest: string
}

/** Every day of the calendar that a text names. A year of two digits is of the Buddhist era. */
export function datesIn(text: string): FoundDates {
  const dates: IsoDate[] = []
  // Runs of spaces would make the search quadratic.
  const rest = asciiDigits(text)
    .replace(/\s+/g, " ")
    .replace(DATE, (written: string, ...parts: (string | number | undefined)[]) => {
      const date = dateOf(parts.slice(0, GROUPS))
      if (!date) return written
      dates.push(date)
      return " "
    })
  return { dates, rest }
}

const NAMES = MONTHS.length + SHORT_MONTHS.length
/** Day, the names of months and year; day, month and year; year, month and day. */
const GROUPS = 1 + NAMES + 1 + 3 + 3

function dateOf(parts: readonly (string | number | undefined)[]): IsoDate | undefined {
  const numbers = parts.map(Number)
  const [day = 0, year = 0] = [numbers[0], numbers[NAMES + 1]]
  if (parts[0] !== undefined)
    return isoDate(
      commonYear(year),
      ((parts.findIndex((part, at) => at > 0 && part !== undefined) - 1) % 12) + 1,
      day,
    )
  const [dayOf = 0, monthOf = 0, yearOf = 0, isoYear = 0, isoMonth = 0, isoDay = 0] = numbers.slice(NAMES + 2)
  return parts[NAMES + 2] === undefined
    ? isoDate(commonYear(isoYear), isoMonth, isoDay)
    : isoDate(commonYear(yearOf), monthOf, dayOf)
}

/** No office writes of the years from 2400 in the common era, nor of those before it in the Buddhist one. */
const FIRST_OF_ERA = 2400

function commonYear(written: number): number {
  if (written < 100) return written + 2500 - BE_OFFSET
  return written >= FIRST_OF_ERA ? written - BE_OFFSET : written
}
