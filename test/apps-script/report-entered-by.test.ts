/** Whose hand filled a report in: told by Google, or chosen by people where it tells nobody. */

import { describe, expect, it, test } from "vitest"
import { ON_BEHALF } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { installAnnounced } from "./announce.ts"
import { Killed } from "./inline.ts"
import { reportTab } from "./report-tab.ts"
import { standingOffice } from "./standing-office.ts"

const PLANNER = "section-1@bangsommut.example"
const CIVIL = "section-3@bangsommut.example"

const { office, script } = await standingOffice(({ office, script }) => {
  installAnnounced(office, script)
  const civil = reportTab(office, script, "ฝ่ายโยธา")
  // The day it was done stands there already: each test writes the rest, and so the report.
  for (const { row } of overLines(civil).slice(0, 6)) civil.put(row, "date", [["5 พ.ค. 2566"]], CIVIL)
})
const civil = reportTab(office, script, "ฝ่ายโยธา")
const ids = overLines(civil).map(({ id }) => id)

/** Periods that are over can be reported on: they stand together, below what is still open. */
function overLines(tab: ReturnType<typeof reportTab>) {
  return tab.lines().filter(({ state }) => state?.includes("ก่อนเริ่มบันทึก"))
}

const idAt = (at: number) => ids[at] ?? ""
const published = (id: string) => office.worker.rowByName.get(`report/${id}`)

