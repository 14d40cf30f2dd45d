/** Every change of all years, newest first, a page at a time. */
import type { YearRecord } from "../record/record.ts"
import { createRowNaming, type RowNaming } from "./changed-row.ts"
import { changesOf, type RecordChange } from "./changes.ts"
import type { ChangesPageView, ChangeView } from "./schema.ts"
import { instantText, placeOf, type ViewDay } from "./year.ts"

export const CHANGES_PER_PAGE = 40

/** A page number as it was typed; whatever is none asks for the first. */
export function parsePage(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

export type ChangesQuery = {
  /** Newest year first. */
  readonly records: readonly YearRecord[]
  readonly day: ViewDay
  /** Whether the day was asked for: the pages beside this one are then of it too. */
  readonly isPast: boolean
  readonly asked: number
}

/** Undefined before the first accepted push. A page past the end is the last one. */
export function changesView({ records, day, isPast, asked }: ChangesQuery): ChangesPageView | undefined {
  const [newest] = records
  const place = newest && placeOf(newest, day)
  if (!place) return undefined
  const { office, today, simulated } = place
  const { changes, page, pages, total } = changesPage(records, asked)
  const twinOf = (number: number) => `/changes.json?page=${number}${isPast ? `&at=${today}` : ""}`
  return {
    ...{ office, today, simulated, page, pages, total },
    next: page < pages ? twinOf(page + 1) : null,
    previous: page > 1 ? twinOf(page - 1) : null,
    changes,
  }
}

function changesPage(
  records: readonly YearRecord[],
  asked: number,
): Pick<ChangesPageView, "page" | "pages" | "total" | "changes"> {
  const all = records
    .flatMap(record => toldChanges(record).map(change => ({ record, change })))
    .sort((a, b) => b.change.acceptedAt - a.change.acceptedAt)
  const pages = Math.max(1, Math.ceil(all.length / CHANGES_PER_PAGE))
  const page = Math.min(asked, pages)
  const from = (page - 1) * CHANGES_PER_PAGE
  const namings = new Map(records.map(record => [record.fiscalYear, createRowNaming(record)]))
  const changes = all.slice(from, from + CHANGES_PER_PAGE).map(({ record: { fiscalYear }, change }) => {
    const naming = namings.get(fiscalYear)
    return naming ? [changeView(fiscalYear, naming, change)] : []
  })
  return { page, pages, total: all.length, changes: changes.flat() }
}

type Told = RecordChange | { readonly sequence: 1; readonly acceptedAt: number; readonly event: "announced" }

/** The first push of a year is one event: it made everything, and changed nothing. */
function toldChanges(record: YearRecord): Told[] {
  const first = record.revisions.find(each => each.sequence === 1)
  const later = changesOf(record).filter(each => each.sequence > 1)
  if (!first) return later
  return [...later, { sequence: 1, acceptedAt: first.acceptedAt, event: "announced" }]
}

function changeView(fiscalYear: number, naming: RowNaming, change: Told): ChangeView {
  const { sequence, acceptedAt, event } = change
  const told = { fiscalYear, revision: sequence, acceptedAt: instantText(acceptedAt) }
  if (change.event === "announced")
    return { ...told, event, kind: null, id: null, what: "", measure: null, changes: [], reason: "" }
  const { row, changes, name } = change
  return {
    ...told,
    event,
    kind: kindOf(name),
    id: name.slice(name.indexOf("/") + 1),
    what: row ? naming.nameOf(row) : "",
    measure: naming.measureOf(row) ?? null,
    changes: [...changes],
    reason: reasonOf(change),
  }
}

/** The reason that stands beside a new date or an ending; that of an older change is not repeated. */
export function reasonOf({ row, event, changes }: RecordChange): string {
  if (row?.kind !== "measure" && row?.kind !== "duty") return ""
  const explained =
    event === "changed" && changes.some(({ key }) => ["due", "status", "reason"].includes(key))
  return explained ? row.reason : ""
}

const KINDS = ["measure", "duty", "report", "oversight", "assessment"] as const

function kindOf(name: string): ChangeView["kind"] {
  return KINDS.find(kind => name.startsWith(`${kind}/`)) ?? null
}
