/** The lines of a document sorted into what stands above the table, the rows of the table, and what is neither. */

import { cellToText } from "./cell-text.ts"
import {
  byColumn,
  COLUMN_TITLES,
  type ColumnHeadings,
  OFFICIAL_PLACES,
  readColumnHeadings,
} from "./column-headings.ts"
import type { PlanColumn, PlanSource, SourceLine } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"

/** One physical row, its cells by column, each as lines of text. A page break may have cut it from the row before. */
export type RowPiece = {
  readonly line: number
  readonly cells: Readonly<Record<PlanColumn, readonly string[]>>
  readonly isWrapped: boolean
}

export type PlanDocument = {
  readonly above: readonly { readonly line: number; readonly text: string }[]
  readonly pieces: readonly RowPiece[]
  readonly office: string
  readonly entries: readonly ReportEntry[]
}

type Reader = {
  header: ColumnHeadings | undefined
  headers: SourceLine[]
  afterHeader: boolean
  above: { line: number; text: string }[]
  pieces: RowPiece[]
  entries: ReportEntry[]
  office: string
}

export function readDocument(source: PlanSource): PlanDocument {
  const reader: Reader = {
    header: undefined,
    headers: [],
    afterHeader: false,
    above: [],
    pieces: [],
    entries: [],
    office: "",
  }
  for (const line of source.lines) if (line.cells.some(cell => cell.trim() !== "")) readLine(reader, line)
  return { ...reader, entries: [...reader.entries, ...repeatedHeaders(reader.headers)] }
}

function readLine(reader: Reader, line: SourceLine): void {
  const header = readColumnHeadings(line.cells)
  if (header) takeHeader(reader, line, header)
  else if (isTableRow(reader, line)) takeRow(reader, line)
  else takeOther(reader, line)
  reader.afterHeader = header !== undefined
}

function takeHeader(reader: Reader, line: SourceLine, header: ColumnHeadings): void {
  const text = plain(line.cells)
  const missing = header.missing.map(column => COLUMN_TITLES[column]).join(" ")
  if (missing && reader.header === undefined)
    reader.entries.push(reportEntry("columnsMissing", line.line, text, { hint: missing }))
  reader.header = header
  reader.headers.push(line)
  reader.office ||= header.office
}

/** A row has several cells; a page break may leave only the first of a cut row, right below the repeated headings. */
function isTableRow(reader: Reader, { cells }: SourceLine): boolean {
  if (startsIndicator(cells[0] ?? "")) return cells.length > 1 || reader.header !== undefined
  if (!reader.header && reader.pieces.length === 0) return false
  const filled = cells.filter(cell => cell.trim() !== "")
  return cells.length > 1 ? filled.length > 0 : reader.afterHeader && reader.pieces.length > 0
}

function takeRow(reader: Reader, { line, cells }: SourceLine): void {
  if (!reader.header && reader.pieces.length === 0)
    reader.entries.push(reportEntry("headerMissing", line, plain(cells)))
  const places = reader.header?.places ?? OFFICIAL_PLACES
  const texts = cells.map(cell => cellToText(cell))
  reader.pieces.push({
    line,
    cells: byColumn(column => texts[places.get(column) ?? -1]?.lines ?? []),
    isWrapped: reader.header?.isWrapped ?? false,
  })
  const known = new Set(places.values())
  texts.forEach((text, place) => {
    for (const markup of text.oddMarkup) reader.entries.push(reportEntry("markupKept", line, markup))
    const words = text.lines.join("\n")
    if (!known.has(place) && words !== "" && !isRowNumber(words))
      reader.entries.push(reportEntry("cellUnplaced", line, words, { kept: false }))
  })
}

function takeOther(reader: Reader, { line, cells }: SourceLine): void {
  const text = plain(cells)
  if (text === "") return
  if (isPageNumber(text)) reader.entries.push(reportEntry("pageNumber", line, text))
  else if (!reader.header && reader.pieces.length === 0) reader.above.push({ line, text })
  else if (!reader.above.some(each => squeeze(each.text) === squeeze(text)))
    reader.entries.push(reportEntry("lineUnplaced", line, text, { kept: false }))
}

function repeatedHeaders(headers: readonly SourceLine[]): ReportEntry[] {
  const again = headers[1]
  if (!again) return []
  return [reportEntry("headerRepeated", again.line, plain(again.cells), { hint: String(headers.length - 1) })]
}

function startsIndicator(cell: string): boolean {
  return squeeze(cellToText(cell.slice(0, 200)).lines.join("")).startsWith("ตัวชี้วัด")
}

/** `3`, `หน้า 3`, `- 3 -`, `3/10` */
function isPageNumber(text: string): boolean {
  return /^(?:หน้า(?:ที่)?)?[-–\s]*[0-9๐-๙]{1,3}(?:\/[0-9๐-๙]{1,3})?[-–\s]*$/.test(text)
}

function isRowNumber(text: string): boolean {
  return /^[0-9๐-๙]{1,3}\.?$/.test(text)
}

function plain(cells: readonly string[]): string {
  return cells
    .map(cell => cellToText(cell).lines.join("\n"))
    .filter(text => text !== "")
    .join("\t")
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}
