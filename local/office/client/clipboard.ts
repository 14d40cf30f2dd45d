/** Cells from the clipboard. A table's HTML comes first: in Word's plain text a cell of two paragraphs is two rows. */
import { parseBlock } from "../paste.ts"

export function blockFromClipboard(clipboard: DataTransfer): string[][] {
  return blockFromHtml(clipboard.getData("text/html")) ?? parseBlock(clipboard.getData("text/plain"))
}

/** Undefined when there is no table in it. Word makes several of a table that a person split: their rows follow each other. */
export function blockFromHtml(html: string): string[][] | undefined {
  if (!/<table/i.test(html)) return undefined
  const tables = new DOMParser().parseFromString(withoutStyles(html), "text/html").querySelectorAll("table")
  const outer = Array.from(tables).filter(table => !table.parentElement?.closest("table"))
  const rows = outer.flatMap(tableRows)
  return rows.length > 0 ? rows : undefined
}

/** A merged cell's text stands in its first place; the others are blank, so that the columns stay where they are. */
function tableRows(table: HTMLTableElement): string[][] {
  const rows: string[][] = Array.from(table.rows, () => [])
  Array.from(table.rows).forEach((tableRow, down) => {
    for (const cell of tableRow.cells) {
      const row = rows[down] ?? []
      let left = 0
      while (row[left] !== undefined) left++
      for (const covered of rows.slice(down, down + cell.rowSpan))
        for (let over = 0; over < cell.colSpan; over++) covered[left + over] = ""
      row[left] = cellText(cell)
    }
  })
  return rows.map(row => Array.from(row, text => text ?? ""))
}

/** The page's policy lets no style in, and the browser would complain of each one in the clipboard. */
function withoutStyles(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, tag => tag.replace(/\sstyle=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""))
}

/** A block as text for another program. */
export function blockToText(block: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return block.map(row => row.map(quoted).join("\t")).join("\n")
}

/** Paragraphs and breaks are line ends; the line ends of the HTML itself mean nothing. */
function cellText(cell: HTMLTableCellElement): string {
  for (const lineBreak of cell.querySelectorAll("br")) lineBreak.replaceWith("\uE000")
  for (const block of cell.querySelectorAll("p, div, li, tr")) block.append("\uE000")
  return (cell.textContent ?? "")
    .replace(/[^\S\u00a0]+/g, " ")
    .replaceAll("\u00a0", " ")
    .split("\uE000")
    .map(line => line.trim())
    .join("\n")
    .trim()
}
