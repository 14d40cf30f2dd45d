/** The gate of the announcement: what it shows, whose tick opens it and for what, and that it is asked once. */
import { describe, expect, it } from "vitest"
import type { SheetCell } from "../../../shared/rules/cell.ts"
import { isTickedByAnother, untickWrites } from "../../../shared/scan/gate.ts"
import { planScan, type ScanPlan } from "../../../shared/scan/scan.ts"
import { EMPTY_MEMORY, rebaseMemory } from "../../../shared/sheet/memory.ts"
import { PLANNER_TICK_ROW } from "../../../shared/sheet/protection.ts"
import { cellOf, type SheetTab, tabsOf } from "../../../shared/sheet/sheet-tab.ts"
import {
  atGate,
  MEASURE,
  officeTabs,
  scanInput,
  tabFrom,
  typeTick,
  withStatus,
} from "../table/office-fixture.ts"

const DUTY = {
  id: "d-aaaaaaaa",
  measure: MEASURE.id,
  what: "ส่งแบบ สขร.๑",
  owedBy: "ฝ่ายทะเบียน",
  when: "ภายในวันที่ ๕ ของทุกเดือน",
}
const OPEN = { ...MEASURE, id: "m-bbbbbbbb", period: "ต่อเนื่อง" }
const WRONG = { ...MEASURE, id: "m-cccccccc", lead: "ฝ่ายที่ไม่มี" }
const SETTINGS = { title: "มาตรการ พ.ศ. ๒๕๖๖" }

const office = (settings: Readonly<Record<string, string>> = {}, measures: readonly object[] = [MEASURE]) =>
  officeTabs([tabFrom("measure", measures as never), tabFrom("duty", [DUTY])], { ...SETTINGS, ...settings })

/** A scan of an office of which nothing was accepted. */
const scan = (tabs: readonly SheetTab[], more: object = {}) => {
  const plan = planScan({ ...scanInput(tabs, EMPTY_MEMORY), ...more })
  if (!plan) throw new Error("no fiscal year")
  return plan
}
const ticked = (tabs: readonly SheetTab[], tick: boolean | string = true) =>
  atGate(scanInput(tabs, EMPTY_MEMORY), tick)
const pushed = (plan: ScanPlan) => plan.change?.rows.length ?? 0
const refusals = ({ gate }: ScanPlan) => (gate.kind === "asks" ? gate.refusals : undefined)

describe("what the gate shows", () => {
  it("is what would become public, by the rules of the record", () => {
    const { gate } = scan(office({}, [MEASURE, OPEN, WRONG]))
    expect(gate).toEqual({
      kind: "asks",
      refusals: [],
      figures: [
        { item: "ชื่อแผนที่จะเผยแพร่", value: "มาตรการ พ.ศ. ๒๕๖๖" },
        { item: "ปีงบประมาณที่จะเผยแพร่", value: "2566" },
        { item: "ประกาศที่จะเผยแพร่", value: "เลขที่ กท 1/2565 วันที่ 12 ต.ค. 2565" },
        {
          item: "แถวที่จะเผยแพร่",
          value: expect.stringMatching(/^มาตรการ 2 งานที่ต้องรายงาน 1 หน่วยงาน 10 ตั้งค่า \d+$/),
        },
        { item: "คำถามที่ยังไม่ยืนยัน", value: "1 ข้อ" },
        { item: "แถวที่จะยังไม่เผยแพร่", value: "1 แถว ที่มีข้อผิดพลาดหรือยังกรอกไม่ครบ" },
        // The eight months before 29 May: the record did not see them promised.
        { item: "งวดที่จะเกินกำหนดทันที", value: expect.stringMatching(/^0 งวด อีก 7 งวด.*ก่อนเริ่มบันทึก/) },
        { item: "งวดที่ใกล้ครบกำหนด", value: "1 งวด เตือนทางอีเมลก่อนใครคือ ฝ่ายทะเบียน ครบกำหนด 5 มิ.ย. 2566" },
      ],
    })
  })

  it.each([{ announcementNumber: "" }, { announcementDate: "" }, { announcementDate: "วันหนึ่ง" }])(
    "is nothing while the announcement is half: %o",
    settings => {
      const plan = scan(ticked(office(settings)))
      expect(plan.gate).toEqual({ kind: "unsigned" })
      expect(plan.change).toBeUndefined()
    },
  )

  it("goes when number or date are taken back, and a tick left behind announces nothing later", () => {
    const shown = ticked(office())
    const emptied = shown.map(tab => (tab.tab === "setting" ? settingsTab({ announcementNumber: "" }) : tab))
    expect(scan(emptied).gate).toEqual({ kind: "unsigned" })
    const cleared = atGate(scanInput(emptied, EMPTY_MEMORY), false)
    const back = cleared.map(tab => (tab.tab === "setting" ? settingsTab({}) : tab))
    expect(scan(back)).toMatchObject({ gate: { kind: "asks" }, change: { rows: [] } })
  })
})

