/** The office's rule for a date on a holiday moves the date, and asks for a reason where it was announced. */
import { describe, expect, it } from "vitest"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { splitChange } from "../../../shared/scan/change.ts"
import { planScan, rememberAccepted, rememberRows } from "../../../shared/scan/scan.ts"
import { EMPTY_MEMORY, type Memory } from "../../../shared/sheet/memory.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

const holiday = parseIsoDate("2023-06-05")
const holidays = new Set(holiday ? [holiday] : [])

describe.each([
  ["next", "2023-10-02", "2023-06-06"],
  ["previous", "2023-09-29", "2023-06-02"],
] as const)("the rule that moves to the %s working day", (roll, saturday, monday) => {
  const due = (text: string) => compilePeriod(text, { fiscalYear: 2566, holidays, roll })

  it("moves a date on a weekend and on a holiday, and no other", () => {
    expect(due("ภายในวันที่ 30 กันยายน 2566").due).toEqual([saturday])
    expect(due("30 มิ.ย. 2566").due).toEqual(["2023-06-30"])
    expect(due("ภายในวันที่ 5 ของทุกเดือน").due).toContain(monday)
  })

  it("says so in what was understood, which compiles to the same", () => {
    for (const text of ["ภายในวันที่ 30 กันยายน 2566", "ภายในวันที่ 5 ของทุกเดือน"])
      expect(due(due(text).understood).normal).toBe(due(text).normal)
  })

  it("gives way to what the text says, and is no remark of its own", () => {
    expect(due("30 กันยายน 2566 หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป").due).toEqual(["2023-10-02"])
    expect(due("ภายในวันที่ 5 มิถุนายน 2566").problems).toEqual([])
  })
})

describe("the setting", () => {
  const tabs = (rollRule: string, reason = "") =>
    officeTabs([tabFrom("measure", [{ ...MEASURE, period: "30 กันยายน 2566", reason }])], { rollRule })
  const rowOf = (rollRule: string, reason: string, memory: Memory) => {
    const plan = planScan(scanInput(tabs(rollRule, reason), memory))
    return plan?.table.rows.find(each => each.name === "measure/m-aaaaaaaa")
  }

  it("moves an announced date only with a reason", () => {
    const first = planScan(scanInput(tabs("ไม่เลื่อน")))
    let memory = EMPTY_MEMORY
    for (const part of first?.change ? splitChange(first.change, memory) : [])
      memory = rememberAccepted(memory, part, sha256Text(part.state), memory.sequence + 1)
    if (first) memory = rememberRows(memory, first)
    const codes = (reason: string) =>
      rowOf("วันทำการถัดไป", reason, memory)?.problems.map(each => each.code) ?? []
    expect(codes("")).toContain("movedWithoutReason")
    expect(codes("ตามระเบียบว่าด้วยการนับเวลา")).not.toContain("movedWithoutReason")
  })
})
