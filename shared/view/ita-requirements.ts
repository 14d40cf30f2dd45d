/** What the two items of the website check require, each answered from the rows of a year. */

import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { periodLabel } from "../due/occurrence.ts"
import { dutyName, nameOf } from "../row/name.ts"
import { INDICATOR_NAMES } from "../rules/indicator.ts"
import { firstLine } from "./changed-row.ts"
import { ENDED_INDICATOR, endedIndicators } from "./ended-indicators.ts"
import {
  type JudgedRow,
  judged,
  measureRow,
  met,
  type RequirementCode,
  type RequirementRow,
  type RequirementView,
  unknown,
} from "./requirement.ts"
import { type ResultView, resultsOf } from "./results.ts"
import type { MeasureView, ReportView, YearView } from "./schema.ts"

/** What every measure in force must say. */
const OF_MEASURES = {
  issues: ({ issue }) => issue.trim() !== "",
  measures: ({ measure }) => measure.trim() !== "",
  responsible: ({ lead }) => lead.trim() !== "",
  period: ({ due, doubted }) => due.length > 0 && !doubted,
  monitoring: ({ monitoring }) => monitoring.trim() !== "",
} as const satisfies Partial<Record<RequirementCode, (measure: MeasureView) => boolean>>

/** Of the item that asks for the plan: answered from the plan of the year. */
export function planRequirements(view: YearView): RequirementView[] {
  const inForce = view.measures.filter(each => !each.withdrawn)
  const measureRows = (code: keyof typeof OF_MEASURES) =>
    inForce.map(measure => ({
      row: measureRow(measure, view.fiscalYear),
      isMet: OF_MEASURES[code](measure),
    }))
  const ofMeasures = (code: keyof typeof OF_MEASURES) => judged(code, measureRows(code), "มาตรการ")
  return [
    judged("scores", scoreRows(view), "ตัวชี้วัด"),
    ofMeasures("issues"),
    judged("measures", [...measureRows("measures"), ...endedRows(view)], "มาตรการ"),
    ofMeasures("responsible"),
    ofMeasures("period"),
    ofMeasures("monitoring"),
    announced(view),
    signedPlan(view),
  ]
}

/** An indicator whose only measure was cancelled lacks one. */
function endedRows(view: YearView): JudgedRow[] {
  return [...endedIndicators(view)].map(indicator => ({
    row: {
      row: nameOf("assessment", String(indicator)),
      what: `ตัวชี้วัดที่ ${indicator} ${ENDED_INDICATOR}`,
      path: `/${view.fiscalYear}#scores`,
    },
    isMet: false,
  }))
}

/** The plan of a year rests on the scores of the year before. */
function scoreRows({ assessments, fiscalYear }: YearView) {
  const rows = new Map(assessments.filter(row => !row.withdrawn).map(row => [row.indicator, row]))
  return INDICATOR_NAMES.map((_, index) => {
    const indicator = index + 1
    const assessment = rows.get(indicator)
    const name = assessment ? ` ${assessment.name}` : ""
    const row: RequirementRow = {
      row: nameOf("assessment", String(indicator)),
      what: `ตัวชี้วัดที่ ${indicator}${name}`,
      path: `/${fiscalYear}#scores`,
    }
    return { row, isMet: assessment?.scoreYear === fiscalYear - 1 && assessment.score !== null }
  })
}

function announced({ announcement: { number, date }, fiscalYear }: YearView): RequirementView {
  const signedOn = parseIsoDate(date)
  if (number === "" || !signedOn) return unknown("announced", "ตารางไม่ได้บอกเลขที่หรือวันที่ของประกาศ")
  const row = {
    row: nameOf("setting", "announcementNumber"),
    what: `ประกาศที่ ${number}`,
    path: `/${fiscalYear}`,
  }
  return met("announced", [row], `ที่ ${number} ลงวันที่ ${shortDate(signedOn)}`)
}

function signedPlan({ announcement: { link }, fiscalYear }: YearView): RequirementView {
  if (link === "") return unknown("signedPlan", "ตารางไม่ได้บอกลิงก์ของแผนที่ลงนามแล้ว")
  const row = { row: nameOf("setting", "announcementLink"), what: link, path: `/${fiscalYear}` }
  return met("signedPlan", [row], "มีลิงก์ในประกาศท้ายทุกหน้า")
}

