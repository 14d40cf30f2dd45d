/** Where every wanted tab and column stands once the spreadsheet holds them all, and the requests that make it so. */
import {
  COLUMN_METADATA_KEY,
  type Column,
  TAB_METADATA_KEY,
  type Tab,
  type TabKey,
} from "../../shared/columns.ts"
import type { SheetLayout } from "../../shared/sheet/protection.ts"
import { findColumns, findHeaderRow, GONE } from "../../shared/sheet/read-sheet.ts"
import { originalOf } from "../../shared/sheet/sheet-tab.ts"
import { columnNames, type FoundSheet, type FoundSpreadsheet, isBlankSheet, type Request } from "./found.ts"
import type { WantedTab } from "./plan.ts"

export type PlacedTab = SheetLayout & {
  readonly wanted: WantedTab
  /** What stands there now; undefined for a tab that is being made. */
  readonly found: FoundSheet | undefined
  /** Where a column stands before these requests; absent for one that is being made. */
  readonly foundIndexByKey: ReadonlyMap<string, number>
}

type Placement = { readonly tabs: readonly PlacedTab[]; readonly requests: readonly Request[] }

/** Rows of a new tab; people and the script add more. */
const ROW_COUNTS: Readonly<Partial<Record<TabKey, number>>> = {
  measure: 300,
  duty: 300,
  report: 150,
  assessment: 40,
  section: 40,
  holiday: 100,
  setting: 60,
  import: 300,
  record: 3000,
}
const USUAL_ROW_COUNT = 200
/** A tab whose rows were all deleted could not even freeze its headers. */
const MIN_ROW_COUNT = 20
const FIRST_SHEET_ID = 1001

export function placeTabs(spreadsheet: FoundSpreadsheet, wanted: readonly WantedTab[]): Placement {
  const foundByName = findTabs(spreadsheet.sheets, wanted)
  const order = spreadsheet.sheets.map(sheet => sheet.sheetId)
  const requests: Request[] = []
  let previous = -1
  const tabs = wanted.map(each => {
    const found = foundByName.get(each.name)
    const sheetId = found?.sheetId ?? freeSheetId(order)
    if (!found) order.splice(previous + 1, 0, sheetId)
    previous = order.indexOf(sheetId)
    const placed =
      found && !isBlankSheet(found) ? keptTab(each, found) : newTab(each, sheetId, found, previous)
    requests.push(...placed.requests, ...titleRequests(each, found, spreadsheet.sheets))
    return placed.tab
  })
  return { tabs, requests: [...requests, ...strayNames(spreadsheet.sheets, foundByName)] }
}

/** As the script knows them; also report tabs by their whole title. The blank sheet of a new file becomes the first tab. */
function findTabs(sheets: readonly FoundSheet[], wanted: readonly WantedTab[]): Map<string, FoundSheet> {
  const found = new Map<string, FoundSheet>()
  for (const { name, tab, title } of wanted) {
    const named = sheets.filter(sheet => sheet.name === name)
    const sheet =
      named.find(each => each.title === title) ??
      originalOf(tab.key, named) ??
      sheets.find(each => each.title === title && each.names.length === 0)
    if (sheet) found.set(name, sheet)
  }
  const [first] = wanted
  const [only] = sheets
  if (first && only && found.size === 0 && sheets.length === 1 && isBlankSheet(only))
    found.set(first.name, only)
  return found
}

function newTab(wanted: WantedTab, sheetId: number, found: FoundSheet | undefined, index: number) {
  const { tab, title } = wanted
  const rowCount = ROW_COUNTS[tab.key] ?? USUAL_ROW_COUNT
  const columnCount = tab.columns.length
  const columnIndexByKey = new Map(tab.columns.map(({ key }, at) => [key, at]))
  const frozenColumnCount = frozenColumns(tab, columnIndexByKey)
  const gridProperties = { rowCount, columnCount, frozenRowCount: 1, frozenColumnCount }
  const properties = { sheetId, hidden: tab.hidden, gridProperties }
  const fields = `hidden,${Object.keys(gridProperties)
    .map(key => `gridProperties.${key}`)
    .join()}`
  const requests: Request[] = [
    found
      ? { updateSheetProperties: { properties, fields } }
      : { addSheet: { properties: { ...properties, title, index } } },
    nameSheet(sheetId, wanted.name),
    ...[...columnIndexByKey].map(([key, at]) => nameColumn(sheetId, at, key)),
  ]
  return { tab: { ...placed(wanted, sheetId, columnIndexByKey), rowCount, columnCount }, requests }
}

function keptTab(wanted: WantedTab, before: FoundSheet) {
  const { found, requests: raised } = raiseHeaders(before, wanted.tab)
  const { sheetId } = found
  const foundIndexByKey = findColumns(wanted.tab, found, 0)
  const inserted = insertColumns(found, wanted.tab.columns, foundIndexByKey)
  const frozenColumnCount = frozenColumns(wanted.tab, inserted.columnIndexByKey)
  const requests = [...raised, ...inserted.requests, ...propertyRequests(wanted, found, frozenColumnCount)]
  if (!found.names.some(each => each.value === wanted.name)) requests.push(nameSheet(sheetId, wanted.name))
  for (const [key, at] of inserted.columnIndexByKey) {
    const source = found.columns[foundIndexByKey.get(key) ?? -1]
    if (!source || !columnNames(source).some(each => each.value === key))
      requests.push(nameColumn(sheetId, at, key))
  }
  const tab: PlacedTab = {
    ...placed(wanted, sheetId, inserted.columnIndexByKey),
    found,
    foundIndexByKey,
    rowCount: Math.max(found.rowCount, MIN_ROW_COUNT),
    columnCount: inserted.columnCount,
  }
  return { tab, requests }
}

