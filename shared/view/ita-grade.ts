/**
 * The assessment's arithmetic: instrument means, the overall score and its grade, with and without doubted scores.
 * Scores are counted in whole millionths and divided once, so that a half is a half and rounds up.
 */

import type { AssessmentRow } from "../row/row.ts"
import { doubtedScores } from "../rules/score.ts"
import type { ItaView } from "./schema.ts"

export type InstrumentKey = "iit" | "eit" | "oit"

type Instrument = {
  readonly key: InstrumentKey
  readonly indicators: readonly number[]
  /** Tenths of the overall score. */
  readonly weight: number
}

export const INSTRUMENTS: readonly Instrument[] = [
  { key: "iit", indicators: [1, 2, 3, 4, 5], weight: 3 },
  { key: "eit", indicators: [6, 7, 8], weight: 3 },
  { key: "oit", indicators: [9, 10], weight: 4 },
]

type Band = {
  readonly grade: string
  /** The overall score from which the grade holds. */
  readonly from: number
  /** What every instrument must reach as well. */
  readonly eachFrom?: number
}

/** Grades by the year from which a rule holds, best first. A new rule is a new entry; the setting says which is used. */
export const GRADE_RULES: readonly { readonly fromYear: number; readonly bands: readonly Band[] }[] = [
  {
    fromYear: 2550,
    bands: [
      { grade: "AA", from: 95 },
      { grade: "A", from: 85 },
      { grade: "B", from: 75 },
      { grade: "C", from: 65 },
      { grade: "D", from: 55 },
      { grade: "E", from: 50 },
      { grade: "F", from: 0 },
    ],
  },
  {
    fromYear: 2566,
    bands: [
      { grade: "ผ่านดีเยี่ยม", from: 95, eachFrom: 95 },
      { grade: "ผ่านดี", from: 85, eachFrom: 85 },
      { grade: "ผ่าน", from: 85 },
      { grade: "ต้องปรับปรุง", from: 70 },
      { grade: "ต้องปรับปรุงโดยด่วน", from: 0 },
    ],
  },
]

/** A score that is not there makes everything above it undefined: nothing is filled in. */
type ItaResult = {
  /** Rounded to two decimals, as is the total. */
  readonly means: Readonly<Record<InstrumentKey, number | undefined>>
  readonly total: number | undefined
  readonly grade: string | undefined
  /** The overall score from which that grade holds: the line drawn across the bars. */
  readonly bound: number | undefined
}

type ItaReport = {
  readonly result: ItaResult
  /** Indicators whose score lies far from its siblings and that nobody confirmed. */
  readonly doubted: readonly number[]
  /** The result when each doubted score is left out of its instrument's mean; undefined when none is doubted. */
  readonly withoutDoubted: ItaResult | undefined
}

export type ScoredIndicator = Pick<AssessmentRow, "indicator" | "score" | "asks">

/** The result of a year's assessment rows, graded by the rule in force in `ruleYear` (B.E.). */
export function itaOf(rows: readonly ScoredIndicator[], ruleYear: number): ItaReport {
  const scores = new Map<number, number>()
  for (const { indicator, score } of rows)
    if (score !== null && !scores.has(indicator)) scores.set(indicator, score)
  const confirmed = new Set(rows.filter(({ asks }) => asks === "confirmed").map(({ indicator }) => indicator))
  const doubted = doubtedScores([...scores].map(([indicator, score]) => ({ indicator, score })))
    .map(({ indicator }) => indicator)
    .filter(indicator => !confirmed.has(indicator))
  return {
    result: resultOf(scores, ruleYear, new Set()),
    doubted,
    withoutDoubted: doubted.length > 0 ? resultOf(scores, ruleYear, new Set(doubted)) : undefined,
  }
}

/** What a score is made of: a sum of millionths, and over how many. */
type Mean = { readonly sum: number; readonly count: number }

function resultOf(
  scores: ReadonlyMap<number, number>,
  ruleYear: number,
  leftOut: ReadonlySet<number>,
): ItaResult {
  const exact = INSTRUMENTS.map(instrument => meanOf(instrument, scores, leftOut))
  const means = exact.map(mean => (mean ? hundredths(mean.sum, mean.count) : undefined))
  const total = totalOf(exact)
  const band = total === undefined ? undefined : bandOf(total, means, ruleYear)
  const [iit, eit, oit] = means
  return { means: { iit, eit, oit }, total, grade: band?.grade, bound: band?.from }
}

function meanOf(
  { indicators }: Instrument,
  scores: ReadonlyMap<number, number>,
  leftOut: ReadonlySet<number>,
): Mean | undefined {
  const counted = indicators.filter(indicator => !leftOut.has(indicator))
  const millionths = counted.map(indicator => Math.round((scores.get(indicator) ?? Number.NaN) * 1e6))
  const sum = millionths.reduce((a, b) => a + b, 0)
  return counted.length === 0 || Number.isNaN(sum) ? undefined : { sum, count: counted.length }
}

/** Rounded once, from the exact means: a sum of rounded means would drift by a hundredth. */
function totalOf(means: readonly (Mean | undefined)[]): number | undefined {
  const common = means.reduce((product, mean) => product * (mean?.count ?? 1), 1)
  let sum = 0
  for (const [index, mean] of means.entries()) {
    if (!mean) return undefined
    sum += (INSTRUMENTS[index]?.weight ?? 0) * mean.sum * (common / mean.count)
  }
  return hundredths(sum, 10 * common)
}

/** Millionths over a count, rounded half up to hundredths. Every product here stays below 2^53. */
function hundredths(millionths: number, count: number): number {
  const unit = count * 10_000
  return Math.floor((2 * millionths + unit) / (2 * unit)) / 100
}

function bandOf(total: number, means: readonly (number | undefined)[], ruleYear: number): Band | undefined {
  const rule = [...GRADE_RULES].reverse().find(({ fromYear }) => fromYear <= ruleYear)
  return rule?.bands.find(
    ({ from, eachFrom = 0 }) => total >= from && means.every(mean => mean !== undefined && mean >= eachFrom),
  )
}

/** Until a rule is named, results are graded as they were before the rule of 2566. */
const FIRST_RULE = 2565

/** The result as the public sees it; `gradeRule` is the setting's text: the year (B.E.) of the rule. */
export function itaView(rows: readonly AssessmentRow[], gradeRule: string): ItaView {
  const ruleYear = /^\d{4}$/.test(gradeRule) ? Number(gradeRule) : FIRST_RULE
  const { result, doubted, withoutDoubted } = itaOf(rows, ruleYear)
  const { iit, eit, oit } = result.means
  return {
    ...shown(result),
    ruleYear,
    bound: result.bound ?? null,
    instruments: { iit: iit ?? null, eit: eit ?? null, oit: oit ?? null },
    doubted: [...doubted],
    withoutDoubted: withoutDoubted ? shown(withoutDoubted) : null,
  }
}

function shown({ total, grade }: ItaResult): Pick<ItaView, "total" | "grade"> {
  return { total: total ?? null, grade: grade ?? null }
}
