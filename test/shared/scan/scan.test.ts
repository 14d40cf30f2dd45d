import { describe, expect, it } from "vitest"
import { GENESIS, stateOf } from "../../../shared/push/payload.ts"
import { disclose, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { INDICATOR_NAMES } from "../../../shared/rules/indicator.ts"
import { splitChange } from "../../../shared/scan/change.ts"
import { layoutWrites } from "../../../shared/scan/layout.ts"
import { markWrites, recordWrites } from "../../../shared/scan/marks.ts"
import {
  planScan,
  rememberAccepted,
  rememberRows,
  type ScanInput,
  type ScanPlan,
} from "../../../shared/scan/scan.ts"
import { vanishedOf } from "../../../shared/scan/vanished.ts"
import {
  formatMemory,
  type Memory,
  parseMemory,
  readMemory,
  rebaseMemory,
} from "../../../shared/sheet/memory.ts"
import { type SheetTab, tabsOf, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { scheduledFrom } from "../../../shared/table/reports.ts"
import { applyWrites, MEASURE, officeTabs, SALT_KEY, scanInput, tabFrom } from "../table/office-fixture.ts"

const DUTY = {
  id: "d-aaaaaaaa",
  measure: MEASURE.id,
  what: "ส่งแบบ สขร.๑",
  owedBy: "ทุกฝ่าย",
  owedTo: "ฝ่ายปกครอง",
  when: "ภายในวันที่ ๕ ของทุกเดือน",
}

/** Plans a scan and plays a Worker that takes whatever is pushed. */
function scanAndAccept(input: ScanInput): { plan: ScanPlan; memory: Memory; tabs: SheetTab[] } {
  const plan = planScan(input)
  if (!plan) throw new Error("no fiscal year")
  let memory = input.memory
  for (const part of plan.change ? splitChange(plan.change, memory) : []) {
    memory = rememberAccepted(memory, part, sha256Text(`${memory.head}${part.state}`), memory.sequence + 1)
  }
  memory = rememberRows(memory, plan)
  const writes = [
    ...markWrites(input.tabs, plan.table.rows, () => false),
    ...layoutWrites(input.tabs, scheduledFrom(plan.table.rows, plan.table.context), () => false),
    ...tabsOf(input.tabs, "record").flatMap(tab => recordWrites(tab, formatMemory(memory, 2566))),
  ]
  return { plan, memory, tabs: applyWrites(input.tabs, writes) }
}

function rowNamed(plan: ScanPlan | undefined, name: string) {
  const row = plan?.table.rows.find(each => each.name === name)
  if (!row) throw new Error(`no row ${name}`)
  return row
}

function codes(plan: ScanPlan | undefined, name: string): string[] {
  return rowNamed(plan, name).problems.map(problem => problem.code)
}

describe("a first scan", () => {
  it("publishes every complete row and remembers it", () => {
    const { plan, memory } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const names = plan.change?.rows.map(row => row.name) ?? []
    expect(names).toContain("measure/m-aaaaaaaa")
    expect(names).toContain("section/10")
    expect(memory.rowsByName.get("measure/m-aaaaaaaa")?.occurrences).toEqual([
      { id: "2566", due: "2023-06-30" },
    ])
  })

  it("keeps addresses and private settings out of the public rows", () => {
    const { plan } = scanAndAccept(scanInput(officeTabs([], { directorMail: "director@office.example" })))
    const text = JSON.stringify(plan.change?.rows.map(row => row.disclosure.value))
    expect(text).not.toContain("@office.example")
    expect(plan.change?.privateRows.map(row => row.name)).toEqual(
      expect.arrayContaining(["contact/1", "secret/directorMail"]),
    )
  })

  it("publishes nothing before the announcement, and still tells problems", () => {
    const tabs = officeTabs([tabFrom("measure", [{ ...MEASURE, lead: "ฝ่ายที่ไม่มี" }])], {
      announcementNumber: "",
    })
    const plan = planScan(scanInput(tabs))
    expect(plan?.change).toBeUndefined()
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["unknownSection"])
  })

  it("says before the announcement that it is alive, and by the clock alone", () => {
    const tabs = officeTabs([tabFrom("measure", [MEASURE])], { announcementNumber: "" })
    const { change } = planScan({ ...scanInput(tabs), byClock: true }) ?? {}
    expect(change).toEqual({ rows: [], privateRows: [], held: [], gone: [], state: expect.any(String) })
  })

  it("cannot be taken back: emptying the announcement afterwards is an error, and publishing goes on", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const emptied = officeTabs([tabFrom("measure", [{ ...MEASURE, issue: "แก้แล้ว" }])], {
      announcementNumber: "",
    })
    const plan = planScan(scanInput(emptied, first.memory))
    expect(codes(plan, "setting/announcementNumber")).toEqual(["required"])
    expect(plan?.change?.rows.map(row => row.name)).toEqual(["measure/m-aaaaaaaa"])
    expect(plan?.change?.held).toEqual(["setting/announcementNumber"])
  })

  it("cannot be planned without a fiscal year", () => {
    expect(planScan(scanInput(officeTabs([], { fiscalYear: "ปีนี้" })))).toBeUndefined()
  })

  it("states the hash of exactly the rows it publishes", () => {
    const { plan, memory } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const rows = plan.change?.rows.map(row => ({ name: row.name, digest: row.disclosure.digest })) ?? []
    expect(plan.change?.state).toBe(stateOf(rows))
    expect(memory.sequence).toBe(1)
  })
})

