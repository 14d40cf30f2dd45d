/**
 * A table without lines, where its columns cannot be mistaken: room from top to bottom between them on every page, headings
 * that are understood above each, and rows that begin in all of them at one height. Anything less is no table.
 */
import { NEEDED_COLUMNS, readColumnHeadings } from "../../../shared/import/column-headings.ts"
import { startsIndicator } from "../../../shared/import/document.ts"
import type { DrawnPage, Letter, Rule } from "./pdf-page.ts"
import { linesOfLetters } from "./pdf-text.ts"

/** Letters of one height on a page. */
type Row = { readonly page: number; readonly y: number; readonly size: number; readonly letters: Letter[] }
/** From its left side to its right. */
type Column = { readonly left: number; readonly right: number }

/** The room between two columns, in sizes of letters: a space takes a quarter. */
const ROOM = 1
/** Headings have this many lines at most. */
const HEAD = 4

/** The lines that the table would have on each page; undefined where its columns or its rows are not certain. */
export function impliedRules(pages: readonly DrawnPage[]): Rule[][] | undefined {
  const rows = pages.flatMap(({ runs }, page) => rowsOf(runs, page))
  for (let first = 0; first < rows.length && rows[first]?.page === 0; first++) {
    const columns = columnsOf(rows.slice(first))
    for (let head = 1; columns.length >= NEEDED_COLUMNS.length && head <= HEAD; head++) {
      const found = headed(rows.slice(first, first + head), columns)
      const starts = found && startsOf(rows.slice(first + head), columns, found)
      if (starts) return rulesOf(rows.slice(first), columns, [rows[first], ...starts] as Row[], pages.length)
    }
  }
  return undefined
}

function rowsOf(runs: readonly (readonly Letter[])[], page: number): Row[] {
  const rows: Row[] = []
  for (const letter of runs.flat()) {
    if (letter.text.trim() === "") continue
    const row = rows.find(({ y }) => Math.abs(y - letter.y) < letter.size * 0.4)
    if (row) row.letters.push(letter)
    else rows.push({ page, y: letter.y, size: letter.size, letters: [letter] })
  }
  return rows.sort((a, b) => a.y - b.y)
}

/** What is between the room that no letter of any row reaches into. */
function columnsOf(rows: readonly Row[]): Column[] {
  const letters = rows.flatMap(row => row.letters).sort((a, b) => a.x - b.x)
  const room = ROOM * Math.max(...rows.map(({ size }) => size))
  const columns: { left: number; right: number }[] = []
  for (const { x, width } of letters) {
    const last = columns[columns.length - 1]
    if (!last || x - last.right > room) columns.push({ left: x, right: x + width })
    else last.right = Math.max(last.right, x + width)
  }
  return columns
}

/** How far its sides stand from what is in a column, so that what fills a line of it can be told. */
const EDGE = 2

/** Of the columns of a grid those with words: between them is room. */
export function withoutRoom<Cell>(cells: readonly Cell[]): Cell[] {
  return cells.filter((_, at) => at % 2 === 0)
}

const inside =
  ({ left, right }: Column) =>
  (letter: Letter) =>
    letter.x >= left && letter.x < right

function textIn(rows: readonly Row[], column: Column): string {
  const runs = rows.flatMap(({ letters }) => letters.filter(inside(column)).map(letter => [letter]))
  return linesOfLetters(runs)
    .map(({ text }) => text)
    .join("")
}

/** The columns without which no row is one, where all headings are understood. */
function headed(rows: readonly Row[], columns: readonly Column[]): Column[] | undefined {
  const headings = readColumnHeadings(columns.map(column => textIn(rows, column)))
  if (!headings || headings.unknown.length > 0) return undefined
  const needed = NEEDED_COLUMNS.map(column => columns[headings.places.get(column) ?? -1])
  return needed.every(column => column !== undefined) ? (needed as Column[]) : undefined
}

/** Where an indicator is named, and all needed columns begin; undefined where one of them begins in between. */
function startsOf(
  rows: readonly Row[],
  columns: readonly Column[],
  [result, ...needed]: readonly Column[],
): Row[] | undefined {
  if (!result) return undefined
  const starts = rows.filter(row => startsIndicator(textIn([row], result)))
  const isFilled = (row: Row) => needed.every(column => row.letters.some(inside(column)))
  const isCertain = starts.length > 0 && starts[0] === rows[0] && starts.every(isFilled)
  return isCertain && !hasBreak(rows, columns, starts) ? starts : undefined
}

/** Words further below each other than the lines of cells: another row may begin there, of which nothing says so. */
function hasBreak(rows: readonly Row[], columns: readonly Column[], starts: readonly Row[]): boolean {
  const steps = columns.flatMap(column => {
    const filled = rows.filter(row => row.letters.some(inside(column)))
    return filled.flatMap((row, at) => {
      const above = filled[at - 1]
      return above?.page === row.page && !starts.includes(row) ? [row.y - above.y] : []
    })
  })
  const step = Math.min(...steps)
  return steps.some(each => each > step * 1.4)
}

/** A line on both sides of each column, above each row and below the last of a page. */
function rulesOf(
  rows: readonly Row[],
  columns: readonly Column[],
  starts: readonly Row[],
  pages: number,
): Rule[][] {
  const edges = columns.flatMap(({ left, right }) => [left - EDGE, right + EDGE])
  const [begin = 0, end = 0] = [edges[0], edges[edges.length - 1]]
  return Array.from({ length: pages }, (_, page) => {
    const own = rows.filter(row => row.page === page)
    const [first, last] = [own[0], own[own.length - 1]]
    if (!first || !last) return []
    const [top, bottom] = [first.y - first.size * 1.2, last.y + last.size * 0.6]
    const begun = starts.filter(row => row.page === page && row !== first)
    const flat = [top, ...begun.map(({ y, size }) => y - size * 1.2), bottom]
    return [
      ...flat.map((at): Rule => ({ isFlat: true, at, from: begin, to: end })),
      ...edges.map((at): Rule => ({ isFlat: false, at, from: top, to: bottom })),
    ]
  })
}
