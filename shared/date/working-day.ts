/** Working days: Monday to Friday without the office's own list of holidays. */
import { addDays, type IsoDate, weekday } from "./civil-date.ts"

export type Holidays = ReadonlySet<IsoDate>

/** Which way a date moves when it falls on a holiday. */
export type Roll = "next" | "previous"

/** A list that made every day a holiday would never end; a month of them is enough. */
const MOST_STEPS = 31

export function isWorkingDay(date: IsoDate, holidays: Holidays): boolean {
  const day = weekday(date)
  return day !== 0 && day !== 6 && !holidays.has(date)
}

/** The day itself when it is a working day, else the one before it. */
export function workingDayOnOrBefore(date: IsoDate, holidays: Holidays): IsoDate {
  return stepToWorkingDay(date, -1, holidays)
}

/** The day itself when it is a working day, else the one after it. */
export function workingDayOnOrAfter(date: IsoDate, holidays: Holidays): IsoDate {
  return stepToWorkingDay(date, 1, holidays)
}

/** A date moved off a holiday. */
export function rollDate(date: IsoDate, roll: Roll, holidays: Holidays): IsoDate {
  return roll === "next" ? workingDayOnOrAfter(date, holidays) : workingDayOnOrBefore(date, holidays)
}

/** The n-th working day of a stretch of days, -1 the last; undefined when there are not so many. */
export function nthWorkingDay(
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  nth: number,
  holidays: Holidays,
): IsoDate | undefined {
  let left = Math.abs(nth)
  const step = nth < 0 ? -1 : 1
  for (let date = nth < 0 ? to : from; left > 0 && date >= from && date <= to; date = addDays(date, step)) {
    if (isWorkingDay(date, holidays)) left -= 1
    if (left === 0) return date
  }
  return undefined
}

/** The date `count` working days after a day, before it when negative; the day itself is not counted. */
export function addWorkingDays(date: IsoDate, count: number, holidays: Holidays): IsoDate {
  const step = count < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(count); left > 0; left--)
    day = stepToWorkingDay(addDays(day, step), step, holidays)
  return day
}

function stepToWorkingDay(date: IsoDate, step: 1 | -1, holidays: Holidays): IsoDate {
  let day = date
  for (let steps = 0; steps < MOST_STEPS && !isWorkingDay(day, holidays); steps++) day = addDays(day, step)
  return day
}
