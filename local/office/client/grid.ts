/**
 * The grid: jspreadsheet draws it and moves the selection; what the cells hold comes from the server alone. Whatever a
 * person types is handed on, and the cells are repainted from the answer.
 */
import jspreadsheet from "jspreadsheet-ce"
import type { CellView, TabView } from "../grid-view.ts"
import { createCellEditor } from "./editor.ts"
import {
  type Area,
  cellAt,
  coordsOf,
  coordsOfCell,
  type GridDeps,
  isCurrent,
  leave,
  onChanges,
  onSelection,
  type Spot,
  type State,
  select,
  selectedTexts,
  spotAt,
  toggle,
} from "./grid-state.ts"
import { paintAll, paintFrame } from "./paint.ts"
import { listenToText } from "./text-input.ts"

export type { Area, Spot }

export type Grid = {
  /** Repaints in place where the rows and columns are the same; never what is being typed. */
  show(tab: TabView): void
  /** Moves the selection, and the page's focus with it. */
  select(spot: Spot): void
  /** Selects the first cell that can be filled in, and scrolls nothing. */
  begin(): void
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

export function createGrid(deps: GridDeps): Grid {
  const state: State = {
    ...deps,
    tab: undefined,
    waiting: undefined,
    worksheet: undefined,
    area: undefined,
    isQuiet: false,
    isPressed: false,
    isComposing: false,
    isToBegin: false,
    arrived: undefined,
  }
  listenToMouse(state)
  listenToFocus(state)
  listenToText(state)
  return {
    show: tab => show(state, tab),
    select: spot => select(state, coordsOf(state, spot), true),
    begin: () => begin(state),
    selected: () => (isCurrent(state) ? state.area : undefined),
    cell: spot => cellAt(state, coordsOf(state, spot)),
    rowId: ({ row }) => state.tab?.rows.find(each => each.index === row)?.id,
    isEditing: () => Boolean(state.worksheet?.edition),
    copy: () => selectedTexts(state, cell => cell?.input ?? cell?.text ?? ""),
    clear: () =>
      state.area &&
      state.onType(
        state.area,
        selectedTexts(state, () => ""),
      ),
    leave,
  }
}

function begin(state: State): void {
  // The library draws in its own time.
  state.isToBegin = state.worksheet === undefined
  if (state.isToBegin) return
  const { rows = [], columns = [] } = state.tab ?? {}
  const typed = columns.findIndex(({ isScript }, x) => !isScript && rows[0]?.cells[x]?.lock === undefined)
  select(state, { x: Math.max(0, typed), y: 0 }, false)
}

function listenToMouse(state: State): void {
  const { host } = state
  const setPressed = (isPressed: boolean) => () => {
    state.isPressed = isPressed
  }
  host.addEventListener("mousedown", setPressed(true), true)
  document.addEventListener("mouseup", setPressed(false), true)
  host.addEventListener("click", event => {
    const tick = event.target instanceof Element ? event.target.closest(".tick") : null
    const td = tick?.closest("td")
    if (td) toggle(state, coordsOfCell(td))
  })
}

function listenToFocus(state: State): void {
  const { host } = state
  host.addEventListener("focusin", event => {
    const td = event.target instanceof HTMLElement ? event.target.closest("td") : null
    if (td?.dataset.x && state.worksheet && !isCurrent(state)) select(state, coordsOfCell(td), false)
  })
  host.addEventListener("focusout", event => {
    const to = event.relatedTarget
    if (to instanceof Node && !host.contains(to)) leave()
  })
}

function show(state: State, wanted: TabView): void {
  const { worksheet, tab, area } = state
  if (worksheet?.edition || state.isComposing) {
    state.waiting = wanted
    return
  }
  if (!worksheet || !tab || shapeOf(tab) !== shapeOf(wanted)) {
    build(state, wanted)
    return
  }
  const row = area && rowAfter(tab, wanted, area.row)
  state.tab = wanted
  paintAll(worksheet, wanted)
  if (!area || row === undefined || row === area.row || !isCurrent(state)) return
  select(state, coordsOf(state, { row, column: area.column }), false)
}

function showWaiting(state: State): void {
  const { waiting } = state
  if (!waiting) return
  state.waiting = undefined
  show(state, waiting)
}

/** Draws anew; what was selected and where the page was scrolled to stay, where it is the same tab. */
function build(state: State, wanted: TabView): void {
  const { host, tab, area } = state
  const kept = area && isCurrent(state) && { row: rowAfter(tab, wanted, area.row), column: area.column }
  const isSameTab = tab?.title === wanted.title
  const scroller = host.parentElement ?? host
  const { scrollTop, scrollLeft } = scroller
  if (state.worksheet) jspreadsheet.destroy(host as jspreadsheet.JspreadsheetInstanceElement)
  state.worksheet = undefined
  state.tab = wanted
  const onload = (spreadsheet: jspreadsheet.SpreadsheetInstance) => {
    state.worksheet = spreadsheet.worksheets[0]
    if (!state.worksheet) return
    paintFrame(host, wanted)
    paintAll(state.worksheet, wanted)
    host.parentElement?.scrollTo(isSameTab ? scrollLeft : 0, isSameTab ? scrollTop : 0)
    if (isSameTab && kept) select(state, coordsOf(state, kept), false)
    if (state.isToBegin) begin(state)
  }
  jspreadsheet(host as HTMLDivElement, { ...sheetOptions(state, wanted), onload })
}

function sheetOptions(state: State, tab: TabView): jspreadsheet.SpreadsheetOptions {
  const type = createCellEditor({
    cellAt: (x, y) => cellAt(state, { x, y }),
    toggle: (x, y) => toggle(state, { x, y }),
    arrived: () => state.arrived,
  })
  return {
    parseFormulas: false,
    about: false,
    allowExport: false,
    // The library reads false as "no menu", which its types leave out: the bar above the grid has these commands.
    contextMenu: (() => false) as never,
    onbeforepaste: () => false,
    onselection: (_, left, top, right, bottom) => onSelection(state, { left, top, right, bottom }),
    oneditionstart: (_, _td, x, y) => {
      if (cellAt(state, { x, y })?.lock !== undefined) state.onLocked(spotAt(state, { x, y }))
    },
    oneditionend: () => queueMicrotask(() => showWaiting(state)),
    onafterchanges: (_, changes) => onChanges(state, changes),
    worksheets: [
      {
        ...NOT_ALLOWED,
        data: tab.rows.map(row => row.cells.map(cell => cell.text)),
        columns: tab.columns.map(({ header, width }) => ({ type, title: header, width, align: "left" })),
        wordWrap: true,
        tableOverflow: false,
      },
    ],
  }
}

/** What the library would do by itself, and the server's sheet would know nothing of. */
const NOT_ALLOWED = {
  columnDrag: false,
  columnSorting: false,
  rowDrag: false,
  rowResize: false,
  allowInsertRow: false,
  allowInsertColumn: false,
  allowDeleteRow: false,
  allowDeleteColumn: false,
  allowRenameColumn: false,
  allowComments: false,
  selectionCopy: false,
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
