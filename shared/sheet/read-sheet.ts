/**
 * One sheet as Google answers it → the tab it is, its cells by column key. The script reads this way before every scan and
 * provisioning before it mends, so that both agree which tab a sheet is, where its headers stand, which column is which
 * and what a cell says.
 */

import { COLUMN_METADATA_KEY, type Column, type Kind, TAB_METADATA_KEY, TABS, type Tab } from "../columns.ts"
import { isPublicKind, KEY_COLUMN } from "../row/name.ts"
import { SETTINGS } from "../row/setting.ts"
import type { SheetCell } from "../rules/cell.ts"
import type { SheetRow, SheetTab } from "./sheet-tab.ts"

/** As Google answers: anything may be absent, and one client's types say so by null. */
type Answered<T> = { readonly [Field in keyof T]?: T[Field] | null | undefined }

type MetadataJson = Answered<{ metadataKey: string; metadataValue: string }>

type ValueJson = Answered<{
  boolValue: boolean
  numberValue: number
  stringValue: string
  errorValue: Answered<{ type: string }>
}>

type ChipRunJson = Answered<{
  startIndex: number
  chip: Answered<{ personProperties: Answered<{ email: string }> }>
}>

export type CellJson = Answered<{
  effectiveValue: ValueJson
  /** What the cell shows. The script asks for no other text, so that no text is answered twice. */
  formattedValue: string
  userEnteredValue: Answered<{ formulaValue: string }>
  chipRuns: readonly ChipRunJson[]
}>

type ColumnJson = Answered<{ developerMetadata: readonly MetadataJson[] }>

type GridJson = Answered<{
  startRow: number
  startColumn: number
  columnMetadata: readonly ColumnJson[]
  rowData: readonly Answered<{ values: readonly CellJson[] }>[]
}>

/** What is read of a sheet in the Sheets API's own names; the types of both clients fit it. */
export type SheetJson = Answered<{
  properties: Answered<{
    sheetId: number
    title: string
    gridProperties: Answered<{ rowCount: number; columnCount: number }>
  }>
  developerMetadata: readonly MetadataJson[]
  data: readonly GridJson[]
}>

/** The cells of a sheet by row, and what is known of its columns. */
type SheetGrid = {
  readonly rows: readonly (readonly CellJson[])[]
  readonly columns: readonly ColumnJson[]
}

/** Undefined for a sheet that people added. */
export function readSheet(sheet: SheetJson): SheetTab | undefined {
  const [key, sectionSlug] = sheetName(sheet).split("/")
  const tab = TABS.find(each => each.key === key)
  if (!tab) return undefined
  const grid = gridOf(sheet)
  const header = findHeaderRow(tab, grid)
  const columnIndexByKey = findColumns(tab, grid, header)
  const { sheetId, title, gridProperties } = sheet.properties ?? {}
  return {
    sheetId: sheetId ?? 0,
    title: title ?? "",
    tab: tab.key,
    sectionSlug,
    columnIndexByKey,
    rowCount: gridProperties?.rowCount ?? grid.rows.length,
    columnCount: gridProperties?.columnCount ?? grid.rows[header]?.length ?? 0,
    ...(header !== 0 && { strayHeader: header }),
    rows: readLines(grid, columnIndexByKey, header),
  }
}

/** `measure`, `report/3`: by metadata, or by title when that was lost; "" for a sheet that people added. */
export function sheetName({ properties, developerMetadata }: SheetJson): string {
  const [name] = metadataValues(developerMetadata, TAB_METADATA_KEY)
  const titled = TABS.find(({ key, title }) => key !== "report" && title === properties?.title)
  return name ?? titled?.key ?? ""
}

/** No row holds the headers, and a row of the table stands in their place. */
export const GONE = -1

/**
 * The row of the headers: 0 where they should be. A row inserted above them or a sort that took them along leaves them
 * further down, and people delete them: a row of the table in their place must not be taken for them, or it would seem to
 * have vanished. Renamed headers are headers still.
 */
export function findHeaderRow(tab: Tab, grid: SheetGrid): number {
  for (let row = 0; row < grid.rows.length; row++) if (isHeaderRow(tab, textsOf(grid, row))) return row
  if (!isPublicKind(tab.key)) return 0
  const naming = columnsByMetadata(tab, grid).get(KEY_COLUMN[tab.key])
  const name = naming === undefined ? "" : (textsOf(grid, 0)[naming] ?? "")
  return isRowName(tab.key, name) ? GONE : 0
}

/** Columns by metadata first, so that a renamed header stays the same column; by header text where metadata is gone. */
export function findColumns(tab: Tab, grid: SheetGrid, headerRow: number): Map<string, number> {
  const indexByKey = columnsByMetadata(tab, grid)
  const taken = new Set(indexByKey.values())
  const headers = textsOf(grid, headerRow)
  for (const { key, header } of tab.columns) {
    const index = headers.findIndex((text, at) => text === header && !taken.has(at))
    if (indexByKey.has(key) || index < 0) continue
    indexByKey.set(key, index)
    taken.add(index)
  }
  return indexByKey
}

