/** Every change of all years, newest first, a page at a time. */

import * as z from "zod/mini"
import { SHOWN_KINDS } from "../record/followed.ts"
import type { ToldRecord } from "../record/record.ts"
import { isNameOf, nameParts } from "../row/name.ts"
import { createRowNaming, type RowNaming } from "./changed-row.ts"
import { changesOf, fieldChangeSchema, type RecordChange, ROW_EVENTS } from "./history.ts"
import { beside, pageOf, type Stretch } from "./page-of.ts"
import { instant, yearsPageShape } from "./schema.ts"
import { instantText, placeOf, type ViewDay } from "./year.ts"

/** One row that a push touched; the first push of a year is told as one. */
export const changeViewSchema = z.strictObject({
  fiscalYear: z.int(),
  revision: z.int(),
  acceptedAt: instant,
  event: z.enum(["announced", ...ROW_EVENTS]),
  kind: z.nullable(z.enum(SHOWN_KINDS)),
  /** The row's id or number; null for an announcement. */
  id: z.nullable(z.string()),
  what: z.string(),
  /** The measure it belongs to. */
  measure: z.nullable(z.string()),
  changes: z.array(fieldChangeSchema),
  /** Why, in the words of the sheet. */
  reason: z.string(),
})

export const changesPageSchema = z.strictObject({ ...yearsPageShape, changes: z.array(changeViewSchema) })

export type ChangeView = z.input<typeof changeViewSchema>
export type ChangesPageView = z.input<typeof changesPageSchema>

/** Of what happened in all years: of changes, and of pushes. */
export const EVENTS_PER_PAGE = 40

export type ChangesQuery = {
  /** Newest year first. */
  readonly records: readonly ToldRecord[]
  readonly day: ViewDay
  /** Whether the day was asked for: the pages beside this one are then of it too. */
  readonly isPast: boolean
  readonly asked: number
  /** Where the records tell a part of what happened. */
  readonly stretch: Stretch | undefined
}

type OfRecord = { readonly record: ToldRecord; readonly change: ListedChange }

/** Of all records, newest first. */
export function sortedChanges(records: readonly ToldRecord[]): OfRecord[] {
  return records
    .flatMap(record => listedChanges(record).map(change => ({ record, change })))
    .sort((a, b) => b.change.acceptedAt - a.change.acceptedAt)
}

/** Undefined before the first accepted push. A page past the end is the last one. Who asks for many sorts them once. */
export function changesView(
  query: ChangesQuery,
  all: readonly OfRecord[] = sortedChanges(query.records),
): ChangesPageView | undefined {
  const found = pageOfYears(query, "/changes.json", all)
  if (!found) return undefined
  const namings = new Map(query.records.map(record => [record.fiscalYear, createRowNaming(record)]))
  const changes = found.rows.flatMap(({ record: { fiscalYear }, change }) => {
    const naming = namings.get(fiscalYear)
    return naming ? [changeView(fiscalYear, naming, change)] : []
  })
  return { ...found.place, changes }
}

/** One page of what happened in all years, and what such a document begins with. */
export function pageOfYears<T>(
  { records: [newest], day, isPast, asked, stretch }: ChangesQuery,
  address: string,
  all: readonly T[],
): { readonly place: Omit<ChangesPageView, "changes">; readonly rows: readonly T[] } | undefined {
  const first = newest && placeOf(newest, day)
  if (!first) return undefined
  const { office, today, simulated } = first
  const { rows, page, pages, total } = pageOf(all, asked, EVENTS_PER_PAGE, stretch)
  const neighbours = beside({ page, pages }, address, isPast ? today : undefined)
  return { place: { office, today, simulated, page, pages, total, ...neighbours }, rows }
}

/** Every change of one year, newest first. */
export function yearChanges(record: ToldRecord): ChangeView[] {
  const naming = createRowNaming(record)
  return listedChanges(record).map(change => changeView(record.fiscalYear, naming, change))
}

type ListedChange =
  | RecordChange
  | { readonly sequence: 1; readonly acceptedAt: number; readonly event: "announced" }

/** Of what the record tells, newest first. The first push of a year is one event: it made everything, and changed nothing. */
export function listedChanges(record: ToldRecord): ListedChange[] {
  const { from, to } = record.tells
  const first = from <= 1 && to >= 1 ? record.revisions.find(each => each.sequence === 1) : undefined
  const later = changesOf(record).filter(each => each.sequence > 1)
  if (!first) return later
  return [...later, { sequence: 1, acceptedAt: first.acceptedAt, event: "announced" }]
}

function changeView(fiscalYear: number, naming: RowNaming, change: ListedChange): ChangeView {
  const { sequence, acceptedAt, event } = change
  const common = { fiscalYear, revision: sequence, acceptedAt: instantText(acceptedAt) }
  if (change.event === "announced")
    return { ...common, event, kind: null, id: null, what: "", measure: null, changes: [], reason: "" }
  const { row, changes, name } = change
  return {
    ...common,
    event,
    kind: kindOf(name),
    id: nameParts(name).id,
    what: row ? naming.nameOf(row) : "",
    measure: naming.measureOf(row) ?? null,
    changes: [...changes],
    reason: reasonOf(change),
  }
}

/** The reason that stands beside a new date or an ending; that of an older change is not repeated. */
export function reasonOf({ row, event, changes }: RecordChange): string {
  if (event === "withdrawn" || event === "vanished")
    return changes.find(each => each.key === "reason")?.to ?? ""
  if (row?.kind !== "measure" && row?.kind !== "duty") return ""
  const explained =
    (event === "changed" || event === "published") &&
    changes.some(({ key }) => ["due", "status", "reason"].includes(key))
  return explained ? row.reason : ""
}

function kindOf(name: string): ChangeView["kind"] {
  return SHOWN_KINDS.find(kind => isNameOf(name, kind)) ?? null
}
