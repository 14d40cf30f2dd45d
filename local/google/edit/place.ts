/** What a person does to one sheet, inside a transaction: each step checks what may stop it before it changes anything. */

import { sortRows } from "../batch/requests-move.ts"
import type { GridRange, ProtectedRange, Sheet, Transaction } from "../model/model.ts"
import { cellAt, setCell } from "../sheet/cells.ts"
import { deleteBands, insertBands, moveBands } from "../sheet/dimensions.ts"
import { barrierToCells, barrierToInsertion, barrierToRows } from "../sheet/protection.ts"
import { parseCells, type Rect, rangeOf, rectOf } from "../sheet/range.ts"
import { type ValidationFault, validationFault } from "../sheet/rules.ts"
import { unformattedValue } from "../sheet/shown.ts"
import { typedCell } from "../sheet/typed.ts"

export type Refusal = "no-access" | "protected" | "validation" | "no-such-place"
export interface Refused {
  readonly ok: false
  readonly reason: Refusal
  /** A Thai sentence for the person. */
  readonly message: string
  /** Of a protected place: the accounts that may edit it, besides the owner. */
  readonly editors?: readonly string[]
}

/** A refusal found inside a transaction: it is rolled back, and the refusal returned. */
export class Refusing extends Error {
  readonly refused: Refused

  constructor(refused: Refused) {
    super(refused.message)
    this.refused = refused
  }
}

export interface Place extends Transaction {
  readonly sheet: Sheet
  /** The protections that stop this account. */
  readonly barred: readonly ProtectedRange[]
}

export function sheetOf({ spreadsheet }: Transaction, tab: number | string): Sheet {
  const sheet = spreadsheet.sheets.find(
    ({ sheetId, title }) => (typeof tab === "number" ? sheetId : title) === tab,
  )
  if (!sheet) throw new Refusing(noSuchPlace(String(tab)))
  return sheet
}

function rangeOn(sheet: Sheet, a1: string): GridRange {
  const range = parseCells(a1, sheet.sheetId)
  if (!range) throw new Refusing(noSuchPlace(a1))
  return range
}

function stopAt(barrier: ProtectedRange | undefined): void {
  if (barrier) throw new Refusing(protectedBy(barrier))
}

/** One value fills the whole range; more are written from its corner, and rows that lack are added, as by a paste. */
export function typedRect({ sheet }: Place, a1: string, values: readonly (readonly string[])[]): Rect {
  const range = rangeOn(sheet, a1)
  const given = { ...rectOf(range, sheet), bottom: range.endRowIndex ?? sheet.rowCount }
  if (values.length === 1 && values[0]?.length === 1) return given
  const width = Math.max(0, ...values.map(row => row.length))
  return { ...given, bottom: given.top + values.length, right: given.left + width }
}

export function typeCells(
  { sheet, barred, spreadsheet, habits }: Place,
  rect: Rect,
  values: readonly (readonly string[])[],
): void {
  if (rect.right > sheet.columnCount || rect.right <= rect.left || rect.bottom <= rect.top)
    throw new Refusing(noSuchPlace(sheet.title))
  sheet.rowCount = Math.max(sheet.rowCount, rect.bottom)
  stopAt(barrierToCells(barred, sheet, rect))
  const isFill = values.length === 1 && values[0]?.length === 1
  for (let row = rect.top; row < rect.bottom; row++)
    for (let column = rect.left; column < rect.right; column++) {
      const text = isFill ? values[0]?.[0] : values[row - rect.top]?.[column - rect.left]
      if (text === undefined) continue
      const old = cellAt(sheet, row, column)
      const cell = typedCell(old, text, habits.thaiDates)
      const fault = validationFault(cell, spreadsheet)
      if (fault) throw new Refusing(notAccepted(text, fault))
      setCell(sheet, row, column, cell)
    }
}

