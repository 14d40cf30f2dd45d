import { describe, expect, test } from "vitest"
import { addDays, daysBetween } from "../../../shared/date/civil-date.ts"
import { OBLIGATION_STATES, type ObligationState } from "../../../shared/due/obligation.ts"
import { yearView } from "../../../shared/view/year.ts"
import { findingText, yearFinding } from "../../../shared/view/year-finding.ts"
import { yearSource } from "../../../shared/view/year-sheet.ts"
import {
  monthOf,
  neediest,
  placeInYear,
  stripNotes,
  stripRow,
  stripTitle,
} from "../../../shared/view/year-strip.ts"
import { day, duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { recordOf } from "./record-of.ts"

const MEASURES = [
  measure("a", { period: "ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๖" }),
  measure("b", { period: "ภายในวันที่ ๓๑ มีนาคม ๒๕๖๖" }),
]
const record = recordOf(
  {
    on: "2022-10-12",
    rows: [
      ...SETTINGS,
      ...SECTIONS,
      ...MEASURES,
      duty("b", { when: "ภายในวันที่ ๕ ของทุกเดือน ตั้งแต่เดือนมิถุนายน ถึงเดือนกรกฎาคม ๒๕๖๖" }),
    ],
  },
  { on: "2023-04-03", rows: [report("m-bbbbbbbb", "2", "2566", { evidence: "" })] },
  { on: "2023-05-04", rows: [report("d-bbbbbbbb", "3", "2566-05")] },
  {
    on: "2023-05-29",
    rows: [measure("a", { occurrences: [{ id: "2566", due: day("2023-08-31") }], reason: "รอผล" })],
  },
)
const today = day("2023-06-12")
const view = yearView(record, { today, simulated: true })
const source = yearSource(record, { today, simulated: true })
if (!view || !source?.rowsOf) throw new Error("nothing to see")
const listed = source.rowsOf(source.sheet.measures)
const [first, second] = listed.map(row => stripRow(2566, row))

describe("a line of the year strip", () => {
  test("keeps the date first promised beside the one in force", () => {
    expect(first?.periods).toEqual([
      expect.objectContaining({
        promised: "2023-06-30",
        due: "2023-08-31",
        state: "scheduled",
        at: "2023-08-31",
      }),
    ])
    expect(first && stripNotes(first)).toEqual([
      { text: "เลื่อนจาก 30 มิ.ย. 2566 เป็น 31 ส.ค. 2566 (+62 วัน)", isSlip: true },
    ])
  })

  test("puts a mark on the day the last report came, and on the due date while one is missing", () => {
    expect(second?.periods).toEqual([
      expect.objectContaining({
        occurrence: "2566",
        due: "2023-03-31",
        at: "2023-04-03",
        state: "late",
        lateDays: 3,
      }),
      expect.objectContaining({
        occurrence: "2566-05",
        due: "2023-06-05",
        at: "2023-06-05",
        missing: 9,
        owing: 10,
      }),
      expect.objectContaining({ occurrence: "2566-06", due: "2023-07-05", state: "due", missing: 0 }),
    ])
    expect(second && stripNotes(second).map(each => each.text)).toEqual([
      "งวด พ.ค. 2566 ยังไม่ได้รับ 9 จาก 10 ฝ่าย",
      "ไม่มีหลักฐาน 1 งวด",
    ])
  })

  test("has twelve cells, October first, each with the month's neediest", () => {
    expect(second?.cells).toEqual([
      null,
      null,
      null,
      null,
      null,
      "late",
      null,
      null,
      "overdue",
      "due",
      null,
      null,
    ])
  })
})

test("what is missing is needier than whatever came, and some state is always the neediest", () => {
  expect(neediest([])).toBeUndefined()
  for (const a of OBLIGATION_STATES)
    for (const b of OBLIGATION_STATES) {
      expect(neediest([a, b])).toBe(neediest([b, a]))
      expect([a, b]).toContain(neediest([a, b]))
      expect(neediest([a, b, "overdue"])).toBe("overdue")
    }
})

test("every day of a year and beside it has a month and a place, in the order of days", () => {
  let [month, place] = [0, 0]
  for (let date = day("2022-09-01"); daysBetween(date, day("2023-10-31")) >= 0; date = addDays(date, 1)) {
    expect(monthOf(date, 2566)).toBeGreaterThanOrEqual(month)
    expect(placeInYear(date, 2566)).toBeGreaterThanOrEqual(place)
    month = monthOf(date, 2566)
    place = placeInYear(date, 2566)
  }
  expect([month, place]).toEqual([11, 100])
})

test.each([
  ["๑. เวียนแจ้งคู่มือ\n๒. ติดตาม", "เวียนแจ้งคู่มือ"],
  ["จัดทำคู่มือ", "จัดทำคู่มือ"],
  [`จัดทำประกาศสำนักงานเขต ${"ก".repeat(40)}`, "จัดทำประกาศสำนักงานเขต\u00a0…"],
  // The words that say which announcement are not what is cut.
  [`จัดทำประกาศสำนักงานเขต เรื่อง ${"ก".repeat(40)} ๑`, `จัดทำประกาศสำนักงานเขต เรื่อง ${"ก".repeat(40)}\u00a0…`],
  [`${"ก".repeat(80)} ต่อ`, `${"ก".repeat(80)}\u00a0…`],
  ["ก".repeat(80), "ก".repeat(80)],
])("a title is its first words, cut at a space alone: %j", (text, title) => {
  expect(stripTitle(text)).toBe(title)
})

describe("what the year's picture found", () => {
  const measures = (...states: ObligationState[]) => states.map(state => ({ state }))
  const later = { measure: "m-aaaaaaaa", days: 31 }
  const sooner = { measure: "m-bbbbbbbb", days: -30 }
  const moved = [later, { ...later, days: -5 }]
  test.each([
    [measures(), [], "ปีงบประมาณนี้ยังไม่มีมาตรการ"],
    [measures("withdrawn"), [], "ปีงบประมาณนี้ยังไม่มีมาตรการ"],
    [measures("overdue", "due", "withdrawn"), [], "เกินกำหนด 1 จาก 2 มาตรการ และไม่มีการเลื่อนกำหนด"],
    [measures("overdue", "done"), moved, "เกินกำหนด 1 จาก 2 มาตรการ และเลื่อนกำหนดแล้ว 1 มาตรการ"],
    [measures("late", "done"), [], "ไม่มีมาตรการเกินกำหนด และไม่มีการเลื่อนกำหนด"],
    [measures("due"), moved, "ไม่มีมาตรการเกินกำหนด และเลื่อนกำหนดแล้ว 1 มาตรการ"],
    [measures("done", "done", "withdrawn"), [], "แล้วเสร็จตามกำหนดครบ 2 มาตรการ"],
    [measures("done", "done"), moved, "แล้วเสร็จครบ 2 มาตรการ และเลื่อนกำหนดแล้ว 1 มาตรการ"],
    [measures("due"), [sooner, sooner], "ไม่มีมาตรการเกินกำหนด และเลื่อนกำหนดให้เร็วขึ้น 1 มาตรการ"],
    [measures("due"), [later, sooner], "ไม่มีมาตรการเกินกำหนด และเลื่อนกำหนดแล้ว 2 มาตรการ (เร็วขึ้น 1)"],
  ])("%j, %j: %s", (states, moves, text) => {
    expect(findingText(yearFinding(states, moves))).toBe(text)
  })
})
