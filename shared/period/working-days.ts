/** The n-th working day of an interval, and dates moved off holidays. */
import { addDays, type IsoDate } from "../date/civil-date.ts"
import {
  type Holidays,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from "../date/working-day.ts"
import type { Interval, Roll } from "./reading.ts"

/** The n-th working day of an interval, -1 the last; undefined when there are not so many. */
export function nthWorkingDay({ from, to }: Interval, nth: number, holidays: Holidays): IsoDate | undefined {
  let left = Math.abs(nth)
  const step = nth < 0 ? -1 : 1
  for (let date = nth < 0 ? to : from; left > 0 && date >= from && date <= to; date = addDays(date, step)) {
    if (isWorkingDay(date, holidays)) left -= 1
    if (left === 0) return date
  }
  return undefined
}

/** A date moved off a holiday. */
export function rollDate(date: IsoDate, roll: Roll, holidays: Holidays): IsoDate {
  return roll === "next" ? workingDayOnOrAfter(date, holidays) : workingDayOnOrBefore(date, holidays)
}
