/** Where headers and columns stand once those that are gone have come back. */
import { COLUMN_METADATA_KEY, type Column, type Tab } from "../../shared/columns.ts"
import { findHeaderRow, GONE } from "../../shared/sheet/read-sheet.ts"
import type { FoundSheet, Request } from "./found.ts"

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
