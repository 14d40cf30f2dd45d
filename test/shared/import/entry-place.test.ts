/** Where an entry of the report points: sheets of one workbook count the same lines. */
import { expect, it } from "vitest"
import { placeEntries } from "../../../shared/import/entry-place.ts"
import { reportEntry } from "../../../shared/import/problems.ts"

const LINES = [
  { line: 4, sheet: "ปก", cells: ["สารบัญ"] },
  { line: 4, sheet: "มาตรการ", cells: ["", "ผู้บริหารให้หัวหน้าฝ่ายตรวจ"] },
  { line: 4, sheet: "รายงาน", cells: ["ส่งแล้ว"] },
]

it.each([
  ["the sheet that has the words", "ผู้บริหารให้หัวหน้าฝ่ายตรวจ", { sheet: "มาตรการ", cell: "B4" }],
  ["the last where none has them, since covers stand first", "ไม่มีคำนี้", { sheet: "รายงาน", cell: "" }],
])("is %s", (_, words, place) => {
  const entry = reportEntry("actorNotDirector", 4, words, { hint: "", kept: true })
  expect(placeEntries([entry], { lines: LINES })).toMatchObject([place])
})
