/** Scores as typed. One that stands far from its siblings is usually a slip of one digit: it is asked about, never changed. */

import { asciiDigits } from "../date/thai-date.ts"

/** `99.68` or `๙๙.๖๘`, 0 to 100; undefined for anything else: a score is never mended. */
export function parseScore(printed: string): number | undefined {
  const digits = asciiDigits(printed)
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(digits)) return undefined
  const score = Number(digits)
  return score <= 100 ? score : undefined
}

export type DoubtedScore = {
  readonly indicator: number
  /** The score one slip away that its siblings make likely, as `98.86`; undefined when none is. */
  readonly suggestion: string | undefined
  /** The middle of the other scores. */
  readonly siblings: number
}

type Scored = { readonly indicator: number; readonly score: number }

/** Points from the middle of the others. Real results of one office lie within ten. */
const FAR = 15
/** Where an office's scores are spread wide, far is this many times their usual distance. */
const SPREADS = 4
/** A suggestion must land about where the others are. */
const LIKELY = 5
const FEWEST = 3

export function doubtedScores(scores: readonly Scored[]): DoubtedScore[] {
  if (scores.length < FEWEST) return []
  return scores.flatMap(({ indicator, score }) => {
    const others = scores.filter(each => each.indicator !== indicator).map(each => each.score)
    const siblings = median(others)
    const spread = median(others.map(other => Math.abs(other - siblings)))
    if (Math.abs(score - siblings) <= Math.max(FAR, SPREADS * spread)) return []
    return [{ indicator, siblings, suggestion: likelySlip(score.toFixed(2), siblings) }]
  })
}

/** The text one changed digit or one exchanged pair away that comes nearest the siblings. */
function likelySlip(text: string, siblings: number): string | undefined {
  const near = [...changedDigits(text), ...exchangedPairs(text)]
    .filter(candidate => Number(candidate) <= 100 && Math.abs(Number(candidate) - siblings) <= LIKELY)
    .sort((a, b) => Math.abs(Number(a) - siblings) - Math.abs(Number(b) - siblings))
  return near[0]
}

function changedDigits(text: string): string[] {
  return [...text].flatMap((letter, at) =>
    letter === "." ? [] : [..."0123456789"].map(digit => text.slice(0, at) + digit + text.slice(at + 1)),
  )
}

function exchangedPairs(text: string): string[] {
  return [...text].map(
    (_, at) => text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2),
  )
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}
