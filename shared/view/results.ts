/** What came of a year's plan, measure by measure: done, with what result and evidence, by whom, when. */

import type { YearRecord } from "../record/record.ts"
import { isEvidence } from "../row/evidence.ts"
import type { DutyView, MeasureView, ReportView, YearView } from "./schema.ts"
import type { DutyProgress, ResultsPageView, ResultView } from "./schema-assessor.ts"
import { type ViewDay, yearView } from "./year.ts"

/** Undefined before the first accepted push. */
export function resultsPageView(record: YearRecord, day: ViewDay): ResultsPageView | undefined {
  const view = yearView(record, day)
  if (!view) return undefined
  const { office, fiscalYear, revision, head, updatedAt, today, simulated, title } = view
  return {
    ...{ office, fiscalYear, revision, head, updatedAt, today, simulated, title },
    results: resultsOf(view),
  }
}

/** The results of a year that was viewed, in the order of its measures. */
export function resultsOf(view: YearView): ResultView[] {
  const reports = groupBy(view.reports, each => each.measure)
  const duties = groupBy(view.duties, each => each.measure)
  const names = new Map(view.assessments.map(each => [each.indicator, each.name]))
  return view.measures.map(measure => {
    const own = reports.get(measure.id) ?? []
    return {
      measure,
      indicatorName: names.get(measure.indicator) ?? "",
      duties: progressOf(measure, duties.get(measure.id) ?? [], own),
      reports: own.filter(each => each.reportedAt !== null).sort(newestFirst),
      oversight: view.oversight.filter(each => each.measures.includes(measure.id)),
    }
  })
}

/** The duties of a measure, and its own date last; one that nobody owes is left out. */
function progressOf(
  measure: MeasureView,
  duties: readonly DutyView[],
  reports: readonly ReportView[],
): DutyProgress[] {
  const owed = [...duties.map(({ id, what }) => ({ id, what })), { id: measure.id, what: measure.measure }]
  return owed.flatMap(({ id, what }) => {
    const own = reports.filter(each => each.duty === id)
    return own.length === 0 ? [] : [{ id, what, ...countsOf(own) }]
  })
}

function countsOf(reports: readonly ReportView[]): Omit<DutyProgress, "id" | "what"> {
  const received = reports.filter(each => each.reportedAt !== null)
  const missing = reports.filter(each => each.state === "overdue")
  return {
    sections: new Set(reports.map(each => each.section)).size,
    periods: new Set(reports.map(each => each.occurrence)).size,
    expected: received.length + missing.length,
    received: received.length,
    nothing: received.filter(each => each.nothingToReport).length,
    unproven: received.filter(each => !isProven(each)).length,
    missing: missing.length,
  }
}

/** True when a report needs no evidence, or has it. */
export function isProven({ nothingToReport, evidence }: ReportView): boolean {
  return nothingToReport || isEvidence(evidence)
}

function newestFirst(a: ReportView, b: ReportView): number {
  return a.due < b.due ? 1 : a.due > b.due ? -1 : 0
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
