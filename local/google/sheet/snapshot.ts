/** What a grid needs to draw a spreadsheet for one person. */

import type { Cell, CellFormat, GoogleModel, ProtectedRange, Sheet } from "../model/model.ts"
import { conditionalFormatter } from "./conditional.ts"
import { barriers, isWriter, lockOf } from "./protection.ts"
import { type Rect, rectOf } from "./range.ts"
import { formattedValue, inputText } from "./shown.ts"
import { choicesOf } from "./validation.ts"

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
  readonly frozenRowCount: number
  readonly frozenColumnCount: number
  readonly rowCount: number
  readonly columnCount: number
  /** Texts of the first row. */
  readonly headers: readonly string[]
  /** In pixels, one for each column. */
  readonly columnWidths: readonly number[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  readonly merges: readonly Rect[]
  /** For cells that are not in `rows`; those in it say so themselves. */
  readonly protections: readonly ProtectionSnapshot[]
  /** Rows from the top, trimmed of what is empty. */
  readonly rows: readonly (readonly CellSnapshot[])[]
}
export interface ProtectionSnapshot extends Rect {
  readonly locked: "no" | "warn"
  readonly except: readonly Rect[]
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
  readonly color?: string
  readonly bold?: boolean
  readonly wrap?: boolean
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
    sheets: spreadsheet.sheets.map(sheet => sheetSnapshot(sheet, barriers(model, spreadsheetId, sheet, as))),
  }
}

function sheetSnapshot(sheet: Sheet, barred: readonly ProtectedRange[]): SheetSnapshot {
  const { sheetId, title, hidden, frozenRowCount, frozenColumnCount, rowCount, columnCount } = sheet
  const draw = cellDrawer(sheet, barred)
  const rows = sheet.rows.map((row, at) =>
    Array.from({ length: row.length }, (_, column) => draw(row[column], at, column)),
  )
  return {
    sheetId,
    title,
    hidden,
    frozenRowCount,
    frozenColumnCount,
    rowCount,
    columnCount,
    headers: (sheet.rows[0] ?? []).map(formattedValue),
    columnWidths: Array.from(
      { length: columnCount },
      (_, at) => sheet.columnBands[at]?.pixelSize ?? DEFAULT_WIDTH,
    ),
    hiddenRows: hiddenOf(sheet.rowBands),
    hiddenColumns: hiddenOf(sheet.columnBands),
    merges: sheet.merges.map(range => rectOf(range, sheet)),
    protections: protectionSnapshots(sheet, barred),
    rows: rows.slice(0, sheet.rows.findLastIndex(row => row.length > 0) + 1),
  }
}

function hiddenOf(bands: Sheet["rowBands"]): number[] {
  return bands.flatMap((band, at) => (band?.hiddenByUser ? [at] : []))
}

function protectionSnapshots(sheet: Sheet, barred: readonly ProtectedRange[]): ProtectionSnapshot[] {
  return sheet.protectedRanges
    .filter(protection => protection.warningOnly || barred.includes(protection))
    .map(({ range, warningOnly, unprotectedRanges = [] }) => ({
      ...rectOf(range, sheet),
      locked: warningOnly ? "warn" : "no",
      except: unprotectedRanges.map(open => rectOf(open, sheet)),
    }))
}

function cellDrawer(sheet: Sheet, barred: readonly ProtectedRange[]) {
  const conditional = conditionalFormatter(sheet)
  return (cell: Cell | undefined, row: number, column: number): CellSnapshot => {
    const locked = lockOf(barred, sheet, row, column)
    const choices = cell?.validation && choicesOf(cell.validation)
    const format = { ...cell?.format, ...conditional(row, column) }
    return {
      text: formattedValue(cell),
      input: inputText(cell),
      ...(cell?.note && { note: cell.note }),
      ...(choices && { choices }),
      ...(cell?.validation?.condition.type === "BOOLEAN" && { checkbox: true }),
      ...look(format),
      ...(locked && { locked }),
    }
  }
}

function look(format: CellFormat): Partial<CellSnapshot> {
  const textFormat = Object(format.textFormat)
  const background = colorOf(format.backgroundColorStyle, format.backgroundColor)
  const color = colorOf(textFormat.foregroundColorStyle, textFormat.foregroundColor)
  return {
    ...(background && { background }),
    ...(color && { color }),
    ...(textFormat.bold === true && { bold: true }),
    ...(format.wrapStrategy === "WRAP" && { wrap: true }),
  }
}

/** Google's colours are fractions, a missing one being 0. */
function colorOf(style: unknown, plain: unknown): string | undefined {
  const color: unknown = Object(style).rgbColor ?? plain
  if (typeof color !== "object" || color === null) return undefined
  const hex = (part: unknown) =>
    Math.round(Number(part ?? 0) * 255)
      .toString(16)
      .padStart(2, "0")
  const { red, green, blue } = color as Record<string, unknown>
  return `#${hex(red)}${hex(green)}${hex(blue)}`
}
