/**
 * Merged cells. Plans are full of them: one lead beside five measures. Below the first, Google keeps nothing, so a cell
 * merged downwards says in every row what it says in the first, and the editor is told so.
 */
import { columnOf } from "../columns.ts"
import type { Bounds } from "./protection.ts"
import type { SheetRow, SheetTab } from "./sheet-tab.ts"

/** A merge as `spreadsheets.get` answers it; a missing bound is the sheet's edge. */
export type MergedRange = { readonly [Bound in keyof Bounds]?: number | undefined }

/** The tab with what is merged downwards in the columns people type, in rows that hold something of their own. */
export function fillMerged(tab: SheetTab, merges: readonly MergedRange[]): SheetTab {
  const own = merges.filter(each => (each.sheetId ?? 0) === tab.sheetId)
  if (own.length === 0) return tab
  const lineByIndex = new Map(tab.rows.map(line => [line.index, line]))
  for (const [key, column] of tab.columnIndexByKey) {
    if (isScripts(tab, key)) continue
    for (const { top, bottom } of own.map(boundsOf).filter(each => each.left === column && each.top > 0)) {
      const cell = lineByIndex.get(top)?.cellByKey.get(key)
      for (let row = top + 1; cell && row < Math.min(bottom, tab.rowCount); row++) {
        const line = lineByIndex.get(row)
        if (!line || !hasOwn(tab, line) || line.cellByKey.has(key)) continue
        const cellByKey = new Map(line.cellByKey).set(key, { ...cell, merged: true as const })
        lineByIndex.set(row, { ...line, cellByKey })
      }
    }
  }
  return { ...tab, rows: [...lineByIndex.values()] }
}

/** The merges that lie over columns the script writes: they hide its marks and swallow ids, so it undoes them. */
export function mergesToUndo(tabs: readonly SheetTab[], merges: readonly MergedRange[]): MergedRange[] {
  return merges.filter(merge => {
    const tab = tabs.find(each => each.sheetId === (merge.sheetId ?? 0))
    const { left, right, bottom } = boundsOf(merge)
    return [...(tab?.columnIndexByKey ?? [])].some(
      ([key, column]) => tab && bottom > 1 && column >= left && column < right && isScripts(tab, key),
    )
  })
}

function isScripts({ tab }: SheetTab, key: string): boolean {
  return columnOf(tab, key).by === "script"
}

function hasOwn(tab: SheetTab, line: SheetRow): boolean {
  return [...line.cellByKey].some(
    ([key, cell]) => !isScripts(tab, key) && !cell.merged && cell.value !== false,
  )
}

function boundsOf(merge: MergedRange) {
  return {
    top: merge.startRowIndex ?? 0,
    bottom: merge.endRowIndex ?? Number.POSITIVE_INFINITY,
    left: merge.startColumnIndex ?? 0,
    right: merge.endColumnIndex ?? Number.POSITIVE_INFINITY,
  }
}
