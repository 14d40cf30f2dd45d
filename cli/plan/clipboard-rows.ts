/**
 * Word puts the paragraphs of a cell on the clipboard as lines of their own, without quotes. A row is then the lines whose
 * tabs together are those of the headings. Where that comes out even for every row they are joined; where it does not,
 * nobody can say which line is of which cell, and that is told with what to give instead.
 */
import { readColumnHeadings } from "../../shared/import/column-headings.ts"
import { startsIndicator } from "../../shared/import/document.ts"
import type { SourceNote } from "../../shared/import/file-notes.ts"
import type { SourceLine } from "../../shared/import/model.ts"
import { isPageNumber } from "../../shared/import/page-furniture.ts"

type Row = {
  readonly line: number
  readonly row: number
  readonly cells: string[]
  lines: number
  tabbed: number
}

/** The rows of a part under one heading line, and the text lines among them; undefined when the tabs do not come out. */
function rowsOf(lines: readonly SourceLine[], width: number): (Row | SourceLine)[] | undefined {
  const rows: (Row | SourceLine)[] = []
  let current: Row | undefined
  let between: SourceLine[] = []
  const begin = ({ line, row = line, cells }: SourceLine) => {
    current = { line, row, cells: [...cells], lines: 1, tabbed: Number(cells.length > 1) }
    rows.push(current)
  }
  for (const each of lines) {
    const { cells } = each
    const isText = cells.length === 1
    const opens = startsIndicator(cells[0] ?? "")
    if (current && current.cells.length < width) {
      if ((opens && current.tabbed > 0) || current.cells.length + cells.length - 1 > width) return undefined
      append(current, cells)
    } else if (cells.every(cell => cell.trim() === "")) {
      // An empty paragraph between two rows.
    } else if (isText && isPageNumber(cells[0] ?? "")) rows.push(each)
    else if (isText && !opens) {
      if (!current) return undefined
      between.push(each)
    } else {
      // Lines before a row are the rest of the last cell above only where this one is known to begin the row.
      if (between.length > 0 && !opens) return undefined
      for (const { cells: rest } of between) if (current) append(current, rest)
      between = []
      begin(each)
    }
  }
  return current && current.cells.length < width ? undefined : [...rows, ...between]
}

function append(row: Row, [first = "", ...more]: readonly string[]): void {
  const last = row.cells.length - 1
  if (first.trim() !== "") row.cells[last] = `${row.cells[last]}\n${first}`.trim()
  row.cells.push(...more)
  row.lines++
  row.tabbed += Number(more.length > 0)
}

export function joinClipboardRows(lines: readonly SourceLine[]): {
  lines: readonly SourceLine[]
  notes: SourceNote[]
} {
  const joined: SourceLine[] = []
  const notes: SourceNote[] = []
  let count = 0
  for (let at = 0; at < lines.length; ) {
    const head = lines[at] as SourceLine
    const isHead = readColumnHeadings(head.cells) !== undefined
    const next = lines.findIndex(({ cells }, index) => index > at && readColumnHeadings(cells) !== undefined)
    const end = next < 0 ? lines.length : next
    const body = lines.slice(at + 1, end)
    const rows = isHead ? rowsOf(body, head.cells.length) : undefined
    const isBroken = rows?.some(
      row => "lines" in row && row.lines > 1 && (row.tabbed > 1 || row.lines > row.tabbed),
    )
    if (rows && isBroken) {
      count += rows.filter(row => "lines" in row).length
      joined.push(head, ...rows.map(({ line, row = line, cells }) => ({ line, row, cells })))
    } else {
      const uneven = isHead && !rows ? body.find(line => isParagraph(line, head.cells.length)) : undefined
      joined.push(head, ...(uneven ? [] : body))
      if (uneven) {
        const hint = `${uneven.line} มีช่องไม่ครบ ${head.cells.length}`
        notes.push(noteOf("linesUneven", body.map(({ cells }) => cells.join("\t")).join("\n"), hint))
      }
    }
    at = end
  }
  if (count > 0) notes.push(noteOf("linesJoined", "", String(count)))
  return { lines: joined, notes }
}

/** Fewer cells than headings, and its first is neither empty nor where a row begins: the rest of some cell. */
function isParagraph({ cells }: SourceLine, width: number): boolean {
  const [first = ""] = cells
  return (
    cells.length > 1 &&
    cells.length < width &&
    !/^\s*(?:[0-9๐-๙]{1,3}\.?\s*)?$/.test(first) &&
    !startsIndicator(first)
  )
}

function noteOf(code: SourceNote["code"], words: string, hint: string): SourceNote {
  return { code, sheet: "", line: 0, cell: "", words, hint }
}

/** What pdftotext writes, or a PDF's text on the clipboard: no tab says where a cell ends. */
export function isTextOfPdf(text: string): boolean {
  if (text.includes("\t")) return false
  const lines = text
    .split(/\r\n|\r|\n/)
    .map(line => line.replace(/\f/g, "").trim())
    .filter(line => line !== "")
  const hasHeadings = lines
    .slice(0, 200)
    .some(
      (line, at) => readColumnHeadings(line.split(/ {2,}/)) ?? readColumnHeadings(lines.slice(at, at + 6)),
    )
  return hasHeadings || text.includes("\f")
}