/** How many columns stay in view; people who moved them, or freeze more, keep what they have. */
function frozenColumns(tab: Tab, columnIndexByKey: ReadonlyMap<string, number>): number {
  const last = columnIndexByKey.get(tab.frozenThrough ?? "") ?? -1
  return last < tab.columns.length / 2 ? last + 1 : 0
}

function propertyRequests({ tab }: WantedTab, found: FoundSheet, frozenColumnCount: number): Request[] {
  const { sheetId, hidden, frozenRowCount, rowCount } = found
  const requests: Request[] = []
  if (rowCount < MIN_ROW_COUNT)
    requests.push({ appendDimension: { sheetId, dimension: "ROWS", length: MIN_ROW_COUNT - rowCount } })
  if (hidden !== tab.hidden) {
    const properties = { sheetId, hidden: tab.hidden }
    requests.push({ updateSheetProperties: { properties, fields: "hidden" } })
  }
  if (frozenRowCount < 1) {
    const properties = { sheetId, gridProperties: { frozenRowCount: 1 } }
    requests.push({ updateSheetProperties: { properties, fields: "gridProperties.frozenRowCount" } })
  }
  if (found.frozenColumnCount < frozenColumnCount) {
    const properties = { sheetId, gridProperties: { frozenColumnCount } }
    requests.push({ updateSheetProperties: { properties, fields: "gridProperties.frozenColumnCount" } })
  }
  return requests
}

function placed(wanted: WantedTab, sheetId: number, columnIndexByKey: ReadonlyMap<string, number>) {
  const { tab, sectionSlug } = wanted
  const nowhere: ReadonlyMap<string, number> = new Map()
  return {
    wanted,
    sheetId,
    tab: tab.key,
    sectionSlug,
    columnIndexByKey,
    found: undefined,
    foundIndexByKey: nowhere,
  }
}

/** A tab's title comes back, unless a tab of the user's bears it. */
function titleRequests(
  { title }: WantedTab,
  found: FoundSheet | undefined,
  sheets: readonly FoundSheet[],
): Request[] {
  if (!found || found.title === title || sheets.some(other => other.title === title)) return []
  return [{ updateSheetProperties: { properties: { sheetId: found.sheetId, title }, fields: "title" } }]
}

/** A copy of a tab or column must not pass for the original. */
function strayNames(sheets: readonly FoundSheet[], foundByName: ReadonlyMap<string, FoundSheet>): Request[] {
  return sheets
    .flatMap(sheet => [
      ...sheet.names.filter(({ value }) => foundByName.has(value) && foundByName.get(value) !== sheet),
      ...repeated(sheet.columns.flatMap(columnNames)),
    ])
    .map(({ metadataId }) => ({
      deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
    }))
}

function repeated<T extends { readonly value: string }>(names: readonly T[]): T[] {
  return names.filter((name, at) => names.findIndex(other => other.value === name.value) < at)
}

function freeSheetId(taken: readonly number[]): number {
  let id = FIRST_SHEET_ID
  while (taken.includes(id)) id++
  return id
}

function nameSheet(sheetId: number, name: string): Request {
  return named(TAB_METADATA_KEY, name, { sheetId })
}

/** A column that is gone comes back, empty, after the one it stood after; what people typed moves aside. */
function insertColumns(
  found: FoundSheet,
  columns: readonly Column[],
  foundIndexByKey: ReadonlyMap<string, number>,
) {
  const columnIndexByKey = new Map(foundIndexByKey)
  const requests: Request[] = []
  let { columnCount } = found
  let after = -1
  for (const { key } of columns) {
    const at = columnIndexByKey.get(key) ?? after + 1
    after = at
    if (columnIndexByKey.has(key)) continue
    for (const [other, index] of columnIndexByKey) if (index >= at) columnIndexByKey.set(other, index + 1)
    columnIndexByKey.set(key, at)
    requests.push(insertColumn(found.sheetId, at, columnCount))
    columnCount++
  }
  return { columnIndexByKey, columnCount, requests }
}

/**
 * A row inserted above the headers, or a sort that took them along, leaves them further down. They are moved back to the
 * top, and deleted ones get a row of their own: writing over the first row would overwrite what somebody typed.
 */
function raiseHeaders(
  found: FoundSheet,
  tab: Tab,
): { readonly found: FoundSheet; readonly requests: readonly Request[] } {
  const at = findHeaderRow(tab, found)
  if (at === GONE) {
    const range = { sheetId: found.sheetId, dimension: "ROWS", startIndex: 0, endIndex: 1 }
    return {
      found: { ...found, rows: [[], ...found.rows], rowCount: found.rowCount + 1 },
      requests: [{ insertDimension: { range, inheritFromBefore: false } }],
    }
  }
  const headers = found.rows[at]
  if (at === 0 || !headers) return { found, requests: [] }
  const source = { sheetId: found.sheetId, dimension: "ROWS", startIndex: at, endIndex: at + 1 }
  return {
    found: { ...found, rows: [headers, ...found.rows.filter(row => row !== headers)] },
    requests: [{ moveDimension: { source, destinationIndex: 0 } }],
  }
}

function nameColumn(sheetId: number, at: number, key: string): Request {
  const dimensionRange = { sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 }
  return named(COLUMN_METADATA_KEY, key, { dimensionRange })
}

function named(metadataKey: string, metadataValue: string, location: object): Request {
  return {
    createDeveloperMetadata: {
      developerMetadata: { metadataKey, metadataValue, location, visibility: "DOCUMENT" },
    },
  }
}

function insertColumn(sheetId: number, at: number, columnCount: number): Request {
  if (at >= columnCount) return { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } }
  const range = { sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 }
  return { insertDimension: { range, inheritFromBefore: false } }
}
