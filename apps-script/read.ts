/** The spreadsheet in one call, as tabs of cells by column key. */

import { COLUMN_METADATA_KEY, TAB_METADATA_KEY, TABS, type Tab } from "../shared/columns.ts"
import type { SheetCell } from "../shared/rules/cell.ts"
import { headerRowOf } from "../shared/sheet/header-row.ts"
import { fillMerged, type MergedRange } from "../shared/sheet/merged.ts"
import { originalTabs, type SheetRow, type SheetTab } from "../shared/sheet/sheet-tab.ts"

type Sheet = Google.Sheet
type GridData = Google.GridData
type CellData = Google.CellData
type Metadata = Google.DeveloperMetadata
export type ProtectedRange = Google.ProtectedRange

export type ReadSpreadsheet = {
  readonly tabs: readonly SheetTab[]
  readonly protectedRanges: readonly ProtectedRange[]
  readonly merges: readonly MergedRange[]
}

/** A field mask makes `get` return grid data without `includeGridData`, and nothing that is not used. */
const FIELDS =
  "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),protectedRanges,merges," +
  "developerMetadata(metadataKey,metadataValue)," +
  "data(startRow,startColumn,columnMetadata(developerMetadata(metadataKey,metadataValue))," +
  "rowData(values(effectiveValue,userEnteredValue(formulaValue)))))"

/** The whole spreadsheet, or of the sheets that `ranges` name only these. */
export function readSpreadsheet(spreadsheetId: string, ranges?: readonly string[]): ReadSpreadsheet {
  const options = ranges ? { fields: FIELDS, ranges: [...ranges] } : { fields: FIELDS }
  const sheets = Sheets.Spreadsheets.get(spreadsheetId, options).sheets ?? []
  const merges = sheets.flatMap(sheet => sheet.merges ?? [])
  const tabs = originalTabs(sheets.map(sheetTab).filter(tab => tab !== undefined))
  return {
    tabs: tabs.map(tab => fillMerged(tab, merges)),
    protectedRanges: sheets.flatMap(sheet => sheet.protectedRanges ?? []),
    merges,
  }
}

/** A sheet as its tab; undefined for one people added. Known by metadata, or by title when that was lost. */
function sheetTab(sheet: Sheet): SheetTab | undefined {
  const title = sheet.properties?.title ?? ""
  const [key, slug] = (metadataValue(sheet.developerMetadata, TAB_METADATA_KEY) ?? titleKey(title)).split("/")
  const tab = TABS.find(each => each.key === key)
  if (!tab) return undefined
  const [grid, ...blocks] = sheet.data ?? []
  const rowData = blocks.reduce(overlaid, grid?.rowData ?? [])
  const textsOf = (row: number) =>
    (rowData[row]?.values ?? []).map(cell => String(sheetCell(cell).value).trim())
  const metadata = grid?.columnMetadata ?? []
  const header = headerRowOf(tab.key, rowData.length, textsOf, columnsOf(tab, [], metadata))
  const headers = textsOf(header)
  const columnIndexByKey = columnsOf(tab, headers, metadata)
  return {
    sheetId: sheet.properties?.sheetId ?? 0,
    title,
    tab: tab.key,
    sectionSlug: slug,
    columnIndexByKey,
    rowCount: sheet.properties?.gridProperties?.rowCount ?? rowData.length,
    columnCount: sheet.properties?.gridProperties?.columnCount ?? headers.length,
    ...(header !== 0 && { strayHeader: header }),
    rows: rowData
      .map((row, index) => sheetRow(row.values ?? [], index, columnIndexByKey))
      .filter(row => row.index !== header && row.cellByKey.size > 0),
  }
}

type RowData = NonNullable<GridData["rowData"]>[number]

/** Rows with the cells of another block of the same sheet put where they stand. */
function overlaid(rows: readonly RowData[], { startRow, startColumn, rowData }: GridData): RowData[] {
  const [top, left] = [startRow ?? 0, startColumn ?? 0]
  const height = Math.max(rows.length, top + (rowData?.length ?? 0))
  return Array.from({ length: height }, (_, at) => {
    const [under, over] = [rows[at]?.values ?? [], rowData?.[at - top]?.values ?? []]
    const width = Math.max(under.length, over.length === 0 ? 0 : left + over.length)
    return {
      values: Array.from({ length: width }, (_, column) => over[column - left] ?? under[column] ?? {}),
    }
  })
}

function titleKey(title: string): string {
  return TABS.find(each => each.key !== "report" && each.title === title)?.key ?? ""
}

/** Columns by metadata first, so that a renamed header stays the same column; by header text where metadata is gone. */
function columnsOf(
  tab: Tab,
  headers: readonly string[],
  metadata: readonly { developerMetadata?: Metadata[] | undefined }[],
): Map<string, number> {
  const indexByKey = new Map<string, number>()
  metadata.forEach((column, index) => {
    const key = metadataValue(column.developerMetadata, COLUMN_METADATA_KEY)
    if (key !== undefined && !indexByKey.has(key)) indexByKey.set(key, index)
  })
  for (const { key, header } of tab.columns) {
    const index = headers.indexOf(header)
    if (!indexByKey.has(key) && index >= 0) indexByKey.set(key, index)
  }
  return indexByKey
}

function metadataValue(metadata: readonly Metadata[] | undefined, key: string): string | undefined {
  return metadata?.find(each => each.metadataKey === key)?.metadataValue
}

function sheetRow(
  cells: readonly CellData[],
  index: number,
  columnIndexByKey: ReadonlyMap<string, number>,
): SheetRow {
  const cellByKey = new Map<string, SheetCell>()
  for (const [key, column] of columnIndexByKey) {
    const data = cells[column]
    if (!data?.effectiveValue) continue
    const cell = sheetCell(data)
    if (cell.value !== "") cellByKey.set(key, cell)
  }
  return { index, cellByKey }
}

function sheetCell(data: CellData): SheetCell {
  const value = data.effectiveValue
  const formula = data.userEnteredValue?.formulaValue !== undefined
  if (!value) return { value: "", formula }
  return {
    value: value.boolValue ?? value.numberValue ?? value.stringValue ?? value.errorValue?.type ?? "",
    formula,
  }
}
