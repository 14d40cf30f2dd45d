/** What has waited too long in the sheet: rows held back by an error, rows that vanished, questions nobody answered. */
import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import {
  absenceOf,
  findRow,
  latestRevision,
  rowsOfKind,
  versionsOf,
  type YearRecord,
} from "../record/record.ts"
import type { TabRow } from "../row/row.ts"

export type Waiting = {
  readonly row: TabRow
  /** Of a report, what it is owed for; blank of every other row. */
  readonly what: string
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
    return { ...waiting(startOfRun(versions, isOpen) ?? acceptedAt, today), row, what: "", why: "ask" }
  })
}

/** Rows held back by an error, and rows that vanished. */
export function heldRows(record: YearRecord, today: IsoDate): Waiting[] {
  return (latestRevision(record)?.held ?? []).flatMap((name): Waiting[] => {
    const versions = record.versionsByName.get(name) ?? []
    const row = [...versions].reverse().find(version => version.row !== null)?.row
    if (!row || row.kind === "absence") return []
    const told = { row, what: row.kind === "report" ? owedFor(record, row.duty) : "" }
    const absence = absenceOf(record, name)
    if (absence) return [{ ...told, ...waiting(absence.since, today), why: "vanished" }]
    const since = startOfRun(record.revisions, revision => revision.held.includes(name))
    return since === undefined ? [] : [{ ...told, ...waiting(since, today), why: "held" }]
  })
}

function waiting(since: number, today: IsoDate): Pick<Waiting, "since" | "days"> {
  return { since, days: daysBetween(bangkokDate(since), today) }
}

function owedFor(record: YearRecord, duty: string): string {
  const found = findRow(record, "duty", duty)?.row.what ?? findRow(record, "measure", duty)?.row.measure
  return found ?? ""
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
