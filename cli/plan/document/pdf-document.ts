/**
 * A PDF with text: the cells of its ruled tables by where their letters stand. What cannot be read with certainty is
 * told with its page: pages that are pictures, letters without a name; a file of only such is refused.
 */
import { inflateSync } from "node:zlib"
import type { SourceNote } from "../../../shared/import/file-notes.ts"
import { type Block, blocksToLines, fillDown } from "./document-lines.ts"
import { impliedRules, withoutRoom } from "./pdf-gaps.ts"
import { type Grid, type GridCell, gridsOf } from "./pdf-grid.ts"
import { type DrawnPage, drawnPage, type Letter, UNKNOWN } from "./pdf-page.ts"
import { linesOfLetters, paragraphsOf, type TextLine } from "./pdf-text.ts"
import { loadPdfium } from "./pdfium.ts"

type PdfProblem =
  | "locked"
  | "brokenPdf"
  | "scannedPdf"
  | "unruledPdf"
  | "garbledPdf"
  | "longPdf"
  | "foldedLarge"

const PAGE_LIMIT = 300

/** How far the pages are read: one of so many. */
type TellPage = (page: number, pages: number) => void

/** @param limit of what its compressed parts unfold to, together */
export async function readPdfDocument(
  bytes: Uint8Array,
  limit: number,
  tellPage: TellPage,
): Promise<ReturnType<typeof blocksToLines> | PdfProblem> {
  if (!streamsWithin(Buffer.from(bytes), limit)) return "foldedLarge"
  const pdfium = await loadPdfium()
  const { malloc, free } = pdfium.pdfium.wasmExports
  const memory = malloc(bytes.length)
  pdfium.pdfium.HEAPU8.set(bytes, memory)
  const document = pdfium.FPDF_LoadMemDocument(memory, bytes.length, "")
  try {
    if (document === 0) return pdfium.FPDF_GetLastError() === PASSWORD_NEEDED ? "locked" : "brokenPdf"
    const count = pdfium.FPDF_GetPageCount(document)
    if (count > PAGE_LIMIT) return "longPdf"
    const pages = Array.from({ length: count }, (_, index) => {
      tellPage(index + 1, count)
      return drawnPage(pdfium, document, index)
    })
    return readPages(pages)
  } catch {
    // PDFium gives up on a page, or runs out of the memory it was given.
    return "brokenPdf"
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document)
    free(memory)
  }
}

const PASSWORD_NEEDED = 4

function readPages(drawn: readonly DrawnPage[]): ReturnType<typeof blocksToLines> | PdfProblem {
  const isRuled = drawn.some(({ rules }) => gridsOf(rules).length > 0)
  const implied = isRuled ? undefined : impliedRules(drawn)
  const pages = drawn.map((page, at) => ({ ...page, rules: implied?.[at] ?? page.rules }))
  const letters = pages.flatMap(({ runs }) => runs.flat()).filter(({ text }) => text.trim() !== "")
  if (letters.length === 0) return "scannedPdf"
  const isThai = letters.some(({ text }) => /[\u0e01-\u0e4e]/.test(text))
  if (!isThai || letters.filter(({ text }) => text === UNKNOWN).length * 5 > letters.length)
    return "garbledPdf"
  let joined = 0
  const notes: SourceNote[] = []
  const blocks = pages.flatMap((page, at) => {
    const read = readPage(page, `หน้า ${at + 1}`, implied ? withoutRoom : cells => cells)
    joined += read.joined
    notes.push(...read.notes)
    return read.blocks
  })
  if (!blocks.some(({ isTable }) => isTable)) return "unruledPdf"
  const hint = `${pages.length} หน้า ต่อบรรทัดที่ตัดในช่อง ${joined} แห่ง`
  const { lines, notes: placed } = blocksToLines(blocks)
  const without = implied ? [wholeNote("columnsByRoom", "")] : []
  return { lines, notes: [wholeNote("pdfRead", hint), ...without, ...notes, ...placed] }
}

function wholeNote(
  code: "pdfRead" | "columnsByRoom" | "pageUnread" | "lettersUnread",
  hint: string,
  words = "",
): SourceNote {
  return { code, sheet: "", line: 0, cell: "", words, hint }
}

type ReadPage = { readonly blocks: Block[]; readonly notes: SourceNote[]; readonly joined: number }

