/** What makes a report none, judged here as in the sheet: the office's own signature does not make it one. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { isBeforePeriod } from "../../shared/due/occurrence.ts"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { evidenceFault } from "../../shared/row/evidence.ts"
import type { ReportRow } from "../../shared/row/row.ts"
import { isWholeReport } from "../../shared/row/whole-report.ts"
import type { Change } from "./open.ts"
import { type Refused, refuse } from "./refusal.ts"

/** The script's clock may be ahead of ours over midnight. */
export function reportFault({ rows }: Change, now: number): Refused | undefined {
  const today = bangkokDate(now + CLOCK_TOLERANCE * 1000)
  const faultOf = (report: ReportRow) => {
    if (!isWholeReport(report)) return "a report wants a date and a result, or nothing to report"
    const fault = report.evidence === "" ? undefined : evidenceFault(report.evidence)
    if (fault) return `evidence that is none (${fault})`
    if (report.date > today) return "a report of a day to come"
    return isBeforePeriod(report.occurrence, report.due, today) ? "a report on a period to come" : undefined
  }
  const faults = rows.flatMap(({ name, row }) => {
    const fault = row.kind === "report" ? faultOf(row) : undefined
    return fault ? [`${name}: ${fault}`] : []
  })
  return faults.length > 0 ? refuse("badRow", ...faults) : undefined
}
