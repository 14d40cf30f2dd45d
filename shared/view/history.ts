/** What happened to rows, field by field: of one row oldest first, of a year's record newest first. */
import * as z from "zod/mini"
import { daysBetween, parseIsoDate } from "../date/civil-date.ts"
import { type Move, movesOf, movesOfRow } from "../due/move.ts"
import { RECENT_CHANGES } from "../record/condense.ts"
import { DERIVED, SHOWN_KINDS } from "../record/followed.ts"
import { groupBy } from "../record/group.ts"
import type { Told, ToldRecord, Version, YearRecord } from "../record/record.ts"
import { absenceName, dutyName, isNameOf } from "../row/name.ts"
import type { Row, TabRow } from "../row/row.ts"

export const fieldChangeSchema = z.strictObject({ key: z.string(), from: z.string(), to: z.string() })
export type FieldChange = Readonly<z.infer<typeof fieldChangeSchema>>

/**
 * `redacted`: this version's text may not be shown any more; that it existed is. `vanished` and `returned`: its line, while
 * it was owed all the same.
 */
export const ROW_EVENTS = [
  "published",
  "changed",
  "withdrawn",
  "restored",
  "redacted",
  "vanished",
  "returned",
] as const
export type RowEvent = (typeof ROW_EVENTS)[number]

type RowHistory = {
  readonly sequence: number
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  readonly event: RowEvent
  readonly changes: readonly FieldChange[]
}

/**
 * What happened to a row, oldest first; a version that changed nothing readable is left out. Its moves come from the
 * ledger where the row may go on with the promise of another one; `absences` say when it stood in no line.
 */
export function historyOf(
  versions: readonly Version[],
  moves: readonly Move[] = movesOfRow(versions),
  absences: readonly Version[] = [],
): RowHistory[] {
  const movesBySequence = groupBy(moves, move => move.sequence)
  const history: RowHistory[] = []
  let shown: Row | null = null
  let isWithdrawn = false
  for (const version of versions) {
    const { sequence, acceptedAt, digest, row } = version
    const fields = shown && row ? fieldChanges(shown, row) : []
    const changes = [...fields, ...dueChanges(movesBySequence.get(sequence) ?? [])]
    const event = eventOf(version, shown, isWithdrawn)
    if (event !== "changed" || changes.length > 0) history.push({ sequence, acceptedAt, event, changes })
    isWithdrawn = digest === null
    shown = row ?? shown
  }
  return withAbsences(history, absences)
}

/** The reason given for a row that was taken out stands with its going; that a row came back, with what came with it. */
function withAbsences(history: readonly RowHistory[], absences: readonly Version[]): RowHistory[] {
  const told = [...history]
  let isAbsent = false
  for (const { sequence, acceptedAt, digest, row } of absences) {
    const reason = row?.kind === "absence" ? row.reason : ""
    const changes = reason === "" ? [] : [{ key: "reason", from: "", to: reason }]
    const at = told.findIndex(each => each.sequence === sequence)
    const known = told[at]
    if (known) told[at] = { ...known, changes: [...known.changes, ...changes] }
    else if (!isAbsent || digest === null || reason !== "")
      told.push({ sequence, acceptedAt, event: digest === null ? "returned" : "vanished", changes })
    isAbsent = digest !== null
  }
  return told.sort((a, b) => a.sequence - b.sequence)
}

/** The fields that differ between two versions of a row, as a reader would see them. */
export function fieldChanges(before: Row, after: Row): FieldChange[] {
  const [old, now]: Readonly<Record<string, unknown>>[] = [before, after]
  const changes: FieldChange[] = []
  // A field may be left out of either.
  for (const key in { ...now, ...old }) {
    if (old?.[key] === now?.[key] || DERIVED.has(key)) continue
    const [from, to] = [textOf(old?.[key]), textOf(now?.[key])]
    if (from !== to) changes.push({ key, from, to })
  }
  if (!isConfirmed(before) && isConfirmed(after)) changes.push({ key: "confirm", from: "", to: "✓" })
  return changes
}

/**
 * Dates that moved, came or went, as ISO dates under the key `due`; under `promise` what was promised first of each that
 * moved, and where it is now.
 */
