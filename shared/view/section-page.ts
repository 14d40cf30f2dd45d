/** One section as the public sees it on a day: what it leads or joins, and what it owes itself. */

import * as z from "zod/mini"
import { measureState, type Obligation, obligationsOf } from "../due/obligation.ts"
import { sectionsOwing } from "../due/schedule.ts"
import { withKey } from "../record/group.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import type { MeasureRow } from "../row/row.ts"
import {
  dutyViewSchema,
  type MeasureView,
  measureViewSchema,
  placeShape,
  reportViewSchema,
  sectionViewSchema,
} from "./schema.ts"
import { dutyView, measureView, placeOf, reportViews, sectionViews, type ViewDay } from "./year.ts"

/** What one section promised and owes: the measures it leads or joins, and its own obligations alone. */
export const sectionPageSchema = z.strictObject({
  ...placeShape,
  section: sectionViewSchema,
  measures: z.array(measureViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
})

export type SectionPageView = z.input<typeof sectionPageSchema>

/** Undefined when the year has no section of this number. */
export function sectionPageView(record: YearRecord, slug: string, day: ViewDay): SectionPageView | undefined {
  const place = placeOf(record, day)
  const sections = sectionViews(record)
  const section = sections.find(each => each.slug === slug)
  if (!place || !section) return undefined
  const all = obligationsOf(record, day.today)
  const own = all.filter(each => each.section.slug === slug)
  const joined = new Set(own.map(each => each.measure))
  const isNamedIn = ({ lead, partners }: MeasureRow) =>
    sectionsOwing([lead, ...partners], sections).some(each => each.slug === slug)
  const measures = rowsOfKind(record, "measure")
    .filter(({ row }) => joined.has(row.id) || isNamedIn(row))
    .map(each => measureView(each, all))
  return {
    ...place,
    section,
    measures: byAttention(measures, own),
    // A duty's state is that of this section: another's delay is not its own.
    duties: rowsOfKind(record, "duty")
      .filter(({ row }) => withKey(own, "duty", row.id).length > 0)
      .map(each => dutyView(each, own)),
    reports: reportViews(record, own),
  }
}

const ATTENTION = [
  "overdue",
  "due",
  "reported",
  "late",
  "unconfirmed",
  "scheduled",
  "done",
  "beforeRecord",
  "withdrawn",
] as const

/** By what the section itself owes; by the measure's own state where it owes nothing: another's delay is not its own. */
function byAttention(measures: readonly MeasureView[], own: readonly Obligation[]): MeasureView[] {
  const ranks = new Map(
    measures.map(({ id, state }) => {
      const owed = withKey(own, "measure", id)
      return [id, ATTENTION.indexOf(owed.length > 0 ? measureState(owed) : state)]
    }),
  )
  return [...measures].sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0))
}
