/** A table judged by exactly the rules the sheet uses. */
import { readFile } from "node:fs/promises"
import * as z from "zod"
import { columnOf } from "../../shared/columns.ts"
import {
  type CheckedTable,
  checkTable,
  type PlacedProblem,
  refsAsIds,
  rowsOf,
  verdicts,
} from "../../shared/import/check-table.ts"
import type { ImportedPlan, PlanContext } from "../../shared/import/model.ts"
import { ownersIn } from "../../shared/import/owners.ts"
import { planLines } from "../../shared/import/plan.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Severity } from "../../shared/row/problem.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import type { PlanFileOptions } from "../command/office-options.ts"
import { ownersOf, plannerEntries } from "./read-plan.ts"
import { reportText } from "./report-text.ts"
import type { SectionList } from "./section-presets.ts"
import { sectionListOf } from "./sections.ts"
import { readTableFile } from "./table-file.ts"

/** Exit code: 0 nothing to mend, 1 an ask or error. @throws CommandError for a file that cannot be read */
export async function checkFile(
  { file, json, year, sections: chosen }: PlanFileOptions,
  io: CommandIo,
): Promise<number> {
  const tell = progressOf(io)
  tell(`อ่านตาราง / reading ${file}`)
  const asked = { fiscalYear: year, chosen, tell }
  const checked = await (file.endsWith(".json") ? checkJson(file, asked) : checkLines(file, asked))
  printResult(io, json, { value: checked, text: () => checkedText(checked) })
  const all = [...checked.problems, ...checked.report]
  return all.some(({ severity }) => severity === "ask" || severity === "error") ? 1 : 0
}

type Asked = {
  readonly fiscalYear: number | undefined
  readonly chosen: string | undefined
  readonly tell: (text: string) => void
}

async function checkLines(file: string, { fiscalYear, chosen, tell }: Asked): Promise<CheckedTable> {
  const table = await readTableFile(file, tell)
  if (!table.ok) throw new CommandError(table.message)
  const list = await sectionListOf(chosen, () => ownersOf(table.source))
  const checked = checkTable(table.source, { ...contextOf(list), ...(fiscalYear && { fiscalYear }) })
  if (!checked) throw new CommandError(YEAR_MISSING)
  return { ...checked, report: [...checked.report, ...plannerEntries(list)] }
}

function contextOf({ sections, kind }: SectionList): Omit<PlanContext, "fiscalYear"> {
  return { sections, ...(kind && { director: kind.directorTitle }) }
}

const YEAR_MISSING = "ต้องบอกปีงบประมาณของแผน เช่น --year 2566 (the plan's fiscal year is needed: --year 2566)"

const text = z.string()
const planSchema = z.object({
  office: text,
  title: text,
  fiscalYear: z.number().nullable(),
  assessments: z.array(
    z.object({
      indicator: z.number().nullable(),
      name: text,
      score: z.number().nullable(),
      scoreYear: z.number().nullable(),
      description: text,
    }),
  ),
  measures: z.array(
    z.object({
      id: text,
      indicator: z.number().nullable(),
      issue: text,
      measure: text,
      monitoring: text,
      period: text,
      responsible: text,
      lead: text,
      partners: z.array(text),
      status: text,
      reason: text,
    }),
  ),
  duties: z.array(
    z.object({
      id: text,
      measure: text,
      what: text,
      owedBy: z.array(text),
      owedTo: text,
      when: text,
      evidenceKind: text,
    }),
  ),
})

/** The import's JSON, perhaps edited by hand since. */
async function checkJson(file: string, asked: Asked): Promise<CheckedTable> {
  const plan = await readPlan(file)
  const fiscalYear = asked.fiscalYear ?? plan.fiscalYear
  if (fiscalYear === null) throw new CommandError(YEAR_MISSING)
  const owners = () => ownersIn(plan.measures.map(({ responsible }) => responsible))
  const list = await sectionListOf(asked.chosen, owners)
  let count = 0
  const lines = planLines(plan, refsAsIds(plan.measures), () => `d-${String(++count).padStart(8, "0")}`)
  const problems = verdicts(rowsOf(lines), { ...contextOf(list), fiscalYear })
  return {
    problems: problems.map(problem => ({ ...problem, sheet: "", cell: "" })),
    report: plannerEntries(list),
  }
}

async function readPlan(file: string): Promise<ImportedPlan> {
  const content = await readFile(file, "utf8").catch((error: Error) => {
    throw new CommandError(`อ่านไฟล์ ${file} ไม่ได้ (cannot read: ${error.message})`)
  })
  const parsed = planSchema.safeParse(parseJson(content))
  if (parsed.success) return { ...parsed.data, report: [] }
  const places = parsed.error.issues.map(issue => issue.path.join(".") || "ทั้งไฟล์").slice(0, 5)
  throw new CommandError(
    `${file} ไม่ใช่ JSON ที่คำสั่ง import เขียน ดูที่ ${places.join(", ")} (not the JSON that import writes)`,
  )
}

/** A fault that the import has told of a cell is not told of it again in the sheet's words. */
function checkedText({ problems, report }: CheckedTable): string {
  const grave = (severity: Severity) => ["fix", "warn", "ask", "error"].indexOf(severity)
  const isTold = ({ sheet, cell, severity }: PlacedProblem) =>
    cell !== "" &&
    report.some(each => each.sheet === sheet && each.cell === cell && grave(each.severity) >= grave(severity))
  const verdictEntries = problems
    .filter(problem => !isTold(problem))
    .map(({ tab, row, column, cell, ...told }) => {
      const { header } = columnOf(tab, column)
      return { ...told, line: row, cell: cell === "" ? `แถว ${row} ${header}` : cell }
    })
  const lines = reportText([...report, ...verdictEntries]).slice(1)
  return lines.length === 0 ? "ไม่พบสิ่งที่ต้องแก้\n" : `${lines.join("\n")}\n`
}
