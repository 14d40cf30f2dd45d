import { describe, expect, it } from "vitest"
import { alarmName, alarmsOf, alarmWeeks, keyLastDay } from "../../../shared/due/alarm.ts"
import { at, day } from "./fixture.ts"

const WELL = {
  seenAt: at("2023-06-12", 7),
  staleSince: null,
  oldestDeadAt: null,
  oldestWaitingAt: null,
  keyExpiresAt: null,
}
const NOW = at("2023-06-12", 8)

describe("what is wrong with the system", () => {
  it("is nothing while the sheet is heard of and mail goes out", () => {
    expect(alarmsOf(WELL, NOW)).toEqual([])
    expect(alarmsOf({ ...WELL, seenAt: null }, NOW)).toEqual([])
    expect(alarmsOf({ ...WELL, oldestWaitingAt: at("2023-06-11", 9) }, NOW)).toEqual([])
  })

  it("is a sheet not heard of for a day, to the minute", () => {
    const seenAt = at("2023-06-11", 8)
    expect(alarmsOf({ ...WELL, seenAt: seenAt + 60_000 }, NOW)).toEqual([])
    expect(alarmsOf({ ...WELL, seenAt }, NOW)).toEqual([{ cause: "silent", since: "2023-06-11" }])
  })

  it("is a record that the sheet's pushes do not stand on, for longer than the script needs to follow", () => {
    const staleSince = NOW - 20 * 60_000
    expect(alarmsOf({ ...WELL, staleSince: staleSince + 1 }, NOW)).toEqual([])
    expect(alarmsOf({ ...WELL, staleSince }, NOW)).toEqual([{ cause: "strayed", since: "2023-06-12" }])
  })

  it("is mail that was given up at once, or that waits for a day, since the older of the two", () => {
    expect(alarmsOf({ ...WELL, oldestDeadAt: NOW }, NOW)).toEqual([
      { cause: "mailFailing", since: "2023-06-12" },
    ])
    const both = { ...WELL, oldestDeadAt: NOW, oldestWaitingAt: at("2023-06-10", 8) }
    expect(alarmsOf(both, NOW)).toEqual([{ cause: "mailFailing", since: "2023-06-10" }])
  })

  it("is a key with 30 days left, to the minute, and from its last minute on a key that has expired", () => {
    const keyExpiresAt = at("2023-07-12", 8)
    expect(alarmsOf({ ...WELL, keyExpiresAt: keyExpiresAt + 60_000 }, NOW)).toEqual([])
    const [soon] = alarmsOf({ ...WELL, keyExpiresAt }, NOW)
    expect(soon).toEqual({ cause: "keyExpiring", since: "2023-06-12" })
    expect(soon && keyLastDay(soon)).toBe("2023-07-12")
    const last = { ...WELL, seenAt: keyExpiresAt, keyExpiresAt }
    expect(alarmsOf(last, keyExpiresAt - 60_000)).toEqual([soon])
    expect(alarmsOf(last, keyExpiresAt)).toEqual([{ cause: "keyExpired", since: "2023-07-12" }])
  })

  it("keeps its name for as long as it lasts, and counts its weeks", () => {
    const alarm = { cause: "silent", since: day("2023-06-05") } as const
    expect(alarmName(alarm)).toBe("silent-2023-06-05")
    expect(["2023-06-05", "2023-06-11", "2023-06-12"].map(today => alarmWeeks(alarm, day(today)))).toEqual([
      0, 0, 1,
    ])
  })
})
