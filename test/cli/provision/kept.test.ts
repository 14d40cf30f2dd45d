import { expect, test } from "vitest"
import { columnOf, TAB_METADATA_KEY, tabOf } from "../../../shared/columns.ts"
import { MEASURES, openYear, REGISTRY_REPORTS } from "./office.ts"

const HEADERS = tabOf("measure").columns.map(column => column.header)
const columnRange = (sheetId: number, at: number) => ({
  sheetId,
  dimension: "COLUMNS",
  startIndex: at,
  endIndex: at + 1,
})
const periodAt = tabOf("measure").columns.indexOf(columnOf("measure", "period"))

test("a copy of a tab is the copier's: the original stays the tab", async () => {
  const year = await openYear()
  const original = year.sheetOf(MEASURES).sheetId
  await year.batch(
    { addSheet: { properties: { sheetId: 5, title: "สำเนาของ มาตรการ", index: 0 } } },
    {
      createDeveloperMetadata: {
        developerMetadata: {
          metadataKey: TAB_METADATA_KEY,
          metadataValue: "measure",
          location: { sheetId: 5 },
          visibility: "DOCUMENT",
        },
      },
    },
  )
  expect((await year.again()).sheetIds.get("measure")).toBe(original)
  const { metadata } = year.google.model.spreadsheet(year.spreadsheetId)
  expect(metadata.some(entry => entry.location.sheetId === 5)).toBe(false)
  expect((await year.again()).requestCount).toBe(0)
})

test("a row above the headers, typed in, goes below them again", async () => {
  const year = await openYear()
  const { sheetId } = year.sheetOf(MEASURES)
  await year.type(`'${MEASURES}'!C2:D3`, [
    ["หนึ่ง", "ก"],
    ["สอง", "ข"],
  ])
  const source = { sheetId, dimension: "ROWS", startIndex: 0, endIndex: 1 }
  await year.batch({ moveDimension: { source, destinationIndex: 3 } })
  await year.again()
  expect(year.headersOf(MEASURES)).toEqual(HEADERS)
  expect([1, 2].map(row => year.textsOf(MEASURES, row).slice(2, 4))).toEqual([
    ["หนึ่ง", "ก"],
    ["สอง", "ข"],
  ])
  await year.again()
  expect((await year.again()).requestCount).toBe(0)
})

test("columns that people move, and columns of their own, are left where they are", async () => {
  const year = await openYear()
  const { sheetId } = year.sheetOf(MEASURES)
  await year.batch(
    { insertDimension: { range: columnRange(sheetId, 3), inheritFromBefore: true } },
    { moveDimension: { source: columnRange(sheetId, 8), destinationIndex: 1 } },
  )
  await year.type(`'${MEASURES}'!E1:E2`, [["หมายเหตุของเรา"], ["จด"]])
  const headers = year.headersOf(MEASURES)
  await year.again()
  expect(year.headersOf(MEASURES)).toEqual(headers)
  expect(year.textsOf(MEASURES, 1)[4]).toBe("จด")
  expect((await year.again()).requestCount).toBe(0)
})

test("people's own protections, formats, tabs and settings are left alone", async () => {
  const year = await openYear()
  const { sheetId } = year.sheetOf(MEASURES)
  const range = { sheetId, startRowIndex: 1, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 }
  const formula = '=ISNUMBER(SEARCH("ของเรา",$C1))'
  const condition = { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: formula }] }
  await year.batch(
    { addProtectedRange: { protectedRange: { range, description: "ของเรา" } } },
    { addConditionalFormatRule: { rule: { ranges: [range], booleanRule: { condition } }, index: 0 } },
    { addSheet: { properties: { title: "กระดาษทด" } } },
  )
  await year.type("'ตั้งค่า'!C5", [[""]])
  await year.again()
  expect(year.sheetOf(MEASURES).protectedRanges.some(each => each.description === "ของเรา")).toBe(true)
  expect(year.sheetOf(MEASURES).conditionalFormats.some(rule => rule.ranges[0]?.endRowIndex === 2)).toBe(true)
  expect(year.sheetOf("กระดาษทด").protectedRanges).toEqual([])
  expect(year.textsOf("ตั้งค่า", 5)[2]).toBe("")
  expect((await year.again()).requestCount).toBe(0)
})

