/** The deployed bundle, in the local Google, against a Worker that verifies every signature and state. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { columnOf, reportTabTitle, type TabKey, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { textsAt } from "../local/google/people.ts"
import { hostAnnounced } from "./announce.ts"
import { openOffice, type TestOffice } from "./office.ts"

const PLANNER = "section-1@bangsommut.example"
const REGISTRY = "section-2@bangsommut.example"
const DAY = 24 * 3_600_000

let office: TestOffice

beforeAll(async () => {
  office = await openOffice()
  await hostAnnounced(office)
})
afterAll(() => office.close())

describe("installing", () => {
  it("publishes the whole plan in one signed push whose state comes out", () => {
    const [first] = office.worker.pushes
    const kinds = [...(first?.rows.keys() ?? [])].map(name => name.split("/")[0])
    expect(kinds.filter(kind => kind === "measure")).toHaveLength(10)
    expect(kinds.filter(kind => kind === "assessment")).toHaveLength(10)
    expect(kinds.filter(kind => kind === "contact")).toHaveLength(10)
    expect(first?.payload).toMatchObject({ sequence: 1, held: [], gone: [], fiscalYear: 2566 })
  })

  it("makes its triggers anew each time, and no more of them", async () => {
    await office.host.run("install")
    const project = office.google.model.project(office.host.projectId)
    expect(project.triggers.map(trigger => trigger.handlerFunction).sort()).toEqual([
      "onChanged",
      "onClock",
      "onEdited",
    ])
  })

  it("lays out a line for each month the registry section owes, and for the measure it leads", async () => {
    const rows = await column(reportTabTitle("ฝ่ายทะเบียน"), "report", "id")
    expect(rows.filter(id => id.includes("/2/"))).toHaveLength(rows.length)
    expect(rows.some(id => id.startsWith("m-"))).toBe(true)
    expect(rows.filter(id => id.startsWith("d-")).length).toBeGreaterThanOrEqual(12)
  })
})

describe("a scan", () => {
  it("costs one read and nothing more when nothing changed", async () => {
    const { calls } = await office.host.run("onEdited")
    expect(calls["Sheets.Spreadsheets.get"]).toBe(1)
    expect(calls["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
    expect(calls["UrlFetchApp.fetch"]).toBeUndefined()
  })

  it("costs one read, one fetch and one write when something did", async () => {
    await type("มาตรการ", "measure", 0, "monitoring", "ติดตามทุกไตรมาส", PLANNER)
    const before = office.worker.pushes.length
    await type("มาตรการ", "measure", 0, "monitoring", "ติดตามทุกเดือน", PLANNER)
    expect(office.worker.pushes.length).toBe(before + 1)
    const { calls } = await office.host.run("onEdited")
    expect(calls["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })
})

describe("a clerk", () => {
  it("breaks a deadline, is told in Thai beside it, mends it, and it is published again", async () => {
    const at = await lineOfLead("ฝ่ายทะเบียน")
    const before = await cell("มาตรการ", "measure", at, "period")
    await type("มาตรการ", "measure", at, "period", "31 มิ.ย. 2566", REGISTRY)
    expect(await cell("มาตรการ", "measure", at, "problems")).toMatch(/^ต้องแก้: .*31 มิ\.ย\. 2566/)
    expect(await cell("มาตรการ", "measure", at, "marks")).toContain("error:period;")
    const name = `measure/${await cell("มาตรการ", "measure", at, "id")}`
    expect(lastPush().payload.held).toEqual([name])
    const period = columnName(tabOf("measure").columns.findIndex(({ key }) => key === "period"))
    expect(lastPush().rows.get(`problem/${name}`)).toMatchObject({
      tab: "มาตรการ",
      cells: [{ cell: `${period}${at + 2}`, says: expect.stringContaining("31 มิ.ย. 2566") }],
    })
    await type("มาตรการ", "measure", at, "period", before, REGISTRY)
    expect(await cell("มาตรการ", "measure", at, "problems")).toBe("")
    expect(lastPush().payload).toMatchObject({ held: [], gone: [`problem/${name}`] })
  })

  it("may not touch another section's row, nor the planner's columns of its own", async () => {
    const own = await lineOfLead("ฝ่ายทะเบียน")
    expect(typed("มาตรการ", "measure", own === 0 ? 1 : 0, "measure", "ยึดแถว", REGISTRY)).toMatchObject({
      reason: "protected",
    })
    expect(typed("มาตรการ", "measure", own, "lead", "ฝ่ายเทศกิจ", REGISTRY)).toMatchObject({
      reason: "protected",
    })
    expect(typed("มาตรการ", "measure", own, "monitoring", "ดูแลเอง", REGISTRY)).toMatchObject({ ok: true })
    await office.editor.idle()
  })

  it("reports with evidence, and the report is published under its obligation", async () => {
    const tab = reportTabTitle("ฝ่ายทะเบียน")
    const id = await cell(tab, "report", 0, "id")
    await type(tab, "report", 0, "evidence", "https://example.go.th/report.pdf", REGISTRY)
    await type(tab, "report", 0, "date", "5 พ.ค. 2566", REGISTRY)
    await type(tab, "report", 0, "result", "เผยแพร่แล้ว", REGISTRY)
    expect(lastPush().rows.get(`report/${id}`)).toMatchObject({
      section: "ฝ่ายทะเบียน",
      evidence: "https://example.go.th/report.pdf",
    })
  })

  it.each([
    ["a script tag", "<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["text that begins like a formula", "=HYPERLINK(1)", "=HYPERLINK(1)"],
    ["control characters", "ก\u0000ข\u200bค", "กขค"],
    ["a lone surrogate", "ก\ud800", "ก\ufffd"],
  ])("who pastes %s publishes plain text", async (_name, value, published) => {
    await type("มาตรการ", "measure", 0, "monitoring", value, PLANNER)
    const id = await cell("มาตรการ", "measure", 0, "id")
    expect(lastPush().rows.get(`measure/${id}`)).toMatchObject({ monitoring: published })
  })

  it("who pastes 50,000 characters is told how many are too many, and the last text stays public", async () => {
    await type("มาตรการ", "measure", 0, "monitoring", "ก".repeat(50_000), PLANNER)
    expect(await cell("มาตรการ", "measure", 0, "problems")).toContain("50000")
    expect(lastPush().payload.held).toHaveLength(1)
    await type("มาตรการ", "measure", 0, "monitoring", "สั้นแล้ว", PLANNER)
    expect(lastPush().payload.held).toEqual([])
  })
})

describe("when the Worker is away", () => {
  beforeEach(() => {
    office.worker.faults.length = 0
  })

  it("edits go on, the status tab says so in Thai, and the next scan catches up", async () => {
    office.worker.faults.push("down")
    await type("มาตรการ", "measure", 0, "issue", "แก้ตอนหน้าเว็บล่ม", PLANNER)
    expect(await statusOf("การส่งข้อมูลไปหน้าเว็บ")).toContain("ติดต่อหน้าเว็บไม่ได้")
    const before = office.worker.pushes.length
    await office.host.run("onClock")
    expect(office.worker.pushes.length).toBe(before + 1)
    expect(await statusOf("การส่งข้อมูลไปหน้าเว็บ")).toContain("ปกติ")
  })

  it.each(["loseAnswer", "garbage"] as const)(
    "a push whose answer is lost (%s) is not published twice",
    async fault => {
      office.worker.faults.push(fault)
      const before = office.worker.pushes.length
      await type("มาตรการ", "measure", 1, "issue", `แก้แล้วไม่ได้คำตอบ ${fault}`, PLANNER)
      await office.host.run("onClock")
      await office.host.run("onClock")
      expect(office.worker.pushes.length).toBe(before + 1)
      expect(await statusOf("การส่งข้อมูลไปหน้าเว็บ")).toContain("ปกติ")
    },
  )

  it("a 500 is told with its number and tried again", async () => {
    office.worker.faults.push("serverError")
    await type("มาตรการ", "measure", 1, "issue", "แก้ตอนหน้าเว็บเสีย", PLANNER)
    expect(await statusOf("การส่งข้อมูลไปหน้าเว็บ")).toContain("500")
    await office.host.run("onClock")
    expect(await statusOf("การส่งข้อมูลไปหน้าเว็บ")).toContain("ปกติ")
  })
})

describe("what people do to a sheet", () => {
  it("sorting the measures changes no row's identity", async () => {
    const before = await measuresById()
    const range = `A2:${letter("มาตรการ", "measure", "marks")}11`
    const sorted = office.editor.sortRange({
      ...where("มาตรการ", PLANNER),
      range,
      column: 3,
      descending: true,
    })
    expect(sorted).toMatchObject({ ok: true })
    await office.host.run("onClock")
    expect(await measuresById()).toEqual(before)
    expect(lastPush().payload.gone).toEqual([])
  })

  it("renaming a header changes nothing: the column is known by its metadata", async () => {
    const before = office.worker.pushes.length
    office.editor.edit({
      ...where("มาตรการ", PLANNER),
      range: `${letter("มาตรการ", "measure", "issue")}1`,
      values: [["ปัญหา"]],
    })
    await office.editor.idle()
    expect(office.worker.pushes.length).toBe(before)
  })

  it("a deleted row is held from the next scan on, and never withdrawn by itself", async () => {
    const ids = await column("มาตรการ", "measure", "id")
    const last = ids.length - 1
    office.editor.deleteRows({ ...where("มาตรการ", PLANNER), at: last + 1, count: 1 })
    await office.editor.idle()
    await office.host.run("onClock")
    expect(lastPush().payload.gone).toEqual([])
    office.clock.now += DAY
    await office.host.run("onClock")
    expect(lastPush().payload).toMatchObject({ gone: [], held: [`measure/${ids[last]}`] })
  })
})

describe("a run killed at any service call", () => {
  it("leaves what the next scan finishes: every row published once, under one id", async () => {
    let killAt = -1
    const faulty = await openOffice(call => (call.index === killAt ? "kill" : undefined))
    try {
      for (killAt = 0; killAt < 12; killAt++) await faulty.host.run("install").catch(() => undefined)
      killAt = -1
      await hostAnnounced(faulty)
      await faulty.host.run("onClock")
      const measures = [...faulty.worker.digestByName.keys()].filter(name => name.startsWith("measure/"))
      expect(measures).toHaveLength(10)
      const { calls } = await faulty.host.run("onEdited")
      expect(calls["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
    } finally {
      await faulty.close()
    }
  })
})

function where(tab: string, as: string) {
  return { spreadsheetId: office.spreadsheetId, tab, as }
}

/** The column's letter as it stands now: tests must not assume places either. */
function letter(title: string, key: TabKey, columnKey: string): string {
  const sheet = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === title)
  const index = tabOf(key).columns.indexOf(columnOf(key, columnKey))
  if (!sheet || index < 0) throw new Error(`no column ${columnKey} in ${title}`)
  return columnName(index)
}

