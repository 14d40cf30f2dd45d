/** The columns of what is published as tables, CSV and workbook alike, and what a reader calls those that no sheet has. */
import { type TabKey, tabOf } from "../columns.ts"
import type { YearView } from "./schema.ts"

export const MEASURE_COLUMNS = [
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
  "due",
  "understood",
  "state",
  "confirmed",
  "doubted",
  "held",
  "withdrawn",
] as const satisfies readonly (keyof YearView["measures"][number])[]

export const REPORT_COLUMNS = [
  "id",
  "duty",
  "measure",
  "section",
  "occurrence",
  "due",
  "state",
  "date",
  "result",
  "evidence",
  "nothingToReport",
  "by",
  "reportedAt",
  "held",
] as const satisfies readonly (keyof YearView["reports"][number])[]

/** Of a duty's book, a line for each section and period. */
export const BOOK_COLUMNS = [
  "occurrence",
  "due",
  "section",
  "answer",
  "state",
  "date",
  "result",
  "evidence",
  "nothingToReport",
  "by",
  "reportedAt",
  "held",
] as const

/** What the record knows of a row, and the sheet has no column for. */
const TITLES: Readonly<Record<string, string>> = {
  occurrence: "งวด",
  answer: "ผลของงวด",
  due: "ครบกำหนด",
  state: "สถานะ",
  confirmed: "ยืนยันแล้วว่าถูกต้องตามที่พิมพ์",
  doubted: "มีข้อสงสัยที่ยังไม่ได้ตอบ",
  held: "มีข้อความใหม่ที่ยังแก้ไขค้างอยู่",
  withdrawn: "นำออกหรือยกเลิกแล้ว",
  duty: "รหัสภาระหรือมาตรการ",
  measure: "รหัสมาตรการ",
  section: "ฝ่าย",
  reportedAt: "เวลาที่ระบบได้รับรายงานครั้งแรก",
}

export type ColumnWords = { readonly title: string; readonly help?: string }

/** By the sheet's own column where it has one. */
export function columnWords(tab: TabKey, key: string): ColumnWords {
  const column = tabOf(tab).columns.find(each => each.key === key)
  return column ? { title: column.header, help: column.help } : { title: TITLES[key] ?? key }
}
