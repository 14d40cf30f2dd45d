/** What the item that asks for results requires, answered from the reports of the year it asks about. */

import { periodLabel } from "../due/occurrence.ts"
import { dutyName, nameOf } from "../row/name.ts"
import { firstLine } from "./changed-row.ts"
import {
  type JudgedRow,
  judged,
  measureRow,
  met,
  type RequirementCode,
  type RequirementView,
  unknown,
} from "./requirement.ts"
import { isProven, type ResultView, resultsOf } from "./results.ts"
import type { ReportView, YearView } from "./schema.ts"

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
    byReport("evidence", isProven),
    byReport("doneBy", each => each.section !== ""),
    byReport("doneOn", each => each.date !== ""),
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

/** The newest report that shows it; the measure itself where none does. */
function reportedRow(
  { measure, reports }: ResultView,
  matches: (report: ReportView) => boolean,
  fiscalYear: number,
): JudgedRow {
  const shown = reports.find(matches)
  const row = measureRow(measure, fiscalYear)
  if (!shown) return { row, isMet: false }
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
