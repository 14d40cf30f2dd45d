/**
 * What left the schedule and must still be seen, from the log alone: periods that were overdue when their rhythm, lead or
 * section was changed, and those that were reported on.
 */
import { bangkokDate } from "../date/civil-date.ts"
import { leftOut } from "../record/group.ts"
import { absenceOf, namedNow, rowsOfKind, type Version, type YearRecord } from "../record/record.ts"
import { isSameJson } from "../row/json.ts"
import { isNameOf, nameOf } from "../row/name.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import type { Section } from "../row/section.ts"
import { type ScheduledObligation, scheduleOf } from "./schedule.ts"

type DroppedObligation = ScheduledObligation & {
  /** Epoch milliseconds at which the Worker accepted the change that dropped it. */
  readonly droppedAt: number
  /** The reason that change was given; of a section that was taken out, the reason for that. */
  readonly reason: string
}

/** What is owed, or was and is still seen. */
export type SeenObligation = ScheduledObligation & {
  /** Why it left the plan; absent while it stands. */
  readonly droppedFor?: string
}

/** Every dropped period that was overdue, or reported on, then: the last of each id. */
function dropsOf(record: YearRecord): DroppedObligation[] {
  const sections = rowsOfKind(record, "section").map(({ row }) => row)
  const droppedById = new Map<string, DroppedObligation>()
  for (const [name, versions] of record.versionsByName) {
    // One that was never changed dropped nothing.
    if (versions.length < 2 || (!isNameOf(name, "measure") && !isNameOf(name, "duty"))) continue
    for (const each of droppedOf(record, versions, sections)) {
      if (isStillSeen(record, each)) droppedById.set(each.id, each)
    }
  }
  return [...droppedById.values()]
}

/** The schedule with what was dropped from it: overdue as withdrawn, reported on as it was reported. */
export function withDropped(
  record: YearRecord,
  scheduled: readonly ScheduledObligation[],
): readonly SeenObligation[] {
  const dropped = dropsOf(record)
  if (dropped.length === 0) return scheduled
  const owed = new Set(scheduled.map(({ id }) => id))
  const seen = dropped
    .filter(({ id }) => !owed.has(id))
    .map(({ droppedAt: _at, reason: droppedFor, ...each }) => ({
      ...each,
      droppedFor,
      withdrawn: each.withdrawn || !record.versionsByName.has(nameOf("report", each.id)),
    }))
  return [...scheduled, ...seen]
}

function droppedOf(
  record: YearRecord,
  versions: readonly Version[],
  sections: readonly Section[],
): DroppedObligation[] {
  const dropped: DroppedObligation[] = []
  let before: MeasureRow | DutyRow | undefined
  for (const { row, acceptedAt } of versions) {
    if (row?.kind !== "measure" && row?.kind !== "duty") continue
    const last = before
    before = row
    // Most versions say other words and owe the same.
    if (!last || owesTheSame(last, row)) continue
    const [owed, after] = [last, row].map(each => scheduledOf(namedNow(record, each), sections))
    const reasonOf = ({ section }: ScheduledObligation) =>
      removedFor(record, nameOf("section", section.slug)) ?? row.reason
    dropped.push(
      ...leftOut(owed ?? [], after ?? []).map(each => ({
        ...each,
        droppedAt: acceptedAt,
        reason: reasonOf(each),
      })),
    )
  }
  return dropped
}

/** In the same periods, by the same sections. */
function owesTheSame(one: MeasureRow | DutyRow, other: MeasureRow | DutyRow): boolean {
  const owers = (row: MeasureRow | DutyRow) => (row.kind === "measure" ? row.lead : row.owedBy)
  return isSameJson(one.occurrences, other.occurrences) && isSameJson(owers(one), owers(other))
}

/** Why a row was taken out of the table; undefined of one that stands. */
function removedFor(record: YearRecord, name: string): string | undefined {
  const newest = record.versionsByName.get(name)?.slice(-1)[0]
  return newest?.digest === null ? (absenceOf(record, name)?.reason ?? "") : undefined
}

function scheduledOf(row: MeasureRow | DutyRow, sections: readonly Section[]): ScheduledObligation[] {
  const measures = row.kind === "measure" ? [row] : []
  const duties = row.kind === "duty" ? [row] : []
  return scheduleOf({ measures, duties, sections })
}

/** What was not yet due, and nobody reported on, was owed to nobody when it was dropped. */
function isStillSeen(record: YearRecord, { id, due, remind, droppedAt }: DroppedObligation): boolean {
  const isReported = (record.versionsByName.get(nameOf("report", id)) ?? []).some(
    ({ acceptedAt, digest }) => digest !== null && acceptedAt <= droppedAt,
  )
  return isReported || (remind && due < bangkokDate(droppedAt))
}
