/** Rows the script adds below the grid take what is typed as the rows above do. */
import { afterAll, beforeAll, expect, it } from "vitest"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { reportTabTitle } from "../../shared/columns.ts"
import { inlineScript } from "./inline.ts"
import { openOffice, type TestOffice } from "./office.ts"

let office: TestOffice

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

it("a report tab with too few rows grows, with the text formats and ticks of its last one", () => {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const tab = sheets.find(each => each.title === reportTabTitle("ฝ่ายทะเบียน"))
  if (!tab) throw new Error("no tab")
  tab.rowCount = 4
  tab.rows = tab.rows.slice(0, 4)
  const wanted = tab.rows[3]?.map(cell => [cell?.format, cell?.validation])
  inlineScript(office, SAMPLE_OWNER).run("install")
  const grown = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === tab.title)
  expect(grown?.rowCount).toBeGreaterThan(10)
  // Beyond them stand the columns that nobody sees, which have none.
  const formats = grown?.rows[9]?.map(cell => [cell?.format, cell?.validation])
  expect(formats?.slice(0, wanted?.length)).toEqual(wanted)
})
