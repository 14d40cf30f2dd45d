/** How a day's quota is spent: edits first at once, then together, then by the clock, which never stops. */
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import {
  decideScan,
  NOTHING_SPENT,
  paceOf,
  parseSpent,
  QUOTA,
  type Spent,
  spend,
  usedOf,
} from "../../../shared/scan/budget.ts"
import { simulateDay } from "../../bench/busy-day.ts"

const NOW = Date.UTC(2023, 4, 29, 3)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** So many minutes used in the hour that ended `hoursAgo`, in runs of 4 s. */
function used(minutes: number, { hoursAgo = 0, fetches = 0 } = {}): Spent {
  const hour = Math.floor(NOW / HOUR) - hoursAgo
  return {
    hours: [{ hour, ms: minutes * MINUTE, fetches, scans: minutes * 15 }],
    lastScan: NOW - 10 * MINUTE,
  }
}

test.each([
  { what: "nothing", spent: NOTHING_SPENT, pace: "free" },
  { what: "20 minutes", spent: used(20), pace: "free" },
  { what: "40 minutes", spent: used(40), pace: "paced" },
  { what: "75 minutes", spent: used(75), pace: "clockOnly" },
  { what: "75 minutes 23 hours ago", spent: used(75, { hoursAgo: 23 }), pace: "clockOnly" },
  { what: "75 minutes 25 hours ago", spent: used(75, { hoursAgo: 25 }), pace: "free" },
  { what: "8,000 fetches", spent: used(20, { fetches: 8_000 }), pace: "paced" },
  { what: "14,000 fetches", spent: used(20, { fetches: 14_000 }), pace: "clockOnly" },
] as const)("after $what edits are scanned $pace", ({ spent, pace }) => {
  expect(paceOf(spent, NOW)).toBe(pace)
})

describe("an edit's run", () => {
  it("scans at once while there is plenty", () => {
    expect(decideScan(used(5), NOW, NOW)).toBe("scan")
  })

  it("does nothing when a scan that began after it arrived has seen the edit", () => {
    const spent = { ...used(5), lastScan: NOW - 1000 }
    expect(decideScan(spent, NOW - 2000, NOW)).toBe("covered")
    expect(decideScan(spent, NOW - 1000, NOW)).toBe("scan")
  })

  it("is not taken for seen because the clock was put back", () => {
    expect(decideScan({ ...used(5), lastScan: NOW + HOUR }, NOW, NOW)).toBe("scan")
  })

  it("waits after a scan that was just made, the longer the less is left, once half is used", () => {
    const just = (minutes: number, secondsAgo: number) =>
      decideScan({ ...used(minutes), lastScan: NOW - secondsAgo * 1000 }, NOW, NOW)
    expect([just(20, 2), just(45, 2), just(45, 100), just(58, 100), just(58, 115)]).toEqual([
      "scan",
      "wait",
      "scan",
      "wait",
      "scan",
    ])
  })

  it("is left to the clock when the rest is the clock's", () => {
    expect(decideScan({ ...used(80), lastScan: 0 }, NOW, NOW)).toBe("wait")
  })
})

describe("what is written down", () => {
  const text = JSON.stringify(
    spend(used(5), { arrived: NOW - 3000, from: NOW - 1000, until: NOW, fetches: 2, scanned: true }),
  )

  it("counts waiting for the lock, and the scan from when it read", () => {
    expect(usedOf(parseSpent(text), NOW)).toEqual({ ms: 5 * MINUTE + 3000, fetches: 2, scans: 76 })
    expect(parseSpent(text).lastScan).toBe(NOW - 1000)
  })

  it.each(["", "{", "[]", '{"hours":[{"hour":"x"}],"lastScan":0}'])(
    "is nothing when it is damaged: %s",
    damaged => {
      expect(parseSpent(damaged)).toEqual(NOTHING_SPENT)
    },
  )

  it("stays small however long it goes on", () => {
    let spent = NOTHING_SPENT
    for (let at = 0; at < 2000; at++) {
      const from = NOW + at * 15 * MINUTE
      spent = spend(spent, { arrived: from, from, until: from + 5000, fetches: 1, scanned: true })
    }
    expect(JSON.stringify(spent).length).toBeLessThan(3000)
  })
})

test("whatever a day brings, 24 hours never cost more than a consumer account has, and the clock never stops", () => {
  const day = fc.record({
    edits: fc.integer({ min: 0, max: 1200 }),
    secondsAScan: fc.integer({ min: 1, max: 12 }),
    spreadsheets: fc.integer({ min: 1, max: 2 }),
    hours: fc.integer({ min: 1, max: 15 }),
  })
  fc.assert(
    fc.property(day, busy => {
      const { triggerMinutes, fetches, clockScans, unseen } = simulateDay(busy)
      expect(triggerMinutes * MINUTE).toBeLessThanOrEqual(QUOTA.triggerMs)
      expect(fetches).toBeLessThanOrEqual(QUOTA.fetches)
      expect(clockScans).toBe(96)
      expect(unseen).toBe(0)
    }),
    { numRuns: 60, seed: 2566 },
  )
})
