/** The report tabs: what each section owes, laid out by the script, and what it filled in. */

import { BY_MAIL, columnOf } from "../columns.ts"
import { type ScheduledObligation, scheduleOf } from "../due/schedule.ts"
import { disclose } from "../push/sd-jwt.ts"
import { dutyName, nameOf, obligationParts, rowName } from "../row/name.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import type { CellContext } from "../rules/cell.ts"
import { type Memory, typedCells } from "../sheet/memory.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { answeredAt, keptAnswerProblems } from "./answered.ts"
import { checked, type Values } from "./build.ts"
import { type EnteredBy, enteredBy, FILLED_COLUMNS } from "./entered-by.ts"
import type { TableInput, TableRow } from "./model.ts"
import { isBlankLine, type ReadRow } from "./read-row.ts"
import { keptEvidenceProblems, readReportCells } from "./report-rules.ts"
import { withoutRepeats } from "./row-rules.ts"

/** The filled lines of every report tab, as rows. */
export function readReports(
  input: TableInput,
  context: CellContext,
  rows: readonly Pick<TableRow, "row">[],
): TableRow[] {
  const filled = tabsOf(input.tabs, "report").flatMap(tab =>
    tab.rows.filter(isFilled).map(line => ({ tab, line, id: cleanText(textOf(line, "id")) })),
  )
  const dueById = dueDates(filled, rows, context)
  const keeperById = keepersOf(filled)
  const readable = new Set(rows.flatMap(({ row }) => (row && "id" in row ? [row.id] : [])))
  return filled.map(each => {
    const { tab, line, id } = each
    const keeper = keeperById.get(id)
    const isDutyRead = readable.has(obligationParts(id).duty)
    const due = dueById.get(id) ?? (isDutyRead ? undefined : rememberedDue(id, input.memory))
    const answered = answeredAt(id, line, input.memory, context)
    const by = answered === undefined ? enteredBy(line, input.enteredByLine) : BY_MAIL
    if (keeper === each && due === undefined && isInOwnTab(each) && isAsAccepted(each, input.memory))
      return { ...keptReport(id), tab, line, id, by, name: nameOf("report", id) }
    const doubts = placeProblems(each, keeper, due)
    const accepted = input.memory.rowsByName.get(nameOf("report", id))?.digest ?? ""
    const read = readReport({ ...each, due, by, answered, doubts, accepted }, context, input)
    // A copy must not pass for the row itself when that is remembered, or called held.
    return { ...read, tab, line, id, by, name: keeper === each ? nameOf("report", id) : "" }
  })
}

type FilledLine = { readonly tab: SheetTab; readonly line: SheetRow; readonly id: string }

/** Of the plan only what is reported on: most of a year's obligations have no report yet. */
function dueDates(
  filled: readonly FilledLine[],
  rows: readonly Pick<TableRow, "row">[],
  context: CellContext,
): Map<string, string> {
  const duties = new Set(filled.map(({ id }) => obligationParts(id).duty))
  const isReported = (row: TableRow["row"]) => row !== undefined && "id" in row && duties.has(row.id)
  const scheduled = scheduledFrom(
    rows.filter(({ row }) => isReported(row)),
    context,
  )
  return new Map(scheduled.map(({ id, due }) => [id, due]))
}

/** Of lines with one obligation's id, the first in the tab of the section that owes it keeps it. */
function keepersOf(lines: readonly FilledLine[]): Map<string, FilledLine> {
  const keeperById = new Map<string, FilledLine>()
  for (const each of lines) {
    const keeper = keeperById.get(each.id)
    if (each.id !== "" && (!keeper || (!isInOwnTab(keeper) && isInOwnTab(each))))
      keeperById.set(each.id, each)
  }
  return keeperById
}

function isInOwnTab({ tab, id }: FilledLine): boolean {
  return obligationParts(id).slug === tab.sectionSlug
}

/** Nothing was typed on the line since its report was accepted, as far as is remembered. */
function isAsAccepted({ line, id }: FilledLine, memory: Memory): boolean {
  const remembered = memory.rowsByName.get(nameOf("report", id))
  if (!remembered?.digest) return false
  const [before, now] = [remembered.cells, typedCells("report", line)]
  return before === undefined || FILLED_COLUMNS.every(key => before[key] === now[key])
}

/** Its period left the plan: what was filed stays as it was accepted, and nobody has anything to do. */
function keptReport(id: string): ReadRow {
  const problem = cellProblem("reportKept", columnOf("report", "id"), id)
  return { ...NOTHING_READ, state: "ready", row: undefined, problems: [problem] }
}

