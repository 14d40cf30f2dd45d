/** Rows, columns and whole tabs that go missing: what is withdrawn, what is not, and how a row is had back. */

import { describe, expect, it } from "vitest"
import { reportTabTitle, type TabKey, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { Killed } from "./inline.ts"
import { standingOffice } from "./standing-office.ts"

const HOUR = 3_600_000
const PLANNER = "section-1@bangsommut.example"
const REGISTRY = "section-2@bangsommut.example"

const { office, script } = await standingOffice()

const sheet = (title: string) => {
  const found = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === title)
  if (!found) throw new Error(`no tab ${title}`)
  return found
}

function column(title: string, key: TabKey, columnKey: string): string[] {
  const at = tabOf(key).columns.findIndex(each => each.key === columnKey)
  return sheet(title)
    .rows.slice(1)
    .map(row => String(Object.values(row[at]?.value ?? { none: "" })[0]))
}

function typeAt(
  title: string,
  key: TabKey,
  columnKey: string,
  row: number,
  value: string,
  as = PLANNER,
): void {
  const at = tabOf(key).columns.findIndex(each => each.key === columnKey)
  const range = `${columnName(at)}${row + 2}`
  const typed = script.editor.edit({
    spreadsheetId: office.spreadsheetId,
    tab: title,
    as,
    range,
    values: [[value]],
  })
  expect(typed).toMatchObject({ ok: true })
}

function deleteRow(title: string, row: number, as = PLANNER): void {
  const where = { spreadsheetId: office.spreadsheetId, tab: title, as }
  expect(script.editor.deleteRows({ ...where, at: row + 1, count: 1 })).toMatchObject({ ok: true })
}

const batch = (...requests: object[]) =>
  office.google.api("sheets.spreadsheets.batchUpdate", {
    params: { spreadsheetId: office.spreadsheetId },
    body: { requests },
    source: "person",
  })

function clockScans(hours: number): void {
  script.run("onClock")
  office.clock.now += hours * HOUR
  script.run("onClock")
}

