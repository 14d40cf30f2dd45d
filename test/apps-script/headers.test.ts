/** Headers that people delete, sort away or push down: back by the next scan, and no row is lost for it. */

import { describe, expect, test } from "vitest"
import { provision } from "../../cli/provision/provision.ts"
import { reportTabTitle, TABS, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { installAnnounced } from "./announce.ts"
import { standingOffice } from "./standing-office.ts"

const PLANNER = "section-1@bangsommut.example"
const REGISTRY = "section-2@bangsommut.example"
const HOUR = 3_600_000
const REPORTS = reportTabTitle("ฝ่ายทะเบียน")

const { office, script } = await standingOffice(({ office, script }) => {
  installAnnounced(office, script)
  const where = { spreadsheetId: office.spreadsheetId, as: REGISTRY }
  script.editor.edit({ ...where, tab: REPORTS, range: "F2", values: [["ทำแล้ว"]] })
  script.run("onEdited")
})

const textsOf = (title: string) => {
  const sheet = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === title)
  return (sheet?.rows ?? []).map(row =>
    row.map(cell => String(Object.values(cell?.value ?? { none: "" })[0])),
  )
}
/** What stands below the headers, whatever its order; a row inserted by hand is no content. */
const contentOf = (title: string) =>
  textsOf(title)
    .slice(1)
    .map(row => row.join("\t").trim())
    .filter(text => text !== "")
    .sort()

const LISTED = ["measure", "duty", "assessment", "section", "holiday", "setting"] as const
const TITLES = [...LISTED.map(key => [key, tabOf(key).title] as const), ["report", REPORTS] as const]

function check(title: string, headers: readonly string[], before: readonly string[]): void {
  const names = [...office.worker.digestByName.keys()].sort()
  const pushes = office.worker.pushes.length
  script.run("onEdited")
  expect(textsOf(title)[0]?.slice(0, headers.length)).toEqual(headers)
  expect(contentOf(title)).toEqual(before)
  script.run("onClock")
  office.clock.now += 48 * HOUR
  script.run("onClock")
  expect([...office.worker.digestByName.keys()].sort()).toEqual(names)
  expect(office.worker.pushes.length).toBe(pushes)
  expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
}

describe.each(TITLES)("the headers of %s", (key, title) => {
  const headers = TABS.find(tab => tab.key === key)?.columns.map(({ header }) => header) ?? []
  const where = () => ({ spreadsheetId: office.spreadsheetId, tab: title, as: PLANNER })

  test("deleted", () => {
    const before = contentOf(title)
    expect(script.editor.deleteRows({ ...where(), at: 0, count: 1 })).toMatchObject({ ok: true })
    check(title, headers, before)
  })

  test("deleted, and put back by setup", async () => {
    const before = contentOf(title)
    script.editor.deleteRows({ ...where(), at: 0, count: 1 })
    await provision(office.clients, { ...office.plan, spreadsheetId: office.spreadsheetId })
    check(title, headers, before)
  })

  test("below a row that was inserted above them", () => {
    const before = contentOf(title)
    script.editor.insertRows({ ...where(), at: 0, count: 1 })
    check(title, headers, before)
  })

  test("taken along by a sort", () => {
    const before = contentOf(title)
    const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
    const sheet = sheets.find(each => each.title === title)
    const range = {
      sheetId: sheet?.sheetId,
      startRowIndex: 0,
      endRowIndex: sheet?.rows.length,
      startColumnIndex: 0,
      endColumnIndex: sheet?.columnCount,
    }
    const sortSpecs = [{ dimensionIndex: 2, sortOrder: "DESCENDING" }]
    office.google.api("sheets.spreadsheets.batchUpdate", {
      params: { spreadsheetId: office.spreadsheetId },
      body: { requests: [{ sortRange: { range, sortSpecs } }] },
      source: "person",
    })
    check(title, headers, before)
  })
})

test("with an error to be marked and headers gone, the mark is on its row", () => {
  const where = { spreadsheetId: office.spreadsheetId, tab: tabOf("measure").title, as: PLANNER }
  const period = tabOf("measure").columns.findIndex(({ key }) => key === "period")
  script.editor.edit({ ...where, range: `${columnName(period)}3`, values: [["31 มิ.ย. 2566"]] })
  script.editor.deleteRows({ ...where, at: 0, count: 1 })
  script.run("onEdited")
  const problems = tabOf("measure").columns.findIndex(({ key }) => key === "problems")
  const marked = textsOf(where.tab).filter(row => /ต้องแก้/.test(row[problems] ?? ""))
  expect(marked.map(row => row[period])).toEqual(["31 มิ.ย. 2566"])
})
