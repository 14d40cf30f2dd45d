/**
 * The small read just before a write: people go on sorting and inserting while the script thinks and pushes, and a lock
 * stops no person. Only the tabs that are about to be written, and of those only the column that names their rows, unless
 * a line without a name is among them.
 */
import type { CellWrite } from "../shared/scan/marks.ts"
import { type Relocated, relocate, uniqueBy } from "../shared/scan/relocate.ts"
import { columnName } from "../shared/sheet/a1.ts"
import { isNamedTab, lineName, NAMING_COLUMN, type SheetTab } from "../shared/sheet/sheet-tab.ts"
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
  const naming = isNamedTab(tab.tab) ? tab.columnIndexByKey.get(NAMING_COLUMN[tab.tab]) : undefined
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
