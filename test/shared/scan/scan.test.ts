import { describe, expect, it } from "vitest"
import { bangkokDate, type IsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { GENESIS, stateOf } from "../../../shared/push/payload.ts"
import { disclose } from "../../../shared/push/sd-jwt.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { INDICATOR_NAMES } from "../../../shared/rules/indicator.ts"
import { changeOf, splitChange } from "../../../shared/scan/change.ts"
import { layoutWrites } from "../../../shared/scan/layout.ts"
import { markWrites, recordWrites } from "../../../shared/scan/marks.ts"
import { lineStatesOn } from "../../../shared/scan/report-state.ts"
import { sameRowQuestions, sameRowWrites } from "../../../shared/scan/same-row.ts"
import { planScan, rememberRows, type ScanPlan } from "../../../shared/scan/scan.ts"
import { restoreWrites, rowsAskedBack, vanishedOf } from "../../../shared/scan/vanished.ts"
import {
  EMPTY_MEMORY,
  formatMemory,
  parseMemory,
  readMemory,
  rebaseMemory,
} from "../../../shared/sheet/memory.ts"
import { type SheetTab, tabsOf, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { accountsOf } from "../../../shared/table/editors.ts"
import { scheduledFrom } from "../../../shared/table/reports.ts"
import { applyWrites, MEASURE, officeTabs, SALT_KEY, scanInput, tabFrom } from "../table/office-fixture.ts"
import { scanAndAccept } from "./accepted.ts"

const DUTY = {
  id: "d-aaaaaaaa",
  measure: MEASURE.id,
  what: "ส่งแบบ สขร.๑",
  owedBy: "ทุกฝ่าย",
  owedTo: "ฝ่ายปกครอง",
  when: "ภายในวันที่ ๕ ของทุกเดือน",
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
    const plan = planScan(scanInput(tabs, EMPTY_MEMORY))
    expect(plan?.change).toBeUndefined()
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["unknownSection"])
  })

  it("says before the announcement that it is alive, and by the clock alone", () => {
    const tabs = officeTabs([tabFrom("measure", [MEASURE])], { announcementNumber: "" })
    const { change } = planScan({ ...scanInput(tabs, EMPTY_MEMORY), byClock: true }) ?? {}
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
    expect(planScan(scanInput(officeTabs([], { fiscalYear: "ปีนี้" }), EMPTY_MEMORY))).toBeUndefined()
  })

  it("states the hash of exactly the rows it publishes", () => {
    const { plan, memory } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const rows = plan.change?.rows.map(row => ({ name: row.name, digest: row.disclosure.digest })) ?? []
    expect(plan.change?.state).toBe(stateOf(rows))
    expect(memory.sequence).toBe(2)
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
      ...layoutWrites(first.tabs, {
        obligations: scheduledFrom(plan?.table.rows ?? [], first.plan.table.context),
        keeps: () => false,
        lineStates: lineStatesOn(memory, bangkokDate(scanInput([]).now), undefined),
      }),
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

  it("quotes it also where the new dates have it among them", () => {
    const { tabs, memory } = first()
    const plan = planScan(scanInput(edit(tabs, "measure", 1, { period: "ทุกไตรมาส" }), memory))
    const said = rowNamed(plan, "measure/m-aaaaaaaa").problems.find(
      ({ code }) => code === "movedWithoutReason",
    )
    expect(said?.message).toContain("(30 มิ.ย. 2566)")
  })

  it("is taken with a reason, and that reason serves no second move", () => {
    const { tabs, memory } = first()
    const reason = "รอระบบใหม่ของสำนัก"
    const moved = scanAndAccept(
      scanInput(edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖", reason }), memory),
    )
    expect(codes(moved.plan, "measure/m-aaaaaaaa")).toEqual([])
    const again = edit(moved.tabs, "measure", 1, { period: "ภายในเดือนกันยายน ๒๕๖๖" })
    const plan = planScan(scanInput(again, moved.memory))
    expect(codes(plan, "measure/m-aaaaaaaa")).toEqual(["movedWithoutReason", "weakReason"])
    const dotted = edit(again, "measure", 1, { reason: `${reason} .` })
    expect(codes(planScan(scanInput(dotted, moved.memory)), "measure/m-aaaaaaaa")).toContain("weakReason")
  })

  it.each([".", "-", "1234567890 2566", "รอ", MEASURE.measure, "ภายในเดือนสิงหาคม ๒๕๖๖"])(
    "is refused with %s for a reason, and told what to write",
    reason => {
      const { tabs, memory } = first()
      const moved = edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖", reason })
      const row = rowNamed(planScan(scanInput(moved, memory)), "measure/m-aaaaaaaa")
      expect(row.state).toBe("held")
      expect(row.problems.map(({ code }) => code)).toEqual(["movedWithoutReason", "weakReason"])
      expect(row.problems[1]?.message).toContain("อย่างน้อย 10 ตัวอักษร")
    },
  )

  it("keeps its reason unspent while the Worker has not taken it", () => {
    const { tabs, memory } = first()
    const moved = edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖", reason: "รอระบบใหม่ของสำนัก" })
    const plan = planScan(scanInput(moved, memory))
    if (!plan) throw new Error("no fiscal year")
    const again = planScan(scanInput(moved, rememberRows(memory, plan)))
    expect(codes(again, "measure/m-aaaaaaaa")).toEqual([])
    expect(again?.change?.rows.map(({ name }) => name)).toEqual(["measure/m-aaaaaaaa"])
  })
})

describe("the sections of an announced year", () => {
  const lines = (tabs: readonly SheetTab[], line: number, cells: Readonly<Record<string, string>>) =>
    edit(tabs, "section", line, cells)
  const published = () =>
    scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE]), ...reportTabs()])))
  const SECTIONS = DISTRICT_SECTIONS.map(({ slug, name }) => `${slug} ${name}`)
  const known = (plan: ScanPlan | undefined) =>
    plan?.table.context.sections.map(({ slug, name }) => `${slug} ${name}`)

  it.each([
    ["two numbers swapped", [{ slug: "2" }, { slug: "1" }], [["sectionNumberFixed"], ["sectionNumberFixed"]]],
    [
      "two names swapped",
      [{ name: "ฝ่ายทะเบียน" }, { name: "ฝ่ายปกครอง" }],
      [["sectionNumberFixed"], ["sectionNumberFixed"]],
    ],
    ["half of a swap", [{ slug: "2" }, {}], [["sectionNumberFixed"], []]],
    ["a number nobody had", [{ slug: "๑๒" }, {}], [["sectionNumberFixed"], []]],
    ["another's short name", [{ shortNames: "ฝ่ายทะเบียน" }, {}], [["sectionNameTaken"], []]],
  ] as const)("keep their numbers: %s", (_case, [first, second], told) => {
    const { tabs, memory } = published()
    const plan = planScan(scanInput(lines(lines(tabs, 1, first), 2, second), memory))
    expect([codes(plan, "section/1"), codes(plan, "section/2")]).toEqual(told)
    expect(known(plan)).toEqual(SECTIONS)
    expect(plan?.change?.rows).toEqual([])
    expect(plan?.missingSince.size).toBe(0)
  })

  it("take no name that another bears or bore", () => {
    const { tabs, memory } = published()
    const renamed = scanAndAccept(scanInput(lines(tabs, 2, { name: "ฝ่ายทะเบียนราษฎร" }), memory))
    expect(renamed.plan.change?.rows.map(({ name }) => name)).toEqual(["section/2"])
    const kept = parseMemory(formatMemory(renamed.memory, 2566))
    const taken = planScan(scanInput(lines(renamed.tabs, 1, { name: "ฝ่ายทะเบียน" }), kept))
    expect(codes(taken, "section/1")).toEqual(["sectionNameTaken"])
    const back = planScan(scanInput(lines(renamed.tabs, 2, { name: "ฝ่ายทะเบียน" }), kept))
    expect(codes(back, "section/2")).toEqual([])
    const both = planScan(scanInput(lines(renamed.tabs, 1, { name: "ฝ่ายทะเบียนราษฎร" }), kept))
    expect(codes(both, "section/1")).toEqual(["sectionNameTaken"])
  })

  it("lock nobody out, nor let anyone in, by a number that is refused", () => {
    const { tabs, memory } = published()
    const input = { owner: "owner@office.example", memory, today: "2023-05-29" as IsoDate }
    expect(accountsOf({ ...input, tabs })?.bySlug.get("1")).toEqual(["section-1@office.example"])
    expect(accountsOf({ ...input, tabs: lines(tabs, 1, { slug: "2" }) })).toBeUndefined()
  })
})

