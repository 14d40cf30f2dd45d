import { expect, test } from "vitest"
import { planProvision, provision } from "../../../cli/provision/provision.ts"
import { ApiError } from "../../../local/google/wire/errors.ts"
import { columnOf, TABS, tabOf } from "../../../shared/columns.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { columnName } from "../../../shared/sheet/a1.ts"
import { STATE_WORDS } from "../../../shared/view/words.ts"
import { day, MEASURES, OWNER, openGoogle, openYear, PLAN, REGISTRY_REPORTS } from "./office.ts"

const WRITES = ["drive.files.create", "drive.permissions.create", "sheets.spreadsheets.batchUpdate"]

test("a new year has every tab in order, one report tab a section, and two batches made it", async () => {
  const { google, spreadsheetId, made, headersOf } = await openYear()
  expect(made.outcome).toBe("created")
  expect(google.calls.get("sheets.spreadsheets.batchUpdate")).toBe(2)
  // Once more for what Google made of the accounts in the protections.
  expect(google.calls.get("sheets.spreadsheets.get")).toBe(2)
  const spreadsheet = google.model.spreadsheet(spreadsheetId)
  expect(spreadsheet).toMatchObject({ locale: "th_TH", timeZone: "Asia/Bangkok", title: "แผน 2566" })
  const titles = TABS.flatMap(tab =>
    tab.key === "report" ? PLAN.sections.map(section => `รายงาน ${section.name}`) : [tab.title],
  )
  expect(spreadsheet.sheets.map(sheet => sheet.title)).toEqual(titles)
  expect(spreadsheet.sheets.filter(sheet => sheet.hidden).map(sheet => sheet.title)).toEqual(["_record"])
  expect(spreadsheet.sheets.every(sheet => sheet.frozenRowCount === 1)).toBe(true)
  // What is owed, and until when, stays in view beside what is typed.
  for (const { title, frozenColumnCount } of spreadsheet.sheets)
    expect([title, frozenColumnCount]).toEqual([title, title.startsWith("รายงาน ") ? 4 : 0])
  for (const tab of TABS.filter(each => each.key !== "report"))
    expect(headersOf(tab.title)).toEqual(tab.columns.map(column => column.header))
})

test("running it again writes nothing", async () => {
  const { google, clients, spreadsheetId, again } = await openYear()
  google.calls.clear()
  expect(await again()).toMatchObject({
    outcome: "unchanged",
    requestCount: 0,
    sharing: { added: [], refused: [] },
  })
  expect(WRITES.filter(name => google.calls.has(name))).toEqual([])
  expect((await planProvision(clients, { ...PLAN, spreadsheetId })).requests).toEqual([])
})

const STRANGER = "nobody@example.go.th"
const DOTTED = "a.b@gmail.com"
const VARIANTS = {
  refused: (address: string) => {
    if (address === STRANGER)
      throw new ApiError("INVALID_ARGUMENT", `The user ${address} is not a known account.`)
    return address
  },
  dropped: (address: string) => (address === STRANGER ? undefined : address),
  normalised: (address: string) => (address === DOTTED ? "ab@gmail.com" : address),
}

test.each(["refused", "dropped", "normalised"] as const)(
  "an account that Google has %s costs nobody else anything",
  async variant => {
    const { google, clients } = await openGoogle()
    google.model.habits.takeEditor = VARIANTS[variant]
    const named = variant === "normalised" ? [DOTTED] : [STRANGER, DOTTED]
    const accounts = [...named, "fine@example.go.th"]
    const plan = {
      ...PLAN,
      sections: PLAN.sections.map(section => (section.slug === "2" ? { ...section, accounts } : section)),
    }
    const made = await provision(clients, plan)
    expect(made.untaken).toEqual(variant === "normalised" ? [] : [STRANGER])
    const { sheets } = google.model.spreadsheet(made.spreadsheetId)
    const editors = sheets.find(({ title }) => title === REGISTRY_REPORTS)?.protectedRanges[0]?.editors?.users
    expect(editors).toContain("fine@example.go.th")
    expect(editors).toContain(variant === "normalised" ? "ab@gmail.com" : DOTTED)
    expect(sheets.every(({ protectedRanges }) => protectedRanges.length > 0)).toBe(true)
    const again = await provision(clients, { ...plan, spreadsheetId: made.spreadsheetId })
    expect([again.requestCount, again.untaken]).toEqual([0, made.untaken])
  },
)

test("without its id the year's file is found by its mark, and another year's is not", async () => {
  const { clients, spreadsheetId } = await openYear()
  expect((await provision(clients, PLAN)).spreadsheetId).toBe(spreadsheetId)
  const next = await provision(clients, { ...PLAN, fiscalYear: 2567 })
  expect(next).toMatchObject({ outcome: "created" })
  expect(next.spreadsheetId).not.toBe(spreadsheetId)
})

test("a run that died after making the file is finished by the next", async () => {
  const { clients, google } = await openGoogle()
  const dying = { ...clients, sheets: { spreadsheets: { get: () => Promise.reject(new Error("cut off")) } } }
  await expect(provision(dying as never, PLAN)).rejects.toThrow("cut off")
  const made = await provision(clients, PLAN)
  expect(made.outcome).toBe("repaired")
  expect(google.calls.get("drive.files.create")).toBe(1)
  expect(google.model.spreadsheet(made.spreadsheetId).sheets).toHaveLength(20)
})

