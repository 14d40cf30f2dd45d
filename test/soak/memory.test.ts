/** What the soak calls flat. */
import { expect, it } from "vitest"
import { memoryTrends, type Sample } from "./memory.ts"
import { createViolations } from "./violations.ts"

const samples = (life: number, seconds: number, office: (at: number) => number): Sample[] =>
  Array.from({ length: seconds / 2 }, (_, at) => ({
    ...{ life, at: at * 2000, office: office(at * 2), runtime: 120_000 },
  }))

it("is memory that rises while it warms up and stays", () => {
  const violations = createViolations()
  const trends = memoryTrends(
    samples(0, 200, at => 200_000 + Math.min(at, 20) * 5000),
    violations,
  )
  expect(trends.map(({ part }) => part)).toEqual(["office", "runtime"])
  expect(violations.total).toBe(0)
})

it("is not memory that grows all the time", () => {
  const violations = createViolations()
  memoryTrends(
    samples(0, 300, at => 200_000 + at * 1000),
    violations,
  )
  expect(violations.list()[0]).toContain("memory grows")
})

it("says nothing of a life too short to judge", () => {
  const violations = createViolations()
  expect(
    memoryTrends(
      samples(0, 40, at => at * 100_000),
      violations,
    ),
  ).toEqual([])
  expect(violations.total).toBe(0)
})
