/**
 * The `นำเข้า` tab: six pasted columns and a tick → doubts beside the lines, and the rows that the tabs lack. Rows that
 * stand there already are left alone, so that importing twice changes nothing and no correction is overwritten.
 */

import { cleanText } from "../row/plain-text.ts"
import { problemsText } from "../row/problem.ts"
import type { Section } from "../row/section.ts"
import { settingInForce } from "../row/setting.ts"
import { type CellWrite, lineWrites } from "../scan/marks.ts"
import { cellOf, linesOf, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { settingTexts } from "../table/context.ts"
import { isBlankLine } from "../table/read-row.ts"
import { type ImportedPlan, PLAN_COLUMNS, PLAN_KINDS, type PlanKind } from "./model.ts"
import { importPlan, type PlanLine, planLines } from "./plan.ts"

type FillInput = {
  readonly tabs: readonly SheetTab[]
  readonly fiscalYear: number
  readonly sections: readonly Section[]
  readonly newId: (letter: string) => string
}

/** True when a person ticked a line of the import tab. */
export function isImportTicked(tabs: readonly SheetTab[]): boolean {
  return tabsOf(tabs, "import").some(tab => tab.rows.some(line => cellOf(line, "go").value === true))
}

/** Everything a tick writes; a plan with an error fills nothing, and says beside its line what to mend. */
export function fillWrites(input: FillInput): CellWrite[] {
  const director = settingInForce("directorTitle", settingTexts(input.tabs))
  return tabsOf(input.tabs, "import").flatMap(tab => {
    const lines = tab.rows.map(row => ({ line: row.index, cells: PLAN_COLUMNS.map(key => textOf(row, key)) }))
    const plan = importPlan({ lines, columns: PLAN_COLUMNS }, { ...input, director })
    const isRefused = plan.report.some(({ severity }) => severity === "error")
    return [...doubtWrites(tab, plan), ...(isRefused ? [] : rowWrites(input, plan))]
  })
}

/** Doubts of a line stand beside it; those of the whole document beside the first. */
function doubtWrites(tab: SheetTab, plan: ImportedPlan): CellWrite[] {
  return tab.rows.flatMap((row, at) => {
    const own = plan.report.filter(({ line }) => line === row.index || (at === 0 && line === 0))
    return lineWrites(tab, row.index, { problems: problemsText(own), go: false }, row)
  })
}

function rowWrites({ tabs, newId }: FillInput, plan: ImportedPlan): CellWrite[] {
  const existing = new Map<PlanKind, Map<string, string>>(
    PLAN_KINDS.map(kind => [kind, existingIds(tabs, kind)]),
  )
  const idByRef = new Map(
    plan.measures.map(measure => {
      const key = KEY_OF.measure({ ...measure, indicator: String(measure.indicator ?? ""), partners: "" })
      return [measure.id, existing.get("measure")?.get(key) ?? newId("m")]
    }),
  )
  const lines = planLines(plan, idByRef, () => newId("d"))
  return PLAN_KINDS.flatMap(kind => {
    const missing = lines[kind].filter(line => !existing.get(kind)?.has(KEY_OF[kind](line)))
    return tabsOf(tabs, kind).flatMap(tab => appendWrites(tab, kind, missing))
  })
}

/** What makes two lines the same row before either has an id. */
const KEY_OF: Record<PlanKind, (line: PlanLine) => string> = {
  assessment: line => keyOf(line, ["indicator"]),
  measure: line => keyOf(line, ["indicator", "measure"]),
  duty: line => keyOf(line, ["measure", "what", "when"]),
}

function keyOf(line: PlanLine, keys: readonly string[]): string {
  return keys.map(key => cleanText(String(line[key] ?? ""))).join("\n")
}

function existingIds(tabs: readonly SheetTab[], kind: PlanKind): Map<string, string> {
  const rows = linesOf(tabs, kind)
  return new Map(
    rows.map(row => {
      const line = Object.fromEntries([...row.cellByKey].map(([key, cell]) => [key, String(cell.value)]))
      return [KEY_OF[kind](line), textOf(row, "id")]
    }),
  )
}

function appendWrites(tab: SheetTab, kind: PlanKind, lines: readonly PlanLine[]): CellWrite[] {
  const filled = tab.rows.filter(row => !isBlankLine(kind, row))
  const last = filled.reduce((most, row) => Math.max(most, row.index), 0)
  const texts = lines.map(line =>
    Object.fromEntries(Object.entries(line).map(([key, value]) => [key, String(value)])),
  )
  return texts.flatMap((line, at) => lineWrites(tab, last + 1 + at, line, undefined))
}
