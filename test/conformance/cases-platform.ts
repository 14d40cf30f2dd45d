/** What the first day at a live account rests on, and nobody could say beforehand. Some take what Google does, and say what it was. */
import { type Case, SEEN } from "./case.ts"
import { equal } from "./expect.ts"
import { batch, freshSheet, read, scratchId, sheetOf, write } from "./scratch.ts"

const REFERENCE = "developers.google.com/apps-script/reference"
const API = "developers.google.com/sheets/api"

/** Made with the bundle and thrown away: a PKCS#8 key, and what it makes of a text. */
declare const TEST_KEY: string
declare const TEST_SIGNATURE: string

const STRANGER = "nobody@sujarit.invalid"

function protect(sheetId: number, users: string[]): string[] {
  const editors = { users, domainUsersCanEdit: false }
  const protectedRange = { range: { sheetId }, description: "editors", warningOnly: false, editors }
  batch([{ addProtectedRange: { protectedRange } }])
  const { sheets = [] } = Sheets.Spreadsheets.get(scratchId(), {
    fields: "sheets(properties(sheetId),protectedRanges(editors))",
  })
  const found = sheets.find(({ properties }) => (properties?.sheetId ?? 0) === sheetId)
  return (found?.protectedRanges ?? []).flatMap(each => each.editors?.users ?? [])
}

