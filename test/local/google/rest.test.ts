import { expect, test } from "vitest"
import { OWNER, openClients } from "./office.ts"

async function openSheet() {
  const clients = await openClients()
  const requestBody = {
    properties: { title: "แผน", locale: "th_TH", timeZone: "Asia/Bangkok" },
    sheets: [{ properties: { title: "มาตรการ" } }, { properties: { title: "ตั้งค่า" } }],
  }
  const { data } = await clients.sheets.spreadsheets.create({ requestBody })
  const spreadsheetId = data.spreadsheetId ?? ""
  const batch = (requests: object[]) =>
    clients.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } })
  const get = async (fields: string, ranges?: string[]) =>
    (await clients.sheets.spreadsheets.get({ spreadsheetId, fields, ...(ranges && { ranges }) })).data
  return { ...clients, spreadsheetId, batch, get, created: data }
}

test("a spreadsheet is created with its sheets, and read back by the real client", async () => {
  const { created, get } = await openSheet()
  expect(created.properties).toEqual({ title: "แผน", locale: "th_TH", timeZone: "Asia/Bangkok" })
  expect(await get("sheets.properties(title,index)")).toEqual({
    sheets: [{ properties: { title: "มาตรการ", index: 0 } }, { properties: { title: "ตั้งค่า", index: 1 } }],
  })
})

test("values are typed or raw, as asked", async () => {
  const { sheets, spreadsheetId } = await openSheet()
  const write = (range: string, valueInputOption: string, values: unknown[][]) =>
    sheets.spreadsheets.values.update({ spreadsheetId, range, valueInputOption, requestBody: { values } })
  await write("มาตรการ!A1", "USER_ENTERED", [["12", "TRUE", "=1", "'12", "2023-05-31", "45%"]])
  await write("มาตรการ!A2", "RAW", [["12", "TRUE", "=1", 12, true]])
  const read = async (valueRenderOption: string) =>
    (await sheets.spreadsheets.values.get({ spreadsheetId, range: "มาตรการ!A1:F2", valueRenderOption })).data
  expect(await read("UNFORMATTED_VALUE")).toEqual({
    range: "'มาตรการ'!A1:F2",
    majorDimension: "ROWS",
    values: [
      [12, true, 1, "12", 45077, 0.45],
      ["12", "TRUE", "=1", 12, true],
    ],
  })
  expect((await read("FORMATTED_VALUE")).values?.[0]).toEqual([
    "12",
    "TRUE",
    "1",
    "12",
    "2023-05-31",
    "45.00%",
  ])
  expect((await read("FORMULA")).values?.[0]?.[2]).toBe("=1")
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
  await expect(failing).rejects.toMatchObject({ status: 400, message: "No sheet with id: 99" })
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
        rule: { ranges: [rows(1, 1000)], booleanRule: { condition: { type: "NOT_BLANK" } } },
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

test("a search finds metadata where it is now", async () => {
  const { batch, sheets, spreadsheetId } = await openSheet()
  const location = { dimensionRange: { sheetId: 0, dimension: "COLUMNS", startIndex: 1, endIndex: 2 } }
  await batch([
    {
      createDeveloperMetadata: {
        developerMetadata: { metadataKey: "key", visibility: "DOCUMENT", location },
      },
    },
    { insertDimension: { range: { sheetId: 0, dimension: "COLUMNS", startIndex: 0, endIndex: 1 } } },
  ])
  const requestBody = { dataFilters: [{ developerMetadataLookup: { metadataKey: "key" } }] }
  const { data } = await sheets.spreadsheets.developerMetadata.search({ spreadsheetId, requestBody })
  expect(data.matchedDeveloperMetadata?.[0]?.developerMetadata?.location?.dimensionRange?.startIndex).toBe(2)
})

test.each([
  ["a range outside the grid", { range: "มาตรการ!A2000" }, 400, /exceeds grid limits/],
  ["an unknown tab", { range: "ไม่มี!A1" }, 400, "Unable to parse range: ไม่มี!A1"],
  ["an unknown spreadsheet", { spreadsheetId: "none", range: "A1" }, 404, "Requested entity was not found."],
])("%s is refused in Google's form", async (_, params, status, message) => {
  const { sheets, spreadsheetId } = await openSheet()
  const failing = sheets.spreadsheets.values.get({ spreadsheetId, ...params })
  await expect(failing).rejects.toMatchObject({
    status,
    message: typeof message === "string" ? message : expect.stringMatching(message),
  })
})

test("what is not supported is refused loudly", async () => {
  const { batch, sheets, get } = await openSheet()
  await expect(batch([{ addChart: {} }])).rejects.toMatchObject({
    status: 501,
    message: "The request addChart is not in the local surface",
  })
  const copying = sheets.spreadsheets.sheets.copyTo({ spreadsheetId: "x", sheetId: 0, requestBody: {} })
  await expect(copying).rejects.toMatchObject({ status: 501 })
  await expect(get("sheets.propertys")).rejects.toMatchObject({ status: 400 })
})

test("files are shared, found and renamed", async () => {
  const { drive, spreadsheetId, google } = await openSheet()
  const requestBody = { type: "user", role: "writer", emailAddress: "a@example.go.th" }
  const { data: permission } = await drive.permissions.create({
    fileId: spreadsheetId,
    requestBody,
    sendNotificationEmail: false,
  })
  await drive.files.update({
    fileId: spreadsheetId,
    requestBody: { name: "ชื่อใหม่", appProperties: { year: "2566" } },
  })
  const { data: listing } = await drive.files.list({
    q: "name = 'ชื่อใหม่' and trashed = false",
    fields: "files(id,appProperties)",
  })
  expect(listing.files).toEqual([{ id: spreadsheetId, appProperties: { year: "2566" } }])
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
  const create = async (name: string, appProperties: Record<string, string>) =>
    (await drive.files.create({ requestBody: { name, appProperties }, fields: "id" })).data.id
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

test("rows are sorted, copied, cut and appended", async () => {
  const { batch, sheets, spreadsheetId } = await openSheet()
  const range = "มาตรการ!A1:C6"
  await sheets.spreadsheets.values.update({
    spreadsheetId,
    range: "มาตรการ!A1",
    valueInputOption: "RAW",
    requestBody: {
      values: [
        ["ข", 2],
        ["", 9],
        ["ก", 1],
      ],
    },
  })
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
    {
      cutPaste: {
        source: { sheetId: 0, startRowIndex: 1, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 2 },
        destination: { sheetId: 0, rowIndex: 0, columnIndex: 1 },
      },
    },
  ])
  await sheets.spreadsheets.values.append({
    spreadsheetId,
    range: "มาตรการ!A:C",
    valueInputOption: "RAW",
    requestBody: { values: [["ท้าย"]] },
  })
  const { data } = await sheets.spreadsheets.values.get({ spreadsheetId, range })
  expect(data.values).toEqual([["ก", "ข", "2"], [], ["", "9"], ["ก"], ["ก"], ["ท้าย"]])
})
