import { expect, onTestFinished, test } from "vitest"
import { createEditor } from "../../../local/google/edit/editing.ts"
import type { Firing } from "../../../local/google/script/script-host.ts"
import { createScriptHost } from "../../../local/google/script/script-host.ts"
import { NOON, OWNER, openOffice } from "./office.ts"

const SECTION = "registry@example.go.th"
const OTHER = "works@example.go.th"
const STRANGER = "stranger@example.com"

const rows = (startRowIndex: number, endRowIndex: number) => ({ sheetId: 0, startRowIndex, endRowIndex })
const TEXT = { userEnteredFormat: { numberFormat: { type: "TEXT" } } }

/** Rows 3 and 4 are the section's; column D warns; column E is a dropdown; the second tab is protected but for A2. */
async function openGrid() {
  const google = await openOffice()
  const { spreadsheetId } = google.model.addSpreadsheet("แผน")
  const api = (requests: object[]) =>
    google.api("sheets.spreadsheets.batchUpdate", {
      params: { spreadsheetId },
      body: { requests },
      source: "api",
    })
  for (const emailAddress of [SECTION, OTHER]) {
    const body = { type: "user", role: "writer", emailAddress }
    google.api("drive.permissions.create", { params: { fileId: spreadsheetId }, body, source: "api" })
  }
  const condition = { type: "ONE_OF_LIST", values: [{ userEnteredValue: "ยกเลิก" }] }
  const column = (startColumnIndex: number) => ({
    sheetId: 0,
    startRowIndex: 1,
    startColumnIndex,
    endColumnIndex: startColumnIndex + 1,
  })
  api([
    { updateSheetProperties: { properties: { sheetId: 0, title: "มาตรการ" }, fields: "title" } },
    { addSheet: { properties: { sheetId: 1, title: "ตั้งค่า" } } },
    {
      addProtectedRange: {
        protectedRange: { range: rows(2, 4), editors: { users: [SECTION] }, description: "ฝ่ายทะเบียน" },
      },
    },
    { addProtectedRange: { protectedRange: { range: column(3), warningOnly: true } } },
    {
      addProtectedRange: {
        protectedRange: {
          range: { sheetId: 1 },
          unprotectedRanges: [
            { sheetId: 1, startRowIndex: 1, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 1 },
          ],
        },
      },
    },
    {
      repeatCell: {
        range: column(4),
        cell: { dataValidation: { condition, strict: true } },
        fields: "dataValidation",
      },
    },
    { repeatCell: { range: column(5), cell: TEXT, fields: "userEnteredFormat.numberFormat" } },
  ])
  const { scriptId } = google.model.addProject("สุจริต")
  const code = `function install(id) {
      ScriptApp.newTrigger("onEdited").forSpreadsheet(id).onEdit().create()
      ScriptApp.newTrigger("onChanged").forSpreadsheet(id).onChange().create()
    }
    function onEdited({ range, value }) { return [range.getRow(), range.getColumn(), range.getNumColumns(), value] }
    function onChanged(event) { return event.changeType }`
  const host = createScriptHost({ google, projectId: scriptId, code, now: () => NOON, owner: OWNER })
  onTestFinished(() => host.close())
  const firings: Firing["outcome"][] = []
  const values: unknown[] = []
  const editor = createEditor(google, [host], firing => {
    firings.push(firing.outcome as Firing["outcome"])
    if (firing.outcome === "ran") values.push(firing.run.value)
  })
  const type = (range: string, values: string[][], as = OWNER, tab: string | number = "มาตรการ") =>
    editor.edit({ spreadsheetId, tab, range, values, as })
  return {
    google,
    host,
    editor,
    spreadsheetId,
    type,
    api,
    values,
    install: () => host.run("install", spreadsheetId),
  }
}

