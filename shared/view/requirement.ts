/** One requirement answered from rows: each of them meets it or lacks something. */

import * as z from "zod/mini"
import { nameOf } from "../row/name.ts"
import { firstLine } from "./changed-row.ts"
import type { MeasureView } from "./schema.ts"

const requirementRowSchema = z.strictObject({
  /** The row's name in the record: `measure/m-…`, `report/…`, `assessment/2`, `setting/announcementLink`. */
  row: z.string(),
  what: z.string(),
  /** The page that shows it, from the root. */
  path: z.string(),
})

export const requirementSchema = z.strictObject({
  code: z.string(),
  text: z.string(),
  /** `unknown`: the sheet does not say. */
  answer: z.enum(["met", "unmet", "unknown"]),
  why: z.string(),
  /** How many rows meet it and lack something; the lists hold those of this page. */
  metCount: z.int(),
  lackingCount: z.int(),
  metBy: z.array(requirementRowSchema),
  lacking: z.array(requirementRowSchema),
})

export type RequirementRow = z.input<typeof requirementRowSchema>
export type RequirementView = z.input<typeof requirementSchema>

/** What an assessor reads as the requirement. */
const TEXTS = {
  scores: "วิเคราะห์จากผลการประเมินปีก่อน ครบทุกตัวชี้วัด",
  issues: "ทุกมาตรการบอกประเด็นที่ต้องปรับปรุง",
  measures: "มีมาตรการหรือกิจกรรมที่จะทำ",
  responsible: "ทุกมาตรการมีผู้รับผิดชอบ",
  period: "ทุกมาตรการมีกำหนดเวลาที่อ่านเป็นวันได้",
  monitoring: "ทุกมาตรการบอกแนวทางการกำกับติดตาม",
  announced: "ประกาศใช้แล้ว มีเลขที่และวันที่",
  signedPlan: "มีลิงก์ของแผนที่ลงนามแล้ว",
  done: "ทุกมาตรการบอกว่าทำอะไรแล้วและได้ผลอย่างไร ครบทุกฝ่ายและทุกงวดที่ถึงกำหนด",
  evidence: "ผลของทุกมาตรการมีหลักฐาน ครบทุกฝ่ายและทุกงวดที่ถึงกำหนด",
  doneBy: "ผลของทุกมาตรการบอกว่าฝ่ายใดทำ",
  doneOn: "ผลของทุกมาตรการบอกวันที่ดำเนินการ",
  everyMonth: "ทุกงวดที่ถึงกำหนดมีรายงาน หรือบอกชัดว่าไม่มีรายการ",
  /** Said of whoever heads the office, by `ita-page`. */
  oversight: "กำกับติดตามทุกมาตรการ",
  address: "เปิดอ่านได้โดยไม่ต้องเข้าระบบ อยู่ที่อยู่ถาวร และบอกปี",
  officeSite: "มีลิงก์บนเว็บไซต์ของหน่วยงาน",
} as const
export type RequirementCode = keyof typeof TEXTS

export function met(code: RequirementCode, metBy: readonly RequirementRow[], why: string): RequirementView {
  return { code, text: TEXTS[code], answer: "met", why, ...rowsOf(metBy, []) }
}

export function unknown(code: RequirementCode, why: string): RequirementView {
  return { code, text: TEXTS[code], answer: "unknown", why, ...rowsOf([], []) }
}

export type JudgedRow = { readonly row: RequirementRow; readonly isMet: boolean }

/** Met when every row meets it. Where there is nothing to judge, the sheet does not say. */
export function judged(code: RequirementCode, rows: readonly JudgedRow[], unit: string): RequirementView {
  if (rows.length === 0) return unknown(code, `ตารางยังไม่มี${unit}ให้ตรวจ`)
  const metBy = rows.filter(each => each.isMet).map(each => each.row)
  const lacking = rows.filter(each => !each.isMet).map(each => each.row)
  if (lacking.length === 0) return met(code, metBy, `ครบ ${metBy.length} ${unit}`)
  const why = `ยังขาด ${lacking.length} จาก ${rows.length} ${unit}`
  return { code, text: TEXTS[code], answer: "unmet", why, ...rowsOf(metBy, lacking) }
}

function rowsOf(metBy: readonly RequirementRow[], lacking: readonly RequirementRow[]) {
  return { metCount: metBy.length, lackingCount: lacking.length, metBy: [...metBy], lacking: [...lacking] }
}

export function measureRow({ id, measure }: MeasureView, fiscalYear: number): RequirementRow {
  return { row: nameOf("measure", id), what: firstLine(measure), path: `/${fiscalYear}/measures/${id}` }
}
