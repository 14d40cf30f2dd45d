/** Everything a scan writes, in one batch: atomic, in order, and nothing when nothing differs. */
import { tabOf } from "../shared/columns.ts"
import { isPublicKind, KEY_COLUMN } from "../shared/row/name.ts"
import type { CellWrite } from "../shared/scan/marks.ts"
import { type Relocated, relocate, uniqueBy } from "../shared/scan/relocate.ts"
import { columnName } from "../shared/sheet/a1.ts"
import { GONE } from "../shared/sheet/read-sheet.ts"
import { lineName, type SheetTab } from "../shared/sheet/sheet-tab.ts"
import { patiently } from "./google.ts"
import { readSpreadsheet } from "./read.ts"

type Request = Google.Request

type Batch = {
  readonly spreadsheetId: string
  /** As they were read; a tab that turns out to be too short gets rows. */
  readonly tabs: readonly SheetTab[]
  readonly writes: readonly CellWrite[]
  /** About whole blocks of rows: where they have moved meanwhile, the scan that finds them there makes them. */
  readonly ranges?: readonly Request[]
  /** What moves lines: everything else is written where the lines stood before. */
  readonly moves?: readonly Request[]
}

/** Writes each cell where its line stands now. False where lines have moved since they were read, or were moved here. */
export function writeSpreadsheet({ spreadsheetId, tabs, writes, ranges = [], moves = [] }: Batch): boolean {
  // Nothing may come between this read and the write.
  const now = relocated(spreadsheetId, tabs, writes)
  const cells = [...missingRows(tabs, now.writes), ...writeRequests(now.writes)]
  const requests = now.moved.size > 0 ? cells : [...ranges, ...cells, ...moves]
  if (requests.length > 0)
    patiently(() => Sheets.Spreadsheets.batchUpdate({ requests }, spreadsheetId), { isWrite: true })
  return now.moved.size === 0 && moves.length === 0
}

/**
 * The small read just before a write: people go on sorting and inserting while the script thinks and pushes, and a lock
 * stops no person. Only the tabs that are about to be written, and of those only the column that names their rows, unless
 * a line without a name is among them.
 */
function relocated(
  spreadsheetId: string,
  tabs: readonly SheetTab[],
  writes: readonly CellWrite[],
): Relocated {
  const ranges = tabs.flatMap(tab => namingRanges(tab, writes))
  if (ranges.length === 0) return { writes, moved: new Set() }
  return relocate(tabs, readSpreadsheet(spreadsheetId, ranges).tabs, writes)
}

/** Nobody types in the script's own tabs, so they are not read again. */
function namingRanges(tab: SheetTab, writes: readonly CellWrite[]): string[] {
  if (tab.tab === "status" || tab.tab === "record") return []
  const written = new Set(writes.filter(each => each.sheetId === tab.sheetId).map(each => each.row))
  if (written.size === 0) return []
  const sheet = `'${tab.title.replace(/'/g, "''")}'`
  const naming = isPublicKind(tab.tab) ? tab.columnIndexByKey.get(KEY_COLUMN[tab.tab]) : undefined
  if (naming === undefined || !areNamed(tab, written)) return [sheet]
  const column = columnName(naming)
  return [`${sheet}!1:1`, `${sheet}!${column}:${column}`]
}

/** Every line to be written has a name that no other line bears. */
function areNamed(tab: SheetTab, written: ReadonlySet<number>): boolean {
  const named = uniqueBy(tab.rows, line => lineName(tab, line))
  const rows = new Set([...named.values()].map(line => line.index))
  return [...written].every(row => rows.has(row))
}

/** Cells side by side go in one request; text is written as text, never as a formula, whatever it begins with. */
function writeRequests(writes: readonly CellWrite[]): Request[] {
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
