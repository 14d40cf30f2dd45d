/** Rows of values as one request a column: columns stand apart where users put their own between them. */
import type { CellData, Request } from "./found.ts"
import type { PlacedTab } from "./place.ts"

/** By column key; an absent or undefined value leaves its cell empty. */
export type Values = Readonly<Record<string, string | number | undefined>>

/** Writes rows from `firstRow` on, adding rows where the tab is too short. Text stays text, whatever it begins with. */
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
