/** `spreadsheets.values`: cells as rows of plain values. */
import * as z from "zod"
import type { Cell, Sheet, Spreadsheet, Transaction } from "../model/model.ts"
import { invalid } from "../wire/errors.ts"
import { cellsOf, lastValueRow, setCell, withValue } from "./cells.ts"
import { checkWithin, fullA1, parseA1, type Rect, rangeOf, rectOf, rectToA1 } from "./range.ts"
import { formattedValue, inputText, isDateFormat, unformattedValue } from "./shown.ts"
import { isTextFormat, parseTyped } from "./typed.ts"

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Scalar = z.infer<typeof scalar>
export const valueRange = z.strictObject({
  range: z.string().optional(),
  majorDimension: z.enum(["ROWS", "COLUMNS"]).optional(),
  values: z.array(z.array(scalar)).default([]),
})
export type ValueRange = z.infer<typeof valueRange>

export const renderOption = z.enum(["FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"])
export const inputOption = z.enum(["RAW", "USER_ENTERED"])
export type InputOption = z.infer<typeof inputOption>
export interface ReadOptions {
  readonly render?: z.infer<typeof renderOption> | undefined
  readonly majorDimension?: "ROWS" | "COLUMNS" | undefined
  readonly dateTime?: "SERIAL_NUMBER" | "FORMATTED_STRING" | undefined
}

/** Blank rows at the end and blank cells at the end of rows are left out, as Google leaves them out. */
export function readValues(spreadsheet: Spreadsheet, a1: string, options: ReadOptions): object {
  const { sheet, range } = parseA1(spreadsheet, a1)
  const rect = rectOf(range, sheet)
  checkWithin(sheet, { ...rect, right: range.endColumnIndex ?? rect.right }, a1)
  if (rect.top >= rect.bottom || rect.left >= rect.right) throw exceeds(sheet, a1)
  const { majorDimension = "ROWS", render = "FORMATTED_VALUE", dateTime = "SERIAL_NUMBER" } = options
  const read = (cell: Cell | undefined) => {
    if (render === "FORMATTED_VALUE") return formattedValue(cell)
    if (render === "FORMULA" && cell?.value && "formulaValue" in cell.value) return inputText(cell)
    return dateTime === "FORMATTED_STRING" && isDateFormat(cell?.format)
      ? formattedValue(cell)
      : unformattedValue(cell)
  }
  const down = Math.min(rect.bottom, Math.max(sheet.rows.length, rect.top))
  const rows = cellsOf(sheet, { ...rect, bottom: down }).map(row => row.map(read))
  const values = trimmed((majorDimension === "ROWS" ? rows : transposed(rows)).map(trimmedLine))
  return { range: fullA1(sheet, rect), majorDimension, ...(values.length > 0 && { values }) }
}

