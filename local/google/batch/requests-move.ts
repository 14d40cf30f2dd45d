/** Requests that carry cells to another place: sort and copy. Protections and formats by rule stay where they are. */
import * as z from "zod"
import type { Cell, Sheet } from "../model/model.ts"
import { cellsOf, setCell } from "../sheet/cells.ts"
import { checkWithin, fullA1, type Rect, rangeOf, rectOf, sheetById } from "../sheet/range.ts"
import { unformattedValue } from "../sheet/shown.ts"
import { invalid } from "../wire/errors.ts"
import { gridRange } from "../wire/wire.ts"
import { request } from "./request.ts"

const pasteType = z.enum(["PASTE_NORMAL", "PASTE_FORMAT", "PASTE_DATA_VALIDATION"])
type PasteType = z.infer<typeof pasteType>

const sortSpec = z.strictObject({
  dimensionIndex: z.int().check(z.nonnegative()).default(0),
  sortOrder: z.enum(["ASCENDING", "DESCENDING"]).default("ASCENDING"),
})
type SortSpec = z.infer<typeof sortSpec>

export const moveRequests = {
  sortRange: request(
    z.strictObject({ range: gridRange, sortSpecs: z.array(sortSpec).min(1) }),
    ({ spreadsheet, touch }, { range, sortSpecs }) => {
      const sheet = sheetById(spreadsheet, range.sheetId)
      sortRows(sheet, rectOf(range, sheet), sortSpecs)
      touch(sheet.sheetId, range)
    },
  ),

  copyPaste: request(
    z.strictObject({
      source: gridRange,
      destination: gridRange,
      pasteType: pasteType.default("PASTE_NORMAL"),
    }),
    ({ spreadsheet, touch }, { source, destination, pasteType }) => {
      const from = sheetById(spreadsheet, source.sheetId)
      const cells = cellsOf(from, rectOf(source, from))
      const to = sheetById(spreadsheet, destination.sheetId)
      const rect = filledBy(rectOf(destination, to), cells)
      checkWithin(to, rect, fullA1(to, rect))
      paste(to, rect, cells, pasteType)
      touch(to.sheetId, rangeOf(to.sheetId, rect))
    },
  ),
}

type Cells = readonly (readonly (Cell | undefined)[])[]

/** Numbers before texts before booleans; blanks last either way, as Google sorts. */
export function sortRows(sheet: Sheet, rect: Rect, specs: readonly SortSpec[]): void {
  if (specs.some(({ dimensionIndex: at }) => at < rect.left || at >= rect.right))
    throw invalid("Sort column is outside the range.")
  const rows = cellsOf(sheet, rect)
  const sorted = rows.toSorted((a, b) => {
    for (const { dimensionIndex, sortOrder } of specs) {
      const order = compareCells(a[dimensionIndex - rect.left], b[dimensionIndex - rect.left], sortOrder)
      if (order !== 0) return order
    }
    return 0
  })
  paste(sheet, rect, sorted, "PASTE_NORMAL")
}

function compareCells(a: Cell | undefined, b: Cell | undefined, order: SortSpec["sortOrder"]): number {
  const [left, right] = [unformattedValue(a), unformattedValue(b)]
  if (left === "" || right === "") return Number(left === "") - Number(right === "")
  const ranks = ["number", "string", "boolean"]
  const byType = ranks.indexOf(typeof left) - ranks.indexOf(typeof right)
  const byValue =
    typeof left === "string" ? left.localeCompare(String(right), "th") : Number(left) - Number(right)
  return (byType || byValue) * (order === "DESCENDING" ? -1 : 1)
}

/** A destination smaller than the source is widened; one that is a multiple is filled with repeats. */
function filledBy(rect: Rect, cells: Cells): Rect {
  const height = cells.length
  const width = cells[0]?.length ?? 0
  const times = (length: number, unit: number) => Math.max(1, Math.floor(length / unit)) * unit
  return {
    ...rect,
    bottom: rect.top + times(rect.bottom - rect.top, height),
    right: rect.left + times(rect.right - rect.left, width),
  }
}

function paste(sheet: Sheet, rect: Rect, cells: Cells, type: PasteType): void {
  for (let row = rect.top; row < rect.bottom; row++)
    for (let column = rect.left; column < rect.right; column++) {
      const source = cells[(row - rect.top) % cells.length]
      const cell = source?.[(column - rect.left) % source.length]
      setCell(sheet, row, column, pasted(sheet.rows[row]?.[column], cell, type))
    }
}

function pasted(old: Cell | undefined, cell: Cell | undefined, type: PasteType): Cell | undefined {
  switch (type) {
    case "PASTE_NORMAL":
      return cell
    case "PASTE_FORMAT":
      return { ...old, format: cell?.format }
    case "PASTE_DATA_VALIDATION":
      return { ...old, validation: cell?.validation }
  }
}
