/** Everything a scan writes, in one batch: atomic, in order, and nothing when nothing differs. */
import { tabOf } from "../shared/columns.ts"
import type { CellWrite } from "../shared/scan/marks.ts"
import { GONE } from "../shared/sheet/header-row.ts"
import type { SheetTab } from "../shared/sheet/sheet-tab.ts"

type Request = Google.Request

export function writeSpreadsheet(
  spreadsheetId: string,
  tabs: readonly SheetTab[],
  writes: readonly CellWrite[],
  others: readonly Request[],
  /** What moves lines: everything else is written where the lines stood before. */
  last: readonly Request[] = [],
): void {
  const requests = [...others, ...missingRows(tabs, writes), ...writeRequests(writes), ...last]
  if (requests.length > 0) Sheets.Spreadsheets.batchUpdate({ requests }, spreadsheetId)
}

/** Cells side by side go in one request; text is written as text, never as a formula, whatever it begins with. */
export function writeRequests(writes: readonly CellWrite[]): Request[] {
  const sorted = [...writes].sort((a, b) => a.sheetId - b.sheetId || a.row - b.row || a.column - b.column)
  const runs: CellWrite[][] = []
  for (const write of sorted) {
    const run = runs[runs.length - 1]
    const last = run?.[run.length - 1]
    const follows =
      last?.sheetId === write.sheetId && last.row === write.row && last.column === write.column - 1
    if (run && follows) run.push(write)
    else runs.push([write])
  }
  return runs.map(runRequest)
}

function runRequest(run: readonly CellWrite[]): Request {
  const [first] = run
  const values = run.map(({ value }) => ({ userEnteredValue: extendedValue(value) }))
  return {
    updateCells: {
      rows: [{ values }],
      fields: "userEnteredValue",
      start: { sheetId: first?.sheetId, rowIndex: first?.row, columnIndex: first?.column },
    },
  }
}

function extendedValue(value: CellWrite["value"]) {
  if (typeof value === "boolean") return { boolValue: value }
  if (typeof value === "number") return { numberValue: value }
  return value === "" ? {} : { stringValue: value }
}

/** Rows added below take formats, dropdowns and ticks from the last one there is: text typed there stays text. */
function missingRows(tabs: readonly SheetTab[], writes: readonly CellWrite[]): Request[] {
  return tabs.flatMap(({ sheetId, rowCount }) => {
    const last = Math.max(-1, ...writes.filter(each => each.sheetId === sheetId).map(each => each.row))
    const length = last + 1 - rowCount
    if (length <= 0) return []
    const source = { sheetId, startRowIndex: rowCount - 1, endRowIndex: rowCount }
    const destination = { sheetId, startRowIndex: rowCount, endRowIndex: rowCount + length }
    const styles = ["PASTE_FORMAT", "PASTE_DATA_VALIDATION"]
    return [
      { appendDimension: { sheetId, dimension: "ROWS", length } },
      ...styles.map(pasteType => ({ copyPaste: { source, destination, pasteType } })),
    ]
  })
}

/** The headers back in the first row: moved there, or, where somebody deleted them, written anew in a row of their own. */
export function headerRequests({ tab, sheetId, strayHeader, columnIndexByKey }: SheetTab): Request[] {
  if (strayHeader === undefined) return []
  const dimension = "ROWS"
  if (strayHeader !== GONE) {
    const source = { sheetId, dimension, startIndex: strayHeader, endIndex: strayHeader + 1 }
    return [{ moveDimension: { source, destinationIndex: 0 } }]
  }
  const range = { sheetId, dimension, startIndex: 0, endIndex: 1 }
  const headers = tabOf(tab).columns.flatMap(({ key, header }) => {
    const column = columnIndexByKey.get(key)
    return column === undefined ? [] : [{ sheetId, row: 0, column, value: header }]
  })
  return [{ insertDimension: { range, inheritFromBefore: false } }, ...writeRequests(headers)]
}
