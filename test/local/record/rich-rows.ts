/** An office with everything in it: all ten indicators, every state, a move, a follow-up, doubts, a held row, an ended measure. */

import { SAMPLE_PLAN } from "../../../local/sample/plan-2566.ts"
import type { Row } from "../../../shared/row/row.ts"
import { SETTINGS as ALL_SETTINGS } from "../../../shared/row/setting.ts"
import { assessment, day, duty, measure, report, SECTIONS, SETTINGS, setting } from "../../worker/rows.ts"
import { privateRows } from "./private-values.ts"
import type { PushedChange } from "./pushing-office.ts"

export const RICH = {
  year: 2566,
  measure: "m-aaaaaaaa",
  duty: "d-aaaaaaaa",
  section: "2",
  revision: 1,
} as const

/** Of the office whose day is 29 May 2023. */
export function richRows(): PushedChange {
  return {
    rows: [...SETTINGS, ...publicSettings(), ...SECTIONS, ...assessments(), ...plan()],
    privateRows: privateRows(),
  }
}

/** A day later in the log: a date moved with its reason, reports, a follow-up, an ended measure, a row held back. */
export function richSecondPush(): PushedChange {
  return {
    rows: [
      measure("a", {
        ...MONTHLY,
        occurrences: [{ id: "2566", due: day("2023-08-31") }],
        reason: "รอผลการประเมินจากหน่วยงานต้นสังกัด",
      }),
      measure("f", { indicator: 5, status: "ยกเลิก", reason: "ยุบรวมกับมาตรการอื่น" }),
      report("d-aaaaaaaa", "2", "2566-04", { due: day("2023-05-05") }),
      report("d-aaaaaaaa", "3", "2566-04", {
        due: day("2023-05-05"),
        date: "",
        nothingToReport: true,
        result: "",
        evidence: "",
      }),
      report("m-bbbbbbbb", "2", "2566", { evidence: "", due: day("2023-06-10") }),
      report("m-cccccccc", "2", "2566", {
        due: day("2023-07-31"),
        evidence: "หนังสือที่ กท 5400/123 ลงวันที่ 20 พฤษภาคม 2566",
      }),
      {
        kind: "oversight",
        id: "o-aaaaaaaa",
        date: day("2023-05-20"),
        measures: ["m-aaaaaaaa", "m-bbbbbbbb"],
        order: "ให้เร่งรัดการดำเนินการ\n1. รายงานทุกสัปดาห์\n2. แจ้งฝ่ายที่เกี่ยวข้อง",
        outcome: "รับทราบ",
        link: "https://office.example/order.pdf",
      },
    ],
    held: ["measure/m-dddddddd", "report/d-aaaaaaaa/2/2566-04"],
  }
}

const MONTHLY = {
  monitoring: "๑. ให้ทุกฝ่ายรายงานทุกเดือน\n๒. ผู้อำนวยการเขตติดตาม",
  partners: ["ฝ่ายโยธา", "ฝ่ายการคลัง"],
}

/** Every public setting that `SETTINGS` leaves out, at what a new sheet has. */
function publicSettings(): Row[] {
  const given = new Set(SETTINGS.map(row => (row.kind === "setting" ? row.key : "")))
  return ALL_SETTINGS.filter(each => each.public && !given.has(each.key)).map(({ key, initial }) =>
    setting(key, key === "contact" ? "https://office.example/help" : initial),
  )
}

function assessments(): Row[] {
  return SAMPLE_PLAN.assessments.map(({ indicator, name, score, description }) => ({
    ...assessment(Number(indicator), name, score === null ? null : Number(score)),
    description,
  }))
}

function plan(): Row[] {
  return [
    measure("a", MONTHLY),
    measure("b", { indicator: 2, occurrences: [{ id: "2566", due: day("2023-06-10") }] }),
    measure("c", { indicator: 3, occurrences: [{ id: "2566", due: day("2023-07-31") }] }),
    measure("d", {
      indicator: 4,
      lead: "ฝ่ายการคลัง",
      responsible: "ฝ่ายการคลัง",
      occurrences: [{ id: "2566", due: day("2023-03-31") }],
    }),
    measure("e", { indicator: 4, asks: "open", occurrences: [{ id: "2566", due: day("2023-09-30") }] }),
    measure("f", { indicator: 5 }),
    measure("g", { indicator: 6, asks: "confirmed", lead: "ฝ่ายเทศกิจ", responsible: "ฝ่ายเทศกิจ" }),
    duty("a"),
    { kind: "holiday", date: day("2023-06-05"), name: "วันหยุดชดเชยวันวิสาขบูชา" },
  ]
}
