/** The spreadsheet that the cases write to: made once for a run, left in the account's Drive. */

let spreadsheetId: string | undefined

export function scratchId(): string {
  spreadsheetId ??= Sheets.Spreadsheets.create({
    properties: { title: "Sujarit conformance", locale: "th_TH", timeZone: "Asia/Bangkok" },
    sheets: [{ properties: { sheetId: 0, title: "ก" } }],
  }).spreadsheetId
  if (spreadsheetId === undefined) throw new Error("no spreadsheet was created")
  return spreadsheetId
}

/** An empty sheet of its own for a case; returns its id. */
export function freshSheet(title: string): number {
  const properties = { title, gridProperties: { rowCount: 20, columnCount: 8 } }
  const added = batch([{ addSheet: { properties } }]).replies?.[0]?.addSheet?.properties?.sheetId
  if (added === undefined) throw new Error("no sheet was added")
  return added
}

export function batch(requests: Google.Request[]): Google.BatchResponse {
  return Sheets.Spreadsheets.batchUpdate({ requests }, scratchId())
}

export type Scalar = string | number | boolean

/** Writes rows of values from the first column on, as the script writes them; an empty text empties its cell. */
export function write(sheetId: number, values: readonly (readonly Scalar[])[], rowIndex = 0): void {
  const rows = values.map(row => ({ values: row.map(value => ({ userEnteredValue: entered(value) })) }))
  batch([{ updateCells: { start: { sheetId, rowIndex, columnIndex: 0 }, rows, fields: "userEnteredValue" } }])
}

function entered(value: Scalar) {
  if (typeof value === "number") return { numberValue: value }
  if (typeof value === "boolean") return { boolValue: value }
  return value === "" ? {} : { stringValue: value }
}

/** The first sheet of what a read answers. */
export function sheetOf(ranges: string[], fields: string): Google.Sheet | undefined {
  return Sheets.Spreadsheets.get(scratchId(), { ranges, fields }).sheets?.[0]
}

/** The values of a range, as the script reads them; blank rows and cells at the end are left out. */
export function read(range: string): unknown[][] {
  const data = sheetOf([range], "sheets(data(rowData(values(effectiveValue))))")?.data?.[0]
  const rows = (data?.rowData ?? []).map(row => trimmed((row.values ?? []).map(scalarOf)))
  return rows.slice(0, rows.length - [...rows].reverse().findIndex(row => row.length > 0))
}

function trimmed(values: readonly Scalar[]): Scalar[] {
  const end = values.length - [...values].reverse().findIndex(value => value !== "")
  return values.some(value => value !== "") ? values.slice(0, end) : []
}

function scalarOf({ effectiveValue: value = {} }: Google.CellData): Scalar {
  return value.boolValue ?? value.numberValue ?? value.stringValue ?? value.errorValue?.type ?? ""
}
