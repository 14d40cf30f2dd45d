/** The lines of a document sorted into what stands above the table, the rows of the table, and what is neither. */

import { cellName } from "../sheet/a1.ts"
import { cellToText, plain } from "./cell-text.ts"
import {
  byColumn,
  COLUMN_TITLES,
  type ColumnHeadings,
  joinHeadings,
  NEEDED_COLUMNS,
  readColumnHeadings,
  UNDERSTOOD_HEADINGS,
} from "./column-headings.ts"
import type { PlanColumn, PlanSource, SourceLine } from "./model.ts"
import { isColumnNumbers, isPageNumber, isSignature, isTotal } from "./page-furniture.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { fiscalYearIn, officeIn } from "./title.ts"

/** One physical row, its cells by column, each as lines of text. A page break may have cut it from the row before. */
export type RowPiece = {
  readonly line: number
  readonly cells: Readonly<Record<PlanColumn, readonly string[]>>
  readonly isWrapped: boolean
  /** The first below headings that are printed again, or of a page. */
  readonly isAfterBreak: boolean
  /** Of a spreadsheet, which no page cuts: each of its rows begins lines of their own. */
  readonly isOfSheet: boolean
  /** `E4`, where each of its columns stands; "" where it has no cell of its own. */
  readonly at: Readonly<Record<PlanColumn, string>>
}

type PlanDocument = {
  readonly above: readonly { readonly line: number; readonly text: string }[]
  readonly pieces: readonly RowPiece[]
  readonly office: string
  /** Columns the table does not have: no row is asked for them. */
  readonly absent: readonly PlanColumn[]
  readonly entries: readonly ReportEntry[]
}

type Places = ColumnHeadings["places"]

type Reader = {
  header: ColumnHeadings | undefined
  places: Places | undefined
  headers: SourceLine[]
  afterHeader: boolean
  /** Where the line before stands: a row that a page cut goes on at the top of the next. */
  place: string
  /** Signatures have begun below the rows. */
  isSigned: boolean
  above: { line: number; text: string }[]
  /** Of several cells, before any headings: where headings may stand that are not understood. */
  tabular: SourceLine[]
  pieces: RowPiece[]
  entries: ReportEntry[]
  office: string
}

export function readDocument(source: PlanSource): PlanDocument {
  const reader: Reader = {
    header: undefined,
    places: source.columns && new Map(source.columns.map((column, place) => [column, place])),
    headers: [],
    afterHeader: false,
    place: source.lines[0]?.sheet ?? "",
    isSigned: false,
    above: [],
    tabular: [],
    pieces: [],
    entries: [],
    office: "",
  }
  const lines = source.lines.filter(({ cells }) => cells.some(cell => cell.trim() !== ""))
  for (let at = 0; at < lines.length; ) at += readLines(reader, lines, at)
  return {
    ...reader,
    absent: reader.header?.missing ?? [],
    entries: [...reader.entries, ...unknownHeadings(reader), ...repeatedHeaders(reader.headers)],
  }
}

/** How many lines were read: headings may be two. */
function readLines(reader: Reader, lines: readonly SourceLine[], at: number): number {
  const line = lines[at] as SourceLine
  const below = lines[at + 1]
  const joined =
    below && isNext(line, below) ? again(reader, joinHeadings(line.cells, below.cells)) : undefined
  const header = joined ?? again(reader, readColumnHeadings(line.cells))
  if (header) takeHeader(reader, joined && below ? [line, below] : [line], header)
  else if (isTableRow(reader, line)) takeRow(reader, line)
  else takeOther(reader, line)
  reader.afterHeader = header !== undefined
  reader.place = line.sheet ?? ""
  return joined ? 2 : 1
}

/** Below headings that are understood, those of fewer columns are the words of a row: `มาตรการข้อที่ 2`, `ติดตามทุกเดือน`. */
function again({ header }: Reader, found: ColumnHeadings | undefined): ColumnHeadings | undefined {
  return header && found && found.places.size < header.places.size ? undefined : found
}

function isNext(line: SourceLine, below: SourceLine): boolean {
  const filled = line.cells.filter(cell => cell.trim() !== "")
  const isTitled = filled.some(cell => fiscalYearIn(cell) !== undefined)
  return below.line === line.line + 1 && filled.length > 1 && !isTitled
}

function takeHeader(reader: Reader, lines: readonly SourceLine[], header: ColumnHeadings): void {
  const [first] = lines
  const text = lines.map(({ cells }) => plain(cells)).join("\t")
  if (first && reader.header === undefined) reader.entries.push(...missingColumns(first.line, text, header))
  const told = new Set(
    reader.entries.flatMap(({ code, snippet }) => (code === "columnUnknown" ? [snippet] : [])),
  )
  for (const title of header.unknown)
    if (first && !told.has(title))
      reader.entries.push(
        reportEntry("columnUnknown", first.line, title, { hint: UNDERSTOOD_HEADINGS, kept: false }),
      )
  if (first && lines.length > 1)
    reader.entries.push(reportEntry("headingsJoined", first.line, text, { kept: false }))
  reader.header = header
  reader.places = header.places
  reader.headers.push(...lines.slice(0, 1))
  reader.office ||= officeIn(header.text)
}

function missingColumns(line: number, text: string, { missing }: ColumnHeadings): ReportEntry[] {
  const titles = (columns: readonly PlanColumn[]) => columns.map(column => COLUMN_TITLES[column]).join(" ")
  const needed = missing.filter(column => NEEDED_COLUMNS.includes(column))
  const others = missing.filter(column => !NEEDED_COLUMNS.includes(column))
  return [
    ...(needed.length > 0 ? [reportEntry("columnsMissing", line, text, { hint: titles(needed) })] : []),
    ...(others.length > 0 ? [reportEntry("columnsAbsent", line, text, { hint: titles(others) })] : []),
  ]
}

