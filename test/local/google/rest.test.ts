import { expect, test } from "vitest"
import { OWNER, openClients } from "./office.ts"
import { textsAt, typeAt } from "./people.ts"

async function openSheet() {
  const clients = await openClients()
  const mimeType = "application/vnd.google-apps.spreadsheet"
  const { data } = await clients.drive.files.create({ requestBody: { name: "แผน", mimeType } })
  const spreadsheetId = data.id ?? ""
  const batch = (requests: object[]) =>
    clients.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } })
  const get = async (fields: string, ranges?: string[]) =>
    (await clients.sheets.spreadsheets.get({ spreadsheetId, fields, ...(ranges && { ranges }) })).data
  await batch([
    { updateSheetProperties: { properties: { sheetId: 0, title: "มาตรการ" }, fields: "title" } },
    { addSheet: { properties: { title: "ตั้งค่า" } } },
  ])
  return { ...clients, spreadsheetId, batch, get }
}

test("a spreadsheet is read back by the real client as it was made", async () => {
  const { batch, get } = await openSheet()
  const properties = { locale: "th_TH", timeZone: "Asia/Bangkok" }
  await batch([{ updateSpreadsheetProperties: { properties, fields: "locale,timeZone" } }])
  expect(await get("properties,sheets.properties(title,index)")).toEqual({
    properties: { title: "แผน", locale: "th_TH", timeZone: "Asia/Bangkok" },
    sheets: [{ properties: { title: "มาตรการ", index: 0 } }, { properties: { title: "ตั้งค่า", index: 1 } }],
  })
})

test("a batch is ordered, answers in order, and is all or nothing", async () => {
  const { batch, get } = await openSheet()
  const { data } = await batch([
    { addSheet: { properties: { sheetId: 7, title: "ใหม่" } } },
    {
      updateCells: {
        start: { sheetId: 7 },
        rows: [{ values: [{ userEnteredValue: { stringValue: "ก" } }] }],
        fields: "*",
      },
    },
    { addProtectedRange: { protectedRange: { range: { sheetId: 7 }, editors: { users: [OWNER] } } } },
  ])
  expect(data.replies?.map(reply => Object.keys(reply))).toEqual([["addSheet"], [], ["addProtectedRange"]])

  const before = await get("sheets")
  const failing = batch([
    { updateSheetProperties: { properties: { sheetId: 7, title: "อื่น" }, fields: "title" } },
    { deleteDimension: { range: { sheetId: 7, dimension: "ROWS", startIndex: 0, endIndex: 1 } } },
    { deleteSheet: { sheetId: 99 } },
  ])
  await expect(failing).rejects.toMatchObject({
    status: 400,
    message: "Invalid requests[2].deleteSheet: No sheet with id: 99",
  })
  expect(await get("sheets")).toEqual(before)
})

