/** What the director is told: facts alone, chosen from the record. `shared/mail` gives them words. */
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { groupBy } from "../record/group.ts"
import {
  latestRevision,
  type Revision,
  recordBegan,
  recordUntil,
  rowsOfKind,
  type WholeRecord,
  type YearRecord,
} from "../record/record.ts"
import { nameOf, rowName } from "../row/name.ts"
import type { OversightRow } from "../row/row.ts"
import { type Move, movesOf } from "./move.ts"
import { type Obligation, obligationsOf } from "./obligation.ts"
import { isToTell } from "./opened.ts"
import { type PlanChange, planChangesSince } from "./plan-change.ts"
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

/** Periods that stand alike: those of which it is news, in full, and those that stood so at the last summary. */
type Split = {
  readonly fresh: readonly DutyGroup[]
  /** Soonest due first. */
  readonly same: readonly PeriodGroup[]
  /** Both, soonest due first. */
  readonly all: readonly PeriodGroup[]
}

/** The same of single things. */
type Listed<T> = { readonly fresh: readonly T[]; readonly same: readonly T[] }

export type SummaryFacts = {
  readonly fiscalYear: number
  readonly today: IsoDate
  /** The day of the last summary; undefined before the first. */
  readonly sinceDay: IsoDate | undefined
  readonly overdue: Split
  readonly due: Split
  readonly unproven: Split
  /** Received, with a link that is gone, no longer what was sent, or down for a week; of log-ins `unproven` tells. */
  readonly lost: Split
  readonly received: readonly DutyGroup[]
  readonly changes: readonly PlanChange[]
  readonly moves: readonly Move[]
  /** Every move of the record, for "moved before". */
  readonly allMoves: readonly Move[]
  /** The director's orders without an outcome. */
  readonly orders: Listed<OversightRow>
  /** What has waited in the sheet for a week or longer. */
  readonly waiting: Listed<Waiting>
  readonly revision: Revision | undefined
  /** The day of the record's first revision; undefined before it. */
  readonly began: IsoDate | undefined
}

const LONG_WAIT = 7
/** How far back the first summary looks, in milliseconds. */
const WEEK = 7 * 86_400_000

type SummaryInput = {
  readonly record: WholeRecord
  readonly obligations: readonly Obligation[]
  readonly today: IsoDate
  /** Epoch milliseconds. */
  readonly at: number
  /** Epoch milliseconds of the last summary: what came later is new. Null before the first, to which all is new. */
  readonly since: number | null
}

/** News is what the record and the day say now and did not say at the last summary. */
export function summaryFacts({ record, obligations, today, at, since }: SummaryInput): SummaryFacts {
  const now = factsOn(record, obligations, today)
  const before = since === null ? undefined : factsBefore(record, since)
  const from = since ?? at - WEEK
  const allMoves = movesOf(record)
  const split = (kind: "overdue" | "due" | "unproven" | "lost") =>
    splitByNews(now.owed, now[kind], new Set(before?.[kind].map(each => each.id)))
  return {
    fiscalYear: record.fiscalYear,
    today,
    sinceDay: since === null ? undefined : bangkokDate(since),
    overdue: split("overdue"),
    due: split("due"),
    unproven: split("unproven"),
    lost: split("lost"),
    received: dutyGroupsOf(now.owed, each => each.toldAt !== null && each.toldAt > from),
    changes: since === null ? [] : planChangesSince(record, since),
    moves: allMoves.filter(move => move.acceptedAt > from),
    allMoves,
    orders: listedOf(now.orders, before?.orders, each => nameOf("oversight", each.id)),
    waiting: listedOf(now.waiting, before?.waiting, each => `${each.why} ${rowName(each.row)}`),
    revision: latestRevision(record),
    began: recordBegan(record),
  }
}

/** True when there is nothing to tell: such a summary is not sent. */
export function isBlankSummary(facts: SummaryFacts): boolean {
  const { overdue, due, unproven, lost, orders, waiting } = facts
  const isAnyOpen = [overdue, due, unproven, lost].some(each => each.all.length > 0)
  return !isAnyOpen && !hasNews(facts) && [...orders.same, ...waiting.same].length === 0
}

/** True when something is to be told that the last summary did not tell. That a date has come near is no news. */
export function hasNews(facts: SummaryFacts): boolean {
  const { overdue, unproven, lost, received, changes, moves, orders, waiting } = facts
  const fresh = [overdue, unproven, lost, orders, waiting].some(each => each.fresh.length > 0)
  return fresh || [received, changes, moves].some(each => each.length > 0)
}

type DayFacts = {
  readonly owed: readonly Obligation[]
  readonly overdue: readonly Obligation[]
  readonly due: readonly Obligation[]
  readonly unproven: readonly Obligation[]
  readonly lost: readonly Obligation[]
  readonly orders: readonly OversightRow[]
  readonly waiting: readonly Waiting[]
}

function factsOn(record: YearRecord, obligations: readonly Obligation[], today: IsoDate): DayFacts {
  const owed = obligations.filter(({ state }) => state !== "withdrawn" && state !== "beforeRecord")
  return {
    owed,
    // A date under question is no ground for a reproach: it stands among what waits instead.
    overdue: owed.filter(each => each.state === "overdue" && each.remind),
    due: owed.filter(each => each.state === "due" && each.remind),
    unproven: owed.filter(each => each.reportedAt !== null && !each.proven),
    lost: owed.filter(each => each.links.some(link => link.state !== "login" && isToTell(link, today))),
    orders: ordersWithoutOutcome(record),
    waiting: waitingRows(record, today).filter(each => each.days >= LONG_WAIT),
  }
}

function factsBefore(record: WholeRecord, since: number): DayFacts {
  const earlier = recordUntil(record, since)
  const day = bangkokDate(since)
  return factsOn(earlier, obligationsOf(earlier, day), day)
}

function splitByNews(
  owed: readonly Obligation[],
  matching: readonly Obligation[],
  before: ReadonlySet<string>,
): Split {
  const ids = new Set(matching.map(each => each.id))
  const all = periodGroupsOf(owed, each => ids.has(each.id))
  const isFresh = ({ members }: PeriodGroup) => members.some(each => !before.has(each.id))
  return {
    fresh: byDuty(all.filter(isFresh)),
    same: all.filter(each => !isFresh(each)),
    all,
  }
}

function listedOf<T>(
  now: readonly T[],
  before: readonly T[] | undefined,
  nameOfEach: (each: T) => string,
): Listed<T> {
  const known = new Set(before?.map(nameOfEach))
  const isKnown = (each: T) => known.has(nameOfEach(each))
  return { fresh: now.filter(each => !isKnown(each)), same: now.filter(isKnown) }
}

/** Duties with a matching period, in the order of their soonest. */
function dutyGroupsOf(
  obligations: readonly Obligation[],
  matches: (each: Obligation) => boolean,
): DutyGroup[] {
  return byDuty(periodGroupsOf(obligations, matches))
}

function byDuty(groups: readonly PeriodGroup[]): DutyGroup[] {
  return [...groupBy(groups, period => period.first.duty).values()].flatMap(periods =>
    periods[0] ? [{ first: periods[0], periods }] : [],
  )
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

/** The director's orders of which nobody has said yet what came of them, oldest first. */
export function ordersWithoutOutcome(record: YearRecord): OversightRow[] {
  return rowsOfKind(record, "oversight")
    .filter(each => !each.withdrawn && each.row.outcome.trim() === "")
    .map(({ row }) => row)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}
