/** Working days and roll rules: Saturdays, Sundays and the office's own list of holidays are not working days. */
import { addDays, type IsoDate, weekday } from "../civil-date.ts"
import type { Interval, Roll } from "./reading.ts"

export function isWorkingDay(date: IsoDate, holidays: ReadonlySet<IsoDate>): boolean {
  const day = weekday(date)
  return day !== 0 && day !== 6 && !holidays.has(date)
}

/** The n-th working day of an interval, -1 the last; undefined when there are not so many. */
export function nthWorkingDay(
  { from, to }: Interval,
  nth: number,
  holidays: ReadonlySet<IsoDate>,
): IsoDate | undefined {
  let left = Math.abs(nth)
  const step = nth < 0 ? -1 : 1
  for (let date = nth < 0 ? to : from; left > 0 && date >= from && date <= to; date = addDays(date, step)) {
    if (isWorkingDay(date, holidays)) left -= 1
    if (left === 0) return date
  }
  return undefined
}

/** The working day a number of working days after a date (before, when negative); counting begins the day after. */
export function addWorkingDays(date: IsoDate, count: number, holidays: ReadonlySet<IsoDate>): IsoDate {
  let day = date
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, Math.sign(count))
    if (isWorkingDay(day, holidays)) left -= 1
  }
  return day
}

/** A date moved off a holiday. A list that made every day a holiday would never end; a month is enough. */
export function rollDate(date: IsoDate, roll: Roll, holidays: ReadonlySet<IsoDate>): IsoDate {
  let day = date
  for (let moves = 0; moves < 31 && !isWorkingDay(day, holidays); moves++)
    day = addDays(day, roll === "next" ? 1 : -1)
  return day
}
