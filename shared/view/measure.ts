/** One measure as the public sees it on a day, with everything that was ever promised and done about it. */

import * as z from "zod/mini"
import { movesOf, promisersOf } from "../due/move.ts"
import { obligationsOf } from "../due/obligation.ts"
import { findRow, type RecordedRow, rowsOfKind, versionsOf, type YearRecord } from "../record/record.ts"
import { absenceName, nameOf, rowName } from "../row/name.ts"
import type { MeasureRow } from "../row/row.ts"
import { fieldChangeSchema, historyOf, ROW_EVENTS } from "./history.ts"
import { type MoveView, moveView, moveViewSchema } from "./moves-page.ts"
import {
  assessmentViewSchema,
  dutyViewSchema,
  instant,
  measureViewSchema,
  oversightViewSchema,
  placeShape,
  reportViewSchema,
} from "./schema.ts"
import {
  assessmentView,
  dutyView,
  instantText,
  measureView,
  oversightView,
  placeOf,
  reportViews,
  type ViewDay,
} from "./year.ts"

const historyViewSchema = z.strictObject({
  revision: z.int(),
  acceptedAt: instant,
  event: z.enum(ROW_EVENTS),
  changes: z.array(fieldChangeSchema),
})

export const measurePageSchema = z.strictObject({
  ...placeShape,
  measure: measureViewSchema,
  assessment: z.nullable(assessmentViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
  moves: z.array(moveViewSchema),
  history: z.array(historyViewSchema),
})

export type MeasurePageView = z.input<typeof measurePageSchema>
export type HistoryView = z.input<typeof historyViewSchema>

/** Undefined when no measure of the year ever had this id. */
export function measurePageView(record: YearRecord, id: string, day: ViewDay): MeasurePageView | undefined {
  const place = placeOf(record, day)
  const recorded = findRow(record, "measure", id)
  if (!place || !recorded) return undefined
  const obligations = obligationsOf(record, day.today).filter(each => each.measure === id)
  const assessment = findRow(record, "assessment", String(recorded.row.indicator))
  return {
    ...place,
    measure: measureView(recorded, obligations),
    assessment: assessment ? assessmentView(assessment) : null,
    duties: rowsOfKind(record, "duty")
      .filter(each => each.row.measure === id)
      .map(each => dutyView(each, obligations)),
    reports: reportViews(record, obligations),
    oversight: rowsOfKind(record, "oversight")
      .filter(each => each.row.measures.includes(id))
      .map(oversightView)
      .sort((a, b) => (a.date > b.date ? -1 : 1)),
    moves: movesOfMeasure(record, id),
    history: historyOfMeasure(record, recorded),
  }
}

/** Every move of the measure's dates, also under an id it had before, newest first. */
function movesOfMeasure(record: YearRecord, id: string): MoveView[] {
  const ids = promisersOf(record, nameOf("measure", id))
  return movesOf(record)
    .filter(move => ids.includes(move.measure))
    .reverse()
    .map(moveView)
}

/** Newest first. */
function historyOfMeasure(record: YearRecord, { row }: RecordedRow<MeasureRow>): HistoryView[] {
  const moves = movesOf(record).filter(move => move.duty === row.id)
  const absences = record.versionsByName.get(absenceName(rowName(row))) ?? []
  return historyOf(versionsOf(record, row), moves, absences)
    .reverse()
    .map(({ sequence, acceptedAt, event, changes }) => ({
      revision: sequence,
      acceptedAt: instantText(acceptedAt),
      event,
      changes: [...changes],
    }))
}
