/** What the bench says of its own numbers. */
import { describe, expect, it } from "vitest"
import { exponentOf, interleavedMs, median } from "./measure.ts"
import { formatNumber, mergedResults, type Run, runToMarkdown } from "./report.ts"

const growth = (values: readonly number[]) => ({
  points: values.map((value, at) => ({ size: 10 ** (at + 1), value })),
})

describe("the exponent of a growth", () => {
  it.each([
    [[5, 50, 500], 1],
    [[5, 500, 50_000], 2],
    [[7, 7, 7], 0],
  ])("of %j is %d", (values, exponent) => expect(exponentOf(growth(values))).toBeCloseTo(exponent))

  it("is not a number for one size, or for what costs nothing", () => {
    expect(exponentOf(growth([5]))).toBeNaN()
    expect(exponentOf(growth([0, 0]))).toBeNaN()
  })
})

describe("a median", () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[1, 1, 1000], 1],
  ])("of %j is %d", (values, expected) => expect(median(values)).toBe(expected))

  it("is taken of every work, which take turns", () => {
    const order: string[] = []
    const times = interleavedMs({ a: () => order.push("a"), b: () => order.push("b") }, 3)
    expect(order.join("")).toBe("ababababab")
    expect(Object.keys(times)).toEqual(["a", "b"])
  })
})

it.each([
  [1234.5, "1,235"],
  [12.345, "12.3"],
  [0.5, "0.5"],
  [3, "3"],
  [99.96, "100"],
])("%d is written %s", (value, text) => expect(formatNumber(value)).toBe(text))

it("says of each aim whether it was met, and of a subject that failed why", () => {
  const noise = { medianMs: 1, worst: 2 }
  const run: Run = {
    ...{ at: "2026-01-01 00:00", machine: "a machine" },
    answers: [
      {
        ...{ name: "a", title: "A", seconds: 1, noise },
        measured: {
          figures: [{ what: "f", value: 51, unit: "ms", aim: { atMost: 50 } }],
          growths: [
            {
              ...{ what: "g", unit: "ms", of: "rows", aim: { size: 100, atMost: 50 } },
              points: [
                { size: 10, value: 4 },
                { size: 100, value: 40 },
              ],
            },
          ],
          comparisons: [
            {
              what: "c",
              unit: "a second",
              columns: ["x", "y"],
              lines: [{ name: "n", values: [1, undefined] }],
            },
          ],
        },
      },
      { ...{ name: "b", title: "B", seconds: 1, noise }, measured: { failed: "no network" } },
    ],
  }
  const markdown = runToMarkdown(run)
  expect(markdown).toContain("| f | 51 ms | ≤ 50 ms | **missed** |")
  expect(markdown).toContain("| g | 4 ms | 40 ms | n^1.00 | ≤ 50 ms at 100 | met |")
  expect(markdown).toContain("| n | 1 |  |")
  expect(markdown).toContain("### B\n\nNot measured: no network")
  const before = "Measured.\n\n### B\n\nold b\n\n### C\n\nold c\n"
  const merged = mergedResults(before, run)
  expect(merged).toContain("### C\n\nold c")
  expect(merged).not.toContain("old b")
  expect(mergedResults(merged, run)).toBe(merged)
})
