/** SpreadsheetApp's calls on the model. Its writes are parsed as if typed, and strict validation refuses them. */

import type { LocalGoogle } from "../api/google.ts"
import type { Cell, Sheet } from "../model/model.ts"
import { cellsOf, lastValueColumn, lastValueRow, setCell, withValue } from "../sheet/cells.ts"
import { fullA1, parseCells, rangeOf, rectOf, rectToA1, sheetById } from "../sheet/range.ts"
import { isDateFormat, unformattedValue } from "../sheet/shown.ts"
import { serialFromEpoch, serialToEpoch } from "../sheet/time-zone.ts"
import { validationFault } from "../sheet/validation.ts"
import { writtenCell } from "../sheet/values.ts"
import type { PlaceMessage } from "./messages.ts"
import type { CellMessage, SheetMessage, WriteMessage } from "./spreadsheet-app.ts"

export function spreadsheetCalls({ model }: LocalGoogle) {
  const sheetOf = ({ spreadsheetId, sheetId }: PlaceMessage) =>
    sheetById(model.spreadsheet(spreadsheetId), sheetId)
  return {
    "SpreadsheetApp.openById": (spreadsheetId: string) => void model.spreadsheet(spreadsheetId),
    "SpreadsheetApp.flush": (writes: WriteMessage[]) => {
      for (const write of writes) writeCells(model, write)
    },
    "Spreadsheet.getName": (spreadsheetId: string) => model.spreadsheet(spreadsheetId).title,
    "Spreadsheet.getSpreadsheetTimeZone": (spreadsheetId: string) =>
      model.spreadsheet(spreadsheetId).timeZone,
    "Spreadsheet.getSheets": (spreadsheetId: string) =>
      model.spreadsheet(spreadsheetId).sheets.map(sheetMessage),
    // A standalone script has no window: nobody sees it.
    "Spreadsheet.toast": (spreadsheetId: string) => void model.spreadsheet(spreadsheetId),
    "Sheet.getRange": (spreadsheetId: string, sheetId: number, a1: string): PlaceMessage => {
      const sheet = sheetById(model.spreadsheet(spreadsheetId), sheetId)
      const range = parseCells(a1, sheetId)
      if (!range) throw new Error(`Range not found: ${a1}`)
      return { spreadsheetId, sheetId, ...rectOf(range, sheet) }
    },
    "Range.getA1Notation": (place: PlaceMessage) => rectToA1(place),
    "Range.getValues": (place: PlaceMessage) => {
      const { timeZone } = model.spreadsheet(place.spreadsheetId)
      return cellsOf(sheetOf(place), place).map(row => row.map(cell => cellMessage(cell, timeZone)))
    },
  }
}

function sheetMessage(sheet: Sheet): SheetMessage {
  const { sheetId, title } = sheet
  return { sheetId, title, lastRow: lastValueRow(sheet), lastColumn: lastValueColumn(sheet) }
}

function cellMessage(cell: Cell | undefined, timeZone: string): CellMessage {
  const value = unformattedValue(cell)
  if (typeof value !== "number" || !isDateFormat(cell?.format)) return value
  return { date: serialToEpoch(value, timeZone) }
}

function writeCells(model: LocalGoogle["model"], write: WriteMessage): void {
  model.transact(write.spreadsheetId, "script", ({ spreadsheet, touch }) => {
    const sheet = sheetById(spreadsheet, write.sheetId)
    for (const [down, row] of write.values.entries())
      for (const [across, value] of row.entries()) {
        const at = { top: write.top + down, left: write.left + across }
        const old = sheet.rows[at.top]?.[at.left]
        const cell = newCell(old, value, spreadsheet.timeZone)
        const place = { ...at, bottom: at.top + 1, right: at.left + 1 }
        if (validationFault(spreadsheet, sheet, cell))
          throw new Error(
            `The data you entered in cell ${rectToA1(place)} violates the data validation rules set on this cell.`,
          )
        if (place.bottom > sheet.rowCount || place.right > sheet.columnCount)
          throw new Error(`Those rows or columns are out of bounds: ${fullA1(sheet, place)}`)
        setCell(sheet, at.top, at.left, cell)
      }
    touch(sheet.sheetId, rangeOf(sheet.sheetId, write))
  })
}

const DATE = { numberFormat: { type: "DATE_TIME", pattern: "yyyy-mm-dd hh:mm:ss" } }

function newCell(old: Cell | undefined, value: CellMessage, timeZone: string): Cell {
  if (typeof value !== "object") return writtenCell(old, value, "USER_ENTERED")
  const number = { numberValue: serialFromEpoch(value.date, timeZone) }
  return withValue(old, number, isDateFormat(old?.format) ? undefined : DATE)
}
