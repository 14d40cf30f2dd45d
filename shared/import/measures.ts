/** The measures of a plan, one a row, with what is doubted or missing in each. */
import { TEXT_LIMIT } from "../columns.ts"
import { compilePeriod } from "../period/compile.ts"
import { ANY_DIRECTOR, officeKindOf } from "../row/office-kind.ts"
import type { Section } from "../row/section.ts"
import { oneLine } from "../row/shorten.ts"
import { parseResponsible, type Responsible } from "../rules/responsible.ts"
import { COLUMN_TITLES } from "./column-headings.ts"
import { actorEntries } from "./doubtful-words.ts"
import {
  type ImportedMeasure,
  PLAN_COLUMNS,
  type PlanColumn,
  type PlanContext,
  type PlanRow,
} from "./model.ts"
import { ownersIn } from "./owners.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"

export type PlacedMeasure = {
  readonly line: number
  readonly measure: ImportedMeasure
  readonly responsible: Responsible
  /** Where its columns stand, in a printed table. */
  readonly at?: PlanRow["at"]
  /** Columns its table does not have. */
  readonly absent?: readonly PlanColumn[]
}

export function rowsToMeasures(
  rows: readonly PlanRow[],
  indicators: readonly (number | null)[],
  sections: readonly Section[],
): PlacedMeasure[] {
  return rows.map(({ line, at, cells: { result: _, ...cells } }, index) => {
    const responsible = parseResponsible(cells.responsible, sections)
    const { lead = "", partners } = responsible
    const indicator = indicators[index] ?? null
    const measure = { id: `m${index + 1}`, indicator, ...cells, lead, partners, status: "", reason: "" }
    return { line, at, measure, responsible }
  })
}

/** What a measure is doubted by: its year, and whose plan it is. */
export type MeasureContext = {
  readonly fiscalYear: number | null
  readonly sections: readonly Section[]
  /** As sentences call the head of the office. */
  readonly director: string
}

export function measureEntries(placed: PlacedMeasure, context: MeasureContext): ReportEntry[] {
  const { line, measure } = placed
  const { fiscalYear, sections, director } = context
  return [
    ...incompleteEntries(placed),
    ...longEntries(line, measure),
    ...(fiscalYear === null ? [] : periodEntries(line, measure.period, fiscalYear)),
    ...actorEntries({ line, text: measure.monitoring }, director),
    ...(isUnknownOwner(placed) ? [] : responsibleEntries(placed, sections[0]?.name ?? "")),
  ]
}

/** Whoever heads the office that the document names, else that of the context. */
export function directorOf(office: string, { director = ANY_DIRECTOR }: PlanContext): string {
  return officeKindOf(office)?.directorTitle ?? director
}

/** One question for all the owners that are not of this office, whatever they are: no lead is guessed from a likeness. */
export function unknownOwners(placed: readonly PlacedMeasure[]): ReportEntry[] {
  const unknown = placed.filter(isUnknownOwner)
  const [first] = unknown
  if (!first) return []
  const cells = [...new Set(unknown.map(({ measure }) => oneLine(measure.responsible)))]
  const names = ownersIn(unknown.map(({ measure }) => measure.responsible))
  const told = { value: names.join(", "), hint: String(names.length), kept: false }
  return [reportEntry("ownersUnknown", first.line, cells.join(", "), told)]
}

function isUnknownOwner({ measure, responsible }: PlacedMeasure): boolean {
  const { lead, partners, problems } = responsible
  return (
    measure.responsible !== "" &&
    lead === undefined &&
    partners.length === 0 &&
    problems.some(({ code }) => code === "sectionUnread")
  )
}

function incompleteEntries({ line, measure, at, absent = [] }: PlacedMeasure): ReportEntry[] {
  const columns = PLAN_COLUMNS.filter(
    column => column !== "result" && measure[column] === "" && !absent.includes(column),
  )
  const [first] = columns
  if (first === undefined) return []
  const hint = columns.map(column => COLUMN_TITLES[column]).join(" ")
  const snippet = measure.measure || measure.issue || measure.monitoring || `แถวที่ ${measure.id.slice(1)}`
  const isOwnerless = columns.join() === "responsible"
  const entry = reportEntry(isOwnerless ? "ownerMissing" : "rowIncomplete", line, snippet, { hint })
  // The place to type in, not where the words stand that the row is told by.
  return [{ ...entry, cell: at?.[first] ?? "", lacks: hint }]
}

function longEntries(line: number, measure: ImportedMeasure): ReportEntry[] {
  const texts = [measure.issue, measure.measure, measure.monitoring, measure.responsible]
  return texts
    .filter(text => text.length > TEXT_LIMIT)
    .map(text => reportEntry("cellLong", line, text, { hint: String(text.length) }))
}

function periodEntries(line: number, period: string, fiscalYear: number): ReportEntry[] {
  if (period === "") return []
  const { flag, understood, problems } = compilePeriod(period, { fiscalYear })
  if (flag === "ok") return []
  const words = problems.map(problem => problem.message).join(" ") || understood
  return [reportEntry(CODE_BY_FLAG[flag], line, period, { hint: flag === "warn" ? understood : words })]
}

const CODE_BY_FLAG = { warn: "periodNoted", ask: "periodAsked", reject: "periodRefused" } as const

function responsibleEntries({ line, measure, responsible }: PlacedMeasure, example: string): ReportEntry[] {
  const text = measure.responsible
  if (text === "" || measure.status !== "") return []
  const { lead = "", leadWord } = responsible
  const noted = leadWord ? [reportEntry("leadWord", line, text, { value: leadWord, hint: lead })] : []
  const doubts = responsible.problems.map(problem => {
    const hint = problem.code === "sectionUnread" ? problem.words : lead
    return reportEntry(problem.code, line, text, { hint, example })
  })
  return [...noted, ...doubts]
}
