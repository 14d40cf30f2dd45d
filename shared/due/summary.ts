/** What the director is told: facts alone, chosen from the record. `shared/mail` gives them words. */
import type { IsoDate } from "../date/civil-date.ts"
import { groupBy } from "../record/group.ts"
import { latestRevision, type Revision, recordBegan, rowsOfKind, type YearRecord } from "../record/record.ts"
import type { OversightRow } from "../row/row.ts"
import { type Move, movesOf } from "./move.ts"
import { measureState, type Obligation, type ObligationState } from "./obligation.ts"
import { type Waiting, waitingRows } from "./waiting.ts"

/** One thing owed for one period by one section or many: `ส่ง สขร.๑ งวด พ.ค.` of ten sections is one group. */
export type PeriodGroup = {
  readonly first: Obligation
  /** The members that put the group where it stands: those still missing, or those received. */
  readonly members: readonly Obligation[]
  /** All others who owe it. */
  readonly others: readonly Obligation[]
  /** How many sections owe it, and how many have reported. */
  readonly total: number
  readonly reported: number
}

/** The periods of one duty that stand alike, soonest due first: nine months overdue are one thing to tell. */
export type DutyGroup = { readonly first: PeriodGroup; readonly periods: readonly PeriodGroup[] }

export type SummaryFacts = {
  readonly fiscalYear: number
  readonly today: IsoDate
  /** Number of measures in each state. */
  readonly counts: Readonly<Record<ObligationState, number>>
  readonly overdue: readonly DutyGroup[]
  readonly due: readonly DutyGroup[]
  readonly received: readonly DutyGroup[]
  readonly unproven: readonly DutyGroup[]
  readonly moves: readonly Move[]
  /** Every move of the record, for "moved before". */
  readonly allMoves: readonly Move[]
  /** The director's orders without an outcome. */
  readonly orders: readonly OversightRow[]
  /** What has waited in the sheet for a week or longer. */
  readonly waiting: readonly Waiting[]
  readonly revision: Revision | undefined
  /** The day of the record's first revision; undefined before it. */
  readonly began: IsoDate | undefined
}

const LONG_WAIT = 7

export type SummaryInput = {
  readonly record: YearRecord
  readonly obligations: readonly Obligation[]
  readonly today: IsoDate
  /** Epoch milliseconds of the last summary: what came later is new. */
  readonly since: number
}

export function summaryFacts({ record, obligations, today, since }: SummaryInput): SummaryFacts {
  const owed = obligations.filter(({ state }) => state !== "withdrawn" && state !== "beforeRecord")
  const allMoves = movesOf(record)
  // A date under question is no ground for a reproach: it stands among what waits instead.
  const grouped = (matches: (each: Obligation) => boolean) => dutyGroupsOf(owed, matches)
  return {
    fiscalYear: record.fiscalYear,
    today,
    counts: countMeasures(obligations),
    overdue: grouped(each => each.state === "overdue" && each.remind),
    due: grouped(each => each.state === "due" && each.remind),
    received: grouped(each => each.reportedAt !== null && each.reportedAt > since),
    unproven: grouped(each => each.reportedAt !== null && !each.proven),
    moves: allMoves.filter(move => move.acceptedAt > since),
    allMoves,
    orders: ordersWithoutOutcome(record),
    waiting: waitingRows(record, today).filter(each => each.days >= LONG_WAIT),
    revision: latestRevision(record),
    began: recordBegan(record),
  }
}

/** True when there is nothing to tell: such a summary is not sent. */
export function isBlankSummary(facts: SummaryFacts): boolean {
  const { overdue, due, received, unproven, moves, orders, waiting } = facts
  return [overdue, due, received, unproven, moves, orders, waiting].every(part => part.length === 0)
}

/** Duties with a matching period, in the order of their soonest. */
function dutyGroupsOf(
  obligations: readonly Obligation[],
  matches: (each: Obligation) => boolean,
): DutyGroup[] {
  const byDuty = groupBy(periodGroupsOf(obligations, matches), period => period.first.duty)
  return [...byDuty.values()].flatMap(periods => (periods[0] ? [{ first: periods[0], periods }] : []))
}

/** Periods with a matching member, soonest due first; each tells how many of all who owe it have reported. */
function periodGroupsOf(
  obligations: readonly Obligation[],
  matches: (each: Obligation) => boolean,
): PeriodGroup[] {
  const byPeriod = groupBy(obligations, each => `${each.duty}/${each.occurrence}`)
  return [...byPeriod.values()]
    .flatMap(group => {
      const members = group.filter(matches)
      const others = group.filter(each => !matches(each))
      const first = members[0]
      const reported = group.filter(each => each.reportedAt !== null).length
      return first ? [{ first, members, others, total: group.length, reported }] : []
    })
    .sort((a, b) => (a.first.due < b.first.due ? -1 : a.first.due > b.first.due ? 1 : 0))
}

function countMeasures(obligations: readonly Obligation[]): Record<ObligationState, number> {
  const counts = {
    beforeRecord: 0,
    unconfirmed: 0,
    scheduled: 0,
    due: 0,
    overdue: 0,
    reported: 0,
    done: 0,
    late: 0,
    withdrawn: 0,
  }
  for (const group of groupBy(obligations, each => each.measure).values()) counts[measureState(group)]++
  return counts
}

function ordersWithoutOutcome(record: YearRecord): OversightRow[] {
  return rowsOfKind(record, "oversight")
    .filter(each => !each.withdrawn && each.row.outcome.trim() === "")
    .map(({ row }) => row)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}
