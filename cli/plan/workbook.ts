/**
 * A workbook as lines of cells, as a person sees them: dates by their format, merged cells filled downwards, formulas by
 * their value; what is hidden, struck out or a comment is noted. `.xlsx`, `.xlsm`, `.xlsb`, `.ods`, `.xls`, HTML tables.
 */
import { type CellObject, type ParsingOptions, read, type WorkBook, type WorkSheet } from "@e965/xlsx"
import type { SourceNote } from "../../shared/import/file-notes.ts"
import type { SourceLine } from "../../shared/import/model.ts"
import { cellName } from "../../shared/sheet/a1.ts"
import { cellDate } from "./cell-date.ts"
import { type CellMarks, cellMarks } from "./cell-marks.ts"

type WorkbookTables = { readonly lines: readonly SourceLine[]; readonly notes: readonly SourceNote[] }

/** Wider than any plan: cells further right are a slip, and a format that reaches to the last column is not cells. */
const COLUMN_LIMIT = 200

/** @throws what the library throws for a file that is no workbook, or one behind a password */
export function readWorkbook(content: Buffer | string): WorkbookTables {
  const book = quietly(content, {
    type: typeof content === "string" ? "string" : "buffer",
    dense: true,
    cellNF: true,
    cellStyles: true,
    cellHTML: false,
    bookFiles: typeof content !== "string",
    // Of an HTML table, whose cells are all text: a number is not ours to read anew.
    raw: typeof content === "string",
  })
  const marks = typeof content === "string" ? new Map<number, CellMarks>() : cellMarks(book, content)
  const tables = book.SheetNames.map((name, index) =>
    readSheet(book, { name, index, marks: marks.get(index) }),
  )
  return { lines: tables.flatMap(table => table.lines), notes: tables.flatMap(table => table.notes) }
}

/**
 * The library writes what it does not know of a format to the console, with no way to turn that off; what matters of it
 * is in the cells. Nothing else runs meanwhile.
 */
function quietly(content: Buffer | string, options: ParsingOptions): WorkBook {
  const { error } = console
  console.error = () => {}
  try {
    return read(content, options)
  } finally {
    console.error = error
  }
}

type SheetPlace = {
  readonly name: string
  readonly index: number
  readonly marks: CellMarks | undefined
}
type Cells = (CellObject | undefined)[][]

function readSheet(book: WorkBook, { name, index, marks }: SheetPlace): WorkbookTables {
  const sheet = book.Sheets[name] as WorkSheet
  const notes: SourceNote[] = []
  const note = (
    code: SourceNote["code"],
    line: number,
    words: string,
    more: { cell?: string; hint?: string } = {},
  ) => void notes.push({ code, sheet: name, line, cell: "", words, ...more })
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const data = (sheet["!data"] ?? []) as Cells
  const lines: { line: number; cells: string[]; sheet: string }[] = []
  data.forEach((row, at) => {
    const line = at + 1
    const cells = Array.from(row?.slice(0, COLUMN_LIMIT) ?? [], (cell, place) => {
      const where = { cell: cellName(place, line) }
      const text = cell ? cellText(cell, is1904, marks?.formats.get(where.cell)) : { text: "" }
      if (text.whole) note("monthCell", line, text.text, { ...where, hint: text.whole })
      if (cell?.t === "e") note("cellError", line, text.text, where)
      for (const comment of cell?.c ?? []) if (comment.t) note("cellNote", line, comment.t, where)
      const struck = marks?.struck.get(where.cell)
      const out = struck === "" ? text.text : (struck ?? struckWords(cell))
      if (out !== "") note("cellStruck", line, out, where)
      return text.text
    })
    if (cells.some(cell => cell.trim() !== "")) lines.push({ line, cells, sheet: name })
  })
  const spans = spansOf(sheet)
  const filled = fillMerges(sheet, lines).map(line => ({ ...line, spans: spans.get(line.line) ?? NONE }))
  for (const { line, cells } of filled)
    if (sheet["!rows"]?.[line - 1]?.hidden)
      note("rowHidden", line, cells.filter(cell => cell !== "").join(" "))
  for (const hidden of hiddenColumns(sheet, filled)) note("columnHidden", hidden.line, hidden.words, hidden)
  if (book.Workbook?.Sheets?.[index]?.Hidden) note("sheetHidden", 0, name)
  return { lines: filled, notes }
}

function cellText(
  cell: CellObject,
  is1904: boolean,
  isoFormat: string | undefined,
): { text: string; whole?: string } {
  if (cell.t === "n" && typeof cell.v === "number") {
    const own = String(cell.z ?? "General")
    const format = own === "General" ? (isoFormat ?? own) : own
    const date = cellDate(cell.v, format, is1904)
    return date ?? { text: format === "General" ? String(cell.v) : (cell.w ?? String(cell.v)).trim() }
  }
  if (cell.t === "e") return { text: cell.w ?? "#ERROR" }
  return { text: cell.v === undefined || cell.v === null ? "" : String(cell.v) }
}

/** The runs of a rich text that are struck out. */
function struckWords(cell: CellObject | undefined): string {
  if (typeof cell?.r !== "string" || !cell.r.includes("<strike")) return ""
  const runs = cell.r.match(/<r>.*?<\/r>|<r .*?<\/r>/gs) ?? []
  const struck = runs.filter(run => /<strike(?!\s+val="(?:0|false)")/.test(run))
  return struck
    .map(run => (/<t[^>]*>(.*?)<\/t>/s.exec(run)?.[1] ?? "").replace(/&lt;/g, "<").replace(/&amp;/g, "&"))
    .join("")
}

/** A cell merged over several rows is in each of them; a row that holds nothing else is no row of its own. */
function fillMerges(
  sheet: WorkSheet,
  lines: readonly { line: number; cells: string[]; sheet: string }[],
): SourceLine[] {
  const byLine = new Map(lines.map(line => [line.line, line]))
  const own = new Set(lines.map(({ line }) => line))
  for (const { s, e } of sheet["!merges"] ?? []) {
    const text = byLine.get(s.r + 1)?.cells[s.c]
    if (!text || s.c >= COLUMN_LIMIT) continue
    for (let at = s.r + 1; at <= e.r; at++) {
      const line = byLine.get(at + 1)
      if (!line || !own.has(line.line)) continue
      while (line.cells.length < s.c) line.cells.push("")
      line.cells[s.c] = text
    }
  }
  return [...lines]
}

const NONE: ReadonlyMap<number, number> = new Map()

/** Of each line, over how many columns its merged cells go. */
function spansOf(sheet: WorkSheet): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const spans = new Map<number, Map<number, number>>()
  for (const { s, e } of sheet["!merges"] ?? [])
    for (let at = s.r; at <= e.r && e.c > s.c; at++) {
      const line = spans.get(at + 1) ?? new Map<number, number>()
      spans.set(at + 1, line.set(s.c, e.c - s.c + 1))
    }
  return spans
}

function hiddenColumns(sheet: WorkSheet, lines: readonly SourceLine[]) {
  return (sheet["!cols"] ?? []).flatMap((column, place) => {
    const filled = lines.filter(({ cells }) => (cells[place] ?? "").trim() !== "")
    const [first] = filled
    if (!column?.hidden || !first) return []
    const words = filled.map(({ cells }) => cells[place]).join(" ")
    return [{ line: first.line, cell: cellName(place, first.line), words }]
  })
}
