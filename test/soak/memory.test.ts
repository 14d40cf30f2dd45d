/** What the soak calls flat. */
import { describe, expect, it } from "vitest"
import { LIMIT, memoryTrends, type Sample } from "./memory.ts"
import { createViolations } from "./violations.ts"

type Kilobytes = (second: number) => number

/** A sample every two seconds of one life. */
function life(
  number: number,
  seconds: number,
  office: Kilobytes,
  runtime: Kilobytes = () => 120_000,
): Sample[] {
  return Array.from({ length: seconds / 2 + 1 }, (_, at) => ({
    ...{ life: number, at: number * 1_000_000 + at * 2000 },
    ...{ office: office(at * 2), runtime: runtime(at * 2) },
  }))
}

function judge(samples: readonly Sample[]) {
  const violations = createViolations()
  return { trends: memoryTrends(samples, violations), grows: violations.list() }
}

/** Garbage that piles up and is collected every fourteen seconds: far more than a leak adds in that time. */
const SAWTOOTH: Kilobytes = second => 200_000 + (second % 14) * 6000

describe("memory is flat", () => {
  it("that rises while it warms up and stays", () => {
    const { trends, grows } = judge(life(0, 200, second => 200_000 + Math.min(second, 40) * 5000))
    expect(trends.map(({ part, slope }) => [part, slope])).toEqual([
      ["office", 0],
      ["runtime", 0],
    ])
    expect(grows).toEqual([])
  })

  it("whose garbage waits to be collected", () => {
    const { trends, grows } = judge(life(0, 200, SAWTOOTH))
    expect(Math.abs(trends[0]?.slope ?? Number.NaN)).toBeLessThan(1)
    expect(grows).toEqual([])
  })

  it("that leaps once", () => {
    expect(judge(life(0, 300, second => (second < 250 ? 200_000 : 400_000))).grows).toEqual([])
  })

  it("that each life begins with more of, as long as none of them grows", () => {
    const lives = [0, 1, 2].flatMap(number => life(number, 180, () => 200_000 + number * 50_000))
    expect(judge(lives).grows).toEqual([])
  })
})

describe("memory grows", () => {
  it("when the office takes somewhat more than the limit all the time", () => {
    const leak: Kilobytes = second => SAWTOOTH(second) + (second * 1.3 * LIMIT.officeSlope * 1024) / 60
    expect(judge(life(0, 300, leak)).grows).toEqual([
      expect.stringContaining("memory grows: 1, first office: "),
    ])
  })

  it("though restarts set it back", () => {
    const leak: Kilobytes = second => 200_000 + second * 400
    expect(judge([0, 1, 2].flatMap(number => life(number, 180, leak))).grows).toHaveLength(1)
  })

  it("when the runtime is larger than what it collects late, however short its life", () => {
    const runtime: Kilobytes = () => (LIMIT.runtimeSize + 1) * 1024
    expect(judge(life(0, 30, () => 200_000, runtime)).grows).toEqual([
      expect.stringContaining("memory grows: 1, first runtime: "),
    ])
  })
})

describe("nothing is said", () => {
  it("of lives too short to judge", () => {
    const leak: Kilobytes = second => second * 100_000
    expect(judge([...life(0, 40, leak), ...life(1, 160, leak)])).toEqual({ trends: [], grows: [] })
  })

  it("of samples taken while a process was gone", () => {
    const samples = life(0, 200, second => (second % 20 === 0 ? 0 : 200_000))
    expect(judge(samples).trends[0]).toMatchObject({ slope: 0, median: 200_000 / 1024 })
  })
})