describe("the tick", () => {
  it("announces what was shown: everything that can be published goes out", () => {
    const plan = scan(ticked(office()))
    expect(plan.gate.kind).toBe("announces")
    const names = plan.change?.rows.map(({ name }) => name) ?? []
    expect(names).toEqual(expect.arrayContaining(["setting/announcementNumber", "measure/m-aaaaaaaa"]))
    expect(plan.change?.privateRows.length).toBeGreaterThan(0)
  })

  it("is waited for, and until then only the Worker is asked what it holds", () => {
    for (const plan of [scan(office()), scan(ticked(office(), false))]) {
      expect(plan.gate.kind).toBe("asks")
      expect(plan.change).toMatchObject({ rows: [], privateRows: [], held: [], gone: [] })
    }
  })

  it.each([
    ["TRUE as text", "TRUE"],
    ["a word", "ประกาศ"],
    ["a yes", "1"],
  ])("is no tick but a tick: %s", (_case, typed) => {
    const plan = scan(ticked(office(), typed))
    expect(refusals(plan)).toEqual([expect.stringContaining("ต้องติ๊กด้วยมือ")])
    expect(pushed(plan)).toBe(0)
  })

  it("is no formula", () => {
    const tabs = ticked(office()).map(tab =>
      tab.tab === "status" ? withTickRow(tab, "tick", { value: true, formula: true }) : tab,
    )
    expect(refusals(scan(tabs))).toEqual([expect.stringContaining("ต้องติ๊กด้วยมือ")])
  })

  it("beside any other line announces nothing", () => {
    const shown = ticked(office(), false)
    for (const row of [1, 3, 4, 9]) expect(pushed(scan(typeTick(shown, true, row)))).toBe(0)
  })

  it("beside another line that came to stand there announces nothing", () => {
    const shown = ticked(office()).map(tab =>
      tab.tab === "status" ? withTickRow(tab, "item", { value: "แถวอื่นที่หายไป", formula: false }) : tab,
    )
    expect(refusals(scan(shown))).toEqual([])
  })

  it.each([
    ["an empty title", { title: "" }, /ชื่อแผนว่างอยู่/],
    ["a blank title", { title: " \u200b " }, /ชื่อแผนว่างอยู่/],
    ["an error in a setting", { digestHour: "25" }, /แท็บ “ตั้งค่า” มีที่ต้องแก้ก่อน.*“digestHour”/],
    ["an error in a private setting", { operatorMail: "ไม่มี" }, /“operatorMail”/],
    ["a title that cannot be published", { title: "แผนของ 1-1017-00207-03-0" }, /^แท็บ “ตั้งค่า”.*“title”/],
  ])("is refused while there is %s, and it is said before anybody ticks", (_case, settings, words) => {
    expect(refusals(scan(office(settings)))).toEqual([expect.stringMatching(words)])
    const plan = scan(ticked(office(settings)))
    expect(refusals(plan)).toEqual([expect.stringMatching(words)])
    expect(pushed(plan)).toBe(0)
  })

  it("is refused with every fault at once", () => {
    expect(refusals(scan(ticked(office({ title: "", digestHour: "25" }), "TRUE")))).toHaveLength(3)
  })

  it("is not refused for rows that are wrong: they stay behind", () => {
    const plan = scan(ticked(office({}, [MEASURE, WRONG])))
    expect(plan.change?.rows.map(({ name }) => name)).not.toContain("measure/m-cccccccc")
    expect(plan.gate.kind).toBe("announces")
  })

  it.each([
    ["the title", { title: "อีกชื่อหนึ่ง" }, [MEASURE]],
    ["a row", {}, [MEASURE, { ...MEASURE, id: "m-dddddddd" }]],
    ["a question", {}, [OPEN]],
  ] as const)("answers what was shown and nothing else: %s changed", (_case, settings, measures) => {
    const shown = tabsOf(ticked(office()), "status")
    const plan = scan([...office(settings, measures).filter(({ tab }) => tab !== "status"), ...shown])
    expect(refusals(plan)).toEqual([expect.stringContaining("ข้อมูลเปลี่ยนไป")])
    expect(pushed(plan)).toBe(0)
  })

  it("answers the figures of its own day", () => {
    const tabs = ticked(office())
    const later = scanInput(tabs).now + 8 * 86_400_000
    expect(refusals(scan(tabs, { now: later }))).toEqual([expect.stringContaining("ข้อมูลเปลี่ยนไป")])
    const again = atGate({ ...scanInput(tabs, EMPTY_MEMORY), now: later })
    expect(scan(again, { now: later }).gate.kind).toBe("announces")
  })

  it("of somebody else than the planner is refused", () => {
    const plan = scan(ticked(office()), { isTickedByAnother: true })
    expect(refusals(plan)).toEqual([expect.stringContaining("ฝ่ายเจ้าของแผนติ๊กเอง")])
    expect(pushed(plan)).toBe(0)
  })

  it("stands until the Worker has taken the announcement, and is then cleared with the figures", () => {
    const tabs = ticked(office())
    expect([0, 1].map(sequence => tickAfter(tabs, sequence))).toEqual([true, false])
  })

  it("that is refused is taken back, text that stands for one too", () => {
    for (const tick of [true, "TRUE"]) expect(tickAfter(ticked(office({ title: "" }), tick), 0)).toBe(false)
  })

  it("set while other figures are being written is taken back with them", () => {
    const plan = scan(office())
    const tabs = office()
    const [write] = untickWrites(tabs, plan.gate)
    expect(write).toMatchObject({ row: PLANNER_TICK_ROW, value: false })
    expect(untickWrites(ticked(office(), false), scan(ticked(office(), false)).gate)).toEqual([])
  })
})

