/** The book of a duty that many sections owe: who sent, had nothing, is missing, period by period, with the files. */

import * as z from "zod/mini"
import { measureState, obligationsOf } from "../due/obligation.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { groupReports } from "./follow-up.ts"
import { isUnproven } from "./results.ts"
import { dutyViewSchema, isoDay, placeShape, type ReportView, reportViewSchema, state } from "./schema.ts"
import { dutyView, placeOf, reportViews, type ViewDay } from "./year.ts"

/** One month, or other period, of a duty. */
const bookPeriodSchema = z.strictObject({
  occurrence: z.string(),
  due: isoDay,
  state,
  sent: z.array(z.string()),
  nothing: z.array(z.string()),
  /** Of those received: after the day; and without evidence of the kind asked. */
  late: z.array(z.string()),
  unproven: z.array(z.string()),
  /** Not received though the day has passed. */
  missing: z.array(z.string()),
  /** Not received, and the day has not passed. */
  awaited: z.array(z.string()),
  /** Not received, and due before it was promised: nobody is late with it. */
  beforeRecord: z.array(z.string()),
  reports: z.array(reportViewSchema),
})

export const dutyBookSchema = z.strictObject({
  ...placeShape,
  duty: dutyViewSchema,
  /** What the measure it belongs to promises; blank when that row is not published. */
  measure: z.string(),
  sections: z.array(z.string()),
  /** Newest first. */
  periods: z.array(bookPeriodSchema),
})

export type BookPeriod = z.input<typeof bookPeriodSchema>
export type DutyBookView = z.input<typeof dutyBookSchema>

/** Undefined when no duty of the year ever had this id. */
export function dutyBookView(record: YearRecord, id: string, day: ViewDay): DutyBookView | undefined {
  const place = placeOf(record, day)
  const recorded = findRow(record, "duty", id)
  if (!place || !recorded) return undefined
  const obligations = obligationsOf(record, day.today).filter(each => each.duty === id)
  const measure = findRow(record, "measure", recorded.row.measure)
  const reports = reportViews(record, obligations)
  return {
    ...place,
    duty: dutyView(recorded, obligations),
    measure: measure?.row.measure ?? "",
    sections: [...new Set(reports.map(each => each.section))],
    periods: groupReports(reports).reverse().flatMap(bookPeriod),
  }
}

/** What became of one obligation, in the words of the book. */
export type BookAnswer =
  | "sent"
  | "late"
  | "unproven"
  | "nothing"
  | "missing"
  | "awaited"
  | "beforeRecord"
  | "withdrawn"

export function bookAnswer(report: ReportView): BookAnswer {
  const { state, nothingToReport } = report
  if (isReceived(report)) {
    if (state === "late") return "late"
    if (isUnproven(report)) return "unproven"
    return nothingToReport ? "nothing" : "sent"
  }
  if (state === "withdrawn" || state === "beforeRecord") return state
  return state === "overdue" ? "missing" : "awaited"
}

function isReceived({ state, reportedAt }: ReportView): boolean {
  return state !== "withdrawn" && reportedAt !== null
}

/** A line of the book as a table: the period, who owes it, what became of it, and the report. */
export type BookLine = ReportView & { readonly answer: BookAnswer }

/** Newest period first, sections in official order. */
export function bookLines({ periods }: DutyBookView): BookLine[] {
  return periods.flatMap(({ reports }) => reports.map(report => ({ ...report, answer: bookAnswer(report) })))
}

function bookPeriod(reports: readonly ReportView[]): BookPeriod[] {
  const [first] = reports
  if (!first) return []
  const sections = (matches: (report: ReportView) => boolean) =>
    reports.filter(matches).map(each => each.section)
  const named = (answer: BookAnswer) => sections(each => bookAnswer(each) === answer)
  return [
    {
      occurrence: first.occurrence,
      due: first.due,
      state: measureState(reports),
      sent: sections(each => isReceived(each) && !each.nothingToReport),
      nothing: sections(each => isReceived(each) && each.nothingToReport),
      late: sections(({ state }) => state === "late"),
      unproven: sections(isUnproven),
      missing: named("missing"),
      awaited: named("awaited"),
      beforeRecord: named("beforeRecord"),
      reports: [...reports],
    },
  ]
}
