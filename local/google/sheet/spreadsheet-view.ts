/** A spreadsheet as `spreadsheets.get` answers it: only what the field mask asks for is built. */

import type { Cell, Habits, Row, Sheet, Spreadsheet } from "../model/model.ts"
import { checkFields, type Mask, maskFor, project } from "../wire/field-mask.ts"
import { SURFACE_SCHEMAS } from "../wire/surface.ts"
import type { GridRange } from "../wire/wire.ts"
import { remembering } from "./cells.ts"
import { type Rect, rectOf } from "./range.ts"
import { effectiveValue, formattedValue } from "./shown.ts"

const DEFAULT_COLUMN_WIDTH = 100

/** Without ranges, whole sheets; with them, the sheets they are on, one block of data for each. */
export function spreadsheetView(
  spreadsheet: Spreadsheet,
  ranges: readonly GridRange[],
  mask: Mask,
  { isBlankTickFalse }: Pick<Habits, "isBlankTickFalse"> = { isBlankTickFalse: false },
): object {
  checkFields(mask, SURFACE_SCHEMAS.Spreadsheet)
  const sheetMask = maskFor(mask, "sheets")
  checkFields(sheetMask, SURFACE_SCHEMAS.Sheet, "sheets.")
  const shown = spreadsheet.sheets.filter(
    sheet => ranges.length === 0 || ranges.some(range => range.sheetId === sheet.sheetId),
  )
  const { spreadsheetId, title, locale, timeZone } = spreadsheet
  const spreadsheetUrl = spreadsheetUrlOf(spreadsheetId)
  const own = spreadsheet.metadata.filter(({ location }) => location.spreadsheet)
  const view = {
    spreadsheetId,
    properties: { title, locale, timeZone },
    spreadsheetUrl,
    ...listed("developerMetadata", own),
  }
  return {
    ...(project(view, mask) as object),
    ...(sheetMask && {
      sheets: shown.map(sheet =>
        sheetView(spreadsheet, isBlankTickFalse ? ticked(sheet) : sheet, ranges, sheetMask),
      ),
    }),
  }
}

/** The sheet with a value in each box that has none. */
function ticked(sheet: Sheet): Sheet {
  const isBlank = (cell: Cell | undefined) => cell?.validation?.condition.type === "BOOLEAN" && !cell.value
  const rows = sheet.rows.map(row =>
    row.some(isBlank)
      ? row.map(cell => (isBlank(cell) ? { ...cell, value: { boolValue: false } } : cell))
      : row,
  )
  return { ...sheet, rows }
}

