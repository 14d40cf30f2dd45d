/** The dates of a rule, judged by a library that expands the rule's own text. */
import fc from "fast-check"
import rrule from "rrule"
import { expect, test } from "vitest"
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import { compact, ruleDates, type Series, seriesToRule } from "../../../shared/period/series.ts"

/** What any calendar program finds between the window's ends. */
function byLibrary(series: Series): string[] {
  const text = `DTSTART:${compact(series.window.from)}T000000Z\nRRULE:${seriesToRule(series)}`
  const rule = rrule.rrulestr(text.replace(/UNTIL=(\d{8})/, "UNTIL=$1T000000Z"))
  return rule.all().map(date => date.toISOString().slice(0, 10))
}

const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))
const days = fc.record({
  interval: fc.integer({ min: 1, max: 13 }),
  from: fc.integer({ min: 0, max: 1500 }).map(count => addDays("2021-01-01" as IsoDate, count)),
  length: fc.integer({ min: 0, max: 800 }),
})
const weekdays = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 })
const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5)
const MONTHLY = fc.constant("MONTHLY" as const)

const shape = fc.oneof(
  fc.record({ frequency: fc.constantFrom("DAILY" as const, "WEEKLY" as const, "MONTHLY" as const) }),
  fc.record({ frequency: fc.constantFrom("DAILY" as const, "WEEKLY" as const), weekdays }),
  fc.record({
    frequency: fc.constantFrom("DAILY" as const, "MONTHLY" as const),
    monthDays: fc.uniqueArray(monthDay, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ frequency: MONTHLY, weekdays }),
  fc.record({ frequency: MONTHLY, weekdays, nth }),
  fc.record({ frequency: MONTHLY, weekdays, monthDays: fc.uniqueArray(monthDay, { minLength: 1 }) }),
  fc.record({ frequency: MONTHLY, workday: fc.oneof(fc.integer({ min: 1, max: 23 }), nth) }),
)

test("whatever a rule says, its dates are those the library finds", () => {
  const series = fc.tuple(shape, days).map(
    ([rule, { interval, from, length }]): Series => ({
      ...rule,
      interval,
      window: { from, to: addDays(from, length) },
    }),
  )
  fc.assert(
    fc.property(series, each => {
      expect(ruleDates(each), seriesToRule(each)).toEqual(byLibrary(each))
    }),
    { numRuns: 400, seed: 2566 },
  )
})
