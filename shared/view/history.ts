/** The history of a row, field by field: what was written, what it became, when. */
import type { Version } from "../record/record.ts"
import type { Row } from "../row/row.ts"

export type FieldChange = { readonly key: string; readonly from: string; readonly to: string }

/** `redacted`: this version's text may not be shown any more; that it existed is. */
export type RowEvent = "published" | "changed" | "withdrawn" | "restored" | "redacted"

export type RowHistory = {
  readonly sequence: number
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  readonly event: RowEvent
  readonly changes: readonly FieldChange[]
}

/** Fields that follow from others, or name the row: a change of them is told by the field it comes from. */
const DERIVED = new Set(["kind", "id", "normal", "occurrences", "understood", "asks"])

/** What happened to a row, oldest first; a version that changed nothing readable is left out. */
export function historyOf(versions: readonly Version[]): RowHistory[] {
  const history: RowHistory[] = []
  let shown: Row | null = null
  let isWithdrawn = false
  for (const { sequence, acceptedAt, digest, row } of versions) {
    const changes = shown && row ? fieldChanges(shown, row) : []
    const event = eventOf(row, digest, shown, isWithdrawn)
    if (event !== "changed" || changes.length > 0) history.push({ sequence, acceptedAt, event, changes })
    isWithdrawn = digest === null
    shown = row ?? shown
  }
  return history
}

/** The fields that differ between two versions of a row, as a reader would see them. */
export function fieldChanges(before: Row, after: Row): FieldChange[] {
  const old = new Map(Object.entries(before))
  const changed = Object.entries(after)
    .filter(([key]) => !DERIVED.has(key))
    .map(([key, value]) => ({ key, from: textOf(old.get(key)), to: textOf(value) }))
    .filter(({ from, to }) => from !== to)
  const [askedBefore, askedAfter] = [asksOf(before), asksOf(after)]
  const confirmed = askedBefore !== "confirmed" && askedAfter === "confirmed"
  return [
    ...changed,
    ...movedDates(before, after),
    ...(confirmed ? [{ key: "confirm", from: "", to: "✓" }] : []),
  ]
}

/** Due dates that moved, as ISO dates under the key `due`: a period keeps its place when its date moves. */
function movedDates(before: Row, after: Row): FieldChange[] {
  if (!("occurrences" in before) || !("occurrences" in after)) return []
  const old = new Map(before.occurrences.map(each => [each.id, each.due]))
  const moved = after.occurrences.filter(({ id, due }) => old.has(id) && old.get(id) !== due)
  if (moved.length === 0) return []
  const from = moved.map(({ id }) => old.get(id)).join(", ")
  return [{ key: "due", from, to: moved.map(({ due }) => due).join(", ") }]
}

function eventOf(
  row: Row | null,
  digest: Version["digest"],
  shown: Row | null,
  isWithdrawn: boolean,
): RowEvent {
  if (digest === null) return "withdrawn"
  if (row === null) return "redacted"
  if (isWithdrawn) return "restored"
  return shown === null ? "published" : "changed"
}

function asksOf(row: Row): string {
  return "asks" in row ? row.asks : "none"
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(", ")
  if (typeof value === "boolean") return value ? "✓" : ""
  return value === null || value === undefined ? "" : String(value)
}
