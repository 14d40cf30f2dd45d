/** A change as a sentence around the name of what changed, and the reports of one push as one. */
import type { Kind } from "../columns.ts"
import { fieldHeader } from "./change-lines.ts"
import { EVENT_WORDS } from "./changed-row.ts"
import type { FieldChange, RowEvent } from "./history.ts"

/** What stands before the name, and after it. */
export type AroundName = { readonly before: string; readonly after: string }

type Told = {
  readonly kind: Kind | null
  readonly event: RowEvent
  readonly changes: readonly Pick<FieldChange, "key">[]
}

export function aroundName({ kind, event, changes }: Told): AroundName {
  switch (event) {
    case "published":
      // The name of a report says already who reported what.
      return { before: kind === "report" ? "" : "เพิ่ม", after: "" }
    case "changed":
      return { before: `${changeWords(kind, changes)} ของ`, after: "" }
    case "withdrawn":
      return { before: "นำ", after: "ออกจากตาราง" }
    case "restored":
      return { before: "นำ", after: "กลับเข้าตาราง" }
    case "vanished":
    case "returned":
    case "redacted":
      return { before: "", after: EVENT_WORDS[event] }
    default:
      return event satisfies never
  }
}

/** A moved date first; a reason belongs to what it explains. */
function changeWords(kind: Kind | null, changes: Told["changes"]): string {
  const keys = changes.map(each => each.key).filter(key => key !== "reason" && key !== "promise")
  if (keys.includes("due")) return "เลื่อนกำหนด"
  const headers = [...new Set(keys.map(key => fieldHeader(kind, key)))]
  return headers.length === 0 ? "แก้ไขเหตุผล" : `แก้ไข${headers.join(" และ")}`
}

/** From so many on, the new reports of one push are one line that unfolds. */
const BULK = 4

/** The new reports of one push, where they are many, apart from all else. */
export function withoutBulk<T extends { readonly kind: Kind | null; readonly event: string }>(
  changes: readonly T[],
): { readonly bulk: readonly T[]; readonly rest: readonly T[] } {
  const isNewReport = (each: T) => each.kind === "report" && each.event === "published"
  const bulk = changes.filter(isNewReport)
  return bulk.length < BULK
    ? { bulk: [], rest: changes }
    : { bulk, rest: changes.filter(each => !isNewReport(each)) }
}