function exceeds(sheet: Sheet, a1: string) {
  return invalid(
    `Range (${a1}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
  )
}

function trimmedLine(line: readonly Scalar[]): readonly Scalar[] {
  return line.slice(0, line.findLastIndex(value => value !== "") + 1)
}

function trimmed(lines: readonly (readonly Scalar[])[]): readonly (readonly Scalar[])[] {
  return lines.slice(0, lines.findLastIndex(line => line.length > 0) + 1)
}

function transposed<T>(lines: readonly (readonly T[])[]): T[][] {
  const length = Math.max(0, ...lines.map(line => line.length))
  return Array.from({ length }, (_, at) => lines.map(line => line[at] as T))
}

/** Writes from the range's corner; null leaves a cell alone, "" empties it. Returns Google's UpdateValuesResponse. */
export function writeValues(
  { spreadsheet, touch }: Transaction,
  a1: string,
  { values, majorDimension }: ValueRange,
  option: InputOption,
): object {
  const { sheet, range } = parseA1(spreadsheet, a1)
  const rows = majorDimension === "COLUMNS" ? transposed(values) : values
  const rect = writtenRect(sheet, a1, rectOf(range, sheet), rows)
  const written = fillRect(sheet, rect, rows, option)
  touch(sheet.sheetId, rangeOf(sheet.sheetId, rect))
  return updateReply(spreadsheet, fullA1(sheet, rect), rows, written)
}

function writtenRect(sheet: Sheet, a1: string, given: Rect, rows: readonly (readonly Scalar[])[]): Rect {
  const width = Math.max(1, ...rows.map(row => row.length))
  const { top, left } = given
  const rect = { top, left, bottom: top + Math.max(1, rows.length), right: left + width }
  checkWithin(sheet, rect, a1)
  const isCorner = !a1.slice(a1.lastIndexOf("!") + 1).includes(":")
  if (!isCorner && (rect.bottom > given.bottom || rect.right > given.right))
    throw invalid(`Requested writing within range [${a1}], but tried writing to ${rectToA1(rect)}`)
  return rect
}

function fillRect(
  sheet: Sheet,
  rect: Rect,
  rows: readonly (readonly Scalar[])[],
  option: InputOption,
): number {
  let written = 0
  for (const [down, row] of rows.entries())
    for (const [across, value] of row.entries()) {
      if (value === null) continue
      const old = sheet.rows[rect.top + down]?.[rect.left + across]
      setCell(sheet, rect.top + down, rect.left + across, writtenCell(old, value, option))
      written++
    }
  return written
}

/** A cell after a value is written to it: as it is, or as a person would have typed it. */
export function writtenCell(
  old: Cell | undefined,
  value: string | number | boolean,
  option: InputOption,
): Cell {
  if (typeof value === "number" && !isTextFormat(old?.format)) return withValue(old, { numberValue: value })
  if (typeof value === "boolean" && !isTextFormat(old?.format)) return withValue(old, { boolValue: value })
  if (value === "") return withValue(old, undefined)
  if (option === "RAW") return withValue(old, { stringValue: String(value) })
  const typed = parseTyped(String(value), old)
  return withValue(old, typed.value, old?.format?.numberFormat ? undefined : typed.format)
}

function updateReply(
  { spreadsheetId }: Spreadsheet,
  updatedRange: string,
  rows: readonly (readonly Scalar[])[],
  updatedCells: number,
): object {
  const updatedColumns = Math.max(0, ...rows.map(row => row.length))
  return { spreadsheetId, updatedRange, updatedRows: rows.length, updatedColumns, updatedCells }
}

/** Writes below the last row that holds anything, growing the sheet when needed. */
export function appendValues(
  transaction: Transaction,
  a1: string,
  body: ValueRange,
  option: InputOption,
): object {
  const { spreadsheet } = transaction
  const { sheet, range } = parseA1(spreadsheet, a1)
  const { left } = rectOf(range, sheet)
  const top = lastValueRow(sheet)
  const width = Math.max(1, ...body.values.map(row => row.length))
  const corner = { top, left, bottom: top + Math.max(1, body.values.length), right: left + width }
  sheet.rowCount = Math.max(sheet.rowCount, corner.bottom)
  const updates = writeValues(transaction, fullA1(sheet, corner), body, option)
  const table = { top: 0, left: 0, bottom: top, right: sheet.columnCount }
  return {
    spreadsheetId: spreadsheet.spreadsheetId,
    ...(top > 0 && { tableRange: fullA1(sheet, table) }),
    updates,
  }
}

/** Empties values; formats, notes and validation stay. */
export function clearValues({ spreadsheet, touch }: Transaction, a1: string): object {
  const { sheet, range } = parseA1(spreadsheet, a1)
  const rect = rectOf(range, sheet)
  for (let row = rect.top; row < Math.min(rect.bottom, sheet.rows.length); row++)
    for (let column = rect.left; column < rect.right; column++) {
      const old = sheet.rows[row]?.[column]
      if (old?.value) setCell(sheet, row, column, withValue(old, undefined))
    }
  touch(sheet.sheetId, range)
  return { spreadsheetId: spreadsheet.spreadsheetId, clearedRange: fullA1(sheet, rect) }
}
