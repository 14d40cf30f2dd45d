/** A published plan as table rows, with a report of everything normalised, doubted or refused. */
import type { Section } from "../row/section.ts"
import { rowsToAssessments } from "./assessments.ts"
import { readDocument } from "./document.ts"
import { proposeDuties } from "./duties.ts"
import { readHeading } from "./heading.ts"
import { measureEntries, rowsToMeasures } from "./measures.ts"
import { readOwnTables } from "./own-tables.ts"
import { type ImportCode, type ReportEntry, reportEntry } from "./problems.ts"
import { piecesToRows } from "./rows.ts"
import { misprintEntries, type PrintedText, spellingEntries } from "./wording.ts"

/** Lines of cells, whatever they came from: a tab-separated file, a spreadsheet, or the six pasted columns. */
export type PlanSource = {
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

export type PlanContext = {
  /** Said by the person importing; wins over the document's, with a question when they differ. */
  readonly fiscalYear?: number
  readonly sections: readonly Section[]
}

export type ImportedAssessment = {
  /** Null when the name is none of the ten. */
  readonly indicator: number | null
  readonly name: string
  readonly score: number | null
  readonly scoreYear: number | null
  readonly description: string
}

export type ImportedMeasure = {
  /** `m1`, `m2`… in the order printed: a reference inside this document, replaced when the row gets its own id. */
  readonly id: string
  readonly indicator: number | null
  readonly issue: string
  readonly measure: string
  readonly monitoring: string
  readonly period: string
  readonly responsible: string
  /** Canonical name, or blank when the text names no lead. */
  readonly lead: string
  readonly partners: readonly string[]
  readonly status: string
  readonly reason: string
}

/** A duty found or proposed; the report has an `ask` for each that no person has confirmed. */
export type ImportedDuty = {
  /** `d1`, `d2`… */
  readonly id: string
  /** The `id` of a measure of this document. */
  readonly measure: string
  readonly what: string
  readonly owedBy: readonly string[]
  readonly owedTo: string
  readonly when: string
  readonly evidenceKind: string
}

export type ImportedPlan = {
  readonly office: string
  readonly title: string
  readonly fiscalYear: number | null
  readonly assessments: readonly ImportedAssessment[]
  readonly measures: readonly ImportedMeasure[]
  readonly duties: readonly ImportedDuty[]
  readonly report: readonly ReportEntry[]
}

/** Reads a plan. Whatever it holds, the answer is a plan and a report: no text is dropped without a line about it. */
export function importPlan(source: PlanSource, context: PlanContext): ImportedPlan {
  if (source.lines.every(({ cells }) => cells.every(cell => cell.trim() === "")))
    return nothing("fileEmpty", context)
  const own = readOwnTables(source, context)
  return own ? inOrder(own) : readPublished(source, context)
}

function readPublished(source: PlanSource, context: PlanContext): ImportedPlan {
  const document = readDocument(source)
  const { rows, entries } = piecesToRows(document.pieces, context.sections)
  const periods = rows.map(row => ({ line: row.line, text: row.cells.period }))
  const heading = readHeading(document.above, document.office, periods, context.fiscalYear)
  const above = [...document.entries, ...heading.entries, ...entries]
  if (rows.length === 0)
    return inOrder({
      ...nothing("tableMissing", context),
      report: [reportEntry("tableMissing", 0, ""), ...above],
    })
  const { fiscalYear } = heading
  const { assessments, indicators, entries: scoreEntries } = rowsToAssessments(rows, fiscalYear)
  const placed = rowsToMeasures(rows, indicators, context.sections)
  const proposals = placed.flatMap(each => proposeDuties(each, { fiscalYear, sections: context.sections }))
  const texts = rows.flatMap(({ line, cells }): PrintedText[] =>
    Object.values(cells).map(text => ({ line, text })),
  )
  return inOrder({
    office: heading.office,
    title: heading.title,
    fiscalYear,
    assessments,
    measures: placed.map(each => each.measure),
    duties: proposals.map(({ entry: _, ...duty }, index) => ({ id: `d${index + 1}`, ...duty })),
    report: [
      ...above,
      ...scoreEntries,
      ...placed.flatMap(each => measureEntries(each, fiscalYear)),
      ...misprintEntries(texts),
      ...spellingEntries(texts),
      ...proposals.map(proposal => proposal.entry),
    ],
  })
}

function nothing(
  code: ImportCode,
  { fiscalYear = null }: { readonly fiscalYear?: number | null },
): ImportedPlan {
  const report = [reportEntry(code, 0, "")]
  return { office: "", title: "", fiscalYear, assessments: [], measures: [], duties: [], report }
}

/** The report in the order of the document; entries of one line stay in the order they were found. */
function inOrder(plan: ImportedPlan): ImportedPlan {
  return { ...plan, report: [...plan.report].sort((a, b) => a.line - b.line) }
}
