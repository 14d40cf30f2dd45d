/** What came of a year's plan, measure by measure: done, with what result and evidence, by whom, when. */

import * as z from "zod/mini"
import { groupBy } from "../record/group.ts"
import type { YearRecord } from "../record/record.ts"
import {
  type DutyView,
  type MeasureView,
  measureViewSchema,
  oversightViewSchema,
  placeShape,
  type ReportView,
  reportViewSchema,
  type YearView,
} from "./schema.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

/** How far a duty has come: its obligations counted by what became of them. */
const dutyProgressSchema = z.strictObject({
  /** A row of duties, or the measure itself where its own date is what is owed. */
  id: z.string(),
  what: z.string(),
  /** How many sections owe it, and for how many periods. */
  sections: z.int(),
  periods: z.int(),
  /** Obligations whose day has passed or that were met before it. */
  expected: z.int(),
  received: z.int(),
  /** Of those received: said outright that there was nothing to report. */
  nothing: z.int(),
  /** Of those received: no evidence that opens, nor a word that there was nothing. */
  unproven: z.int(),
  /** Past their day and not received. */
  missing: z.int(),
})

const resultViewSchema = z.strictObject({
  measure: measureViewSchema,
  /** The indicator's name; blank while the assessment has no such row. */
  indicatorName: z.string(),
  duties: z.array(dutyProgressSchema),
  /** Reports that were accepted, newest first. */
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
})

export const resultsPageSchema = z.strictObject({
  ...placeShape,
  title: z.string(),
  results: z.array(resultViewSchema),
})

export type DutyProgress = z.input<typeof dutyProgressSchema>
export type ResultView = z.input<typeof resultViewSchema>
type ResultsPageView = z.input<typeof resultsPageSchema>

/** Undefined before the first accepted push. */
export function resultsPageView(record: YearRecord, day: ViewDay): ResultsPageView | undefined {
  const place = placeOf(record, day)
  const view = yearView(record, day)
  return place && view && { ...place, title: view.title, results: resultsOf(view) }
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
  // What fell due before it was promised is no part of how the office did.
  const received = reports.filter(each => each.reportedAt !== null && each.state !== "beforeRecord")
  const missing = reports.filter(each => each.state === "overdue")
  return {
    sections: new Set(reports.map(each => each.section)).size,
    periods: new Set(reports.map(each => each.occurrence)).size,
    expected: received.length + missing.length,
    received: received.length,
    nothing: received.filter(each => each.nothingToReport).length,
    unproven: received.filter(each => !each.proven).length,
    missing: missing.length,
  }
}

/** True of a received report that still wants evidence, late or not. */
export function isUnproven(report: ReportView): boolean {
  return (report.state === "reported" || report.state === "late") && !report.proven
}

function newestFirst(a: ReportView, b: ReportView): number {
  return a.due < b.due ? 1 : a.due > b.due ? -1 : 0
}