describe("a second scan without edits", () => {
  it("pushes nothing and writes nothing", () => {
    const first = scanAndAccept(
      scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY]), ...reportTabs()])),
    )
    const memory = readMemory(first.tabs)
    const plan = planScan(scanInput(first.tabs, memory))
    expect(plan?.change).toBeUndefined()
    const writes = [
      ...markWrites(first.tabs, plan?.table.rows ?? [], () => false),
      ...layoutWrites(
        first.tabs,
        scheduledFrom(plan?.table.rows ?? [], first.plan.table.context),
        () => false,
      ),
      ...tabsOf(first.tabs, "record").flatMap(tab =>
        recordWrites(tab, formatMemory(rememberRows(memory, plan as ScanPlan), 2566)),
      ),
    ]
    expect(writes).toEqual([])
  })

  it("says it is alive when the clock asks", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const plan = planScan({ ...scanInput(first.tabs, first.memory), byClock: true })
    expect(plan?.change).toMatchObject({ rows: [], privateRows: [], gone: [] })
  })
})

describe("a row in error", () => {
  it("is held: named, not published, while the others go out", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const broken = edit(first.tabs, "measure", 1, { period: "31 มิ.ย. 66" })
    const plan = planScan(scanInput(broken, first.memory))
    expect(rowNamed(plan, "measure/m-aaaaaaaa").state).toBe("held")
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["period.no-such-date"])
    expect(plan?.change).toMatchObject({ rows: [], held: ["measure/m-aaaaaaaa"] })
  })

  it("tells every problem of its row at once", () => {
    const plan = planScan(
      scanInput(
        officeTabs([tabFrom("measure", [{ ...MEASURE, indicator: "สิบเอ็ด", lead: "ฝ่ายผี", status: "เลิก" }])]),
      ),
    )
    expect(codes(plan, "measure/m-aaaaaaaa").sort()).toEqual(["notChoice", "notNumber", "unknownSection"])
  })

  it("is a draft while required cells are empty and it was never published", () => {
    const plan = planScan(scanInput(officeTabs([tabFrom("measure", [{ measure: "กำลังพิมพ์" }])])))
    const row = plan?.table.rows.find(each => each.tab.tab === "measure")
    expect(row?.state).toBe("draft")
    expect(row?.problems.map(problem => problem.severity)).toEqual(["warn"])
  })

  it("stays published when someone deletes its column", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const tabs = officeTabs([tabFrom("measure", [MEASURE], { drop: ["monitoring"] })])
    const plan = planScan(scanInput(tabs, first.memory))
    expect(codes(plan, "measure/m-aaaaaaaa")).toContain("columnMissing")
    expect(plan?.change?.rows).toEqual([])
    expect(plan?.change?.held).toEqual(["measure/m-aaaaaaaa"])
  })
})

describe("a due date that moves", () => {
  const first = () => scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))

  it("is refused without a reason, quoting the announced date", () => {
    const { tabs, memory } = first()
    const plan = planScan(scanInput(edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖" }), memory))
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["movedWithoutReason"])
    expect(rowNamed(plan, "measure/m-aaaaaaaa").problems[0]?.message).toContain("30 มิ.ย. 2566")
  })

  it("is taken with a reason, and that reason serves no second move", () => {
    const { tabs, memory } = first()
    const reason = "รอระบบใหม่"
    const moved = scanAndAccept(
      scanInput(edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖", reason }), memory),
    )
    expect(codes(moved.plan, "measure/m-aaaaaaaa")).toEqual([])
    const again = edit(moved.tabs, "measure", 1, { period: "ภายในเดือนกันยายน ๒๕๖๖" })
    const plan = planScan(scanInput(again, moved.memory))
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["movedWithoutReason"])
  })
})

