/** The changes of a year as a table: a line for each field that changed, newest first, in the words of the sheet. */
import { type Kind, tabOf } from "../columns.ts"
import type { ToldRecord } from "../record/record.ts"
import { EVENT_WORDS } from "./changed-row.ts"
import { type ChangeView, yearChanges } from "./changes-page.ts"
import { type FieldChange, slipsOf } from "./history.ts"
import { slipText } from "./moves-page.ts"
import type { CHANGE_COLUMNS } from "./table-columns.ts"

type ChangeLine = Readonly<
  Record<Exclude<(typeof CHANGE_COLUMNS)[number], "revision">, string> & { revision: number }
>

export function changeLines(record: ToldRecord): ChangeLine[] {
  return yearChanges(record).flatMap(change => {
    const { acceptedAt, revision, event, what, measure, reason } = change
    const word = event === "announced" ? "ประกาศครั้งแรก" : EVENT_WORDS[event]
    const line = { acceptedAt, revision, event: word, what, reason, measure: measure ?? "" }
    const fields = change.changes.map(each => fieldCells(change.kind, each))
    return (fields.length > 0 ? fields : [NO_FIELD]).map(cells => ({ ...line, ...cells }))
  })
}

const NO_FIELD = { field: "", from: "", to: "" } as const

function fieldCells(kind: ChangeView["kind"], change: FieldChange): Record<"field" | "from" | "to", string> {
  const { key, from, to } = change
  if (key !== "promise") return { field: fieldHeader(kind, key), from, to }
  return { field: "นับจากกำหนดแรก", from: "", to: slipsOf(change).map(slipText).join(", ") }
}

/** What the sheet calls a field of a row of this kind. */
export function fieldHeader(kind: Kind | null, key: string): string {
  if (key === "due") return "ครบกำหนด"
  const columns = kind ? tabOf(kind).columns : []
  return columns.find(column => column.key === key)?.header ?? key
}