/**
 * A row has several cells. A cut one may have only the first of them left, at the top of a page; elsewhere a cell alone is a
 * heading between rows, or a note.
 */
function isTableRow(reader: Reader, line: SourceLine): boolean {
  const { cells } = line
  if (!reader.places) return false
  const mayName = !reader.header || reader.places.has("result")
  if (mayName && startsIndicator(cells[0] ?? "")) return true
  if (!reader.header && reader.pieces.length === 0) return false
  if (isColumnNumbers(cells) || isTotal(cells)) return false
  reader.isSigned = !isWhole(reader, cells) && (reader.isSigned || cells.some(isSignature))
  if (reader.isSigned) return false
  const isAfterCut = reader.afterHeader || isFirstOfPage(reader, line)
  return isBeyondFirst(reader, cells) || (isAfterCut && reader.pieces.length > 0)
}

/** A table of a document goes on here from another place of it. */
function isFirstOfPage({ place }: Reader, { row = 0, sheet = "" }: SourceLine): boolean {
  return row > 0 && sheet !== place
}

/** Whether more than the result is said, or than what stands before it. */
function isBeyondFirst({ places, header }: Reader, cells: readonly string[]): boolean {
  const first = header ? (places?.get("result") ?? 0) : 0
  const others = new Set([...(places ?? [])].flatMap(([column, at]) => (column === "order" ? [] : [at])))
  return cells.some((cell, at) => at !== first && (at > first || others.has(at)) && cell.trim() !== "")
}

/** A measure, a period and an owner: a row, whatever stands above it. */
function isWhole({ places }: Reader, cells: readonly string[]): boolean {
  return (["measure", "period", "responsible"] as const).every(
    column => (cells[places?.get(column) ?? -1] ?? "").trim() !== "",
  )
}

function takeRow(reader: Reader, source: SourceLine): void {
  const { line, cells, sheet = "", run, row = line } = source
  const places: Places = reader.places ?? new Map()
  const texts = cells.map(cell => cellToText(cell))
  const linesOf = (column: PlanColumn | "score" | "steps" | "until") =>
    texts[places.get(column) ?? -1]?.lines ?? []
  const cellLines = {
    ...byColumn(linesOf),
    result: withScore(linesOf("result"), linesOf("score")),
    measure: [...linesOf("measure"), ...linesOf("steps")],
    period: untilDay(linesOf("period"), linesOf("until")),
  }
  reader.pieces.push({
    line,
    cells: cellLines,
    isWrapped: reader.header?.isWrapped ?? false,
    isAfterBreak: (reader.afterHeader && reader.headers.length > 1) || isFirstOfPage(reader, source),
    isOfSheet: sheet !== "" && run === undefined,
    at: byColumn(column => {
      const place = places.get(column)
      return place === undefined || row === 0 ? "" : cellName(place, row)
    }),
  })
  const known = new Set([...places].flatMap(([column, place]) => (column === "order" ? [] : [place])))
  texts.forEach((text, place) => {
    for (const markup of text.oddMarkup) reader.entries.push(reportEntry("markupKept", line, markup))
    const words = text.lines.join("\n")
    if (!known.has(place) && words !== "" && !isRowNumber(words))
      reader.entries.push(reportEntry("cellUnplaced", line, words, { kept: false }))
  })
}

/** A score in a column of its own, where the six-column form prints it: after the name. */
function withScore(result: readonly string[], score: readonly string[]): readonly string[] {
  if (score.length === 0) return result
  const [name = "", ...rest] = result
  return [`${name} ได้ค่าคะแนน ${score.join(" ")}`, ...rest]
}

/** A first and a last day in columns of their own. */
function untilDay(from: readonly string[], until: readonly string[]): readonly string[] {
  return from.length === 0 || until.length === 0 ? [...from, ...until] : [[...from, "-", ...until].join(" ")]
}

function takeOther(reader: Reader, { line, cells }: SourceLine): void {
  const text = plain(cells)
  if (text === "") return
  const isBefore = !reader.header && reader.pieces.length === 0
  if (isPageNumber(text) || isColumnNumbers(cells)) reader.entries.push(reportEntry("pageNumber", line, text))
  else if (isBefore) reader.above.push({ line, text })
  else if (!reader.above.some(each => squeeze(each.text) === squeeze(text)))
    reader.entries.push(reportEntry("lineUnplaced", line, text, { kept: false }))
  if (isBefore && cells.filter(cell => cell.trim() !== "").length >= 3) reader.tabular.push({ line, cells })
}

/** A table stands here and none of its lines is understood as headings: its first is shown, with what would be. */
function unknownHeadings({ header, pieces, tabular, above }: Reader): ReportEntry[] {
  if (header || pieces.length > 0) return []
  const row = above.find(({ text }) => startsIndicator(text) && text.includes("\t"))
  const shown = tabular.find(({ cells }) => !startsIndicator(cells[0] ?? "")) ?? tabular[0]
  const line = shown ? { line: shown.line, text: plain(shown.cells) } : row
  return line ? [reportEntry("headingsUnknown", line.line, line.text, { hint: UNDERSTOOD_HEADINGS })] : []
}

function repeatedHeaders(headers: readonly SourceLine[]): ReportEntry[] {
  const again = headers[1]
  if (!again) return []
  return [reportEntry("headerRepeated", again.line, plain(again.cells), { hint: String(headers.length - 1) })]
}

export function startsIndicator(cell: string): boolean {
  return squeeze(cellToText(cell.slice(0, 200)).lines.join("")).startsWith("ตัวชี้วัด")
}

function isRowNumber(text: string): boolean {
  return /^[0-9๐-๙]{1,3}\.?$/.test(text)
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}