/** The rows with anything in them, without the headers. */
export function readLines(
  { rows }: SheetGrid,
  columnIndexByKey: ReadonlyMap<string, number>,
  headerRow: number,
): SheetRow[] {
  return rows
    .map((cells, index) => ({ index, cellByKey: cellsByKey(cells, columnIndexByKey) }))
    .filter(line => line.index !== headerRow && line.cellByKey.size > 0)
}

/**
 * What a cell says: its value, computed where a formula makes it. A date, a percentage and an amount of money are numbers to
 * Google, which a person who looks at the cell does not see: of these it is the text that is shown.
 */
export function sheetCell(cell: CellJson | undefined): SheetCell {
  const { boolValue, numberValue, errorValue, stringValue } = cell?.effectiveValue ?? {}
  const shown = cell?.formattedValue ?? undefined
  const isShown = numberValue != null && shown !== undefined && !PLAIN_NUMBER.test(shown)
  const number = isShown ? shown : numberValue
  return {
    value: boolValue ?? number ?? stringValue ?? errorValue?.type ?? shown ?? "",
    formula: cell?.userEnteredValue?.formulaValue != null,
  }
}

/** Whatever number of decimals it shows, the number behind it says more. */
const PLAIN_NUMBER = /^-?[\d,.]*(?:E[+-]?\d+)?$/

/** The text with each person by address, where people put them in as chips: what those show is a name. */
function withAddresses(cell: CellJson): string | undefined {
  const runs = cell.chipRuns ?? []
  if (!runs.some(run => run.chip?.personProperties?.email)) return undefined
  const text = String(sheetCell(cell).value)
  return runs
    .map(({ startIndex, chip }, at) => {
      const email = chip?.personProperties?.email
      return email ? `, ${email}, ` : text.slice(startIndex ?? 0, runs[at + 1]?.startIndex ?? text.length)
    })
    .join("")
}

const columnsOf = (type: Column["rule"]["type"]) =>
  TABS.flatMap(({ columns }) => columns.flatMap(({ key, rule }) => (rule.type === type ? [key] : [])))

const TICKS: ReadonlySet<string> = new Set(columnsOf("tick"))
/** A setting's value is read by the rule of its key. */
const ADDRESSES: ReadonlySet<string> = new Set([...columnsOf("addresses"), "value"])

/** Blocks of one sheet, which a read of several ranges answers, put where they stand. */
function gridOf({ data }: SheetJson): SheetGrid {
  const rows: CellJson[][] = []
  for (const { startRow, startColumn, rowData } of data ?? [])
    rowData?.forEach(({ values }, at) => {
      const index = (startRow ?? 0) + at
      const row = rows[index] ?? []
      values?.forEach((cell, column) => {
        row[(startColumn ?? 0) + column] = cell
      })
      rows[index] = row
    })
  return { rows, columns: data?.[0]?.columnMetadata ?? [] }
}

function columnsByMetadata({ columns }: Tab, grid: SheetGrid): Map<string, number> {
  const keys = grid.columns.map(each => metadataValues(each.developerMetadata, COLUMN_METADATA_KEY))
  const found = columns.map(({ key }) => [key, keys.findIndex(each => each.includes(key))] as const)
  return new Map(found.filter(([, index]) => index >= 0))
}

function metadataValues(metadata: ColumnJson["developerMetadata"], key: string): string[] {
  return (metadata ?? []).filter(each => each.metadataKey === key).map(each => each.metadataValue ?? "")
}

function cellsByKey(cells: readonly CellJson[], columnIndexByKey: ReadonlyMap<string, number>) {
  const cellByKey = new Map<string, SheetCell>()
  for (const [key, column] of columnIndexByKey) {
    const cell = cells[column]
    if (!cell?.effectiveValue && !cell?.formattedValue && !cell?.chipRuns) continue
    const read = sheetCell(cell)
    const value = (ADDRESSES.has(key) ? withAddresses(cell) : undefined) ?? read.value
    // Google may answer an untouched box as FALSE: a row of nothing else is no row.
    if (value !== "" && !(value === false && TICKS.has(key))) cellByKey.set(key, { ...read, value })
  }
  return cellByKey
}

function textsOf({ rows }: SheetGrid, row: number): string[] {
  return (rows[row] ?? []).map(cell => String(sheetCell(cell).value).trim())
}

/** Most of the headers stand in it, in whatever order. */
function isHeaderRow({ columns }: Tab, row: readonly string[]): boolean {
  const texts = new Set(row)
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
