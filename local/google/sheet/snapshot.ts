/** What a grid needs to draw a spreadsheet for one person. */

import type { Cell, CellFormat, GoogleModel, ProtectedRange, Sheet, Spreadsheet } from "../model/model.ts"
import type { DataValidation } from "../wire/wire.ts"
import { barriers, isWriter, lockOf } from "./protection.ts"
import { choicesOf, conditionalFormatter } from "./rules.ts"
import { formattedValue, inputText } from "./shown.ts"

export interface SpreadsheetSnapshot {
  readonly spreadsheetId: string
  readonly title: string
  /** False when the account may not edit anything. */
  readonly isWriter: boolean
  readonly sheets: readonly SheetSnapshot[]
}
export interface SheetSnapshot {
  readonly sheetId: number
  readonly title: string
  readonly hidden: boolean
  readonly rowCount: number
  /** Texts of the first row. */
  readonly headers: readonly string[]
  /** In pixels, one for each column. */
  readonly columnWidths: readonly number[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  /** So many from the left stay in view. */
  readonly frozenColumnCount: number
  /** Rows from the top, trimmed of what is empty. Drawn when they are asked for: a grid shows one sheet of twenty. */
  readonly rows: readonly (readonly CellSnapshot[])[]
}
export interface CellSnapshot {
  readonly text: string
  /** What an editor opens with: the formula, or the text. */
  readonly input: string
  readonly note?: string
  /** Choices of a dropdown. */
  readonly choices?: readonly string[]
  readonly checkbox?: boolean
  readonly background?: string
  /** "no" cannot be edited by this account; "warn" asks first. */
  readonly locked?: "no" | "warn"
}

const DEFAULT_WIDTH = 100

export function spreadsheetSnapshot(
  model: GoogleModel,
  spreadsheetId: string,
  as: string,
): SpreadsheetSnapshot {
  const spreadsheet = model.spreadsheet(spreadsheetId)
  return {
    spreadsheetId,
    title: spreadsheet.title,
    isWriter: isWriter(model, spreadsheetId, as),
    sheets: spreadsheet.sheets.map(sheet =>
      sheetSnapshot(spreadsheet, sheet, barriers(model, spreadsheetId, sheet, as)),
    ),
  }
}

function sheetSnapshot(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  barred: readonly ProtectedRange[],
): SheetSnapshot {
  const { sheetId, title, hidden, rowCount, columnCount, frozenColumnCount } = sheet
  return {
    sheetId,
    title,
    hidden,
    rowCount,
    headers: (sheet.rows[0] ?? []).map(formattedValue),
    columnWidths: Array.from(
      { length: columnCount },
      (_, at) => sheet.columnBands[at]?.pixelSize ?? DEFAULT_WIDTH,
    ),
    hiddenRows: hiddenOf(sheet.rowBands),
    hiddenColumns: hiddenOf(sheet.columnBands),
    frozenColumnCount,
    get rows() {
      const draw = cellDrawer(spreadsheet, sheet, barred)
      return sheet.rows
        .slice(0, sheet.rows.findLastIndex(row => row.length > 0) + 1)
        .map((row, at) => Array.from({ length: row.length }, (_, column) => draw(row[column], at, column)))
    },
  }
}

function hiddenOf(bands: Sheet["rowBands"]): number[] {
  return bands.flatMap((band, at) => (band?.hiddenByUser ? [at] : []))
}

function cellDrawer(spreadsheet: Spreadsheet, sheet: Sheet, barred: readonly ProtectedRange[]) {
  const conditional = conditionalFormatter(sheet)
  /** A range is offered in every cell of a column: it is read once. */
  const offered = new Map<string, readonly string[] | undefined>()
  const choicesIn = (validation: DataValidation) => {
    const key = JSON.stringify(validation.condition)
    if (!offered.has(key)) offered.set(key, choicesOf(validation, spreadsheet))
    return offered.get(key)
  }
  return (cell: Cell | undefined, row: number, column: number): CellSnapshot => {
    const locked = lockOf(barred, sheet, row, column)
    const choices = cell?.validation && choicesIn(cell.validation)
    const background = backgroundOf({ ...cell?.format, ...conditional(row, column) })
    return {
      text: formattedValue(cell),
      input: inputText(cell),
      ...(cell?.note && { note: cell.note }),
      ...(choices && { choices }),
      ...(cell?.validation?.condition.type === "BOOLEAN" && { checkbox: true }),
      ...(background && { background }),
      ...(locked && { locked }),
    }
  }
}

/** Google's colours are fractions, a missing one being 0. */
function backgroundOf(format: CellFormat): string | undefined {
  const color: unknown = Object(format.backgroundColorStyle).rgbColor ?? format.backgroundColor
  if (typeof color !== "object" || color === null) return undefined
  const hex = (part: unknown) =>
    Math.round(Number(part ?? 0) * 255)
      .toString(16)
      .padStart(2, "0")
  const { red, green, blue } = color as Record<string, unknown>
  return `#${hex(red)}${hex(green)}${hex(blue)}`
}
