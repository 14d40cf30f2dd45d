/**
 * What Google makes of text that a person types: numbers, booleans, percentages, money, dates and formulas. Dates are read
 * in the Thai order d/m/y; which of these a Thai spreadsheet really converts is unverified, so the sheet formats its own
 * cells as text, where nothing is converted, and what a date becomes elsewhere has variants.
 */
import { MONTHS, SHORT_MONTHS } from "../../../shared/date/thai-date.ts"
import type { Cell, CellFormat, ExtendedValue, ThaiDates } from "../model/model.ts"
import { withValue } from "./cells.ts"

interface Typed {
  readonly value?: ExtendedValue
  /** A number format that the cell takes on with the value. */
  readonly format?: CellFormat
}

function isTextFormat(format: CellFormat | undefined): boolean {
  return numberFormatOf(format)?.type === "TEXT"
}

export function numberFormatOf(
  format: CellFormat | undefined,
): { type?: string; pattern?: string } | undefined {
  const numberFormat = format?.numberFormat
  return typeof numberFormat === "object" && numberFormat !== null && !Array.isArray(numberFormat)
    ? (numberFormat as { type?: string; pattern?: string })
    : undefined
}

/** A cell after a person has typed in it. */
export function typedCell(old: Cell | undefined, text: string, dates: ThaiDates): Cell {
  if (text === "") return withValue(old, undefined)
  const typed = parseTyped(text, old, dates)
  return withValue(old, typed.value, old?.format?.numberFormat ? undefined : typed.format)
}

function parseTyped(text: string, cell: Cell | undefined, dates: ThaiDates): Typed {
  if (isTextFormat(cell?.format)) return { value: { stringValue: text } }
  if (text.startsWith("'")) return { value: { stringValue: text.slice(1) } }
  if (text.startsWith("=") && text.length > 1) return { value: { formulaValue: text } }
  const trimmed = text.trim()
  if (/^(true|false)$/i.test(trimmed)) return { value: { boolValue: /^true$/i.test(trimmed) } }
  const typed = parseNumber(trimmed) ?? parseDate(trimmed, dates)
  if (typed) return typed
  if (text.startsWith("+") && text.length > 1) return { value: { formulaValue: `=${text}` } }
  return { value: { stringValue: text } }
}

const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d+)?$|^[+-]?\.\d+$/

function parseNumber(text: string): Typed | undefined {
  const percent = text.endsWith("%")
  const money = text.startsWith("฿")
  const digits = text.slice(money ? 1 : 0, percent ? -1 : undefined)
  if (!NUMBER.test(digits)) return undefined
  const number = Number(digits.replaceAll(",", ""))
  if (money) return { value: { numberValue: number }, format: numberFormat("CURRENCY", '"฿"#,##0.00') }
  if (!percent) return { value: { numberValue: number } }
  return { value: { numberValue: number / 100 }, format: { numberFormat: { type: "PERCENT" } } }
}

function parseDate(text: string, dates: ThaiDates): Typed | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const digits = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text)
  const words = /^(\d{1,2}) ([ก-๎.]+) (\d{2}|\d{4})$/.exec(text)
  if (iso) return dated(iso.slice(1).map(Number), "yyyy-mm-dd", "common")
  const found = digits ?? words
  if (!found || dates === "text") return undefined
  const [, day, month = "", year = ""] = found
  const at = digits ? Number(month) : monthOf(month)
  return dated([fullYear(year, dates), at, Number(day)], digits ? "d/m/yyyy" : "d mmm yyyy", dates)
}

function monthOf(word: string): number {
  const names: readonly string[][] = [[...MONTHS], [...SHORT_MONTHS]]
  return Math.max(...names.map(each => each.indexOf(word))) + 1
}

/** Two digits are a year of this century up to 29, of the last one after it; a Thai who writes them means B.E. */
function fullYear(year: string, dates: ThaiDates): number {
  if (dates !== "common") return Number(year) + (year.length === 2 ? 2500 : 0) - 543
  if (year.length === 4) return Number(year)
  return Number(year) + (Number(year) < 30 ? 2000 : 1900)
}

function dated(
  [year = 0, month = 0, day = 0]: readonly number[],
  pattern: string,
  dates: ThaiDates,
): Typed | undefined {
  const serial = dateToSerial(year, month, day)
  if (serial === undefined) return undefined
  const era = dates === "buddhist" ? BUDDHIST : ""
  return { value: { numberValue: serial }, format: numberFormat("DATE", `${era}${pattern}`) }
}

/** Before a pattern whose years are of the Buddhist era. */
export const BUDDHIST = "[$-th-TH,107]"

function numberFormat(type: string, pattern: string): CellFormat {
  return { numberFormat: { type, pattern } }
}

const DAY = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)

/** Days since 1899-12-30, which is Google's day 0; undefined when there is no such day. */
function dateToSerial(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return (date.getTime() - EPOCH) / DAY
}

export function serialToDate(serial: number): Date {
  return new Date(EPOCH + Math.round(serial * DAY))
}