describe("the year of an announced table", () => {
  it.each(["2567", "", "ปีหน้า"])("is put back when %j is typed over it, and the rest goes on", value => {
    const { tabs } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const at = tabsOf(tabs, "setting")[0]?.rows.find(line => textOf(line, "key") === "fiscalYear")?.index ?? 0
    const changed = edit(edit(tabs, "setting", at, { value }), "measure", 1, { issue: "อีกประเด็นหนึ่ง" })
    const next = scanAndAccept(scanInput(changed, readMemory(changed)))
    expect(next.plan.table.fiscalYear).toBe(2566)
    expect(codes(next.plan, "setting/fiscalYear")).toContain("fiscalYearFixed")
    expect(next.plan.change?.rows.map(({ name }) => name)).toEqual(["measure/m-aaaaaaaa"])
    const line = tabsOf(next.tabs, "setting")[0]?.rows.find(each => textOf(each, "key") === "fiscalYear")
    expect(line && textOf(line, "value")).toBe("2566")
  })

  it("may be mended while nothing is announced", () => {
    const settings = { announcementNumber: "", fiscalYear: "2567" }
    const plan = planScan(scanInput(officeTabs([], settings), EMPTY_MEMORY))
    expect(plan?.table.fiscalYear).toBe(2567)
    expect(codes(plan, "setting/fiscalYear")).toEqual([])
  })
})

