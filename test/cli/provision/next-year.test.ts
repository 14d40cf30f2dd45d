import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { nextYearOf, planNextYear, tabsOfWorkbook } from "../../../cli/provision/next-year.ts"
import { provision } from "../../../cli/provision/provision.ts"
import { tabOf } from "../../../shared/columns.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import { namedWorkbook } from "../../shared/import/workbook.ts"
import { openYear, PLAN } from "./office.ts"

const rowOf = (key: string) => SETTINGS.findIndex(setting => setting.key === key) + 1

test("a new year keeps the office's people and settings, and nothing of the old plan", async () => {
  const year = await openYear()
  const { clients, spreadsheetId, type } = year
  await type("'หน่วยงาน'!B3:E3", [["ฝ่ายทะเบียนใหม่", "ทบ.", "นายทะเบียน", "a@example.go.th, b@example.go.th"]])
  await type("'หน่วยงาน'!H3", [["deputy@example.go.th"]])
  await type(`'ตั้งค่า'!C${rowOf("announcementNumber") + 1}`, [["กท 1/2566"]])
  await type(`'ตั้งค่า'!C${rowOf("ladder") + 1}`, [["14,3"]])
  const { office, owner, today } = PLAN
  const plan = await planNextYear(clients, spreadsheetId, {
    office,
    owner,
    today,
    fiscalYear: 2567,
    title: "แผน 2567",
    holidays: [],
  })
  const made = await provision(clients, plan)
  expect(made).toMatchObject({ outcome: "created" })
  const { sheets } = year.google.model.spreadsheet(made.spreadsheetId)
  const textsOf = (title: string, row: number) =>
    (sheets.find(sheet => sheet.title === title)?.rows[row] ?? []).map(
      cell => Object.values(cell?.value ?? {})[0] ?? "",
    )
  expect(textsOf("หน่วยงาน", 2).slice(0, 9)).toEqual([
    2,
    "ฝ่ายทะเบียนใหม่",
    "ทบ.",
    "นายทะเบียน",
    "a@example.go.th, b@example.go.th",
    "mail-2@example.go.th",
    "",
    "",
    "",
  ])
  const values = ["fiscalYear", "title", "announcementNumber", "ladder", "office"].map(
    key => textsOf("ตั้งค่า", rowOf(key))[2],
  )
  expect(values).toEqual(["2567", "แผน 2567", "", "14,3", "สำนักงานเขตภาษีเจริญ"])
  expect(sheets.some(sheet => sheet.title === "รายงาน ฝ่ายทะเบียนใหม่")).toBe(true)
})

test("a year that was downloaded as a workbook opens the next one too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-workbook-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, "2566.xlsx")
  const headers = (tab: "section" | "setting") => tabOf(tab).columns.map(column => column.header)
  const line = (tab: "section" | "setting", values: Record<string, string>) =>
    tabOf(tab).columns.map(column => values[column.key] ?? "")
  const { office, owner, today } = PLAN
  const year = { office, owner, today, fiscalYear: 2567, title: "แผน 2567", holidays: [] }
  const sections = [
    headers("section"),
    line("section", { slug: "2", name: "ฝ่ายทะเบียน", accounts: "a@example.go.th" }),
  ]
  const settings = [
    headers("setting"),
    line("setting", { key: "ladder", value: "14,3" }),
    line("setting", { key: "title", value: "เก่า" }),
  ]
  await writeFile(file, namedWorkbook([[tabOf("section").title, sections]]))
  expect(await tabsOfWorkbook(file)).toBeUndefined()
  await writeFile(
    file,
    namedWorkbook([
      [tabOf("section").title, sections],
      [tabOf("setting").title, settings],
    ]),
  )
  const tabs = await tabsOfWorkbook(file)
  const plan = nextYearOf(tabs ?? [], year)
  expect(plan.sections).toMatchObject([{ slug: "2", name: "ฝ่ายทะเบียน", accounts: ["a@example.go.th"] }])
  expect(plan.settings).toEqual({ ladder: "14,3" })
})