describe("a question", () => {
  const DOUBTED = { ...MEASURE, period: "ตามความเหมาะสม" }

  it("is open until ticked after it was shown, then confirmed in public", () => {
    const asked = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [DOUBTED])])))
    expect(rowNamed(asked.plan, "measure/m-aaaaaaaa").row).toMatchObject({ asks: "open" })
    const ticked = scanAndAccept(scanInput(edit(asked.tabs, "measure", 1, { confirm: true }), asked.memory))
    expect(rowNamed(ticked.plan, "measure/m-aaaaaaaa").row).toMatchObject({ asks: "confirmed" })
    const later = planScan(scanInput(ticked.tabs, ticked.memory))
    expect(rowNamed(later, "measure/m-aaaaaaaa").row).toMatchObject({ asks: "confirmed" })
  })

  it("takes the tick back when what was asked changes", () => {
    const asked = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [DOUBTED])])))
    const ticked = scanAndAccept(scanInput(edit(asked.tabs, "measure", 1, { confirm: true }), asked.memory))
    const changed = edit(ticked.tabs, "measure", 1, { period: "โดยเร็ว" })
    const again = scanAndAccept(scanInput(changed, ticked.memory))
    expect(rowNamed(again.plan, "measure/m-aaaaaaaa").row).toMatchObject({ asks: "open" })
    expect(tabsOf(again.tabs, "measure")[0]?.rows[0]?.cellByKey.get("confirm")?.value).not.toBe(true)
  })

  it("is not answered by a tick that was there before it was shown", () => {
    const plan = planScan(scanInput(officeTabs([tabFrom("measure", [{ ...DOUBTED, confirm: true }])])))
    expect(rowNamed(plan, "measure/m-aaaaaaaa").row).toMatchObject({ asks: "open" })
  })

  it("is put about a score far from its siblings", () => {
    const scores = ["99.68", "48.86", "99.36", "99.49"]
    const lines = scores.map((score, index) => ({
      indicator: index + 1,
      name: INDICATOR_NAMES[index] ?? "",
      score,
      scoreYear: 2565,
    }))
    const plan = planScan(scanInput(officeTabs([tabFrom("assessment", lines)])))
    expect(codes(plan, "assessment/2")).toEqual(["scoreDoubt"])
    expect(codes(plan, "assessment/1")).toEqual([])
  })
})

describe("identity", () => {
  it("is issued to a new line and written into its id cell", () => {
    const { id: _none, ...line } = MEASURE
    const { tabs } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [line])])))
    expect(textOf(tabsOf(tabs, "measure")[0]?.rows[0] as never, "id")).toBe("m-00000001")
  })

  it("stays with the original when a line is copied above it", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const tabs = officeTabs([tabFrom("measure", [{ ...MEASURE, measure: "สำเนาที่แก้แล้ว" }, MEASURE])])
    const plan = planScan(scanInput(tabs, first.memory))
    expect(rowNamed(plan, "measure/m-aaaaaaaa").line.index).toBe(2)
    expect(rowNamed(plan, "measure/m-00000001").line.index).toBe(1)
  })

  it("is published only when it stands in the sheet: the scan after the one that writes it", () => {
    const { id: _none, ...line } = MEASURE
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [line])])))
    expect(first.plan.isUnfinished).toBe(true)
    expect(first.plan.change?.rows.map(row => row.name)).not.toContain("measure/m-00000001")
    const second = scanAndAccept(scanInput(first.tabs, first.memory))
    expect(second.plan.isUnfinished).toBe(false)
    expect(second.plan.change?.rows.map(row => row.name)).toEqual(["measure/m-00000001"])
  })

  it("is given back when a fresh id was written over it", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const plan = planScan(scanInput(edit(first.tabs, "measure", 1, { id: "m-zzzzzzzz" }), first.memory))
    expect(plan?.table.rows.find(row => row.tab.tab === "measure")?.id).toBe("m-aaaaaaaa")
  })

  it("comes back to a line whose id was wiped", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const plan = planScan(
      scanInput(officeTabs([tabFrom("measure", [{ ...MEASURE, id: "ลบแล้ว" }])]), first.memory),
    )
    expect(plan?.change).toBeUndefined()
    expect(plan?.table.rows.find(row => row.tab.tab === "measure")?.id).toBe("m-aaaaaaaa")
  })

  it("survives the loss of ids and record at once: the Worker's answer gives the ids back", () => {
    const lost = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const known = [...lost.memory.rowsByName].flatMap(([name, { digest }]) =>
      digest ? [[name, digest]] : [],
    )
    const rows = Object.fromEntries(known)
    const memory = rebaseMemory(parseMemory([]), { revision: 1, head: lost.memory.head, rows })
    const { id: _none, ...line } = MEASURE
    const tabs = officeTabs([tabFrom("measure", [line])])
    const plan = planScan({ ...scanInput(tabs, memory), newId: letter => `${letter}-zzzzzzzz` })
    expect(plan?.change).toBeUndefined()
    expect(plan?.table.rows.some(row => row.name === "measure/m-aaaaaaaa")).toBe(true)
  })
})