function readPage(
  page: DrawnPage,
  place: string,
  ownCells: (cells: readonly string[]) => readonly string[],
): ReadPage {
  const grids = gridsOf(page.rules)
  const { inside, outside } = sorted(page.runs, grids)
  const notes: SourceNote[] = []
  const texts = linesOfLetters(outside)
  let [joined, firstRow] = [0, 0]
  const tables = grids.map((grid, at) => {
    const table = readGrid(grid, inside[at] ?? new Map())
    joined += table.joined
    const block = { isTable: true, place, rows: table.rows.map(ownCells), spans: table.spans, firstRow }
    firstRow += table.rows.length
    return { top: Math.min(...grid.cells.map(({ top }) => top)), block }
  })
  const blocks = between(texts, tables, place)
  const words = blocks.flatMap(({ rows }) => rows.flat())
  if (words.length === 0 && page.hasPictures) notes.push(wholeNote("pageUnread", place))
  const unread = words.filter(text => text.includes(UNKNOWN))
  if (unread.length + page.untold > 0) notes.push(wholeNote("lettersUnread", place, unread.join(" ")))
  return { blocks, notes, joined }
}

/** The runs of each cell of each table, cut where they leave it, and those of none. */
function sorted(runs: readonly (readonly Letter[])[], grids: readonly Grid[]) {
  const inside = grids.map(() => new Map<GridCell, Letter[][]>())
  const outside: Letter[][] = []
  for (const run of runs) {
    let last: Letter[][] | undefined
    for (const letter of run) {
      const at = grids.findIndex(grid => cellAt(grid, letter) !== undefined)
      const cell = at < 0 ? undefined : cellAt(grids[at] as Grid, letter)
      const list = cell === undefined ? outside : listOf(inside[at] as Map<GridCell, Letter[][]>, cell)
      if (list !== last) list.push([])
      list[list.length - 1]?.push(letter)
      last = list
    }
  }
  return { inside, outside }
}

function listOf(cells: Map<GridCell, Letter[][]>, cell: GridCell): Letter[][] {
  const list = cells.get(cell) ?? []
  cells.set(cell, list)
  return list
}

/** By the middle of the letter. */
function cellAt({ cells }: Grid, { x, y, width, size }: Letter): GridCell | undefined {
  const [across, down] = [x + width / 2, y - size / 4]
  return cells.find(
    ({ left, right, top, bottom }) => across >= left && across < right && down >= top && down < bottom,
  )
}

function readGrid(grid: Grid, letters: ReadonlyMap<GridCell, Letter[][]>) {
  let joined = 0
  const rows: string[][] = Array.from({ length: grid.rows }, () => Array<string>(grid.columns).fill(""))
  const spans = rows.map(() => new Map<number, number>())
  for (const cell of grid.cells) {
    const read = paragraphsOf(linesOfLetters(letters.get(cell) ?? []), cell)
    joined += read.joined
    const row = rows[cell.row]
    if (row) row[cell.column] = read.paragraphs.join("\n")
    if (cell.columns > 1) spans[cell.row]?.set(cell.column, cell.columns)
  }
  const merges = grid.cells.filter(cell => cell.rows > 1)
  return { rows: fillDown(rows, merges), spans, joined }
}

/** Text above each table, the table, and what stands below the last. */
function between(
  texts: readonly TextLine[],
  tables: readonly { readonly top: number; readonly block: Block }[],
  place: string,
): Block[] {
  const textBlock = (lines: readonly TextLine[]): Block[] =>
    lines.length === 0 ? [] : [{ isTable: false, place, rows: lines.map(({ text }) => [text.trim()]) }]
  let rest = [...texts]
  const blocks = tables.flatMap(({ top, block }) => {
    const above = rest.filter(({ y }) => y < top)
    rest = rest.filter(({ y }) => y >= top)
    return [...textBlock(above), block]
  })
  return [...blocks, ...textBlock(rest)]
}

/** False when the compressed streams of a PDF unfold to more than a limit; a broken one is its reader's to refuse. */
function streamsWithin(bytes: Buffer, limit: number): boolean {
  let left = limit
  for (let at = bytes.indexOf("stream"); at >= 0; at = bytes.indexOf("stream", at + 6)) {
    const from = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1)
    // The first byte of what is compressed the usual way.
    if (bytes.subarray(at - 3, at).toString("latin1") === "end" || (bytes[from] ?? 0) % 16 !== 8) continue
    try {
      left -= inflateSync(bytes.subarray(from), { maxOutputLength: Math.max(1, left) }).length
    } catch (error) {
      if (error instanceof RangeError) return false
    }
    if (left < 0) return false
  }
  return true
}
