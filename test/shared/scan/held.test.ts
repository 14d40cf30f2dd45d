/** What the sheet says of a held row travels with the push that calls it held, and no further than it must. */
import { describe, expect, it } from "vitest"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import type { ProblemRow } from "../../../shared/row/row.ts"
import { type Change, splitChange } from "../../../shared/scan/change.ts"
import { planScan, rememberAccepted, rememberRows, type ScanInput } from "../../../shared/scan/scan.ts"
import { formatMemory, type Memory, parseMemory } from "../../../shared/sheet/memory.ts"
import type { SheetTab } from "../../../shared/sheet/sheet-tab.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

const NAME = `measure/${MEASURE.id}`
const OTHER = { ...MEASURE, id: "m-bbbbbbbb", measure: "จัดทำคู่มือการให้บริการของทุกฝ่าย" }

type Line = Readonly<Record<string, string>>

function scan(measures: readonly Line[], memory?: Memory, byClock = false, more: readonly SheetTab[] = []) {
  const tab = { ...tabFrom("measure", measures), sheetId: 7 }
  const input: ScanInput = { ...scanInput(officeTabs([tab, ...more]), memory), byClock }
  const plan = planScan(input)
  if (!plan) throw new Error("no fiscal year")
  let after = input.memory
  for (const part of plan.change ? splitChange(plan.change, after) : [])
    after = rememberAccepted(after, part, sha256Text(`${after.head}${part.state}`), after.sequence + 1)
  const remembered = rememberRows(after, plan)
  // As `_record` brings it back.
  return { change: plan.change, memory: parseMemory(formatMemory(remembered, 2566)) }
}

function problemsIn(change: Change | undefined): ProblemRow[] {
  return (change?.privateRows ?? [])
    .map(({ disclosure }) => disclosure.value as ProblemRow)
    .filter(row => row.kind === "problem")
}

const broken = (period: string): Line => ({ ...MEASURE, period })
const whole = scan([MEASURE, OTHER])

describe("a row that an error holds back", () => {
  it("is told with its tab, its cell and its sentence, in the push that calls it held", () => {
    const { change } = scan([OTHER, broken("31 มิ.ย. 2566")], whole.memory)
    expect(change?.held).toEqual([NAME])
    expect(problemsIn(change)).toEqual([
      {
        ...{ kind: "problem", of: NAME, tab: "มาตรการ", sheetId: 7 },
        cells: [{ cell: "F3", says: expect.stringContaining("“31 มิ.ย. 2566” ไม่มีในปฏิทิน") }],
      },
    ])
    expect(change?.rows).toEqual([])
  })

  it("is told of no more once it is mended", () => {
    const held = scan([broken("31 มิ.ย. 2566"), OTHER], whole.memory)
    const mended = scan([MEASURE, OTHER], held.memory)
    expect(mended.change).toMatchObject({ held: [], gone: [`problem/${NAME}`], privateRows: [] })
    expect([...mended.memory.rowsByName.keys()].filter(name => name.startsWith("problem/"))).toEqual([])
    expect(scan([MEASURE, OTHER], mended.memory).change).toBeUndefined()
  })

  it("says another sentence, or stands in another line, with the clock's scan or another change, and once", () => {
    const held = scan([broken("31 มิ.ย. 2566"), OTHER], whole.memory)
    const [worse, moved] = [
      [broken("32 มิ.ย. 2566"), OTHER],
      [OTHER, broken("31 มิ.ย. 2566")],
    ] as const
    for (const lines of [worse, moved]) {
      expect(scan(lines, held.memory).change).toBeUndefined()
      const byClock = scan(lines, held.memory, true)
      expect(problemsIn(byClock.change)).toHaveLength(1)
      expect(byClock.change).toMatchObject({ rows: [], gone: [], held: [NAME] })
      // From then on a heartbeat is one again.
      expect(scan(lines, byClock.memory, true).change).toMatchObject({ privateRows: [], gone: [] })
    }
    const along = scan([worse[0], { ...OTHER, monitoring: "รายงานทุกไตรมาส" }], held.memory)
    expect(problemsIn(along.change)[0]?.cells[0]?.says).toContain("32 มิ.ย. 2566")
  })

  it("that was never published is told to nobody", () => {
    const { change } = scan([OTHER, broken("31 มิ.ย. 2566")])
    expect(problemsIn(change)).toEqual([])
  })

  it("that vanished has no cell to name", () => {
    const { change } = scan([OTHER], whole.memory)
    expect(change?.held).toEqual([NAME])
    expect(problemsIn(change)).toEqual([])
  })
})

describe("a sentence that would carry what is nobody's business", () => {
  it.each([
    ["somebody's number", { issue: "ติดต่อ 081-234-5678 เพื่อขอข้อมูล" }, "081-234-5678"],
    ["a citizen's number", { issue: "ผู้ร้องเลขที่ 1-1037-02071-81-1 ขอข้อมูล" }, "1-1037-02071-81-1"],
    ["a private address", { issue: "ส่งที่ somchai@gmail.com" }, "somchai@gmail.com"],
  ])("quotes nothing of %s", (_what, change, value) => {
    const [problem] = problemsIn(scan([{ ...MEASURE, ...change }, OTHER], whole.memory).change)
    expect(problem?.cells.map(({ cell }) => cell)).toEqual(["C2"])
    expect(problem?.cells[0]?.says).toContain("“…” ในช่อง “ประเด็นที่ต้องปรับปรุง”")
    expect(JSON.stringify(problem)).not.toContain(value)
  })

  it("quotes nothing of a private column", () => {
    const section = (addresses: string) =>
      officeTabs([tabFrom("measure", [MEASURE])]).map(tab =>
        tab.tab !== "section"
          ? tab
          : {
              ...tab,
              rows: tab.rows.map((row, index) =>
                index > 0
                  ? row
                  : {
                      ...row,
                      cellByKey: new Map(row.cellByKey).set("addresses", {
                        value: addresses,
                        formula: false,
                      }),
                    },
              ),
            },
      )
    const plan = (tabs: SheetTab[], memory?: Memory) => planScan(scanInput(tabs, memory))
    const first = plan(section("good@office.example"))
    if (!first?.change) throw new Error("nothing to push")
    const memory = rememberAccepted(scanInput([]).memory, first.change, sha256Text("1"), 2)
    const [problem] = problemsIn(plan(section("no-address-at-all"), memory)?.change)
    expect(problem?.of).toBe("section/1")
    expect(JSON.stringify(problem)).not.toContain("no-address-at-all")
  })
})

it("two lines of one name, both held, make one row of it", () => {
  const holiday = (name: string) => tabFrom("holiday", [{ date: "5 มิ.ย. 2566", name }])
  const before = scan([MEASURE], undefined, false, [holiday("วันหยุด")])
  const twice = tabFrom("holiday", [
    { date: "5 มิ.ย. 2566", name: "วันหยุด" },
    { date: "5 มิ.ย. 2566", name: "วันหยุดชดเชย" },
  ])
  const { change } = scan([MEASURE], before.memory, false, [twice])
  expect(change?.held).toEqual(["holiday/2023-06-05"])
  expect(problemsIn(change).map(({ of }) => of)).toEqual(["holiday/2023-06-05"])
})
