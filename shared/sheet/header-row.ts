/**
 * Where a tab's headers stand. A row inserted above them or a sort that took them along leaves them further down, and
 * people delete them: a row of the table in their place must not be taken for them, or it would seem to have vanished.
 */
import { type Kind, type TabKey, tabOf } from "../columns.ts"
import { isPublicKind, KEY_COLUMN } from "../row/name.ts"
import { SETTINGS } from "../row/setting.ts"

/** Cells of a row as text, by column. */
export type RowTexts = readonly string[]

/** No row holds the headers, and a row of the table stands in their place. */
export const GONE = -1

/** 0 where they should be; further down; or gone. Renamed headers are headers still. */
export function headerRowOf(
  tab: TabKey,
  rowCount: number,
  textsOf: (row: number) => RowTexts,
  columnIndexByKey: ReadonlyMap<string, number>,
): number {
  if (isHeaderRow(tab, textsOf(0))) return 0
  for (let row = 1; row < rowCount; row++) if (isHeaderRow(tab, textsOf(row))) return row
  const naming = isPublicKind(tab) ? columnIndexByKey.get(KEY_COLUMN[tab]) : undefined
  const name = naming === undefined ? "" : (textsOf(0)[naming] ?? "")
  return isPublicKind(tab) && isRowName(tab, name) ? GONE : 0
}

/** Most of the headers stand in it, in whatever order. */
export function isHeaderRow(tab: TabKey, row: RowTexts): boolean {
  const texts = new Set(row)
  const { columns } = tabOf(tab)
  return columns.filter(({ header }) => texts.has(header)).length * 2 > columns.length
}

/** True of what names a row, and of no header. */
function isRowName(tab: Kind, name: string): boolean {
  switch (tab) {
    case "measure":
    case "duty":
    case "oversight":
      return /^[a-z]-[0-9a-z]{8}$/.test(name)
    case "report":
      return /^[dm]-[0-9a-z]{8}\/\d+\/./.test(name)
    case "assessment":
    case "section":
      return /^\d+$/.test(name)
    case "holiday":
      return /[0-9๐-๙]/.test(name)
    case "setting":
      return SETTINGS.some(({ key }) => key === name)
    default:
      return tab satisfies never
  }
}
