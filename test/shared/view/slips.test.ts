import { describe, expect, test } from "vitest"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { movesOf } from "../../../shared/due/move.ts"
import { placeOn, slipAxis, slipSentence, slipsFinding, slipsOfMoves } from "../../../shared/view/slips.ts"
import { day, measure, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { type Push, recordOf } from "./record-of.ts"

const FIRST: Push = { on: "2022-10-12", rows: [...SETTINGS, ...SECTIONS, measure("a"), measure("b")] }
const moved = (on: string, letter: string, due: string): Push => ({
  on,
  rows: [measure(letter, { occurrences: [{ id: "2566", due: day(due) }], reason: "รอผล" })],
})
const slipsAfter = (...pushes: readonly Push[]) => slipsOfMoves(movesOf(recordOf(FIRST, ...pushes)))

describe("the slips of a year", () => {
  test.each([
    [[], "ยังไม่มีการเลื่อนกำหนด"],
    [[moved("2023-05-29", "a", "2023-08-31")], "1 จาก 2 มาตรการถูกเลื่อน ช้าสุด 62 วัน"],
    [[moved("2023-05-29", "a", "2023-06-20")], "1 จาก 2 มาตรการถูกเลื่อน เร็วสุด 10 วัน"],
    [
      [moved("2023-05-29", "a", "2023-06-20"), moved("2023-05-30", "b", "2023-07-10")],
      "2 จาก 2 มาตรการถูกเลื่อน ช้าสุด 10 วัน",
    ],
    [
      [moved("2023-05-29", "a", "2023-08-31"), moved("2023-06-01", "a", "2023-06-30")],
      "1 จาก 2 มาตรการถูกเลื่อน",
    ],
  ])("%#: %s", (pushes, finding) => {
    expect(slipsFinding(slipsAfter(...pushes), 2)).toBe(finding)
  })

  test("moves of one promise are one slip, and one after the due date is told", () => {
    const slips = slipsAfter(moved("2023-05-29", "a", "2023-07-31"), moved("2023-08-06", "a", "2023-09-30"))
    expect(slips.map(slipSentence)).toEqual([
      "เลื่อนแล้ว 2 ครั้ง รวม 92 วัน จาก 30 มิ.ย. 2566 เป็น 30 ก.ย. 2566 ครั้งที่ 2 เลื่อนหลังครบกำหนดแล้ว",
    ])
  })

  test("every day drawn stands on the picture", () => {
    const slips = slipsAfter(moved("2022-12-29", "a", "2023-08-31"), moved("2023-05-30", "b", "2023-07-10"))
    const axis = slipAxis(slips, day("2023-06-12"), move => bangkokDate(move.acceptedAt))
    for (const { moves } of slips)
      for (const { from, to, acceptedAt } of moves)
        for (const each of [from, to, bangkokDate(acceptedAt), day("2023-06-12"), ...axis.months]) {
          expect(placeOn(axis, each)).toBeGreaterThanOrEqual(0)
          expect(placeOn(axis, each)).toBeLessThanOrEqual(100)
        }
  })
})