/** Of the item that asks for results: answered from the reports of the year it asks about. */
export function resultsRequirements(view: YearView): RequirementView[] {
  const { fiscalYear } = view
  const results = resultsOf(view).filter(each => !each.measure.withdrawn)
  const byReport = (code: RequirementCode, matches: (report: ReportView) => boolean) =>
    judged(
      code,
      results.map(result => reportedRow(result, matches, fiscalYear)),
      "มาตรการ",
    )
  return [
    byReport("done", each => each.nothingToReport || each.result.trim() !== ""),
    byReport("evidence", each => each.proven),
    byReport("doneBy", each => each.section !== ""),
    byReport("doneOn", each => each.nothingToReport || each.date !== ""),
    everyMonth(results, fiscalYear),
    judged(
      "oversight",
      results.map(result => overseenRow(result, fiscalYear)),
      "มาตรการ",
    ),
    met(
      "address",
      [{ row: "", what: `ผลการดำเนินงานปี ${fiscalYear}`, path: `/${fiscalYear}/results` }],
      "หน้านี้เปิดได้ทุกคน ที่อยู่มีปีและไม่เปลี่ยน",
    ),
    unknown("officeSite", "บันทึกนี้มองไม่เห็นเว็บไซต์ของหน่วยงาน ให้เปิดดูที่เว็บไซต์นั้นเอง"),
  ]
}

const CODES = [
  "done",
  "evidence",
  "doneBy",
  "doneOn",
  "everyMonth",
  "oversight",
  "address",
  "officeSite",
] as const satisfies readonly RequirementCode[]

/** When the record has no year that the item asks about, nothing is known of any requirement. */
export function resultsUnknown(ofYear: number): RequirementView[] {
  return CODES.map(code => unknown(code, `ไม่มีข้อมูลปีงบประมาณ ${ofYear} ในบันทึกนี้`))
}

/** Met by all who owe it, for every period whose day has passed: by the newest report then, else what is lacking. */
function reportedRow(
  { measure, reports, duties }: ResultView,
  matches: (report: ReportView) => boolean,
  fiscalYear: number,
): JudgedRow {
  const row = measureRow(measure, fiscalYear)
  const owed = reports.filter(each => each.state !== "withdrawn")
  const [shown] = owed
  const missing = duties.reduce((sum, duty) => sum + duty.missing, 0)
  const lacking = missing + owed.filter(each => !matches(each)).length
  if (!shown) return { row, isMet: false }
  if (lacking > 0) {
    const what = `${row.what} (ยังขาด ${lacking} จาก ${owed.length + missing} ฉบับ)`
    return { row: { ...row, what }, isMet: false }
  }
  const told = `${shown.section} ${periodLabel(shown.occurrence)}`.trim()
  return { row: { ...row, row: nameOf("report", shown.id), what: `${row.what} (${told})` }, isMet: true }
}

function overseenRow({ measure, oversight: [entry] }: ResultView, fiscalYear: number): JudgedRow {
  const row = measureRow(measure, fiscalYear)
  if (!entry) return { row, isMet: false }
  return { row: { ...row, row: nameOf("oversight", entry.id) }, isMet: true }
}

/** Judged duty by duty: every section has answered for every period whose day has passed. */
function everyMonth(results: readonly ResultView[], fiscalYear: number): RequirementView {
  const duties = results.flatMap(({ duties, measure }) =>
    duties
      .filter(each => each.expected > 0)
      .map(({ id, what, received, nothing, expected, missing }) => {
        const said = nothing > 0 ? ` ไม่มีรายการ ${nothing}` : ""
        const path = id === measure.id ? `measures/${id}` : `duties/${id}`
        const row = {
          row: dutyName(id),
          what: `${firstLine(what)} (${received} จาก ${expected}${said})`,
          path: `/${fiscalYear}/${path}`,
        }
        return { row, isMet: missing === 0 }
      }),
  )
  return judged("everyMonth", duties, "เรื่อง")
}
