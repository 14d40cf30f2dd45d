/** The same of each kind of file, written by others as far as there are others: no reader loses a cell. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BookType, utils, write } from "@e965/xlsx"
import fc from "fast-check"
import { strToU8, zipSync } from "fflate"
import { afterAll, expect, test } from "vitest"
import { readTableFile } from "../../cli/plan/table-file.ts"
import type { PlanSource } from "../../shared/import/model.ts"
import { lostWords, mangled, mangling } from "../shared/import/mangled.ts"
import { imported, squeeze } from "../shared/import/source.ts"
import { type Page, widthOf, writtenPdf } from "./written-pdf.ts"

const folder = mkdtempSync(join(tmpdir(), "sujarit-nothing-lost-"))
afterAll(() => rmSync(folder, { recursive: true }))

type Write = (source: PlanSource) => Uint8Array | string

const cellsOf = ({ lines }: PlanSource) => lines.map(({ cells }) => cells)
const quoted = (cell: string) => `"${cell.replaceAll('"', '""').replace(" ", "\n")}"`

function workbook(bookType: BookType): Write {
  return ({ lines }) => {
    const book = utils.book_new()
    for (const sheet of new Set(lines.map(each => each.sheet ?? ""))) {
      const rows = lines.filter(each => each.sheet === sheet).map(({ cells }) => [...cells])
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), sheet)
    }
    return write(book, { type: "buffer", bookType }) as Buffer
  }
}

function page(source: PlanSource): string {
  const rows = cellsOf(source).map(cells => `<tr>${cells.map(cell => `<td>${cell}</td>`).join("")}</tr>`)
  return `<html><meta charset="utf-8"><body><table>${rows.join("")}</table></body></html>`
}

/** Lines of one cell are paragraphs, what is between them tables. */
function word(source: PlanSource): Uint8Array {
  const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
  let body = ""
  let rows = ""
  const close = () => {
    body += rows === "" ? "" : `<w:tbl>${rows}</w:tbl>`
    rows = ""
  }
  for (const cells of cellsOf(source)) {
    if (cells.length > 1)
      rows += `<w:tr>${cells.map(cell => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`
    else {
      close()
      body += paragraph(cells[0] ?? "")
    }
  }
  close()
  const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return zipSync({
    "word/document.xml": strToU8(`<w:document ${names}><w:body>${body}</w:body></w:document>`),
  })
}

const [LEFT, COLUMN, LINE] = [20, 100, 14]

/** The words of a cell in lines that it has room for; a word of the test's is never cut. */
function wrapped(cell: string): string[] {
  const lines: string[] = []
  for (const piece of cell.match(/ฆ[^ฆ]{4}ฆ|./g) ?? []) {
    const last = lines[lines.length - 1]
    if (last === undefined || widthOf(last + piece) > COLUMN - 8) lines.push(piece)
    else lines[lines.length - 1] = last + piece
  }
  return lines
}

function ruled(source: PlanSource): Uint8Array {
  const pages: { texts: Page["texts"][number][]; lines: NonNullable<Page["lines"]>[number][] }[] = []
  let y = Number.POSITIVE_INFINITY
  for (const cells of cellsOf(source)) {
    const texts = cells.length > 1 ? cells.map(wrapped) : [cells]
    const height = Math.max(1, ...texts.map(({ length }) => length)) * LINE + 4
    if (y + height > 570) {
      pages.push({ texts: [], lines: [] })
      y = 30
    }
    const at = pages[pages.length - 1]
    texts.forEach((lines, column) => {
      const x = LEFT + column * COLUMN
      lines.forEach((text, line) => void at?.texts.push({ text, x: x + 3, y: y + (line + 1) * LINE }))
      if (cells.length < 2) return
      const [right, bottom] = [x + COLUMN, y + height]
      at?.lines.push(
        [x, y, right, y],
        [x, bottom, right, bottom],
        [x, y, x, bottom],
        [right, y, right, bottom],
      )
    })
    y += cells.length > 1 ? height : height + 6
  }
  return writtenPdf(pages)
}

const READ: readonly (readonly [name: string, write: Write])[] = [
  [
    "plan.tsv",
    source =>
      cellsOf(source)
        .map(cells => cells.join("\t"))
        .join("\n"),
  ],
  [
    "plan.csv",
    source =>
      cellsOf(source)
        .map(cells => cells.map(quoted).join(","))
        .join("\n"),
  ],
  [
    "semicolons.csv",
    source =>
      cellsOf(source)
        .map(cells => cells.map(quoted).join(";"))
        .join("\r\n"),
  ],
  [
    "pasted.txt",
    source =>
      cellsOf(source)
        .map(cells => cells.map(quoted).join("\t"))
        .join("\r\n"),
  ],
  ["plan.xlsx", workbook("xlsx")],
  ["plan.xlsb", workbook("xlsb")],
  ["plan.ods", workbook("ods")],
  ["plan.xls", workbook("biff8")],
  ["page.xls", page],
  ["plan.docx", word],
  ["plan.pdf", ruled],
]

test.each(READ)("no cell of a mangled %s is lost", async (name, write) => {
  await fc.assert(
    fc.asyncProperty(mangling, async ([choices, steps]) => {
      const source = mangled(choices, steps)
      const path = join(folder, name)
      writeFileSync(path, write(source))
      const table = await readTableFile(path)
      if (!table.ok) throw new Error(table.message)
      expect(lostWords(source, squeeze(JSON.stringify(imported(table.source))))).toEqual([])
    }),
    { seed: 2567, numRuns: 20 },
  )
})
