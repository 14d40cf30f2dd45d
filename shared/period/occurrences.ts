/** The period that each due date reports on. Its name never holds the due date, so that a report survives a move. */
import {
  addDays,
  BE_OFFSET,
  dateParts,
  daysBetween,
  firstOfMonth,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
  weekday,
} from "../date/civil-date.ts"
import { type Roll, rollDate } from "../date/working-day.ts"
import type { Phrase } from "./reading.ts"
import { isForBefore, remembered, ruleDates, type Series, seriesToRule, workingDate } from "./series.ts"

export type Occurrence = { readonly id: string; readonly due: IsoDate }

/** One report for the year. */
export function yearOccurrence(fiscalYear: number, due: IsoDate): Occurrence[] {
  return [{ id: String(fiscalYear), due }]
}

/** `2566-N1`, `2566-N2` …: numbered in order of date. */
export function setOccurrences(fiscalYear: number, dates: readonly IsoDate[]): Occurrence[] {
  return dates.map((due, index) => ({ id: `${fiscalYear}-N${index + 1}`, due }))
}

export function seriesOccurrences(series: Series, roll: Roll | undefined, phrase: Phrase): Occurrence[] {
  const dates = ruleDates(series)
  const names = periodNames(series, dates, phrase.fiscalYear)
  return names.flatMap((id, index) => {
    const date = dates[index]
    const due = date && workingDate(series, date, phrase.holidays)
    return due ? [{ id, due: roll ? rollDate(due, roll, phrase.holidays) : due }] : []
  })
}

const NAMED = new Map<string, readonly string[]>()

function periodNames(series: Series, dates: readonly IsoDate[], fiscalYear: number): readonly string[] {
  const key = `${seriesToRule(series)}/${series.window.from}/${fiscalYear}/${isForBefore(series)}`
  return remembered(NAMED, key, () =>
    numbered(dates.map(date => periodName(series, date, dates, fiscalYear))),
  )
}

/** Two dates in one period are its first and second: 2566-05-N1, 2566-05-N2. */
function numbered(names: readonly string[]): string[] {
  const total = new Map<string, number>()
  for (const name of names) total.set(name, (total.get(name) ?? 0) + 1)
  const seen = new Map<string, number>()
  return names.map(name => {
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    return (total.get(name) ?? 0) > 1 ? `${name}-N${nth}` : name
  })
}

function periodName(series: Series, date: IsoDate, dates: readonly IsoDate[], fiscalYear: number): string {
  if (series.frequency === "MONTHLY" && series.interval === 1) return monthName(series, date)
  if (series.frequency === "MONTHLY" && series.interval === 3) return blockName(series, date, 3, "Q")
  if (series.frequency === "MONTHLY" && series.interval === 6) return blockName(series, date, 6, "H")
  if (series.frequency === "WEEKLY" && series.interval === 1) return weekName(date)
  if (series.frequency === "DAILY" && series.interval === 1) return dayName(date)
  return `${fiscalYear}-N${dates.indexOf(date) + 1}`
}

/** `2566-05`: for a duty due early in a month, the month before. */
function monthName(series: Series, date: IsoDate): string {
  const { year, month } = dateParts(isForBefore(series) ? addDays(firstOfMonth(date), -1) : date)
  return `${year + BE_OFFSET}-${String(month).padStart(2, "0")}`
}

/** `2566-Q1`, `2566-H1`: fiscal; for a duty due early in the first month of a block, the block before. */
function blockName(series: Series, date: IsoDate, size: number, letter: string): string {
  const isFirstMonth = fiscalMonthIndex(date) % size === 0
  const day = isFirstMonth && isForBefore(series) ? addDays(firstOfMonth(date), -1) : date
  return `${fiscalYearOf(day)}-${letter}${Math.floor(fiscalMonthIndex(day) / size) + 1}`
}

/** `2566-W01`: weeks from Monday; the first holds the year's first day. */
function weekName(date: IsoDate): string {
  const start = fiscalYearStart(fiscalYearOf(date))
  const monday = addDays(start, -((weekday(start) + 6) % 7))
  return `${fiscalYearOf(date)}-W${String(Math.floor(daysBetween(monday, date) / 7) + 1).padStart(2, "0")}`
}

/** `2566-D001`: the day of the fiscal year reported on. */
function dayName(date: IsoDate): string {
  const year = fiscalYearOf(date)
  return `${year}-D${String(daysBetween(fiscalYearStart(year), date) + 1).padStart(3, "0")}`
}

/** 0 of October, the first month of the fiscal year. */
export function fiscalMonthIndex(date: IsoDate): number {
  return (dateParts(date).month + 2) % 12
}
