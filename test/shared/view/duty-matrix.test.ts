import { describe, expect, test } from "vitest"
import { dutyBookView } from "../../../shared/view/duty-book.ts"
import { dutyMatrix, SUMMED } from "../../../shared/view/duty-matrix.ts"
import { day, duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { type Push, recordOf } from "./record-of.ts"

const WHEN = "ภายในวันที่ ๕ ของทุกเดือน ตั้งแต่เดือนพฤษภาคม ถึงเดือนกรกฎาคม ๒๕๖๖"
const FIRST: Push = {
  on: "2022-10-12",
  rows: [...SETTINGS, ...SECTIONS, measure("b"), duty("b", { when: WHEN })],
}
const of = (slugs: readonly number[], occurrence: string) =>
  slugs.map(slug => report("d-bbbbbbbb", String(slug), occurrence))
const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

function matrixOn(today: string, ...pushes: readonly Push[]) {
  const book = dutyBookView(recordOf(FIRST, ...pushes), "d-bbbbbbbb", { today: day(today), simulated: true })
  if (!book) throw new Error("no such duty")
  return dutyMatrix(book, day(today))
}

describe("a duty's matrix", () => {
  test.each([
    ["2023-05-05", [], "ยังไม่มีงวดที่ถึงกำหนด"],
    ["2023-05-06", ALL, "ทุกฝ่ายส่งครบทุกงวดที่ถึงกำหนด"],
    ["2023-05-06", ALL.slice(1), "ค้าง 1 รายงาน จากฝ่ายปกครอง อีก 9 ฝ่ายส่งครบทุกงวดที่ถึงกำหนด"],
    ["2023-06-06", ALL.slice(2), "ค้าง 12 รายงาน จาก 10 ฝ่าย"],
  ])("on %s, with reports of %j, found: %s", (today, slugs, finding) => {
    const [first = ""] = matrixOn(today).columns.map(each => each.occurrence)
    expect(matrixOn(today, { on: "2023-05-04", rows: of(slugs, first) }).finding).toBe(finding)
  })

  test("adds up: every mark that is summed stands in its row, its column and the totals", () => {
    const [first = ""] = matrixOn("2023-05-06").columns.map(each => each.occurrence)
    const { rows, columns, totals } = matrixOn("2023-06-06", { on: "2023-05-08", rows: of([3, 4], first) })
    for (const each of SUMMED) expect(rows.reduce((sum, row) => sum + row.sums[each], 0)).toBe(totals[each])
    expect(totals).toMatchObject({ late: 2, missing: 18, sent: 0 })
    expect(columns.map(({ hasCome, received, owing }) => [hasCome, received, owing])).toEqual([
      [true, 2, 10],
      [true, 0, 10],
      [false, 0, 10],
    ])
    expect(rows.every(({ answers }) => answers.length === columns.length)).toBe(true)
  })
})
