/**
 * What Google makes of text that a person types: numbers, booleans, percentages, dates and formulas. Dates are read in
 * the Thai order d/m/y; which of these a Thai spreadsheet really converts is unverified, so the sheet formats its own
 * cells as text, where nothing is converted.
 */
import type { Cell, CellFormat, ExtendedValue } from "../model/model.ts"
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
export function typedCell(old: Cell | undefined, text: string): Cell {
  if (text === "") return withValue(old, undefined)
  const typed = parseTyped(text, old)
  return withValue(old, typed.value, old?.format?.numberFormat ? undefined : typed.format)
}

function parseTyped(text: string, cell: Cell | undefined): Typed {
  if (isTextFormat(cell?.format)) return { value: { stringValue: text } }
  if (text.startsWith("'")) return { value: { stringValue: text.slice(1) } }
  if (text.startsWith("=") && text.length > 1) return { value: { formulaValue: text } }
  const trimmed = text.trim()
  if (/^(true|false)$/i.test(trimmed)) return { value: { boolValue: /^true$/i.test(trimmed) } }
  const typed = parseNumber(trimmed) ?? parseDate(trimmed)
  if (typed) return typed
  if (text.startsWith("+") && text.length > 1) return { value: { formulaValue: `=${text}` } }
  return { value: { stringValue: text } }
}

const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d+)?$|^[+-]?\.\d+$/

function parseNumber(text: string): Typed | undefined {
  const percent = text.endsWith("%")
  const digits = percent ? text.slice(0, -1) : text
  if (!NUMBER.test(digits)) return undefined
  const number = Number(digits.replaceAll(",", ""))
  if (!percent) return { value: { numberValue: number } }
  return { value: { numberValue: number / 100 }, format: { numberFormat: { type: "PERCENT" } } }
}

function parseDate(text: string): Typed | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const thai = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : thai ? thai.slice(1).reverse() : []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const serial = dateToSerial(Number(year), Number(month), Number(day))
  if (serial === undefined) return undefined
  const pattern = iso ? "yyyy-mm-dd" : "d/m/yyyy"
  return { value: { numberValue: serial }, format: { numberFormat: { type: "DATE", pattern } } }
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
