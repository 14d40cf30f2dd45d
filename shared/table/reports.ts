/** The report tabs: what each section owes, laid out by the script, and what it filled in. */
import { BLANK_CELL, type CellContext, type ParsedCell, parseCell } from "../cell.ts"
import { columnOf } from "../columns.ts"
import { type ScheduledObligation, scheduleOf } from "../due/schedule.ts"
import type { Memory } from "../memory.ts"
import type { DutyRow, MeasureRow } from "../row.ts"
import { checked } from "./build.ts"
import type { ReadRow } from "./read-row.ts"
import { isBlankLine } from "./read-row.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "./sheet-tab.ts"
import type { TableInput, TableRow } from "./table.ts"

const TYPED = ["date", "result", "evidence", "nothingToReport"] as const

/** The filled lines of every report tab, as rows. */
export function readReports(
  input: TableInput,
  context: CellContext,
  rows: readonly Pick<TableRow, "row">[],
): TableRow[] {
  const dueById = new Map(scheduledFrom(rows, context).map(each => [each.id, each.due]))
  return tabsOf(input.tabs, "report").flatMap(tab =>
    tab.rows
      .filter(line => isFilled(line) && textOf(line, "id") !== "")
      .map(line => {
        const id = textOf(line, "id")
        const due = dueById.get(id) ?? rememberedDue(id, input.memory)
        return { ...readReport(tab, line, id, due, context), tab, line, id, name: `report/${id}` }
      }),
  )
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

function readReport(
  tab: SheetTab,
  line: SheetRow,
  id: string,
  due: string | undefined,
  context: CellContext,
): ReadRow {
  const parsedByKey = new Map<string, ParsedCell>(
    TYPED.map(key => [key, parseCell(columnOf("report", key), cellOf(line, key) ?? BLANK_CELL, context)]),
  )
  const problems = [...parsedByKey.values()].flatMap(parsed => parsed.problems)
  const [duty = "", , occurrence = ""] = id.split("/")
  const value = (key: string) => parsedByKey.get(key)?.value ?? ""
  const section = context.sections.find(each => each.slug === tab.sectionSlug)?.name ?? ""
  const { row } = checked({
    kind: "report",
    id,
    duty,
    section,
    occurrence,
    due,
    date: value("date"),
    result: value("result"),
    evidence: value("evidence"),
    nothingToReport: value("nothingToReport") === true,
    by: textOf(line, "by"),
  })
  const state = row && problems.every(problem => problem.severity !== "error") ? "ready" : "held"
  return {
    state,
    row: state === "ready" ? row : undefined,
    privateRow: undefined,
    problems,
    understood: "",
    asked: "",
    asks: "none",
    tickLapsed: false,
  }
}

/** While a duty's new text is held, its reports rest on the dates last accepted. */
function rememberedDue(id: string, { rowsByName }: Memory): string | undefined {
  const [duty = "", , occurrence] = id.split("/")
  const remembered = rowsByName.get(`${duty.startsWith("m-") ? "measure" : "duty"}/${duty}`)
  return remembered?.occurrences?.find(each => each.id === occurrence)?.due
}
