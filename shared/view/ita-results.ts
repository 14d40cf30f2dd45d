/** What the item that asks for results requires, answered from the reports of the year it asks about. */

import { periodLabel } from "../due/occurrence.ts"
import { dutyName, nameOf } from "../row/name.ts"
import { firstLine } from "./changed-row.ts"
import type { RequirementRow, RequirementView } from "./requirement.ts"
import { judged, measureRow, met, RESULTS_REQUIREMENTS, unknown } from "./requirement.ts"
import type { ResultView } from "./results.ts"
import { isProven, resultsOf } from "./results.ts"
import type { ReportView, YearView } from "./schema.ts"

export function resultsRequirements(view: YearView): RequirementView[] {
  const results = resultsOf(view).filter(each => !each.measure.withdrawn)
  const byReport = (matches: (report: ReportView) => boolean) =>
    results.map(result => reportedRow(result, matches, view.fiscalYear))
  return [
    judged(
      "done",
      byReport(each => each.nothingToReport || each.result.trim() !== ""),
      "มาตรการ",
    ),
    judged("evidence", byReport(isProven), "มาตรการ"),
    judged(
      "doneBy",
      byReport(each => each.section !== ""),
      "มาตรการ",
    ),
    judged(
      "doneOn",
      byReport(each => each.date !== ""),
      "มาตรการ",
    ),
    everyMonth(results, view.fiscalYear),
    judged(
      "oversight",
      results.map(({ measure, oversight: [entry] }) => ({
        row: entry
          ? { ...measureRow(measure, view.fiscalYear), row: nameOf("oversight", entry.id) }
          : measureRow(measure, view.fiscalYear),
        isMet: entry !== undefined,
      })),
      "มาตรการ",
    ),
    met(
      "address",
      [{ row: "", what: `ผลการดำเนินงานปี ${view.fiscalYear}`, path: `/${view.fiscalYear}/results` }],
      "หน้านี้เปิดได้ทุกคน ที่อยู่มีปีและไม่เปลี่ยน",
    ),
    unknown("officeSite", "บันทึกนี้มองไม่เห็นเว็บไซต์ของหน่วยงาน ให้เปิดดูที่เว็บไซต์นั้นเอง"),
  ]
}

/** When the record has no year that the item asks about, nothing is known of any requirement. */
export function resultsUnknown(ofYear: number): RequirementView[] {
  return RESULTS_REQUIREMENTS.map(code => unknown(code, `ไม่มีข้อมูลปีงบประมาณ ${ofYear} ในบันทึกนี้`))
}

/** The newest report that shows it; the measure itself where none does. */
function reportedRow(
  { measure, reports }: ResultView,
  matches: (report: ReportView) => boolean,
  fiscalYear: number,
): { row: RequirementRow; isMet: boolean } {
  const shown = reports.find(matches)
  const row = measureRow(measure, fiscalYear)
  if (!shown) return { row, isMet: false }
  const told = `${shown.section} ${periodLabel(shown.occurrence)}`.trim()
  return { row: { ...row, row: nameOf("report", shown.id), what: `${row.what} (${told})` }, isMet: true }
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