function dueChanges(moves: readonly Move[]): FieldChange[] {
  if (moves.length === 0) return []
  const moved = moves.filter(move => move.days !== 0)
  const from = [...moved.map(each => each.from), ...moves.flatMap(each => each.dropped.map(({ due }) => due))]
  const to = [...moved.map(each => each.to), ...moves.flatMap(each => each.added.map(({ due }) => due))]
  return [
    { key: "due", from: dateList(from), to: dateList(to) },
    {
      key: "promise",
      from: moves.map(each => each.promised).join(", "),
      to: moves.map(each => each.to).join(", "),
    },
  ]
}

/** How far from the first promise a change under the key `promise` tells of: each distance once. */
export function slipsOf({ from, to }: Pick<FieldChange, "from" | "to">): number[] {
  const now = to.split(", ").map(parseIsoDate)
  const slips = from.split(", ").flatMap((text, index) => {
    const [promised, today] = [parseIsoDate(text), now[index]]
    return promised && today ? [daysBetween(promised, today)] : []
  })
  return [...new Set(slips)]
}

function dateList(dates: readonly string[]): string {
  return [...new Set(dates)].sort().join(", ")
}

function eventOf({ row, digest }: Version, shown: Row | null, isWithdrawn: boolean): RowEvent {
  if (digest === null) return "withdrawn"
  if (row === null) return "redacted"
  if (isWithdrawn) return "restored"
  return shown === null ? "published" : "changed"
}

function isConfirmed(row: Row): boolean {
  return "asks" in row && row.asks === "confirmed"
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ")
  if (typeof value === "boolean") return value ? "✓" : ""
  return value === null || value === undefined ? "" : String(value)
}

export type RecordChange = RowHistory & {
  /** The row as it then stood, or last stood; null when none of its texts may be shown. */
  readonly row: TabRow | null
  readonly name: string
}

/** What one push changed. */
type RevisionChanges = Pick<RowHistory, "sequence" | "acceptedAt"> & {
  /** None where only settings or lists of the office changed. */
  readonly changes: readonly RecordChange[]
}

/**
 * The newest pushes that changed what readers follow, as many as the page of a year tells: so many are known of every
 * record. The first is told as one event, not row by row.
 */
export function recentRevisions(record: YearRecord): RevisionChanges[] {
  const bySequence = groupBy(
    knownChanges(record, { from: Math.max(2, record.wholeFrom), to: Number.POSITIVE_INFINITY }),
    change => change.sequence,
  )
  return [...record.revisions]
    .reverse()
    .filter(({ sequence }) => sequence === 1 || bySequence.has(sequence))
    .slice(0, RECENT_CHANGES)
    .map(({ sequence, acceptedAt }) => ({
      sequence,
      acceptedAt,
      changes: sequence === 1 ? [] : (bySequence.get(sequence) ?? []),
    }))
}

/** Every change of a row that the record tells, newest first. */
export function changesOf(record: ToldRecord): RecordChange[] {
  return knownChanges(record, record.tells)
}

/** Of the revisions of which every version is there: what lies between two versions of others is not known. */
function knownChanges(record: YearRecord, { from, to, names }: Told): RecordChange[] {
  const changes: RecordChange[] = []
  const movesByName = groupBy(movesOf(record), move => dutyName(move.duty))
  for (const [name, versions] of record.versionsByName) {
    if (names && !names.has(name)) continue
    const absences = record.versionsByName.get(absenceName(name)) ?? []
    if (!isNewsFrom(from, versions, absences)) continue
    if (!SHOWN_KINDS.some(kind => isNameOf(name, kind))) continue
    const rows = versions.flatMap(({ row, sequence }) =>
      row && row.kind !== "absence" ? [{ row, sequence }] : [],
    )
    for (const history of historyOf(versions, movesByName.get(name) ?? [], absences)) {
      if (history.sequence < from || history.sequence > to) continue
      changes.push({ ...history, name, row: rowAt(rows, history.sequence) })
    }
  }
  return changes.sort((a, b) => b.sequence - a.sequence)
}

/** As it stood in a revision, or last stood; of versions in their order. */
function rowAt(
  versions: readonly { readonly row: TabRow; readonly sequence: number }[],
  sequence: number,
): TabRow | null {
  for (let at = versions.length - 1; at >= 0; at--) {
    const version = versions[at]
    if (version && version.sequence <= sequence) return version.row
  }
  return null
}

/** Whether a row, or its absence, changed from a revision on. */
function isNewsFrom(sequence: number, ...pasts: readonly (readonly Version[])[]): boolean {
  return pasts.some(versions => (versions[versions.length - 1]?.sequence ?? 0) >= sequence)
}