describe("what an announced row promises", () => {
  const start = () =>
    scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY])])))
  const REASON = "โอนงานตามคำสั่งที่ 12/2566"

  it.each([
    ["measure", { lead: "ฝ่ายทะเบียน" }],
    ["measure", { measure: "เผยแพร่รายงานปีละครั้ง" }],
    ["duty", { owedBy: "ฝ่ายปกครอง" }],
    ["duty", { what: "ส่งสรุป" }],
  ] as const)("of a %s changes with a reason only: %o", (kind, cells) => {
    const { tabs, memory } = start()
    const name = kind === "measure" ? "measure/m-aaaaaaaa" : "duty/d-aaaaaaaa"
    const changed = edit(tabs, kind, 1, cells)
    const plan = planScan(scanInput(changed, memory))
    expect(codes(plan, name)).toEqual(["changedWithoutReason"])
    expect(rowNamed(plan, name).problems[0]?.column).toBe(Object.keys(cells)[0])
    expect(plan?.change).toMatchObject({ rows: [], held: [name] })
    const explained = scanAndAccept(scanInput(edit(changed, kind, 1, { reason: REASON }), memory))
    expect(explained.plan.change?.rows.map(row => row.name)).toEqual([name])
    const again = edit(
      explained.tabs,
      kind,
      1,
      kind === "measure" ? { lead: "ฝ่ายโยธา" } : { owedBy: "ฝ่ายโยธา" },
    )
    expect(codes(planScan(scanInput(again, explained.memory)), name)).toEqual([
      "changedWithoutReason",
      "weakReason",
    ])
  })

  it("is the same however it is typed", () => {
    const { tabs, memory } = start()
    const same = edit(
      edit(tabs, "measure", 1, { lead: "ปกครอง", measure: `${MEASURE.measure} ` }),
      "duty",
      1,
      {
        owedBy: DISTRICT_SECTIONS.map(({ name }) => name).join(", "),
      },
    )
    const plan = planScan(scanInput(same, memory))
    expect([codes(plan, "measure/m-aaaaaaaa"), codes(plan, "duty/d-aaaaaaaa")]).toEqual([[], []])
  })

  it("keeps its dates in the count while a new rhythm, or a question, has no reason", () => {
    const { tabs, memory } = start()
    for (const when of ["ภายในวันที่ 5 ของเดือนแรกของทุกไตรมาส", "ทุกไตรมาส", "โดยเร็ว"]) {
      const plan = planScan(scanInput(edit(tabs, "duty", 1, { when }), memory))
      expect([when, rowNamed(plan, "duty/d-aaaaaaaa").state]).toEqual([when, "held"])
    }
    const asked = edit(tabs, "duty", 1, { when: "ทุกไตรมาส", reason: "ผู้ว่าราชการให้รายงานรายไตรมาส" })
    const open = scanAndAccept(scanInput(asked, memory))
    expect(rowNamed(open.plan, "duty/d-aaaaaaaa").row).toMatchObject({ asks: "open" })
    expect(codes(planScan(scanInput(open.tabs, open.memory)), "duty/d-aaaaaaaa")).not.toContain("weakReason")
  })

  it("holds the one row of forty that has no reason, and takes the others", () => {
    const lines = Array.from({ length: 40 }, (_, at) => ({
      ...MEASURE,
      id: `m-${String(at).padStart(8, "0")}`,
      measure: `เผยแพร่รายงานฉบับที่ ${at}`,
    }))
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", lines)])))
    const pasted = lines.map((line, at) => ({ ...line, lead: "ฝ่ายทะเบียน", reason: at === 7 ? "" : REASON }))
    const plan = planScan(scanInput(officeTabs([tabFrom("measure", pasted)]), first.memory))
    expect(plan?.change?.rows).toHaveLength(39)
    expect(plan?.change?.held).toEqual(["measure/m-00000007"])
  })
})

