/** What changed in the plan itself since an instant: measures and duties added, cancelled, taken up again, gone, cut. */
import { bangkokDate } from "../date/civil-date.ts"
import { recordBegan, type Version, type WholeRecord } from "../record/record.ts"
import { isNameOf } from "../row/name.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import { isCancelled } from "./schedule.ts"

type PlanRow = MeasureRow | DutyRow

export const PLAN_CHANGES = ["added", "cancelled", "vanished", "dropped", "resumed"] as const

export type PlanChange = {
  /** `vanished`: its row left the sheet. `dropped`: some of its periods did. */
  readonly kind: (typeof PLAN_CHANGES)[number]
  readonly row: PlanRow
  /** The periods that were dropped; empty for every other kind. */
  readonly occurrences: readonly string[]
}

/** Every change accepted after an instant, but the announcement itself, oldest first. */
export function planChangesSince(record: WholeRecord, since: number): PlanChange[] {
  const began = recordBegan(record)
  const found: (PlanChange & { readonly acceptedAt: number })[] = []
  for (const [name, versions] of record.versionsByName) {
    if (!isNameOf(name, "measure") && !isNameOf(name, "duty")) continue
    for (const [index, version] of versions.entries()) {
      const { acceptedAt } = version
      if (acceptedAt <= since || bangkokDate(acceptedAt) === began) continue
      const change = changeBetween(planRowBefore(versions, index), version)
      if (change) found.push({ ...change, acceptedAt })
    }
  }
  return found.sort((a, b) => a.acceptedAt - b.acceptedAt).map(({ acceptedAt: _, ...change }) => change)
}

/** The row as it last was, whether or not it was in the sheet just before. */
function planRowBefore(versions: readonly Version[], index: number): PlanRow | undefined {
  const { row } = [...versions.slice(0, index)].reverse().find(each => each.row !== null) ?? { row: null }
  return row?.kind === "measure" || row?.kind === "duty" ? row : undefined
}

function changeBetween(before: PlanRow | undefined, { row, digest }: Version): PlanChange | undefined {
  // A redacted row is still in the plan.
  if (row === null)
    return before && digest === null ? { kind: "vanished", row: before, occurrences: [] } : undefined
  if (row.kind !== "measure" && row.kind !== "duty") return undefined
  if (!before) return { kind: "added", row, occurrences: [] }
  if (isEnded(before) !== isEnded(row))
    return { kind: isEnded(row) ? "cancelled" : "resumed", row, occurrences: [] }
  const kept = new Set(row.occurrences.map(each => each.id))
  const occurrences = before.occurrences.map(each => each.id).filter(id => !kept.has(id))
  return occurrences.length > 0 ? { kind: "dropped", row, occurrences } : undefined
}

function isEnded(row: PlanRow): boolean {
  return row.kind === "measure" && isCancelled(row)
}
