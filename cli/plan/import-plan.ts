/** `sujarit import FILE [--json] [--year N]`: a published plan as table rows, with a report of every doubt. */
import { type ImportedPlan, importPlan } from "../shared/import/plan.ts"
import type { ReportEntry } from "../shared/import/problems.ts"
import type { Severity } from "../shared/row/problem.ts"
import { DISTRICT_SECTIONS } from "../shared/row/section.ts"
import { parseFileOptions } from "./command/file-options.ts"
import { readTableFile } from "./command/table-file.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

const USAGE = "วิธีใช้ (usage): sujarit import FILE [--json] [--year 2566]\n"

/** Exit code: 0 nothing to answer, 1 the report asks or refuses something, 2 usage or a file that cannot be read. */
export async function importCommand(args: string[], io: CommandIo): Promise<number> {
  const options = parseFileOptions(args)
  if (!options) {
    io.stderr(USAGE)
    return 2
  }
  const file = await readTableFile(options.file)
  if (!file.ok) {
    io.stderr(`${file.message}\n`)
    return 2
  }
  const { fiscalYear } = options
  const plan = importPlan(file.source, { sections: DISTRICT_SECTIONS, ...(fiscalYear && { fiscalYear }) })
  io.stdout(options.json ? `${JSON.stringify(plan, null, 2)}\n` : planText(plan))
  return plan.report.some(({ severity }) => severity === "ask" || severity === "error") ? 1 : 0
}

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  error: "ต้องแก้ก่อน",
  ask: "ต้องมีคนตอบ",
  warn: "ควรดู",
  fix: "ปรับให้แล้ว",
}
const SEVERITIES: readonly Severity[] = ["error", "ask", "warn", "fix"]

function planText(plan: ImportedPlan): string {
  const measures = plan.measures.map(each => {
    const [title = ""] = each.measure.split("\n")
    return `  ${each.id}  ตัวชี้วัดที่ ${each.indicator ?? "?"}  ${each.lead || "(ไม่มีเจ้าภาพ)"}  ${each.period}  ${title}`
  })
  const duties = plan.duties.map(
    each => `  ${each.id}  ${each.measure}  ${each.owedBy.length} ฝ่าย  ${each.when}  ${each.what}`,
  )
  return [
    plan.title || "(ไม่มีชื่อแผน)",
    `${plan.office || "(ไม่มีชื่อหน่วยงาน)"}  ปีงบประมาณ ${plan.fiscalYear ?? "?"}`,
    "",
    `ตัวชี้วัด ${plan.assessments.length}  มาตรการ ${plan.measures.length}  ภาระ ${plan.duties.length}`,
    ...measures,
    ...duties,
    ...SEVERITIES.flatMap(severity => severityText(severity, plan.report)),
    "",
  ].join("\n")
}

function severityText(severity: Severity, report: readonly ReportEntry[]): string[] {
  const entries = report.filter(entry => entry.severity === severity)
  if (entries.length === 0) return []
  const lines = entries.map(({ line, message }) =>
    line > 0 ? `  บรรทัด ${line}: ${message}` : `  ${message}`,
  )
  return ["", `${SEVERITY_TITLES[severity]} (${severity}) ${entries.length} เรื่อง`, ...lines]
}
