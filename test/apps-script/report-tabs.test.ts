/** The report tabs through a year: laid out and laid out again, without disturbing what was typed. */

import { describe, expect, it, test } from "vitest"
import { provision } from "../../cli/provision/provision.ts"
import { type TabKey, tabOf } from "../../shared/columns.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { SHORT_MONTHS } from "../../shared/date/thai-date.ts"
import { movesOf } from "../../shared/due/move.ts"
import { obligationsOf } from "../../shared/due/obligation.ts"
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import { foldRecord } from "../../shared/record/record.ts"
import type { Row } from "../../shared/row/row.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { reportTab } from "./report-tab.ts"
import { standingOffice } from "./standing-office.ts"

const PLANNER = "section-1@bangsommut.example"
const CIVIL = "section-3@bangsommut.example"
const REGISTRY = "section-2@bangsommut.example"
const DEPUTY = "deputy@bangsommut.example"
const DAY = 24 * 3_600_000

const { office, script } = await standingOffice()
const civil = reportTab(office, script, "ฝ่ายโยธา")
const registry = reportTab(office, script, "ฝ่ายทะเบียน")

/** Types in a tab's cell, as the planner; rows count as in the sheet. */
function typeAt(tab: TabKey, row: number, key: string, value: string): void {
  const at = tabOf(tab).columns.findIndex(each => each.key === key)
  const range = `${columnName(at)}${row}`
  const where = { spreadsheetId: office.spreadsheetId, tab: tabOf(tab).title, as: PLANNER }
  expect(script.editor.edit({ ...where, range, values: [[value]] })).toMatchObject({ ok: true })
}

const textAt = (tab: TabKey, row: number, key: string) => {
  const sheet = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === tabOf(tab).title)
  const at = tabOf(tab).columns.findIndex(each => each.key === key)
  return String(Object.values(sheet?.rows[row - 1]?.[at]?.value ?? { none: "" })[0])
}

/** The row of a tab whose cell says so. */
function rowWith(tab: TabKey, key: string, wanted: string): number {
  for (let row = 2; row < 60; row++) if (textAt(tab, row, key) === wanted) return row
  throw new Error(`no row of ${tab} with ${key} ${wanted}`)
}

/** What people typed in the lines, by obligation; lines of nobody's by their place. */
const typed = () =>
  new Map(
    civil
      .lines()
      .filter(each => [each.date, each.result, each.evidence].join("") !== "")
      .map(each => [each.row, [each.id, each.date, each.result, each.evidence]]),
  )

function fillSome(): void {
  civil.lines().forEach(({ row, id }, at) => {
    if (id === "" || at % 3 === 1) return
    civil.put(
      row,
      "date",
      [["5 พ.ค. 2566", `ผลของแถวที่ ${at}`, at % 2 === 0 ? "https://example.go.th/a" : ""]],
      CIVIL,
    )
  })
  script.run("onEdited")
}

const owed = () => civil.lines().filter(({ id }) => id !== "")
const published = (id: string) => office.worker.rowByName.get(`report/${id}`)

/** The public record, from what the Worker was given. */
function publicRecord() {
  const entries = office.worker.pushes.flatMap(({ payload, rows }) => {
    const line = (name: string, row: Row | null) => ({
      name,
      row,
      digest: row && (office.worker.digestByName.get(name) ?? sha256Text(name)),
      sequence: payload.sequence,
      acceptedAt: payload.iat * 1000,
    })
    return [
      ...Array.from(rows, ([name, row]) => line(name, row as Row)),
      ...payload.gone.map(name => line(name, null)),
    ]
  })
  return foldRecord(2566, [], entries)
}

/** How an obligation stands in public on a day. */
function obligationOf(id: string, today: string) {
  return obligationsOf(publicRecord(), today as IsoDate).find(each => each.id === id)
}

const stateOf = (id: string, today: string) => obligationOf(id, today)?.state

const NEW_DUTY = {
  what: "ส่งรายงานการใช้รถ",
  owedBy: "ฝ่ายโยธา",
  owedTo: "ฝ่ายปกครอง",
  when: "ภายในวันที่ 10 ของทุกเดือน",
}

function addDuty(): void {
  const row = rowWith("duty", "measure", "")
  typeAt("duty", row, "measure", textAt("measure", 2, "id"))
  for (const [key, value] of Object.entries(NEW_DUTY)) typeAt("duty", row, key, value)
}

