/** A year as the public sees it on a day: a pure function of the record. */

import type { IsoDate } from "../date/civil-date.ts"
import { measureState, type Obligation, obligationsOf } from "../due/obligation.ts"
import type { SeenLink } from "../due/opened.ts"
import { isCancelled } from "../due/schedule.ts"
import { settingsOf } from "../due/timetable.ts"
import { withKey } from "../record/group.ts"
import {
  absenceOf,
  latestRevision,
  type RecordedRow,
  recordBegan,
  rowsOfKind,
  type YearRecord,
} from "../record/record.ts"
import { nameOf } from "../row/name.ts"
import type { AssessmentRow, DutyRow, MeasureRow, OversightRow } from "../row/row.ts"
import { itaView } from "./ita-grade.ts"
import type {
  AssessmentView,
  DutyView,
  LinkView,
  MeasureView,
  OversightView,
  PlaceView,
  ReportView,
  YearView,
} from "./schema.ts"

/** The day a view is of. */
export type ViewDay = { readonly today: IsoDate; readonly simulated: boolean }

type ViewOfDay = { readonly day: ViewDay; readonly view: YearView | undefined }

const viewsByRecord = new WeakMap<YearRecord, ViewOfDay>()

/**
 * Undefined before the first accepted push: there is nothing to see. Made once for a record and a day, since a dozen pages
 * of a revision are read from the same: it must not be changed.
 */
export function yearView(record: YearRecord, day: ViewDay): YearView | undefined {
  const known = viewsByRecord.get(record)
  if (known && known.day.today === day.today && known.day.simulated === day.simulated) return known.view
  const view = madeView(record, day)
  viewsByRecord.set(record, { day, view })
  return view
}

function madeView(record: YearRecord, day: ViewDay): YearView | undefined {
  const place = placeOf(record, day)
  if (!place) return undefined
  const settings = settingsOf(record)
  const obligations = obligationsOf(record, day.today)
  const assessments = rowsOfKind(record, "assessment")
  return {
    ...place,
    title: settings.get("title") ?? "",
    announcement: {
      number: settings.get("announcementNumber") ?? "",
      date: settings.get("announcementDate") ?? "",
      link: settings.get("announcementLink") ?? "",
    },
    beforeRecord: beforeRecordOf(record, obligations, day.today),
    sections: sectionViews(record),
    assessments: assessments.map(assessmentView).sort(byIndicator),
    ita: itaView(
      assessments.filter(each => !each.withdrawn).map(({ row }) => row),
      settings.get("gradeRule") ?? "",
    ),
    measures: rowsOfKind(record, "measure")
      .map(row => measureView(row, obligations))
      .sort(byIndicator),
    duties: rowsOfKind(record, "duty").map(row => dutyView(row, obligations)),
    reports: reportViews(record, obligations),
    oversight: rowsOfKind(record, "oversight").map(oversightView).sort(byDate),
    holidays: rowsOfKind(record, "holiday")
      .filter(each => !each.withdrawn)
      .map(({ row: { date, name } }) => ({ date, name }))
      .sort(byDate),
  }
}

/** So that nobody hides there: how many periods are not judged, and who filled them in afterwards. */
function beforeRecordOf(
  record: YearRecord,
  obligations: readonly Obligation[],
  today: IsoDate,
): YearView["beforeRecord"] {
  const before = obligations.filter(each => each.state === "beforeRecord")
  const reported = before.filter(each => each.reportedAt !== null)
  return {
    began: recordBegan(record) ?? today,
    periods: before.length,
    reported: reported.length,
    sections: [...new Set(reported.map(each => each.section.name))],
  }
}

/** What every public document begins with: whose it is, which revision and day. */
export function placeOf(record: YearRecord, { today, simulated }: ViewDay): PlaceView | undefined {
  const latest = latestRevision(record)
  if (!latest) return undefined
  return {
    office: settingsOf(record).get("office") ?? "",
    fiscalYear: record.fiscalYear,
    revision: latest.sequence,
    head: latest.head,
    updatedAt: instantText(latest.acceptedAt),
    today,
    simulated,
  }
}

