import { expect, test } from "vitest"
import { movesOf } from "../../../shared/due/move.ts"
import { sixtyDays } from "../../../shared/view/sixty-days.ts"
import { yearView } from "../../../shared/view/year.ts"
import { day, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { type Push, recordOf } from "./record-of.ts"

const dated = (letter: string, due: string) =>
  measure(letter, { occurrences: [{ id: "2566", due: day(due) }] })
const FIRST: Push = {
  on: "2022-10-12",
  rows: [
    ...SETTINGS,
    ...SECTIONS,
    dated("a", "2023-06-30"),
    dated("b", "2023-06-30"),
    dated("c", "2023-08-11"),
    dated("d", "2023-08-12"),
  ],
}

function daysOn(today: string, ...pushes: readonly Push[]) {
  const record = recordOf(FIRST, ...pushes)
  const view = yearView(record, { today: day(today), simulated: true })
  if (!view) throw new Error("nothing to see")
  return sixtyDays(view, movesOf(record), day(today))
}

test("days are counted once, with how much of each has come, to the sixtieth", () => {
  const { days, finding } = daysOn("2023-06-12", {
    on: "2023-06-01",
    rows: [report("m-aaaaaaaa", "2", "2566")],
  })
  expect(
    days.map(({ due, days, owing, received, items }) => [due, days, owing, received, items.length]),
  ).toEqual([
    ["2023-06-30", 18, 2, 1, 2],
    ["2023-08-11", 60, 1, 0, 1],
  ])
  expect(finding).toBe("60 วันข้างหน้ามี 2 วันครบกำหนด ใกล้ที่สุด 30 มิ.ย. 2566 อีก 18 วัน")
})

test("what was moved out of them stays to be seen", () => {
  const moved = measure("a", { occurrences: [{ id: "2566", due: day("2023-08-31") }], reason: "รอผล" })
  const { days, movedOut } = daysOn("2023-06-12", { on: "2023-06-01", rows: [moved] })
  expect(days[0]?.items).toHaveLength(1)
  expect(movedOut.map(({ from, to, reason }) => [from, to, reason])).toEqual([
    ["2023-06-30", "2023-08-31", "รอผล"],
  ])
})

test.each([
  ["2023-08-12", "60 วันข้างหน้าครบกำหนดวันเดียว 12 ส.ค. 2566 วันนี้"],
  ["2023-03-01", "ไม่มีกำหนดใน 60 วัน ถัดไป 30 มิ.ย. 2566"],
  ["2023-08-13", "ไม่มีกำหนดใน 60 วัน"],
])("on %s it finds: %s", (today, finding) => {
  expect(daysOn(today).finding).toBe(finding)
})

test("where something falls due on most days, the first twenty are told and the others counted", () => {
  const daily = Array.from({ length: 25 }, (_, at) => ({
    id: `2566-${at}`,
    due: day(`2023-05-${String(at + 1).padStart(2, "0")}`),
  }))
  const moved = Array.from({ length: 21 }, (_, at) => ({ id: `2566-${at}`, due: day("2023-09-30") }))
  const first = { on: "2023-04-02", rows: [measure("a", { occurrences: daily })] }
  const before = daysOn("2023-05-01", first)
  expect([before.days.length, before.daysLeft, before.movedLeft]).toEqual([20, 6, 0])
  expect(before.finding).toMatch(/^60 วันข้างหน้ามี 26 วันครบกำหนด/)
  const after = daysOn("2023-05-01", first, {
    on: "2023-04-03",
    rows: [measure("a", { occurrences: [...moved, ...daily.slice(21)], reason: "รอผล" })],
  })
  expect([after.days.length, after.daysLeft]).toEqual([5, 0])
  expect([after.movedOut.length, after.movedLeft]).toEqual([20, 1])
})
