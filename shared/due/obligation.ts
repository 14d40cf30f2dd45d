/** Obligations as they stand on a day: the schedule of the plan met by the reports of the record. */

import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { rowsOfKind, type Version, type YearRecord } from "../record/record.ts"
import { isEvidence, namesDocument } from "../row/evidence.ts"
import { nameOf } from "../row/name.ts"
import type { ReportRow } from "../row/row.ts"
import { isReportFilled, isWholeReport } from "../row/whole-report.ts"
import { type SeenObligation, withDropped } from "./dropped.ts"
import { isClosed, type SeenLink, seenLinks } from "./opened.ts"
import { type BeforePromise, beforePromise } from "./promise.ts"
import { type ScheduledObligation, scheduleOf } from "./schedule.ts"

export const OBLIGATION_STATES = [
  /** Due before it was promised: shown, never counted, and may be reported on afterwards. */
  "beforeRecord",
  /** Its date is still a question: it accuses nobody. */
  "unconfirmed",
  "scheduled",
  "due",
  "overdue",
  "reported",
  "done",
  "late",
  "withdrawn",
] as const
export type ObligationState = (typeof OBLIGATION_STATES)[number]

export type Obligation = Omit<ScheduledObligation, "withdrawn"> & {
  readonly state: ObligationState
  /** Days from today to the due date; negative when it is past. */
  readonly days: number
  /** The report as it stands; null when there is none, or its text was redacted. */
  readonly report: ReportRow | null
  /** When the Worker first had a whole report, in a push or in an answer from the mail, in epoch milliseconds: it decides on time or late. */
  readonly reportedAt: number | null
  /** When the record first told of it: after that, where it was answered from the mail. */
  readonly toldAt: number | null
  /** The report needs no evidence, or has it, and anybody can open it. It stands beside the state: a late one may still lack it. */
  readonly proven: boolean
  /** How each link of its evidence stands. */
  readonly links: readonly SeenLink[]
  /** Why it left the plan; absent while it stands. */
  readonly droppedFor?: string
}

/** An obligation is `due` from this many days before its date. */
const DUE_DAYS = 30

/** Every obligation of the record on a day, in the order of `scheduleOf`, and after them what left the plan and is still seen. */
export function obligationsOf(record: YearRecord, today: IsoDate): readonly Obligation[] {
  const known = isTold(record, today) ? record.told : obligationsByRecord.get(record)
  if (known?.today === today) return known.obligations
  const obligations = judged(record, today)
  obligationsByRecord.set(record, { today, obligations })
  return obligations
}

type OfDay = { readonly today: IsoDate; readonly obligations: readonly Obligation[] }

/** Of the day that was asked for last: what is made of a record is mostly of one day. */
const obligationsByRecord = new WeakMap<YearRecord, OfDay>()

/**
 * The record, of whose obligations it is told how they stand on a day: whoever reads the log from outside has no looks behind
 * links, and is shown what they found.
 */
export function withObligations<R extends YearRecord>(record: R, told: OfDay): R {
  return { ...record, told }
}

function isTold(record: YearRecord, today: IsoDate): record is YearRecord & { readonly told: OfDay } {
  return "told" in record && (record.told as OfDay).today === today
}

function judged(record: YearRecord, today: IsoDate): readonly Obligation[] {
  const measures = rowsOfKind(record, "measure")
  const duties = rowsOfKind(record, "duty")
  const sections = rowsOfKind(record, "section")
  const vanished = new Set([...measures, ...duties].filter(each => each.withdrawn).map(({ row }) => row.id))
  const vanishedSections = new Set(sections.filter(each => each.withdrawn).map(({ row }) => row.slug))
  const scheduled = scheduleOf({
    measures: measures.map(({ row }) => row),
    duties: duties.map(({ row }) => row),
    sections: sections.map(({ row }) => row).sort((a, b) => Number(a.slug) - Number(b.slug)),
  })
  const isBefore = beforePromiseOf(record)
  return withDropped(record, scheduled).map(each => {
    const isOfGone =
      vanished.has(each.duty) || vanished.has(each.measure) || vanishedSections.has(each.section.slug)
    // What left the plan before is seen as it was left.
    const isGone = each.withdrawn || (each.droppedFor === undefined && isOfGone)
    const versions = record.versionsByName.get(nameOf("report", each.id)) ?? NONE
    const links = versions === NONE ? NONE : seenLinks(record, versions)
    return obligationOn({ scheduled: each, isGone, isBefore: isBefore(each), versions, links, today })
  })
}

