import { expect, test } from "vitest"
import { writePlan } from "../../../cli/provision/write-plan.ts"
import type { ImportedPlan } from "../../../shared/import/model.ts"
import { MEASURES, openYear } from "./office.ts"

const MEASURE = {
  indicator: 7,
  issue: "ประเด็น",
  measure: "- มาตรการ",
  monitoring: "=SUM(A1)",
  period: "ภายในวันที่ 30 มิถุนายน 2566",
  responsible: "+ฝ่ายทะเบียน",
  lead: "ฝ่ายทะเบียน",
  partners: ["ฝ่ายโยธา", "ฝ่ายการคลัง"],
  status: "",
  reason: "",
}
const PLAN: ImportedPlan = {
  office: "",
  title: "",
  fiscalYear: 2566,
  assessments: [{ indicator: 7, name: "การใช้งบประมาณ", score: 99.68, scoreYear: 2565, description: "@ก" }],
  measures: [
    { ...MEASURE, id: "m1" },
    { ...MEASURE, id: "m2", indicator: null, partners: [] },
  ],
  duties: [
    {
      id: "d1",
      measure: "m2",
      what: "ส่งแบบ สขร.๑",
      owedBy: ["ฝ่ายปกครอง", "ฝ่ายโยธา"],
      owedTo: "ฝ่ายปกครอง",
      when: "ภายในวันที่ 5 ของทุกเดือน",
      evidenceKind: "",
    },
  ],
  report: [],
}

test("an import fills an empty year: ids issued, references kept, text as text", async () => {
  const { clients, spreadsheetId, textsOf, sheetOf, google, again } = await openYear()
  google.calls.clear()
  const written = await writePlan(clients, spreadsheetId, PLAN)
  expect(written).toMatchObject({ outcome: "written", assessments: 1, measures: 2, duties: 1 })
  expect(google.calls.get("sheets.spreadsheets.batchUpdate")).toBe(1)
  const [first, second] = [textsOf(MEASURES, 1), textsOf(MEASURES, 2)]
  expect(first[0]).toMatch(/^m-[0-9a-z]{8}$/)
  expect(first[0]).not.toBe(second[0])
  expect(first.slice(1, 9)).toEqual([
    7,
    "ประเด็น",
    "- มาตรการ",
    "=SUM(A1)",
    "ภายในวันที่ 30 มิถุนายน 2566",
    "+ฝ่ายทะเบียน",
    "ฝ่ายทะเบียน",
    "ฝ่ายโยธา, ฝ่ายการคลัง",
  ])
  expect(sheetOf(MEASURES).rows[1]?.[4]?.value).toEqual({ stringValue: "=SUM(A1)" })
  expect(second[1]).toBe("")
  const duty = textsOf("งานที่ต้องรายงาน", 1)
  expect(duty[0]).toMatch(/^d-[0-9a-z]{8}$/)
  expect(duty.slice(1, 4)).toEqual([second[0], "ส่งแบบ สขร.๑", "ฝ่ายปกครอง, ฝ่ายโยธา"])
  expect(textsOf("ผลการประเมิน", 1).slice(0, 5)).toEqual([7, "การใช้งบประมาณ", 99.68, 2565, "@ก"])
  // Only the blocks of the rows just written are left to protect.
  expect((await again()).requestCount).toBeGreaterThan(0)
  expect((await again()).requestCount).toBe(0)
})

test("a year in which anything stands is refused, and nothing is written", async () => {
  const { clients, spreadsheetId, type, google } = await openYear()
  await type("'งานที่ต้องรายงาน'!C9", [["พิมพ์ไว้"]])
  google.calls.clear()
  expect(await writePlan(clients, spreadsheetId, PLAN)).toEqual({
    outcome: "notEmpty",
    tabs: ["งานที่ต้องรายงาน"],
  })
  expect(google.calls.has("sheets.spreadsheets.batchUpdate")).toBe(false)
})

test("a spreadsheet that was not provisioned is refused", async () => {
  const { clients } = await openYear()
  const { data } = await clients.drive.files.create({
    requestBody: { name: "อื่น", mimeType: "application/vnd.google-apps.spreadsheet" },
  })
  expect(await writePlan(clients, data.id ?? "", PLAN)).toEqual({ outcome: "notProvisioned" })
})

test("a plan longer than the tab makes room for itself", async () => {
  const { clients, spreadsheetId, sheetOf, textsOf } = await openYear()
  const measures = Array.from({ length: 600 }, (_, at) => ({ ...MEASURE, id: `m${at}` }))
  await writePlan(clients, spreadsheetId, { ...PLAN, measures, duties: [] })
  expect(sheetOf(MEASURES).rowCount).toBe(601)
  expect(textsOf(MEASURES, 600)[2]).toBe("ประเด็น")
})