export const PLATFORM_CASES: readonly Case[] = [
  {
    name: "a PKCS#8 key signs as RS256 does everywhere",
    tag: "documented",
    source: `${REFERENCE}/utilities/utilities`,
    run() {
      const bytes = Utilities.computeRsaSha256Signature("สุจริต", TEST_KEY, Utilities.Charset.UTF_8)
      const hex = bytes.map(byte => `0${(byte & 255).toString(16)}`.slice(-2)).join("")
      equal(hex, TEST_SIGNATURE)
    },
  },
  {
    name: "the language of 2020 is there: what the script calls of it",
    tag: "unverified",
    source: "developers.google.com/apps-script/guides/v8-runtime",
    run() {
      const has: readonly (readonly [string, object])[] = [
        ["flatMap", Array.prototype],
        ["includes", Array.prototype],
        ["padStart", String.prototype],
        ["trimEnd", String.prototype],
        ["matchAll", String.prototype],
        ["normalize", String.prototype],
        ["fromEntries", Object],
        ["entries", Object],
      ]
      equal(
        has.filter(([name, of]) => !(name in of)).map(([name]) => name),
        [],
      )
      // As a text, so that an engine without it fails this case alone.
      equal(/(?<=ปี )(?<year>\p{N}+)/u.exec("ปี ๒๕๖๖")?.groups?.year, "๒๕๖๖")
    },
  },
  {
    name: "an account that Google does not know is refused, left out or taken as an editor",
    tag: "unverified",
    source: SEEN,
    run() {
      const sheetId = freshSheet("stranger")
      try {
        return protect(sheetId, [Session.getEffectiveUser().getEmail(), STRANGER]).includes(STRANGER)
          ? "taken"
          : "left out"
      } catch (error) {
        equal(Object(Object(error).details).code, 400)
        return "refused"
      }
    },
  },
  {
    name: "a cell that is written without a value is blank",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/request#UpdateCellsRequest`,
    run() {
      const sheetId = freshSheet("blanked")
      write(sheetId, [["ก", "ข"]])
      write(sheetId, [["", "ข"]])
      equal(read("blanked!A1:B1"), [["", "ข"]])
    },
  },
  {
    name: "a row moves over a frozen one",
    tag: "unverified",
    source: `${API}/reference/rest/v4/spreadsheets/request#MoveDimensionRequest`,
    run() {
      const sheetId = freshSheet("frozen")
      write(sheetId, [["ก"], ["ข"], ["ค"]])
      const properties = { sheetId, gridProperties: { frozenRowCount: 1 } }
      const source = { sheetId, dimension: "ROWS" as const, startIndex: 2, endIndex: 3 }
      batch([
        { updateSheetProperties: { properties, fields: "gridProperties.frozenRowCount" } },
        { moveDimension: { source, destinationIndex: 0 } },
      ])
      equal(read("frozen!A1:A3"), [["ค"], ["ก"], ["ข"]])
    },
  },
  {
    name: "a tick that nobody ticked is blank or false, and nothing else",
    tag: "unverified",
    source: SEEN,
    run() {
      const sheetId = freshSheet("tick")
      const range = { sheetId, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }
      const dataValidation = { condition: { type: "BOOLEAN" }, strict: true }
      batch([{ repeatCell: { range, cell: { dataValidation }, fields: "dataValidation" } }])
      const fields = "sheets(data(rowData(values(effectiveValue))))"
      const value = sheetOf(["tick!A1"], fields)?.data?.[0]?.rowData?.[0]?.values?.[0]?.effectiveValue
      equal([undefined, false].includes(value?.boolValue), true)
      return value?.boolValue === false ? "false" : "blank"
    },
  },
  {
    name: "writes by a script fire onChange, or do not",
    tag: "unverified",
    source: "developers.google.com/apps-script/guides/triggers/installable",
    run() {
      const sheetId = freshSheet("changed")
      const properties = PropertiesService.getScriptProperties()
      properties.deleteProperty("conformanceFired")
      const trigger = ScriptApp.newTrigger("conformanceHandler")
        .forSpreadsheet(scratchId())
        .onChange()
        .create()
      try {
        write(sheetId, [["x"]])
        Utilities.sleep(Number(properties.getProperty("CONFORMANCE_WAIT") ?? 30_000))
        return properties.getProperty("conformanceFired") === null ? "they do not" : "they do"
      } finally {
        ScriptApp.deleteTrigger(trigger)
      }
    },
  },
  {
    name: "a person's chip tells the address, whatever it shows",
    tag: "documented",
    source: `${API}/guides/chips`,
    run() {
      const sheetId = freshSheet("chip")
      const email = Session.getEffectiveUser().getEmail()
      const chipRuns = [{ startIndex: 0, chip: { personProperties: { email } } }]
      const rows = [{ values: [{ userEnteredValue: { stringValue: "@" }, chipRuns }] }]
      const start = { sheetId, rowIndex: 0, columnIndex: 0 }
      batch([{ updateCells: { start, rows, fields: "userEnteredValue,chipRuns" } }])
      const fields =
        "sheets(data(rowData(values(formattedValue,chipRuns(startIndex,chip(personProperties(email)))))))"
      const cell = sheetOf(["chip!A1"], fields)?.data?.[0]?.rowData?.[0]?.values?.[0]
      equal(
        (cell?.chipRuns ?? []).flatMap(run => run.chip?.personProperties?.email ?? []),
        [email],
      )
      return cell?.formattedValue === email ? "it shows the address" : "it shows something else"
    },
  },
  {
    name: "a text is shown as it is, however long, and whatever begins or ends it",
    tag: "documented",
    source: `${API}/reference/rest/v4/spreadsheets/cells#CellData`,
    run() {
      const sheetId = freshSheet("shown")
      const texts = ["ก".repeat(20_000), " สองบรรทัด\nและช่องว่าง ", "007"]
      write(sheetId, [texts])
      const cells = sheetOf(["shown!A1:C1"], "sheets(data(rowData(values(formattedValue))))")?.data?.[0]
      equal(
        cells?.rowData?.[0]?.values?.map(({ formattedValue }) => formattedValue),
        texts,
      )
    },
  },
  ...["30/6/2566", "30/6/66", "5 ม.ค. 2566", "๓๐/๖/๒๕๖๖", "50%", "฿1,200"].map(
    (text): Case => ({
      name: `${text} typed in a cell without a format shows what can be read`,
      tag: "unverified",
      source: `${API}/reference/rest/v4/spreadsheets/request#PasteDataRequest`,
      run() {
        const sheetId = freshSheet(`typed ${text.length} ${Utilities.getUuid().slice(0, 8)}`)
        const coordinate = { sheetId, rowIndex: 0, columnIndex: 0 }
        batch([{ pasteData: { coordinate, data: text, type: "PASTE_NORMAL", delimiter: "\t" } }])
        const fields =
          "sheets(properties(sheetId),data(rowData(values(effectiveValue(numberValue),formattedValue))))"
        const { sheets = [] } = Sheets.Spreadsheets.get(scratchId(), { fields })
        const found = sheets.find(({ properties }) => (properties?.sheetId ?? 0) === sheetId)
        const cell = found?.data?.[0]?.rowData?.[0]?.values?.[0]
        equal((cell?.formattedValue ?? "") !== "", true)
        const number = cell?.effectiveValue?.numberValue
        return `“${cell?.formattedValue}”${number === undefined ? ", a text" : `, the number ${number}`}`
      },
    }),
  ),
  {
    name: "a full read of two thousand rows ends within half a minute",
    tag: "unverified",
    source: SEEN,
    run() {
      const sheetId = freshSheet("long")
      batch([{ appendDimension: { sheetId, dimension: "ROWS", length: 2000 } }])
      write(
        sheetId,
        Array.from({ length: 2000 }, (_, at) => [`แถว ${at}`, at, "ข้อความยาวพอประมาณของหนึ่งช่อง"]),
      )
      const before = Date.now()
      equal(read("long!A1:C2000").length, 2000)
      const took = Date.now() - before
      equal(took < 30_000, true)
      return `${took} ms`
    },
  },
]
