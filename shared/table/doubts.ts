/** What only a look across the lines of a tab can find: keys used twice, a score far from its siblings. */

import { type Column, columnOf } from "../columns.ts"
import { KEY_COLUMN } from "../row/name.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { sectionNameKey } from "../row/section.ts"
import { type DoubtedScore, doubtedScores, parseScore } from "../rules/score.ts"
import { type SheetRow, textOf } from "../sheet/sheet-tab.ts"

/** Kinds whose rows are named by what a person types. */
export type PlainKind = "section" | "holiday" | "setting" | "assessment"

export function tableDoubts(
  kind: PlainKind,
  lines: readonly SheetRow[],
  keyByLine: ReadonlyMap<SheetRow, string>,
): Map<SheetRow, CellProblem[]> {
  const doubts = new Map<SheetRow, CellProblem[]>()
  const doubtedByLine = kind === "assessment" ? doubtedLines(lines) : undefined
  const firstByKey = new Map<string, SheetRow>()
  const firstByName = new Map<string, SheetRow>()
  for (const line of lines) {
    const key = keyByLine.get(line) ?? ""
    const name = kind === "section" ? cleanText(textOf(line, "name")) : ""
    const doubted = doubtedByLine?.get(line)
    doubts.set(line, [
      ...duplicate(columnOf(kind, KEY_COLUMN[kind]), { key, text: key }, line, firstByKey),
      ...duplicate(columnOf("section", "name"), { key: sectionNameKey(name), text: name }, line, firstByName),
      ...(doubted ? [farScore(line, doubted)] : []),
    ])
  }
  return doubts
}

/** The first line with a key keeps it; the others are told where it stands. */
function duplicate(
  column: Column,
  { key, text }: { readonly key: string; readonly text: string },
  line: SheetRow,
  firstByKey: Map<string, SheetRow>,
): CellProblem[] {
  const first = firstByKey.get(key)
  if (key === "") return []
  if (!first) firstByKey.set(key, line)
  return first ? [cellProblem("duplicateKey", column, text, String(first.index + 1))] : []
}

/** Scores that the importer would doubt too: the same plan is asked the same questions. */
function doubtedLines(lines: readonly SheetRow[]): Map<SheetRow, DoubtedScore> {
  const scored = lines.flatMap((line, indicator) => {
    const score = parseScore(textOf(line, "score").trim())
    return score === undefined ? [] : [{ indicator, score }]
  })
  const byLine = new Map<SheetRow, DoubtedScore>()
  for (const doubted of doubtedScores(scored.slice(0, MOST_SCORES))) {
    const line = lines[doubted.indicator]
    if (line) byLine.set(line, doubted)
  }
  return byLine
}

function farScore(line: SheetRow, { siblings, suggestion }: DoubtedScore): CellProblem {
  const likely = suggestion ? ` อาจเป็น ${suggestion}` : ""
  const around = `ตัวอื่นราว ${siblings.toFixed(2)}${likely}`
  return cellProblem("scoreDoubt", columnOf("assessment", "score"), textOf(line, "score"), around)
}

/** A year has ten indicators; a tab with more holds copies, and each score is compared with all others. */
const MOST_SCORES = 50
