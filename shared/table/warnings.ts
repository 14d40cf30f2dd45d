/**
 * What only a look across the tabs can tell: measures without a score or a reminder, weak indicators nobody answers,
 * measures that cannot be checked. All of it is a `warn`, which changes no row: it is added when all rows are read.
 */

import { columnOf } from "../columns.ts"
import { BE_OFFSET, isoDate } from "../date/civil-date.ts"
import { asciiDigits, shortDate } from "../date/thai-date.ts"
import { compilePeriod } from "../period/compile.ts"
import { groupBy } from "../record/group.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { AssessmentRow, DutyRow, MeasureRow } from "../row/row.ts"
import type { CellContext } from "../rules/cell.ts"
import { doubtedScores } from "../rules/score.ts"
import { doubtWords, verifiabilityDoubt } from "../rules/verifiable.ts"
import { textOf } from "../sheet/sheet-tab.ts"
import type { TableRow } from "./model.ts"

type Plan = {
  readonly context: CellContext
  /** Until then the plan is being typed, and may still be made better for free. */
  readonly signed: boolean
  readonly dutyRowsByMeasure: ReadonlyMap<string, readonly TableRow[]>
  readonly assessed: ReadonlySet<number>
  readonly answered: ReadonlySet<number>
  readonly weak: ReadonlySet<number>
}

/** The rows with these warnings added; drafts are left alone until they are whole. */
export function withWarnings(rows: readonly TableRow[], signed: boolean, context: CellContext): TableRow[] {
  const plan = planOf(rows, signed, context)
  return rows.map(row => {
    const added = row.state === "draft" ? [] : warningsOf(row, plan)
    const kept = signed ? row.problems.filter(problem => !isPlanComplaint(row, problem)) : row.problems
    return added.length === 0 && kept.length === row.problems.length
      ? row
      : { ...row, problems: [...kept, ...added] }
  })
}

function warningsOf(row: TableRow, plan: Plan): CellProblem[] {
  if (row.tab.tab === "measure") return isCancelled(row) ? [] : measureWarnings(row, plan)
  return row.row?.kind === "assessment" ? assessmentWarnings(row.row, plan) : []
}

function planOf(rows: readonly TableRow[], signed: boolean, context: CellContext): Plan {
  const measures = rows.filter(row => row.tab.tab === "measure" && !isCancelled(row))
  const duties = rows.filter(row => row.tab.tab === "duty" && !isCancelled(row))
  const assessments = rows.map(({ row }) => row).filter(isScored)
  return {
    context,
    signed,
    dutyRowsByMeasure: groupBy(duties, duty => cleanText(textOf(duty.line, "measure"))),
    assessed: new Set(rows.filter(row => row.tab.tab === "assessment").map(indicatorOf)),
    answered: new Set(measures.map(indicatorOf)),
    weak: new Set(weakIndicators(assessments)),
  }
}

/** What a signed plan says of complaints in general was read when it was signed; cases are told in reports. */
function isPlanComplaint({ tab }: TableRow, { code }: CellProblem): boolean {
  return code === "complaint" && (tab.tab === "measure" || tab.tab === "duty")
}

function measureWarnings(row: TableRow, plan: Plan): CellProblem[] {
  const duties = plan.dutyRowsByMeasure.get(row.id) ?? []
  return [
    ...scoreWarnings(row, plan),
    ...reminderWarnings(row, duties, plan),
    ...(plan.signed ? [] : verifiabilityWarnings(row, duties, plan)),
  ]
}

function scoreWarnings(row: TableRow, { assessed }: Plan): CellProblem[] {
  const indicator = indicatorOf(row)
  // While no score at all is typed, the tab itself is what is missing.
  if (assessed.size === 0 || Number.isNaN(indicator) || assessed.has(indicator)) return []
  return [cellProblem("measureWithoutScore", columnOf("measure", "indicator"), String(indicator))]
}

/** A duty whose text is held still rests on its last accepted dates. */
function reminderWarnings(row: TableRow, duties: readonly TableRow[], { context }: Plan): CellProblem[] {
  if (row.row?.kind !== "measure" || serves(row.row)) return []
  if (duties.some(duty => duty.row?.kind !== "duty" || serves(duty.row))) return []
  const june = isoDate(context.fiscalYear - BE_OFFSET, 6, 30)
  const example = june ? `“ภายในวันที่ ${shortDate(june)}”` : ""
  return [cellProblem("noReminder", columnOf("measure", "period"), row.row.period, example)]
}

function serves({ asks, occurrences }: MeasureRow | DutyRow): boolean {
  return asks !== "open" && occurrences.length > 0
}

function verifiabilityWarnings(row: TableRow, duties: readonly TableRow[], { context }: Plan): CellProblem[] {
  const typed = (key: string) => cleanText(textOf(row.line, key))
  const measure = typed("measure")
  const ownDue =
    row.row?.kind === "measure"
      ? row.row.occurrences.map(({ due }) => due)
      : compilePeriod(typed("period"), context).due
  const dutyRows = duties.map(duty => duty.row).filter(isDuty)
  const doubt = verifiabilityDoubt({
    measure,
    monitoring: typed("monitoring"),
    lead: row.row?.kind === "measure" ? row.row.lead : typed("lead"),
    fiscalYear: context.fiscalYear,
    due: [...ownDue, ...dutyRows.flatMap(({ occurrences }) => occurrences.map(({ due }) => due))],
    duties: dutyRows,
  })
  return doubt
    ? [cellProblem("unverifiable", columnOf("measure", "measure"), measure, doubtWords(doubt))]
    : []
}

function assessmentWarnings({ indicator, score }: AssessmentRow, { weak, answered }: Plan): CellProblem[] {
  if (answered.size === 0 || !weak.has(indicator) || answered.has(indicator) || score === null) return []
  const column = columnOf("assessment", "score")
  return [cellProblem("weakWithoutMeasure", column, score.toFixed(2), String(indicator))]
}

type Scored = { readonly indicator: number; readonly score: number }

/** Every rule of grades asks for 85; where many lie below it, the lowest third come first. */
const PASSING = 85

/** Indicators that want a measure: the lowest third when below 85, and any that lies far below its siblings. */
export function weakIndicators(scored: readonly Scored[]): number[] {
  const lowest = [...scored]
    .sort((a, b) => a.score - b.score)
    .slice(0, Math.ceil(scored.length / 3))
    .filter(({ score }) => score < PASSING)
  const scoreByIndicator = new Map(scored.map(({ indicator, score }) => [indicator, score]))
  const slumped = doubtedScores(scored).filter(
    ({ indicator, siblings }) => (scoreByIndicator.get(indicator) ?? 100) < siblings,
  )
  return [...new Set([...lowest, ...slumped].map(({ indicator }) => indicator))]
}

function isCancelled(row: TableRow): boolean {
  return cleanText(textOf(row.line, "status")) !== ""
}

/** As typed: also a row that is held answers its indicator. NaN when it is no number. */
function indicatorOf(row: TableRow): number {
  const text = asciiDigits(textOf(row.line, "indicator")).trim()
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
}

function isDuty(row: TableRow["row"]): row is DutyRow {
  return row?.kind === "duty"
}

function isScored(row: TableRow["row"]): row is AssessmentRow & { score: number } {
  return row?.kind === "assessment" && row.score !== null
}
