/** What readers follow of the record's changes: which rows, and which of their fields tell something. */
import type { Row } from "../row/row.ts"

/** The rest are settings and lists of the office. */
export const SHOWN_KINDS = ["measure", "duty", "report", "oversight", "assessment"] as const

/** Fields that follow from others, or name the row: a change of them is told by the field it comes from. */
export const DERIVED: ReadonlySet<string> = new Set([
  "kind",
  "id",
  "normal",
  "occurrences",
  "understood",
  "asks",
])

/** Whether a reader sees another text, whatever becomes of the dates. */
export function isToldAnew(before: Row, after: Row): boolean {
  const [old, now] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ]
  // A field may be left out of either.
  return [...new Set([...old.keys(), ...now.keys()])].some(
    key => !DERIVED.has(key) && JSON.stringify(now.get(key)) !== JSON.stringify(old.get(key)),
  )
}
