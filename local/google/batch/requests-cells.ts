/** Requests that write cells: values, formats, notes, validation. */
import * as z from "zod"
import type { Cell, ChipRun, Habits, Sheet, Transaction } from "../model/model.ts"
import { changeAlike, changeCells, setCell } from "../sheet/cells.ts"
import { checkWithin, fullA1, type Rect, rangeOf, rectOf, sheetById } from "../sheet/range.ts"
import { typedCell } from "../sheet/typed.ts"
import { invalid } from "../wire/errors.ts"
import { checkFields, type Mask, maskFor, merge, parseMask } from "../wire/field-mask.ts"
import {
  type CellData,
  cellData,
  type ExtendedValue,
  gridCoordinate,
  gridRange,
  type RowData,
  rowData,
} from "../wire/wire.ts"
import { request } from "./request.ts"

const CELL_FIELDS = ["userEnteredValue", "userEnteredFormat", "note", "dataValidation", "chipRuns"]

export const cellRequests = {
  updateCells: request(
    z.strictObject({
      rows: z.array(rowData).optional(),
      fields: z.string(),
      start: gridCoordinate.optional(),
      range: gridRange.optional(),
    }),
    (transaction, { rows = [], fields, start, range }) => {
      const sheet = sheetById(transaction.spreadsheet, (start ?? range)?.sheetId ?? 0)
      const target = range
        ? rectOf(range, sheet)
        : rectFrom(start?.rowIndex ?? 0, start?.columnIndex ?? 0, rows)
      checkWithin(sheet, target, fullA1(sheet, target))
      const { habits } = transaction
      const isRange = range !== undefined
      writeRows(sheet, { target, rows, mask: cellMask(fields), isRange, habits })
      transaction.touch(sheet.sheetId, rangeOf(sheet.sheetId, target))
    },
  ),

  /** As a person would type it, cell by cell. */
  pasteData: request(
    z.strictObject({
      coordinate: gridCoordinate,
      data: z.string(),
      type: z.literal("PASTE_NORMAL").default("PASTE_NORMAL"),
      delimiter: z.string().min(1),
    }),
    (transaction, { coordinate: { sheetId, rowIndex: top, columnIndex: left }, data, delimiter }) => {
      const sheet = sheetById(transaction.spreadsheet, sheetId)
      const lines = data.split("\n").map(line => line.split(delimiter))
      const right = left + Math.max(...lines.map(texts => texts.length))
      const target = { top, left, bottom: top + lines.length, right }
      checkWithin(sheet, target, fullA1(sheet, target))
      changeCells(sheet, target, (cell, row, column) => {
        const text = lines[row - top]?.[column - left]
        return text === undefined ? cell : typedCell(cell, text, transaction.habits.thaiDates)
      })
      transaction.touch(sheetId, rangeOf(sheetId, target))
    },
  ),

  repeatCell: request(
    z.strictObject({ range: gridRange, cell: cellData.default({}), fields: z.string() }),
    (transaction, { range, cell, fields }) => {
      const mask = cellMask(fields)
      changeRange(transaction, range, old => writeCell(old, cell, mask, transaction.habits))
    },
  ),
}

function changeRange(
  { spreadsheet, touch }: Transaction,
  range: z.infer<typeof gridRange>,
  change: (cell: Cell | undefined) => Cell,
): void {
  const sheet = sheetById(spreadsheet, range.sheetId)
  changeAlike(sheet, rectOf(range, sheet), change)
  touch(sheet.sheetId, range)
}

function rectFrom(top: number, left: number, rows: readonly RowData[]): Rect {
  const width = Math.max(1, ...rows.map(row => row.values?.length ?? 0))
  return { top, left, bottom: top + Math.max(1, rows.length), right: left + width }
}

function cellMask(fields: string): Mask {
  const mask = parseMask(fields)
  checkFields(mask, CELL_FIELDS)
  return mask
}

interface RowsWrite {
  readonly target: Rect
  readonly rows: readonly RowData[]
  readonly mask: Mask
  /** In a range, cells without data are cleared of the masked fields; from a start, they are left alone. */
  readonly isRange: boolean
  readonly habits: Habits
}

function writeRows(sheet: Sheet, { target, rows, mask, isRange, habits }: RowsWrite): void {
  for (let row = target.top; row < target.bottom; row++) {
    const values = rows[row - target.top]?.values ?? []
    const right = isRange ? target.right : Math.min(target.right, target.left + values.length)
    for (let column = target.left; column < right; column++) {
      const written = writeCell(sheet.rows[row]?.[column], values[column - target.left] ?? {}, mask, habits)
      setCell(sheet, row, column, written)
    }
  }
}

function writeCell(old: Cell | undefined, data: CellData, mask: Mask, habits: Habits): Cell {
  const format = maskFor(mask, "userEnteredFormat")
  const cell: { -readonly [Field in keyof Cell]: Cell[Field] } = { ...old }
  if (maskFor(mask, "userEnteredValue")) {
    cell.value = writtenValue(data)
    cell.chips = undefined
    if (maskFor(mask, "chipRuns") && data.chipRuns)
      Object.assign(cell, withChips(cell.value, data.chipRuns, habits))
  }
  if (maskFor(mask, "note")) cell.note = data.note ?? undefined
  if (maskFor(mask, "dataValidation")) cell.validation = data.dataValidation ?? undefined
  if (format) {
    const merged = merge(old?.format ?? {}, data.userEnteredFormat ?? {}, format)
    cell.format = Object.keys(merged).length > 0 ? merged : undefined
  }
  return cell
}

function writtenValue({ userEnteredValue: value }: CellData): ExtendedValue | undefined {
  if (!value || Object.keys(value).length === 0) return undefined
  return value as ExtendedValue
}

/** Each chip takes the place of an `@`; what is left over is text. */
function withChips(
  value: ExtendedValue | undefined,
  runs: readonly ChipRun[],
  { chipText }: Habits,
): Pick<Cell, "value" | "chips"> {
  const text = value && "stringValue" in value ? value.stringValue : ""
  let shown = ""
  let last = 0
  const chips: ChipRun[] = []
  for (const { startIndex = 0, chip } of runs.filter(run => run.chip)) {
    if (text[startIndex] !== "@") throw invalid("A chip run must begin at a placeholder '@'.")
    if (startIndex > last) chips.push({ startIndex: shown.length })
    shown += text.slice(last, startIndex)
    chips.push({ startIndex: shown.length, chip })
    const { personProperties, richLinkProperties } = chip ?? {}
    shown += personProperties ? chipText(personProperties.email) : (richLinkProperties?.uri ?? "")
    last = startIndex + 1
  }
  if (last < text.length) chips.push({ startIndex: shown.length })
  return { value: { stringValue: shown + text.slice(last) }, chips }
}
