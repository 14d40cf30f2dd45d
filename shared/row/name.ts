/**
 * The names of rows and of what is owed, made here and read here: the record, the sheet's memory, the log and the mail
 * find a row by the same one.
 */
import {
  KINDS,
  type Kind,
  PRIVATE_KINDS,
  type PrivateKind,
  SCRIPT_KINDS,
  type ScriptKind,
} from "../columns.ts"
import type { PrivateRow, Row } from "./row.ts"

type RowKind = Kind | ScriptKind | PrivateKind

/** The column, and the field of a row, that says which row of its kind it is. */
export const KEY_COLUMN = {
  measure: "id",
  duty: "id",
  report: "id",
  oversight: "id",
  assessment: "indicator",
  section: "slug",
  holiday: "date",
  setting: "key",
  contact: "slug",
  secret: "key",
  absence: "of",
  problem: "of",
} as const satisfies Record<RowKind, string>

/** True for a kind of public row, each of which has a tab of its own, or one a section. */
export function isPublicKind(text: string): text is Kind {
  return KINDS.some(kind => kind === text)
}

/** True for a kind of row that travels, public or private. */
export function isKind(text: string): text is RowKind {
  return isPublicKind(text) || [...SCRIPT_KINDS, ...PRIVATE_KINDS].some(kind => kind === text)
}

/** The kind whose tab holds rows of a kind: private columns and settings stand among the public ones. */
export function kindOfTab(kind: RowKind): Kind | undefined {
  if (kind === "absence" || kind === "problem") return undefined
  if (kind === "contact") return "section"
  return kind === "secret" ? "setting" : kind
}

/** The id or natural key of a row, unique within its kind and fiscal year. */
export function rowId(row: Row | PrivateRow): string {
  const fields: Readonly<Record<string, unknown>> = row
  return String(fields[KEY_COLUMN[row.kind]])
}

/** `measure/m-4k7p2w9x`: how a row is named in `held`, `gone` and the lines of `state`. */
export function rowName(row: Row | PrivateRow): string {
  return nameOf(row.kind, rowId(row))
}

/** The name of the row of a kind that has this id or natural key. */
export function nameOf(kind: RowKind, id: string): string {
  return `${kind}/${id}`
}

/** The two parts of a row's name; the id of a report has slashes of its own. */
export function nameParts(name: string): { readonly kind: string; readonly id: string } {
  const slash = name.indexOf("/")
  return { kind: name.slice(0, slash), id: name.slice(slash + 1) }
}

/** True for the name of a row of a kind. No text is made for it: it is asked of every row there is, again and again. */
export function isNameOf(name: string, kind: RowKind): boolean {
  return name[kind.length] === "/" && name.startsWith(kind)
}

/** True for the name of a row that is kept private: `contact/3`. */
export function isPrivateName(name: string): boolean {
  return PRIVATE_KINDS.some(kind => isNameOf(name, kind))
}

/** The name of the row that says of another that it stands in no line. */
export function absenceName(name: string): string {
  return nameOf("absence", name)
}

/** The name of the row that an obligation comes from: a row of `งานที่ต้องรายงาน` (`d-…`), or the measure itself (`m-…`). */
export function dutyName(duty: string): string {
  return nameOf(duty.startsWith("m-") ? "measure" : "duty", duty)
}

/** An obligation's id, and so its report's: the section by slug, the occurrence by the period reported on. */
export function obligationId(duty: string, sectionSlug: string, occurrence: string): string {
  return `${duty}/${sectionSlug}/${occurrence}`
}

/** What an obligation's id is made of; a part that is not there is blank. */
export function obligationParts(id: string): {
  readonly duty: string
  readonly slug: string
  readonly occurrence: string
} {
  const [duty = "", slug = "", occurrence = ""] = id.split("/")
  return { duty, slug, occurrence }
}
