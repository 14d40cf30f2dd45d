/** A table from outside the sheet, judged by exactly the rules the sheet uses. */
import { tabOf } from "../columns.ts"
import { groupBy } from "../record/group.ts"
import type { Problem } from "../row/problem.ts"
import { oneLine, shorten } from "../row/shorten.ts"
import { EMPTY_MEMORY } from "../sheet/memory.ts"
import type { SheetRow, SheetTab } from "../sheet/sheet-tab.ts"
import { readTable } from "../table/table.ts"
import { placeEntries, placeOfValue } from "./entry-place.ts"
import { PLAN_KINDS, type PlanContext, type PlanKind, type PlanSource } from "./model.ts"
import { asOneTable, type OwnRow, splitOwnTables } from "./own-tables.ts"
import { importPlan, type PlanLine, planLines } from "./plan.ts"
import type { ReportEntry } from "./problems.ts"

export type CheckedTable = {
  /** The sheet's verdicts; `row` is the line of the file, or of the row in its table for an imported plan. */
  readonly problems: readonly PlacedProblem[]
  /** What the importer says of a plan that is not yet in our columns. */
  readonly report: readonly ReportEntry[]
}

export type PlacedProblem = Problem & {
  /** The sheet of the workbook, the table of a document; "" when the file has none. */
  readonly sheet: string
  /** `E4`, where the value stands; "" when it stands in no single cell. */
  readonly cell: string
}

type CheckContext = PlanContext & { readonly fiscalYear: number }

/** Undefined where neither the context nor the document says the fiscal year. */
export function checkTable(source: PlanSource, context: PlanContext): CheckedTable | undefined {
  const { fiscalYear } = context
  const own = splitOwnTables(source)
  if (own) {
    if (fiscalYear === undefined) return undefined
    const report = placeEntries(own.report, source)
    const problems = verdicts(own.rows, { ...context, fiscalYear })
    return { problems: placed(problems, source, { isOwn: true }), report }
  }
  const plan = importPlan(asOneTable(source, context), context, { place: placeEntries })
  if (plan.measures.length === 0) return { problems: [], report: plan.report }
  if (plan.fiscalYear === null) return undefined
  const rows = rowsOf(planLines(plan, refsAsIds(plan.measures), counter()))
  const problems = verdicts(rows, { ...context, fiscalYear: plan.fiscalYear })
  return { problems: placed(problems, source, { isOwn: false }), report: plan.report }
}

/** With the cell of each value: of its own row in a table of ours, the first that has it in a plan. */
function placed(
  problems: readonly Problem[],
  { lines }: PlanSource,
  { isOwn }: { readonly isOwn: boolean },
): PlacedProblem[] {
  const byRow = groupBy(lines, ({ line, row }) => row ?? line)
  return problems.map(problem => {
    const among = isOwn ? (byRow.get(problem.row) ?? []) : lines
    return { ...problem, ...placeOfValue(among, problem.value) }
  })
}

/** The verdicts on rows that are already in our columns, as typed. */
export function verdicts(rows: Record<PlanKind, readonly OwnRow[]>, context: CheckContext): Problem[] {
  const tabs = [...PLAN_KINDS.map((kind, at) => tabFrom(kind, at + 1, rows[kind])), ...officeTabs(context)]
  const table = readTable({ tabs, memory: EMPTY_MEMORY, saltKey: new Uint8Array(32), newId: counter() })
  const typed = new Map(
    rows.measure.map(({ values }) => [values.get("id") ?? "", values.get("measure") ?? ""] as const),
  )
  return (table?.rows ?? [])
    .filter(row => PLAN_KINDS.some(kind => kind === row.tab.tab))
    .flatMap(row =>
      row.problems
        // Without the sheet's memory a tick answers nothing; in a table of the record it says what was answered there.
        .filter(({ severity }) => severity !== "ask" || !isConfirmed(row.line))
        .map(problem => ({ ...awaiting(problem, typed), tab: row.tab.tab, row: row.line.index })),
    )
}

/** A measure that is there and not whole yet is no unknown one: its own row says what it lacks. */
function awaiting<Found extends Pick<Problem, "code" | "value" | "message">>(
  problem: Found,
  typed: ReadonlyMap<string, string>,
): Found {
  const measure = problem.code === "unknownMeasure" ? typed.get(problem.value) : undefined
  if (measure === undefined) return problem
  const message = `รอมาตรการ “${shorten(oneLine(measure), QUOTED)}” ซึ่งยังไม่ครบ กรอกแถวของมาตรการนั้นให้ครบก่อน`
  return { ...problem, value: measure, message }
}

const QUOTED = 60

function isConfirmed({ cellByKey }: SheetRow): boolean {
  return cellByKey.get("confirm")?.value === "true"
}

export function rowsOf(lines: Record<PlanKind, readonly PlanLine[]>): Record<PlanKind, OwnRow[]> {
  const numbered = (kind: PlanKind) =>
    lines[kind].map((line, at) => ({
      line: at + 2,
      values: new Map(Object.entries(line).map(([key, value]) => [key, String(value)])),
    }))
  return { assessment: numbered("assessment"), measure: numbered("measure"), duty: numbered("duty") }
}

/** References of a document as ids that the rules accept: `m1` → `m-00000001`. */
export function refsAsIds(measures: readonly { readonly id: string }[]): Map<string, string> {
  return new Map(measures.map(({ id }, at) => [id, /^m-[0-9a-z]{8}$/.test(id) ? id : idOf("m", at + 1)]))
}

function counter(): (letter?: string) => string {
  let count = 0
  return (letter = "d") => idOf(letter, ++count)
}

function idOf(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(8, "0")}`
}

function tabFrom(tab: SheetTab["tab"], sheetId: number, rows: readonly OwnRow[]): SheetTab {
  const { columns, title } = tabOf(tab)
  return {
    sheetId,
    title,
    tab,
    sectionSlug: undefined,
    columnIndexByKey: new Map(columns.map((column, index) => [column.key, index])),
    rowCount: rows.length + 1,
    columnCount: columns.length,
    rows: rows.map(({ line, values }) => ({
      index: line,
      cellByKey: new Map([...values].map(([key, value]) => [key, { value, formula: false }])),
    })),
  }
}

function officeTabs({ fiscalYear, sections }: CheckContext): SheetTab[] {
  const section = sections.map(({ slug, name, shortNames }, at) => ({
    line: at + 2,
    values: new Map([
      ["slug", slug],
      ["name", name],
      ["shortNames", shortNames.join(", ")],
    ]),
  }))
  const year = {
    line: 2,
    values: new Map([
      ["key", "fiscalYear"],
      ["value", String(fiscalYear)],
    ]),
  }
  return [tabFrom("section", 11, section), tabFrom("setting", 12, [year])]
}
