/** The cells people typed in a line: remembered of every accepted row, to know it again and to restore it. */
import { type Column, TABS, type TabKey } from "../columns.ts"
import { cellOf, type SheetRow } from "./sheet-tab.ts"

/** By column key, as typed. */
export type TypedCells = Readonly<Record<string, string | number | boolean>>

/** What a line must hold to be that row again. A cell too long to be remembered with the others is left out. */
export function typedCells(tab: TabKey, line: SheetRow): TypedCells {
  const cells: Record<string, string | number | boolean> = {}
  let room = LONGEST_MEMORY
  for (const { key } of REMEMBERED_COLUMNS.get(tab) ?? []) {
    const { value } = cellOf(line, key)
    room -= String(value).length
    if (value !== "" && value !== false && room > 0) cells[key] = value
  }
  return cells
}

/** One text for lines that say the same, whatever their ids and ticks. */
export function contentKey(cells: TypedCells): string {
  const { id: _id, confirm: _confirm, ...content } = cells
  return JSON.stringify(content)
}

/** A cell holds 50,000 characters, and line feeds and quotes are written as two. */
const LONGEST_MEMORY = 24_000

const REMEMBERED_COLUMNS = new Map(TABS.map(({ key, columns }) => [key, columns.filter(isRemembered)]))

/** Of what the script writes only what names the row, and who filled it in. */
function isRemembered({ key, rule }: Column): boolean {
  return rule.type !== "shown" || key === "by" || key === "key"
}
