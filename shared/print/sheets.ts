/**
 * A form of many columns cut into sheets of A4, landscape, before any browser sees it: each sheet is then a table of its
 * own, a row that goes on says so in its text, and the pages planned are the pages printed.
 */
import { type Cell, cellLines, cutCell } from "./cut.ts"
import { lineCount } from "./lines.ts"

type FormColumn = {
  readonly header: string
  /** Hundredths of the sheet's width. */
  readonly share: number
}

export type FormRow = {
  /** Begins the first cell of every further part of the row: `ตัวชี้วัดที่ ๓`. */
  readonly name: string
  readonly cells: readonly Cell[]
}

export type Form = {
  readonly title: string
  /** Under the title of the first sheet. */
  readonly lines: readonly string[]
  readonly columns: readonly FormColumn[]
  readonly rows: readonly FormRow[]
}

type SheetRow = { readonly continued: boolean; readonly cells: readonly Cell[] }
export type Sheet = { readonly rows: readonly SheetRow[] }

/** Points. The style sheet says the same of the page, the paddings and the type. */
const PAGE = { width: 773, height: 510 }
const LINE = 17.6
const FONT = 11
const CELL_PADDING = 4
const ROW_EDGES = 2 * 3 + 1
const HEADER_EDGES = 2 * 4 + 2
const TITLE = { font: 15, line: 23, after: 4 }
const FOOT = 24
/** Rounding of the browser's lengths, sheet by sheet. */
const SPARE = 6
/** More than any sheet holds. */
const MOST_LINES = 30
/** Fewer lines of a row at the foot of a sheet are not worth parting it. */
const FEWEST_LINES = 4

export function sheetsOf(form: Form): Sheet[] {
  const widths = form.columns.map(({ share }) => columnWidth(share))
  const room = PAGE.height - FOOT - SPARE - headerHeight(form, widths)
  const sheets: SheetRow[][] = [[]]
  let left = room - titleHeight(form)
  for (const row of form.rows) {
    let part: SheetRow | undefined = { continued: false, cells: row.cells }
    while (part) {
      const { placed, rest } = placeRow(part, widths, left, left >= room)
      if (placed) sheets[sheets.length - 1]?.push(placed)
      left = rest ? room : left - (placed ? rowHeight(placed, widths) : 0)
      if (rest) sheets.push([])
      part = rest && placed ? { ...rest, cells: withName(rest.cells, row.name) } : rest
    }
  }
  return sheets.map(rows => ({ rows })).filter(({ rows }, index) => rows.length > 0 || index === 0)
}

type Placed = { readonly placed: SheetRow | undefined; readonly rest: SheetRow | undefined }

/** The row, or what of it the room left holds. A fresh sheet always takes something. */
function placeRow(row: SheetRow, widths: readonly number[], left: number, isFresh: boolean): Placed {
  if (rowHeight(row, widths) <= left) return { placed: row, rest: undefined }
  const lines = Math.floor((left - ROW_EDGES) / LINE)
  if (lines < FEWEST_LINES && !isFresh) return { placed: undefined, rest: row }
  const cut = row.cells.map((cell, index) => cutCell(cell, widths[index] ?? 0, lines, isFresh))
  if (cut.every(({ head }) => head.length === 0)) return { placed: undefined, rest: row }
  return {
    placed: { continued: row.continued, cells: cut.map(({ head }) => head) },
    rest: { continued: true, cells: cut.map(({ tail }) => tail) },
  }
}

function withName([first = [], ...others]: readonly Cell[], name: string): Cell[] {
  return [[{ text: `${name} (ต่อ)`, strong: true }, ...first], ...others]
}

function rowHeight({ cells }: SheetRow, widths: readonly number[]): number {
  const lines = cells.map((cell, index) => cellLines(cell, widths[index] ?? 0, MOST_LINES))
  return Math.max(1, ...lines) * LINE + ROW_EDGES
}

function headerHeight({ columns }: Form, widths: readonly number[]): number {
  const lines = columns.map(({ header }, index) =>
    lineCount({ text: header, strong: true }, widths[index] ?? 0),
  )
  return Math.max(1, ...lines) * LINE + HEADER_EDGES
}

function titleHeight({ title, lines }: Form): number {
  const width = (PAGE.width / TITLE.font) * 1000
  const titleLines = title === "" ? 0 : lineCount({ text: title, strong: true }, width)
  const under = lines.reduce((sum, text) => sum + lineCount({ text, strong: false }, columnWidth(100)), 0)
  return titleLines * TITLE.line + under * LINE + 2 * TITLE.after
}

/** Thousandths of the font's size between the paddings of a column. */
function columnWidth(share: number): number {
  return (((PAGE.width * share) / 100 - 2 * CELL_PADDING - 1) / FONT) * 1000
}