test.each([
  ["the owner", "A3", OWNER, true],
  ["an editor of the range", "A3", SECTION, true],
  ["another writer", "A3", OTHER, "protected"],
  ["a stranger", "A9", STRANGER, "no-access"],
  ["a writer outside the range", "A5", OTHER, true],
  ["a writer pasting across its edge", "A2:A3", OTHER, "protected"],
  ["anyone, in a column that only warns", "D9", OTHER, true],
])("%s edits %2$s: %4$s", async (_, range, as, expected) => {
  const { type } = await openGrid()
  const result = type(range, [["ก"]], as)
  expect(result.ok || result.reason).toBe(expected)
})

test("a refusal says in Thai who may edit, and changes nothing", async () => {
  const { type, google, spreadsheetId } = await openGrid()
  expect(
    type(
      "A2:B3",
      [
        ["ก", "ข"],
        ["ค", "ง"],
      ],
      OTHER,
    ),
  ).toEqual({
    ok: false,
    reason: "protected",
    message: `ช่องนี้แก้ได้เฉพาะ ${SECTION} (ฝ่ายทะเบียน)`,
    editors: [SECTION],
  })
  expect(google.model.spreadsheet(spreadsheetId).sheets[0]?.rows[1]?.[0]).toBeUndefined()
})

test("a protected sheet opens only where it says", async () => {
  const { type } = await openGrid()
  expect(type("A2", [["ก"]], OTHER, "ตั้งค่า").ok).toBe(true)
  expect(type("A2:B2", [["ก", "ข"]], OTHER, 1).ok).toBe(false)
  expect(type("B2", [["ก"]], OWNER, 1).ok).toBe(true)
})

test("a strict list refuses what is not in it, and says what is", async () => {
  const { type } = await openGrid()
  expect(type("E2", [["เลิก"]])).toMatchObject({
    reason: "validation",
    message: "ช่องนี้ไม่รับค่า “เลิก” เลือกได้เฉพาะ ยกเลิก",
  })
  expect(type("E2", [["ยกเลิก"]]).ok).toBe(true)
  expect(type("E2", [[""]]).ok).toBe(true)
})

test("typed text is parsed, but not in cells formatted as text", async () => {
  const { type, google, spreadsheetId } = await openGrid()
  type("A2", [["007", "=1", "'=1", "x", "", "31/5/2566"]])
  const row = google.model.spreadsheet(spreadsheetId).sheets[0]?.rows[1] ?? []
  expect(row.map(cell => cell?.value)).toEqual([
    { numberValue: 7 },
    { formulaValue: "=1" },
    { stringValue: "=1" },
    { stringValue: "x" },
    undefined,
    { stringValue: "31/5/2566" },
  ])
})

test("only people's edits fire triggers; a single cell carries its value", async () => {
  const { type, values, editor, install, api, spreadsheetId, google } = await openGrid()
  await install()
  api([
    {
      updateCells: {
        start: { sheetId: 0 },
        rows: [{ values: [{ userEnteredValue: { stringValue: "เก่า" } }] }],
        fields: "userEnteredValue",
      },
    },
  ])
  await editor.idle()
  expect(values).toEqual([])
  type("A1", [["ใหม่"]])
  await editor.idle()
  type("A1:B1", [["ก", "ข"]])
  await editor.idle()
  editor.insertRows({ spreadsheetId, tab: 0, as: OWNER, at: 1, count: 1 })
  await editor.idle()
  expect(values).toEqual([[1, 1, 1, "ใหม่"], "EDIT", [1, 1, 2, null], "EDIT", "INSERT_ROW"])
  expect(google.calls.get("sheets.spreadsheets.batchUpdate")).toBe(2)
})

