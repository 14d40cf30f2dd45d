/**
 * The text and tables of a document as lines of cells. A table that goes on, over a page or under the same headings, is
 * one; any other is a table of its own, so that the plan is chosen among them and nothing is joined to it.
 */
import { readColumnHeadings } from "../../../shared/import/column-headings.ts"
import type { SourceNote } from "../../../shared/import/file-notes.ts"
import type { SourceLine } from "../../../shared/import/model.ts"
import type { NoteCode } from "../../../shared/import/problems.ts"
import { cellName } from "../../../shared/sheet/a1.ts"

export type Merge = { readonly row: number; readonly column: number; readonly rows: number }

export type BlockNote = {
  readonly code: NoteCode
  /** Counted from 0 among the rows of its block. */
  readonly row: number
  readonly column: number
  readonly words: string
  readonly hint?: string
}

/** Text between tables, a row a line; or a table, or what one page has of it. */
export type Block = {
  readonly isTable: boolean
  /** How a person is told of it: `ตารางที่ 2`, `หน้า 3`; "" for text that only its line names. */
  readonly place: string
  readonly rows: readonly (readonly string[])[]
  /** Of each row of a table, over how many columns its merged cells go. */
  readonly spans?: readonly ReadonlyMap<number, number>[]
  readonly notes?: readonly BlockNote[]
  /** How many rows of its place stand before it. */
  readonly firstRow?: number
}

export function blocksToLines(blocks: readonly Block[]): { lines: SourceLine[]; notes: SourceNote[] } {
  const lines: SourceLine[] = []
  const notes: SourceNote[] = []
  const runs = runsOf(blocks)
  blocks.forEach(({ isTable, place, rows, spans = [], notes: own = [], firstRow = 0 }, at) => {
    const before = lines.length
    rows.forEach((cells, index) => {
      const row = isTable ? firstRow + index + 1 : 0
      const merged = spans[index] && { spans: spans[index] }
      lines.push({ line: before + index + 1, cells, sheet: place, row, run: runs[at] ?? 0, ...merged })
    })
    for (const { row, column, ...note } of own)
      notes.push({
        ...note,
        sheet: place,
        line: before + row + 1,
        cell: isTable ? cellName(column, firstRow + row + 1) : "",
      })
  })
  return { lines, notes }
}

/** The number of the table each block belongs to. Text belongs to the table below it, the last text to the last table. */
function runsOf(blocks: readonly Block[]): number[] {
  const runs: number[] = []
  let [run, above] = [0, undefined as Block | undefined]
  for (const block of blocks) {
    if (block.isTable && above && !goesOn(above, block)) run++
    if (block.isTable) above = block
    runs.push(run)
  }
  for (let at = blocks.length - 2; at >= 0; at--)
    if (!blocks[at]?.isTable && blocks.slice(at + 1).some(({ isTable }) => isTable))
      runs[at] = runs[at + 1] ?? 0
  return runs
}

function goesOn(above: Block, below: Block): boolean {
  const headings = headingsOf(below)
  return headings === "" ? widthOf(above) === widthOf(below) : headings === headingsOf(above)
}

/** Its first lines, where they are headings of a plan. */
function headingsOf({ rows }: Block): string {
  const first = rows.slice(0, 3).find(cells => readColumnHeadings(cells) !== undefined)
  return first?.join("\t").replace(/\s/g, "") ?? ""
}

function widthOf({ rows }: Block): number {
  return Math.max(0, ...rows.map(cells => cells.length))
}

/** A cell merged over several rows is in each of them; a row that holds nothing else is no row of its own. */
export function fillDown(rows: readonly string[][], merges: readonly Merge[]): string[][] {
  const filled = rows.map(cells => [...cells])
  const hasOwn = rows.map(cells => cells.some(cell => cell.trim() !== ""))
  for (const { row, column, rows: count } of merges) {
    const text = rows[row]?.[column] ?? ""
    for (let at = row + 1; at < row + count; at++) {
      const cells = filled[at]
      if (!cells || !hasOwn[at]) continue
      while (cells.length < column) cells.push("")
      cells[column] = text
    }
  }
  return filled
}