describe("laid out anew", () => {
  it("new obligations take free lines; what was typed stands where it stood", () => {
    fillSome()
    const [before, lines] = [typed(), owed()]
    addDuty()
    script.run("onEdited")
    expect(typed()).toEqual(before)
    expect(owed().length).toBe(lines.length + 12)
    for (const { id, row } of lines) expect([id, civil.lineOf(id).row]).toEqual([id, row])
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })

  it("lines typed below belong to nobody, say so, and are not written over", () => {
    const below = Math.max(...owed().map(({ row }) => row)) + 1
    civil.put(below, "result", [["พิมพ์ไว้ข้างล่าง"]], CIVIL)
    script.run("onEdited")
    addDuty()
    script.run("onEdited")
    const line = civil.lines().find(({ row }) => row === below)
    expect(line).toMatchObject({ id: "", result: "พิมพ์ไว้ข้างล่าง" })
    expect(line?.problems).toContain("ต้องแก้")
    expect(owed().filter(({ what }) => what === NEW_DUTY.what)).toHaveLength(12)
  })

  it("a section that is renamed keeps its tab, its lines and its reports", () => {
    fillSome()
    const before = typed()
    const row = rowWith("section", "name", "ฝ่ายโยธา")
    typeAt("section", row, "name", "ฝ่ายโยธาและผังเมือง")
    typeAt("section", row, "shortNames", "ฝ่ายโยธา")
    script.run("onEdited")
    expect(typed()).toEqual(before)
    const [id = ""] = [...before.values()].map(([first]) => first)
    expect(published(id)).toMatchObject({ section: "ฝ่ายโยธาและผังเมือง" })
    script.run("onClock")
    office.clock.now += 2 * DAY
    script.run("onClock")
    expect(office.worker.digestByName.has(`report/${id}`)).toBe(true)
  })

  it("a duty that is given to another section leaves the reports that were made", () => {
    fillSome()
    const filled = [...typed().values()].find(([id]) => id?.startsWith("d-"))
    const duty = filled?.[0]?.split("/")[0] ?? ""
    typeAt("duty", rowWith("duty", "id", duty), "owedBy", "ฝ่ายทะเบียน")
    script.run("onEdited")
    expect([...typed().values()]).toContainEqual(filled)
  })
})

describe("what is due first", () => {
  it("stands first in a tab that nobody has filled in", () => {
    const lines = registry.lines().filter(({ id }) => id !== "")
    expect(new Set(lines.map(({ id }) => id[0]))).toEqual(new Set(["m", "d"]))
    // What was due before the plan was announced stands below what is open.
    const isBefore = ({ due }: { due: string }) => isoOf(due) < "2023-05-29"
    for (const part of [lines.filter(line => !isBefore(line)), lines.filter(isBefore)]) {
      const days = part.map(({ due }) => isoOf(due))
      expect(days).toEqual([...days].sort())
    }
    expect(lines.findIndex(isBefore)).toBe(lines.filter(line => !isBefore(line)).length)
  })

  it("and among the lines that come later", () => {
    addDuty()
    script.run("onEdited")
    const days = owed()
      .filter(({ what, due }) => what === NEW_DUTY.what && isoOf(due) >= "2023-05-29")
      .map(({ due }) => isoOf(due))
    expect(days).toEqual([...days].sort())
  })

  it("and again on the next day, when what was done goes below; what was typed goes with its line", () => {
    addDuty()
    script.run("onEdited")
    const id = owed().find(({ due }) => due === "5 มิ.ย. 2566")?.id ?? ""
    civil.paste(id, "date", [["29 พ.ค. 2566", "ส่งแบบให้แล้ว", "https://example.go.th/a"]], CIVIL)
    const row = civil.lineOf(id).row
    script.run("onClock")
    expect(civil.lineOf(id).row).toBe(row)
    office.clock.now += DAY
    script.run("onEdited")
    expect(civil.lineOf(id).row).toBe(row)
    script.run("onClock")
    const open = owed().filter(({ state }) => !/แล้วเสร็จ|ก่อนเริ่มบันทึก/.test(state ?? ""))
    expect(open.map(({ row: at }) => at)).toEqual(open.map((_, at) => at + 1))
    const days = open.map(({ due }) => isoOf(due))
    expect(days).toEqual([...days].sort())
    expect(civil.lineOf(id)).toMatchObject({ result: "ส่งแบบให้แล้ว", state: "● แล้วเสร็จ" })
    expect(civil.lineOf(id).row).toBeGreaterThan(open.length)
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })
})