/** A run that ends before its call number `at`, if it makes so many. */
function runKilled(at: number): void {
  try {
    script.run("onEdited", {
      beforeCall({ index }) {
        if (index === at) throw new Killed()
      },
    })
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
}

const offered = () => column("สถานะ", "status", "item").findIndex(item => item.startsWith("คืนแถว"))
const isPublic = (name: string) => office.worker.digestByName.has(name)

describe("a deleted measure", () => {
  it("is offered back in สถานะ at once, and its tick restores it under its id", () => {
    const [id = ""] = column("มาตรการ", "measure", "id")
    const [text = ""] = column("มาตรการ", "measure", "measure")
    deleteRow("มาตรการ", 0)
    script.run("onEdited")
    const at = offered()
    expect(column("สถานะ", "status", "item")[at]).toBe(`คืนแถว มาตรการ (measure/${id})`)
    expect(column("สถานะ", "status", "value")[at]).toMatch(/หายไปจากตาราง.*นับต่อ.*ติ๊ก.*เหตุผล/)
    typeAt("สถานะ", "status", "tick", at, "TRUE", REGISTRY)
    const pushed = office.worker.pushes.length
    script.run("onEdited")
    const row = column("มาตรการ", "measure", "id").indexOf(id)
    expect(column("มาตรการ", "measure", "measure")[row]).toBe(text)
    expect(offered()).toBe(-1)
    clockScans(25)
    expect(isPublic(`measure/${id}`)).toBe(true)
    // Restored as it was: nothing about it had to be published again.
    expect(office.worker.pushes.slice(pushed).flatMap(push => push.payload.gone)).toEqual([
      `absence/measure/${id}`,
    ])
    expect(office.worker.pushes.slice(pushed).flatMap(push => push.payload.rows)).toEqual([])
  })

  it("stays public and owed while nobody says why, and is cancelled by the planner's reason", () => {
    const [id = ""] = column("มาตรการ", "measure", "id")
    const before = office.worker.digestByName.get(`measure/${id}`)
    deleteRow("มาตรการ", 0)
    clockScans(25)
    clockScans(60 * 24)
    expect(office.worker.digestByName.get(`measure/${id}`)).toBe(before)
    expect(office.worker.pushes.at(-1)?.payload).toMatchObject({ gone: [], held: [`measure/${id}`] })
    typeAt("สถานะ", "status", "reason", offered(), "-")
    script.run("onEdited")
    expect(column("สถานะ", "status", "value")[offered()]).toContain("อย่างน้อย 10 ตัวอักษร")
    expect(column("สถานะ", "status", "reason")[offered()]).toBe("-")
    typeAt("สถานะ", "status", "reason", offered(), "สำนักงบประมาณตัดงบทั้งหมด")
    script.run("onEdited")
    expect(office.worker.rowByName.get(`measure/${id}`)).toMatchObject({
      status: "ยกเลิก",
      reason: "สำนักงบประมาณตัดงบทั้งหมด",
    })
    expect(offered()).toBe(-1)
    expect(column("สถานะ", "status", "reason").join("")).toBe("")
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })

  it("is explained by the planner alone", () => {
    deleteRow("มาตรการ", 0)
    script.run("onEdited")
    const at = tabOf("status").columns.findIndex(each => each.key === "reason")
    const range = `${columnName(at)}${offered() + 2}`
    const where = { spreadsheetId: office.spreadsheetId, tab: "สถานะ", as: REGISTRY }
    expect(script.editor.edit({ ...where, range, values: [["สำนักงบประมาณตัดงบทั้งหมด"]] })).toMatchObject({
      ok: false,
    })
  })

  it("whose restore is killed anywhere comes back once", () => {
    const [id = ""] = column("มาตรการ", "measure", "id")
    deleteRow("มาตรการ", 0)
    script.run("onClock")
    typeAt("สถานะ", "status", "tick", offered(), "TRUE")
    for (let at = 0; at < 12; at++) runKilled(at)
    script.run("onEdited")
    expect(column("มาตรการ", "measure", "id").filter(each => each === id)).toHaveLength(1)
  })
})

describe("a deleted report", () => {
  it("comes back into the line that is laid out for it", () => {
    const tab = reportTabTitle("ฝ่ายทะเบียน")
    const [id = ""] = column(tab, "report", "id")
    typeAt(tab, "report", "evidence", 0, "https://example.go.th/a.pdf", REGISTRY)
    typeAt(tab, "report", "nothingToReport", 0, "TRUE", REGISTRY)
    script.run("onEdited")
    deleteRow(tab, 0, REGISTRY)
    script.run("onClock")
    typeAt("สถานะ", "status", "tick", offered(), "TRUE")
    script.run("onEdited")
    const row = column(tab, "report", "id").indexOf(id)
    expect(column(tab, "report", "evidence")[row]).toBe("https://example.go.th/a.pdf")
    expect(column(tab, "report", "id").filter(each => each === id)).toHaveLength(1)
    clockScans(25)
    expect(isPublic(`report/${id}`)).toBe(true)
  })
})

describe("a deleted setting", () => {
  it("comes back with its label", () => {
    const row = column("ตั้งค่า", "setting", "key").indexOf("directorMail")
    deleteRow("ตั้งค่า", row)
    script.run("onClock")
    typeAt("สถานะ", "status", "tick", offered(), "TRUE")
    script.run("onEdited")
    const back = column("ตั้งค่า", "setting", "key").indexOf("directorMail")
    expect(column("ตั้งค่า", "setting", "value")[back]).toBe("director@bangsommut.example")
    expect(column("ตั้งค่า", "setting", "label")[back]).not.toBe("")
  })
})

describe("nothing is withdrawn because it could not be read", () => {
  const names = () =>
    [...office.worker.digestByName.keys()].filter(name => !name.startsWith("problem/")).sort()

  it("a whole tab deleted", () => {
    const before = names()
    batch({ deleteSheet: { sheetId: sheet("งานที่ต้องรายงาน").sheetId } })
    clockScans(48)
    expect(names().filter(name => name.startsWith("duty/"))).toEqual(
      before.filter(name => name.startsWith("duty/")),
    )
    expect(column("สถานะ", "status", "item")).toContain("ไม่พบแท็บ งานที่ต้องรายงาน")
  })

  it("the id column deleted", () => {
    const before = names()
    const range = { sheetId: sheet("มาตรการ").sheetId, dimension: "COLUMNS", startIndex: 0, endIndex: 1 }
    batch({ deleteDimension: { range } })
    clockScans(48)
    expect(names()).toEqual(before)
    expect(column("สถานะ", "status", "item")).toContain("ไม่พบแท็บ มาตรการ")
  })

  it("a number that cannot be read where it names the row", () => {
    typeAt("ผลการประเมิน", "assessment", "indicator", 0, "หนึ่ง")
    clockScans(48)
    expect(isPublic("assessment/1")).toBe(true)
  })

  it("a tab that somebody duplicated: the copy is left alone", () => {
    const before = names()
    const spreadsheet = office.google.model.spreadsheet(office.spreadsheetId)
    const { sheets, metadata } = spreadsheet
    const original = sheet("มาตรการ")
    const sheetId = 999_001
    sheets.unshift({ ...structuredClone(original), sheetId, title: "สำเนาของ มาตรการ", protectedRanges: [] })
    const copied = metadata.filter(
      ({ location }) => (location.sheetId ?? location.dimensionRange?.sheetId) === original.sheetId,
    )
    const copies = copied.map(entry => {
      const { location, metadataId } = structuredClone(entry)
      const range = location.dimensionRange
      return {
        ...entry,
        metadataId: metadataId + 100_000,
        location: range ? { ...location, dimensionRange: { ...range, sheetId } } : { ...location, sheetId },
      }
    })
    spreadsheet.metadata = [...metadata, ...copies]
    clockScans(48)
    expect(names()).toEqual(before)
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })
})

describe("merged cells", () => {
  const merge = (columnKey: string, from: number, to: number) => {
    const at = tabOf("measure").columns.findIndex(each => each.key === columnKey)
    const { sheetId } = sheet("มาตรการ")
    const range = {
      sheetId,
      startRowIndex: from,
      endRowIndex: to,
      startColumnIndex: at,
      endColumnIndex: at + 1,
    }
    batch({ mergeCells: { range } })
  }

  it("say in every row what the first says, and the row is told so", () => {
    merge("lead", 1, 3)
    script.run("onEdited")
    const [, second = ""] = column("มาตรการ", "measure", "id")
    const [lead] = column("มาตรการ", "measure", "lead")
    expect(office.worker.rowByName.get(`measure/${second}`)).toMatchObject({ lead })
    expect(column("มาตรการ", "measure", "problems")[1]).toContain("ผสานอยู่กับช่องข้างบน")
  })

  it("over ids are undone and the ids come back", () => {
    const ids = column("มาตรการ", "measure", "id")
    merge("id", 1, 4)
    script.run("onEdited")
    expect(sheet("มาตรการ").merges).toEqual([])
    expect(column("มาตรการ", "measure", "id")).toEqual(ids)
  })
})
