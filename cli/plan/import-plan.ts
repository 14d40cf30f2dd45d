/** A published plan as table rows, with a report of every doubt. */

import type { ImportedPlan } from "../../shared/import/model.ts"
import { oneLine, shorten } from "../../shared/row/shorten.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import type { PlanFileOptions } from "../command/office-options.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { nextSteps, type ReadBy } from "./next-steps.ts"
import { readPlan } from "./read-plan.ts"
import { reportText } from "./report-text.ts"
import { OWNERS } from "./sections.ts"

/** Exit code: 0 nothing to answer, 1 the report asks or refuses something. @throws CommandError for a file that cannot be read */
export async function importFile(
  { file, json, year, sections }: PlanFileOptions,
  io: CommandIo,
  given: Partial<Surroundings>,
): Promise<number> {
  const tell = progressOf(io)
  tell(`อ่านแผน / reading ${file}`)
  const ask = json ? undefined : surroundings(given).ask
  const { plan, advice, list } = await readPlan(file, { year, sections, ask, tell })
  const readBy = { file, year, sections: list.isOwners ? OWNERS : sections }
  printResult(io, json, { value: plan, text: () => planText(plan, readBy) })
  if (advice !== undefined) io.stderr(`${advice}\n`)
  return plan.report.some(({ severity }) => severity === "ask" || severity === "error") ? 1 : 0
}

function planText(plan: ImportedPlan, readBy: ReadBy): string {
  const measures = plan.measures.map(each => {
    const [title = ""] = each.measure.split("\n")
    return `  ${each.id}  ตัวชี้วัดที่ ${each.indicator ?? "?"}  ${each.lead || "(ไม่มีเจ้าภาพ)"}  ${oneLine(each.period)}  ${shorten(title, 48)}`
  })
  return [
    plan.title || "(ไม่มีชื่อแผน)",
    `${plan.office || "(ไม่มีชื่อหน่วยงาน)"}  ปีงบประมาณ ${plan.fiscalYear ?? "?"}  ตัวชี้วัด ${plan.assessments.length}  มาตรการ ${plan.measures.length}  งานที่ต้องรายงาน ${plan.duties.length}`,
    ...measures,
    ...reportText(plan.report),
    ...nextSteps(readBy, plan),
    "",
  ].join("\n")
}
