/**
 * What a cell shows. Formulas are never computed: a literal (`=1`, `="ก"`, `=TRUE`) has its value, anything else shows
 * #ERROR!. The script must treat a formula as a value it may not be able to read, so this is enough.
 */

import { SHORT_MONTHS } from "../../../shared/date/thai-date.ts"
import type { Cell, CellFormat, ExtendedValue } from "../model/model.ts"
import { BUDDHIST, numberFormatOf, serialToDate } from "./typed.ts"

type EffectiveValue =
  | Exclude<ExtendedValue, { formulaValue: string }>
  | { readonly errorValue: { readonly type: string; readonly message: string } }

const NOT_COMPUTED: EffectiveValue = {
  errorValue: { type: "ERROR", message: "Formulas are not computed in the local Google" },
}

export function effectiveValue(value: ExtendedValue): EffectiveValue {
  return "formulaValue" in value ? literal(value.formulaValue) : value
}

function literal(formula: string): EffectiveValue {
  const body = formula.slice(1).trim()
  if (/^[+-]?\d+(\.\d+)?$/.test(body)) return { numberValue: Number(body) }
  if (/^(true|false)$/i.test(body)) return { boolValue: /^true$/i.test(body) }
  if (/^"(?:[^"]|"")*"$/.test(body)) return { stringValue: body.slice(1, -1).replaceAll('""', '"') }
  return NOT_COMPUTED
}

/** The text in the cell, as Google formats it. */
export function formattedValue(cell: Cell | undefined): string {
  const value = cell?.value
  if (!value) return ""
  if ("stringValue" in value) return value.stringValue
  const effective = effectiveValue(value)
  if ("errorValue" in effective) return "#ERROR!"
  if ("boolValue" in effective) return effective.boolValue ? "TRUE" : "FALSE"
  if ("stringValue" in effective) return effective.stringValue
  return formatNumber(effective.numberValue, cell.format)
}

/** The scalar behind the text: what UNFORMATTED_VALUE answers. */
export function unformattedValue(cell: Cell | undefined): string | number | boolean {
  if (!cell?.value) return ""
  const effective = effectiveValue(cell.value)
  if ("errorValue" in effective) return "#ERROR!"
  if ("boolValue" in effective) return effective.boolValue
  return "numberValue" in effective ? effective.numberValue : effective.stringValue
}

/** What an editor opens with: a formula as typed, otherwise the text. */
export function inputText(cell: Cell | undefined): string {
  return cell?.value && "formulaValue" in cell.value ? cell.value.formulaValue : formattedValue(cell)
}

function formatNumber(number: number, format: CellFormat | undefined): string {
  const { type, pattern } = numberFormatOf(format) ?? {}
  if (type === "DATE" || type === "DATE_TIME") return formatDate(number, pattern ?? "yyyy-mm-dd")
  if (type === "PERCENT") return `${fixed(number * 100, pattern ?? "0.00")}%`
  if (type === "CURRENCY") return `${number < 0 ? "-" : ""}฿${fixed(Math.abs(number), "#,##0.00")}`
  if (type === "TEXT" || !pattern) return String(Number(number.toPrecision(15)))
  return fixed(number, pattern)
}

function fixed(number: number, pattern: string): string {
  const decimals = /\.([0#]+)/.exec(pattern)?.[1] ?? ""
  const [whole = "", fraction = ""] = Math.abs(number).toFixed(decimals.length).split(".")
  const least = decimals.replaceAll("#", "").length
  const kept = fraction.slice(0, Math.max(least, fraction.replace(/0+$/, "").length))
  const padded = whole.padStart(/^[#,]*(0*)/.exec(pattern)?.[1]?.length ?? 1, "0")
  const grouped = pattern.includes(",") ? padded.replace(/\B(?=(\d{3})+$)/g, ",") : padded
  return `${number < 0 ? "-" : ""}${grouped}${kept === "" ? "" : `.${kept}`}`
}

function formatDate(serial: number, pattern: string): string {
  const date = serialToDate(serial)
  const year = date.getUTCFullYear() + (pattern.startsWith(BUDDHIST) ? 543 : 0)
  const two = (part: number) => String(part).padStart(2, "0")
  const parts: Record<string, string> = {
    yyyy: String(year),
    yy: two(year % 100),
    mmm: SHORT_MONTHS[date.getUTCMonth()] ?? "",
    mm: two(date.getUTCMonth() + 1),
    m: String(date.getUTCMonth() + 1),
    dd: two(date.getUTCDate()),
    d: String(date.getUTCDate()),
    hh: two(date.getUTCHours()),
    ss: two(date.getUTCSeconds()),
  }
  // Minutes are `mm` too: told apart by the hour before them, as Google does.
  return pattern
    .replace(BUDDHIST, "")
    .replace(/(hh?:)mm/g, (_, hour: string) => `${hour}${two(date.getUTCMinutes())}`)
    .replace(/yyyy|yy|mmm|mm|m|dd|d|hh|ss/g, part => parts[part] ?? part)
}