describe("a cancelled duty", () => {
  const NAME = "duty/d-aaaaaaaa"
  const REASON = "สำนักงบประมาณตัดงบทั้งหมด"
  const start = () =>
    scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY])])))

  it("wants a reason of its own, as taking it back does, and each serves once", () => {
    const { tabs, memory } = start()
    const cancelled = edit(tabs, "duty", 1, { status: "ยกเลิก" })
    expect(codes(planScan(scanInput(cancelled, memory)), NAME)).toEqual(["cancelWithoutReason"])
    const taken = scanAndAccept(scanInput(edit(cancelled, "duty", 1, { reason: REASON }), memory))
    expect(rowNamed(taken.plan, NAME).row).toMatchObject({ status: "ยกเลิก", reason: REASON })
    expect(codes(planScan(scanInput(taken.tabs, taken.memory)), NAME)).toEqual([])
    const back = edit(taken.tabs, "duty", 1, { status: "" })
    expect(codes(planScan(scanInput(back, taken.memory)), NAME)).toEqual([
      "changedWithoutReason",
      "weakReason",
    ])
    const resumed = scanAndAccept(
      scanInput(edit(back, "duty", 1, { reason: "ได้งบกลางมาดำเนินการต่อ" }), taken.memory),
    )
    expect(rowNamed(resumed.plan, NAME).state).toBe("ready")
    const again = edit(resumed.tabs, "duty", 1, { status: "ยกเลิก" })
    expect(codes(planScan(scanInput(again, resumed.memory)), NAME)).toEqual([
      "cancelWithoutReason",
      "weakReason",
    ])
  })

  it("says nothing new of a duty in force: its digest stays that of before duties could be cancelled", () => {
    const { plan } = start()
    expect(rowNamed(plan, NAME).row).not.toHaveProperty("status")
  })

  it("is a column that a sheet of before may lack, and that nobody can delete to take it back", () => {
    const { tabs, memory } = start()
    const older = (line: object, drop: string[]) =>
      officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [{ ...DUTY, ...line }], { drop })])
    const before = planScan(scanInput(older({}, ["status"]), memory))
    expect([codes(before, NAME), before?.change]).toEqual([[], undefined])
    const cancelled = edit(tabs, "duty", 1, { status: "ยกเลิก", reason: REASON })
    const taken = scanAndAccept(scanInput(cancelled, memory))
    const deleted = planScan(scanInput(older({ reason: REASON }, ["status"]), taken.memory))
    expect(codes(deleted, NAME)).toEqual(["changedWithoutReason", "weakReason"])
    expect(deleted?.change).toMatchObject({ rows: [], held: [NAME] })
  })

  it("is how a vanished one ends: back in its tab with the reason typed beside it, where that has the column", () => {
    const { memory } = start()
    const gone = (drop: string[]) => {
      const item = `คืนแถว งานที่ต้องรายงาน (${NAME})`
      const [measure, duty] = [tabFrom("measure", [MEASURE]), tabFrom("duty", [], { drop })]
      return officeTabs([measure, duty, tabFrom("status", [{ item, reason: REASON }])])
    }
    const missed = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])]), memory)).memory
    const rows = rowsAskedBack(gone([]), missed)
    expect(rows.map(({ cells }) => cells)).toMatchObject([{ id: DUTY.id, status: "ยกเลิก", reason: REASON }])
    expect(rowsAskedBack(gone(["status"]), missed)).toEqual([])
    const ended = planScan(scanInput(gone(["status"]), missed))?.change
    expect(ended?.gone).toEqual([NAME])
    expect(ended?.rows.map(({ disclosure }) => disclosure.value)).toEqual([
      { kind: "absence", of: NAME, reason: REASON },
    ])
  })
})

