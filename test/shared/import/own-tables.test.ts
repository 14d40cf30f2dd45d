import { describe, expect, test } from "vitest"
import { codes, imported, rowsSource } from "./source.ts"

const KEYS = [
  "id",
  "indicator",
  "issue",
  "measure",
  "monitoring",
  "period",
  "responsible",
  "lead",
  "partners",
  "status",
  "reason",
]
const MEASURE = [
  "m-4k7p2w9x",
  "2",
  "ก",
  "เปิดเผยผล",
  "ผู้อำนวยการเขตติดตาม",
  "ภายในเดือนมิถุนายน 2567",
  "",
  "ฝ่ายปกครอง",
  "ทะเบียน\nโยธาฯ",
  "",
  "",
]

describe("our own tables", () => {
  test("are read by their keys, as the public download has them", () => {
    const plan = imported(rowsSource(KEYS, MEASURE), 2567)
    expect(plan.measures).toEqual([
      {
        id: "m-4k7p2w9x",
        indicator: 2,
        issue: "ก",
        measure: "เปิดเผยผล",
        monitoring: "ผู้อำนวยการเขตติดตาม",
        period: "ภายในเดือนมิถุนายน 2567",
        responsible: "ฝ่ายปกครอง",
        lead: "ฝ่ายปกครอง",
        partners: ["ฝ่ายทะเบียน", "ฝ่ายโยธา"],
        status: "",
        reason: "",
      },
    ])
    expect(plan.report).toEqual([])
  })

  test("are read by the sheet's Thai headers, in any order", () => {
    const headers = [
      "มาตรการ/กิจกรรม",
      "ตัวชี้วัดที่",
      "ระยะเวลา",
      "เจ้าภาพหลัก",
      "แนวทางการกำกับติดตาม",
      "ประเด็นที่ต้องปรับปรุง",
    ]
    const row = ["เปิดเผยผล", "๒", "ภายในเดือนมิถุนายน 2567", "ปกครอง", "ผู้อำนวยการเขตติดตาม", "ก"]
    expect(imported(rowsSource(headers, row), 2567).measures[0]).toMatchObject({
      indicator: 2,
      lead: "ฝ่ายปกครอง",
    })
  })

  test("may follow each other in one workbook", () => {
    const plan = imported(
      rowsSource(
        ["indicator", "name", "score", "scoreYear", "description"],
        ["2", "การใช้งบประมาณ", "98.86", "2566", ""],
        KEYS,
        MEASURE,
        ["id", "measure", "what", "owedBy", "owedTo", "when", "evidenceKind"],
        ["", "m-4k7p2w9x", "ส่งแบบ สขร.๑", "ทุกฝ่าย", "ฝ่ายปกครอง", "ภายในวันที่ 5 ของทุกเดือน", ""],
      ),
      2567,
    )
    expect(plan.assessments[0]?.score).toBe(98.86)
    expect(plan.duties[0]).toMatchObject({ id: "d1", measure: "m-4k7p2w9x" })
    expect(plan.duties[0]?.owedBy).toHaveLength(10)
  })

  test("tell of what they cannot read, and keep it", () => {
    const wrong = ["", "12", "ก", "", "ผู้อำนวยการเขต", "", "", "ฝ่ายพัสดุ", "", "", "", "เกินมา"]
    const plan = imported(rowsSource(KEYS, wrong), 2567)
    expect(codes(plan)).toEqual(["cellUnplaced@2", "sectionUnread@2", "numberRange@2", "rowIncomplete@2"])
    expect(plan.measures[0]).toMatchObject({ id: "m1", indicator: null, lead: "ฝ่ายพัสดุ" })
  })
})