const NONE: readonly never[] = []

/** Asked of each obligation; the log of a duty is read once for all its periods and sections. */
function beforePromiseOf(record: YearRecord): (each: ScheduledObligation) => boolean {
  const byDuty = new Map<string, BeforePromise>()
  return ({ duty, occurrence, due, remind }) => {
    const isBefore = byDuty.get(duty) ?? beforePromise(record, duty)
    byDuty.set(duty, isBefore)
    return remind && isBefore(occurrence, due)
  }
}

const MEASURE_ORDER = [
  "overdue",
  "due",
  "late",
  "reported",
  "unconfirmed",
  "scheduled",
  "done",
  "beforeRecord",
] as const

/** The state a measure shows: the first present of those that need attention soonest; withdrawn when all are. */
export function measureState(obligations: readonly Pick<Obligation, "state">[]): ObligationState {
  const present = new Set(obligations.map(each => each.state))
  const first = MEASURE_ORDER.find(state => present.has(state))
  return first ?? (present.has("withdrawn") ? "withdrawn" : "scheduled")
}

type ObligationFacts = {
  readonly scheduled: SeenObligation
  readonly isGone: boolean
  /** It was due before it was promised. */
  readonly isBefore: boolean
  /** Of its report. */
  readonly versions: readonly Version[]
  readonly links: readonly SeenLink[]
  readonly today: IsoDate
}

function obligationOn({ scheduled, isGone, isBefore, versions, links, today }: ObligationFacts): Obligation {
  const newest = versions[versions.length - 1]
  const isReported = newest !== undefined && isReportVersion(newest)
  const report = isReported && newest.row?.kind === "report" ? newest.row : null
  const first = isReported ? versions.find(isReportVersion) : undefined
  const reportedAt = first ? receivedAt(first) : null
  const toldAt = first?.acceptedAt ?? null
  const proven = report !== null && isProven(report, links, today)
  const days = daysBetween(today, scheduled.due)
  const { id, duty, measure, isPeriod, what, section, occurrence, due } = scheduled
  const { owedTo, evidenceKind, remind, droppedFor } = scheduled
  // Field by field, as in `schedule.ts`.
  return {
    id,
    duty,
    measure,
    isPeriod,
    what,
    section,
    occurrence,
    due,
    owedTo,
    evidenceKind,
    remind,
    state: stateOn(),
    days,
    report,
    reportedAt,
    toldAt,
    proven,
    links,
    ...(droppedFor !== undefined && { droppedFor }),
  }

  function stateOn(): ObligationState {
    if (isGone) return "withdrawn"
    if (isBefore) return "beforeRecord"
    return reportedAt === null ? waitingState(days, scheduled.remind) : reportedState()
  }

  /** Lateness goes by the day the Worker accepted it: a date that is typed can be any date. */
  function reportedState(): ObligationState {
    if (scheduled.remind && reportedAt !== null && bangkokDate(reportedAt) > scheduled.due) return "late"
    return proven ? "done" : "reported"
  }
}

function isProven(report: ReportRow, links: readonly SeenLink[], today: IsoDate): boolean {
  if (standsWithoutLinks(report)) return true
  return isEvidence(report.evidence) && !links.some(each => isClosed(each, today))
}

/** A document named by number and date proves, whatever the link beside it does; where there was nothing, nothing need. */
export function standsWithoutLinks({ nothingToReport, evidence }: ReportRow): boolean {
  return nothingToReport || namesDocument(evidence)
}

/** Of what nobody reported yet. A date that is still a question makes nobody late: it waits until a person confirms it. */
export function waitingState(days: number, isAnswered: boolean): ObligationState {
  if (!isAnswered) return "unconfirmed"
  if (days < 0) return "overdue"
  return days <= DUE_DAYS ? "due" : "scheduled"
}

/** What was answered from the mail counts from when the Worker received it, not from when the sheet sent it on. */
function receivedAt({ row, acceptedAt }: Version): number {
  return row?.kind === "report" && row.answered !== undefined ? Date.parse(row.answered) : acceptedAt
}

/** A redacted version (a digest without its row) still was a report: redaction must make nobody late. */
function isReportVersion(version: Version): boolean {
  if (version.row === null) return version.digest !== null
  if (version.row.kind !== "report") return false
  return version.isOld ? isReportFilled(version.row) : isWholeReport(version.row)
}
