/**
 * Rows out of texts, one version after another. Most versions of a row say one thing anew: what was judged with the version before
 * is judged no more, and kept once, so that a hundred thousand texts take no more room than what differs in them.
 */
import { isSameJson } from "../row/json.ts"
import { isKind, KEY_COLUMN, rowName } from "../row/name.ts"
import { ROW_SCHEMAS, type Row, rowSchema } from "../row/row.ts"

type Fields = Readonly<Record<string, unknown>>
type FieldSchema = {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown }
}

/** A reader that says of each value what `rowSchema` says: the row, or undefined. */
export function createRowReader(): (value: unknown) => Row | undefined {
  const newest = new Map<string, Row>()
  return value => {
    const before = isFields(value) ? newest.get(nameSaid(value)) : undefined
    const row = (before && changed(before, value as Fields)) ?? rowSchema.safeParse(value).data
    if (row && row !== before) newest.set(rowName(row), row)
    return row
  }
}

/** The row before, with what is another now; undefined where that cannot be said field by field. */
function changed(before: Row, value: Fields): Row | undefined {
  const shape: Readonly<Record<string, FieldSchema | undefined>> = ROW_SCHEMAS[before.kind].shape
  let row: Fields = before
  let left = Object.keys(value).length
  for (const [key, old] of Object.entries(before)) {
    if (!(key in value)) return undefined
    left--
    if (isSameJson(old, value[key])) continue
    const field = shape[key]?.safeParse(value[key])
    if (!field?.success) return undefined
    row = { ...row, [key]: field.data }
  }
  return left === 0 ? (row as Row) : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null
}

/** The name that a value would have as a row; blank where it can have none. */
function nameSaid(value: Fields): string {
  const kind = typeof value.kind === "string" ? value.kind : ""
  const id = isKind(kind) ? value[KEY_COLUMN[kind]] : undefined
  return typeof id === "string" || typeof id === "number" ? `${kind}/${id}` : ""
}
