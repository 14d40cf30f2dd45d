/** What has waited too long in the sheet: rows held back by an error, rows that vanished, questions nobody answered. */
import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { absenceOf, latestRevision, rowsOfKind, versionsOf, type YearRecord } from "../record/record.ts"
import type { TabRow } from "../row/row.ts"

export type Waiting = {
  readonly row: TabRow
  /** `held`: its newest text is refused by an error. `vanished`: it stands in no line. `ask`: a question about it is open. */
  readonly why: "held" | "vanished" | "ask"
  /** Epoch milliseconds since when, without a break. */
  readonly since: number
  readonly days: number
}

/** Everything that waits, longest first. */
export function waitingRows(record: YearRecord, today: IsoDate): Waiting[] {
  return [...heldRows(record, today), ...openAsks(record, today)].sort((a, b) => a.since - b.since)
}

/** Rows with an open question: the planner hears of them weekly. */
export function openAsks(record: YearRecord, today: IsoDate): Waiting[] {
  const asking = [
    ...rowsOfKind(record, "measure"),
    ...rowsOfKind(record, "duty"),
    ...rowsOfKind(record, "assessment"),
  ].filter(each => !each.withdrawn && each.row.asks === "open")
  return asking.map(({ row, acceptedAt }) => {
    const versions = versionsOf(record, row)
    const isOpen = (version: { row: object | null }) =>
      version.row !== null && "asks" in version.row && version.row.asks === "open"
    return waiting(row, "ask", startOfRun(versions, isOpen) ?? acceptedAt, today)
  })
}

/** Rows held back by an error, and rows that vanished. */
export function heldRows(record: YearRecord, today: IsoDate): Waiting[] {
  return (latestRevision(record)?.held ?? []).flatMap(name => {
    const versions = record.versionsByName.get(name) ?? []
    const row = [...versions].reverse().find(version => version.row !== null)?.row
    if (!row || row.kind === "absence") return []
    const absence = absenceOf(record, name)
    if (absence) return [waiting(row, "vanished", absence.since, today)]
    const since = startOfRun(record.revisions, revision => revision.held.includes(name))
    return since === undefined ? [] : [waiting(row, "held", since, today)]
  })
}

function waiting(row: TabRow, why: Waiting["why"], since: number, today: IsoDate): Waiting {
  return { row, why, since, days: daysBetween(bangkokDate(since), today) }
}

/** When the unbroken run of matching entries at the end of a list began. */
function startOfRun<T extends { readonly acceptedAt: number }>(
  list: readonly T[],
  matches: (entry: T) => boolean,
): number | undefined {
  let since: number | undefined
  for (let index = list.length - 1; index >= 0; index--) {
    const entry = list[index]
    if (!entry || !matches(entry)) break
    since = entry.acceptedAt
  }
  return since
}