describe("a line that vanished", () => {
  const DAY = 24 * 3_600_000

  it("is withdrawn by a second clock scan a day after the first, and by nothing sooner", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const without = officeTabs()
    const start = scanInput(without, first.memory)
    expect(planScan(start)?.change).toBeUndefined()
    const missed = scanAndAccept({ ...start, byClock: true })
    expect(missed.plan.change?.gone).toEqual([])
    const soon = planScan({ ...start, memory: missed.memory, byClock: true, now: start.now + DAY - 1 })
    expect(soon?.change?.gone).toEqual([])
    const later = planScan({ ...start, memory: missed.memory, byClock: true, now: start.now + DAY })
    expect(later?.change?.gone).toEqual(["measure/m-aaaaaaaa"])
  })

  it("is not withdrawn when it came back in between", () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const start = scanInput(officeTabs(), first.memory)
    const missed = scanAndAccept({ ...start, byClock: true })
    const back = scanAndAccept({
      ...scanInput(officeTabs([tabFrom("measure", [MEASURE])]), missed.memory),
      byClock: true,
    })
    const gone = planScan({ ...start, memory: back.memory, byClock: true, now: start.now + 2 * DAY })
    expect(gone?.change?.gone).toEqual([])
  })
})

describe("report tabs", () => {
  it("get one line an obligation, first due first", () => {
    const { tabs } = scanAndAccept(
      scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY]), ...reportTabs()])),
    )
    const lines = tabsOf(tabs, "report").find(tab => tab.sectionSlug === "1")?.rows ?? []
    expect(lines).toHaveLength(13)
    expect(textOf(lines[0] as never, "id")).toMatch(/^d-aaaaaaaa\/1\/2565-09$/)
    expect(lines.map(line => textOf(line, "id"))).toContain("m-aaaaaaaa/1/2566")
  })

  it("keep what was typed on its line when a date moves, and publish it", () => {
    const laid = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE]), ...reportTabs()])))
    const reported = edit(laid.tabs, "report", 1, {
      date: "5 พ.ค. 2566",
      result: "เผยแพร่แล้ว",
      evidence: "https://example.go.th/a.pdf",
    })
    const first = scanAndAccept(scanInput(reported, laid.memory))
    expect(first.plan.change?.rows.map(row => row.name)).toEqual(["report/m-aaaaaaaa/1/2566"])
    const moved = edit(first.tabs, "measure", 1, { period: "ภายในวันที่ 15 มิถุนายน 2566", reason: "เร่ง" })
    const second = scanAndAccept(scanInput(moved, first.memory))
    const line = tabsOf(second.tabs, "report").find(tab => tab.sectionSlug === "1")?.rows[0]
    expect(line && textOf(line, "evidence")).toBe("https://example.go.th/a.pdf")
  })

  const ID = "m-aaaaaaaa/1/2566"
  const laidOut = (...duties: object[]) =>
    scanAndAccept(
      scanInput(
        officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", duties as never), ...reportTabs()]),
      ),
    )
  const WHOLE = { date: "5 พ.ค. 2566", result: "เผยแพร่แล้ว" }
  const BLANK = { date: "", result: "", evidence: "", nothingToReport: "" }

  it("publish nothing of a draft, and hold what was accepted while less stands there", () => {
    const laid = laidOut()
    const draft = scanAndAccept(scanInput(edit(laid.tabs, "report", 1, { result: "x" }), laid.memory))
    expect(draft.plan.change).toBeUndefined()
    const whole = scanAndAccept(scanInput(edit(draft.tabs, "report", 1, WHOLE), draft.memory))
    expect(whole.plan.change?.rows.map(({ name }) => name)).toEqual([`report/${ID}`])
    const less = planScan(scanInput(edit(whole.tabs, "report", 1, { result: "x" }), whole.memory))
    expect(codes(less, `report/${ID}`)).toEqual(["reportLess"])
    expect(less?.change).toMatchObject({ rows: [], gone: [], held: [`report/${ID}`] })
  })

  it("refuse a day to come, and a report on a period that has not begun", () => {
    const laid = laidOut(DUTY)
    const place = (id: string) =>
      (tabsOf(laid.tabs, "report")[0]?.rows ?? []).findIndex(line => textOf(line, "id") === id) + 1
    const told = (id: string, typed: object) =>
      codes(
        planScan(scanInput(edit(laid.tabs, "report", place(id), typed as never), laid.memory)),
        `report/${id}`,
      )
    // Today is 29 May 2566.
    expect(told(ID, { ...WHOLE, date: "29 พ.ค. 2566" })).toEqual([])
    expect(told(ID, { ...WHOLE, date: "30 พ.ค. 2566" })).toEqual(["reportToCome"])
    expect(told("d-aaaaaaaa/1/2566-05", WHOLE)).toEqual([])
    expect(told("d-aaaaaaaa/1/2566-06", { nothingToReport: true })).toEqual(["periodToCome"])
  })

  it("take a report back at once when its line is emptied, and offer it again", () => {
    const laid = laidOut()
    const whole = scanAndAccept(scanInput(edit(laid.tabs, "report", 1, WHOLE), laid.memory))
    const emptied = scanAndAccept(scanInput(edit(whole.tabs, "report", 1, BLANK), whole.memory))
    expect(emptied.plan.change).toMatchObject({ rows: [], gone: [`report/${ID}`] })
    expect(vanishedOf(emptied.memory)).toMatchObject([{ name: `report/${ID}`, isWithdrawn: true }])
    const again = scanAndAccept(scanInput(edit(emptied.tabs, "report", 1, WHOLE), emptied.memory))
    expect(again.plan.change?.rows.map(({ name }) => name)).toEqual([`report/${ID}`])
    expect(vanishedOf(again.memory)).toEqual([])
  })

  it("leave as it is what was accepted before a report had to be whole", () => {
    const laid = laidOut()
    const old = edit(laid.tabs, "report", 1, { result: "x" })
    const accepted = reportDigest({ result: "x" })
    const rowsByName = new Map([...laid.memory.rowsByName, [`report/${ID}`, { digest: accepted }]])
    const plan = planScan(scanInput(old, { ...laid.memory, rowsByName }))
    expect(codes(plan, `report/${ID}`)).toEqual([])
    expect(plan?.change).toBeUndefined()
  })

  function reportDigest(changes: object) {
    const row = {
      kind: "report",
      id: ID,
      duty: "m-aaaaaaaa",
      section: "ฝ่ายปกครอง",
      occurrence: "2566",
      due: "2023-06-30",
      date: "",
      result: "",
      evidence: "",
      nothingToReport: false,
      by: "",
      ...changes,
    }
    return disclose(SALT_KEY, `report/${ID}`, row).digest
  }

  it("warn of an evidence nobody can check", () => {
    const laid = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE]), ...reportTabs()])))
    const plan = planScan(
      scanInput(edit(laid.tabs, "report", 1, { nothingToReport: true, evidence: "ดูที่ห้อง" }), laid.memory),
    )
    expect(codes(plan, "report/m-aaaaaaaa/1/2566")).toEqual(["weakEvidence"])
  })
})

