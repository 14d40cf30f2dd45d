/** The ruled tables of a page: which rectangle is which cell, merged ones whole. */
import type { Rule } from "./pdf-page.ts"

export type GridCell = {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
export type Grid = { readonly rows: number; readonly columns: number; readonly cells: readonly GridCell[] }

/** Lines this near are one line: double borders, and borders drawn cell by cell. */
const NEAR = 4

/** From the top of the page down. A frame around one paragraph is no table. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  return connected(rules)
    .map(gridOf)
    .filter(({ columns }) => columns > 1)
    .sort((a, b) => topOf(a) - topOf(b))
}

const topOf = ({ cells }: Grid) => Math.min(...cells.map(({ top }) => top))

/** Rules that touch each other are of one table. */
function connected(rules: readonly Rule[]): Rule[][] {
  const groups: Rule[][] = []
  for (const rule of rules) {
    const touched = groups.filter(group => group.some(other => touches(rule, other)))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push([rule, ...touched.flat()])
  }
  return groups
}

function touches(a: Rule, b: Rule): boolean {
  if (a.isFlat === b.isFlat)
    return Math.abs(a.at - b.at) < NEAR && a.from < b.to + NEAR && b.from < a.to + NEAR
  return within(a.at, b) && within(b.at, a)
}

function within(at: number, { from, to }: Rule): boolean {
  return at > from - NEAR && at < to + NEAR
}

function gridOf(rules: readonly Rule[]): Grid {
  const flat = rules.filter(({ isFlat }) => isFlat)
  const upright = rules.filter(({ isFlat }) => !isFlat)
  const xs = placesOf(upright.map(({ at }) => at))
  // A row that goes on over the page has no line below it, or above: the upright ones end there.
  const ys = placesOf([...flat.map(({ at }) => at), ...extremes(upright)])
  const [rows, columns] = [Math.max(0, ys.length - 1), Math.max(0, xs.length - 1)]
  if (rows * columns > 20_000) return { rows: 0, columns: 0, cells: [] }
  const cells: GridCell[] = []
  const taken = new Set<number>()
  const isOpenRight = (row: number, column: number) =>
    column + 1 < columns && !isRuled(upright, xs[column + 1] ?? 0, ys[row] ?? 0, ys[row + 1] ?? 0)
  const isOpenBelow = (row: number, column: number) =>
    row + 1 < rows && !isRuled(flat, ys[row + 1] ?? 0, xs[column] ?? 0, xs[column + 1] ?? 0)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (taken.has(row * columns + column)) continue
      let [wide, high] = [1, 1]
      while (isOpenRight(row, column + wide - 1) && !taken.has(row * columns + column + wide)) wide++
      while (isOpenBelow(row + high - 1, column)) high++
      for (let r = row; r < row + high; r++)
        for (let c = column; c < column + wide; c++) taken.add(r * columns + c)
      cells.push({
        row,
        column,
        rows: high,
        columns: wide,
        left: xs[column] ?? 0,
        right: xs[column + wide] ?? 0,
        top: ys[row] ?? 0,
        bottom: ys[row + high] ?? 0,
      })
    }
  return { rows, columns, cells }
}

function extremes(rules: readonly Rule[]): number[] {
  return rules.length === 0
    ? []
    : [Math.min(...rules.map(({ from }) => from)), Math.max(...rules.map(({ to }) => to))]
}

/** Where lines stand, those near each other as one. */
function placesOf(all: readonly number[]): number[] {
  const places: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const at of [...all].sort((a, b) => a - b)) {
    if (at - last >= NEAR) places.push(at)
    last = at
  }
  return places
}

/** Whether lines at this place cover most of the way. */
function isRuled(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const middle = (from + to) / 2
  return rules.some(rule => Math.abs(rule.at - at) < NEAR && rule.from < middle && rule.to > middle)
}
