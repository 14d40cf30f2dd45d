/**
 * The small read just before a write: people go on sorting and inserting while the script thinks and pushes, and a lock
 * stops no person. Only the tabs that are about to be written, and of those only the column that names their rows, unless
 * a line without a name is among them.
 */

import { isPublicKind, KEY_COLUMN } from "../shared/row/name.ts"
import type { CellWrite } from "../shared/scan/marks.ts"
import { type Relocated, relocate } from "../shared/scan/relocate.ts"
import { type SheetTab, textOf } from "../shared/sheet/sheet-tab.ts"
import { readSpreadsheet } from "./read.ts"

/** The writes where their lines stand now. Nobody types in the script's own tabs, so they are not read again. */
export function guardWrites(
  spreadsheetId: string,
  tabs: readonly SheetTab[],
  writes: readonly CellWrite[],
): Relocated {
  const ranges = tabs.flatMap(tab => guardRanges(tab, writes))
  if (ranges.length === 0) return { writes, moved: new Set() }
  return relocate(tabs, readSpreadsheet(spreadsheetId, ranges).tabs, writes)
}

function guardRanges(tab: SheetTab, writes: readonly CellWrite[]): string[] {
  if (tab.tab === "status" || tab.tab === "record") return []
  const written = new Set(writes.filter(each => each.sheetId === tab.sheetId).map(each => each.row))
  if (written.size === 0) return []
  const sheet = `'${tab.title.replace(/'/g, "''")}'`
  const naming = isPublicKind(tab.tab) ? tab.columnIndexByKey.get(KEY_COLUMN[tab.tab]) : undefined
  if (naming === undefined || !areNamed(tab, written)) return [sheet]
  const column = columnName(naming)
  return [`${sheet}!1:1`, `${sheet}!${column}:${column}`]
}

function areNamed(tab: SheetTab, written: ReadonlySet<number>): boolean {
  const nameOf = (line: SheetTab["rows"][number]) =>
    isPublicKind(tab.tab) ? textOf(line, KEY_COLUMN[tab.tab]) : ""
  const count = new Map<string, number>()
  for (const line of tab.rows) count.set(nameOf(line), (count.get(nameOf(line)) ?? 0) + 1)
  const named = new Set(
    tab.rows.filter(line => nameOf(line) !== "" && count.get(nameOf(line)) === 1).map(line => line.index),
  )
  return [...written].every(row => named.has(row))
}

/** 0 → `A`, 27 → `AB`. */
function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnName(rest - 1) : "") + String.fromCharCode(65 + (index % 26))
}
