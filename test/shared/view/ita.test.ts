import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { GRADE_RULES, INSTRUMENTS, itaOf, type ScoredIndicator } from "../../../shared/view/ita-grade.ts"

/** The scores of the published 2566 plan, the second as printed there. */
const PRINTED = [99.68, 48.86, 99.36, 99.49, 99.78, 99.93, 99.91, 99.88, 100, 93.75]

function rowsOf(
  scores: readonly (number | null)[],
  asks: ScoredIndicator["asks"] = "none",
): ScoredIndicator[] {
  return scores.map((score, index) => ({ indicator: index + 1, score, asks }))
}

describe("the published plan", () => {
  const report = itaOf(rowsOf(PRINTED), 2565)

  it("comes out at 95.55, AA, as printed", () => {
    expect(report.result).toEqual({
      means: { iit: 89.43, eit: 99.91, oit: 96.88 },
      total: 95.55,
      grade: "AA",
      bound: 95,
    })
  })

  it("comes out at 98.60 when the doubted score is left out of its instrument's mean", () => {
    expect(report.doubted).toEqual([2])
    expect(report.withoutDoubted).toMatchObject({ total: 98.6, grade: "AA", means: { iit: 99.58 } })
  })

  it("is 98.55 with 98.86 in its place: not what “without” means", () => {
    const mended = PRINTED.map(score => (score === 48.86 ? 98.86 : score))
    expect(itaOf(rowsOf(mended), 2565)).toMatchObject({ result: { total: 98.55 }, withoutDoubted: undefined })
  })

  it("passes, by the rule of 2566, only because one instrument is below 95", () => {
    expect(itaOf(rowsOf(PRINTED), 2566)).toMatchObject({
      result: { grade: "ผ่านดี" },
      withoutDoubted: { grade: "ผ่านดีเยี่ยม" },
    })
  })

  it("doubts nothing that a person confirmed", () => {
    expect(itaOf(rowsOf(PRINTED, "confirmed"), 2565)).toMatchObject({
      doubted: [],
      withoutDoubted: undefined,
    })
  })
})

describe("grades", () => {
  const flat = (score: number) => rowsOf(Array<number>(10).fill(score))
  test.each([
    [2565, 95, "AA"],
    [2565, 94.99, "A"],
    [2565, 85, "A"],
    [2565, 84.99, "B"],
    [2565, 75, "B"],
    [2565, 65, "C"],
    [2565, 55, "D"],
    [2565, 50, "E"],
    [2565, 49.99, "F"],
    [2566, 95, "ผ่านดีเยี่ยม"],
    [2566, 94.99, "ผ่านดี"],
    [2566, 84.99, "ต้องปรับปรุง"],
    [2566, 70, "ต้องปรับปรุง"],
    [2566, 69.99, "ต้องปรับปรุงโดยด่วน"],
    [2569, 95, "ผ่านดีเยี่ยม"],
  ])("rule %i, %f everywhere: %s", (year, score, grade) =>
    expect(itaOf(flat(score), year).result.grade).toBe(grade),
  )

  it("say ผ่าน when the total passes and one instrument does not", () => {
    const scores = [84, 84, 84, 84, 84, 99, 99, 99, 99, 99]
    expect(itaOf(rowsOf(scores), 2566).result.grade).toBe("ผ่าน")
  })

  it("cover every total of every rule", () => {
    for (const { bands } of GRADE_RULES) expect(bands[bands.length - 1]).toMatchObject({ from: 0 })
  })

  it("are not given for a year before the first rule", () => {
    expect(itaOf(rowsOf(PRINTED), 2500).result).toMatchObject({ total: 95.55, grade: undefined })
  })
})

describe("a missing score", () => {
  it("leaves its instrument and the total undefined, and the others as they are", () => {
    const scores = PRINTED.map((score, index) => (index === 6 ? null : score))
    expect(itaOf(rowsOf(scores), 2565).result).toEqual({
      means: { iit: 89.43, eit: undefined, oit: 96.88 },
      total: undefined,
      grade: undefined,
      bound: undefined,
    })
  })

  it("is the same as an indicator without a row", () => {
    expect(itaOf(rowsOf(PRINTED.slice(0, 9)), 2565).result.total).toBeUndefined()
    expect(itaOf([], 2565).result.total).toBeUndefined()
  })
})

describe("arithmetic", () => {
  const hundredth = fc.integer({ min: 0, max: 10_000 })
  const scores = fc.array(hundredth, { minLength: 10, maxLength: 10 })

  it("agrees with exact fractions, rounded half up once", () => {
    fc.assert(
      fc.property(scores, hundredths => {
        const sum = (from: number, to: number) =>
          hundredths.slice(from, to).reduce((a, b) => a + BigInt(b), 0n)
        // 0.3·S/5 + 0.3·S/3 + 0.4·S/2, over 100.
        const over100 = 6n * sum(0, 5) + 10n * sum(5, 8) + 20n * sum(8, 10)
        const expected = Number((2n * over100 + 100n) / 200n) / 100
        expect(itaOf(rowsOf(hundredths.map(each => each / 100)), 2565).result.total).toBe(expected)
      }),
    )
  })

  it("never falls when a score rises", () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 9 }), (hundredths, at) => {
        const raised = hundredths.map((each, index) => (index === at ? Math.min(10_000, each + 50) : each))
        const totalOf = (list: readonly number[]) =>
          itaOf(rowsOf(list.map(each => each / 100)), 2565).result.total ?? Number.NaN
        expect(totalOf(raised)).toBeGreaterThanOrEqual(totalOf(hundredths))
      }),
    )
  })

  it("counts each of the ten indicators once, and the weights as one", () => {
    expect(INSTRUMENTS.flatMap(({ indicators }) => indicators)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(INSTRUMENTS.reduce((total, { weight }) => total + weight, 0)).toBe(10)
  })
})
