/** Tab-separated text, what spreadsheets put on the clipboard, and .csv: as lines of cells, numbered as in the file. */
import { CsvError, parse } from "csv-parse/sync"
import type { SourceNote } from "../../shared/import/file-notes.ts"
import type { SourceLine } from "../../shared/import/model.ts"
import { unguardFormulas } from "../../shared/row/formula-guard.ts"
import { joinClipboardRows } from "./clipboard-rows.ts"

export type Delimited = { readonly lines: readonly SourceLine[]; readonly notes: readonly SourceNote[] }

/**
 * Tabs between cells. Spreadsheets put a cell with line ends or quotes in double quotes on the clipboard; elsewhere a
 * quote is only a quote. One that opens a cell and is closed by none, or only in the middle of a word, is kept as typed.
 */
export function readTabbed(text: string): Delimited {
  const lines: SourceLine[] = []
  let [at, line, quoted] = [text.startsWith("\ufeff") ? 1 : 0, 1, 0]
  while (at < text.length) {
    const [from, cells] = [line, [] as string[]]
    for (let ended = false; !ended; ) {
      const cell = quotedCell(text, at) ?? plainCell(text, at)
      if (cell.isQuoted) quoted++
      cells.push(cell.text)
      at = cell.end
      line += cell.lineEnds
      ended = text.charAt(at) !== "\t"
      if (!ended) at++
    }
    lines.push({ line: from, row: lines.length + 1, cells })
    at += text.startsWith("\r\n", at) ? 2 : 1
    line++
  }
  const notes: SourceNote[] =
    quoted === 0
      ? []
      : [{ code: "quotesMended", sheet: "", line: 0, cell: "", words: "", hint: String(quoted) }]
  const rows = joinClipboardRows(lines)
  return { lines: rows.lines, notes: [...notes, ...rows.notes] }
}

type Cell = {
  readonly text: string
  readonly end: number
  readonly lineEnds: number
  readonly isQuoted: boolean
}

function plainCell(text: string, at: number): Cell {
  const rest = /[\t\r\n]/g
  rest.lastIndex = at
  const end = rest.exec(text)?.index ?? text.length
  return { text: text.slice(at, end), end, lineEnds: 0, isQuoted: false }
}

/** A cell is some thousands of letters; a quote further away closes another. */
const QUOTED_LIMIT = 40_000

function quotedCell(text: string, at: number): Cell | undefined {
  if (text.charAt(at) !== '"') return undefined
  for (let close = text.indexOf('"', at + 1); close >= 0 && close - at < QUOTED_LIMIT; ) {
    if (text.charAt(close + 1) === '"') {
      close = text.indexOf('"', close + 2)
      continue
    }
    if (!/[\t\r\n]|^$/.test(text.charAt(close + 1))) return undefined
    const raw = text.slice(at + 1, close)
    // Without a line end, a tab or a quote inside, no program would have put it in quotes: they are the writer's.
    if (!/[\r\n\t"]/.test(raw)) return undefined
    const lineEnds = raw.match(/\r\n|\r|\n/g)?.length ?? 0
    return { text: raw.replace(/""/g, '"'), end: close + 1, lineEnds, isQuoted: true }
  }
  return undefined
}

const DELIMITERS = [",", ";", "\t"] as const

/** The line of the last quote that opens a cell of a .csv and that no other closes. */
export function openQuoteLine(text: string): number {
  let [line, opened, isOpen] = [1, 0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === "\n") line++
    if (letter !== '"') continue
    if (isOpen && text.charAt(at + 1) === '"') at++
    else if (isOpen) isOpen = false
    else if (at === 0 || /[,;\t\n]/.test(text.charAt(at - 1))) [isOpen, opened] = [true, line]
  }
  return opened
}

/** @throws CsvError when a quote is never closed */
export function readCsv(text: string): Delimited {
  const first = text.slice(0, 4000)
  const delimiter = [...DELIMITERS].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ","
  try {
    return { lines: parseCsv(text, { delimiter, isRelaxed: false }), notes: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Quotes within a cell that nobody doubled: `ประกาศ "งดรับ" แล้ว` is read as it stands.
    return { lines: parseCsv(text, { delimiter, isRelaxed: true }), notes: [] }
  }
}

function parseCsv(
  text: string,
  { delimiter, isRelaxed }: { delimiter: string; isRelaxed: boolean },
): SourceLine[] {
  const places: { line: number; row: number }[] = []
  const records = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: isRelaxed,
    skip_empty_lines: true,
    on_record: (record: string[], { lines, records, empty_lines }) => {
      // The reader tells the last line of a record; line ends within its cells are lines of the file, not rows.
      const within = record.join("").match(/\r\n|\r|\n/g)?.length ?? 0
      places.push({ line: lines - within, row: records + empty_lines })
      return record
    },
  })
  // What is downloaded here, and by many others, has an apostrophe before what looks like a formula.
  return records.map((cells, index) => ({
    line: places[index]?.line ?? index + 1,
    row: places[index]?.row ?? index + 1,
    cells: cells.map(unguardFormulas),
  }))
}
