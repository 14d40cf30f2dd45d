/** Reading and replacing the cells of a sheet. Rows are shared with snapshots, so a write copies its row. */
import type { Cell, CellFormat, Row, Sheet } from "../model/model.ts"
import type { Rect } from "./range.ts"

export function cellAt(sheet: Sheet, row: number, column: number): Cell | undefined {
  return sheet.rows[row]?.[column]
}

export function setCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
  const cells = sheet.rows[row] ?? []
  if (cells[column] === undefined && cell === undefined) return
  const copy = cells.slice()
  while (copy.length < column) copy.push(undefined)
  copy[column] = cell && isBlank(cell) ? undefined : cell
  while (copy.length > 0 && copy.at(-1) === undefined) copy.pop()
  setRow(sheet, row, copy)
}

function setRow(sheet: Sheet, row: number, cells: Row): void {
  while (sheet.rows.length < row) sheet.rows.push(NOTHING)
  sheet.rows[row] = cells
}

/** Replaces every cell of a rectangle by what `change` makes of it. */
export function changeCells(
  sheet: Sheet,
  { top, bottom, left, right }: Rect,
  change: (cell: Cell | undefined, row: number, column: number) => Cell | undefined,
): void {
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++)
      setCell(sheet, row, column, change(cellAt(sheet, row, column), row, column))
}

/**
 * As `changeCells` where the cell alone decides what becomes of it. What was one row or one cell before is one after: a tab
 * has hundreds of blank rows that are alike, and each is made, kept and saved once.
 */
export function changeAlike(
  sheet: Sheet,
  { top, bottom, left, right }: Rect,
  change: (cell: Cell | undefined) => Cell | undefined,
): void {
  const cells = remembering(change)
  const rows = remembering((before: Row) => {
    const copy: (Cell | undefined)[] = before.slice()
    while (copy.length < right) copy.push(undefined)
    for (let column = left; column < right; column++) {
      const cell = cells(copy[column])
      copy[column] = cell && isBlank(cell) ? undefined : cell
    }
    while (copy.length > 0 && copy.at(-1) === undefined) copy.pop()
    return copy.length > 0 ? copy : NOTHING
  })
  while (sheet.rows.length < bottom) sheet.rows.push(NOTHING)
  for (let row = top; row < bottom; row++) sheet.rows[row] = rows(sheet.rows[row] ?? NOTHING)
  while (sheet.rows.at(-1) === NOTHING) sheet.rows.pop()
}

const NOTHING: Row = []

/** Of what is one, `make` is asked once. */
export function remembering<T, R>(make: (from: T) => R): (from: T) => R {
  const made = new Map<T, R>()
  return from => {
    const known = made.get(from)
    if (known !== undefined) return known
    const result = make(from)
    made.set(from, result)
    return result
  }
}

/** The cells of a rectangle, blanks included. */
export function cellsOf(sheet: Sheet, { top, bottom, left, right }: Rect): (Cell | undefined)[][] {
  return Array.from({ length: Math.max(0, bottom - top) }, (_, row) =>
    Array.from({ length: Math.max(0, right - left) }, (_, column) => cellAt(sheet, top + row, left + column)),
  )
}

/** The cell with another value; its format, note and validation stay. */
export function withValue(cell: Cell | undefined, value: Cell["value"], format?: CellFormat): Cell {
  return { ...cell, value, chips: undefined, ...(format ? { format: { ...cell?.format, ...format } } : {}) }
}

function isBlank(cell: Cell): boolean {
  return !cell.value && !cell.format && !cell.note && !cell.validation
}
