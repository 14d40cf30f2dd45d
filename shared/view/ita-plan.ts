/** What the item that asks for the plan requires, answered from the plan of the year. */

import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { nameOf } from "../row/name.ts"
import {
  judged,
  measureRow,
  met,
  type RequirementCode,
  type RequirementRow,
  type RequirementView,
  unknown,
} from "./requirement.ts"
import type { MeasureView, YearView } from "./schema.ts"

const INDICATORS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** What every measure in force must say. */
const OF_MEASURES = {
  issues: ({ issue }) => issue.trim() !== "",
  measures: ({ measure }) => measure.trim() !== "",
  responsible: ({ lead }) => lead.trim() !== "",
  period: ({ due, doubted }) => due.length > 0 && !doubted,
  monitoring: ({ monitoring }) => monitoring.trim() !== "",
} as const satisfies Partial<Record<RequirementCode, (measure: MeasureView) => boolean>>

export function planRequirements(view: YearView): RequirementView[] {
  const inForce = view.measures.filter(each => !each.withdrawn)
  const ofMeasures = (code: keyof typeof OF_MEASURES) => {
    const rows = inForce.map(measure => ({
      row: measureRow(measure, view.fiscalYear),
      isMet: OF_MEASURES[code](measure),
    }))
    return judged(code, rows, "มาตรการ")
  }
  return [
    judged("scores", scoreRows(view), "ตัวชี้วัด"),
    ofMeasures("issues"),
    ofMeasures("measures"),
    ofMeasures("responsible"),
    ofMeasures("period"),
    ofMeasures("monitoring"),
    announced(view),
    signedPlan(view),
  ]
}

/** The plan of a year rests on the scores of the year before. */
function scoreRows({ assessments, fiscalYear }: YearView) {
  const rows = new Map(assessments.filter(row => !row.withdrawn).map(row => [row.indicator, row]))
  return INDICATORS.map(indicator => {
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