/** Why nothing can be published from where a line stands. */
function placeProblems(
  each: FilledLine,
  keeper: FilledLine | undefined,
  due: string | undefined,
): CellProblem[] {
  const { line, id } = each
  if (!keeper) {
    const key = FILLED_COLUMNS.find(column => cleanText(textOf(line, column)) !== "") ?? "result"
    const column = columnOf("report", key)
    return [cellProblem("reportWithoutObligation", column, cleanText(textOf(line, key)))]
  }
  const column = columnOf("report", "id")
  if (keeper !== each) {
    const place = `${keeper.line.index + 1}${keeper.tab === each.tab ? "" : ` ของแท็บ “${keeper.tab.title}”`}`
    return [cellProblem("duplicateKey", column, id, place)]
  }
  return isInOwnTab(each) && due !== undefined ? [] : [cellProblem("unknownObligation", column, id)]
}

/** The obligations of the rows that can be published as they stand. */
export function scheduledFrom(
  rows: readonly Pick<TableRow, "row">[],
  context: Pick<CellContext, "sections">,
): ScheduledObligation[] {
  const published = rows.map(each => each.row)
  return scheduleOf({
    measures: published.filter((row): row is MeasureRow => row?.kind === "measure"),
    duties: published.filter((row): row is DutyRow => row?.kind === "duty"),
    sections: context.sections,
  })
}

/** True when the section has filled something in. */
export function isFilled(line: SheetRow): boolean {
  return !isBlankLine("report", line)
}

type ReportLine = FilledLine & {
  readonly due: string | undefined
  readonly by: EnteredBy
  /** When the Worker received what stands there, where it came by mail. */
  readonly answered: string | undefined
  /** Why nothing can be published from where the line stands. */
  readonly doubts: readonly CellProblem[]
  /** What the line was last accepted with; "" for a line that is no report yet. */
  readonly accepted: string
}

function readReport(
  report: ReportLine,
  context: CellContext,
  { saltKey, today, memory }: Pick<TableInput, "saltKey" | "today" | "memory">,
): ReadRow {
  const { line, id, doubts, due, accepted } = report
  const cells = { id, due, cellOf: (key: string) => cellOf(line, key), isAccepted: accepted !== "" }
  const { values, ofCells, ofReport: untaken } = readReportCells(cells, context, today)
  const { row } = checked(reportFields(report, values, context))
  // What was accepted stays so: these rules are of what is typed from now on, where it belongs.
  const isTaken = row && untaken.length > 0 && disclose(saltKey, rowName(row), row).digest === accepted
  const found = withoutRepeats("report", [
    ...doubts,
    ...keptAnswerProblems(id, memory, today),
    ...ofCells,
    ...(isTaken ? keptEvidenceProblems(values) : doubts.length > 0 ? [] : untaken),
  ])
  const isHeld = found.some(problem => problem.severity === "error")
  const isDraft = !isHeld && found.some(({ code }) => code === "reportDraft")
  // What no cell's rule caught must still be told: a report is never dropped in silence.
  const unfit = cellProblem("unfit", columnOf("report", "id"), id)
  const state = isDraft ? "draft" : row && !isHeld ? "ready" : "held"
  return {
    ...NOTHING_READ,
    state,
    row: state === "ready" ? row : undefined,
    problems: row || isHeld ? found : [...found, unfit],
  }
}

/** What a report line never has. */
const NOTHING_READ = {
  privateRow: undefined,
  understood: "",
  periods: [],
  asked: "",
  asks: "none",
  tickLapsed: false,
} as const

/** The columns of the tab as the report's fields. */
function reportFields({ tab, id, due, by, answered }: ReportLine, values: Values, { sections }: CellContext) {
  const { duty, occurrence } = obligationParts(id)
  const value = (key: string) => values.get(key) ?? ""
  return {
    kind: "report",
    id,
    duty,
    section: sections.find(each => each.slug === tab.sectionSlug)?.name ?? "",
    occurrence,
    due,
    date: value("date"),
    result: value("result"),
    evidence: value("evidence"),
    nothingToReport: value("nothingToReport") === true,
    by,
    ...(answered !== undefined && { answered }),
  }
}

/** While a duty's new text is held, its reports rest on the dates last accepted. */
function rememberedDue(id: string, { rowsByName }: Memory): string | undefined {
  const { duty, occurrence } = obligationParts(id)
  const remembered = rowsByName.get(dutyName(duty))
  if (!remembered?.digest) return undefined
  return remembered.occurrences?.find(each => each.id === occurrence)?.due
}
