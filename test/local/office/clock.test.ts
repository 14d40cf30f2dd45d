import { describe, expect, test } from "vitest"
import { ClockError, createClock, slotsBetween } from "../../../local/clock.ts"
import { type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"

function day(text: string): IsoDate {
  const date = parseIsoDate(text)
  if (!date) throw new Error(text)
  return date
}

/** 10:15 in Bangkok on a day long after the simulated ones. */
const REAL = Date.parse("2026-11-22T03:15:00Z")

describe("a simulated clock", () => {
  test("starts on its day at the present time of day, and ticks", () => {
    let real = REAL
    const clock = createClock({ today: day("2023-05-29"), realNow: () => real })
    expect(new Date(clock.now()).toISOString()).toBe("2023-05-29T03:15:00.000Z")
    real += 60_000
    expect(new Date(clock.now()).toISOString()).toBe("2023-05-29T03:16:00.000Z")
  })

  test("never leaves its civil day by itself", () => {
    let real = REAL
    const clock = createClock({ today: day("2023-05-29"), realNow: () => real })
    real += 3 * 86_400_000
    expect(new Date(clock.now()).toISOString()).toBe("2023-05-29T16:59:59.999Z")
    expect(clock.today()).toBe("2023-05-29")
  })

  test("stands at each full hour it passes, in order, and ends at 23:59 of the day", async () => {
    const clock = createClock({ today: day("2023-05-29"), realNow: () => REAL })
    const seen: string[] = []
    await clock.advanceTo(day("2023-05-30"), async slot => {
      expect(clock.now()).toBe(slot)
      seen.push(new Date(slot + 7 * 3_600_000).toISOString().slice(0, 13))
    })
    expect(seen[0]).toBe("2023-05-29T11")
    expect(seen.at(-1)).toBe("2023-05-30T23")
    expect(seen).toHaveLength(13 + 24)
    expect(new Date(clock.now()).toISOString()).toBe("2023-05-30T16:59:00.000Z")
  })

  test("passes no hour twice, and never goes back", async () => {
    const clock = createClock({ today: day("2023-05-29"), realNow: () => REAL })
    await clock.advanceTo(day("2023-05-29"), async () => {})
    await clock.advanceTo(day("2023-05-29"), () => expect.unreachable())
    await expect(clock.advanceTo(day("2023-05-28"), async () => {})).rejects.toThrow(ClockError)
  })

  test("a slot that fails is where it stands, and the next call goes on from there", async () => {
    const clock = createClock({ today: day("2023-05-29"), realNow: () => REAL })
    const failing = clock.advanceTo(day("2023-05-29"), async slot => {
      if (slot === Date.parse("2023-05-29T06:00:00Z")) throw new Error("the Worker is away")
    })
    await expect(failing).rejects.toThrow("the Worker is away")
    const rest: number[] = []
    await clock.advanceTo(day("2023-05-29"), async slot => void rest.push(slot))
    expect(new Date(rest[0] ?? 0).toISOString()).toBe("2023-05-29T07:00:00.000Z")
  })

  test("goes on from where an earlier run left it", async () => {
    const first = createClock({ today: day("2023-05-29"), realNow: () => REAL })
    await first.advanceTo(day("2023-06-05"), async () => {})
    const second = createClock({ saved: first.saved(), realNow: () => REAL })
    expect(second.today()).toBe("2023-06-05")
    expect(second.now()).toBeGreaterThanOrEqual(first.now())
    expect(() =>
      createClock({ today: day("2023-06-04"), saved: first.saved(), realNow: () => REAL }),
    ).toThrow(ClockError)
    expect(createClock({ today: day("2023-06-09"), saved: first.saved(), realNow: () => REAL }).today()).toBe(
      "2023-06-09",
    )
  })
})

test("the real clock cannot be moved", async () => {
  const clock = createClock({ realNow: () => REAL })
  expect(clock.now()).toBe(REAL)
  await expect(clock.advanceTo(day("2030-01-01"), async () => {})).rejects.toThrow(ClockError)
})

test("slots are the full hours after one instant, through another", () => {
  const hours = slotsBetween(Date.parse("2023-05-29T03:00:00Z"), Date.parse("2023-05-29T05:00:00Z"))
  expect(hours.map(slot => new Date(slot).toISOString().slice(11, 16))).toEqual(["04:00", "05:00"])
})
