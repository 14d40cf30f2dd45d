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
  const id = scratchId()
  const known = Sheets.Spreadsheets.get(id, { fields: "sheets.properties" }).sheets ?? []
  const old = known.find(sheet => sheet.properties?.title === title)?.properties?.sheetId
  const reply = batch([
    ...(old === undefined ? [] : [{ updateSheetProperties: renamed(old) }]),
    { addSheet: { properties: { title, gridProperties: { rowCount: 20, columnCount: 8 } } } },
    ...(old === undefined ? [] : [{ deleteSheet: { sheetId: old } }]),
  ])
  const added = reply.replies?.find(each => each.addSheet)?.addSheet?.properties?.sheetId
  if (added === undefined || added === null) throw new Error("no sheet was added")
  return added
}

function renamed(sheetId: number) {
  return { properties: { sheetId, title: `old ${sheetId}` }, fields: "title" }
}

export function batch(
  requests: GoogleAppsScript.Sheets.Schema.Request[],
): GoogleAppsScript.Sheets.Schema.BatchUpdateSpreadsheetResponse {
  return Sheets.Spreadsheets.batchUpdate({ requests }, scratchId())
}

export function write(range: string, values: unknown[][], valueInputOption = "RAW"): void {
  Sheets.Spreadsheets.Values.update({ values }, scratchId(), range, { valueInputOption })
}

export function read(range: string, valueRenderOption = "UNFORMATTED_VALUE"): unknown[][] | undefined {
  return Sheets.Spreadsheets.Values.get(scratchId(), range, { valueRenderOption }).values
}
