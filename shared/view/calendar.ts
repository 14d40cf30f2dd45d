/** A year's due dates as events of a calendar: a pure function of the record. */

import type { IsoDate } from "../date/civil-date.ts"
import { type Obligation, obligationsOf } from "../due/obligation.ts"
import { periodLabel } from "../due/occurrence.ts"
import { oncePer } from "../record/once-per.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { isSameJson } from "../row/json.ts"
import { dutyName, nameOf } from "../row/name.ts"
import { firstLine } from "./changed-row.ts"

export type CalendarEvent = {
  readonly uid: string
  readonly due: IsoDate
  /** Grows with every move of the date, every cancelling and every return, and never falls. */
  readonly sequence: number
  /** Epoch milliseconds at which the rows it comes from were last accepted. */
  readonly changedAt: number
  readonly isCancelled: boolean
  /** Neither reported nor cancelled: somebody still owes it. */
  readonly isOpen: boolean
  readonly summary: string
  /** What is owed, the same at every period of a duty; then who owes it, when and how. */
  readonly what: string
  readonly details: string
  /** The page that tells all about it, from the root. */
  readonly path: string
}

type CalendarQuery = {
  readonly officeId: string
  readonly today: IsoDate
  /** Only what this section owes. */
  readonly sectionSlug?: string | undefined
  /** Only what is open. */
  readonly open?: boolean
}

/** One event for each obligation whose date nothing is asked about: what no reminder may rest on is no date yet. */
export function calendarEvents(record: YearRecord, query: CalendarQuery): CalendarEvent[] {
  const sources = createSources(record)
  return obligationsOf(record, query.today)
    .filter(each => each.remind && (query.sectionSlug ?? each.section.slug) === each.section.slug)
    .map(each => eventOf(record, each, sources(each), query.officeId))
    .filter(event => !query.open || event.isOpen)
}

/** The same for an obligation for ever, whatever becomes of its date and words. */
export function calendarUid(fiscalYear: number, obligation: string, officeId: string): string {
  return `${fiscalYear}/${obligation}@${officeId}`
}

function eventOf(
  record: YearRecord,
  obligation: Obligation,
  { title, period, turns, changedAt }: Sources,
  officeId: string,
): CalendarEvent {
  const { id, duty, what, section, occurrence, due, measure, state, owedTo, evidenceKind } = obligation
  const isCancelled = state === "withdrawn"
  const isReported = !isCancelled && obligation.reportedAt !== null
  const mark = isCancelled ? "ยกเลิก: " : isReported ? "รายงานแล้ว: " : ""
  const reports = record.versionsByName.get(nameOf("report", id))
  return {
    uid: calendarUid(record.fiscalYear, id, officeId),
    due,
    sequence: turns.reduce((sum, versions) => sum + timesMoved(versions, duty, occurrence), 0),
    changedAt: Math.max(changedAt, reports?.[reports.length - 1]?.acceptedAt ?? 0),
    isCancelled,
    isOpen: !isCancelled && !isReported,
    summary: `${mark}${title}${title !== "" && period !== "" ? " " : ""}${period} (${section.name})`,
    what,
    details:
      `ผู้รับผิดชอบ: ${section.name}` +
      (period === "" ? "" : `\n${period}`) +
      (owedTo === "" ? "" : `\nส่งให้: ${owedTo}`) +
      (evidenceKind === "" ? "" : `\nหลักฐานที่ใช้: ${evidenceKind}`),
    path: `/${record.fiscalYear}/measures/${measure}`,
  }
}

/** What is found once for all events of a duty, or of a period. */
type Sources = {
  readonly title: string
  readonly period: string
  /** Of the rows it stands on, those that were changed: the versions that may have moved something. */
  readonly turns: readonly (readonly Version[])[]
  /** The newest of these rows; its report may be newer. */
  readonly changedAt: number
}

/** Counted over the log, which only grows, of the three rows that an obligation stands on; its report moves nothing. */
function createSources(record: YearRecord): (obligation: Obligation) => Sources {
  const periods = new Map<string, string>()
  const known = new Map<string, Pick<Sources, "turns" | "changedAt">>()
  return ({ duty, measure, section, occurrence, what }) => {
    const period = periods.get(occurrence) ?? periodLabel(occurrence)
    periods.set(occurrence, period)
    const key = `${duty}/${section.slug}`
    const shared = known.get(key) ?? revisionOf(record, { duty, measure, section })
    known.set(key, shared)
    return { ...shared, title: firstLine(what), period }
  }
}

function revisionOf(
  record: YearRecord,
  { duty, measure, section }: Pick<Obligation, "duty" | "measure" | "section">,
): Pick<Sources, "turns" | "changedAt"> {
  const names = new Set([dutyName(duty), nameOf("measure", measure), nameOf("section", section.slug)])
  const histories = Array.from(names, name => record.versionsByName.get(name) ?? [])
  const newest = histories.map(versions => versions[versions.length - 1]?.acceptedAt ?? 0)
  return {
    turns: histories.map(turnsOf).filter(versions => versions.length > 1),
    changedAt: Math.max(...newest),
  }
}

/** Without those that say other words alone, and of which the text is redacted: that moved nothing. Read once for all periods. */
const turnsOf = oncePer((versions: readonly Version[]): readonly Version[] => {
  const turns: Version[] = []
  for (const version of versions) {
    if (version.row === null && version.digest !== null) continue
    const last = turns[turns.length - 1]
    if (!last || !isSameJson(datesOf(last), datesOf(version))) turns.push(version)
  }
  return turns
})

/** All of a version that an obligation's date and standing are made of. */
function datesOf({ row }: Version): readonly unknown[] {
  if (row?.kind !== "measure" && row?.kind !== "duty") return [row === null]
  return [row.status, row.occurrences]
}

/** How often what a row says of the obligation became another thing. */
function timesMoved(turns: readonly Version[], duty: string, occurrence: string): number {
  const states = turns.map(version => stateOf(version, duty, occurrence))
  return states.filter((state, index) => index > 0 && state !== states[index - 1]).length
}

function stateOf({ row }: Version, duty: string, occurrence: string): string {
  if (row === null) return "gone"
  if (row.kind !== "measure" && row.kind !== "duty") return "here"
  const { status = "" } = row
  if (row.id !== duty) return `here${status}`
  return `${row.occurrences.find(each => each.id === occurrence)?.due ?? "none"}${status}`
}