describe("a change too large for one push", () => {
  it("is cut into parts that each state what they leave", () => {
    const lines = Array.from({ length: 900 }, (_, at) => ({
      ...MEASURE,
      id: `m-${String(at).padStart(8, "0")}`,
    }))
    const plan = planScan(scanInput(officeTabs([tabFrom("measure", lines)])))
    const parts = plan?.change
      ? splitChange(plan.change, { sequence: 0, head: GENESIS, held: [], rowsByName: new Map() })
      : []
    expect(parts.length).toBeGreaterThan(1)
    expect(parts[0]?.rows.map(row => row.name)).toContain("setting/announcementNumber")
    expect(parts.flatMap(part => part.rows).length).toBe(plan?.change?.rows.length)
    expect(parts[parts.length - 1]?.state).toBe(plan?.change?.state)
    expect(Math.max(...parts.map(part => (part.rows.length + part.privateRows.length) * 76))).toBeLessThan(
      60_000,
    )
  })
})

function reportTabs(): SheetTab[] {
  return [tabFrom("report", [], { slug: "1" }), tabFrom("report", [], { slug: "2" })]
}

function edit(
  tabs: readonly SheetTab[],
  key: "measure" | "report",
  row: number,
  cells: Readonly<Record<string, string | boolean>>,
): SheetTab[] {
  const tab = tabsOf(tabs, key)[0]
  const writes = Object.entries(cells).map(([column, value]) => ({
    sheetId: tab?.sheetId ?? 0,
    row,
    column: tab?.columnIndexByKey.get(column) ?? -1,
    value,
  }))
  return applyWrites(tabs, writes)
}
