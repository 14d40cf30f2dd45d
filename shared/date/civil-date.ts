/**
 * Civil dates in Asia/Bangkok, as ISO text. No clock and no time zone arithmetic: "today" is always an argument.
 * A day is counted from 1970-01-01 in UTC, which `Date.parse` reads a date alone as: plain arithmetic on the proleptic
 * Gregorian calendar.
 */
export type IsoDate = string & { readonly __brand: "IsoDate" }

const MS_PER_DAY = 86_400_000

/** Years between the Buddhist and the common era: B.E. 2566 is C.E. 2023. */
export const BE_OFFSET = 543

/** The one time zone of the product, and how far it is ahead of UTC: there is no daylight saving. */
export const TIME_ZONE = "Asia/Bangkok"
export const BANGKOK_OFFSET = "+07:00"
const BANGKOK_AHEAD = 7 * 3_600_000

/** `2023-06-30` as a date; undefined when the text is not exactly that form or the day does not exist. */
export function parseIsoDate(text: string): IsoDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = text as IsoDate
  const { year, month, day } = dateParts(date)
  return isDay(year, month, day) ? date : undefined
}

/** `2566-05-29` as the day that was meant, 2023-05-29; undefined for a date of the common era, or of no day. */
export function fromBuddhistEra(text: string): IsoDate | undefined {
  const [, year, rest] = /^(2[4-6]\d\d)(-\d{2}-\d{2})$/.exec(text) ?? []
  return year === undefined ? undefined : parseIsoDate(`${Number(year) - BE_OFFSET}${rest}`)
}

/** The date of a C.E. year, a month 1–12 and a day; undefined when there is no such day. */
export function isoDate(year: number, month: number, day: number): IsoDate | undefined {
  return isDay(year, month, day) ? brand(year, month, day) : undefined
}

/** The parts of a date: C.E. year, month 1–12, day 1–31. */
export function dateParts(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** Days in a month (1–12) of a C.E. year. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dayNumberToDate(dayNumber(date) + days)
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** The first day of a date's month. */
export function firstOfMonth(date: IsoDate): IsoDate {
  return addDays(date, 1 - dateParts(date).day)
}

/** The last day of a date's month. */
export function lastOfMonth(date: IsoDate): IsoDate {
  const { year, month } = dateParts(date)
  return brand(year, month, daysInMonth(year, month))
}

/** The same day so many months later (earlier when negative), or the month's last where it is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = dateParts(date)
  const index = year * 12 + month - 1 + months
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return isoDate(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth))) ?? date
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: IsoDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/** Of the fiscal year. */
const FIRST_MONTH = 10

/** The Thai fiscal year (B.E.) of a date: 2566 runs 2022-10-01 … 2023-09-30. */
export function fiscalYearOf(date: IsoDate): number {
  const { year, month } = dateParts(date)
  return year + BE_OFFSET + (month >= FIRST_MONTH ? 1 : 0)
}

/** The C.E. year in which a month falls inside a fiscal year (B.E.). */
export function yearOfMonth(month: number, fiscalYear: number): number {
  return fiscalYear - BE_OFFSET - (month >= FIRST_MONTH ? 1 : 0)
}

/** First day of a fiscal year (B.E.). */
export function fiscalYearStart(fiscalYear: number): IsoDate {
  return `${fiscalYear - BE_OFFSET - 1}-10-01` as IsoDate
}

/** Last day of a fiscal year (B.E.). */
export function fiscalYearEnd(fiscalYear: number): IsoDate {
  return `${fiscalYear - BE_OFFSET}-09-30` as IsoDate
}

/** The civil day in Bangkok of an instant in epoch milliseconds. */
export function bangkokDate(instant: number): IsoDate {
  return bangkokTime(instant).slice(0, 10) as IsoDate
}

/** Hour of the day, 0–23, in Bangkok. */
export function bangkokHour(instant: number): number {
  return Number(bangkokClock(instant).slice(0, 2))
}

/** The time of day in Bangkok: `16:05:00`. */
export function bangkokClock(instant: number): string {
  return bangkokTime(instant).slice(11, 19)
}

/** Epoch milliseconds at which a civil day begins in Bangkok. */
export function bangkokMidnight(date: IsoDate): number {
  return dayNumber(date) * MS_PER_DAY - BANGKOK_AHEAD
}

/** The civil time in Bangkok, written like an instant: `2023-06-08T16:05:00.000Z`. */
function bangkokTime(instant: number): string {
  return new Date(instant + BANGKOK_AHEAD).toISOString()
}

function isDay(year: number, month: number, day: number): boolean {
  return (
    year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  )
}

function dayNumber(date: IsoDate): number {
  return Date.parse(date) / MS_PER_DAY
}

/** Not by `toISOString`, which takes twice as long: a day's mail counts days by the thousand. */
function dayNumberToDate(days: number): IsoDate {
  const date = new Date(days * MS_PER_DAY)
  if (Number.isNaN(date.getTime())) throw new RangeError("no such day")
  return brand(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function brand(year: number, month: number, day: number): IsoDate {
  const pad = (value: number, width: number) => String(value).padStart(width, "0")
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as IsoDate
}
