/** People at the local Google, for tests: what they type into a range like `'ตั้งค่า'!C2`, and what they see there. */
import type { LocalGoogle } from "../../../local/google/api/google.ts"
import { createEditor } from "../../../local/google/edit/editing.ts"
import { cellsOf } from "../../../local/google/sheet/cells.ts"
import { parseA1, rectOf } from "../../../local/google/sheet/range.ts"
import { formattedValue, unformattedValue } from "../../../local/google/sheet/shown.ts"

/** Types as the owner, whom nothing stops; no trigger fires. */
export function typeAt(
  google: LocalGoogle,
  spreadsheetId: string,
  a1: string,
  values: readonly (readonly string[])[],
): void {
  const { sheet } = parseA1(google.model.spreadsheet(spreadsheetId), a1)
  const range = a1.slice(a1.lastIndexOf("!") + 1)
  const where = { spreadsheetId, tab: sheet.sheetId, as: google.model.owner }
  const typed = createEditor(google, []).edit({ ...where, range, values })
  if (!typed.ok) throw new Error(typed.message)
}

/** The texts of a range, without the blank rows at its end. */
export function textsAt(google: LocalGoogle, spreadsheetId: string, a1: string): string[][] {
  const { sheet, range } = parseA1(google.model.spreadsheet(spreadsheetId), a1)
  const rows = cellsOf(sheet, rectOf(range, sheet)).map(row => row.map(formattedValue))
  return rows.slice(0, rows.findLastIndex(row => row.some(text => text !== "")) + 1)
}

/** Gives a cell that format and no other: `{}` is Format › Clear formatting. */
export function formatAt(
  google: LocalGoogle,
  spreadsheetId: string,
  a1: string,
  userEnteredFormat: object,
): void {
  const { range } = parseA1(google.model.spreadsheet(spreadsheetId), a1)
  const requests = [{ repeatCell: { range, cell: { userEnteredFormat }, fields: "userEnteredFormat" } }]
  google.api("sheets.spreadsheets.batchUpdate", {
    params: { spreadsheetId },
    body: { requests },
    source: "person",
  })
}

export function formatOf(google: LocalGoogle, spreadsheetId: string, a1: string): object {
  return cellOf(google, spreadsheetId, a1)?.format ?? {}
}

/** What `=N(…)` says of a cell. */
export function numberAt(google: LocalGoogle, spreadsheetId: string, a1: string): number {
  const value = unformattedValue(cellOf(google, spreadsheetId, a1))
  return typeof value === "number" ? value : 0
}

function cellOf(google: LocalGoogle, spreadsheetId: string, a1: string) {
  const { sheet, range } = parseA1(google.model.spreadsheet(spreadsheetId), a1)
  return cellsOf(sheet, rectOf(range, sheet))[0]?.[0]
}

/** What every tab keeps below what is typed there. */
const SPARE_ROWS = 20

/**
 * Deletes the rows at the end of every tab in which nothing stands, as its owner may: a test that goes on from here carries
 * hundreds of blank rows less through every read.
 */
export function deleteBlankRows(google: LocalGoogle): void {
  for (const { spreadsheetId, sheets } of google.model.state.spreadsheets.values()) {
    const requests = sheets.flatMap(({ sheetId, rows, rowCount }) => {
      const startIndex = rows.findLastIndex(row => row.some(cell => cell?.value)) + 1 + SPARE_ROWS
      const range = { sheetId, dimension: "ROWS", startIndex, endIndex: rowCount }
      return startIndex < rowCount ? [{ deleteDimension: { range } }] : []
    })
    if (requests.length === 0) continue
    google.api("sheets.spreadsheets.batchUpdate", {
      params: { spreadsheetId },
      body: { requests },
      source: "person",
    })
  }
}

/** Puts a file into the owner's trash, or takes it out again. */
export function trash({ model }: LocalGoogle, fileId: string, trashed: boolean): void {
  const file = model.state.files.get(fileId)
  if (!file) throw new Error(`no file ${fileId}`)
  file.trashed = trashed
}
