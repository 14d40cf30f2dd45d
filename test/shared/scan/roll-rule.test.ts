/** The office's rule for a date on a holiday moves the date, and asks for a reason where it was announced. */
import { describe, expect, it } from "vitest"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { splitChange } from "../../../shared/scan/change.ts"
import { markWrites } from "../../../shared/scan/marks.ts"
import { planScan, rememberAccepted, rememberRows, type ScanPlan } from "../../../shared/scan/scan.ts"
import { statusLines } from "../../../shared/scan/status.ts"
import type { Memory } from "../../../shared/sheet/memory.ts"
import { type SheetTab, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { MOVED_ITEM } from "../../../shared/table/status-reasons.ts"
import { ANNOUNCED, applyWrites, MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

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
  const REASON = "ตามระเบียบว่าด้วยการนับเวลา"
  const LINES = ["m-aaaaaaaa", "m-bbbbbbbb"].map((id, at) => ({
    ...MEASURE,
    id,
    measure: `เผยแพร่รายงานฉบับที่ ${at}`,
    period: "30 กันยายน 2566",
  }))
  const tabs = (rollRule: string, reason: string, lines: readonly object[] = LINES) =>
    officeTabs([tabFrom("measure", lines as never), tabFrom("status", [{ item: MOVED_ITEM, reason }])], {
      rollRule,
    })
  const accept = (given: SheetTab[], before: Memory) => {
    const plan = planScan(scanInput(given, before))
    if (!plan) throw new Error("no fiscal year")
    let memory = before
    for (const part of plan.change ? splitChange(plan.change, memory) : [])
      memory = rememberAccepted(memory, part, sha256Text(`${memory.head}${part.state}`), memory.sequence + 1)
    const written = applyWrites(
      given,
      markWrites(given, plan.table.rows, () => false),
    )
    return { plan, memory: rememberRows(memory, plan), tabs: written }
  }
  const measures = (plan: ScanPlan | undefined) =>
    plan?.table.rows.filter(row => row.tab.tab === "measure") ?? []
  const codes = (plan: ScanPlan | undefined) =>
    measures(plan).map(row => row.problems.filter(each => each.severity === "error").map(each => each.code))
  const announced = () => accept(tabs("ไม่เลื่อน", ""), ANNOUNCED).memory

  it("moves announced dates only with a reason, asked for once, beside its line in สถานะ", () => {
    const plan = planScan(scanInput(tabs("วันทำการถัดไป", ""), announced()))
    expect(codes(plan)).toEqual([["movedBySettings"], ["movedBySettings"]])
    expect(plan?.change?.held).toEqual(["measure/m-aaaaaaaa", "measure/m-bbbbbbbb"])
    const [line] = movedLines(plan, "")
    expect([line?.item, line?.value]).toEqual([
      MOVED_ITEM,
      expect.stringMatching(/^2 แถว.*กำหนดเดิมยังใช้อยู่.*รุ่น 0\.1/),
    ])
    const weak = planScan(scanInput(tabs("วันทำการถัดไป", "."), announced()))
    expect(codes(weak)).toEqual([["movedBySettings"], ["movedBySettings"]])
    expect(movedLines(weak, ".")[0]?.value).toContain("ใช้ไม่ได้")
  })

  it("is explained for every row by that one reason, which is public with each move, and serves once", () => {
    const moved = accept(tabs("วันทำการถัดไป", REASON), announced())
    expect(measures(moved.plan).map(({ row }) => row)).toMatchObject([
      { reason: REASON, occurrences: [{ due: "2023-10-02" }] },
      { reason: REASON, occurrences: [{ due: "2023-10-02" }] },
    ])
    expect(movedLines(moved.plan, REASON)).toEqual([])
    const [tab] = moved.tabs
    expect(tab?.rows.map(line => textOf(line, "reason"))).toEqual([REASON, REASON])
    const settled = planScan(scanInput([...moved.tabs], moved.memory))
    expect([codes(settled), settled?.change]).toEqual([[[], []], undefined])
    const lines = LINES.map(line => ({ ...line, reason: REASON }))
    const again = planScan(scanInput(tabs("วันทำการก่อนหน้า", REASON, lines), moved.memory))
    expect(codes(again)).toEqual(Array.from({ length: 2 }, () => ["movedBySettings", "weakReason"]))
  })

  it("goes on as it was accepted while something else stands in its cell", () => {
    const moved = accept(tabs("วันทำการถัดไป", REASON), announced())
    const lines = LINES.map(line => ({ ...line, reason: REASON }))
    const plan = planScan(scanInput(tabs("สักวันหนึ่ง", REASON, lines), moved.memory))
    expect(codes(plan)).toEqual([[], []])
    expect(plan?.change?.held).toEqual(["setting/rollRule"])
  })

  it("explains nothing that people changed themselves", () => {
    const [first, second] = LINES
    const lines = [
      { ...first, lead: "ฝ่ายทะเบียน" },
      { ...second, period: "ภายในวันที่ 15 กันยายน 2566" },
    ]
    const plan = planScan(scanInput(tabs("วันทำการถัดไป", REASON, lines), announced()))
    expect(codes(plan)).toEqual([["movedBySettings", "changedWithoutReason"], ["movedWithoutReason"]])
  })
})

function movedLines(plan: ScanPlan | undefined, reason: string) {
  const lines = statusLines({
    ...{ revision: 1, head: "", connection: { kind: "quiet" }, now: 0, mail: null, pace: "free" },
    gate: { kind: "announced" },
    ...{
      rows: plan?.table.rows ?? [],
      unreadable: [],
      untaken: [],
      faults: [],
      vanished: [],
      reasons: new Map([[MOVED_ITEM, reason]]),
    },
  })
  return lines.filter(({ item }) => item === MOVED_ITEM)
}
