/** The Sheets API, as the script's advanced service. */
import { type Case, SEEN } from "./case.ts"
import { equal, refuses, throws } from "./expect.ts"
import { batch, freshSheet, read, scratchId, sheetOf, write } from "./scratch.ts"

const API = "developers.google.com/sheets/api"
const range = (sheetId: number, startRowIndex: number, endRowIndex: number) => ({
  sheetId,
  startRowIndex,
  endRowIndex,
  startColumnIndex: 0,
  endColumnIndex: 1,
})

/** The columns that carry metadata of this name, from 0. */
function namedColumns(title: string, key: string): number[] {
  const fields = "sheets.data.columnMetadata.developerMetadata.metadataKey"
  const columns = sheetOf([title], fields)?.data?.[0]?.columnMetadata ?? []
  return columns.flatMap(({ developerMetadata = [] }, at) =>
    developerMetadata.some(each => each.metadataKey === key) ? [at] : [],
  )
}

export const SHEETS_CASES: readonly Case[] = [
  {
    name: "a batch answers its requests in order, with {} where there is nothing to say",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/batchUpdate`,
    run() {
      const sheetId = freshSheet("replies")
      const { replies = [] } = batch([
        { repeatCell: { range: range(sheetId, 0, 1), cell: { note: "x" }, fields: "note" } },
        { addProtectedRange: { protectedRange: { range: { sheetId } } } },
      ])
      equal(
        replies.map(reply => Object.keys(reply)),
        [[], ["addProtectedRange"]],
      )
    },
  },
  {
    name: "a batch with one bad request changes nothing",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/batchUpdate`,
    run() {
      const sheetId = freshSheet("atomic")
      write(sheetId, [["before"]])
      const clear = { updateCells: { range: range(sheetId, 0, 1), fields: "userEnteredValue" } }
      refuses(() => batch([clear, { deleteSheet: { sheetId: 987654 } }]), 400)
      equal(read("atomic!A1"), [["before"]])
    },
  },
  {
    name: "later requests of a batch see earlier ones",
    tag: "documented",
    source: `${API}/guides/batchupdate`,
    run() {
      const sheetId = freshSheet("ordered")
      write(sheetId, [["a"], ["b"]])
      batch([
        { deleteDimension: { range: { sheetId, dimension: "ROWS", startIndex: 0, endIndex: 1 } } },
        {
          updateCells: { range: range(sheetId, 0, 1), fields: "note", rows: [{ values: [{ note: "b's" }] }] },
        },
      ])
      const fields = "sheets.data.rowData.values(note,formattedValue)"
      equal(sheetOf(["ordered!A1"], fields)?.data?.[0]?.rowData?.[0]?.values?.[0]?.note, "b's")
    },
  },
  {
    name: "a text is kept as a text, whatever it begins with",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/other#ExtendedValue`,
    run() {
      const sheetId = freshSheet("raw")
      write(sheetId, [["=1+1", "007", "TRUE"]])
      equal(read("raw!A1:C1"), [["=1+1", "007", "TRUE"]])
    },
  },
  {
    name: "a formula is kept beside its value",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/cells`,
    run() {
      const sheetId = freshSheet("formula")
      const rows = [{ values: [{ userEnteredValue: { formulaValue: '="ก"' } }] }]
      const start = { sheetId, rowIndex: 0, columnIndex: 0 }
      batch([{ updateCells: { start, rows, fields: "userEnteredValue" } }])
      const fields = "sheets.data.rowData.values(userEnteredValue,effectiveValue)"
      equal(sheetOf(["formula!A1"], fields)?.data?.[0]?.rowData?.[0]?.values?.[0], {
        userEnteredValue: { formulaValue: '="ก"' },
        effectiveValue: { stringValue: "ก" },
      })
    },
  },
  {
    name: "a mask of fields brings grid data without includeGridData",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/get`,
    run() {
      const sheetId = freshSheet("masked")
      write(sheetId, [["a"]])
      const fields = "sheets(data(rowData(values(formattedValue))))"
      equal(sheetOf(["masked!A1:B2"], fields), {
        data: [{ rowData: [{ values: [{ formattedValue: "a" }] }] }],
      })
    },
  },
  {
    name: "an unknown field of a mask is refused",
    tag: "documented",
    source: `${API}/guides/field-masks`,
    run() {
      refuses(() => Sheets.Spreadsheets.get(scratchId(), { fields: "sheets.propertys" }), 400)
    },
  },
  {
    name: "an unknown request is refused",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/request`,
    run() {
      const requests = JSON.parse('[{"addNothing":{}}]')
      throws(() => batch(requests))
    },
  },
  {
    name: "an error of the API says which call failed, with its code",
    tag: "community",
    source: SEEN,
    run() {
      throws(() => read("nowhere!A1"), "sheets.spreadsheets.get")
      refuses(() => read("nowhere!A1"), 400)
    },
  },
  {
    name: "writing outside the grid is refused, not grown",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/request#updatecellsrequest`,
    run() {
      const sheetId = freshSheet("grid")
      refuses(() => write(sheetId, [["x"]], 20), 400)
    },
  },
  {
    name: "column metadata moves with its column",
    tag: "documented",
    source: `${API}/guides/metadata`,
    run() {
      const sheetId = freshSheet("metadata")
      const column = { sheetId, dimension: "COLUMNS", startIndex: 1, endIndex: 2 }
      const location = { dimensionRange: column }
      const developerMetadata = {
        metadataKey: `k${sheetId}`,
        metadataValue: "v",
        visibility: "DOCUMENT",
        location,
      }
      batch([
        { createDeveloperMetadata: { developerMetadata } },
        { moveDimension: { source: column, destinationIndex: 5 } },
        { insertDimension: { range: { ...column, startIndex: 0, endIndex: 1 } } },
      ])
      equal(namedColumns("metadata", `k${sheetId}`), [5])
    },
  },
  {
    name: "column metadata goes with a deleted column",
    tag: "documented",
    source: `${API}/guides/metadata`,
    run() {
      const sheetId = freshSheet("gone")
      const column = { sheetId, dimension: "COLUMNS", startIndex: 1, endIndex: 2 }
      const developerMetadata = {
        metadataKey: `g${sheetId}`,
        visibility: "DOCUMENT",
        location: { dimensionRange: column },
      }
      batch([{ createDeveloperMetadata: { developerMetadata } }, { deleteDimension: { range: column } }])
      equal(namedColumns("gone", `g${sheetId}`), [])
    },
  },
  {
    name: "a protected range grows with a row inserted inside it, and moves with one above it",
    tag: "unverified",
    source: "how the editor behaves; no page says it",
    run() {
      const sheetId = freshSheet("protected")
      const row = (startIndex: number) => ({
        sheetId,
        dimension: "ROWS",
        startIndex,
        endIndex: startIndex + 1,
      })
      batch([
        { addProtectedRange: { protectedRange: { range: range(sheetId, 3, 6) } } },
        { insertDimension: { range: row(4) } },
        { insertDimension: { range: row(0) } },
      ])
      const fields = "sheets.protectedRanges.range(startRowIndex,endRowIndex)"
      equal(sheetOf(["protected!A1"], fields)?.protectedRanges, [
        { range: { startRowIndex: 4, endRowIndex: 8 } },
      ])
    },
  },
  {
    name: "a warning takes no editors",
    tag: "community",
    source: "github.com/burnash/gspread/issues/1437",
    run() {
      const range = { sheetId: freshSheet("warning") }
      const editors = { users: [Session.getEffectiveUser().getEmail()] }
      refuses(
        () => batch([{ addProtectedRange: { protectedRange: { range, warningOnly: true, editors } } }]),
        400,
      )
    },
  },
  {
    name: "sorting puts blank cells last",
    tag: "community",
    source: SEEN,
    run() {
      const sheetId = freshSheet("sorted")
      write(sheetId, [["b"], [""], ["a"]])
      batch([
        {
          sortRange: {
            range: range(sheetId, 0, 3),
            sortSpecs: [{ dimensionIndex: 0, sortOrder: "ASCENDING" }],
          },
        },
      ])
      equal(read("sorted!A1:A3"), [["a"], ["b"]])
    },
  },
  {
    name: "updateCells over a range clears the masked fields of cells it has no data for",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/request`,
    run() {
      const sheetId = freshSheet("cleared")
      write(sheetId, [["a"], ["b"]])
      const rows = [{ values: [{ userEnteredValue: { stringValue: "c" } }] }]
      batch([{ updateCells: { range: range(sheetId, 0, 2), rows, fields: "userEnteredValue" } }])
      equal(read("cleared!A1:A2"), [["c"]])
    },
  },
]
