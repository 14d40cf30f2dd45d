/**
 * The grid: jspreadsheet draws it and moves the selection; what the cells hold comes from the server alone. Whatever a
 * person types is handed on, and the cells are repainted from the answer.
 */
import jspreadsheet from "jspreadsheet-ce"
import type { CellView, TabView } from "../grid-view.ts"
import { createCellEditor } from "./editor.ts"
import { forgetDescriptions, paintCell, paintFrame } from "./paint.ts"

/** A place on the sheet, from 0; row 0 is the header's. */
export type Spot = { readonly row: number; readonly column: number }
export type Area = Spot & { readonly rows: number; readonly columns: number }

export type GridDeps = {
  readonly host: HTMLElement
  readonly onType: (spot: Spot, values: string[][]) => void
  readonly onSelect: (area: Area) => void
  /** Somebody tried to type where the account may not. */
  readonly onLocked: (spot: Spot) => void
}

export type Grid = {
  /** Repaints in place where the rows and columns are the same; never what is being typed. */
  show(tab: TabView): void
  /** Moves the selection, and the page's focus with it. */
  select(spot: Spot): void
  selected(): Area | undefined
  cell(spot: Spot): CellView | undefined
  /** What the row at a place is, as the person sees it. */
  rowId(spot: Spot): string | undefined
  isEditing(): boolean
  /** Texts of the selection. */
  copy(): string[][]
  clear(): void
  leave(): void
}

export function createGrid({ host, onType, onSelect, onLocked }: GridDeps): Grid {
  let tab: TabView | undefined
  let waiting: TabView | undefined
  let worksheet: jspreadsheet.WorksheetInstance | undefined
  let area: Area | undefined
  /** While a repaint selects again what was selected: it must not move what the person looks at. */
  let isQuiet = false
  /** A cell that moved between press and release would not be clicked. */
  let isPressed = false
  host.addEventListener("mousedown", () => (isPressed = true), true)
  document.addEventListener("mouseup", () => (isPressed = false), true)

  const cellAt = (x: number, y: number) => tab?.rows[y]?.cells[x]
  const spotAt = (x: number, y: number): Spot => ({
    row: tab?.rows[y]?.index ?? 0,
    column: tab?.columns[x]?.index ?? 0,
  })
  const coordsOf = ({ row, column }: Spot) => ({
    x: tab?.columns.findIndex(each => each.index === column) ?? -1,
    y: tab?.rows.findIndex(each => each.index === row) ?? -1,
  })
  const toggle = (x: number, y: number) => {
    const cell = cellAt(x, y)
    if (cell?.lock !== undefined) return onLocked(spotAt(x, y))
    onType(spotAt(x, y), [[cell?.text === "TRUE" ? "FALSE" : "TRUE"]])
  }
  const select = (x: number, y: number, isByPerson: boolean) => {
    if (!worksheet || x < 0 || y < 0) return
    jspreadsheet.current = worksheet
    isQuiet = !isByPerson
    worksheet.updateSelectionFromCoords(x, y, x, y)
    isQuiet = false
  }

  const build = (wanted: TabView) => {
    const kept = area && { row: rowAfter(tab, wanted, area.row), column: area.column }
    const wasCurrent = worksheet !== undefined && jspreadsheet.current === worksheet
    const isSameTab = tab?.title === wanted.title
    const { scrollTop, scrollLeft } = host.parentElement ?? host
    if (worksheet) jspreadsheet.destroy(host as jspreadsheet.JspreadsheetInstanceElement)
    tab = wanted
    const editor = createCellEditor({ cellAt, toggle })
    jspreadsheet(host as HTMLDivElement, {
      parseFormulas: false,
      about: false,
      allowExport: false,
      // The library reads false as "no menu", which its types leave out: the bar above the grid has these commands.
      contextMenu: (() => false) as never,
      onbeforepaste: () => false,
      onload: spreadsheet => {
        worksheet = spreadsheet.worksheets[0]
        if (!worksheet || !tab) return
        paintFrame(host, tab)
        paintAll(worksheet, tab)
        if (!isSameTab) return host.parentElement?.scrollTo(0, 0)
        host.parentElement?.scrollTo(scrollLeft, scrollTop)
        if (!kept || !wasCurrent) return
        const { x, y } = coordsOf(kept)
        select(x, y, false)
      },
      onselection: (_, left, top, right, bottom) => {
        const [x1, x2] = [Math.min(left, right), Math.max(left, right)]
        const [y1, y2] = [Math.min(top, bottom), Math.max(top, bottom)]
        area = { ...spotAt(x1, y1), rows: y2 - y1 + 1, columns: x2 - x1 + 1 }
        const td = focusCell(host, worksheet, x1, y1)
        const isOne = area.rows === 1 && area.columns === 1
        if (isOne && !isQuiet && !isPressed) td?.scrollIntoView({ block: "nearest", inline: "nearest" })
        onSelect(area)
      },
      oneditionstart: (_, _td, x, y) => {
        if (cellAt(x, y)?.lock !== undefined) onLocked(spotAt(x, y))
      },
      oneditionend: () => queueMicrotask(catchUp),
      onafterchanges: (_, changes) => typed(changes),
      worksheets: [
        {
          data: wanted.rows.map(row => row.cells.map(cell => cell.text)),
          columns: wanted.columns.map(({ header, width }) => ({
            ...{ type: editor, title: header, width, align: "left" as const },
          })),
          ...{ columnDrag: false, columnSorting: false, rowDrag: false, rowResize: false },
          ...{
            allowInsertRow: false,
            allowInsertColumn: false,
            allowDeleteRow: false,
            allowDeleteColumn: false,
          },
          ...{ allowRenameColumn: false, allowComments: false, selectionCopy: false },
          ...{ wordWrap: true, tableOverflow: false },
        },
      ],
    })
  }
  const typed = (changes: readonly jspreadsheet.CellChange[]) => {
    const xs = changes.map(change => Number(change.x))
    const ys = changes.map(change => Number(change.y))
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const values = Array.from({ length: bottom - top + 1 }, (_, down) =>
      Array.from({ length: right - left + 1 }, (_, over) => {
        const change = changes.find(each => Number(each.x) === left + over && Number(each.y) === top + down)
        return String(change?.value ?? "")
      }),
    )
    onType(spotAt(left, top), values)
  }
  const catchUp = () => {
    if (!waiting) return
    const wanted = waiting
    waiting = undefined
    show(wanted)
  }
  const show = (wanted: TabView) => {
    if (worksheet?.edition) {
      waiting = wanted
      return
    }
    if (!worksheet || !tab || shapeOf(tab) !== shapeOf(wanted)) return build(wanted)
    const row = area && rowAfter(tab, wanted, area.row)
    tab = wanted
    paintAll(worksheet, wanted)
    if (!area || row === undefined || row === area.row || jspreadsheet.current !== worksheet) return
    const { x, y } = coordsOf({ row, column: area.column })
    select(x, y, false)
  }

  host.addEventListener("click", event => {
    const tick = event.target instanceof Element ? event.target.closest(".tick") : null
    const td = tick?.closest("td")
    if (td) toggle(Number(td.dataset.x), Number(td.dataset.y))
  })
  host.addEventListener("focusin", event => {
    const td = event.target instanceof HTMLElement ? event.target.closest("td") : null
    if (!td?.dataset.x || !worksheet || jspreadsheet.current === worksheet) return
    select(Number(td.dataset.x), Number(td.dataset.y), false)
  })
  host.addEventListener("focusout", event => {
    const to = event.relatedTarget
    if (to instanceof Node && !host.contains(to)) jspreadsheet.current = null as never
  })

  return {
    show,
    select: spot => {
      const { x, y } = coordsOf(spot)
      select(x, y, true)
    },
    selected: () => (worksheet && jspreadsheet.current === worksheet ? area : undefined),
    cell: spot => {
      const { x, y } = coordsOf(spot)
      return cellAt(x, y)
    },
    rowId: ({ row }) => tab?.rows.find(each => each.index === row)?.id,
    isEditing: () => Boolean(worksheet?.edition),
    copy: () => eachSelected(cell => cell?.input ?? cell?.text ?? ""),
    clear: () => {
      if (area)
        onType(
          area,
          eachSelected(() => ""),
        )
    },
    leave: () => {
      jspreadsheet.current = null as never
    },
  }

  function eachSelected(textOf: (cell: CellView | undefined) => string): string[][] {
    if (!area) return []
    const { x, y } = coordsOf(area)
    return Array.from({ length: area.rows }, (_, down) =>
      Array.from({ length: area?.columns ?? 0 }, (_, over) => textOf(cellAt(x + over, y + down))),
    )
  }
}

