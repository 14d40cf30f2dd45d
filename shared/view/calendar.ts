/** A year's due dates as events of a calendar: a pure function of the record. */

import type { IsoDate } from "../date/civil-date.ts"
import { type Obligation, obligationsOf } from "../due/obligation.ts"
import { periodLabel } from "../due/occurrence.ts"
import type { Version, YearRecord } from "../record/record.ts"
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
  readonly description: string
  /** The page that tells all about it, from the root. */
  readonly path: string
}

export type CalendarQuery = {
  readonly officeId: string
  readonly today: IsoDate
  /** Only what this section owes. */
  readonly sectionSlug?: string | undefined
  /** Only what is open. */
  readonly open?: boolean
}

/** One event for each obligation whose date nothing is asked about: what no reminder may rest on is no date yet. */
export function calendarEvents(record: YearRecord, query: CalendarQuery): CalendarEvent[] {
  return obligationsOf(record, query.today)
    .filter(each => each.remind && (query.sectionSlug ?? each.section.slug) === each.section.slug)
    .map(each => eventOf(record, each, query.officeId))
    .filter(event => !query.open || event.isOpen)
}

/** The same for an obligation for ever, whatever becomes of its date and words. */
export function calendarUid(fiscalYear: number, obligation: string, officeId: string): string {
  return `${fiscalYear}/${obligation}@${officeId}`
}

function eventOf(record: YearRecord, obligation: Obligation, officeId: string): CalendarEvent {
  const { id, what, section, occurrence, due, measure, state, owedTo, evidenceKind } = obligation
  const isCancelled = state === "withdrawn"
  const isReported = !isCancelled && obligation.reportedAt !== null
  const mark = isCancelled ? "ยกเลิก: " : isReported ? "รายงานแล้ว: " : ""
  const period = periodLabel(occurrence)
  const facts = [
    ["", what],
    ["ผู้รับผิดชอบ: ", section.name],
    ["", period],
    ["ส่งให้: ", owedTo],
    ["หลักฐานที่ใช้: ", evidenceKind],
  ] as const
  const title = [firstLine(what), period].filter(part => part !== "").join(" ")
  return {
    uid: calendarUid(record.fiscalYear, id, officeId),
    due,
    ...revisionOf(record, obligation),
    isCancelled,
    isOpen: !isCancelled && !isReported,
    summary: `${mark}${title} (${section.name})`,
    description: facts
      .filter(([, fact]) => fact !== "")
      .map(([label, fact]) => label + fact)
      .join("\n"),
    path: `/${record.fiscalYear}/measures/${measure}`,
  }
}

/** Counted over the log, which only grows, of the three rows that an obligation stands on; its report moves nothing. */
function revisionOf(
  record: YearRecord,
  { id, duty, measure, section, occurrence }: Obligation,
): Pick<CalendarEvent, "sequence" | "changedAt"> {
  const names = new Set([dutyName(duty), nameOf("measure", measure), nameOf("section", section.slug)])
  const histories = Array.from(names, name => record.versionsByName.get(name) ?? [])
  return {
    sequence: histories.reduce((sum, versions) => sum + timesMoved(versions, duty, occurrence), 0),
    changedAt: Math.max(
      ...[...histories, record.versionsByName.get(nameOf("report", id)) ?? []].map(
        versions => versions[versions.length - 1]?.acceptedAt ?? 0,
      ),
    ),
  }
}

/** How often what a row says of the obligation became another thing. */
function timesMoved(versions: readonly Version[], duty: string, occurrence: string): number {
  const states = versions
    .map(version => stateOf(version, duty, occurrence))
    .filter(state => state !== undefined)
  return states.filter((state, index) => index > 0 && state !== states[index - 1]).length
}

/** Undefined where the text is redacted: that moved nothing. */
function stateOf({ row, digest }: Version, duty: string, occurrence: string): string | undefined {
  if (row === null) return digest === null ? "gone" : undefined
  if (row.kind !== "measure" && row.kind !== "duty") return "here"
  const { status = "" } = row
  if (row.id !== duty) return `here${status}`
  return `${row.occurrences.find(each => each.id === occurrence)?.due ?? "none"}${status}`
}
