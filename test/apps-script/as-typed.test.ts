/** Cells as people leave them: dates that Google takes for numbers, people and files as chips, boxes that nobody touched. */
import { beforeEach, describe, expect, it } from "vitest"
import { usualHabits } from "../../local/google/model/create-model.ts"
import type { ThaiDates } from "../../local/google/model/model.ts"
import { formattedValue } from "../../local/google/sheet/shown.ts"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { type TabKey, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { standingOffice } from "./standing-office.ts"

const { office, script } = await standingOffice()
beforeEach(() => {
  Object.assign(office.google.model.habits, usualHabits())
})

const habits = () => office.google.model.habits
const at = (tab: TabKey, key: string) => tabOf(tab).columns.findIndex(column => column.key === key)

function sheetOf(tab: TabKey) {
  const { title } = tabOf(tab)
  const found = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === title)
  if (!found) throw new Error(`no tab ${title}`)
  return found
}

const shown = (tab: TabKey, row: number, key: string) =>
  formattedValue(sheetOf(tab).rows[row]?.[at(tab, key)])

/** The row's cell without any format, as one inserted below the table or pasted from elsewhere has none. */
function bare(tab: TabKey, row: number, key: string): void {
  const { sheetId } = sheetOf(tab)
  const [startColumnIndex, endColumnIndex] = [at(tab, key), at(tab, key) + 1]
  const range = { sheetId, startRowIndex: row, endRowIndex: row + 1, startColumnIndex, endColumnIndex }
  batch({ repeatCell: { range, fields: "userEnteredFormat" } })
}

function batch(...requests: object[]): void {
  const params = { spreadsheetId: office.spreadsheetId }
  office.google.api("sheets.spreadsheets.batchUpdate", { params, body: { requests }, source: "person" })
}

function type(tab: TabKey, row: number, key: string, text: string): void {
  const where = { spreadsheetId: office.spreadsheetId, tab: tabOf(tab).title, as: SAMPLE_OWNER }
  const range = `${columnName(at(tab, key))}${row + 1}`
  expect(script.editor.edit({ ...where, range, values: [[text]] })).toMatchObject({ ok: true })
}

/** A cell with a person's chip in each place of an `@`. */
function chips(tab: TabKey, row: number, key: string, text: string, ...addresses: string[]): void {
  const places = [...text].flatMap((letter, index) => (letter === "@" ? [index] : []))
  const chipRuns = addresses.map((email, index) => ({
    startIndex: places[index],
    chip: { personProperties: { email } },
  }))
  const start = { sheetId: sheetOf(tab).sheetId, rowIndex: row, columnIndex: at(tab, key) }
  const rows = [{ values: [{ userEnteredValue: { stringValue: text }, chipRuns }] }]
  batch({ updateCells: { start, rows, fields: "userEnteredValue,chipRuns" } })
}

describe("a deadline typed in a cell without a format", () => {
  const JUNE = "วันศุกร์ที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖"
  const JANUARY = "วันพฤหัสบดีที่ ๕ มกราคม พ.ศ. ๒๕๖๖"
  it.each<[text: string, dates: ThaiDates, understood: string]>([
    ["30/6/2566", "common", JUNE],
    ["30/6/2566", "buddhist", JUNE],
    ["30/6/66", "buddhist", JUNE],
    ["30 มิ.ย. 2566", "common", JUNE],
    ["5 ม.ค. 66", "buddhist", JANUARY],
    ["30/6/2566", "converted", JUNE],
    ["30/6/66", "converted", JUNE],
    ["5 ม.ค. 66", "text", JANUARY],
    ["๓๐/๖/๒๕๖๖", "common", JUNE],
    ["2023-06-30", "common", JUNE],
  ])("%s, where Google takes years as %s, is that day", (text, dates, understood) => {
    habits().thaiDates = dates
    bare("measure", 1, "period")
    type("measure", 1, "period", text)
    script.run("onEdited")
    expect(shown("measure", 1, "understood")).toContain(understood)
  })

  it("is told with the year that Google made of two digits, as it stands in the cell", () => {
    bare("measure", 1, "period")
    type("measure", 1, "period", "5 ม.ค. 66")
    script.run("onEdited")
    expect(shown("measure", 1, "period")).toBe("5 ม.ค. 1966")
    expect(shown("measure", 1, "problems")).toContain("5 ม.ค. 1966")
  })
})

it.each([
  ["score", "95%", "“95.00%”"],
  ["score", "฿95", "“฿95.00”"],
  ["score", "95.5", ""],
  ["description", "50%", ""],
])("%s typed as %s in a cell without a format is taken as it shows", (key, text, told) => {
  bare("assessment", 1, key)
  type("assessment", 1, key, text)
  script.run("onEdited")
  if (told) expect(shown("assessment", 1, "problems")).toContain(told)
  else expect(shown("assessment", 1, "problems")).toBe("")
})

describe("an account put in as a person's chip", () => {
  const [ACCOUNT, OTHER] = ["somchai@bangsommut.example", "malee@bangsommut.example"]
  const editors = () => {
    const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
    return sheets.find(each => each.title === "รายงาน ฝ่ายทะเบียน")?.protectedRanges[0]?.editors?.users ?? []
  }

  it.each([
    ["a name", (address: string) => `คุณ${address.slice(0, 4)}`],
    ["the address", (address: string) => address],
    ["nothing", () => ""],
  ])("may edit, where the chip shows %s", (_shows, chipText) => {
    habits().chipText = chipText
    chips("section", 2, "accounts", "@", ACCOUNT)
    script.run("onEdited")
    expect(editors()).toContain(ACCOUNT)
    chips("section", 2, "accounts", "@ @", ACCOUNT, OTHER)
    script.run("onEdited")
    expect(editors()).toEqual(expect.arrayContaining([ACCOUNT, OTHER]))
  })

  it("in a text is its name, and publishes no address", () => {
    chips("measure", 1, "responsible", "@ ดูแล", ACCOUNT)
    script.run("onEdited")
    const published = JSON.stringify([...office.worker.rowByName.values()])
    expect(published).toContain("somchai ดูแล")
    expect(published).not.toContain(ACCOUNT)
  })
})

it("rows with nothing but boxes that nobody touched are no rows, and cost no writes", () => {
  const before = script.run("onEdited")
  habits().isBlankTickFalse = true
  expect(script.run("onEdited")).toEqual(before)
  type("measure", 2, "issue", "แก้แล้ว")
  script.run("onEdited")
  expect(shown("measure", 2, "problems")).toBe("")
})

it("a link in a text is its text", () => {
  const start = { sheetId: sheetOf("measure").sheetId, rowIndex: 1, columnIndex: at("measure", "monitoring") }
  const value = { userEnteredValue: { stringValue: "ดูที่ประกาศ" } }
  const textFormat = { link: { uri: "https://example.org/" } }
  const rows = [{ values: [{ ...value, userEnteredFormat: { textFormat } }] }]
  batch({ updateCells: { start, rows, fields: "userEnteredValue,userEnteredFormat.textFormat" } })
  script.run("onEdited")
  expect(shown("measure", 1, "problems")).toBe("")
})
