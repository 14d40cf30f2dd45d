/** What people typed, as the script reads it: the tabs of the spreadsheet with cells by column key. */

import type { Kind } from "../../shared/columns.ts"
import type { SheetCell } from "../../shared/rules/cell.ts"
import type { SheetRow, SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { isBlankLine } from "../../shared/table/read-row.ts"
import { sheetCell } from "./found.ts"
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
    rows: (tab.found?.rows ?? []).flatMap((_, index) => (index > 0 ? typedLine(tab, index) : [])),
  }
}

function typedLine(tab: PlacedTab, index: number): SheetRow[] {
  const cells = tab.found?.rows[index] ?? []
  const cellByKey = new Map<string, SheetCell>()
  for (const [key, column] of tab.foundIndexByKey) {
    const cell = sheetCell(cells[column])
    if (cell.value !== "") cellByKey.set(key, cell)
  }
  return cellByKey.size > 0 ? [{ index, cellByKey }] : []
}

/** The lines in which a person typed something. */
export function filledLines(tab: SheetTab, kind: Kind): SheetRow[] {
  return tab.rows.filter(line => !isBlankLine(kind, line))
}
