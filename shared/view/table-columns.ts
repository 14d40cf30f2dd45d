/** The columns of what is published as tables, CSV and workbook alike, and what a reader calls those that no sheet has. */
import { type TabKey, tabOf } from "../columns.ts"
import type { ReportView, YearView } from "./schema.ts"

/** A report as a line of a table. */
type ReportLine = ReportView & {
  /** Of each link of its evidence, in their order: how it stands, and which it is. */
  readonly linkStates: readonly string[]
}

export function reportLine<R extends ReportView>(report: R): R & ReportLine {
  return { ...report, linkStates: report.links.map(({ state, link }) => `${state} ${link}`) }
}

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
  "vanished",
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
  "vanished",
  "proven",
  "linkStates",
  "droppedFor",
] as const satisfies readonly (keyof ReportLine)[]

export type TableCell = string | number | boolean | null | readonly string[]

/** A cell as text: items parted by line feeds. */
export function cellText(cell: TableCell): string {
  if (cell === null) return ""
  if (typeof cell === "object") return cell.join("\n")
  return String(cell)
}

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
  "vanished",
  "proven",
  "linkStates",
  "droppedFor",
] as const

/** Of the changes, a line for each field that changed. */
export const CHANGE_COLUMNS = [
  "acceptedAt",
  "revision",
  "event",
  "what",
  "field",
  "from",
  "to",
  "reason",
  "measure",
] as const

/** In a workbook. */
export const YES = "✓"

/** What the record knows of a row, and the sheet has no column for. */
const TITLES: Readonly<Record<string, string>> = {
  what: "เรื่อง",
  reason: "เหตุผล",
  occurrence: "งวด",
  answer: "ผลของงวด",
  due: "ครบกำหนด",
  state: "สถานะตามกำหนด",
  confirmed: "ยืนยันแล้วว่าถูกต้องตามที่พิมพ์",
  doubted: "มีข้อสงสัยที่ยังไม่ได้ตอบ",
  held: "มีข้อความใหม่ที่ยังแก้ไขค้างอยู่",
  withdrawn: "นำออกหรือยกเลิกแล้ว",
  vanished: "หายไปจากตาราง ยังนับต่อ",
  duty: "รหัสงานที่ต้องรายงานหรือมาตรการ",
  measure: "รหัสมาตรการ",
  section: "ฝ่าย",
  acceptedAt: "เวลาที่ประกาศ",
  revision: "ฉบับที่",
  event: "เหตุการณ์",
  field: "ช่องที่เปลี่ยน",
  from: "เดิม",
  to: "ใหม่",
  reportedAt: "เวลาที่ระบบได้รับรายงานครั้งแรก",
  proven: "มีหลักฐานที่ทุกคนเปิดได้ หรือไม่ต้องมี",
  linkStates: "ลิงก์ของหลักฐานเปิดได้หรือไม่",
  droppedFor: "เหตุที่งวดนี้ตัดออกจากแผน",
}

type ColumnWords = {
  readonly title: string
  readonly help?: string
  /** Pixels. */
  readonly width?: number
}

/** Of these, prose, in pixels. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...{ what: 240, from: 240, to: 240, reason: 200 },
  ...{ linkStates: 240, droppedFor: 200 },
}

/** By the tab's own column where there is one that is published: what the sheet shows to its people alone names nothing here. */
export function columnWords(tab: TabKey | undefined, key: string): ColumnWords {
  const column = tab && tabOf(tab).columns.find(each => each.key === key && each.public)
  if (column) return { title: column.header, help: column.help, width: column.width }
  const width = WIDTHS[key]
  return { title: TITLES[key] ?? key, ...(width === undefined ? {} : { width }) }
}