describe("a cancelled measure", () => {
  const moved = () => {
    const { tabs, memory } = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    const reason = "รอระบบใหม่ของสำนัก"
    return scanAndAccept(
      scanInput(edit(tabs, "measure", 1, { period: "ภายในเดือนสิงหาคม ๒๕๖๖", reason }), memory),
    )
  }

  it("is refused with the reason of an old move, and taken with its own", () => {
    const { tabs, memory } = moved()
    const cancelled = edit(tabs, "measure", 1, { status: "ยกเลิก" })
    expect(codes(planScan(scanInput(cancelled, memory)), "measure/m-aaaaaaaa")).toEqual([
      "cancelWithoutReason",
      "weakReason",
    ])
    const explained = edit(cancelled, "measure", 1, { reason: "สำนักงบประมาณตัดงบทั้งหมด" })
    const taken = scanAndAccept(scanInput(explained, memory))
    expect(codes(taken.plan, "measure/m-aaaaaaaa")).toEqual([])
    const takenBack = edit(taken.tabs, "measure", 1, { status: "" })
    expect(codes(planScan(scanInput(takenBack, taken.memory)), "measure/m-aaaaaaaa")).toEqual([
      "changedWithoutReason",
      "weakReason",
    ])
    const later = planScan(scanInput(taken.tabs, taken.memory))
    expect(codes(later, "measure/m-aaaaaaaa")).toEqual([])
  })

  it("that was taken before with a short reason goes on", () => {
    const { tabs, memory } = moved()
    const cancelled = edit(tabs, "measure", 1, { status: "ยกเลิก", reason: "-" })
    const name = "measure/m-aaaaaaaa"
    const before = memory.rowsByName.get(name)
    if (!before) throw new Error("not remembered")
    const cells = { ...before.cells, status: "ยกเลิก", reason: "-" }
    const old = { ...memory, rowsByName: new Map(memory.rowsByName).set(name, { ...before, cells }) }
    expect(codes(planScan(scanInput(cancelled, old)), name)).toEqual([])
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

  const NAME = "measure/m-aaaaaaaa"
  const ITEM = `คืนแถว มาตรการ (${NAME})`
  const missed = () => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
    return scanAndAccept(scanInput(officeTabs(), first.memory))
  }

  it("is told at once, and stays held in public however long nobody explains it", () => {
    const { plan, memory } = missed()
    expect(plan.change).toMatchObject({ held: [NAME], gone: [] })
    expect(plan.change?.rows.map(({ disclosure }) => disclosure.value)).toEqual([
      { kind: "absence", of: NAME, reason: "" },
    ])
    expect(planScan(scanInput(officeTabs(), memory))?.change).toBeUndefined()
    expect(vanishedOf(memory).map(({ name, isWithdrawn }) => [name, isWithdrawn])).toEqual([[NAME, false]])
    const late = scanInput(officeTabs(), memory)
    const later = planScan({ ...late, byClock: true, now: late.now + 300 * DAY })
    expect(later?.change).toMatchObject({ rows: [], gone: [], held: [NAME] })
  })

  it("comes back cancelled with the reason typed beside it, and with no weaker one", () => {
    const { memory } = missed()
    const tabs = (reason: string) => officeTabs([tabFrom("status", [{ item: ITEM, reason }])])
    for (const weak of [".", "-", "ไม่ทำ"]) expect(rowsAskedBack(tabs(weak), memory)).toEqual([])
    const reason = "สำนักงบประมาณตัดงบทั้งหมด"
    const explained = tabs(reason)
    const rows = rowsAskedBack(explained, memory)
    expect(rows.map(({ cells }) => cells)).toMatchObject([{ id: MEASURE.id, status: "ยกเลิก", reason }])
    const back = applyWrites(explained, restoreWrites(explained, rows))
    const { plan } = scanAndAccept(scanInput(back, memory))
    expect(plan.change).toMatchObject({ held: [], gone: [`absence/${NAME}`] })
    expect(rowNamed(plan, NAME).row).toMatchObject({ status: "ยกเลิก", reason })
  })

  it("that has no place for a reason is withdrawn by the one typed beside it", () => {
    const oversight = { id: "o-aaaaaaaa", date: "5 มิ.ย. 2566", measures: MEASURE.id, order: "ให้เร่งรัด" }
    const measure = tabFrom("measure", [MEASURE])
    const first = scanAndAccept(scanInput(officeTabs([measure, tabFrom("oversight", [oversight])])))
    const gone = scanAndAccept(scanInput(officeTabs([measure]), first.memory))
    const item = "คืนแถว การกำกับติดตาม (oversight/o-aaaaaaaa)"
    const explained = officeTabs([measure, tabFrom("status", [{ item, reason: "บันทึกซ้ำกับแถวก่อนหน้า" }])])
    const taken = scanAndAccept(scanInput(explained, gone.memory))
    expect(taken.plan.change).toMatchObject({ held: [], gone: ["oversight/o-aaaaaaaa"] })
    expect(taken.plan.change?.rows.map(({ disclosure }) => disclosure.value)).toEqual([
      { kind: "absence", of: "oversight/o-aaaaaaaa", reason: "บันทึกซ้ำกับแถวก่อนหน้า" },
    ])
    const later = officeTabs([measure])
    expect(planScan(scanInput(later, taken.memory))?.change).toBeUndefined()
    const back = planScan(scanInput(officeTabs([measure, tabFrom("oversight", [oversight])]), taken.memory))
    expect(back?.change?.rows.map(({ name }) => name)).toEqual(["oversight/o-aaaaaaaa"])
    expect(back?.change?.gone).toEqual(["absence/oversight/o-aaaaaaaa"])
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

describe("a monthly duty accepted before the plan's year bounded what it reports on", () => {
  const NAME = "duty/d-aaaaaaaa"
  const dates = (row: object | undefined) =>
    (row as { occurrences?: { id: string; due: string }[] } | undefined)?.occurrences?.map(({ id }) => id)
  /** As the version before read it: the months before the dates of the year. */
  const acceptedThen = () => {
    const first = scanAndAccept(
      scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY])])),
    )
    const period = compilePeriod(DUTY.when, { fiscalYear: 2566 })
    const { normal, understood } = period
    const occurrences = period.occurrences.map(({ id, due }) => ({ id, due }))
    const row = { ...rowNamed(first.plan, NAME).row, normal, understood, occurrences } as never
    const { digest } = disclose(SALT_KEY, NAME, row)
    const remembered = first.memory.rowsByName.get(NAME)
    const rowsByName = new Map(first.memory.rowsByName).set(NAME, { ...remembered, digest, occurrences })
    return { ...first, memory: { ...first.memory, rowsByName }, remembered: { ...remembered, digest } }
  }

  it("keeps its periods, without a reason, while it is changed otherwise too", () => {
    const { tabs, memory } = acceptedThen()
    const plan = planScan(scanInput(tabs, memory))
    expect([codes(plan, NAME), plan?.change]).toEqual([[], undefined])
    const other = edit(tabs, "duty", 1, { owedTo: "ฝ่ายการคลัง" })
    const changed = planScan(scanInput(other, memory))
    expect(codes(changed, NAME)).toEqual([])
    expect(dates(rowNamed(changed, NAME).row)?.[0]).toBe("2565-09")
    const moved = edit(tabs, "duty", 1, {
      when: "ภายในวันที่ ๗ ของทุกเดือน",
      reason: "ผู้ว่าราชการเลื่อนวันส่งทั้งเขต",
    })
    expect(dates(rowNamed(planScan(scanInput(moved, memory)), NAME).row)?.[0]).toBe("2565-09")
  })

  it("keeps them too where the script forgot them", () => {
    const { tabs, memory, remembered } = acceptedThen()
    const lost = { digest: remembered.digest ?? "" }
    const rowsByName = new Map(memory.rowsByName).set(NAME, lost)
    const plan = planScan(scanInput(tabs, { ...memory, rowsByName }))
    expect([codes(plan, NAME), plan?.change]).toEqual([[], undefined])
  })

  it("covers October to September when it is new, the last due in the October after", () => {
    const { plan } = scanAndAccept(
      scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY])])),
    )
    const { row } = rowNamed(plan, NAME)
    expect(dates(row)).toHaveLength(12)
    expect(row).toMatchObject({
      kind: "duty",
      occurrences: expect.arrayContaining([{ id: "2566-09", due: "2023-10-05" }]),
    })
    expect(dates(row)?.[0]).toBe("2565-10")
  })
})

