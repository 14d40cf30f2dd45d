/**
 * The order of a report tab: what is overdue, then what is next, then what is done. Lines are moved whole, with what was
 * typed in them, and as few as can be; never written over each other.
 */
import { type SheetRow, type SheetTab, textOf } from "../sheet/sheet-tab.ts"
import { isFilled } from "../table/reports.ts"
import type { LineState } from "./report-state.ts"

/** Rows `start` up to `end` go before the row that stood at `to`, all as counted before the move. */
type RowMove = {
  readonly sheetId: number
  readonly start: number
  readonly end: number
  readonly to: number
}

/** What is known of a line; undefined where nobody owes it. */
type StateOfLine = (id: string) => (Pick<LineState, "isOpen"> & { readonly due: string }) | undefined

/** The moves that put a tab in order, one after the other; none while its headers are not in their place. */
export function orderMoves(tab: SheetTab, stateOfLine: StateOfLine): RowMove[] {
  if (tab.strayHeader !== undefined) return []
  const lineByIndex = new Map(tab.rows.map(line => [line.index, line]))
  const last = Math.max(0, ...lineByIndex.keys())
  const keyed = Array.from({ length: last }, (_, at) => ({
    row: at + 1,
    key: sortKey(lineByIndex.get(at + 1), stateOfLine),
  }))
  // Where keys are equal lines stay as they stand.
  const wanted = keyed.sort((a, b) => (a.key === b.key ? a.row - b.row : a.key < b.key ? -1 : 1))
  return movesTo(wanted.map(({ row }) => row)).map(move => ({ sheetId: tab.sheetId, ...move }))
}

/** Open lines, then typed ones that belong to nobody, which ask to be mended, then what is done, then blank ones. */
function sortKey(line: SheetRow | undefined, stateOfLine: StateOfLine): string {
  const id = line ? textOf(line, "id") : ""
  const state = id === "" ? undefined : stateOfLine(id)
  if (state) return `${state.isOpen ? 0 : 2} ${state.due}`
  return line && isFilled(line) ? "1" : "3"
}

/** `wanted` holds the rows from 1 on, each once. */
function movesTo(wanted: readonly number[]): Omit<RowMove, "sheetId">[] {
  const staying = longestRising(wanted)
  const rows = [...wanted].sort((a, b) => a - b)
  const moves: Omit<RowMove, "sheetId">[] = []
  for (let at = 0; at < wanted.length; ) {
    const first = wanted[at] ?? 0
    if (staying.has(first)) {
      at++
      continue
    }
    const from = rows.indexOf(first)
    let count = 1
    while (isNext(rows[from + count], wanted[at + count])) count++
    const to = at === 0 ? 0 : rows.indexOf(wanted[at - 1] ?? 0) + 1
    moves.push({ start: from + 1, end: from + count + 1, to: to + 1 })
    const block = rows.splice(from, count)
    rows.splice(to > from ? to - count : to, 0, ...block)
    at += count
  }
  return moves

  function isNext(state: number | undefined, following: number | undefined): boolean {
    return state !== undefined && state === following && !staying.has(state)
  }
}

/** The most of the numbers that rise as they follow each other: they need not move. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  /** Of each length, the place of the smallest number that ends a rise of it. */
  const ends: number[] = []
  const before: (number | undefined)[] = []
  numbers.forEach((number, at) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    before[at] = ends[low - 1]
    ends[low] = at
  })
  const rising = new Set<number>()
  for (let at = ends[ends.length - 1]; at !== undefined; at = before[at]) rising.add(numbers[at] ?? 0)
  return rising
}