/** What an edit event carries of a rectangle: the value of a single cell, where it has one. */
export function eventValue(sheet: Sheet, { top, bottom, left, right }: Rect): { value?: string } {
  const cell = bottom - top === 1 && right - left === 1 ? cellAt(sheet, top, left) : undefined
  return cell?.value ? { value: String(unformattedValue(cell)) } : {}
}

function rowsOf({ sheetId, columnCount }: Sheet, top: number, count: number): GridRange {
  return rangeOf(sheetId, { top, bottom: top + count, left: 0, right: columnCount })
}

function checkRows(sheet: Sheet, at: number, count: number): void {
  const isThere = Number.isInteger(at) && at >= 0 && count > 0 && at + count <= sheet.rowCount
  if (!isThere || count === sheet.rowCount) throw new Refusing(noSuchPlace(`${at + 1}:${at + count}`))
}

interface Rows {
  readonly at: number
  readonly count: number
}

export function insertRows({ spreadsheet, sheet, barred, touch }: Place, { at, count }: Rows): GridRange {
  if (at > sheet.rowCount || at < 0 || count < 1) throw new Refusing(noSuchPlace(String(at + 1)))
  stopAt(barrierToInsertion(barred, at))
  insertBands(spreadsheet, sheet, "ROWS", { at, count, inheritFromBefore: at > 0 })
  touch(sheet.sheetId)
  return rowsOf(sheet, at, count)
}

export function deleteRows({ spreadsheet, sheet, barred, touch }: Place, { at, count }: Rows): GridRange {
  checkRows(sheet, at, count)
  stopAt(barrierToRows(barred, at, at + count))
  deleteBands(spreadsheet, sheet, "ROWS", { start: at, end: at + count })
  touch(sheet.sheetId)
  return rowsOf(sheet, at, count)
}

export function moveRows(
  { spreadsheet, sheet, barred, touch }: Place,
  { at, count, to }: Rows & { to: number },
): GridRange {
  checkRows(sheet, at, count)
  stopAt(barrierToRows(barred, at, at + count) ?? barrierToInsertion(barred, to))
  moveBands(spreadsheet, sheet, "ROWS", { start: at, end: at + count, to })
  touch(sheet.sheetId)
  return rowsOf(sheet, to > at ? to - count : to, count)
}

export function sortCells(
  { sheet, barred }: Place,
  { range: a1, column, descending = false }: { range: string; column: number; descending?: boolean },
): GridRange {
  const rect = rectOf(rangeOn(sheet, a1), sheet)
  stopAt(barrierToCells(barred, sheet, rect))
  sortRows(sheet, rect, [{ dimensionIndex: column, sortOrder: descending ? "DESCENDING" : "ASCENDING" }])
  return rangeOf(sheet.sheetId, rect)
}

export function noAccess(as: string): Refused {
  return { ok: false, reason: "no-access", message: `บัญชี ${as} ไม่มีสิทธิ์แก้ไขไฟล์นี้ ขอสิทธิ์จากเจ้าของไฟล์ก่อน` }
}

function protectedBy({ editors, description }: ProtectedRange): Refused {
  const users = editors?.users ?? []
  const who = users.length > 0 ? users.join(", ") : "เจ้าของไฟล์"
  const what = description ? ` (${description})` : ""
  return { ok: false, reason: "protected", message: `ช่องนี้แก้ได้เฉพาะ ${who}${what}`, editors: users }
}

function notAccepted(text: string, { inputMessage, choices }: ValidationFault): Refused {
  const message =
    inputMessage ?? (choices ? `เลือกได้เฉพาะ ${choices.join(", ")}` : "เป็นช่องติ๊ก ให้กดที่ช่อง หรือพิมพ์ TRUE")
  return { ok: false, reason: "validation", message: `ช่องนี้ไม่รับค่า “${text}” ${message}` }
}

export function noSuchPlace(place: string): Refused {
  return { ok: false, reason: "no-such-place", message: `ไม่มีที่ ${place} ในตารางนี้` }
}