describe("a deadline accepted before it was one to ask about", () => {
  const NAME = "measure/m-aaaaaaaa"
  const acceptedThen = (typed: string) => {
    const first = scanAndAccept(scanInput(officeTabs([tabFrom("measure", [{ ...MEASURE, period: typed }])])))
    const { normal, understood, occurrences } = compilePeriod(typed, { fiscalYear: 2566, isEarlier: true })
    const dates = occurrences.map(({ id, due }) => ({ id, due }))
    const said = { normal, understood, occurrences: dates, asks: "none" }
    const { digest } = disclose(SALT_KEY, NAME, { ...rowNamed(first.plan, NAME).row, ...said } as never)
    const { shown: _shown, ...remembered } = first.memory.rowsByName.get(NAME) ?? { digest: "" }
    const rowsByName = new Map(first.memory.rowsByName).set(NAME, {
      ...remembered,
      digest,
      occurrences: dates,
    })
    return { ...first, memory: { ...first.memory, rowsByName } }
  }
  it.each([
    "ม.ค. - ธ.ค. 2566",
    "ก.ย. - ต.ค.",
    "อย่างน้อยปีละ 1 ครั้ง",
    "ส.ค. และ ก.พ. 66",
    "1 ม.ค. 66 จนสิ้นปีงบประมาณ",
    "ทุกวันที่ 1 ของเดือนแรกของไตรมาส",
  ])("“%s” stays as it was", typed => {
    const { tabs, memory } = acceptedThen(typed)
    const plan = planScan(scanInput(tabs, memory))
    expect(plan?.change).toBeUndefined()
    expect(rowNamed(plan, NAME).row).toMatchObject({ asks: "none" })
  })
  it("is asked about where it is new", () => {
    const tabs = officeTabs([tabFrom("measure", [{ ...MEASURE, period: "ม.ค. - ธ.ค. 2566" }])])
    expect(codes(planScan(scanInput(tabs)), NAME)).toContain("period.year-ambiguous")
  })
})

