/** What changed in the plan itself since an instant: measures and duties added, cancelled, taken up again, gone, cut. */
import { bangkokDate } from "../date/civil-date.ts"
import { leftOut } from "../record/group.ts"
import { absenceOf, recordBegan, type Version, type WholeRecord } from "../record/record.ts"
import { isNameOf } from "../row/name.ts"
import type { DutyRow, MeasureRow, Row } from "../row/row.ts"
import { isCancelled } from "./schedule.ts"

type PlanRow = MeasureRow | DutyRow

export const PLAN_CHANGES = ["added", "cancelled", "vanished", "removed", "dropped", "resumed"] as const

export type PlanChange = {
  /** `vanished`: its row stands in no line, and counts on. `removed`: it was taken out. `dropped`: some of its periods were. */
  readonly kind: (typeof PLAN_CHANGES)[number]
  readonly row: PlanRow
  /** The periods that were dropped; empty for every other kind. */
  readonly occurrences: readonly string[]
  readonly reason: string
}

/** Every change accepted after an instant, but the announcement itself, oldest first. */
export function planChangesSince(record: WholeRecord, since: number): PlanChange[] {
  const began = recordBegan(record)
  const found: (PlanChange & { readonly acceptedAt: number })[] = []
  const isNews = (acceptedAt: number) => acceptedAt > since && bangkokDate(acceptedAt) !== began
  for (const [name, versions] of record.versionsByName) {
    if (!isNameOf(name, "measure") && !isNameOf(name, "duty")) continue
    const absence = absenceOf(record, name)
    for (const [index, version] of versions.entries()) {
      const { acceptedAt } = version
      if (!isNews(acceptedAt)) continue
      const change = changeBetween(planRowBefore(versions, index), version)
      const reason = version.row === null ? (absence?.reason ?? "") : reasonIn(version.row)
      if (change) found.push({ ...change, reason, acceptedAt })
    }
    const row = planRowBefore(versions, versions.length)
    const isStanding = versions[versions.length - 1]?.digest !== null
    if (row && isStanding && absence && isNews(absence.since))
      found.push({ kind: "vanished", row, occurrences: [], reason: "", acceptedAt: absence.since })
  }
  return found.sort((a, b) => a.acceptedAt - b.acceptedAt).map(({ acceptedAt: _, ...change }) => change)
}

/** The row as it last was, whether or not it was in the sheet just before. */
function planRowBefore(versions: readonly Version[], index: number): PlanRow | undefined {
  const { row } = [...versions.slice(0, index)].reverse().find(each => each.row !== null) ?? { row: null }
  return row?.kind === "measure" || row?.kind === "duty" ? row : undefined
}

function reasonIn(row: Row): string {
  return row.kind === "measure" || row.kind === "duty" ? row.reason : ""
}

function changeBetween(
  before: PlanRow | undefined,
  { row, digest }: Version,
): Omit<PlanChange, "reason"> | undefined {
  // A redacted row is still in the plan.
  if (row === null)
    return before && digest === null ? { kind: "removed", row: before, occurrences: [] } : undefined
  if (row.kind !== "measure" && row.kind !== "duty") return undefined
  if (!before) return { kind: "added", row, occurrences: [] }
  if (isCancelled(before) !== isCancelled(row))
    return { kind: isCancelled(row) ? "cancelled" : "resumed", row, occurrences: [] }
  const occurrences = leftOut(before.occurrences, row.occurrences).map(({ id }) => id)
  return occurrences.length > 0 ? { kind: "dropped", row, occurrences } : undefined
}
