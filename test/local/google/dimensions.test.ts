import { expect, test } from "vitest"
import { createSheet, createSpreadsheet } from "../../../local/google/model/create-model.ts"
import type { Sheet, Spreadsheet } from "../../../local/google/model/model.ts"
import { setCell } from "../../../local/google/sheet/cells.ts"
import { deleteBands, insertBands, moveBands } from "../../../local/google/sheet/dimensions.ts"

const WIDTH = 6

/** Six columns; each holds its letter, has it as metadata, as its width and in a one-column protection. */
function lettered(): { spreadsheet: Spreadsheet; sheet: Sheet } {
  const spreadsheet = createSpreadsheet("id", "แผน")
  const sheet = { ...createSheet(0, "ก"), columnCount: WIDTH, rowCount: 3 }
  spreadsheet.sheets = [sheet]
  for (let column = 0; column < WIDTH; column++) {
    const letter = "ABCDEF"[column] ?? ""
    setCell(sheet, 0, column, { value: { stringValue: letter } })
    sheet.columnBands[column] = { pixelSize: letter.charCodeAt(0) }
    const range = { sheetId: 0, startColumnIndex: column, endColumnIndex: column + 1 }
    sheet.protectedRanges.push({ protectedRangeId: column, description: letter, range })
    const dimensionRange = {
      sheetId: 0,
      dimension: "COLUMNS" as const,
      startIndex: column,
      endIndex: column + 1,
    }
    const location = { locationType: "COLUMN", dimensionRange }
    spreadsheet.metadata.push({ metadataId: column, metadataKey: letter, location, visibility: "DOCUMENT" })
  }
  return { spreadsheet, sheet }
}

/** The letters as each kind of anchor has them, from the left. */
function anchored({ spreadsheet, sheet }: ReturnType<typeof lettered>) {
  const line = Array.from({ length: sheet.columnCount }, () => "-")
  const cells = line.map((_, at) => {
    const value = sheet.rows[0]?.[at]?.value
    return value && "stringValue" in value ? value.stringValue : "-"
  })
  const widths = line.map((_, at) => String.fromCharCode(sheet.columnBands[at]?.pixelSize ?? 45))
  const metadata = [...line]
  for (const { metadataKey, location } of spreadsheet.metadata)
    metadata[location.dimensionRange?.startIndex ?? -1] = metadataKey
  const protections = [...line]
  for (const { description = "", range } of sheet.protectedRanges)
    protections[range.startColumnIndex ?? -1] = description
  return {
    cells: cells.join(""),
    widths: widths.join(""),
    metadata: metadata.join(""),
    protections: protections.join(""),
  }
}

const all = (letters: string) => ({
  cells: letters,
  widths: letters,
  metadata: letters,
  protections: letters,
})

test("every move of columns takes their cells, widths, metadata and protections along", () => {
  for (let start = 0; start < WIDTH; start++)
    for (let end = start + 1; end <= WIDTH; end++)
      for (let to = 0; to <= WIDTH; to++) {
        const grid = lettered()
        moveBands(grid.spreadsheet, grid.sheet, "COLUMNS", { start, end, to })
        const rest = "ABCDEF".split("").filter((_, at) => at < start || at >= end)
        const isInside = to >= start && to <= end
        const target = to > end ? to - (end - start) : to
        const moved = isInside ? [..."ABCDEF"] : rest.toSpliced(target, 0, ..."ABCDEF".slice(start, end))
        expect(anchored(grid)).toEqual(all(moved.join("")))
      }
})

test("every deletion and insertion of columns keeps the others' anchors", () => {
  for (let start = 0; start < WIDTH; start++)
    for (let end = start + 1; end <= WIDTH; end++) {
      const grid = lettered()
      deleteBands(grid.spreadsheet, grid.sheet, "COLUMNS", { start, end })
      expect(anchored(grid)).toEqual(all("ABCDEF".slice(0, start) + "ABCDEF".slice(end)))

      const wider = lettered()
      insertBands(wider.spreadsheet, wider.sheet, "COLUMNS", {
        at: start,
        count: end - start,
        inheritFromBefore: false,
      })
      const { cells, metadata } = anchored(wider)
      const expected = "ABCDEF".slice(0, start) + "-".repeat(end - start) + "ABCDEF".slice(start)
      expect({ cells, metadata }).toEqual({ cells: expected, metadata: expected })
    }
})

test("a range grows by what is inserted inside it, and shrinks by what is deleted from it", () => {
  const { spreadsheet, sheet } = lettered()
  const rows = (startRowIndex: number, endRowIndex: number) => ({ sheetId: 0, startRowIndex, endRowIndex })
  sheet.rowCount = 20
  sheet.protectedRanges = [{ protectedRangeId: 1, range: rows(4, 8), unprotectedRanges: [rows(5, 6)] }]
  const booleanRule = { condition: { type: "CUSTOM_FORMULA" } }
  sheet.conditionalFormats = [{ ranges: [rows(1, 20)], booleanRule }]
  sheet.merges = [rows(6, 7)]
  insertBands(spreadsheet, sheet, "ROWS", { at: 5, count: 2, inheritFromBefore: true })
  expect(sheet.protectedRanges[0]).toMatchObject({ range: rows(4, 10), unprotectedRanges: [rows(7, 8)] })
  deleteBands(spreadsheet, sheet, "ROWS", { start: 0, end: 5 })
  expect(sheet.protectedRanges[0]).toMatchObject({ range: rows(0, 5), unprotectedRanges: [rows(2, 3)] })
  expect(sheet.conditionalFormats[0]?.ranges).toEqual([rows(0, 17)])
  deleteBands(spreadsheet, sheet, "ROWS", { start: 0, end: 6 })
  expect([sheet.protectedRanges, sheet.merges]).toEqual([[], []])
})