test("updates touch only what their field mask names", async () => {
  const { batch, get } = await openSheet()
  const range = { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }
  const red = { red: 1 }
  await batch([
    {
      repeatCell: {
        range,
        cell: {
          userEnteredValue: { stringValue: "ก" },
          note: "ข",
          userEnteredFormat: { backgroundColor: red, wrapStrategy: "WRAP" },
        },
        fields: "userEnteredValue,note,userEnteredFormat(backgroundColor,wrapStrategy)",
      },
    },
    {
      repeatCell: {
        range,
        cell: { userEnteredFormat: { textFormat: { bold: true } } },
        fields: "userEnteredFormat.textFormat.bold,note",
      },
    },
  ])
  const fields = "sheets.data.rowData.values(userEnteredValue,note,userEnteredFormat,formattedValue)"
  expect((await get(fields, ["มาตรการ!A1:B2"])).sheets).toEqual([
    {
      data: [
        {
          rowData: [
            {
              values: [
                {
                  userEnteredValue: { stringValue: "ก" },
                  formattedValue: "ก",
                  userEnteredFormat: {
                    backgroundColor: red,
                    wrapStrategy: "WRAP",
                    textFormat: { bold: true },
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  ])
})

test("metadata, protections, merges and rules follow their rows and columns", async () => {
  const { batch, get } = await openSheet()
  const column = (startIndex: number) => ({
    sheetId: 0,
    dimension: "COLUMNS",
    startIndex,
    endIndex: startIndex + 1,
  })
  const rows = (startRowIndex: number, endRowIndex: number) => ({ sheetId: 0, startRowIndex, endRowIndex })
  const values = [{ userEnteredValue: '=ISNUMBER(SEARCH("x",$A2))' }]
  const condition = { type: "CUSTOM_FORMULA", values }
  await batch([
    {
      createDeveloperMetadata: {
        developerMetadata: {
          metadataKey: "key",
          metadataValue: "lead",
          visibility: "DOCUMENT",
          location: { dimensionRange: column(2) },
        },
      },
    },
    { addProtectedRange: { protectedRange: { protectedRangeId: 5, range: rows(3, 6) } } },
    {
      addProtectedRange: {
        protectedRange: { protectedRangeId: 6, range: { sheetId: 0 }, unprotectedRanges: [rows(9, 10)] },
      },
    },
    {
      addConditionalFormatRule: {
        rule: { ranges: [rows(1, 1000)], booleanRule: { condition } },
      },
    },
    { moveDimension: { source: column(2), destinationIndex: 6 } },
    { insertDimension: { range: column(0) } },
    { insertDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 4, endIndex: 6 } } },
    { deleteDimension: { range: { sheetId: 0, dimension: "ROWS", startIndex: 0, endIndex: 4 } } },
  ])
  const { sheets = [] } = await get(
    "sheets(protectedRanges(range,unprotectedRanges),conditionalFormats.ranges,data.columnMetadata.developerMetadata)",
    ["มาตรการ!A1:Z1"],
  )
  expect(sheets[0]?.protectedRanges).toEqual([
    { range: { sheetId: 0, startRowIndex: 0, endRowIndex: 4 } },
    { range: { sheetId: 0 }, unprotectedRanges: [rows(7, 8)] },
  ])
  expect(sheets[0]?.conditionalFormats).toEqual([{ ranges: [rows(0, 998)] }])
  const marked = sheets[0]?.data?.[0]?.columnMetadata?.map(band => band.developerMetadata?.[0]?.metadataValue)
  expect(marked?.indexOf("lead")).toBe(6)
})

test.each([
  ["an unknown tab", { ranges: ["ไม่มี!A1"] }, 400, "Unable to parse range: ไม่มี!A1"],
  ["an unknown spreadsheet", { spreadsheetId: "none" }, 404, "Requested entity was not found."],
])("%s is refused in Google's form", async (_, params, status, message) => {
  const { sheets, spreadsheetId } = await openSheet()
  const failing = sheets.spreadsheets.get({ spreadsheetId, fields: "sheets", ...params })
  await expect(failing).rejects.toMatchObject({ status, message })
})

test("what is not supported is refused loudly", async () => {
  const { batch, sheets, get } = await openSheet()
  await expect(batch([{ addChart: {} }])).rejects.toMatchObject({
    status: 501,
    message: "The request addChart is not in the local surface",
  })
  const copying = sheets.spreadsheets.sheets.copyTo({ spreadsheetId: "x", sheetId: 0, requestBody: {} })
  await expect(copying).rejects.toMatchObject({ status: 501 })
  await expect(sheets.spreadsheets.values.get({ spreadsheetId: "x", range: "A1" })).rejects.toMatchObject({
    status: 501,
    message: "GET /v4/spreadsheets/x/values/A1 is not in the local surface",
  })
  await expect(get("")).rejects.toMatchObject({ status: 501 })
  await expect(get("sheets.propertys")).rejects.toMatchObject({ status: 400 })
})

test("files are shared and found", async () => {
  const { drive, spreadsheetId, google } = await openSheet()
  const requestBody = { type: "user", role: "writer", emailAddress: "a@example.go.th" }
  const { data: permission } = await drive.permissions.create({
    fileId: spreadsheetId,
    requestBody,
    sendNotificationEmail: false,
  })
  const { data: listing } = await drive.files.list({ q: "name = 'แผน' and trashed = false" })
  expect(listing.files?.map(({ id }) => id)).toEqual([spreadsheetId])
  const listPermissions = async () =>
    (await drive.permissions.list({ fileId: spreadsheetId, fields: "permissions(role,emailAddress)" })).data
      .permissions
  expect(await listPermissions()).toEqual([
    { role: "owner", emailAddress: OWNER },
    { role: "writer", emailAddress: "a@example.go.th" },
  ])
  await drive.permissions.delete({ fileId: spreadsheetId, permissionId: permission.id ?? "" })
  expect(await listPermissions()).toHaveLength(1)
  expect(google.calls.get("drive.permissions.list")).toBe(2)
})

test("files are found by terms that hold an and of their own, and by quoted quotes", async () => {
  const { drive } = await openClients()
  const mimeType = "application/vnd.google-apps.spreadsheet"
  const create = async (name: string, appProperties: Record<string, string>) =>
    (await drive.files.create({ requestBody: { name, mimeType, appProperties }, fields: "id" })).data.id
  const first = await create("แผน and 'ร่าง'", { sujarit: "office/2566", other: "1" })
  const second = await create("แผน", { sujarit: "office/2567" })
  const idsOf = async (q: string) =>
    ((await drive.files.list({ q, fields: "files(id)", orderBy: "createdTime" })).data.files ?? []).map(
      file => file.id,
    )
  const has = (key: string, value: string) => `appProperties has { key='${key}' and value='${value}' }`
  expect(await idsOf(has("sujarit", "office/2566"))).toEqual([first])
  expect(await idsOf(`trashed = false and ${has("sujarit", "office/2567")} and name = 'แผน'`)).toEqual([
    second,
  ])
  expect(await idsOf(`${has("sujarit", "office/2566")} and ${has("other", "2")}`)).toEqual([])
  expect(await idsOf("name = 'แผน and \\'ร่าง\\''")).toEqual([first])
  await expect(idsOf("trashed = false and")).rejects.toThrow(/Invalid Value/)
  await expect(idsOf("trashed = false or name = 'แผน'")).rejects.toThrow(/Invalid Value/)
  await expect(idsOf("fullText contains 'แผน'")).rejects.toThrow(/not in the local surface/)
})

test("Drive says whose account this is", async () => {
  const { drive } = await openClients()
  const { data } = await drive.about.get({ fields: "user(emailAddress)" })
  expect(data).toEqual({ user: { emailAddress: OWNER } })
})

test("a script project takes the whole of its content", async () => {
  const { script } = await openClients()
  const { data: project } = await script.projects.create({ requestBody: { title: "สุจริต" } })
  const scriptId = project.scriptId ?? ""
  const files = [
    { name: "appsscript", type: "JSON", source: "{}" },
    { name: "Code", type: "SERVER_JS", source: "function scan() {}" },
  ]
  await script.projects.updateContent({ scriptId, requestBody: { files } })
  expect((await script.projects.getContent({ scriptId })).data).toEqual({ scriptId, files })
  const bare = script.projects.updateContent({ scriptId, requestBody: { files: files.slice(1) } })
  await expect(bare).rejects.toMatchObject({ status: 400 })
})

test("rows are sorted and copied", async () => {
  const { batch, google, spreadsheetId } = await openSheet()
  const rows = [
    ["ข", "2"],
    ["", "9"],
    ["ก", "1"],
  ]
  typeAt(google, spreadsheetId, "มาตรการ!A1", rows)
  await batch([
    {
      sortRange: {
        range: { sheetId: 0, startRowIndex: 0, endRowIndex: 3, startColumnIndex: 0, endColumnIndex: 2 },
        sortSpecs: [{ dimensionIndex: 0 }],
      },
    },
    {
      copyPaste: {
        source: { sheetId: 0, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 },
        destination: { sheetId: 0, startRowIndex: 3, endRowIndex: 5, startColumnIndex: 0, endColumnIndex: 1 },
      },
    },
  ])
  expect(textsAt(google, spreadsheetId, "มาตรการ!A1:B6")).toEqual([
    ["ก", "1"],
    ["ข", "2"],
    ["", "9"],
    ["ก", ""],
    ["ก", ""],
  ])
})

test("a mask that names no field is refused in Google's own words", async () => {
  const { batch, get } = await openSheet()
  const title = (fields: string) =>
    batch([{ updateSheetProperties: { properties: { sheetId: 0, title: "อื่น" }, fields } }])
  await expect(title("titel")).rejects.toMatchObject({
    status: 400,
    message: "Invalid requests[0].updateSheetProperties: Invalid field: titel",
  })
  await expect(title("")).rejects.toMatchObject({
    message:
      "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
  })
  // Sheets takes a space for a part of the name, which Drive does not.
  for (const fields of ["properties, sheets.properties", "sheets.titel"])
    await expect(get(fields)).rejects.toMatchObject({
      status: 400,
      message: "Request contains an invalid argument.",
    })
})
