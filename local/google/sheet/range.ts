/** Rectangles of a sheet, and A1 notation for them. */

import { columnName } from "../../../shared/sheet/a1.ts"
import type { GridRange, Sheet, Spreadsheet } from "../model/model.ts"
import { invalid } from "../wire/errors.ts"

/** A range with all its bounds; `bottom` and `right` are exclusive. */
export interface Rect {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** A range as the sheet bounds it. */
export function rectOf(range: GridRange, sheet: Sheet): Rect {
  return {
    top: range.startRowIndex ?? 0,
    bottom: Math.min(range.endRowIndex ?? sheet.rowCount, sheet.rowCount),
    left: range.startColumnIndex ?? 0,
    right: Math.min(range.endColumnIndex ?? sheet.columnCount, sheet.columnCount),
  }
}

export function rangeOf(sheetId: number, { top, bottom, left, right }: Rect): GridRange {
  return { sheetId, startRowIndex: top, endRowIndex: bottom, startColumnIndex: left, endColumnIndex: right }
}

export function contains(range: GridRange, row: number, column: number): boolean {
  return (
    row >= (range.startRowIndex ?? 0) &&
    row < (range.endRowIndex ?? Number.POSITIVE_INFINITY) &&
    column >= (range.startColumnIndex ?? 0) &&
    column < (range.endColumnIndex ?? Number.POSITIVE_INFINITY)
  )
}

export function overlaps(a: GridRange, b: GridRange): boolean {
  const end = Number.POSITIVE_INFINITY
  return (
    a.sheetId === b.sheetId &&
    (a.startRowIndex ?? 0) < (b.endRowIndex ?? end) &&
    (b.startRowIndex ?? 0) < (a.endRowIndex ?? end) &&
    (a.startColumnIndex ?? 0) < (b.endColumnIndex ?? end) &&
    (b.startColumnIndex ?? 0) < (a.endColumnIndex ?? end)
  )
}

export function sheetById(spreadsheet: Spreadsheet, sheetId: number): Sheet {
  const sheet = spreadsheet.sheets.find(candidate => candidate.sheetId === sheetId)
  if (!sheet) throw invalid(`No sheet with id: ${sheetId}`)
  return sheet
}

/** Google refuses what lies outside the grid rather than growing it. */
export function checkWithin(sheet: Sheet, { bottom, right }: Rect, name: string): void {
  if (bottom <= sheet.rowCount && right <= sheet.columnCount) return
  throw invalid(
    `Range (${name}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
  )
}

/** "A" → 0, "AB" → 27. */
export function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const A1 = /^\$?([A-Za-z]{1,3})?\$?(\d{1,8})?(?::\$?([A-Za-z]{1,3})?\$?(\d{1,8})?)?$/

/** `B2:D`, `3:4`, `C7` without a sheet; null when it is not A1 notation. */
export function parseCells(text: string, sheetId: number): GridRange | null {
  const found = A1.exec(text)
  if (!found || text === "" || text.startsWith(":") || text.endsWith(":")) return null
  const [, left, top, right, bottom] = found
  if (!text.includes(":") && (left === undefined || top === undefined)) return null
  const [endColumn, endRow] = text.includes(":") ? [right, bottom] : [left, top]
  const columns = [left, endColumn].filter(name => name !== undefined).map(columnIndex)
  const rows = [top, endRow].filter(name => name !== undefined).map(Number)
  return {
    sheetId,
    ...(top === undefined ? {} : { startRowIndex: Math.min(...rows) - 1 }),
    ...(endRow === undefined ? {} : { endRowIndex: Math.max(...rows) }),
    ...(left === undefined ? {} : { startColumnIndex: Math.min(...columns) }),
    ...(endColumn === undefined ? {} : { endColumnIndex: Math.max(...columns) + 1 }),
  }
}

/** `'มาตรการ'!A1:C9`, `มาตรการ`, or `A1:C9` of the first sheet. @throws ApiError as Google would */
export function parseA1(spreadsheet: Spreadsheet, text: string): { sheet: Sheet; range: GridRange } {
  const unparsable = () => invalid(`Unable to parse range: ${text}`)
  const whole = spreadsheet.sheets.find(sheet => sheet.title === unquoted(text))
  if (whole) return { sheet: whole, range: { sheetId: whole.sheetId } }
  const at = text.lastIndexOf("!")
  const title = at < 0 ? undefined : unquoted(text.slice(0, at))
  const sheet =
    title === undefined ? spreadsheet.sheets[0] : spreadsheet.sheets.find(other => other.title === title)
  if (!sheet) throw unparsable()
  const range = parseCells(text.slice(at + 1), sheet.sheetId)
  if (!range) throw unparsable()
  return { sheet, range }
}

function unquoted(title: string): string {
  return /^'.*'$/s.test(title) ? title.slice(1, -1).replaceAll("''", "'") : title
}

function quotedTitle(title: string): string {
  return /^[A-Za-z_]\w*$/.test(title) && !A1.test(title) ? title : `'${title.replaceAll("'", "''")}'`
}

/** `B2:D9`, or `B2` for one cell. */
function rectToA1({ top, bottom, left, right }: Rect): string {
  const first = `${columnName(left)}${top + 1}`
  const last = `${columnName(right - 1)}${bottom}`
  return first === last ? first : `${first}:${last}`
}

export function fullA1(sheet: Sheet, rect: Rect): string {
  return `${quotedTitle(sheet.title)}!${rectToA1(rect)}`
}