test("a date that moves keeps its report, in its line and in public", () => {
  const own = registry.lines().find(({ id }) => id.startsWith("m-"))
  const id = own?.id ?? ""
  registry.type(id, "date", "5 พ.ค. 2566", REGISTRY)
  registry.type(id, "result", "ทำไปครึ่งหนึ่งแล้ว", REGISTRY)
  const row = rowWith("measure", "id", id.split("/")[0] ?? "")
  const { due } = published(id) as { due: string }
  typeAt("measure", row, "period", "ภายในวันที่ 15 กันยายน 2566")
  typeAt("measure", row, "reason", "รอผลการจัดซื้อจัดจ้าง")
  script.run("onEdited")
  expect(due).not.toBe("2023-09-15")
  expect(registry.lineOf(id)).toMatchObject({ result: "ทำไปครึ่งหนึ่งแล้ว", due: "15 ก.ย. 2566", row: own?.row })
  expect(published(id)).toMatchObject({ due: "2023-09-15", result: "ทำไปครึ่งหนึ่งแล้ว" })
})

test("a date put off by way of another rhythm is told from what was promised first", () => {
  const row = rowWith("measure", "period", "ภายในเดือนมิถุนายน ๒๕๖๖")
  const retype = (period: string, reason: string) => {
    typeAt("measure", row, "period", period)
    typeAt("measure", row, "reason", reason)
    script.run("onEdited")
  }
  retype("ทุกสิ้นไตรมาส", "แบ่งส่งงานเป็นรายไตรมาส")
  retype("ภายในวันที่ 30 กันยายน 2566", "รวมส่งครั้งเดียวเมื่อสิ้นปี")
  expect(movesOf(publicRecord())).toMatchObject([
    {
      promised: "2023-06-30",
      to: "2023-09-30",
      daysFromPromise: 92,
      times: 1,
      added: { length: 4 },
      dropped: [{ id: "2566" }],
    },
    { promised: "2023-06-30", to: "2023-09-30", daysFromPromise: 92, times: 2, dropped: { length: 4 } },
  ])
})

describe("in public", () => {
  const later = () => owed().find(({ due }) => isoOf(due) > "2023-05-29")?.id ?? ""

  it("a report without evidence is reported, and done when it has some", () => {
    const id = later()
    civil.type(id, "date", "29 พ.ค. 2566", CIVIL)
    expect(stateOf(id, "2023-05-29")).toBe("due")
    civil.type(id, "result", "ทำแล้ว", CIVIL)
    expect(stateOf(id, "2023-05-29")).toBe("reported")
    civil.type(id, "evidence", "กท 6001/123 ลว. 5 มิ.ย. 2566", CIVIL)
    expect(stateOf(id, "2023-05-29")).toBe("done")
  })

  it("ไม่มีรายการ needs no evidence, and is taken without a problem", () => {
    const id = later()
    civil.type(id, "nothingToReport", "TRUE", CIVIL)
    expect(civil.lineOf(id).problems).toBe("")
    expect(stateOf(id, "2023-05-29")).toBe("done")
    civil.type(id, "nothingToReport", "FALSE", CIVIL)
    expect(office.worker.digestByName.has(`report/${id}`)).toBe(false)
  })
})

describe("a report that is talked round", () => {
  const nextDue = () => owed().find(({ due }) => due === "5 มิ.ย. 2566")?.id ?? ""
  const overdue = () => owed().find(({ due }) => isoOf(due) < "2023-05-29")?.id ?? ""

  it("one stray letter, and the rest weeks later: late, and reported on the day of the rest", () => {
    const id = nextDue()
    office.clock.now = Date.parse("2023-05-30T10:00:00+07:00")
    civil.type(id, "result", "x", CIVIL)
    expect(published(id)).toBeUndefined()
    expect(civil.lineOf(id).problems).toContain("ให้กรอก “วันที่ดำเนินการ” และ “ผลการดำเนินงาน” ให้ยาวกว่านี้")
    office.clock.now = Date.parse("2023-06-12T10:00:00+07:00")
    civil.type(id, "date", "30 พ.ค. 2566", CIVIL)
    expect(published(id)).toBeUndefined()
    civil.type(id, "result", "ส่งแบบให้แล้ว", CIVIL)
    expect(published(id)).toMatchObject({ date: "2023-05-30", result: "ส่งแบบให้แล้ว" })
    expect(civil.lineOf(id).problems).toBe("")
    expect(obligationOf(id, "2023-06-12")).toMatchObject({ state: "late", reportedAt: office.clock.now })
  })

  it("a date alone is still overdue", () => {
    const id = nextDue()
    civil.type(id, "date", "5 พ.ค. 2566", CIVIL)
    expect(stateOf(id, "2023-06-12")).toBe("overdue")
    expect(civil.lineOf(id).problems).toContain("ยังไม่นับ")
  })

  it("an emptied one is gone from public within one scan, and is owed again", () => {
    const id = nextDue()
    civil.paste(id, "date", [["5 พ.ค. 2566", "ส่งแบบให้แล้ว"]], CIVIL)
    expect(stateOf(id, "2023-06-12")).toBe("reported")
    civil.paste(id, "date", [["", ""]], CIVIL)
    expect(office.worker.digestByName.has(`report/${id}`)).toBe(false)
    expect(stateOf(id, "2023-06-12")).toBe("overdue")
  })

  it("a day to come, and a period to come, are refused", () => {
    const [now, later] = [overdue(), owed().find(({ due }) => isoOf(due) === "2023-08-05")?.id ?? ""]
    civil.paste(now, "date", [["30 พ.ค. 2566", "ส่งแบบให้แล้ว"]], CIVIL)
    expect(civil.lineOf(now).problems).toContain("ยังมาไม่ถึง ให้พิมพ์วันที่ทำเสร็จจริง ไม่เกินวันนี้ 29 พ.ค. 2566")
    civil.type(later, "nothingToReport", "TRUE", CIVIL)
    expect(civil.lineOf(later).problems).toContain("งวด “ก.ค. 2566” ยังไม่เริ่ม")
    expect([published(now), published(later)]).toEqual([undefined, undefined])
  })
})

