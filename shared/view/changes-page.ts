/** Every change of all years, newest first, a page at a time. */
import { periodLabel } from "../due/occurrence.ts"
import { rowsOfKind, type YearRecord } from "../record.ts"
import type { Row } from "../row.ts"
import { changesOf, type RecordChange } from "./changes.ts"
import type { ChangesPageView, ChangeView } from "./schema.ts"
import { instantText } from "./year.ts"

export const CHANGES_PER_PAGE = 40

/** A page number as it was typed; whatever is none asks for the first. */
export function parsePage(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** A page past the end is the last one. */
export function changesPage(
  records: readonly YearRecord[],
  asked: number,
): Pick<ChangesPageView, "page" | "pages" | "total" | "changes"> {
  const all = records
    .flatMap(record => toldChanges(record).map(change => ({ record, change })))
    .sort((a, b) => b.change.acceptedAt - a.change.acceptedAt)
  const pages = Math.max(1, Math.ceil(all.length / CHANGES_PER_PAGE))
  const page = Math.min(asked, pages)
  const from = (page - 1) * CHANGES_PER_PAGE
  const changes = all.slice(from, from + CHANGES_PER_PAGE)
  return {
    page,
    pages,
    total: all.length,
    changes: changes.map(({ record, change }) => changeView(record, change)),
  }
}

type Told = RecordChange | { readonly sequence: 1; readonly acceptedAt: number; readonly event: "announced" }

/** The first push of a year is one event: it made everything, and changed nothing. */
function toldChanges(record: YearRecord): Told[] {
  const first = record.revisions.find(each => each.sequence === 1)
  const later = changesOf(record).filter(each => each.sequence > 1)
  if (!first) return later
  return [...later, { sequence: 1, acceptedAt: first.acceptedAt, event: "announced" }]
}

function changeView(record: YearRecord, change: Told): ChangeView {
  const { sequence, acceptedAt, event } = change
  const told = { fiscalYear: record.fiscalYear, revision: sequence, acceptedAt: instantText(acceptedAt) }
  if (change.event === "announced")
    return { ...told, event, kind: null, id: null, what: "", measure: null, changes: [], reason: "" }
  const { row, changes, name } = change
  return {
    ...told,
    event,
    kind: kindOf(name),
    id: name.slice(name.indexOf("/") + 1),
    what: row ? changedName(row, record) : "",
    measure: (row && changedMeasure(row, record)) ?? null,
    changes: [...changes],
    reason: reasonOf(change),
  }
}

/** The reason that stands beside a new date or an ending; that of an older change is not repeated. */
function reasonOf({ row, event, changes }: RecordChange): string {
  if (row?.kind !== "measure" && row?.kind !== "duty") return ""
  const explained =
    event === "changed" && changes.some(({ key }) => ["due", "status", "reason"].includes(key))
  return explained ? row.reason : ""
}

const KINDS = ["measure", "duty", "report", "oversight", "assessment"] as const

function kindOf(name: string): ChangeView["kind"] {
  return KINDS.find(kind => name.startsWith(`${kind}/`)) ?? null
}

/** The measure whose page tells more of a row. */
export function changedMeasure(row: Row, record: YearRecord): string | undefined {
  if (row.kind === "measure") return row.id
  if (row.kind === "duty") return row.measure
  if (row.kind === "oversight") return row.measures[0]
  if (row.kind !== "report") return undefined
  return row.duty.startsWith("m-") ? row.duty : dutyOf(row.duty, record)?.measure
}

/** What a reader calls a row. */
export function changedName(row: Row, record: YearRecord): string {
  switch (row.kind) {
    case "measure":
      return firstLine(row.measure)
    case "duty":
      return firstLine(row.what)
    case "report":
      return `${row.section}รายงาน: ${whatOf(row.duty, record)} ${periodLabel(row.occurrence)}`.trim()
    case "oversight":
      return `การกำกับติดตาม: ${firstLine(row.order)}`
    case "assessment":
      return `ตัวชี้วัดที่ ${row.indicator} ${row.name}`
    default:
      return ""
  }
}

function whatOf(id: string, record: YearRecord): string {
  const measure = rowsOfKind(record, "measure").find(each => each.row.id === id)
  return firstLine(measure?.row.measure ?? dutyOf(id, record)?.what ?? "")
}

function dutyOf(id: string, record: YearRecord) {
  return rowsOfKind(record, "duty").find(each => each.row.id === id)?.row
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text
}
