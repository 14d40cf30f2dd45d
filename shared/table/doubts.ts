/** What only a look across the lines of a tab can find: keys used twice, a score far from its siblings. */
import { type Column, columnOf } from "../columns.ts"
import { type CellProblem, cellProblem } from "../problem.ts"
import { asciiDigits } from "../thai-date.ts"
import { type SheetRow, textOf } from "./sheet-tab.ts"

type PlainKind = "section" | "holiday" | "setting" | "assessment"

/** Points a score may lie from the median of the year's scores before a person is asked. */
const SCORE_DISTANCE = 25

export function tableDoubts(
  kind: PlainKind,
  lines: readonly SheetRow[],
  keyByLine: ReadonlyMap<SheetRow, string>,
): Map<SheetRow, CellProblem[]> {
  const doubts = new Map<SheetRow, CellProblem[]>()
  const median =
    kind === "assessment" ? medianOf(lines.map(scoreOf).filter(score => score !== undefined)) : undefined
  const firstByKey = new Map<string, SheetRow>()
  for (const line of lines) {
    const key = keyByLine.get(line) ?? ""
    const first = firstByKey.get(key)
    if (!first) firstByKey.set(key, line)
    const isTaken = first !== undefined && key !== ""
    doubts.set(line, [...(isTaken ? [duplicate(kind, key, first)] : []), ...farScore(line, median)])
  }
  return doubts
}

/** The first line with a key keeps it; the others are told where it stands. */
function duplicate(kind: PlainKind, key: string, first: SheetRow): CellProblem {
  return cellProblem("duplicateKey", keyColumn(kind), key, String(first.index + 1))
}

function farScore(line: SheetRow, median: number | undefined): CellProblem[] {
  const score = scoreOf(line)
  if (median === undefined || score === undefined || Math.abs(score - median) <= SCORE_DISTANCE) return []
  return [
    cellProblem("scoreDoubt", columnOf("assessment", "score"), textOf(line, "score"), median.toFixed(2)),
  ]
}

function scoreOf(line: SheetRow): number | undefined {
  const text = asciiDigits(textOf(line, "score")).trim()
  return /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : undefined
}

function medianOf(scores: readonly number[]): number | undefined {
  if (scores.length < 3) return undefined
  return [...scores].sort((a, b) => a - b)[Math.floor(scores.length / 2)]
}

function keyColumn(kind: PlainKind): Column {
  const keys = { section: "slug", holiday: "date", setting: "key", assessment: "indicator" } as const
  return columnOf(kind, keys[kind])
}
