/** Every code has its sentence, its example and its line in the docs. */
import { describe, expect, it, test } from "vitest"
import { PERIOD_EXAMPLES, PROBLEM_EXAMPLES } from "../../docs/generate/problem-examples.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { PERIOD_CODES, type PeriodCode } from "../../shared/period/problems.ts"
import { cellProblem, PROBLEMS } from "../../shared/row/problem.ts"

it("no code is exemplified that does not exist", () => {
  expect(Object.keys(PROBLEM_EXAMPLES).sort()).toEqual(Object.keys(PROBLEMS).sort())
  expect(Object.keys(PERIOD_EXAMPLES).sort()).toEqual([...PERIOD_CODES].sort())
})

describe("a sentence", () => {
  const codes = Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]
  const column = { key: "measure", header: "มาตรการ/กิจกรรม" }

  test.each(codes)("of %s is one line of Thai that quotes what was typed", code => {
    const { value, detail = "" } = PROBLEM_EXAMPLES[code]
    const { message } = cellProblem(code, column, value, detail)
    expect(message).toMatch(/^[^\n]*[ก-๛][^\n]*$/)
    expect(message).not.toMatch(/undefined|null|NaN|“”/)
    expect(message).not.toMatch(/ครับ|ค่ะ/)
    const quoted = [value, detail, column.header].filter(each => each !== "")
    expect(quoted.some(each => message.includes(each)) || message.includes("“เหตุผล”")).toBe(true)
  })

  test.each(codes)("of %s stays one sentence however long the value", code => {
    const { message } = cellProblem(code, column, "ก้".repeat(20_000), "x")
    expect(message.length).toBeLessThan(400)
    expect(cellProblem(code, column, "👍".repeat(20_000), "x").message).not.toMatch(
      /[\ud800-\udbff](?![\udc00-\udfff])/,
    )
  })

  test.each(PERIOD_CODES)("of period.%s comes from its example", (code: PeriodCode) => {
    const { problems } = compilePeriod(PERIOD_EXAMPLES[code][0], { fiscalYear: 2566 })
    expect(problems.map(each => each.code)).toContain(code)
  })
})
