/**
 * SpreadsheetApp, as little as events and the conformance suite need. Writes are held back until a read, a flush or
 * the end of the run; the advanced service does not see them before that, as at Google.
 */
import { type CallHost, guard } from "./guard.ts"
import type { PlaceMessage } from "./messages.ts"

type Value = string | number | boolean | Date
/** A date crosses the bridge as `{date}`. */
export type CellMessage = string | number | boolean | { readonly date: number }
export interface WriteMessage extends PlaceMessage {
  readonly values: readonly (readonly CellMessage[])[]
}
export interface SheetMessage {
  readonly sheetId: number
  readonly title: string
  readonly lastRow: number
  readonly lastColumn: number
}

export function createSpreadsheetApp(call: CallHost) {
  let held: WriteMessage[] = []
  const flush = () => {
    const writes = held
    held = []
    if (writes.length > 0) call("SpreadsheetApp.flush", writes)
  }
  /** A read sees all writes before it. */
  const read = (method: string, ...args: unknown[]) => {
    flush()
    return call(method, ...args)
  }
  const write = (place: PlaceMessage, values: readonly (readonly Value[])[]) => {
    checkSize(place, values)
    const cells = values.map(row =>
      row.map(value => (value instanceof Date ? { date: value.getTime() } : value)),
    )
    held.push({ ...place, values: cells })
  }
  const context: Context = { read, write }
  const spreadsheet = (spreadsheetId: string) => createSpreadsheet(context, spreadsheetId)
  const service = guard("SpreadsheetApp", {
    flush,
    openById(spreadsheetId: string) {
      call("SpreadsheetApp.openById", spreadsheetId)
      return spreadsheet(spreadsheetId)
    },
  })
  return { service, flush, spreadsheet, range: (place: PlaceMessage) => createRange(context, place) }
}

interface Context {
  readonly read: CallHost
  readonly write: (place: PlaceMessage, values: readonly (readonly Value[])[]) => void
}

function checkSize({ top, bottom, left, right }: PlaceMessage, values: readonly (readonly Value[])[]): void {
  const check = (what: string, given: number, wanted: number) => {
    if (given === wanted) return
    throw new Error(
      `The number of ${what} in the data does not match the number of ${what} in the range. ` +
        `The data has ${given} but the range has ${wanted}.`,
    )
  }
  check("rows", values.length, bottom - top)
  for (const row of values) check("columns", row.length, right - left)
}

function createSpreadsheet(context: Context, spreadsheetId: string): object {
  const sheets = () =>
    (context.read("Spreadsheet.getSheets", spreadsheetId) as SheetMessage[]).map(sheet =>
      createSheet(context, spreadsheetId, sheet),
    )
  return guard("Spreadsheet", {
    getId: () => spreadsheetId,
    getName: () => context.read("Spreadsheet.getName", spreadsheetId),
    getUrl: () => `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
    getSpreadsheetTimeZone: () => context.read("Spreadsheet.getSpreadsheetTimeZone", spreadsheetId),
    getSheets: sheets,
    getSheetByName: (name: string) => sheets().find(sheet => sheet.getName() === name) ?? null,
    toast: (message: string) => void context.read("Spreadsheet.toast", spreadsheetId, message),
  })
}

function createSheet(context: Context, spreadsheetId: string, { sheetId, title }: SheetMessage) {
  const size = () =>
    (context.read("Spreadsheet.getSheets", spreadsheetId) as SheetMessage[]).find(
      sheet => sheet.sheetId === sheetId,
    )
  return guard("Sheet", {
    getName: () => title,
    getSheetId: () => sheetId,
    getParent: () => createSpreadsheet(context, spreadsheetId),
    getLastRow: () => size()?.lastRow ?? 0,
    getLastColumn: () => size()?.lastColumn ?? 0,
    getRange(first: number | string, column = 1, rows = 1, columns = 1) {
      if (typeof first !== "string") {
        const [top, left] = [first - 1, column - 1]
        return createRange(context, {
          spreadsheetId,
          sheetId,
          top,
          left,
          bottom: top + rows,
          right: left + columns,
        })
      }
      const place = context.read("Sheet.getRange", spreadsheetId, sheetId, first) as PlaceMessage
      return createRange(context, place)
    },
  })
}

function createRange(context: Context, place: PlaceMessage): object {
  const { spreadsheetId, sheetId, top, bottom, left, right } = place
  const values = () =>
    (context.read("Range.getValues", place) as CellMessage[][]).map(row =>
      row.map(value => (typeof value === "object" ? new Date(value.date) : value)),
    )
  const sheet = () =>
    (context.read("Spreadsheet.getSheets", spreadsheetId) as SheetMessage[]).find(
      found => found.sheetId === sheetId,
    )
  const range: object = guard("Range", {
    getRow: () => top + 1,
    getColumn: () => left + 1,
    getLastRow: () => bottom,
    getLastColumn: () => right,
    getNumRows: () => bottom - top,
    getNumColumns: () => right - left,
    getA1Notation: () => context.read("Range.getA1Notation", place),
    getSheet() {
      const found = sheet()
      return found ? createSheet(context, spreadsheetId, found) : null
    },
    getValues: values,
    getValue: () => values()[0]?.[0],
    setValue(value: Value) {
      const row = Array.from({ length: right - left }, () => value)
      const rows = Array.from({ length: bottom - top }, () => row)
      context.write(place, rows)
      return range
    },
    setValues(rows: readonly (readonly Value[])[]) {
      context.write(place, rows)
      return range
    },
  })
  return range
}
