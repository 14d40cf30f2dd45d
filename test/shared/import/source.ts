/** Text and rows as the importer takes them. */
import type { ImportedPlan, PlanSource } from "../../../shared/import/model.ts"
import { importTable } from "../../../shared/import/own-tables.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"

export const HEADER = [
  "ผลการประเมินคุณธรรมและความโปร่งใส (สำนักงานเขตตัวอย่าง)",
  "การศึกษาและวิเคราะห์กรอบการประเมิน ประเด็นที่ต้องปรับปรุง",
  "มาตรการ/กิจกรรม",
  "แนวทางการกำกับติดตามโดยผู้อำนวยการเขต",
  "ระยะเวลากำกับติดตาม",
  "ส่วนราชการที่รับผิดชอบ",
]
export const ROW = [
  "ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ค่าคะแนน ๙๘.๘๖ คะแนน ผลสำรวจความเห็น",
  "ซื้อร้านเดิมบ่อย",
  "เปิดเผยผลการจัดซื้อจัดจ้าง",
  "ผู้อำนวยการเขตติดตามรายงาน",
  "ภายในเดือนมิถุนายน ๒๕๖๗",
  "ฝ่ายปกครอง",
]

export function textSource(text: string): PlanSource {
  return { lines: text.split("\n").map((line, index) => ({ line: index + 1, cells: line.split("\t") })) }
}

export function rowsSource(...rows: readonly (readonly string[])[]): PlanSource {
  return { lines: rows.map((cells, index) => ({ line: index + 1, cells })) }
}

export function imported(source: PlanSource, fiscalYear?: number): ImportedPlan {
  return importTable(source, { sections: DISTRICT_SECTIONS, ...(fiscalYear && { fiscalYear }) })
}

/** `code@line`, the report in short. */
export function codes(plan: ImportedPlan): string[] {
  return plan.report.map(({ code, line }) => `${code}@${line}`)
}

export function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}