describe("a measure that is deleted and typed anew", () => {
  const NAME = "measure/m-aaaaaaaa"
  const published = () => scanAndAccept(scanInput(officeTabs([tabFrom("measure", [MEASURE])])))
  const { id: _id, ...words } = MEASURE
  const retyped = (cells: object, id = "m-bbbbbbbb") =>
    officeTabs([tabFrom("measure", [{ ...words, id, ...cells }]), tabFrom("status", [])])
  const ID_LINES = (plan: ScanPlan | undefined) => plan?.table.rows.filter(row => row.tab.tab === "measure")

  it("in the same words is the same measure: its date moves with a reason only", () => {
    const { memory } = published()
    for (const measure of [MEASURE.measure, ` ${MEASURE.measure.replace(/ /g, "  ")}`]) {
      const again = retyped({ measure, period: "ภายในเดือนสิงหาคม ๒๕๖๖" })
      const plan = planScan(scanInput(again, memory))
      expect(codes(plan, NAME)).toEqual(["movedWithoutReason"])
      expect(plan?.change?.rows).toEqual([])
    }
  })

  it("under another indicator, or in other words, is a new one, and the old one is still asked for", () => {
    const { memory } = published()
    for (const cells of [{ indicator: "9" }, { measure: "อบรมเจ้าหน้าที่เรื่องการรับของขวัญ" }]) {
      const plan = planScan(scanInput(retyped(cells), memory))
      expect(ID_LINES(plan)?.map(({ name, similarTo }) => [name, similarTo])).toEqual([
        ["measure/m-bbbbbbbb", undefined],
      ])
      expect(plan?.change?.held).toEqual([NAME])
    }
  })

  it("in words like them is asked about, and published under no id until it is answered", () => {
    const like = { measure: `${MEASURE.measure}ด้วย` }
    const asked = scanAndAccept(scanInput(retyped(like), published().memory))
    expect(codes(asked.plan, "measure/m-bbbbbbbb")).toEqual(["similarVanished"])
    expect(asked.plan.change?.rows.map(({ name }) => name)).toEqual([`absence/${NAME}`])
    const [question] = sameRowQuestions(asked.plan.table.rows)
    expect(question?.item).toBe(`เป็นแถวเดียวกัน มาตรการ (measure/m-bbbbbbbb = ${NAME})`)

    const isNew = edit(asked.tabs, "measure", 1, { confirm: true })
    const taken = scanAndAccept(scanInput(isNew, asked.memory))
    expect(taken.plan.change?.rows.map(({ name }) => name)).toEqual(["measure/m-bbbbbbbb"])
    expect(rowNamed(taken.plan, "measure/m-bbbbbbbb").row).toMatchObject({ asks: "confirmed" })
    expect(planScan(scanInput(taken.tabs, taken.memory))?.change).toBeUndefined()

    const ticked = asked.tabs.map(tab =>
      tab.tab === "status" ? tabFrom("status", [{ item: question?.item ?? "", tick: true }]) : tab,
    )
    const same = planScan(scanInput(applyWrites(ticked, sameRowWrites(ticked)), asked.memory))
    expect(codes(same, NAME)).toEqual(["changedWithoutReason"])
    expect(ID_LINES(same)).toHaveLength(1)
  })
})

