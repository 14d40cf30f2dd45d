/** `sujarit check FILE [--json] [--year N]`: a table judged by exactly the rules the sheet uses. */
import { readFile } from "node:fs/promises"
import * as z from "zod"
import { columnOf } from "../shared/columns.ts"
import { type CheckedTable, checkTable, refsAsIds, rowsOf, verdicts } from "../shared/import/check-table.ts"
import type { ImportedPlan } from "../shared/import/plan.ts"
import { planLines } from "../shared/import/plan-lines.ts"
import { parseJson } from "../shared/row/json.ts"
import { SEVERITY_WORDS } from "../shared/row/problem.ts"
import { DISTRICT_SECTIONS } from "../shared/row/section.ts"
import { parseFileOptions } from "./command/file-options.ts"
import { readTableFile } from "./command/table-file.ts"
import type { CommandIo } from "./import.ts"

const USAGE = "วิธีใช้ (usage): sujarit check FILE [--json] [--year 2566]\n"

/** Exit code: 0 nothing to mend, 1 an ask or error, 2 usage or a file that cannot be read. */
export async function checkCommand(args: string[], io: CommandIo): Promise<number> {
  const options = parseFileOptions(args)
  if (!options) {
    io.stderr(USAGE)
    return 2
  }
  const checked = await checkFile(options.file, options.fiscalYear)
  if (typeof checked === "string") {
    io.stderr(`${checked}\n`)
    return 2
  }
  io.stdout(options.json ? `${JSON.stringify(checked, null, 2)}\n` : checkedText(checked))
  const all = [...checked.problems, ...checked.report]
  return all.some(({ severity }) => severity === "ask" || severity === "error") ? 1 : 0
}

/** The verdicts, or a sentence that says why there are none. */
async function checkFile(file: string, fiscalYear: number | undefined): Promise<CheckedTable | string> {
  if (file.endsWith(".json")) return checkJson(file, fiscalYear)
  const table = await readTableFile(file)
  if (!table.ok) return table.message
  if (fiscalYear === undefined) return YEAR_MISSING
  return checkTable(table.source, { fiscalYear, sections: DISTRICT_SECTIONS })
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
async function checkJson(file: string, year: number | undefined): Promise<CheckedTable | string> {
  const plan = await readPlan(file)
  if (typeof plan === "string") return plan
  const fiscalYear = year ?? plan.fiscalYear
  if (fiscalYear === null) return YEAR_MISSING
  let count = 0
  const lines = planLines(plan, refsAsIds(plan.measures), () => `d-${String(++count).padStart(8, "0")}`)
  return { problems: verdicts(rowsOf(lines), { fiscalYear, sections: DISTRICT_SECTIONS }), report: [] }
}

async function readPlan(file: string): Promise<ImportedPlan | string> {
  const content = await readFile(file, "utf8").catch((error: Error) => error)
  if (content instanceof Error) return `อ่านไฟล์ ${file} ไม่ได้ (cannot read: ${content.message})`
  const parsed = planSchema.safeParse(parseJson(content))
  if (parsed.success) return { ...parsed.data, report: [] }
  const places = parsed.error.issues.map(issue => issue.path.join(".") || "ทั้งไฟล์").slice(0, 5)
  return `${file} ไม่ใช่ JSON ที่คำสั่ง import เขียน ดูที่ ${places.join(", ")} (not the JSON that import writes)`
}

function checkedText({ problems, report }: CheckedTable): string {
  const verdictLines = problems.map(({ tab, row, column, severity, message }) => {
    const { header } = columnOf(tab, column)
    return `แถว ${row} ${header} · ${SEVERITY_WORDS[severity]}: ${message}`
  })
  const reportLines = report.map(
    ({ line, severity, message }) => `บรรทัด ${line} · ${SEVERITY_WORDS[severity]}: ${message}`,
  )
  const lines = [...reportLines, ...verdictLines]
  return lines.length === 0 ? "ไม่พบสิ่งที่ต้องแก้\n" : `${lines.join("\n")}\n`
}