test("rows are inserted, moved and deleted where no protection is cut", async () => {
  const { editor, spreadsheetId, google } = await openGrid()
  const where = { spreadsheetId, tab: "มาตรการ", as: OTHER }
  expect(editor.insertRows({ ...where, at: 3, count: 1 })).toMatchObject({ reason: "protected" })
  expect(editor.deleteRows({ ...where, at: 2, count: 1 })).toMatchObject({ reason: "protected" })
  expect(editor.sortRange({ ...where, range: "A1:C9", column: 0 })).toMatchObject({ reason: "protected" })
  expect(editor.insertRows({ ...where, at: 1, count: 2 }).ok).toBe(true)
  const ranges = google.model
    .spreadsheet(spreadsheetId)
    .sheets[0]?.protectedRanges.map(protection => protection.range)
  expect(ranges?.[0]).toEqual(rows(4, 6))
  expect(editor.deleteRows({ ...where, at: 0, count: 3 }).ok).toBe(true)
  expect(editor.moveRows({ ...where, as: OWNER, at: 1, count: 2, to: 8 }).ok).toBe(true)
  expect(editor.insertRows({ ...where, tab: "ตั้งค่า", at: 5, count: 1 })).toMatchObject({ reason: "protected" })
  expect(editor.deleteRows({ ...where, at: 5000, count: 1 })).toMatchObject({ reason: "no-such-place" })
})

test("a snapshot shows each account what it may edit", async () => {
  const { editor, spreadsheetId, type, api } = await openGrid()
  type("A1:C1", [["รหัส", "ชื่อ", "ปัญหา"]])
  type("A3:C3", [["m-1", "ข้อ", "[กำหนดเวลา] พิมพ์ใหม่"]])
  const red = { backgroundColor: { red: 1, green: 0.8 } }
  const formula = '=ISNUMBER(SEARCH("[กำหนดเวลา]",$C2))'
  const condition = { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: formula }] }
  const range = { sheetId: 0, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 }
  api([{ addConditionalFormatRule: { rule: { ranges: [range], booleanRule: { condition, format: red } } } }])
  const cells = (as: string) => editor.snapshot(spreadsheetId, as).sheets[0]?.rows[2] ?? []
  expect(editor.snapshot(spreadsheetId, SECTION).sheets[0]?.headers).toEqual(["รหัส", "ชื่อ", "ปัญหา"])
  expect(cells(SECTION).map(cell => cell.locked)).toEqual([
    undefined,
    undefined,
    undefined,
    "warn",
    undefined,
    undefined,
  ])
  expect(cells(OTHER).map(cell => cell.locked)).toEqual(["no", "no", "no", "no", "no", "no"])
  expect(cells(OTHER).map(cell => cell.background)).toEqual([
    undefined,
    "#ffcc00",
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(cells(OWNER)[4]).toMatchObject({ text: "", choices: ["ยกเลิก"] })
  expect(editor.snapshot(spreadsheetId, STRANGER).isWriter).toBe(false)
})

test("a conditional format that could not be shown is refused", async () => {
  const { api } = await openGrid()
  const condition = { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: "=AND(A1,B1)" }] }
  const rule = { ranges: [{ sheetId: 0 }], booleanRule: { condition } }
  expect(() => api([{ addConditionalFormatRule: { rule } }])).toThrow(
    "=AND(A1,B1) is not in the local surface",
  )
})

test("listeners hear of changes by every door", async () => {
  const { editor, type, api, google, spreadsheetId, host } = await openGrid()
  const heard: unknown[] = []
  onTestFinished(
    editor.subscribe(changes => heard.push(...changes.map(({ source, sheetId }) => [source, sheetId]))),
  )
  type("A9", [["ก"]])
  api([{ updateSheetProperties: { properties: { sheetId: 1, title: "อื่น" }, fields: "title" } }])
  expect(() => api([{ deleteSheet: { sheetId: 1 } }, { deleteSheet: { sheetId: 9 } }])).toThrow()
  const properties = { sheetId: 0, title: "ใหม่" }
  const requests = [{ updateSheetProperties: { properties, fields: "title" } }]
  google.api("sheets.spreadsheets.batchUpdate", {
    params: { spreadsheetId },
    body: { requests },
    source: "script",
  })
  expect(heard).toEqual([
    ["person", 0],
    ["api", 1],
    ["script", 0],
  ])
  await host.idle()
})
