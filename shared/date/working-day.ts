/** Working days: Monday to Friday without the office's own list of holidays. */
import { addDays, type IsoDate, weekday } from "./civil-date.ts"

export type Holidays = ReadonlySet<IsoDate>

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
