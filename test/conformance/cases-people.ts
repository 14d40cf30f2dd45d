/** What people do to a sheet and a scan must see through: merges, hidden rows, sorting, copies; and its small second read. */
import { type Case, SEEN } from "./case.ts"
import { equal, throws } from "./expect.ts"
import { batch, freshSheet, read, sheetOf, write } from "./scratch.ts"

const API = "developers.google.com/sheets/api"
const REQUESTS = `${API}/reference/rest/v4/spreadsheets/request`
const SHEETS = `${API}/reference/rest/v4/spreadsheets/sheets`

const cells = (
  sheetId: number,
  rows: readonly [number, number],
  columns: readonly [number, number] = [0, 1],
) => ({
  sheetId,
  startRowIndex: rows[0],
  endRowIndex: rows[1],
  startColumnIndex: columns[0],
  endColumnIndex: columns[1],
})
const rowsOf = (sheetId: number, startIndex: number, endIndex: number) => ({
  sheetId,
  dimension: "ROWS",
  startIndex,
  endIndex,
})

const dropdown = (range: object, dataValidation: object): Google.Request => ({
  repeatCell: { range, cell: { dataValidation }, fields: "dataValidation" },
})

export const PEOPLE_CASES: readonly Case[] = [
  {
    name: "two ranges of a sheet are answered as two blocks that say where they begin",
    tag: "documented",
    source: SHEETS,
    run() {
      const sheetId = freshSheet("blocks")
      write(sheetId, [
        ["a1", "b1"],
        ["a2", "b2"],
      ])
      const fields = "sheets(data(startRow,startColumn,rowData(values(formattedValue))))"
      const { data = [] } = sheetOf(["blocks!1:1", "blocks!B2:B"], fields) ?? {}
      equal(
        data.map(({ startRow, startColumn, rowData }) => [
          startRow ?? 0,
          startColumn ?? 0,
          rowData?.[0]?.values?.[0]?.formattedValue,
        ]),
        [
          [0, 0, "a1"],
          [1, 1, "b2"],
        ],
      )
    },
  },
  {
    name: "merging keeps the first cell's value alone, and the merge is listed",
    tag: "documented",
    source: `${REQUESTS}#mergecellsrequest`,
    run() {
      const sheetId = freshSheet("merged")
      write(sheetId, [["a"], ["b"], ["c"]])
      batch([{ mergeCells: { range: cells(sheetId, [0, 2]), mergeType: "MERGE_ALL" } }])
      equal(read("merged!A1:A3"), [["a"], [], ["c"]])
      equal(sheetOf(["merged!A1"], "sheets(merges)")?.merges, [cells(sheetId, [0, 2])])
    },
  },
  {
    name: "unmerging leaves the cells below blank, and each can be written again",
    tag: "documented",
    source: `${REQUESTS}#unmergecellsrequest`,
    run() {
      const sheetId = freshSheet("unmerged")
      write(sheetId, [["a"], ["b"]])
      batch([{ mergeCells: { range: cells(sheetId, [0, 2]), mergeType: "MERGE_ALL" } }])
      const rows = [{ values: [{ userEnteredValue: { stringValue: "again" } }] }]
      const start = { sheetId, rowIndex: 1, columnIndex: 0 }
      batch([
        { unmergeCells: { range: cells(sheetId, [0, 2]) } },
        { updateCells: { start, rows, fields: "userEnteredValue" } },
      ])
      equal(read("unmerged!A1:A2"), [["a"], ["again"]])
    },
  },
  {
    name: "hidden rows are read like any others",
    tag: "community",
    source: SEEN,
    run() {
      const sheetId = freshSheet("hidden")
      write(sheetId, [["a"], ["b"]])
      const properties = { hiddenByUser: true }
      batch([
        { updateDimensionProperties: { range: rowsOf(sheetId, 1, 2), properties, fields: "hiddenByUser" } },
      ])
      equal(read("hidden!A1:A2"), [["a"], ["b"]])
    },
  },
  {
    name: "sorting carries whole rows, ids and all",
    tag: "documented",
    source: `${REQUESTS}#sortrangerequest`,
    run() {
      const sheetId = freshSheet("carried")
      write(sheetId, [
        ["id-1", "ข"],
        ["id-2", "ก"],
      ])
      const sortSpecs = [{ dimensionIndex: 1, sortOrder: "ASCENDING" }]
      batch([{ sortRange: { range: cells(sheetId, [0, 2], [0, 2]), sortSpecs } }])
      equal(read("carried!A1:B2"), [
        ["id-2", "ก"],
        ["id-1", "ข"],
      ])
    },
  },
  {
    name: "sorting leaves protected ranges where they are",
    tag: "unverified",
    source: `${REQUESTS}#sortrangerequest`,
    run() {
      const sheetId = freshSheet("stays")
      write(sheetId, [["b"], ["a"]])
      batch([{ addProtectedRange: { protectedRange: { range: cells(sheetId, [0, 1]), warningOnly: true } } }])
      batch([
        {
          sortRange: {
            range: cells(sheetId, [0, 2]),
            sortSpecs: [{ dimensionIndex: 0, sortOrder: "ASCENDING" }],
          },
        },
      ])
      equal(
        sheetOf(["stays!A1"], "sheets(protectedRanges(range))")?.protectedRanges?.[0]?.range,
        cells(sheetId, [0, 1]),
      )
    },
  },
  {
    name: "copying a row copies its id with it",
    tag: "documented",
    source: `${REQUESTS}#copypasterequest`,
    run() {
      const sheetId = freshSheet("copied")
      write(sheetId, [["id-1", "a"]])
      const copy = { source: cells(sheetId, [0, 1], [0, 2]), destination: cells(sheetId, [1, 2], [0, 2]) }
      batch([{ copyPaste: { ...copy, pasteType: "PASTE_NORMAL" } }])
      equal(read("copied!A1:B2"), [
        ["id-1", "a"],
        ["id-1", "a"],
      ])
    },
  },
  {
    name: "writing a value keeps the cell's format and dropdown",
    tag: "documented",
    source: `${REQUESTS}#updatecellsrequest`,
    run() {
      const sheetId = freshSheet("kept")
      const condition = { type: "ONE_OF_LIST", values: [{ userEnteredValue: "ก" }] }
      batch([dropdown(cells(sheetId, [0, 1]), { condition, strict: true })])
      const rows = [{ values: [{ userEnteredValue: { stringValue: "ก" } }] }]
      const start = { sheetId, rowIndex: 0, columnIndex: 0 }
      batch([{ updateCells: { start, rows, fields: "userEnteredValue" } }])
      const { data = [] } =
        sheetOf(["kept!A1"], "sheets(data(rowData(values(dataValidation,formattedValue))))") ?? {}
      const cell = data[0]?.rowData?.[0]?.values?.[0]
      equal([cell?.formattedValue, cell?.dataValidation?.condition?.type], ["ก", "ONE_OF_LIST"])
    },
  },
  {
    name: "a dropdown may offer a column of a tab to its end, and says so when read",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/other#conditiontype`,
    run() {
      const sheetId = freshSheet("offered")
      const condition = { type: "ONE_OF_RANGE", values: [{ userEnteredValue: "='offered'!$B$2:$B" }] }
      batch([dropdown(cells(sheetId, [0, 1]), { condition, strict: false })])
      const { data = [] } = sheetOf(["offered!A1"], "sheets(data(rowData(values(dataValidation))))") ?? {}
      const rule = data[0]?.rowData?.[0]?.values?.[0]?.dataValidation
      const [offered] = rule?.condition?.values ?? []
      // Google may answer the number of the last row too.
      const range = offered?.userEnteredValue?.replace(/\$?\d+$/, "")
      equal([rule?.condition?.type, range], ["ONE_OF_RANGE", "='offered'!$B$2:$B"])
    },
  },
  {
    name: "appended rows can be written in the same batch",
    tag: "documented",
    source: `${API}/guides/batchupdate`,
    run() {
      const sheetId = freshSheet("grown")
      const rows = [{ values: [{ userEnteredValue: { stringValue: "below" } }] }]
      batch([
        { appendDimension: { sheetId, dimension: "ROWS", length: 5 } },
        {
          updateCells: { start: { sheetId, rowIndex: 24, columnIndex: 0 }, rows, fields: "userEnteredValue" },
        },
      ])
      equal(read("grown!A25"), [["below"]])
    },
  },
  {
    name: "a row inserted below another takes its format and dropdown, not its value",
    tag: "documented",
    source: `${REQUESTS}#insertdimensionrequest`,
    run() {
      const sheetId = freshSheet("inherits")
      write(sheetId, [["a"]])
      const condition = { type: "BOOLEAN" }
      batch([dropdown(cells(sheetId, [0, 1], [1, 2]), { condition, strict: true })])
      batch([{ insertDimension: { range: rowsOf(sheetId, 1, 2), inheritFromBefore: true } }])
      const fields = "sheets(data(rowData(values(dataValidation,formattedValue))))"
      const values = sheetOf(["inherits!A2:B2"], fields)?.data?.[0]?.rowData?.[0]?.values ?? []
      equal([values[0]?.formattedValue, values[1]?.dataValidation?.condition?.type], [undefined, "BOOLEAN"])
    },
  },
  {
    name: "a whole tab's title is a range, quoted when it is not plain",
    tag: "documented",
    source: `${API}/guides/concepts#cell`,
    run() {
      const sheetId = freshSheet("แท็บ ของ'ฝ่าย")
      write(sheetId, [["x"]])
      equal(read("'แท็บ ของ''ฝ่าย'"), [["x"]])
      throws(() => read("'ไม่มีแท็บนี้'!A1"), "ไม่มีแท็บนี้")
    },
  },
]