/** Epoch milliseconds as `2023-06-12T01:12:00.000Z`. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString()
}

export function measureView(
  recorded: RecordedRow<MeasureRow>,
  obligations: readonly Obligation[],
): MeasureView {
  const { kind: _kind, normal: _normal, occurrences: _occurrences, asks: _asks, ...text } = recorded.row
  const owed = withKey(obligations, "measure", text.id)
  const isEnded = recorded.withdrawn || isCancelled(recorded.row)
  const state = isEnded ? "withdrawn" : measureState(owed)
  return { ...text, ...datedFields(recorded), withdrawn: isEnded, state }
}

export function dutyView(recorded: RecordedRow<DutyRow>, obligations: readonly Obligation[]): DutyView {
  const { kind: _kind, normal: _normal, occurrences: _occurrences, asks: _asks, ...text } = recorded.row
  const owed = withKey(obligations, "duty", text.id)
  const isOwedNoMore = owed.length > 0 && owed.every(each => each.state === "withdrawn")
  const isEnded = recorded.withdrawn || isCancelled(recorded.row) || isOwedNoMore
  const state = isEnded ? "withdrawn" : measureState(owed)
  return { ...text, status: text.status ?? "", ...datedFields(recorded), withdrawn: isEnded, state }
}

export function assessmentView(recorded: RecordedRow<AssessmentRow>): AssessmentView {
  const { kind: _kind, asks: _asks, ...text } = recorded.row
  return { ...text, ...askedFields(recorded), ...statusFields(recorded) }
}

export function oversightView(recorded: RecordedRow<OversightRow>): OversightView {
  const { kind: _kind, ...text } = recorded.row
  return { ...text, ...statusFields(recorded) }
}

/** Every obligation with its report: what is owed and not yet reported is part of the record's answer. */
export function reportViews(record: YearRecord, obligations: readonly Obligation[]): ReportView[] {
  const held = new Set(latestRevision(record)?.held)
  return obligations.map(each => {
    const { report, reportedAt } = each
    const name = nameOf("report", each.id)
    const vanished = absenceOf(record, name) !== undefined
    return {
      id: each.id,
      duty: each.duty,
      measure: each.measure,
      section: each.section.name,
      occurrence: each.occurrence,
      due: each.due,
      state: each.state,
      date: report?.date ?? "",
      result: report?.result ?? "",
      evidence: report?.evidence ?? "",
      proven: each.proven,
      links: each.links.map(linkView),
      nothingToReport: report?.nothingToReport ?? false,
      by: report?.by ?? "",
      reportedAt: reportedAt === null ? null : instantText(reportedAt),
      held: held.has(name) && !vanished,
      vanished,
      droppedFor: each.droppedFor ?? "",
    }
  })
}

function linkView({ link, state, last, sent, since }: SeenLink): LinkView {
  return {
    link,
    state,
    checkedAt: last ? instantText(last.at) : null,
    since: since === null ? null : instantText(since),
    status: last?.status ?? null,
    type: last?.type ?? "",
    size: last?.size ?? null,
    sha256: last?.sha256 ?? null,
    sentSha256: sent?.sha256 ?? null,
    isCut: last?.isCut ?? false,
  }
}

export function sectionViews(record: YearRecord): YearView["sections"] {
  return rowsOfKind(record, "section")
    .filter(each => !each.withdrawn)
    .map(({ row: { slug, name, shortNames, head } }) => ({ slug, name, shortNames, head }))
    .sort((a, b) => Number(a.slug) - Number(b.slug))
}

function datedFields(recorded: RecordedRow<MeasureRow | DutyRow>) {
  const due = [...new Set(recorded.row.occurrences.map(each => each.due))].sort()
  return { due, understood: recorded.row.understood, ...askedFields(recorded), ...statusFields(recorded) }
}

function askedFields({ row: { asks } }: RecordedRow<AssessmentRow | MeasureRow | DutyRow>) {
  return { confirmed: asks === "confirmed", doubted: asks === "open" }
}

function statusFields({ held, withdrawn, vanished }: RecordedRow) {
  return { held, withdrawn, vanished }
}

function byIndicator(a: { readonly indicator: number }, b: { readonly indicator: number }): number {
  return a.indicator - b.indicator
}

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0
}
