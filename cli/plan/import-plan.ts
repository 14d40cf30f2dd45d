/** A published plan as table rows, with a report of every doubt. */

import type { ImportedPlan } from "../../shared/import/model.ts"
import { importPlan } from "../../shared/import/plan.ts"
import { oneLine, shorten } from "../../shared/row/shorten.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import type { PlanFileOptions } from "../command/office-options.ts"
import { nextSteps } from "./next-steps.ts"
import { reportText } from "./report-text.ts"
import { sectionsOf } from "./sections.ts"
import { readTableFile } from "./table-file.ts"

/** Exit code: 0 nothing to answer, 1 the report asks or refuses something. @throws CommandError for a file that cannot be read */
export async function importFile(
  { file, json, year, sections }: PlanFileOptions,
  io: CommandIo,
): Promise<number> {
  progressOf(io)(`อ่านแผน / reading ${file}`)
  const table = await readTableFile(file)
  if (!table.ok) throw new CommandError(table.message)
  const context = { sections: await sectionsOf(sections), ...(year && { fiscalYear: year }) }
  const plan = importPlan(table.source, context)
  printResult(io, json, { value: plan, text: () => planText(plan, file) })
  return plan.report.some(({ severity }) => severity === "ask" || severity === "error") ? 1 : 0
}

function planText(plan: ImportedPlan, file: string): string {
  const measures = plan.measures.map(each => {
    const [title = ""] = each.measure.split("\n")
    return `  ${each.id}  ตัวชี้วัดที่ ${each.indicator ?? "?"}  ${each.lead || "(ไม่มีเจ้าภาพ)"}  ${oneLine(each.period)}  ${shorten(title, 48)}`
  })
  return [
    plan.title || "(ไม่มีชื่อแผน)",
    `${plan.office || "(ไม่มีชื่อหน่วยงาน)"}  ปีงบประมาณ ${plan.fiscalYear ?? "?"}  ตัวชี้วัด ${plan.assessments.length}  มาตรการ ${plan.measures.length}  งานที่ต้องรายงาน ${plan.duties.length}`,
    ...measures,
    ...reportText(plan.report),
    ...nextSteps(file, plan),
    "",
  ].join("\n")
}
