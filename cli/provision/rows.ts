/** Rows of a placed tab: what people typed, as the script reads it, and rows of values to write there. */

import type { Kind } from "../../shared/columns.ts"
import { readLines } from "../../shared/sheet/read-sheet.ts"
import type { SheetRow, SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { isBlankLine } from "../../shared/table/read-row.ts"
import type { CellData, Request } from "./found.ts"
import type { PlacedTab } from "./place.ts"

/** Columns stand where they stood when the spreadsheet was read; lines keep their rows. */
export function typedTab(tab: PlacedTab): SheetTab {
  return {
    sheetId: tab.sheetId,
    title: tab.wanted.title,
    tab: tab.tab,
    sectionSlug: tab.sectionSlug,
    columnIndexByKey: tab.foundIndexByKey,
    rowCount: tab.rowCount,
    columnCount: tab.columnCount,
    rows: tab.found ? readLines(tab.found, tab.foundIndexByKey, 0) : [],
  }
}

/** The lines in which a person typed something. */
export function filledLines(tab: SheetTab, kind: Kind): SheetRow[] {
  return tab.rows.filter(line => !isBlankLine(kind, line))
}

/** By column key; an absent or undefined value leaves its cell empty. */
export type Values = Readonly<Record<string, string | number | undefined>>

/**
 * Writes rows from `firstRow` on, adding rows where the tab is too short: one request a column, which stand apart where
 * people put their own between them. Text stays text, whatever it begins with.
 */
export function writeRows(tab: PlacedTab, firstRow: number, rows: readonly Values[]): Request[] {
  if (rows.length === 0) return []
  const lacking = firstRow + rows.length - tab.rowCount
  const columns = [...tab.columnIndexByKey].filter(([key]) => rows.some(row => isFilled(row[key])))
  return [
    ...(lacking > 0
      ? [{ appendDimension: { sheetId: tab.sheetId, dimension: "ROWS", length: lacking } }]
      : []),
    ...columns.map(([key, columnIndex]) => ({
      updateCells: {
        start: { sheetId: tab.sheetId, rowIndex: firstRow, columnIndex },
        rows: rows.map(row => ({ values: [{ userEnteredValue: enteredValue(row[key]) }] })),
        fields: "userEnteredValue",
      },
    })),
  ]
}

function isFilled(value: Values[string]): boolean {
  return value !== undefined && value !== ""
}

/** A `stringValue` is never parsed: "=1+1" and "-5" stay what they are. */
function enteredValue(value: Values[string]): NonNullable<CellData["userEnteredValue"]> {
  if (typeof value === "number") return { numberValue: value }
  return isFilled(value) && value !== undefined ? { stringValue: value } : {}
}