function typed(tab: string, key: TabKey, line: number, columnKey: string, value: string, as: string) {
  return office.editor.edit({
    ...where(tab, as),
    range: `${letter(tab, key, columnKey)}${line + 2}`,
    values: [[value]],
  })
}

async function type(
  tab: string,
  key: TabKey,
  line: number,
  columnKey: string,
  value: string,
  as: string,
): Promise<void> {
  expect(typed(tab, key, line, columnKey, value, as)).toMatchObject({ ok: true })
  await office.editor.idle()
}

async function column(tab: string, key: TabKey, columnKey: string): Promise<string[]> {
  const at = letter(tab, key, columnKey)
  const range = `${tab}!${at}2:${at}`
  return textsAt(office.google, office.spreadsheetId, range).map(row => row[0] ?? "")
}

async function cell(tab: string, key: TabKey, line: number, columnKey: string): Promise<string> {
  return (await column(tab, key, columnKey))[line] ?? ""
}

async function lineOfLead(section: string): Promise<number> {
  return (await column("มาตรการ", "measure", "lead")).indexOf(section)
}

async function measuresById(): Promise<Record<string, string>> {
  const [ids, texts] = [
    await column("มาตรการ", "measure", "id"),
    await column("มาตรการ", "measure", "measure"),
  ]
  return Object.fromEntries(ids.map((id, at) => [id, texts[at] ?? ""]).sort())
}

async function statusOf(item: string): Promise<string> {
  const items = await column("สถานะ", "status", "item")
  return (await column("สถานะ", "status", "value"))[items.indexOf(item)] ?? ""
}

function lastPush() {
  const last = office.worker.pushes.at(-1)
  if (!last) throw new Error("nothing was pushed")
  return last
}