test("the first content is sections, holidays and every setting", async () => {
  const { textsOf, sheetOf } = await openYear()
  expect(textsOf("หน่วยงาน", 2).slice(0, 6)).toEqual([
    2,
    "ฝ่ายทะเบียน",
    "ทะเบียนฯ",
    "หัวหน้าฝ่ายทะเบียน",
    "section-2@example.go.th",
    "mail-2@example.go.th",
  ])
  expect(textsOf("วันหยุด", 1).slice(0, 2)).toEqual(["13 เม.ย. 2566", "วันสงกรานต์"])
  const settings = SETTINGS.map((_, at) => textsOf("ตั้งค่า", at + 1))
  expect(settings.map(row => row[0])).toEqual(SETTINGS.map(setting => setting.key))
  const values = Object.fromEntries(settings.map(row => [row[0], row[2]]))
  expect(values).toMatchObject({
    office: "สำนักงานเขตภาษีเจริญ",
    fiscalYear: "2566",
    title: "แผน 2566",
    digestDay: "จันทร์",
  })
  const digestDay = SETTINGS.findIndex(setting => setting.key === "digestDay") + 1
  expect(sheetOf("ตั้งค่า").rows[digestDay]?.[2]?.validation?.condition.type).toBe("ONE_OF_LIST")
})

test("typed cells are text, wrapped, with dropdowns that suggest and ticks", async () => {
  const { sheetOf } = await openYear()
  const row = sheetOf(MEASURES).rows[7]
  const cellOf = (key: string) => row?.[tabOf("measure").columns.indexOf(columnOf("measure", key))]
  expect(cellOf("period")?.format).toEqual({
    numberFormat: { type: "TEXT" },
    wrapStrategy: "WRAP",
    verticalAlignment: "TOP",
  })
  expect(cellOf("indicator")?.format).not.toHaveProperty("numberFormat")
  expect(cellOf("lead")?.validation).toMatchObject({
    condition: { type: "ONE_OF_LIST", values: PLAN.sections.map(({ name }) => ({ userEnteredValue: name })) },
    strict: false,
  })
  expect(cellOf("confirm")?.validation?.condition.type).toBe("BOOLEAN")
  const label = columnName(tabOf("measure").columns.indexOf(columnOf("measure", "label")))
  const values = [{ userEnteredValue: `='${MEASURES}'!$${label}$2:$${label}` }]
  for (const [tab, key] of [
    ["duty", "measure"],
    ["oversight", "measures"],
  ] as const)
    expect(
      sheetOf(tabOf(tab).title).rows[7]?.[tabOf(tab).columns.indexOf(columnOf(tab, key))]?.validation,
    ).toMatchObject({
      condition: { type: "ONE_OF_RANGE", values },
      strict: false,
    })
})

test("states colour their cells by their word, before anything else does", async () => {
  const { sheetOf } = await openYear()
  const rules = sheetOf(REGISTRY_REPORTS).conditionalFormats
  const formulas = rules.map(rule => rule.booleanRule.condition.values?.[0]?.userEnteredValue)
  const states = Object.values(STATE_WORDS).map(word => `=ISNUMBER(SEARCH("${word}",$A2))`)
  expect(new Set(formulas.slice(0, states.length))).toEqual(new Set(states))
})

test("marks colour their cells: errors before questions, found by the marks column's place", async () => {
  const { sheetOf } = await openYear()
  const rules = sheetOf(MEASURES).conditionalFormats
  const typed = tabOf("measure").columns.filter(column => column.by !== "script")
  expect(rules).toHaveLength(typed.length * 2)
  const formulas = rules.map(rule => rule.booleanRule?.condition.values?.[0]?.userEnteredValue)
  expect(formulas).toContain('=ISNUMBER(SEARCH("error:period;",$O2))')
  expect(formulas.findLastIndex(text => text?.includes("error:"))).toBeLessThan(
    formulas.findIndex(text => text?.includes("ask:")),
  )
})

test("the file is open to every editor, and only the missing are added", async () => {
  const { google, spreadsheetId, made, again } = await openYear()
  expect(made.sharing.added).toHaveLength(11)
  const writers = google.model.state.files.get(spreadsheetId)?.permissions.map(each => each.emailAddress)
  expect(writers).toContain("director@example.go.th")
  expect(writers?.filter(mail => mail === OWNER)).toHaveLength(1)
  expect((await again()).sharing.added).toEqual([])
})

test("a deputy named on the sheet may edit until the day, and not after", async () => {
  const { again, type, sheetOf } = await openYear()
  await type("'หน่วยงาน'!H3:I3", [["deputy@example.go.th", "30 มิ.ย. 2566"]])
  const editorsOf = () => sheetOf(REGISTRY_REPORTS).protectedRanges[0]?.editors?.users
  expect((await again()).sharing.added).toEqual(["deputy@example.go.th"])
  expect(editorsOf()).toContain("deputy@example.go.th")
  await again({ today: day(2023, 7, 1) })
  expect(editorsOf()).not.toContain("deputy@example.go.th")
})

test("accounts that cannot be read leave protections and sharing as they are", async () => {
  const { again, type, sheetOf } = await openYear()
  const before = sheetOf(REGISTRY_REPORTS).protectedRanges
  await type("'หน่วยงาน'!E3", [["section-2 at example"]])
  expect(await again()).toMatchObject({ outcome: "unchanged", accountsRead: false })
  expect(sheetOf(REGISTRY_REPORTS).protectedRanges).toEqual(before)
})
