/**
 * What the page of a year says of all of it, and of each measure its row: the page is made of these two alone. To count the
 * states of a thousand measures, each of their obligations is judged, though a page lists fifty: hence a sheet may be kept,
 * as JSON, with the rows as the page writes them, cut into parts, and a page made of what was kept. It says the same, byte
 * for byte.
 */
import { type Move, movesOf } from "../due/move.ts"
import type { ObligationState } from "../due/obligation.ts"
import { groupBy, withKey } from "../record/group.ts"
import { oncePer } from "../record/once-per.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { isNameOf } from "../row/name.ts"
import { withoutBulk } from "./change-sentence.ts"
import { createRowNaming } from "./changed-row.ts"
import { type ChangeView, reasonOf } from "./changes-page.ts"
import { type FilteredYear, type MeasureFact, measureFacts, type WordFinder, wordFinder } from "./filter.ts"
import { overdueToFollow, type ToFollow } from "./follow-up.ts"
import { type RecordChange, recentRevisions } from "./history.ts"
import type { DutyView, MeasureView, ReportView, YearView } from "./schema.ts"
import { type SixtyDays, sixtyDays } from "./sixty-days.ts"
import { instantText, type ViewDay, yearView } from "./year.ts"
import type { FoundMove } from "./year-finding.ts"

type Lists = Pick<YearView, "measures" | "duties" | "reports" | "oversight" | "holidays">

export type YearSheet = {
  readonly view: Omit<YearView, keyof Lists>
  readonly measures: readonly MeasureFact[]
  /** Reports received, and of them those without the evidence that was asked. */
  readonly received: number
  readonly unproven: number
  readonly follow: ToFollow
  readonly ahead: SixtyDays
  readonly moves: readonly FoundMove[]
  readonly latest: readonly LatestRevision[]
  /** The record as far as the frame of every page asks for it: settings, sections, and which revision it is. */
  readonly frame: Pick<YearRecord, "revisions" | "wholeFrom"> & {
    readonly rows: readonly (readonly [string, readonly Version[]])[]
  }
}

export type LatestRowChange = Pick<ChangeView, "changes" | "what" | "reason"> &
  Pick<RecordChange, "event"> & {
    readonly kind: NonNullable<RecordChange["row"]>["kind"] | null
    readonly measure: string | null
  }

/** A push with the first rows that it changed, its many new reports as one, and how many more. */
export type LatestRevision = {
  readonly sequence: number
  readonly acceptedAt: string
  readonly changes: readonly LatestRowChange[]
  readonly bulk: number
  readonly left: number
}

/** Of a duty and of a report no more than a line of the table is made of: of a thousand measures there are eleven thousand. */
export type SheetDuty = Pick<DutyView, "id" | "measure" | "doubted">
export type SheetReport = Pick<
  ReportView,
  "duty" | "measure" | "occurrence" | "due" | "state" | "reportedAt" | "proven"
>

/** A measure, with what belongs to it. */
export type SheetRow = {
  readonly measure: MeasureView
  readonly duties: readonly SheetDuty[]
  readonly reports: readonly SheetReport[]
  readonly moves: readonly Move[]
}

/** A row as a page writes it: its line of the strip and its line of the table, and what the rest of the page asks of it. */
export type WrittenRow = Pick<MeasureView, "id" | "indicator" | "state"> & {
  /** The states of its periods, for the key of the strip. */
  readonly marks: readonly ObligationState[]
  readonly strip: string
  readonly table: string
}

/** Pages write, and what is below them keeps what was written. */
export type WriteRow = (row: SheetRow) => WrittenRow

/** A year with all its measures in short. */
export type YearInShort = YearSheet["view"] & FilteredYear

export function inShort({ view, measures }: YearSheet): YearInShort {
  return { ...view, measures }
}

/** Where a page of a year is made from: the record, or what was kept, with the rows at hand as they were written. */
type YearSource = { readonly sheet: YearSheet; readonly hasWords: WordFinder } & (
  | { readonly rowsOf: (measures: readonly MeasureFact[]) => readonly SheetRow[]; readonly written?: never }
  | { readonly written: ReadonlyMap<string, WrittenRow>; readonly rowsOf?: never }
)

/** The rows of some measures as the page writes them. */
export function writtenRows(
  source: YearSource,
  measures: readonly MeasureFact[],
  write: WriteRow,
): readonly WrittenRow[] {
  const { written } = source
  return written ? measures.flatMap(({ id }) => written.get(id) ?? []) : source.rowsOf(measures).map(write)
}