describe("where Google tells who edited", () => {
  it("what the planner fills in is marked, in the sheet and in public", () => {
    civil.type(idAt(0), "result", "ทำแล้ว", PLANNER)
    expect(civil.lineOf(idAt(0)).by).toBe(ON_BEHALF)
    expect(published(idAt(0))).toMatchObject({ result: "ทำแล้ว", by: ON_BEHALF })
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
  })

  it("what the section writes itself is not, and takes the mark off", () => {
    civil.type(idAt(0), "result", "ทำแล้ว", CIVIL)
    expect(published(idAt(0))).toMatchObject({ by: "" })
    civil.type(idAt(1), "result", "ทำแล้ว", PLANNER)
    civil.type(idAt(1), "evidence", "https://example.go.th/1", CIVIL)
    expect(civil.marked()).toEqual([])
    expect(published(idAt(1))).toMatchObject({ result: "ทำแล้ว", by: "" })
  })

  it("every line of the planner's paste is marked, and no line beside it", () => {
    civil.type(idAt(3), "result", "ของฝ่ายเอง", CIVIL)
    const rows = [["หนึ่ง"], ["สอง"], ["สาม"]]
    civil.paste(idAt(0), "result", rows, PLANNER)
    expect(civil.marked()).toEqual(ids.slice(0, 3))
  })

  it("a tick counts as much as a text", () => {
    civil.type(idAt(0), "nothingToReport", "TRUE", PLANNER)
    expect(published(idAt(0))).toMatchObject({ nothingToReport: true, by: ON_BEHALF })
  })

  it("the planner's own tab bears no mark", () => {
    const own = reportTab(office, script, "ฝ่ายปกครอง")
    const id = own.lines()[0]?.id ?? ""
    own.type(id, "date", "5 พ.ค. 2566", PLANNER)
    own.type(id, "result", "ทำแล้ว", PLANNER)
    expect(published(id)).toMatchObject({ by: "" })
  })

  it("a line that is moved or sorted is nobody's writing", () => {
    civil.type(idAt(0), "result", "ของฝ่ายเอง", CIVIL)
    const { row } = civil.lineOf(idAt(0))
    const { spreadsheetId } = office
    script.editor.moveRows({ spreadsheetId, tab: civil.title, as: PLANNER, at: row, count: 1, to: row + 3 })
    const columns = { left: 0, right: civil.columnAt("marks") + 1 }
    const { sheetId } = civil.sheet()
    const place = { sheetId, title: civil.title, top: row + 2, bottom: row + 3, ...columns }
    script.run("onEdited", {}, script.editEvent(place, PLANNER))
    expect(civil.marked()).toEqual([])
  })

  it("a line that has moved away before the scan marks no other in its place", () => {
    civil.type(idAt(1), "result", "ของฝ่ายเอง", CIVIL)
    const { row } = civil.lineOf(idAt(0))
    civil.put(row, "result", [["กรอกแทน"]], PLANNER)
    const event = script.editEvent(civil.place(row, "result", [[""]]), PLANNER, "กรอกแทน")
    script.editor.moveRows({
      spreadsheetId: office.spreadsheetId,
      tab: civil.title,
      as: PLANNER,
      at: row,
      count: 1,
      to: row + 4,
    })
    script.run("onEdited", {}, event)
    expect(civil.lineOf(idAt(1)).by).toBe("")
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("killed before call %i, the next scan still knows", at => {
    const kill = ({ index, method }: { index: number; method: string }) => {
      if (index >= at && method !== "Spreadsheet.getSheets" && !method.startsWith("Properties.setProperty"))
        throw new Killed()
    }
    expect(() => civil.type(idAt(0), "result", "ทำแล้ว", PLANNER, { beforeCall: kill })).toThrow(Killed)
    script.run("onEdited")
    expect(civil.marked()).toEqual([idAt(0)])
    expect(published(idAt(0))).toMatchObject({ by: ON_BEHALF })
    const { properties } = office.google.model.project(office.host.projectId)
    expect(Object.keys(properties).filter(key => key.startsWith("HAND."))).toEqual([])
  })
})

describe("where Google tells nobody", () => {
  it("the planner chooses the mark, and edits by anybody leave it", () => {
    civil.type(idAt(0), "result", "ทำแล้ว", PLANNER, { told: false })
    expect(published(idAt(0))).toMatchObject({ by: "" })
    civil.type(idAt(0), "by", ON_BEHALF, PLANNER, { told: false })
    civil.type(idAt(0), "result", "ทำแล้ว ครบ", PLANNER, { told: false })
    expect(published(idAt(0))).toMatchObject({ result: "ทำแล้ว ครบ", by: ON_BEHALF })
  })

  it("chosen ahead of the report it waits for it, and is no report itself", () => {
    civil.type(idAt(0), "by", ON_BEHALF, PLANNER, { told: false })
    expect(published(idAt(0))).toBeUndefined()
    civil.type(idAt(0), "result", "ทำแล้ว", PLANNER, { told: false })
    expect(published(idAt(0))).toMatchObject({ by: ON_BEHALF })
  })

  it("the section empties it when it has written the report anew", () => {
    civil.type(idAt(0), "result", "ทำแล้ว", PLANNER)
    civil.type(idAt(0), "by", "", CIVIL, { told: false })
    expect(published(idAt(0))).toMatchObject({ by: "" })
  })
})

test("a report that is emptied leaves no mark for the next", () => {
  civil.type(idAt(0), "result", "ทำแล้ว", PLANNER)
  civil.paste(idAt(0), "date", [["", ""]], CIVIL)
  expect(civil.marked()).toEqual([])
})

test("anything else typed into the column is taken back", () => {
  civil.type(idAt(0), "result", "ทำแล้ว", PLANNER)
  civil.type(idAt(0), "by", "ฝ่ายอื่น", PLANNER, { told: false })
  expect(civil.lineOf(idAt(0)).by).toBe("")
})

test("the trigger of the real event tells it, within the owner's domain alone", async () => {
  const { row } = civil.lineOf(idAt(0))
  const range = `${columnName(civil.columnAt("result"))}${row + 1}`
  const where = { spreadsheetId: office.spreadsheetId, tab: civil.title, range }
  office.editor.edit({ ...where, as: PLANNER, values: [["ทำแล้ว"]] })
  await office.editor.idle()
  expect(published(idAt(0))).toMatchObject({ by: ON_BEHALF })
  office.editor.edit({ ...where, as: CIVIL, values: [["ทำเองแล้ว"]] })
  await office.editor.idle()
  expect(published(idAt(0))).toMatchObject({ result: "ทำเองแล้ว", by: "" })
})
