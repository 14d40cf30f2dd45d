/** Cells from the clipboard. A table's HTML comes first: in Word's plain text a cell of two paragraphs is two rows. */
import { parseBlock } from "../paste.ts"

export function blockFromClipboard(clipboard: DataTransfer): string[][] {
  return blockFromHtml(clipboard.getData("text/html")) ?? parseBlock(clipboard.getData("text/plain"))
}

/** Undefined when there is no table in it. */
export function blockFromHtml(html: string): string[][] | undefined {
  if (!/<table/i.test(html)) return undefined
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table")
  const rows = Array.from(table?.rows ?? [], row => Array.from(row.cells, cellText))
  return rows.length > 0 ? rows : undefined
}

/** A block as text for another program. */
export function blockToText(block: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return block.map(row => row.map(quoted).join("\t")).join("\n")
}

/** Paragraphs and breaks are line ends; the line ends of the HTML itself mean nothing. */
function cellText(cell: HTMLTableCellElement): string {
  for (const lineBreak of cell.querySelectorAll("br")) lineBreak.replaceWith("\uE000")
  for (const block of cell.querySelectorAll("p, div, li")) block.append("\uE000")
  return (cell.textContent ?? "")
    .replace(/[^\S\u00a0]+/g, " ")
    .replaceAll("\u00a0", " ")
    .split("\uE000")
    .map(line => line.trim())
    .join("\n")
    .trim()
}
