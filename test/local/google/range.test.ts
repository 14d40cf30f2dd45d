import { expect, test } from "vitest"
import { createSheet, createSpreadsheet } from "../../../local/google/model/create-model.ts"
import { columnIndex, fullA1, parseA1, rectOf } from "../../../local/google/sheet/range.ts"
import { columnName } from "../../../shared/sheet/a1.ts"

function threeSheets() {
  const spreadsheet = createSpreadsheet("id", "แผน")
  spreadsheet.sheets = ["มาตรการ", "it's", "A1"].map((title, at) => createSheet(at, title))
  return spreadsheet
}

test("column names and indexes are each other's inverse", () => {
  for (let index = 0; index < 18_278; index++) expect(columnIndex(columnName(index))).toBe(index)
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "ZZ", "AAA"])
})

test.each([
  ["มาตรการ", "มาตรการ", "'มาตรการ'!A1:Z1000"],
  ["มาตรการ!B2", "มาตรการ", "'มาตรการ'!B2"],
  ["'it''s'!B:C", "it's", "'it''s'!B1:C1000"],
  ["it's!3:4", "it's", "'it''s'!A3:Z4"],
  ["'A1'!A1", "A1", "'A1'!A1"],
  ["C5:A2", "มาตรการ", "'มาตรการ'!A2:C5"],
  ["$B$2:D", "มาตรการ", "'มาตรการ'!B2:D1000"],
])("%s is a range", (text, title, full) => {
  const { sheet, range } = parseA1(threeSheets(), text)
  expect([sheet.title, fullA1(sheet, rectOf(range, sheet))]).toEqual([title, full])
})

test.each(["", "ไม่มี", "ไม่มี!A1", "มาตรการ!", "มาตรการ!1", "มาตรการ!A", "มาตรการ!A1:B2:C3", "A0x"])(
  "%j is not",
  text => {
    expect(() => parseA1(threeSheets(), text)).toThrow("Unable to parse range")
  },
)