function spreadsheetUrlOf(spreadsheetId: string): string {
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`
}

export function sheetPropertiesView(spreadsheet: Spreadsheet, sheet: Sheet) {
  const { sheetId, title, rowCount, columnCount, frozenRowCount, frozenColumnCount, tabColor } = sheet
  return {
    sheetId,
    title,
    index: spreadsheet.sheets.findIndex(each => each.sheetId === sheetId),
    sheetType: "GRID",
    gridProperties: {
      rowCount,
      columnCount,
      ...(frozenRowCount > 0 && { frozenRowCount }),
      ...(frozenColumnCount > 0 && { frozenColumnCount }),
    },
    ...(sheet.hidden && { hidden: true }),
    ...(tabColor && { tabColor, tabColorStyle: { rgbColor: tabColor } }),
  }
}

function sheetView(spreadsheet: Spreadsheet, sheet: Sheet, ranges: readonly GridRange[], mask: Mask): object {
  const { sheetId, merges, conditionalFormats, protectedRanges } = sheet
  const onSheet = spreadsheet.metadata.filter(
    ({ location }) => location.locationType === "SHEET" && location.sheetId === sheetId,
  )
  const view = {
    properties: sheetPropertiesView(spreadsheet, sheet),
    ...listed("merges", merges),
    ...listed("conditionalFormats", conditionalFormats),
    ...listed("protectedRanges", protectedRanges),
    ...listed("developerMetadata", onSheet),
  }
  const data = maskFor(mask, "data")
  checkFields(data, SURFACE_SCHEMAS.GridData, "sheets.data.")
  const wanted = ranges.filter(range => range.sheetId === sheetId)
  const blocks = wanted.length > 0 ? wanted : [{ sheetId }]
  return {
    ...(project(view, mask) as object),
    ...(data && { data: blocks.map(range => gridData(spreadsheet, sheet, rectOf(range, sheet), data)) }),
  }
}

function listed(name: string, items: readonly unknown[]): object {
  return items.length > 0 ? { [name]: items } : {}
}

function gridData(spreadsheet: Spreadsheet, sheet: Sheet, rect: Rect, mask: Mask): object {
  const rowMask = maskFor(mask, "rowData")
  checkFields(rowMask, ["values"], "sheets.data.rowData.")
  const cellMask = maskFor(rowMask, "values")
  const columns = maskFor(mask, "columnMetadata")
  return {
    ...(maskFor(mask, "startRow") && rect.top > 0 && { startRow: rect.top }),
    ...(maskFor(mask, "startColumn") && rect.left > 0 && { startColumn: rect.left }),
    ...(cellMask && { rowData: rowViews(sheet, rect, cellMask) }),
    ...(columns && { columnMetadata: project(columnViews(spreadsheet, sheet, rect), columns) }),
  }
}

/** Rows as far down, and cells as far right, as anything is. */
function rowViews(sheet: Sheet, rect: Rect, mask: Mask): object[] {
  checkFields(mask, SURFACE_SCHEMAS.CellData, "sheets.data.rowData.values.")
  const view = cellViewer(mask)
  const rows = sheet.rows.slice(rect.top, rect.bottom)
  const rowView = remembering((row: Row): object => {
    const values = row.slice(rect.left, rect.right).map(view)
    const last = values.findLastIndex(value => value !== BLANK)
    return last < 0 ? {} : { values: last + 1 === values.length ? values : values.slice(0, last + 1) }
  })
  const views = rows.map(rowView)
  return views.slice(0, views.findLastIndex(row => "values" in row) + 1)
}

const BLANK: object = {}

/** Reads the mask once, so that a cell costs only what it has. */
function cellViewer(mask: Mask): (cell: Cell | undefined) => object {
  const value = maskFor(mask, "userEnteredValue")
  const effective = maskFor(mask, "effectiveValue")
  const formatted = maskFor(mask, "formattedValue")
  const note = maskFor(mask, "note")
  const format = maskFor(mask, "userEnteredFormat")
  const validation = maskFor(mask, "dataValidation")
  const chips = maskFor(mask, "chipRuns")
  const hasValue = value || effective || formatted
  // Most cells of a sheet have a format and nothing else, and most reads do not ask for it.
  const isShown = (cell: Cell) =>
    (cell.value && hasValue) ||
    (chips && cell.chips) ||
    (note && cell.note) ||
    (format && cell.format) ||
    (validation && cell.validation)
  return cell => {
    if (!cell || !isShown(cell)) return BLANK
    const view: Record<string, unknown> = {}
    if (cell.value) {
      if (value) view.userEnteredValue = project(cell.value, value)
      if (effective) view.effectiveValue = project(effectiveValue(cell.value), effective)
      if (formatted) view.formattedValue = formattedValue(cell)
    }
    if (chips && cell.chips) view.chipRuns = project(cell.chips, chips)
    if (note && cell.note) view.note = cell.note
    if (format && cell.format) view.userEnteredFormat = project(cell.format, format)
    if (validation && cell.validation) view.dataValidation = project(cell.validation, validation)
    return view
  }
}

function columnViews(spreadsheet: Spreadsheet, sheet: Sheet, { left, right }: Rect): object[] {
  const columns = spreadsheet.metadata.flatMap(entry => {
    const { dimensionRange: range } = entry.location
    const isColumn = range?.sheetId === sheet.sheetId && range.dimension === "COLUMNS"
    return isColumn ? [{ at: range.startIndex ?? 0, entry }] : []
  })
  return Array.from({ length: right - left }, (_, index) => ({
    pixelSize: DEFAULT_COLUMN_WIDTH,
    ...sheet.columnBands[left + index],
    ...listed(
      "developerMetadata",
      columns.filter(({ at }) => at === left + index).map(({ entry }) => entry),
    ),
  }))
}
