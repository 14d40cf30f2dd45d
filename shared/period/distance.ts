/** How far a date lies from the plan's fiscal year. */
import {
  addDays,
  dateParts,
  daysInMonth,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
  isoDate,
  yearOfMonth,
} from "../date/civil-date.ts"
import { longDate } from "../date/thai-date.ts"
import { type Flag, flagOf, type PeriodCode } from "./problems.ts"
import { note, type Phrase, type Reading } from "./reading.ts"
import { ruleDates } from "./series.ts"
import { FARTHEST } from "./years.ts"

/** Notes the gravest distance among a reading's dates. */
export function noteDistance(reading: Reading, phrase: Phrase): void {
  const found = datesOf(reading, phrase).flatMap(date => {
    const code = distanceCode(date, phrase.fiscalYear)
    return code ? [{ code, date }] : []
  })
  const order: readonly Flag[] = ["reject", "ask", "warn"]
  const [worst] = order.flatMap(flag => found.filter(({ code }) => flagOf(code) === flag))
  if (!worst) return
  const words =
    flagOf(worst.code) === "warn"
      ? undefined
      : [`ภายใน${longDate(insidePlan(worst.date, phrase.fiscalYear))}`]
  note(phrase, worst.code, { start: 0, end: phrase.text.length }, words)
}

/** A shifted series is expected to end in the next year, which is noted already. */
function datesOf(reading: Reading, phrase: Phrase): readonly IsoDate[] {
  switch (reading.kind) {
    case "date":
      return [reading.date]
    case "by":
      return reading.from ? [reading.date, reading.from] : [reading.date]
    case "span":
      return [reading.to, reading.from]
    case "set":
      return reading.dates
    case "series": {
      const dates = ruleDates(reading.series)
      const isShifted = phrase.notes.some(({ code }) => code === "series-shifted")
      return isShifted ? dates.slice(0, 1) : [...dates.slice(0, 1), ...dates.slice(-1)]
    }
    case "relative":
      return reading.due ? [reading.due] : []
    case "none":
    case "bad":
      return []
  }
}

const FAR = 5
const JUST_BEFORE_DAYS = 7

function distanceCode(date: IsoDate, fiscalYear: number): PeriodCode | undefined {
  const years = Math.abs(fiscalYearOf(date) - fiscalYear)
  const start = fiscalYearStart(fiscalYear)
  if (years > FARTHEST) return "too-far"
  if (years > FAR) return "far-from-year"
  if (date < start && date >= addDays(start, -JUST_BEFORE_DAYS)) return "just-before-year"
  return years > 0 ? "outside-year" : undefined
}

/** The same day and month inside the plan's year. */
function insidePlan(date: IsoDate, fiscalYear: number): IsoDate {
  const { month, day } = dateParts(date)
  const year = yearOfMonth(month, fiscalYear)
  return isoDate(year, month, Math.min(day, daysInMonth(year, month))) ?? date
}
