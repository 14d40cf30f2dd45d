/** The Sheets API, as the script's advanced service. */
import { type Case, SEEN } from "./case.ts"
import { equal, throws } from "./expect.ts"
import { batch, freshSheet, read, scratchId, write } from "./scratch.ts"

const API = "developers.google.com/sheets/api"
const range = (sheetId: number, startRowIndex: number, endRowIndex: number) => ({
  sheetId,
  startRowIndex,
  endRowIndex,
  startColumnIndex: 0,
  endColumnIndex: 1,
})

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
      write("atomic!A1", [["before"]])
      const clear = { updateCells: { range: range(sheetId, 0, 1), fields: "userEnteredValue" } }
      throws(() => batch([clear, { deleteSheet: { sheetId: 987654 } }]), /No (sheet|grid) with id/)
      equal(read("atomic!A1"), [["before"]])
    },
  },
  {
    name: "later requests of a batch see earlier ones",
    tag: "documented",
    source: `${API}/guides/batchupdate`,
    run() {
      const sheetId = freshSheet("ordered")
      write("ordered!A1", [["a"], ["b"]])
      batch([
        { deleteDimension: { range: { sheetId, dimension: "ROWS", startIndex: 0, endIndex: 1 } } },
        {
          updateCells: { range: range(sheetId, 0, 1), fields: "note", rows: [{ values: [{ note: "b's" }] }] },
        },
      ])
      const fields = "sheets.data.rowData.values(note,formattedValue)"
      const { sheets } = Sheets.Spreadsheets.get(scratchId(), { ranges: ["ordered!A1"], fields })
      equal(sheets?.[0]?.data?.[0]?.rowData?.[0]?.values?.[0]?.note, "b's")
    },
  },
  {
    name: "RAW keeps a text that begins with =",
    tag: "documented",
    source: `${API}/reference/rest/v4/ValueInputOption`,
    run() {
      freshSheet("raw")
      write("raw!A1", [["=1+1", "007", "TRUE"]])
      equal(read("raw!A1:C1"), [["=1+1", "007", "TRUE"]])
    },
  },
  {
    name: "USER_ENTERED parses numbers and booleans as typing does",
    tag: "documented",
    source: `${API}/reference/rest/v4/ValueInputOption`,
    run() {
      freshSheet("typed")
      write("typed!A1", [["007", "TRUE", "1,200"]], "USER_ENTERED")
      equal(read("typed!A1:C1"), [[7, true, 1200]])
    },
  },
  {
    name: "a cell formatted as text keeps what is typed",
    tag: "community",
    source: SEEN,
    run() {
      const sheetId = freshSheet("text")
      const cell = { userEnteredFormat: { numberFormat: { type: "TEXT" } } }
      batch([{ repeatCell: { range: range(sheetId, 0, 1), cell, fields: "userEnteredFormat.numberFormat" } }])
      write("text!A1", [["007"]], "USER_ENTERED")
      equal(read("text!A1"), [["007"]])
    },
  },
  {
    name: "a formula is kept beside its value",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/cells`,
    run() {
      freshSheet("formula")
      write("formula!A1", [['="ก"']], "USER_ENTERED")
      equal(read("formula!A1"), [["ก"]])
      equal(read("formula!A1", "FORMULA"), [['="ก"']])
    },
  },
  {
    name: "null leaves a cell alone, an empty text empties it",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets.values`,
    run() {
      freshSheet("null")
      write("null!A1", [["a", "b"]])
      write("null!A1", [[null, ""]])
      equal(read("null!A1:B1"), [["a"]])
    },
  },
  {
    name: "blank rows and cells at the end are left out",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets.values`,
    run() {
      freshSheet("trimmed")
      write("trimmed!A1", [["a", ""], [""], ["c"], [""]])
      equal(read("trimmed!A1:D9"), [["a"], [], ["c"]])
      equal(read("trimmed!F1:G9"), undefined)
    },
  },
  {
    name: "a mask of fields brings grid data without includeGridData",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/get`,
    run() {
      freshSheet("masked")
      write("masked!A1", [["a"]])
      const fields = "sheets(data(rowData(values(formattedValue))))"
      const { sheets } = Sheets.Spreadsheets.get(scratchId(), { ranges: ["masked!A1:B2"], fields })
      equal(sheets, [{ data: [{ rowData: [{ values: [{ formattedValue: "a" }] }] }] }])
    },
  },
  {
    name: "an unknown field of a mask is refused",
    tag: "documented",
    source: `${API}/guides/field-masks`,
    run() {
      throws(
        () => Sheets.Spreadsheets.get(scratchId(), { fields: "sheets.propertys" }),
        /[Ii]nvalid field selection/,
      )
    },
  },
  {
    name: "an unknown request is refused",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/request`,
    run() {
      const requests = JSON.parse('[{"addNothing":{}}]')
      throws(() => batch(requests), /addNothing/)
    },
  },
  {
    name: "an error of the API says which call failed, with its code",
    tag: "community",
    source: SEEN,
    run() {
      throws(
        () => read("nowhere!A1"),
        /API call to sheets\.spreadsheets\.values\.get failed with error: Unable to parse range: nowhere!A1/,
      )
    },
  },
  {
    name: "writing outside the grid is refused, not grown",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets.values/update`,
    run() {
      freshSheet("grid")
      throws(() => write("grid!A21", [["x"]]), /exceeds grid limits/)
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
      const lookup = { developerMetadataLookup: { metadataKey: `k${sheetId}` } }
      const found = Sheets.Spreadsheets.DeveloperMetadata.search({ dataFilters: [lookup] }, scratchId())
      const at = found.matchedDeveloperMetadata?.[0]?.developerMetadata?.location?.dimensionRange
      equal([at?.startIndex, at?.endIndex], [5, 6])
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
      const lookup = { developerMetadataLookup: { metadataKey: `g${sheetId}` } }
      const found = Sheets.Spreadsheets.DeveloperMetadata.search({ dataFilters: [lookup] }, scratchId())
      equal(found.matchedDeveloperMetadata ?? [], [])
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
      const { sheets } = Sheets.Spreadsheets.get(scratchId(), {
        ranges: ["protected!A1"],
        fields: "sheets.protectedRanges.range(startRowIndex,endRowIndex)",
      })
      equal(sheets?.[0]?.protectedRanges, [{ range: { startRowIndex: 4, endRowIndex: 8 } }])
    },
  },
  {
    name: "a warning keeps no editors",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/sheets`,
    run() {
      const sheetId = freshSheet("warning")
      const { replies } = batch([
        {
          addProtectedRange: {
            protectedRange: { range: { sheetId }, warningOnly: true, editors: { users: [] } },
          },
        },
      ])
      equal(replies?.[0]?.addProtectedRange?.protectedRange?.editors, undefined)
    },
  },
  {
    name: "sorting puts blank cells last",
    tag: "community",
    source: SEEN,
    run() {
      const sheetId = freshSheet("sorted")
      write("sorted!A1", [["b"], [""], ["a"]])
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
      write("cleared!A1", [["a"], ["b"]])
      const rows = [{ values: [{ userEnteredValue: { stringValue: "c" } }] }]
      batch([{ updateCells: { range: range(sheetId, 0, 2), rows, fields: "userEnteredValue" } }])
      equal(read("cleared!A1:A2"), [["c"]])
    },
  },
  {
    name: "appended values go below the last row",
    tag: "documented",
    source: `${API}/guides/values`,
    run() {
      freshSheet("appended")
      write("appended!A1", [["a"], ["b"]])
      Sheets.Spreadsheets.Values.append({ values: [["c"]] }, scratchId(), "appended!A1", {
        valueInputOption: "RAW",
      })
      equal(read("appended!A1:A5"), [["a"], ["b"], ["c"]])
    },
  },
]