test("a section added on the sheet gets its report tab and its place in the dropdowns", async () => {
  const year = await openYear()
  await year.type("'หน่วยงาน'!A12:E12", [["11", "ฝ่ายใหม่", "", "", "new@example.go.th"]])
  expect((await year.again()).sharing.added).toEqual(["new@example.go.th"])
  expect(year.sheetOf("รายงาน ฝ่ายใหม่").protectedRanges[0]?.editors?.users).toContain("new@example.go.th")
  const lead = tabOf("measure").columns.indexOf(columnOf("measure", "lead"))
  const { validation } = year.sheetOf(MEASURES).rows[1]?.[lead] ?? {}
  expect(validation?.condition.values).toHaveLength(11)
})

test("a pasted date keeps its own format", async () => {
  const year = await openYear()
  const { sheetId } = year.sheetOf(MEASURES)
  const userEnteredFormat = { numberFormat: { type: "DATE", pattern: "d/m/yyyy" } }
  const values = [{ userEnteredValue: { numberValue: 45107 }, userEnteredFormat }]
  await year.batch({
    updateCells: {
      start: { sheetId, rowIndex: 1, columnIndex: periodAt },
      rows: [{ values }],
      fields: "userEnteredValue,userEnteredFormat",
    },
  })
  expect((await year.again()).requestCount).toBe(0)
})

test("blocks of the rows that a section leads are protected for it, and kept by a second run", async () => {
  const year = await openYear()
  await year.type(`'${MEASURES}'!H2:H5`, [["ฝ่ายทะเบียน"], ["ทะเบียนฯ"], ["ฝ่ายโยธา"], ["ฝ่ายอะไร"]])
  await year.again()
  const blocks = year.sheetOf(MEASURES).protectedRanges.filter(each => each.range.endRowIndex !== undefined)
  const rows = blocks.map(each => [
    each.range.startRowIndex,
    each.range.endRowIndex,
    each.editors?.users?.[1],
  ])
  expect(new Set(rows.map(row => row.join()))).toEqual(
    new Set(["1,3,section-2@example.go.th", "3,4,section-3@example.go.th"]),
  )
  expect((await year.again()).requestCount).toBe(0)
})

test("a report tab of the version before keeps its order and what was typed; states come first, the id is hidden", async () => {
  const year = await openYear()
  const { sheetId } = year.sheetOf(REGISTRY_REPORTS)
  const at = (key: string) => tabOf("report").columns.findIndex(column => column.key === key)
  const unfrozen = { sheetId, gridProperties: { frozenColumnCount: 0 } }
  await year.batch(
    { updateSheetProperties: { properties: unfrozen, fields: "gridProperties.frozenColumnCount" } },
    {
      updateDimensionProperties: {
        range: columnRange(sheetId, at("id")),
        properties: { hiddenByUser: false },
        fields: "hiddenByUser",
      },
    },
    // As it was: the id first, no states, the problems behind who filled it in.
    { moveDimension: { source: columnRange(sheetId, at("by")), destinationIndex: at("problems") } },
    { moveDimension: { source: columnRange(sheetId, at("id")), destinationIndex: 0 } },
    { deleteDimension: { range: columnRange(sheetId, at("state") + 1) } },
  )
  const before = ["รหัสงวด", "สิ่งที่ต้องรายงาน", "งวด", "ครบกำหนด", "วันที่ดำเนินการ"]
  expect(year.headersOf(REGISTRY_REPORTS).slice(0, 5)).toEqual(before)
  await year.type(`'${REGISTRY_REPORTS}'!A2:E2`, [
    ["d-aaaaaaaa/2/2566-05", "ส่งแบบ", "พ.ค. 2566", "5 มิ.ย. 2566", "5 พ.ค. 2566"],
  ])
  await year.again()
  expect(year.headersOf(REGISTRY_REPORTS).slice(0, 6)).toEqual(["สถานะ", ...before])
  expect(year.headersOf(REGISTRY_REPORTS).slice(9, 11)).toEqual(["บันทึกแทน", "สิ่งที่ต้องดู"])
  expect(year.textsOf(REGISTRY_REPORTS, 1).slice(1, 6)).toEqual([
    "d-aaaaaaaa/2/2566-05",
    "ส่งแบบ",
    "พ.ค. 2566",
    // A column of shown texts: the sheet makes a date of what is typed there.
    expect.any(Number),
    "5 พ.ค. 2566",
  ])
  const sheet = year.sheetOf(REGISTRY_REPORTS)
  expect([sheet.frozenColumnCount, sheet.columnBands[1]?.hiddenByUser]).toEqual([5, true])
  expect((await year.again()).requestCount).toBe(0)
})
