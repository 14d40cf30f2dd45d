/** The header row and the widths: what names a column to people, put back when they broke it. */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import type { Column } from "../../shared/columns.ts"
import { sheetCell } from "../../shared/sheet/read-sheet.ts"
import type { CellData, Request } from "./found.ts"
import type { PlacedTab } from "./place.ts"

const TYPED_FILL = "#e1f3ec"
const SCRIPT_FILL = "#f1f4f2"
const FIELDS = [
  "userEnteredValue",
  "note",
  "userEnteredFormat.textFormat.bold",
  "userEnteredFormat.backgroundColor",
  "userEnteredFormat.wrapStrategy",
  "userEnteredFormat.verticalAlignment",
].join()

export function headerRequests(tab: PlacedTab): Request[] {
  return columnsAt(tab)
    .filter(({ column, foundAt }) => !isHeader(tab.found?.rows[0]?.[foundAt], column))
    .map(({ column, at }) => ({
      updateCells: {
        start: { sheetId: tab.sheetId, rowIndex: 0, columnIndex: at },
        rows: [{ values: [headerCell(column)] }],
        fields: FIELDS,
      },
    }))
}

export function widthRequests(tab: PlacedTab): Request[] {
  return columnsAt(tab)
    .filter(({ column, foundAt }) => {
      const found = tab.found?.columns[foundAt]
      return found?.pixelSize !== column.width || (found.hiddenByUser ?? false) !== column.hidden
    })
    .map(({ column, at }) => ({
      updateDimensionProperties: {
        range: { sheetId: tab.sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 },
        properties: { pixelSize: column.width, hiddenByUser: column.hidden },
        fields: "pixelSize,hiddenByUser",
      },
    }))
}

/** The tab's columns with their places, now and after these requests; -1 for one that is being made. */
export function columnsAt(tab: PlacedTab): { column: Column; at: number; foundAt: number }[] {
  return tab.wanted.tab.columns.flatMap(column => {
    const at = tab.columnIndexByKey.get(column.key)
    return at === undefined ? [] : [{ column, at, foundAt: tab.foundIndexByKey.get(column.key) ?? -1 }]
  })
}

function headerCell(column: Column): CellData {
  return {
    userEnteredValue: { stringValue: column.header },
    ...(column.help !== "" && { note: column.help }),
    userEnteredFormat: {
      textFormat: { bold: true },
      backgroundColor: rgbOf(fillOf(column)),
      wrapStrategy: "WRAP",
      verticalAlignment: "MIDDLE",
    },
  }
}

function isHeader(cell: CellData | undefined, column: Column): boolean {
  const format = cell?.userEnteredFormat
  return (
    sheetCell(cell).value === column.header &&
    (cell?.note ?? "") === column.help &&
    format?.textFormat?.bold === true &&
    hexOf(format.backgroundColor) === fillOf(column) &&
    format.wrapStrategy === "WRAP" &&
    format.verticalAlignment === "MIDDLE"
  )
}

function fillOf(column: Column): string {
  return column.by === "script" ? SCRIPT_FILL : TYPED_FILL
}

/** `#fde7e5` → red, green and blue from 0 to 1. */
export function rgbOf(hex: string): sheets_v4.Schema$Color {
  const [red = 0, green = 0, blue = 0] = (hex.match(/[0-9a-f]{2}/g) ?? []).map(
    pair => Number.parseInt(pair, 16) / 255,
  )
  return { red, green, blue }
}

/** The nearest `#rrggbb`; a missing part is 0, as in Google's answers. */
export function hexOf(colour: sheets_v4.Schema$Color | null | undefined): string | undefined {
  if (!colour) return undefined
  const parts = [colour.red, colour.green, colour.blue]
  return `#${parts
    .map(part =>
      Math.round((part ?? 0) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`
}
