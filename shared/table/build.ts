/** Parsed cells → the row that travels. Called only when no cell is in error. */

import type { Kind } from "../columns.ts"
import type { CompiledPeriod } from "../period/compile.ts"
import { splitList } from "../row/plain-text.ts"
import { type PrivateRow, privateRowSchema, type Row, rowSchema } from "../row/row.ts"
import { SETTINGS } from "../row/setting.ts"
import type { CellValue } from "../rules/cell.ts"

export type Values = ReadonlyMap<string, CellValue>

export type Asks = "none" | "open" | "confirmed"

type BuiltRow = {
  readonly row: Row | undefined
  readonly privateRow: PrivateRow | undefined
  /** Keys the row's schema refuses: what no cell's rule caught. */
  readonly unfit: readonly string[]
}

/** The public row of a line, and the private one its private columns make. `id` is the issued one where there is one. */
export function buildRow(kind: Exclude<Kind, "report">, id: string, values: Values, asks: Asks): BuiltRow {
  const fields = { kind, ...FIELDS[kind](values, id, asks) }
  if (kind === "setting" && !isPublicSetting(stringOf(values, "key"))) {
    return checked(undefined, { ...fields, kind: "secret" })
  }
  return checked(fields, kind === "section" ? contactFields(values) : undefined)
}

/** The same schemas as the Worker's, so that no push is refused for a row. */
export function checked(fields: object | undefined, privateFields?: object): BuiltRow {
  const row = fields && rowSchema.safeParse(fields)
  const privateRow = privateFields && privateRowSchema.safeParse(privateFields)
  const unfit = [row, privateRow].flatMap(
    each => each?.error?.issues.map(issue => String(issue.path[0] ?? "")) ?? [],
  )
  return { row: row?.data, privateRow: privateRow?.data, unfit }
}

function isPublicSetting(key: string): boolean {
  return SETTINGS.some(each => each.key === key && each.public)
}

/** The columns of each kind as its row's fields; `row.ts` is the schema they must meet, checked before signing. */
const FIELDS: Record<Exclude<Kind, "report">, (values: Values, id: string, asks: Asks) => object> = {
  assessment: (values, _id, asks) => ({
    indicator: numberOf(values, "indicator"),
    name: stringOf(values, "name"),
    score: values.get("score") ?? null,
    scoreYear: numberOf(values, "scoreYear"),
    description: stringOf(values, "description"),
    asks,
  }),
  measure: (values, id, asks) => ({
    id,
    indicator: numberOf(values, "indicator"),
    ...strings(values, ["issue", "measure", "monitoring", "responsible", "lead", "status", "reason"]),
    partners: listOf(values, "partners").filter(name => name !== stringOf(values, "lead")),
    period: periodOf(values, "period")?.text ?? "",
    ...understanding(periodOf(values, "period"), asks),
  }),
  duty: (values, id, asks) => ({
    id,
    ...strings(values, ["measure", "what", "owedTo", "evidenceKind", "reason"]),
    ...(stringOf(values, "status") !== "" && { status: stringOf(values, "status") }),
    owedBy: listOf(values, "owedBy"),
    when: periodOf(values, "when")?.text ?? "",
    ...understanding(periodOf(values, "when"), asks),
  }),
  oversight: (values, id) => ({
    id,
    ...strings(values, ["date", "order", "outcome", "link"]),
    measures: listOf(values, "measures"),
  }),
  section: values => ({
    slug: String(numberOf(values, "slug")),
    ...strings(values, ["name", "head"]),
    shortNames: splitList(stringOf(values, "shortNames"), ","),
  }),
  holiday: values => strings(values, ["date", "name"]),
  setting: values => strings(values, ["key", "value"]),
}

function understanding(period: CompiledPeriod | undefined, asks: Asks) {
  return {
    normal: period?.normal ?? "",
    occurrences: (period?.occurrences ?? []).map(({ id, due }) => ({ id, due })),
    understood: period?.understood ?? "",
    asks,
  }
}

function contactFields(values: Values) {
  return {
    kind: "contact",
    slug: String(numberOf(values, "slug")),
    accounts: listOf(values, "accounts"),
    addresses: listOf(values, "addresses"),
    headAddresses: listOf(values, "headAddresses"),
    deputy: listOf(values, "deputy"),
    deputyUntil: stringOf(values, "deputyUntil"),
  }
}

export function periodOf(values: Values, key: string): CompiledPeriod | undefined {
  const value = values.get(key)
  return typeof value === "object" && value !== null && "normal" in value ? value : undefined
}

function strings<K extends string>(values: Values, keys: readonly K[]): Record<K, string> {
  return Object.fromEntries(keys.map(key => [key, stringOf(values, key)])) as Record<K, string>
}

export function stringOf(values: Values, key: string): string {
  const value = values.get(key)
  return typeof value === "string" ? value : ""
}

function numberOf(values: Values, key: string): number {
  return Number(values.get(key))
}

function listOf(values: Values, key: string): string[] {
  const value = values.get(key)
  return Array.isArray(value) ? [...value] : []
}
