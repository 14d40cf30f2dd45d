/** A scan, and a Worker that takes what it pushes: all of it, or the sheet's rules and the Worker's disagree. */
import { expect } from "vitest"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { splitChange } from "../../../shared/scan/change.ts"
import { layoutWrites } from "../../../shared/scan/layout.ts"
import { markWrites, recordWrites } from "../../../shared/scan/marks.ts"
import { lineStatesOn } from "../../../shared/scan/report-state.ts"
import {
  planScan,
  rememberAccepted,
  rememberRows,
  type ScanInput,
  type ScanPlan,
} from "../../../shared/scan/scan.ts"
import { formatMemory, type Memory } from "../../../shared/sheet/memory.ts"
import { type SheetTab, tabsOf } from "../../../shared/sheet/sheet-tab.ts"
import { scheduledFrom } from "../../../shared/table/reports.ts"
import { applyWrites } from "../table/office-fixture.ts"
import { judgedFaults } from "../table/played-judge.ts"

export function scanAndAccept(input: ScanInput): { plan: ScanPlan; memory: Memory; tabs: SheetTab[] } {
  const plan = planScan(input)
  if (!plan) throw new Error("no fiscal year")
  let memory = input.memory
  for (const part of plan.change ? splitChange(plan.change, memory) : []) {
    expect(judgedFaults(part, memory, input.now)).toEqual([])
    memory = rememberAccepted(memory, part, sha256Text(`${memory.head}${part.state}`), memory.sequence + 1)
  }
  memory = rememberRows(memory, plan)
  const writes = [
    ...markWrites(input.tabs, plan.table.rows, () => false),
    ...layoutWrites(input.tabs, {
      obligations: scheduledFrom(plan.table.rows, plan.table.context),
      keeps: () => false,
      lineStates: lineStatesOn(memory, bangkokDate(input.now), undefined),
    }),
    ...tabsOf(input.tabs, "record").flatMap(tab => recordWrites(tab, formatMemory(memory, 2566))),
  ]
  return { plan, memory, tabs: applyWrites(input.tabs, writes) }
}
