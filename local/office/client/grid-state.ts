/** What the grid shows, where it is selected, and what a person does in it. */
import jspreadsheet from "jspreadsheet-ce"
import type { CellView, TabView } from "../grid-view.ts"
import { focusCell } from "./paint.ts"

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

/** What the library draws now, and what it must know meanwhile. */
export type State = GridDeps & {
  tab: TabView | undefined
  /** A newer view that came while somebody was typing. */
  waiting: TabView | undefined
  worksheet: jspreadsheet.WorksheetInstance | undefined
  area: Area | undefined
  /** While a repaint selects again what was selected: it must not move what the person looks at. */
  isQuiet: boolean
  /** A cell that moved between press and release would not be clicked. */
  isPressed: boolean
  /** An input method is at work in a cell: it must not be painted over. */
  isComposing: boolean
  /** The first cell to fill in is to be selected once the grid is drawn. */
  isToBegin: boolean
  /** What an editor opens with, where text came without a key. */
  arrived: string | undefined
}

/** A place as the library counts, in what is shown. */
type Coords = { readonly x: number; readonly y: number }

export function cellAt({ tab }: State, { x, y }: Coords): CellView | undefined {
  return tab?.rows[y]?.cells[x]
}

export function spotAt({ tab }: State, { x, y }: Coords): Spot {
  return { row: tab?.rows[y]?.index ?? 0, column: tab?.columns[x]?.index ?? 0 }
}

export function coordsOf({ tab }: State, { row, column }: Spot): Coords {
  return {
    x: tab?.columns.findIndex(each => each.index === column) ?? -1,
    y: tab?.rows.findIndex(each => each.index === row) ?? -1,
  }
}

export function isCurrent({ worksheet }: State): boolean {
  return worksheet !== undefined && jspreadsheet.current === worksheet
}

/** The library then takes no keys. */
export function leave(): void {
  jspreadsheet.current = null as never
}

export function select(state: State, { x, y }: Coords, isByPerson: boolean): void {
  const { worksheet } = state
  if (!worksheet || x < 0 || y < 0) return
  jspreadsheet.current = worksheet
  state.isQuiet = !isByPerson
  worksheet.updateSelectionFromCoords(x, y, x, y)
  state.isQuiet = false
}

export function toggle(state: State, at: Coords): void {
  const cell = cellAt(state, at)
  if (cell?.lock !== undefined) state.onLocked(spotAt(state, at))
  else state.onType(spotAt(state, at), [[cell?.text === "TRUE" ? "FALSE" : "TRUE"]])
}

export function selectedTexts(state: State, textOf: (cell: CellView | undefined) => string): string[][] {
  const { area } = state
  if (!area) return []
  const { x, y } = coordsOf(state, area)
  return Array.from({ length: area.rows }, (_, down) =>
    Array.from({ length: area.columns }, (_, over) => textOf(cellAt(state, { x: x + over, y: y + down }))),
  )
}

export function coordsOfCell({ dataset }: HTMLElement): Coords {
  return { x: Number(dataset.x), y: Number(dataset.y) }
}

type Corners = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The library tells the corners in the order in which they were dragged. */
export function onSelection(state: State, { left, top, right, bottom }: Corners): void {
  const first = { x: Math.min(left, right), y: Math.min(top, bottom) }
  const area = {
    ...spotAt(state, first),
    rows: Math.abs(bottom - top) + 1,
    columns: Math.abs(right - left) + 1,
  }
  state.area = area
  const td = focusCell(state.host, state.worksheet?.records[first.y]?.[first.x]?.element)
  const isOne = area.rows === 1 && area.columns === 1
  if (isOne && !state.isQuiet && !state.isPressed) td?.scrollIntoView({ block: "nearest", inline: "nearest" })
  state.onSelect(area)
}

/** Typed cells as one block, from its corner on. */
export function onChanges(state: State, changes: readonly jspreadsheet.CellChange[]): void {
  const xs = changes.map(change => Number(change.x))
  const ys = changes.map(change => Number(change.y))
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const values = Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_, over) => {
      const change = changes.find(each => Number(each.x) === left + over && Number(each.y) === top + down)
      return String(change?.value ?? "")
    }),
  )
  state.onType(spotAt(state, { x: left, y: top }), values)
}
