/** The spreadsheet in one call, as tabs of cells by column key. */

import { fillMerged, type MergedRange } from "../shared/sheet/merged.ts"
import { readSheet } from "../shared/sheet/read-sheet.ts"
import { originalTabs, type SheetTab } from "../shared/sheet/sheet-tab.ts"
import { patiently } from "./google.ts"

export type ReadSpreadsheet = {
  readonly tabs: readonly SheetTab[]
  readonly protectedRanges: readonly Google.ProtectedRange[]
  readonly merges: readonly MergedRange[]
}

/**
 * A field mask makes `get` return grid data without `includeGridData`, and nothing that is not used. Text comes as it is
 * shown, numbers and boxes as they are: so no text comes twice.
 */
const FIELDS =
  "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),protectedRanges,merges," +
  "developerMetadata(metadataKey,metadataValue)," +
  "data(startRow,startColumn,columnMetadata(developerMetadata(metadataKey,metadataValue))," +
  "rowData(values(effectiveValue(boolValue,numberValue,errorValue),formattedValue,userEnteredValue(formulaValue)," +
  "chipRuns(startIndex,chip(personProperties(email)))))))"

/** The whole spreadsheet, or of the sheets that `ranges` name only these. */
export function readSpreadsheet(spreadsheetId: string, ranges?: readonly string[]): ReadSpreadsheet {
  const options = ranges ? { fields: FIELDS, ranges: [...ranges] } : { fields: FIELDS }
  const { sheets = [] } = patiently(() => Sheets.Spreadsheets.get(spreadsheetId, options))
  const merges = sheets.flatMap(sheet => sheet.merges ?? [])
  const tabs = originalTabs(sheets.map(readSheet).filter(tab => tab !== undefined))
  return {
    tabs: tabs.map(tab => fillMerged(tab, merges)),
    protectedRanges: sheets.flatMap(sheet => sheet.protectedRanges ?? []),
    merges,
  }
}
