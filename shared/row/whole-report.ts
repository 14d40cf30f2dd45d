/** When a report counts: a day of doing and a result that says something, or nothing to report. */
import type { ReportRow } from "./row.ts"
import { saysSomething } from "./says-something.ts"

/** Letters and marks that make a result: `ส่งแล้ว` says what was done, `x` does not. */
const RESULT_LETTERS = 5

type Filled = { readonly date: string; readonly result: string; readonly nothingToReport: boolean }

/** What a report still lacks, in the order of its columns; empty for a whole one. */
export function lackingOf({ date, result, nothingToReport }: Filled): ("date" | "result")[] {
  if (nothingToReport) return []
  return [
    ...(date === "" ? (["date"] as const) : []),
    ...(saysSomething(result, RESULT_LETTERS) ? [] : (["result"] as const)),
  ]
}

/** True of a report that counts; anything less is a draft, which is published nowhere. */
export function isWholeReport(report: Filled): boolean {
  return lackingOf(report).length === 0
}

/**
 * True of what counted before a report had to be whole: a report that says anything at all in one of its cells. What was
 * accepted then is read so for good.
 */
export function isReportFilled(report: ReportRow): boolean {
  return (
    report.nothingToReport ||
    report.date !== "" ||
    report.result.trim() !== "" ||
    report.evidence.trim() !== ""
  )
}