const SHOWN_FOLLOW_UPS = 5
const SHOWN_CHANGES = 3

const keptSources = new WeakMap<YearRecord, YearSource>()

/** The frame of a sheet as a record, whose page is made of that sheet and of these rows: of no other does it know anything. */
export function recordOfSheet(sheet: YearSheet, rows: readonly WrittenRow[]): YearRecord {
  const { rows: named, ...frame } = sheet.frame
  const record = {
    ...{ fiscalYear: sheet.view.fiscalYear, ...frame },
    ...{ versionsByName: new Map(named), looksByLink: new Map() },
  }
  const written = new Map(rows.map(row => [row.id, row]))
  // Words are looked for in all measures: a search is answered from the record.
  keptSources.set(record, { sheet, written, hasWords: () => false })
  return record
}

/** Undefined before the first accepted push. */
export function yearSource(record: YearRecord, day: ViewDay): YearSource | undefined {
  const kept = keptSources.get(record)
  if (kept) return kept
  const view = yearView(record, day)
  if (!view) return undefined
  const byId = new Map(view.measures.map(measure => [measure.id, measure]))
  const movesByMeasure = groupBy(movesOf(record), each => each.measure)
  const rowOf = (measure: MeasureView): SheetRow => ({
    measure,
    duties: withKey(view.duties, "measure", measure.id).map(dutyInShort),
    reports: withKey(view.reports, "measure", measure.id).map(reportInShort),
    moves: movesByMeasure.get(measure.id) ?? [],
  })
  return {
    sheet: sheetOf(record, view, day),
    rowsOf: measures => measures.flatMap(({ id }) => byId.get(id) ?? []).map(rowOf),
    hasWords: wordFinder(view),
  }
}

function dutyInShort({ id, measure, doubted }: DutyView): SheetDuty {
  return { id, measure, doubted }
}

function reportInShort(report: ReportView): SheetReport {
  const { duty, measure, occurrence, due, state, reportedAt, proven } = report
  return { duty, measure, occurrence, due, state, reportedAt, proven }
}

function sheetOf(record: YearRecord, view: YearView, { today }: ViewDay): YearSheet {
  const { measures: _m, duties: _d, reports, oversight: _o, holidays: _h, ...rest } = view
  const received = reports.filter(
    ({ reportedAt, state }) => reportedAt !== null && state !== "withdrawn" && state !== "beforeRecord",
  )
  const moves = movesOf(record)
  return {
    view: rest,
    measures: factsOf(view),
    received: received.length,
    unproven: received.filter(each => !each.proven).length,
    follow: overdueToFollow(view, today, SHOWN_FOLLOW_UPS),
    ahead: sixtyDays(view, moves, today),
    moves: moves.map(({ measure, days }) => ({ measure, days })),
    latest: latestOf(record),
    frame: frameOf(record),
  }
}

const factsOf = oncePer(measureFacts)

function latestOf(record: YearRecord): LatestRevision[] {
  const naming = createRowNaming(record)
  const told = (change: RecordChange): LatestRowChange => ({
    kind: change.row?.kind ?? null,
    event: change.event,
    changes: [...change.changes],
    what: naming.nameOf(change.row),
    measure: naming.measureOf(change.row) ?? null,
    reason: reasonOf(change),
  })
  return recentRevisions(record).map(({ sequence, acceptedAt, changes }) => {
    const { bulk, rest } = withoutBulk(
      changes.map(change => ({ kind: change.row?.kind ?? null, event: change.event, change })),
    )
    return {
      sequence,
      acceptedAt: instantText(acceptedAt),
      changes: rest.slice(0, SHOWN_CHANGES).map(({ change }) => told(change)),
      bulk: bulk.length,
      left: Math.max(0, rest.length - SHOWN_CHANGES),
    }
  })
}

const FRAME_KINDS = ["setting", "section", "absence"] as const

function frameOf({ revisions, wholeFrom, versionsByName }: YearRecord): YearSheet["frame"] {
  const ends = [...new Set([revisions[0], revisions[revisions.length - 1]])]
  return {
    revisions: ends.flatMap(each => each ?? []),
    wholeFrom,
    rows: [...versionsByName].filter(([name]) => FRAME_KINDS.some(kind => isNameOf(name, kind))),
  }
}
