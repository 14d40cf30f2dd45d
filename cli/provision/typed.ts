/** What people typed, as the script reads it: the tabs of the spreadsheet with cells by column key. */

import type { Kind } from "../../shared/columns.ts"
import { readLines } from "../../shared/sheet/read-sheet.ts"
import type { SheetRow, SheetTab } from "../../shared/sheet/sheet-tab.ts"
import { isBlankLine } from "../../shared/table/read-row.ts"
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