describe("a dated deputy", () => {
  const deputise = async (until: string) => {
    const row = rowWith("section", "name", "ฝ่ายโยธา")
    typeAt("section", row, "deputy", DEPUTY)
    typeAt("section", row, "deputyUntil", until)
    script.run("onEdited")
    // The script may not share files: whoever runs setup lets the deputy in, once.
    await provision(office.clients, { ...office.plan, spreadsheetId: office.spreadsheetId })
  }
  const canType = (as: string) => civil.put(civil.lineOf(owed()[0]?.id ?? "").row, "result", [["แทน"]], as).ok

  it("may fill in through the last day, and not after it", async () => {
    await deputise("30 พ.ค. 2566")
    expect([canType(DEPUTY), canType(CIVIL)]).toEqual([true, true])
    office.clock.now = Date.parse("2023-05-30T23:50:00+07:00")
    script.run("onClock")
    expect(canType(DEPUTY)).toBe(true)
    office.clock.now = Date.parse("2023-05-31T00:10:00+07:00")
    script.run("onClock")
    expect([canType(DEPUTY), canType(CIVIL)]).toEqual([false, true])
  })

  it("writes for the section: nothing is marked as the planner's", async () => {
    await deputise("30 พ.ค. 2566")
    const id = owed()[0]?.id ?? ""
    civil.type(id, "date", "5 พ.ค. 2566", PLANNER)
    civil.type(id, "result", "ทำแล้ว", PLANNER)
    civil.type(id, "result", "ทำแล้วจริง", DEPUTY)
    expect(published(id)).toMatchObject({ result: "ทำแล้วจริง", by: "" })
  })

  it("may also edit the measures the section leads, and no other", async () => {
    await deputise("30 พ.ค. 2566")
    const where = { spreadsheetId: office.spreadsheetId, tab: "มาตรการ", as: DEPUTY, values: [["ข้อความ"]] }
    const at = tabOf("measure").columns.findIndex(each => each.key === "monitoring")
    const cell = (row: number) => `${columnName(at)}${row}`
    for (let row = 2; row <= 11; row++) {
      const { ok } = script.editor.edit({ ...where, range: cell(row) })
      expect([row, ok]).toEqual([row, textAt("measure", row, "lead") === "ฝ่ายโยธา"])
    }
  })
})

test("the planner may fill in each section's tab, and each section its own alone", () => {
  const sections = office.plan.sections
  for (const { name, slug } of sections) {
    const tab = reportTab(office, script, name)
    const able = sections.filter(each => tab.put(1, "result", [["ทำแล้ว"]], each.accounts[0] ?? "").ok)
    expect([name, ...able.map(each => each.slug)]).toEqual([name, ...new Set(["1", slug])])
    for (const as of ["director@bangsommut.example", "stranger@elsewhere.example"])
      expect([name, as, tab.put(1, "result", [["ทำแล้ว"]], as).ok]).toEqual([name, as, false])
  }
})

/** `5 มิ.ย. 2566` → `2023-06-05`. */
function isoOf(shown: string): string {
  const [day = "", month = "", year = ""] = shown.split(" ")
  const at = Array.from<string>(SHORT_MONTHS).indexOf(month) + 1
  return `${Number(year) - 543}-${String(at).padStart(2, "0")}-${day.padStart(2, "0")}`
}
