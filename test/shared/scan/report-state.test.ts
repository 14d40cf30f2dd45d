/** How lines of a report tab stand, by what the script remembers; and the moves that put them in order. */

import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { orderMoves } from "../../../shared/scan/report-order.ts"
import { lineStatesOn } from "../../../shared/scan/report-state.ts"
import { EMPTY_MEMORY, type Memory, type RememberedRow } from "../../../shared/sheet/memory.ts"
import { type SheetTab, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { tabFrom } from "../table/office-fixture.ts"

const ID = "d-aaaaaaaa/3/2566-05"
const TODAY = "2023-06-12" as IsoDate
const DIGEST = "x".repeat(43) as RememberedRow["digest"]
const owed = { id: ID, due: "2023-06-05" as IsoDate, remind: true, withdrawn: false }

function standing(
  rows: Record<string, Partial<RememberedRow>>,
  of: Partial<typeof owed> = {},
  signed?: string,
) {
  const known = { "duty/d-aaaaaaaa": { since: "2022-10-01" }, ...rows }
  const rowsByName = new Map(
    Object.entries(known).map(([name, row]) => [name, { digest: DIGEST, ...row } as RememberedRow]),
  )
  const memory: Memory = { ...EMPTY_MEMORY, sequence: 1, rowsByName }
  return lineStatesOn(memory, TODAY, signed as IsoDate | undefined).of({ ...owed, ...of })
}

const report = (row: Partial<RememberedRow>) => ({ [`report/${ID}`]: row })
const PROVEN = { date: "3 มิ.ย. 2566", result: "ส่งแล้ว", evidence: "กท 6001/123 ลว. 3 มิ.ย. 2566" }

describe("a line of a report tab", () => {
  it.each([
    ["overdue, with its days", {}, {}, "▲ เกินกำหนด\nเกินมาแล้ว 7 วัน", true],
    ["due today", {}, { due: TODAY }, "◐ ใกล้ครบกำหนด\nครบกำหนดวันนี้", true],
    ["due soon", {}, { due: "2023-06-30" as IsoDate }, "◐ ใกล้ครบกำหนด\nอีก 18 วัน", true],
    ["far off", {}, { due: "2023-09-30" as IsoDate }, "○ ยังไม่ถึงกำหนด", true],
    ["of a date that is still asked about", {}, { remind: false }, "◊ รอยืนยันกำหนด", true],
    ["done in time", report({ since: "2023-06-05", cells: PROVEN }), {}, "● แล้วเสร็จ", false],
    [
      "with nothing to report",
      report({ since: "2023-06-05", cells: { nothingToReport: true } }),
      {},
      "● แล้วเสร็จ",
      false,
    ],
    ["without evidence", report({ since: "2023-06-04", cells: { result: "ส่งแล้ว" } }), {}, "□ รอหลักฐาน", true],
    ["late", report({ since: "2023-06-09", cells: PROVEN }), {}, "■ รายงานหลังกำหนด\nช้า 4 วัน", false],
    [
      "late and without evidence",
      report({ since: "2023-06-09", cells: { result: "ส่งแล้ว" } }),
      {},
      "■ รายงานหลังกำหนด\nช้า 4 วัน\nรอหลักฐาน",
      true,
    ],
    ["reported before days were remembered", report({ cells: PROVEN }), {}, "● แล้วเสร็จ", false],
    ["taken back", report({ digest: "", since: "2023-06-01" }), {}, "▲ เกินกำหนด\nเกินมาแล้ว 7 วัน", true],
    ["cancelled", {}, { withdrawn: true }, "× ยกเลิก", false],
  ])("%s", (_, rows, of, text, isOpen) => {
    expect(standing(rows, of)).toMatchObject({ text, isOpen })
  })

  it("accuses nobody of what was due before it was promised", () => {
    const before = { text: "– ก่อนเริ่มบันทึก", isOpen: false }
    expect(standing({ "duty/d-aaaaaaaa": { since: "2023-06-06" } })).toMatchObject(before)
    expect(standing({ "duty/d-aaaaaaaa": { digest: "" } })).toMatchObject(before)
    const later = { since: "2022-10-01", promisedLate: { "2566-05": "2023-06-10" } }
    expect(standing({ "duty/d-aaaaaaaa": later })).toMatchObject(before)
    expect(standing({ "duty/d-aaaaaaaa": {} }, {}, "2023-06-10")).toMatchObject(before)
    expect(standing({ "duty/d-aaaaaaaa": {} }, {}, "2022-10-12").state).toBe("overdue")
  })
})

/** The ids of a tab's lines after its moves, as Google makes them: one after the other. */
function moved(tab: SheetTab, dueById: Readonly<Record<string, string>>, closed: readonly string[] = []) {
  const moves = orderMoves(tab, id =>
    dueById[id] ? { due: dueById[id], isOpen: !closed.includes(id) } : undefined,
  )
  const last = Math.max(0, ...tab.rows.map(({ index }) => index))
  const rows = Array.from({ length: last + 1 }, (_, index) => tab.rows.find(line => line.index === index))
  for (const { start, end, to } of moves) {
    const block = rows.splice(start, end - start)
    rows.splice(to > start ? to - block.length : to, 0, ...block)
  }
  return {
    moves,
    ids: rows.slice(1).map(line => (line ? textOf(line, "id") || textOf(line, "result") : "-")),
  }
}

describe("the order of a report tab", () => {
  const lines = (...ids: string[]) =>
    tabFrom(
      "report",
      ids.map(id => ({ id })),
      { slug: "3" },
    )
  const due = { a: "2023-01-05", b: "2023-02-05", c: "2023-03-05", d: "2023-04-05", e: "2023-05-05" }

  it("what is done goes below what is open, in one move where it stands together", () => {
    const { ids, moves } = moved(lines("a", "b", "c", "d", "e"), due, ["a", "b", "c"])
    expect(ids).toEqual(["d", "e", "a", "b", "c"])
    expect(moves).toHaveLength(1)
  })

  it("a duty that came later takes its place by its date", () => {
    expect(moved(lines("a", "c", "e", "b", "d"), due).ids).toEqual(["a", "b", "c", "d", "e"])
  })

  it("nothing moves that stands in order, nor while the headers are elsewhere", () => {
    expect(moved(lines("d", "e", "a"), due, ["a"]).moves).toEqual([])
    expect(orderMoves({ ...lines("e", "a"), strayHeader: 3 }, () => ({ due: "", isOpen: true }))).toEqual([])
  })

  it("a line that belongs to nobody stands below what is open, a blank one last", () => {
    const tab = tabFrom("report", [{ id: "a" }, { result: "พิมพ์ผิดที่" }, { id: "b" }, { id: "" }, { id: "c" }])
    expect(moved(tab, due, ["a"]).ids).toEqual(["b", "c", "พิมพ์ผิดที่", "a", ""])
  })
})

test("moves put any lines in order, and lose none", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1000, max: 9999 }), { maxLength: 40 }), numbers => {
      const tab = tabFrom(
        "report",
        numbers.map(number => ({ id: `n${number}` })),
      )
      const dueById = Object.fromEntries(numbers.map(number => [`n${number}`, String(number)]))
      const { ids, moves } = moved(tab, dueById)
      expect(ids).toEqual(numbers.toSorted().map(number => `n${number}`))
      expect(moves.length).toBeLessThanOrEqual(Math.max(0, numbers.length - 1))
    }),
  )
})
