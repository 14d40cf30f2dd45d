/** A tab as the office needs it: which column is which, and the texts of its cells. */
import {
  COLUMN_METADATA_KEY,
  type Column,
  TAB_METADATA_KEY,
  type TabKey,
  tabOf,
} from "../../shared/columns.ts"
import type { Sheet, Spreadsheet } from "../google/model/model.ts"
import { formattedValue } from "../google/sheet/shown.ts"

export type OfficeTab = {
  readonly sheet: Sheet
  /** Undefined for a tab people made. */
  readonly key: TabKey | undefined
  /** The slug of a report tab's section. */
  readonly section: string | undefined
  /** By place; blank for a column people added. */
  readonly columnKeys: readonly string[]
}

export function tabOfSheet(spreadsheet: Spreadsheet, sheet: Sheet): OfficeTab {
  const { sheetId } = sheet
  const name = spreadsheet.metadata.find(
    ({ metadataKey, location }) => metadataKey === TAB_METADATA_KEY && location.sheetId === sheetId,
  )?.metadataValue
  const [key, section] = name?.split("/") ?? []
  return { sheet, key: key as TabKey | undefined, section, columnKeys: columnKeysOf(spreadsheet, sheet) }
}

export function findTab(spreadsheet: Spreadsheet, title: string): OfficeTab | undefined {
  const sheet = spreadsheet.sheets.find(each => each.title === title)
  return sheet && tabOfSheet(spreadsheet, sheet)
}

export function tabByKey(spreadsheet: Spreadsheet, key: TabKey): OfficeTab | undefined {
  return spreadsheet.sheets.map(sheet => tabOfSheet(spreadsheet, sheet)).find(tab => tab.key === key)
}

/** The column of `shared/columns.ts` that stands at a place. */
export function columnAt({ key, columnKeys }: OfficeTab, index: number): Column | undefined {
  return key && tabOf(key).columns.find(column => column.key === columnKeys[index])
}

/** The text of a cell by its column's key; blank when the tab has no such column. Row 0 is the header's. */
export function textAt({ sheet, columnKeys }: OfficeTab, row: number, key: string): string {
  const column = columnKeys.indexOf(key)
  return column < 0 ? "" : formattedValue(sheet.rows[row]?.[column])
}

/** What a row is, wherever it stands: its id, or the key of a setting. Blank for a row that has neither yet. */
export function rowIdAt(tab: OfficeTab, row: number): string {
  return textAt(tab, row, tab.columnKeys.includes("id") ? "id" : "key")
}

/** The rows below the header, as texts by column key. */
export function rowsByKey(tab: OfficeTab): Readonly<Record<string, string>>[] {
  return tab.sheet.rows
    .slice(1)
    .map((_, at) => Object.fromEntries(tab.columnKeys.map(key => [key, textAt(tab, at + 1, key)])))
}

export type TabTable = {
  readonly tab: string
  readonly headers: readonly string[]
  readonly keys: readonly string[]
  /** From row 2 of the sheet on, each as long as the headers. */
  readonly rows: readonly (readonly string[])[]
}

export function tableOf({ sheet, columnKeys }: OfficeTab): TabTable {
  const [headerRow = [], ...below] = sheet.rows
  const width = Math.max(columnKeys.length, ...sheet.rows.map(row => row.length))
  const at = Array.from({ length: width }, (_, index) => index)
  const last = below.findLastIndex(row => row.some(cell => cell?.value))
  return {
    tab: sheet.title,
    headers: at.map(index => formattedValue(headerRow[index])),
    keys: at.map(index => columnKeys[index] ?? ""),
    rows: below.slice(0, last + 1).map(row => at.map(index => formattedValue(row[index]))),
  }
}

function columnKeysOf({ metadata }: Spreadsheet, { sheetId, columnCount }: Sheet): string[] {
  const keys = Array.from({ length: columnCount }, () => "")
  for (const { metadataKey, metadataValue = "", location } of metadata) {
    const at = location.dimensionRange
    if (metadataKey !== COLUMN_METADATA_KEY || at?.sheetId !== sheetId || at.dimension !== "COLUMNS") continue
    if (at.startIndex !== undefined && at.startIndex < columnCount) keys[at.startIndex] = metadataValue
  }
  return keys
}
