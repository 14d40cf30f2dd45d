/**
 * Our own tables as input: a .csv or .xlsx whose headings are the keys or the Thai headers of the sheet's columns, as
 * the public downloads have them. Their rows need no guessing; several tables may follow each other.
 */

import { type Column, isTypedYear, tabOf } from "../columns.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { splitList } from "../row/plain-text.ts"
import { EVERY_SECTION, findSection, inOfficialOrder, type Section } from "../row/section.ts"
import { parseResponsible, type Responsible } from "../rules/responsible.ts"
import { parseScore } from "../rules/score.ts"
import { columnWords, MEASURE_COLUMNS, YES } from "../view/table-columns.ts"
import { placeEntries } from "./entry-place.ts"
import { noteEntry } from "./file-notes.ts"
import { readIndicatorRows } from "./indicator-rows.ts"
import { directorOf, measureEntries, type PlacedMeasure } from "./measures.ts"
import type {
  ImportedAssessment,
  ImportedDuty,
  ImportedPlan,
  PlanContext,
  PlanKind,
  PlanSource,
} from "./model.ts"
import { importPlan } from "./plan.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { readTickColumns } from "./tick-columns.ts"

type OwnTable = {
  /** Undefined for what the record tells of reports and changes: nothing of it is typed in a plan. */
  readonly kind: PlanKind | undefined
  readonly columns: readonly Heading[]
}
/** A column of the sheet, or one that only the public tables have, by its key. */
type Heading = Column | { readonly told: string } | undefined
export type OwnRow = { readonly line: number; readonly values: ReadonlyMap<string, string> }

/** The columns without which a heading is not this kind of table. */
const TELLING: Readonly<Record<PlanKind, readonly string[]>> = {
  measure: ["indicator", "measure", "period"],
  duty: ["measure", "what", "when"],
  assessment: ["indicator", "name", "score"],
}
/** The same of public tables that no plan has: reports, a duty's book, the changes. */
const TELLING_TOLD: readonly (readonly string[])[] = [
  ["section", "occurrence", "due", "state"],
  ["revision", "acceptedAt", "event"],
]

/** Months with ticks and headings between rows as columns: what a file may hold and a pasted table does not. */
export function asOneTable(source: PlanSource, { fiscalYear }: PlanContext): PlanSource {
  return readIndicatorRows(readTickColumns(source, fiscalYear))
}

/** Reads a plan of either make: printed, or in columns of ours. */
export function importTable(source: PlanSource, context: PlanContext): ImportedPlan {
  return importPlan(asOneTable(source, context), context, { readOwn: readOwnTables, place: placeEntries })
}

/** The rows of our own tables by kind, as typed; undefined when the first line holds no headings of ours. */
export function splitOwnTables(
  source: PlanSource,
): { readonly rows: Record<PlanKind, OwnRow[]>; readonly report: ReportEntry[] } | undefined {
  const lines = source.lines.filter(({ cells }) => cells.some(cell => cell.trim() !== ""))
  if (!lines[0] || !readHeadings(lines[0].cells)) return undefined
  const rows: Record<PlanKind, OwnRow[]> = { assessment: [], measure: [], duty: [] }
  const report: ReportEntry[] = []
  let table: OwnTable | undefined
  for (const { line, row = line, cells } of lines) {
    const headings = readHeadings(cells)
    table = headings ?? table
    if (headings || !table?.kind) continue
    rows[table.kind].push({ line: row, values: valuesOf(table, cells) })
    report.push(...strayEntries(table, line, cells))
  }
  if (Object.values(rows).every(each => each.length === 0))
    report.push(noteEntry({ code: "rowsMissing", sheet: "", line: 0, cell: "", words: "" }))
  return { rows, report }
}

/** Undefined when the first line holds no headings of one of our tables. */
function readOwnTables(source: PlanSource, context: PlanContext): ImportedPlan | undefined {
  const split = splitOwnTables(source)
  if (!split) return undefined
  const { rows, report } = split
  const fiscalYear = context.fiscalYear ?? null
  if (fiscalYear === null) report.push(reportEntry("yearMissing", 0, ""))
  const whose = { fiscalYear, sections: context.sections, director: directorOf("", context) }
  const cellsOf = (row: OwnRow) => readCells(row, context.sections, report)
  const placed = rows.measure.map((row, index) => toMeasure(cellsOf(row), index, context.sections))
  return {
    office: "",
    title: "",
    fiscalYear,
    assessments: rows.assessment.map(row => toAssessment(cellsOf(row), fiscalYear)),
    measures: placed.map(each => each.measure),
    duties: rows.duty.map((row, index) => toDuty(cellsOf(row), index)),
    report: [...report, ...placed.flatMap(each => measureEntries(each, whose))],
  }
}

