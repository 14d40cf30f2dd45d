/** A table of scores beside the plan gives the plan its scores, and none of its rows is a measure. */
import { expect, test } from "vitest"
import { HEADER, imported, ROW, rowsSource } from "./source.ts"

const TITLE = ["มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const SCORES = [
  ["สรุปผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"],
  ["ลำดับ", "ตัวชี้วัด", "คะแนน"],
  ["1", "การปฏิบัติหน้าที่", "91.20", "ระดับ A"],
  ["2", "การใช้งบประมาณ", "๘๘.๘๖"],
  ["3", "การใช้อำนาจ", "90.12"],
]
const withoutScore = ["ตัวชี้วัดที่ ๒ การใช้งบประมาณ", ...ROW.slice(1)]
const codesOf = (plan: ReturnType<typeof imported>) => plan.report.map(({ code }) => code)

test("scores above the plan are its assessments, of the year they say", () => {
  const plan = imported(rowsSource(...SCORES, TITLE, HEADER, withoutScore))
  expect(plan).toMatchObject({ fiscalYear: 2567, title: TITLE[0] })
  expect(plan.measures).toHaveLength(1)
  expect(plan.assessments.map(({ indicator, score, scoreYear }) => [indicator, score, scoreYear])).toEqual([
    [1, 91.2, 2566],
    [2, 88.86, 2566],
    [3, 90.12, 2566],
  ])
  expect(plan.report.find(({ code }) => code === "scoresRead")?.snippet).toMatch(
    /^สรุปผลการประเมิน ITA.*ระดับ A$/s,
  )
  expect(codesOf(plan)).not.toContain("scoreMissing")
})

test("a score that the plan prints otherwise is asked about, and the plan's stands", () => {
  const plan = imported(rowsSource(TITLE, HEADER, ROW, ...SCORES))
  expect(plan.measures).toHaveLength(1)
  expect(plan.assessments.find(({ indicator }) => indicator === 2)?.score).toBe(98.86)
  expect(plan.report.filter(({ code }) => code === "scoreRepeated")).toMatchObject([{ severity: "ask" }])
})

test("scores alone are read, and that there is no plan is told", () => {
  const plan = imported(rowsSource(...SCORES))
  expect(plan.assessments).toHaveLength(3)
  expect(codesOf(plan)).toContain("tableMissing")
})
