/** The book of a duty that many sections owe: who sent, had nothing, is missing, period by period, with the files. */

import * as z from "zod/mini"
import { measureState, obligationsOf } from "../due/obligation.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { groupReports } from "./follow-up.ts"
import { dutyViewSchema, isoDay, placeShape, type ReportView, reportViewSchema, state } from "./schema.ts"
import { dutyView, placeOf, reportViews, type ViewDay } from "./year.ts"

/** One month, or other period, of a duty. */
const bookPeriodSchema = z.strictObject({
  occurrence: z.string(),
  due: isoDay,
  state,
  sent: z.array(z.string()),
  nothing: z.array(z.string()),
  /** Not received though the day has passed. */
  missing: z.array(z.string()),
  /** Not received, and the day has not passed. */
  awaited: z.array(z.string()),
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
export type BookAnswer = "sent" | "nothing" | "missing" | "awaited" | "withdrawn"

export function bookAnswer({ state, reportedAt, nothingToReport }: ReportView): BookAnswer {
  if (state === "withdrawn") return "withdrawn"
  if (reportedAt !== null) return nothingToReport ? "nothing" : "sent"
  return state === "overdue" ? "missing" : "awaited"
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
  const named = (answer: BookAnswer) =>
    reports.filter(each => bookAnswer(each) === answer).map(each => each.section)
  return [
    {
      occurrence: first.occurrence,
      due: first.due,
      state: measureState(reports),
      sent: named("sent"),
      nothing: named("nothing"),
      missing: named("missing"),
      awaited: named("awaited"),
      reports: [...reports],
    },
  ]
}