/** The selection goes with its row when others insert or delete above it. */
function rowAfter(before: TabView | undefined, after: TabView, row: number): number {
  const id = before?.title === after.title ? before.rows.find(each => each.index === row)?.id : undefined
  return after.rows.find(each => id !== undefined && each.id === id)?.index ?? row
}

/** Two views of one shape are painted over each other. */
function shapeOf({ title, columns, rows }: TabView): string {
  return JSON.stringify([title, columns, rows.map(row => row.index)])
}

function paintAll(worksheet: jspreadsheet.WorksheetInstance, tab: TabView): void {
  const { rows, columns } = tab
  forgetDescriptions()
  rows.forEach((row, y) => {
    row.cells.forEach((cell, x) => {
      const td = worksheet.records[y]?.[x]?.element
      const texts = worksheet.options.data?.[y]
      if (Array.isArray(texts)) texts[x] = cell.input ?? cell.text
      const column = columns[x]
      if (!td || !column) return
      const description = describe(tab, cell, { row: row.index, column: column.index })
      paintCell(td, { cell, header: column.header, row: row.index, description })
    })
  })
}

/** The sentences about a cell: what is wrong in it, and who may edit it. */
function describe(
  { problems, lockReasons }: TabView,
  { lock }: CellView,
  { row, column }: Spot,
): string | undefined {
  const wrong = problems
    .filter(each => each.row === row && each.column === column)
    .map(({ word, message }) => `${word}: ${message}`)
  const reason = lock === undefined ? undefined : lockReasons[lock]
  const sentences = reason === undefined ? wrong : [...wrong, reason]
  return sentences.length > 0 ? sentences.join("\n") : undefined
}

/** One cell can be reached with Tab, as a grid has it; arrows move on from there. */
function focusCell(
  host: HTMLElement,
  worksheet: jspreadsheet.WorksheetInstance | undefined,
  x: number,
  y: number,
): HTMLElement | undefined {
  const td = worksheet?.records[y]?.[x]?.element
  if (!td) return undefined
  for (const other of host.querySelectorAll<HTMLElement>("td[tabindex='0']")) other.tabIndex = -1
  td.tabIndex = 0
  if (!td.contains(document.activeElement)) td.focus({ preventScroll: true })
  return td
}