describe("report tabs", () => {
  it("get one line an obligation: what is open first, as it falls due, then what was due before it was promised", () => {
    const { tabs } = scanAndAccept(
      scanInput(officeTabs([tabFrom("measure", [MEASURE]), tabFrom("duty", [DUTY]), ...reportTabs()])),
    )
    const lines = tabsOf(tabs, "report").find(tab => tab.sectionSlug === "1")?.rows ?? []
    expect(lines).toHaveLength(13)
    const said = lines.map(line => [textOf(line, "id"), textOf(line, "state")])
    expect(said[0]).toEqual(["d-aaaaaaaa/1/2566-05", "◐ ใกล้ครบกำหนด\nอีก 7 วัน"])
    expect(said[6]).toEqual(["d-aaaaaaaa/1/2565-10", "– ก่อนเริ่มบันทึก"])
    expect(said.slice(0, 6).map(([id]) => id)).toContain("m-aaaaaaaa/1/2566")
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
    const moved = edit(first.tabs, "measure", 1, {
      period: "ภายในวันที่ 15 มิถุนายน 2566",
      reason: "เร่งให้เสร็จก่อนสิ้นปี",
    })
    const second = scanAndAccept(scanInput(moved, first.memory))
    const lines = tabsOf(second.tabs, "report").find(tab => tab.sectionSlug === "1")?.rows ?? []
    expect(lines.map(line => [textOf(line, "id"), textOf(line, "evidence")])).toEqual([
      ["m-aaaaaaaa/1/2566", "https://example.go.th/a.pdf"],
    ])
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

  it("leave as it was filed what a new lead does not owe, say that nothing is to be done, and hold what is typed on", () => {
    const laid = laidOut()
    const whole = scanAndAccept(scanInput(edit(laid.tabs, "report", 1, WHOLE), laid.memory))
    const lead = { lead: "ฝ่ายทะเบียน", reason: "โอนงานตามคำสั่งที่ 12/2566" }
    const moved = scanAndAccept(scanInput(edit(whole.tabs, "measure", 1, lead), whole.memory))
    const name = `report/${ID}`
    expect(rowNamed(moved.plan, name).problems).toMatchObject([{ code: "reportKept", severity: "warn" }])
    expect(rowNamed(moved.plan, name).problems[0]?.message).toContain("ไม่ต้องทำอะไร")
    expect(moved.plan.change).toMatchObject({ held: [], gone: [] })
    expect(planScan(scanInput(moved.tabs, moved.memory))?.change).toBeUndefined()
    const typed = edit(moved.tabs, "report", 1, { result: "เผยแพร่ฉบับแก้ไขแล้ว" })
    expect(codes(planScan(scanInput(typed, moved.memory)), name)).toEqual(["unknownObligation"])
    const emptied = planScan(scanInput(edit(moved.tabs, "report", 1, BLANK), moved.memory))
    expect(emptied?.change?.gone).toEqual([name])
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

  it("hold a report whose evidence nobody can check, until there is some or none", () => {
    const laid = laidOut()
    const typed = (evidence: string) => {
      const cells = { ...WHOLE, evidence }
      return planScan(scanInput(edit(laid.tabs, "report", 1, cells), laid.memory))
    }
    for (const evidence of ["ดูที่ห้อง", "C:\\งาน\\ก.pdf", "อยู่ในกลุ่มไลน์", "http://example.go.th/a"]) {
      expect(codes(typed(evidence), `report/${ID}`)).toEqual(["notEvidence"])
      expect(typed(evidence)?.change).toBeUndefined()
    }
    for (const evidence of ["", "https://example.go.th/a", "กท 6301/123 ลว. 5 พ.ค. 2566"]) {
      expect(codes(typed(evidence), `report/${ID}`)).toEqual([])
      expect(typed(evidence)?.change?.rows).toMatchObject([{ disclosure: { value: { evidence } } }])
    }
  })

  it("hold a change of evidence to what is none: what was accepted stays public", () => {
    const laid = laidOut()
    const whole = scanAndAccept(scanInput(edit(laid.tabs, "report", 1, WHOLE), laid.memory))
    const worse = planScan(scanInput(edit(whole.tabs, "report", 1, { evidence: "รายงาน.pdf" }), whole.memory))
    expect(codes(worse, `report/${ID}`)).toEqual(["notEvidence"])
    expect(worse?.change).toMatchObject({ rows: [], gone: [], held: [`report/${ID}`] })
  })

  it("leave as it is what was accepted before evidence had to be some, and warn of it", () => {
    const laid = laidOut()
    const cells = { ...WHOLE, evidence: "ดูที่ห้อง" }
    const accepted = reportDigest({ ...cells, date: "2023-05-05" })
    const rowsByName = new Map([...laid.memory.rowsByName, [`report/${ID}`, { digest: accepted }]])
    const plan = planScan(scanInput(edit(laid.tabs, "report", 1, cells), { ...laid.memory, rowsByName }))
    expect(codes(plan, `report/${ID}`)).toEqual(["weakEvidence"])
    expect(plan?.change).toBeUndefined()
  })
})

it("a change names what is gone in one order, however it was found", () => {
  const gone = ["measure/m-bbbbbbbb", "duty/d-aaaaaaaa", "measure/m-aaaaaaaa"]
  expect(changeOf([], [], EMPTY_MEMORY, { missing: [], gone })?.gone).toEqual([...gone].sort())
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
  key: "measure" | "duty" | "report" | "section" | "setting",
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
