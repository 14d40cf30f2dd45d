import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import { addWorkingDays, isWorkingDay, workingDayOnOrBefore } from "../../../shared/date/working-day.ts"
import { intervalOf, rungReached, rungsFor } from "../../../shared/due/ladder.ts"
import { day } from "./fixture.ts"

const NONE = new Set<never>()

describe("a duty due on Friday 30 June 2023", () => {
  it.each([
    ["2023-05-18", undefined],
    ["2023-05-19", "before-30"],
    ["2023-06-20", "before-30"],
    ["2023-06-21", "before-7"],
    ["2023-06-28", "before-7"],
    ["2023-06-29", "before-1"],
    ["2023-06-30", "day"],
    ["2023-07-01", "day"],
    ["2023-07-03", "after-0"],
    ["2023-07-09", "after-0"],
    ["2023-07-10", "after-1"],
    ["2023-07-17", "after-2"],
  ])("has on %s reached %s", (today, name) => {
    const rung = rungReached(day("2023-06-30"), day(today), [30, 7, 1], NONE)
    expect([rung?.name, rung?.phase]).toEqual([name, name?.split("-")[0]])
  })
})

describe("what stays overdue", () => {
  const weekly = (due: string, holidays: ReadonlySet<IsoDate> = NONE) =>
    Array.from({ length: 40 }, (_, days) => addDays(day("2023-06-28"), days)).filter((today, index, days) => {
      const on = (date: typeof today) => rungReached(day(due), date, [1], holidays)?.name
      const before = days[index - 1]
      return before && on(today)?.startsWith("after-") && on(today) !== "after-0" && on(today) !== on(before)
    })

  it("is told of again on Mondays, whatever day it fell due: one mail a week, not one a duty", () => {
    const mondays = ["2023-07-10", "2023-07-17", "2023-07-24", "2023-07-31"]
    expect(weekly("2023-06-30")).toEqual(mondays)
    expect(weekly("2023-07-03")).toEqual(mondays)
    expect(weekly("2023-07-04")).toEqual(mondays)
  })

  it("waits a few days after the first telling", () => {
    expect(weekly("2023-07-06")[0]).toBe("2023-07-17")
  })

  it("is told of on the working day after a Monday that is a holiday", () => {
    expect(weekly("2023-06-30", new Set([day("2023-07-10")]))[0]).toBe("2023-07-11")
  })
})

it("reminds of a holiday on the working day before it", () => {
  const songkran = new Set([day("2023-04-13"), day("2023-04-14")])
  const reached = (today: string) => rungReached(day("2023-04-14"), day(today), [1], songkran)?.name
  expect([reached("2023-04-10"), reached("2023-04-11"), reached("2023-04-12")]).toEqual([
    undefined,
    "before-1",
    "day",
  ])
  expect([reached("2023-04-16"), reached("2023-04-17")]).toEqual(["day", "after-0"])
})

it.each([
  [undefined, [30, 7, 1]],
  [365, [30, 7, 1]],
  [90, [30, 7, 1]],
  [60, [7, 1]],
  [31, [3]],
  [28, [3]],
  [7, [1]],
])("a duty owed every %s days is reminded of %j working days before", (interval, rungs) => {
  expect(rungsFor([30, 7, 1], interval)).toEqual(rungs)
})

it("takes the smallest gap for the interval of a duty", () => {
  expect(intervalOf([day("2023-01-05"), day("2023-03-05"), day("2023-02-05")])).toBe(28)
  expect(intervalOf([day("2023-01-05"), day("2023-01-05")])).toBeUndefined()
})

it("climbs without a step back, changes only on working days, and never speaks before its time", () => {
  const dues = fc.integer({ min: 0, max: 730 }).map(offset => addDays(day("2022-10-01"), offset))
  const holidays = fc.uniqueArray(dues, { maxLength: 30 }).map(list => new Set(list))
  fc.assert(
    fc.property(dues, holidays, (due, off) => {
      const anchor = workingDayOnOrBefore(due, off)
      let before: string | undefined
      const seen: string[] = []
      for (let today = addDays(due, -70); today < addDays(due, 40); today = addDays(today, 1)) {
        const rung = rungReached(due, today, [30, 7, 1], off)?.name
        if (rung !== before && rung) {
          expect(isWorkingDay(today, off)).toBe(true)
          expect(seen).not.toContain(rung)
          seen.push(rung)
        }
        before = rung
      }
      expect(seen.slice(0, 4)).toEqual(["before-30", "before-7", "before-1", "day"])
      expect(rungReached(due, addDays(addWorkingDays(anchor, -30, off), -1), [30, 7, 1], off)).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})
