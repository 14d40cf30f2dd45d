/**
 * Where the lines of a read stand now. People sort, insert, delete and move columns while the script runs, so what it
 * writes is carried to the line and column it is about; a write whose line cannot be told for sure is dropped, and the
 * next scan makes it.
 */

import { isPublicKind, KEY_COLUMN } from "../row/name.ts"
import { cellOf, type SheetRow, type SheetTab, textOf } from "../sheet/sheet-tab.ts"
import { contentKey, typedCells } from "../sheet/typed-cells.ts"
import type { CellWrite } from "./marks.ts"

export type Relocated = {
  readonly writes: readonly CellWrite[]
  /** Sheets whose lines or columns have moved since the read. */
  readonly moved: ReadonlySet<number>
}

/** `now` holds the tabs read again; writes to other tabs stay as they are. */
export function relocate(
  before: readonly SheetTab[],
  now: readonly SheetTab[],
  writes: readonly CellWrite[],
): Relocated {
  const tabBySheet = new Map(before.map(tab => [tab.sheetId, tab]))
  const placeBySheet = new Map<number, Placing>()
  const moved = new Set<number>()
  for (const tab of now) {
    const old = tabBySheet.get(tab.sheetId)
    if (!old) continue
    const placing = placingOf(old, tab)
    placeBySheet.set(tab.sheetId, placing)
    if (placing.isMoved) moved.add(tab.sheetId)
  }
  return {
    moved,
    writes: writes.flatMap(write => {
      const placing = placeBySheet.get(write.sheetId)
      if (!placing) return [write]
      const [row, column] = [placing.rowOf(write.row), placing.columnOf(write.column)]
      return row === undefined || column === undefined ? [] : [{ ...write, row, column }]
    }),
  }
}

type Placing = {
  readonly isMoved: boolean
  rowOf(row: number): number | undefined
  columnOf(column: number): number | undefined
}

function placingOf(before: SheetTab, now: SheetTab): Placing {
  const keyByColumn = new Map([...before.columnIndexByKey].map(([key, column]) => [column, key]))
  const rows = matchLines(before, now)
  const standing = new Set(now.rows.map(line => line.index))
  const known = new Set(before.rows.map(line => line.index))
  const areRowsMoved = [...rows].some(([from, to]) => from !== to) || rows.size < before.rows.length
  const areColumnsMoved = [...before.columnIndexByKey].some(
    ([key, at]) => now.columnIndexByKey.get(key) !== at,
  )
  return {
    isMoved: areRowsMoved || areColumnsMoved,
    // A line that held nothing is written to only while it still holds nothing, and nothing around it has moved.
    rowOf: row => (known.has(row) ? rows.get(row) : areRowsMoved || standing.has(row) ? undefined : row),
    columnOf: column => now.columnIndexByKey.get(keyByColumn.get(column) ?? ""),
  }
}

/** Lines by their names where those are unique, then by what they say, then where they stood if they still say some of it. */
function matchLines(before: SheetTab, now: SheetTab): Map<number, number> {
  const rows = new Map<number, number>()
  const left = new Map(now.rows.map(line => [line.index, line]))
  const match = (from: SheetRow, to: SheetRow) => {
    rows.set(from.index, to.index)
    left.delete(to.index)
  }
  for (const keyOf of [nameOf, contentOf]) {
    const candidates = uniqueBy([...left.values()], line => keyOf(now, line))
    const unmatched = before.rows.filter(line => !rows.has(line.index))
    for (const [key, line] of uniqueBy(unmatched, each => keyOf(before, each))) {
      const found = candidates.get(key)
      if (found) match(line, found)
    }
  }
  for (const line of before.rows) {
    const found = left.get(line.index)
    if (!rows.has(line.index) && found && isStillTyped(before, line, found)) match(line, found)
  }
  return rows
}

function nameOf(tab: SheetTab, line: SheetRow): string {
  return isPublicKind(tab.tab) ? textOf(line, KEY_COLUMN[tab.tab]) : ""
}

function contentOf(tab: SheetTab, line: SheetRow): string {
  return contentKey(typedCells(tab.tab, line))
}

const NO_CONTENT = contentKey({})

function uniqueBy(lines: readonly SheetRow[], keyOf: (line: SheetRow) => string): Map<string, SheetRow> {
  const byKey = new Map<string, SheetRow | undefined>()
  for (const line of lines) {
    const key = keyOf(line)
    if (key !== "" && key !== NO_CONTENT) byKey.set(key, byKey.has(key) ? undefined : line)
  }
  return new Map([...byKey].flatMap(([key, line]) => (line ? [[key, line] as const] : [])))
}

/** The same line with a cell typed meanwhile: one name or none, and something it said before. */
function isStillTyped(tab: SheetTab, before: SheetRow, now: SheetRow): boolean {
  if (nameOf(tab, before) !== nameOf(tab, now)) return false
  const cells = Object.entries(typedCells(tab.tab, before))
  return cells.length === 0 || cells.some(([key, value]) => cellOf(now, key).value === value)
}
