/** SpreadsheetApp: typing, and when its writes arrive. */
import { type Case, SEEN } from "./case.ts"
import { equal, throws } from "./expect.ts"
import { batch, freshSheet, read, scratchId } from "./scratch.ts"

const PRACTICES = "developers.google.com/apps-script/guides/support/best-practices"
const REFERENCE = "developers.google.com/apps-script/reference/spreadsheet"

function sheetByName(title: string): GoogleAppsScript.Spreadsheet.Sheet {
  const sheet = SpreadsheetApp.openById(scratchId()).getSheetByName(title)
  if (!sheet) throw new Error(`no sheet ${title}`)
  return sheet
}

export const SPREADSHEET_APP_CASES: readonly Case[] = [
  {
    name: "a read sees the writes before it",
    tag: "documented",
    source: PRACTICES,
    run() {
      freshSheet("flush by read")
      const range = sheetByName("flush by read").getRange("A1")
      range.setValue("x")
      equal(range.getValue(), "x")
    },
  },
  {
    name: "the advanced service sees a write only after a flush",
    tag: "community",
    source: SEEN,
    run() {
      freshSheet("held")
      const range = sheetByName("held").getRange(1, 1)
      range.setValue("x")
      SpreadsheetApp.flush()
      equal(read("held!A1"), [["x"]])
    },
  },
  {
    name: "setValue parses a text as typing does",
    tag: "documented",
    source: `${REFERENCE}/range`,
    run() {
      freshSheet("set")
      const range = sheetByName("set").getRange(1, 1, 1, 3)
      range.setValues([["12", "TRUE", "ก"]])
      equal(range.getValues(), [[12, true, "ก"]])
    },
  },
  {
    name: "setValues refuses values of another size than the range",
    tag: "community",
    source: SEEN,
    run() {
      freshSheet("size")
      const range = sheetByName("size").getRange(1, 1, 2, 1)
      throws(() => range.setValues([["a"]]), /The data has 1 but the range has 2/)
    },
  },
  {
    name: "a blank cell reads as an empty text",
    tag: "documented",
    source: `${REFERENCE}/range`,
    run() {
      freshSheet("blank")
      equal(sheetByName("blank").getRange("B2").getValue(), "")
    },
  },
  {
    name: "an unknown sheet is null",
    tag: "documented",
    source: `${REFERENCE}/spreadsheet`,
    run() {
      equal(SpreadsheetApp.openById(scratchId()).getSheetByName("nowhere"), null)
    },
  },
  {
    name: "a strict rule refuses what a script sets",
    tag: "unverified",
    source: "an error message that users of Apps Script report",
    run() {
      const sheetId = freshSheet("strict")
      const range = { sheetId, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }
      const condition = { type: "ONE_OF_LIST", values: [{ userEnteredValue: "ก" }] }
      batch([{ setDataValidation: { range, rule: { condition, strict: true } } }])
      const cell = sheetByName("strict").getRange("A1")
      throws(() => {
        cell.setValue("ข")
        SpreadsheetApp.flush()
      }, /violates the data validation rules/)
    },
  },
]
