import { expect, test } from "vitest"
import { HEADER, imported, ROW, rowsSource } from "./source.ts"

const TITLE = ["มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const OTHER = [...ROW.slice(0, 2), "มาตรการของแผนที่สอง", ...ROW.slice(3)]

test("two plans of one year below each other are two, and the person is asked which", () => {
  const second = ["แผนของฝ่ายเทศกิจ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
  const plan = imported(rowsSource(TITLE, HEADER, ROW, second, HEADER, OTHER))
  expect(plan.measures.map(({ measure }) => measure)).toEqual([ROW[2]])
  expect(plan.report.filter(({ code }) => code === "plansSeveral")).toHaveLength(1)
  expect(plan.report.find(({ code }) => code === "sheetAside")?.snippet).toContain("มาตรการของแผนที่สอง")
})

test("a title printed again at the head of a page begins no other plan", () => {
  const plan = imported(rowsSource(TITLE, HEADER, ROW, TITLE, HEADER, OTHER))
  expect(plan.measures).toHaveLength(2)
})

test("below the same title printed again, a plan that begins with an indicator it had left is another", () => {
  const of = (number: string, name: string, measure: string) => [
    `ตัวชี้วัดที่ ${number} ${name}`,
    ...OTHER.slice(1, 2),
    measure,
    ...OTHER.slice(3),
  ]
  const first = [of("๒", "การใช้งบประมาณ", "ก"), of("๓", "การใช้อำนาจ", "ข")]
  const again = [of("๒", "การใช้งบประมาณ", "ค"), of("๓", "การใช้อำนาจ", "ง")]
  const plan = imported(rowsSource(TITLE, HEADER, ...first, TITLE, HEADER, ...again))
  expect(plan.measures.map(({ measure }) => measure)).toEqual(["ก", "ข"])
  expect(plan.report.filter(({ code }) => code === "plansSeveral")).toMatchObject([{ severity: "ask" }])
  const page = imported(rowsSource(TITLE, HEADER, ...first, TITLE, HEADER, of("๓", "การใช้อำนาจ", "ง")))
  expect(page.measures).toHaveLength(3)
})

test("a whole number in brackets after an indicator is its score", () => {
  const row = ["ตัวชี้วัดที่ ๒ การใช้งบประมาณ (๗๐)", ...ROW.slice(1)]
  expect(imported(rowsSource(TITLE, HEADER, row)).assessments).toMatchObject([{ indicator: 2, score: 70 }])
})
