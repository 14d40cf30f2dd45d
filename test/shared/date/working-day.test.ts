import fc from "fast-check"
import { expect, it } from "vitest"
import { addDays, daysBetween, type IsoDate } from "../../../shared/date/civil-date.ts"
import {
  addWorkingDays,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from "../../../shared/date/working-day.ts"
import { day } from "../due/fixture.ts"

const SONGKRAN = new Set([day("2023-04-13"), day("2023-04-14")])

it.each([
  ["2023-04-12", 1, "2023-04-17"],
  ["2023-04-17", -1, "2023-04-12"],
  ["2023-04-15", 0, "2023-04-15"],
  ["2023-04-15", -2, "2023-04-11"],
  ["2022-09-30", 1, "2022-10-03"],
])("%s and %i working days is %s", (from, count, to) => {
  expect(addWorkingDays(day(from), count, SONGKRAN)).toBe(to)
})

it("moves a holiday to the working day before or after it", () => {
  expect(workingDayOnOrBefore(day("2023-04-16"), SONGKRAN)).toBe("2023-04-12")
  expect(workingDayOnOrAfter(day("2023-04-13"), SONGKRAN)).toBe("2023-04-17")
})

it("counts exactly the working days between", () => {
  const days = fc.integer({ min: 0, max: 1460 }).map(offset => addDays(day("2022-01-01"), offset))
  const holidays = fc.uniqueArray(days, { maxLength: 40 }).map(list => new Set(list))
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 40 }), holidays, (from, count, off) => {
      const to = addWorkingDays(from, count, off)
      expect(workingBetween(from, to, off)).toBe(count)
      expect(isWorkingDay(to, off)).toBe(true)
    }),
  )
})

function workingBetween(from: IsoDate, to: IsoDate, off: ReadonlySet<IsoDate>): number {
  const all = Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1))
  return all.filter(each => isWorkingDay(each, off)).length
}
