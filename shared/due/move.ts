/**
 * The slip ledger, from the log alone: every change of a date or a rhythm since it was first promised. It follows the
 * promise: through another rhythm, and through a row that was ended and promised anew.
 */

import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { leftOut } from "../record/group.ts"
import { oncePer } from "../record/once-per.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { isSameJson } from "../row/json.ts"
import { nameParts } from "../row/name.ts"
import { type DatedRow, type DatedVersion, datedVersions, earlierRows } from "./lineage.ts"

type PromisedDate = DatedRow["occurrences"][number]

export type Move = {
  /** The row whose date moved: `m-…` or `d-…`. */
  readonly duty: string
  readonly measure: string
  /** The row that made this promise first: another one where it was ended and promised anew. */
  readonly ledger: string
  readonly what: string
  readonly occurrence: string
  /** Of a change of rhythm, the last date before and the last date after. */
  readonly from: IsoDate
  readonly to: IsoDate
  /** Later when positive, earlier when negative; 0 where only the rhythm changed. */
  readonly days: number
  /** Periods that a change of rhythm brought, and those it took away. */
  readonly added: readonly PromisedDate[]
  readonly dropped: readonly PromisedDate[]
  /** The date first promised, and how far from it this move led. */
  readonly promised: IsoDate
  readonly daysFromPromise: number
  /** Which change of this promise it is. */
  readonly times: number
  readonly reason: string
  /** Epoch milliseconds at which the Worker accepted the move. */
  readonly acceptedAt: number
  readonly sequence: number
  /** It was moved when the old date had already passed. */
  readonly afterDue: boolean
}

/** Every move of the record, oldest first. */
export const movesOf: (record: YearRecord) => readonly Move[] = oncePer(readMoves)

function readMoves(record: YearRecord): readonly Move[] {
  const earlier = earlierRows(record)
  const takenOver = new Set(Array.from(earlier.values(), each => each.name))
  const ledgers = new Map<string, Ledger>()
  // In the order they first came: a row that is taken over stands before the one that takes over.
  for (const [name, versions] of record.versionsByName) {
    // What was said once, and of nothing before it, moved nothing.
    if (versions.length < 2 && !earlier.has(name) && !takenOver.has(name)) continue
    const { name: before, ended } = earlier.get(name) ?? {}
    const ledger = ledgerOf(datedVersions(versions), before ? ledgers.get(before) : undefined, ended)
    if (ledger) ledgers.set(name, ledger)
  }
  return [...ledgers.values()].flatMap(({ moves }) => moves).sort((a, b) => a.sequence - b.sequence)
}

/** Every move of one row by its own versions, oldest first. */
export function movesOfRow(versions: readonly Version[]): readonly Move[] {
  return ledgerOf(datedVersions(versions))?.moves ?? []
}

/** The ids of a row and of those that made the same promise before it. */
export function promisersOf(record: YearRecord, name: string): string[] {
  const earlier = earlierRows(record)
  const ids: string[] = []
  for (let each: string | undefined = name; each !== undefined; each = earlier.get(each)?.name)
    ids.push(nameParts(each).id)
  return ids
}

/** How the promise of one date stands. */
type Thread = { readonly promised: IsoDate; readonly times: number }

/** What was promised up to a version. */
type Ledger = {
  readonly id: string
  readonly row: DatedRow
  /** As they last stood: a row that names no date for a while does not get rid of them. */
  readonly dates: readonly PromisedDate[]
  /** By occurrence, those that are gone too. */
  readonly threads: ReadonlyMap<string, Thread>
  readonly moves: readonly Move[]
}

/** `ended` is the version that ended the row before: a promise made anew earlier than that moved with it. */
function ledgerOf(
  [first, ...later]: readonly DatedVersion[],
  before?: Ledger,
  ended?: Version,
): Ledger | undefined {
  if (!first) return undefined
  const isEndedLater = ended !== undefined && ended.sequence > first.sequence
  const { acceptedAt, sequence } = isEndedLater ? ended : first
  const start: Ledger = before
    ? withVersion({ ...before, moves: [] }, { ...first, acceptedAt, sequence })
    : { id: first.row.id, row: first.row, dates: [], threads: new Map(), moves: [] }
  return later.reduce(withVersion, withDates(start, first.row))
}

function withVersion(ledger: Ledger, version: DatedVersion): Ledger {
  const { row } = version
  // Most versions say other words of the same dates.
  if (isSameJson(ledger.dates, row.occurrences)) return { ...ledger, row }
  const isStillWithout = row.occurrences.length === 0 && ledger.row.occurrences.length === 0
  const steps = isStillWithout ? [] : stepsBetween(ledger.dates, row.occurrences)
  const moves = steps.map(step => moveOf(ledger, step, version))
  const threads = new Map(ledger.threads)
  for (const { occurrence, promised, times } of moves) threads.set(occurrence, { promised, times })
  return withDates({ ...ledger, threads, moves: [...ledger.moves, ...moves] }, row)
}

/** A date that is new begins a promise of its own. */
function withDates(ledger: Ledger, row: DatedRow): Ledger {
  if (row.occurrences.length === 0) return { ...ledger, row }
  const own = row.occurrences.map(({ id, due }) => [id, { promised: due, times: 0 }] as const)
  return { ...ledger, row, dates: row.occurrences, threads: new Map([...own, ...ledger.threads]) }
}

function moveOf(ledger: Ledger, step: Step, { row, acceptedAt, sequence }: DatedVersion): Move {
  const { follows, ...told } = step
  const threads = [follows, step.occurrence].flatMap(id => ledger.threads.get(id) ?? [])
  const promised = threads.map(each => each.promised).sort()[0] ?? step.from
  return {
    duty: row.id,
    measure: row.kind === "measure" ? row.id : row.measure,
    ledger: ledger.id,
    what: row.kind === "measure" ? row.measure : row.what,
    ...told,
    days: daysBetween(step.from, step.to),
    promised,
    daysFromPromise: daysBetween(promised, step.to),
    times: Math.max(0, ...threads.map(each => each.times)) + 1,
    reason: row.reason || (row.id === ledger.row.id ? "" : ledger.row.reason),
    acceptedAt,
    sequence,
    afterDue: bangkokDate(acceptedAt) > step.from,
  }
}

type Step = Pick<Move, "occurrence" | "from" | "to" | "added" | "dropped"> & {
  /** The occurrence whose promise it goes on with. */
  readonly follows: string
}

/**
 * From the dates before to those after. A period keeps its place when its date moves. When periods come or go, the
 * rhythm changed: what was to be finished by the last date is now to be finished by the new last date.
 */
function stepsBetween(before: readonly PromisedDate[], after: readonly PromisedDate[]): Step[] {
  const oldDates = new Map(before.map(each => [each.id, each.due]))
  const moved = after.flatMap(({ id, due }) => {
    const from = oldDates.get(id)
    if (from === undefined || from === due) return []
    return [{ occurrence: id, follows: id, from, to: due, added: [], dropped: [] }]
  })
  const [added, dropped] = [leftOut(after, before), leftOut(before, after)]
  const from = lastOf(before)
  if (!from || added.length + dropped.length === 0) return moved
  const to = lastOf(after) ?? from
  const rhythm = { occurrence: to.id, follows: from.id, from: from.due, to: to.due, added, dropped }
  return [...moved.filter(each => each.occurrence !== to.id), rhythm]
}

function lastOf(dates: readonly PromisedDate[]): PromisedDate | undefined {
  return dates.reduce<PromisedDate | undefined>(
    (last, each) => (last && last.due > each.due ? last : each),
    undefined,
  )
}
