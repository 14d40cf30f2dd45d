/** Which column is which, and where each stands once those that are gone have come back. */
import { COLUMN_METADATA_KEY, type Column, type Tab } from "../../shared/columns.ts"
import { GONE, headerRowOf } from "../../shared/sheet/header-row.ts"
import { type FoundSheet, type Request, sheetCell } from "./found.ts"

/** By metadata first, so that a renamed header stays the same column; by header where metadata is gone. */
export function findColumns(found: FoundSheet, columns: readonly Column[]): Map<string, number> {
  const indexByKey = new Map<string, number>()
  const keys = new Set(columns.map(column => column.key))
  found.columns.forEach(({ names }, index) => {
    for (const { value } of names) if (keys.has(value) && !indexByKey.has(value)) indexByKey.set(value, index)
  })
  const taken = new Set(indexByKey.values())
  const headers = textsOf(found, 0)
  for (const { key, header } of columns) {
    const index = headers.findIndex((text, at) => text === header && !taken.has(at))
    if (indexByKey.has(key) || index < 0) continue
    indexByKey.set(key, index)
    taken.add(index)
  }
  return indexByKey
}

/** A column that is gone comes back, empty, after the one it stood after; what people typed moves aside. */
export function insertColumns(
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
export function raiseHeaders(
  found: FoundSheet,
  { key, columns }: Tab,
): { readonly found: FoundSheet; readonly requests: readonly Request[] } {
  const at = headerRowOf(key, found.rows.length, row => textsOf(found, row), findColumns(found, columns))
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

export function nameColumn(sheetId: number, at: number, key: string): Request {
  const dimensionRange = { sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 }
  return named(COLUMN_METADATA_KEY, key, { dimensionRange })
}

export function named(metadataKey: string, metadataValue: string, location: object): Request {
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

function textsOf(found: FoundSheet, row: number): string[] {
  return (found.rows[row] ?? []).map(cell => String(sheetCell(cell).value).trim())
}
