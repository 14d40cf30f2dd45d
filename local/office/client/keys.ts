/** Keys and the clipboard, before the grid's library sees them: it would undo, paste and save by itself. */

import { parseBlock } from "../paste.ts"
import type { Grid, Spot } from "./grid.ts"

type KeyDeps = {
  readonly grid: Grid
  readonly onPaste: (spot: Spot, values: string[][]) => void
  readonly onCommand: (name: "undo" | "redo") => void
  readonly onNextProblem: () => void
}

export function listenToKeys(deps: KeyDeps): void {
  document.addEventListener(
    "keydown",
    event => {
      const taken = takeKey(deps, event)
      if (taken === "pass") return
      event.stopImmediatePropagation()
      if (taken === "done") event.preventDefault()
    },
    true,
  )
  for (const kind of ["copy", "cut", "paste"] as const)
    document.addEventListener(kind, event => takeClipboard(deps, kind, event), true)
}

/** "done" is used up; "browser" goes to the browser but not to the grid's library. */
function takeKey(
  { grid, onCommand, onNextProblem }: KeyDeps,
  event: KeyboardEvent,
): "pass" | "done" | "browser" {
  if (event.key === "F8") {
    if (!grid.isEditing()) onNextProblem()
    return "done"
  }
  if (event.isComposing || (grid.isEditing() && isComposing(event))) return "browser"
  if (grid.isEditing() || isField(event.target)) return "pass"
  const isCommand = event.ctrlKey || event.metaKey
  // By the key's place, not its letter: on a Thai layout the Z key types ผ.
  if (isCommand && (event.code === "KeyZ" || event.code === "KeyY")) {
    onCommand(event.code === "KeyY" || event.shiftKey ? "redo" : "undo")
    return "done"
  }
  if (!grid.selected()) return "pass"
  if (event.key === "Escape") {
    grid.leave()
    return "done"
  }
  return isCommand && TAKEN_BY_BROWSER.includes(event.code) ? "browser" : "pass"
}

function takeClipboard(
  { grid, onPaste }: KeyDeps,
  kind: "copy" | "cut" | "paste",
  event: ClipboardEvent,
): void {
  const area = grid.selected()
  if (!area || grid.isEditing() || !event.clipboardData) return
  event.stopImmediatePropagation()
  event.preventDefault()
  if (kind === "paste") {
    onPaste(area, blockFromClipboard(event.clipboardData))
    return
  }
  event.clipboardData.setData("text/plain", blockToText(grid.copy()))
  if (kind === "cut") grid.clear()
}

/** Copying, cutting, pasting come as events of their own; saving means nothing here. */
const TAKEN_BY_BROWSER: readonly string[] = ["KeyC", "KeyX", "KeyV", "KeyS"]

/** Enter and Esc of an input method end its word, not the editing. Some browsers end the composition before the key. */
function isComposing({ isComposing: now, key }: KeyboardEvent): boolean {
  return now || key === "Process"
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select")
}

/** A table's HTML comes first: in Word's plain text a cell of two paragraphs is two rows. */
function blockFromClipboard(clipboard: DataTransfer): string[][] {
  return blockFromHtml(clipboard.getData("text/html")) ?? parseBlock(clipboard.getData("text/plain"))
}

/** Undefined when there is no table in it. Word makes several of a table that a person split: their rows follow each other. */
function blockFromHtml(html: string): string[][] | undefined {
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
function blockToText(block: readonly (readonly string[])[]): string {
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