describe("a year that was announced", () => {
  it("has no gate, and goes on without a tick, whatever its status tab says", () => {
    const memory = { ...EMPTY_MEMORY, fiscalYear: 2566, sequence: 3 }
    const plan = planScan(scanInput(office({ title: "" }), memory))
    expect(plan?.gate).toEqual({ kind: "announced" })
    expect(plan?.change?.rows.length).toBeGreaterThan(0)
  })

  it("is known by the Worker's answer where the sheet's memory was lost", () => {
    expect(scan(office()).change).toMatchObject({ rows: [] })
    const memory = rebaseMemory(EMPTY_MEMORY, { revision: 4, head: EMPTY_MEMORY.head, rows: {} })
    expect(planScan(scanInput(office(), memory))?.gate).toEqual({ kind: "announced" })
  })
})

describe("who ticked, where Google tells", () => {
  const tabs = officeTabs()
  const sheetId = tabsOf(tabs, "status")[0]?.sheetId ?? 0
  const accounts = { owner: "owner@x.example", planner: ["Plan@x.example"] }
  const at = (account: string, time: number, place: object = {}) => ({
    ...{ account, at: time, spreadsheetId: "s", sheetId, value: "TRUE" },
    ...{ top: 2, bottom: 3, left: 2, right: 3, ...place },
  })

  it.each([
    ["nobody is named", [], false],
    ["the planner", [at("plan@x.example", 1)], false],
    ["the owner", [at("owner@x.example", 1)], false],
    ["a clerk", [at("clerk@x.example", 1)], true],
    ["a clerk, then the planner", [at("plan@x.example", 2), at("clerk@x.example", 1)], false],
    ["the planner, then a clerk", [at("plan@x.example", 1), at("clerk@x.example", 2)], true],
    [
      "a clerk's paste over the line",
      [at("clerk@x.example", 1, { top: 1, bottom: 9, left: 0, right: 4 })],
      true,
    ],
    ["a clerk beside it", [at("clerk@x.example", 1, { left: 3, right: 4 })], false],
    ["a clerk below it", [at("clerk@x.example", 1, { top: 3, bottom: 4 })], false],
    ["a clerk on another tab", [at("clerk@x.example", 1, { sheetId: 0 })], false],
  ])("%s", (_case, edits, expected) => {
    expect(isTickedByAnother(tabs, edits, accounts)).toBe(expected)
    expect(isTickedByAnother(tabs, edits, undefined)).toBe(false)
  })
})

function settingsTab(settings: Readonly<Record<string, string>>): SheetTab {
  const [tab] = tabsOf(office(settings), "setting")
  if (!tab) throw new Error("no settings")
  return tab
}

/** Another cell in the planner's row. */
function withTickRow(tab: SheetTab, key: string, cell: SheetCell): SheetTab {
  const rows = tab.rows.map(row =>
    row.index === PLANNER_TICK_ROW ? { ...row, cellByKey: new Map([...row.cellByKey, [key, cell]]) } : row,
  )
  return { ...tab, rows }
}

/** The tick as the next scan leaves it, when the Worker has taken so many pushes. */
function tickAfter(tabs: readonly SheetTab[], sequence: number): unknown {
  const after = withStatus(scanInput(tabs, { ...EMPTY_MEMORY, sequence }))
  const line = tabsOf(after, "status")[0]?.rows.find(({ index }) => index === PLANNER_TICK_ROW)
  return line && cellOf(line, "tick").value
}
