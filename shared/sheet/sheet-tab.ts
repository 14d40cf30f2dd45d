/** A tab of the spreadsheet as it was read: cells by column key, wherever the columns stand. */

import { type TabKey, tabOf } from "../columns.ts"
import { isPublicKind, KEY_COLUMN } from "../row/name.ts"
import { BLANK_CELL, type SheetCell } from "../rules/cell.ts"

export type SheetRow = {
  /** In the sheet; 0 is the headers' row. */
  readonly index: number
  readonly cellByKey: ReadonlyMap<string, SheetCell>
}

export type SheetTab = {
  readonly sheetId: number
  readonly title: string
  readonly tab: TabKey
  /** Of a report tab. */
  readonly sectionSlug: string | undefined
  readonly columnIndexByKey: ReadonlyMap<string, number>
  readonly rowCount: number
  readonly columnCount: number
  /** Where the headers stand when not in the first row, which then is a row of the table; `GONE` when nowhere. */
  readonly strayHeader?: number
  /** Rows with anything in them, without the headers. */
  readonly rows: readonly SheetRow[]
}

export function cellOf(row: SheetRow, key: string): SheetCell {
  return row.cellByKey.get(key) ?? BLANK_CELL
}

/** A cell's text, for columns the script wrote itself. */
export function textOf(row: SheetRow, key: string): string {
  return String(cellOf(row, key).value)
}

export function tabsOf(tabs: readonly SheetTab[], key: TabKey): SheetTab[] {
  return tabs.filter(each => each.tab === key)
}

/** The lines of every tab of a kind. */
export function linesOf(tabs: readonly SheetTab[], key: TabKey): SheetRow[] {
  return tabsOf(tabs, key).flatMap(tab => tab.rows)
}

/** What names a line; "" where nothing does. */
export function lineName({ tab }: SheetTab, line: SheetRow): string {
  return isPublicKind(tab) ? textOf(line, KEY_COLUMN[tab]) : ""
}

/** One tab of each kind, and one report tab a section. A sheet that a person duplicated carries the same metadata. */
export function originalTabs(tabs: readonly SheetTab[]): SheetTab[] {
  return tabs.filter(tab => {
    const copies = tabs.filter(each => each.tab === tab.tab && each.sectionSlug === tab.sectionSlug)
    return originalOf(tab.tab, copies) === tab
  })
}

/** Of the sheets that pass for one tab, the one that bears its title is the original, else the first. */
export function originalOf<T extends { readonly title: string }>(
  tab: TabKey,
  copies: readonly T[],
): T | undefined {
  return copies.find(({ title }) => isTitleOf(tab, title)) ?? copies[0]
}

function isTitleOf(tab: TabKey, title: string): boolean {
  return tab === "report" ? title.startsWith(`${tabOf(tab).title} `) : title === tabOf(tab).title
}