function readHeadings(cells: readonly string[]): OwnTable | undefined {
  const titles = cells.map(cell => cell.trim())
  const kinds: readonly PlanKind[] = ["measure", "duty", "assessment"]
  for (const kind of kinds) {
    const columns = titles.map(title => headingOf(kind, title))
    if (TELLING[kind].every(key => columns.some(each => each && "key" in each && each.key === key)))
      return { kind, columns }
  }
  const isTold = TELLING_TOLD.some(keys =>
    keys.every(key => titles.some(title => wordsOf(key).includes(title))),
  )
  return isTold ? { kind: undefined, columns: [] } : undefined
}

/** What a public table may call a column: its key, or what a workbook calls it. */
function wordsOf(key: string): string[] {
  return [key, columnWords("report", key).title, columnWords(undefined, key).title]
}

function headingOf(kind: PlanKind, title: string): Heading {
  const isCalled = (key: string, header: string) => title !== "" && (key === title || header === title)
  const column = tabOf(kind).columns.find(each => isCalled(each.key, each.header))
  if (column || kind !== "measure") return column
  const told = MEASURE_COLUMNS.find(key => isCalled(key, columnWords(kind, key).title))
  return told && { told }
}

function valuesOf(table: OwnTable, cells: readonly string[]): Map<string, string> {
  const values = new Map<string, string>()
  table.columns.forEach((column, place) => {
    const cell = (cells[place] ?? "").trim()
    if (column && "key" in column) values.set(column.key, cell)
    // A question that was answered stays answered.
    else if (column?.told === "confirmed") values.set("confirm", cell === YES ? "true" : cell)
  })
  return values
}

function strayEntries(table: OwnTable, line: number, cells: readonly string[]): ReportEntry[] {
  return cells
    .filter((cell, place) => cell.trim() !== "" && !table.columns[place])
    .map(cell => reportEntry("cellUnplaced", line, cell, { kept: false }))
}

function toMeasure(cells: Cells, index: number, sections: readonly Section[]): PlacedMeasure {
  const { line, get } = cells
  const printed = parseResponsible(get("responsible"), sections)
  const lead = get("lead") === "" ? (printed.lead ?? "") : cells.section(get("lead"))
  const partners = get("partners") === "" ? printed.partners : cells.sections("partners")
  const measure = {
    id: get("id") || `m${index + 1}`,
    indicator: cells.indicator(),
    issue: get("issue"),
    measure: get("measure"),
    monitoring: get("monitoring"),
    period: get("period"),
    responsible: get("responsible") || lead,
    lead,
    partners: partners.filter(name => name !== lead),
    status: get("status"),
    reason: get("reason"),
  }
  const responsible: Responsible = get("lead") === "" ? printed : { lead, partners, problems: [] }
  return { line, measure, responsible }
}

function toAssessment({ get, score, indicator }: Cells, fiscalYear: number | null): ImportedAssessment {
  const year = Number(asciiDigits(get("scoreYear")))
  const read = score()
  return {
    indicator: indicator(),
    name: get("name"),
    score: read,
    scoreYear: isTypedYear(year) ? year : fiscalYear === null ? null : fiscalYear - 1,
    description: get("description"),
  }
}

function toDuty({ get, sections }: Cells, index: number): ImportedDuty {
  return {
    id: get("id") || `d${index + 1}`,
    measure: get("measure"),
    what: get("what"),
    owedBy: sections("owedBy"),
    owedTo: get("owedTo"),
    when: get("when"),
    evidenceKind: get("evidenceKind"),
  }
}

type Cells = ReturnType<typeof readCells>

/** The cells of a row by what their columns hold; what is none of it is reported beside the line. */
function readCells({ line, values }: OwnRow, sections: readonly Section[], report: ReportEntry[]) {
  const get = (key: string) => values.get(key) ?? ""
  /** An unknown name is kept as typed, for the sheet to refuse beside it. */
  const section = (text: string): string => {
    const found = findSection(text, sections)
    if (!found)
      report.push(reportEntry("sectionUnread", line, text, { hint: text, example: sections[0]?.name ?? "" }))
    return found?.name ?? text
  }
  return {
    line,
    get,
    section,
    sections(key: string): readonly string[] {
      const names = splitList(get(key), /[\n,;]/)
      if (names.includes(EVERY_SECTION)) return sections.map(each => each.name)
      const found = names.map(section)
      const known = inOfficialOrder(found, sections)
      return [...known, ...found.filter(name => !known.includes(name))]
    },
    indicator(): number | null {
      const text = get("indicator")
      const number = Number(asciiDigits(text))
      if (text !== "" && Number.isInteger(number) && number >= 1 && number <= 10) return number
      report.push(noteEntry({ code: "numberRange", sheet: "", line, cell: "", words: text, hint: "ตัวชี้วัดที่" }))
      return null
    },
    score(): number | null {
      const text = get("score")
      const score = parseScore(text)
      if (text !== "" && score === undefined) report.push(reportEntry("scoreRange", line, text))
      return score ?? null
    },
  }
}
