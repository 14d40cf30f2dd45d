/**
 * Which table of a file is the plan. A workbook may hold last year's sheet, and a file may hold two plans one after the
 * other: they are told apart by their year, or a person is asked. Never are two joined, and what is set aside is quoted.
 */

import { plain } from "./cell-text.ts"
import { readColumnHeadings } from "./column-headings.ts"
import type { PlanSource, SourceLine } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { fiscalYearIn, isTitle } from "./title.ts"

type Table = {
  readonly sheet: string
  readonly run: number | undefined
  readonly lines: SourceLine[]
  /** Above its headings: printed again below, they are the heads of its pages. */
  readonly titles: string[]
  year: number | undefined
  hasHeadings: boolean
}

type ChosenTable = { readonly source: PlanSource; readonly entries: readonly ReportEntry[] }

export function chooseTable(source: PlanSource, fiscalYear: number | undefined): ChosenTable {
  const tables = splitTables(source)
  const plans = plansAmong(tables, source)
  const [first] = plans
  if (plans.length < 2 || !first)
    return { source: besidePlan(source, tables, first), entries: asideOf(source, tables, first) }
  const ofYear = plans.filter(({ year }) => year !== undefined && year === fiscalYear)
  const newest = plans.reduce((best, each) => ((each.year ?? 0) > (best.year ?? 0) ? each : best))
  const chosen = ofYear[0] ?? newest
  const question =
    ofYear.length === 1
      ? []
      : [
          reportEntry("plansSeveral", chosen.lines[0]?.line ?? 0, plans.map(named).join(" และ "), {
            hint: named(chosen),
          }),
        ]
  return {
    source: { ...source, lines: chosen.lines },
    entries: [...question, ...asideOf(source, tables, chosen)],
  }
}

/** A sheet is a table of its own; so is what follows the title of another year. */
function splitTables({ lines }: PlanSource): Table[] {
  const tables: Table[] = []
  for (const [at, line] of lines.entries()) {
    const sheet = line.sheet ?? ""
    const text = titleIn(line)
    const year = text === undefined ? undefined : fiscalYearIn(text)
    let table = tables[tables.length - 1]
    const isOther =
      table?.hasHeadings &&
      year !== undefined &&
      (year !== table.year || isAnother(table, text) || beginsAnew(table, lines.slice(at + 1)))
    const isElsewhere = table && (line.run === undefined ? table.sheet !== sheet : table.run !== line.run)
    if (!table || isElsewhere || isOther) {
      table = { sheet, run: line.run, lines: [], titles: [], year: undefined, hasHeadings: false }
      tables.push(table)
    }
    table.lines.push(line)
    if (!table.hasHeadings) table.year ??= year
    if (!table.hasHeadings && text !== undefined) table.titles.push(squeeze(text))
    table.hasHeadings ||= readColumnHeadings(line.cells) !== undefined
  }
  for (const table of tables)
    table.year ??= fiscalYearIn(
      `ประจำปี ${/(?:^|[^0-9])(25[0-9]{2})(?:[^0-9]|$)/.exec(table.sheet)?.[1] ?? ""}`,
    )
  return tables
}

/** Another title of the same year begins another plan: a draft, or that of a part of the office. */
function isAnother({ titles }: Table, text: string | undefined): boolean {
  return (
    text !== undefined &&
    !titles.some(title => title.includes(squeeze(text)) || squeeze(text).includes(title))
  )
}

/** Below its title and headings, printed again, a plan goes on; one that returns to an indicator it had left is another. */
function beginsAnew({ lines }: Table, below: readonly SourceLine[]): boolean {
  const next = below.map(indicatorIn).find(indicator => indicator !== "")
  const before = lines.map(indicatorIn).filter(indicator => indicator !== "")
  return next !== undefined && before.includes(next) && before[before.length - 1] !== next
}

/** What a row says to be of: its indicator's number, or the words it begins with. */
function indicatorIn({ cells }: SourceLine): string {
  const cell = squeeze(cells.length > 1 ? (cells[0] ?? "").slice(0, 60) : "")
  return /^ตัวชี้วัดที่[0-9๐-๙]+|^[0-9๐-๙]+[.)].{3,12}/.exec(cell)?.[0] ?? ""
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}

function titleIn({ cells }: SourceLine): string | undefined {
  const filled = cells.filter(cell => cell.trim() !== "")
  if (filled.length !== 1 || (filled[0]?.length ?? 0) > 500) return undefined
  const text = plain(filled)
  return isTitle(text) ? text : undefined
}

/** Hidden sheets are plans only where no sheet that a person sees is one. */
function plansAmong(tables: readonly Table[], { notes = [] }: PlanSource): Table[] {
  const hidden = new Set(notes.flatMap(({ code, sheet }) => (code === "sheetHidden" ? [sheet] : [])))
  const all = tables.filter(({ hasHeadings }) => hasHeadings)
  const seen = all.filter(({ sheet }) => !hidden.has(sheet))
  return seen.length > 0 ? seen : all
}

/** A cover sheet's title is the plan's, when the plan's own sheet has none. */
function besidePlan(source: PlanSource, tables: readonly Table[], plan: Table | undefined): PlanSource {
  if (!plan || tables.length === 1) return source
  const cover = coverOf(tables, plan)
  return { ...source, lines: [...(cover?.lines ?? []), ...plan.lines] }
}

function coverOf(tables: readonly Table[], plan: Table): Table | undefined {
  if (plan.lines.some(line => titleIn(line) !== undefined)) return undefined
  const before = tables.slice(0, tables.indexOf(plan))
  return before.find(
    table => table.lines.length < 20 && table.lines.some(line => titleIn(line) !== undefined),
  )
}

function asideOf(
  { notes = [] }: PlanSource,
  tables: readonly Table[],
  plan: Table | undefined,
): ReportEntry[] {
  if (!plan) return []
  const cover = tables.filter(({ hasHeadings }) => hasHeadings).length < 2 ? coverOf(tables, plan) : undefined
  return tables
    .filter(table => table !== plan && table !== cover)
    .map(table => {
      const text = table.lines.map(({ cells }) => plain(cells)).join("\n")
      const isHidden = notes.some(({ code, sheet }) => code === "sheetHidden" && sheet === table.sheet)
      const hint = isHidden ? table.sheet : named(table)
      const code = isHidden ? "sheetHidden" : "sheetAside"
      return {
        ...reportEntry(code, table.lines[0]?.line ?? 0, text, { hint, kept: false }),
        sheet: table.sheet,
      }
    })
}

function named({ sheet, run, year, lines }: Table): string {
  const told = run === undefined ? sheet : (lines.find(line => (line.row ?? 0) > 0)?.sheet ?? "")
  const place =
    told === "" ? `ตารางที่บรรทัด ${lines[0]?.line ?? 0}` : run === undefined ? `แผ่น “${told}”` : told
  return year === undefined ? place : `ปี ${year} (${place})`
}
