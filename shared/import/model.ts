/** What the importer takes and gives: the lines of a document, the rows found in it, the plan they make. */
import type { Section } from "../row/section.ts"
import type { ReportEntry } from "./problems.ts"

/** Lines of cells, whatever they came from: a tab-separated file, a spreadsheet, or the six pasted columns. */
export type PlanSource = {
  readonly lines: readonly SourceLine[]
  /** The columns by place, where a person pasted below headings of ours. Without it only headings say what a cell is. */
  readonly columns?: readonly PlanColumn[]
  /** What the reader of the file saw that its text does not say. */
  readonly notes?: readonly ReportEntry[]
}

export type SourceLine = {
  readonly line: number
  readonly cells: readonly string[]
  /** The sheet of a workbook, the table of a document, the page of a PDF: how a person is told of it. */
  readonly sheet?: string
  /** The row of its table, where lines are numbered through the file; 0 when it stands in none. */
  readonly row?: number
  /** The table it belongs to, where that is more or less than a sheet: one may run over pages. */
  readonly run?: number
  /** Over how many columns a cell goes, where more than one; unknown of text, whose cells are all of one. */
  readonly spans?: ReadonlyMap<number, number>
}

export type PlanContext = {
  /** Said by the person importing; wins over the document's, with a question when they differ. */
  readonly fiscalYear?: number
  readonly sections: readonly Section[]
  /** As sentences call the head of the office, where the document does not name one of a known kind. */
  readonly director?: string
}

/** The six columns of a published plan, in the order printed. */
export const PLAN_COLUMNS = ["result", "issue", "measure", "monitoring", "period", "responsible"] as const
export type PlanColumn = (typeof PLAN_COLUMNS)[number]

/** A row of the published table. */
export type PlanRow = {
  readonly line: number
  /** Text by column; lines of a list are separated by line feeds. */
  readonly cells: Readonly<Record<PlanColumn, string>>
  /** No indicator is printed: another measure of the one above. */
  readonly isSameIndicator: boolean
  /** `E4`, where each column of its first line stands. */
  readonly at: Readonly<Record<PlanColumn, string>>
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

/** The tabs that an imported plan fills. */
export const PLAN_KINDS = ["assessment", "measure", "duty"] as const
export type PlanKind = (typeof PLAN_KINDS)[number]
