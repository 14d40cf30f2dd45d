/** Did it work? The score that the measures of a year answered, what became of them, and the score after. */

import * as z from "zod/mini"
import type { YearRecord } from "../record/record.ts"
import { INDICATOR_NAMES } from "../rules/indicator.ts"
import { type AssessmentView, type MeasureView, placeShape, state, type YearView } from "./schema.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

const progressRowSchema = z.strictObject({
  indicator: z.int(),
  name: z.string(),
  /** The score that the measures answer, and the one after them; null where no plan holds it. */
  before: z.nullable(z.number()),
  after: z.nullable(z.number()),
  /** Later minus earlier, in hundredths without error. */
  change: z.nullable(z.number()),
  doubted: z.boolean(),
  measures: z.array(z.strictObject({ id: z.string(), measure: z.string(), state })),
  /** Below the bound of weakness and no measure answers it. */
  weakWithoutMeasure: z.boolean(),
  /** All its measures are done, and the score fell. */
  fellThoughDone: z.boolean(),
})

export const progressPageSchema = z.strictObject({
  ...placeShape,
  /** Years (B.E.) of the scores before and after. */
  beforeYear: z.int(),
  afterYear: z.int(),
  weakBelow: z.number(),
  /** The overall scores; null while one is not whole. */
  totalBefore: z.nullable(z.number()),
  totalAfter: z.nullable(z.number()),
  rows: z.array(progressRowSchema),
})

export type ProgressRow = z.input<typeof progressRowSchema>
export type ProgressPageView = z.input<typeof progressPageSchema>

/** Below this an indicator is weak: the bound of a good result in every rule of grades there has been. */
export const WEAK_BELOW = 85

/** The plan of a year rests on the scores of the year before; its own year's scores stand in the next plan. */
export function progressPageView(
  records: readonly YearRecord[],
  fiscalYear: number,
  day: ViewDay,
): ProgressPageView | undefined {
  const record = records.find(each => each.fiscalYear === fiscalYear)
  const place = record && placeOf(record, day)
  const view = record && yearView(record, day)
  if (!place || !view) return undefined
  const next = records.find(each => each.fiscalYear === fiscalYear + 1)
  const after = next && yearView(next, day)
  return {
    ...place,
    beforeYear: fiscalYear - 1,
    afterYear: fiscalYear,
    weakBelow: WEAK_BELOW,
    totalBefore: totalOf(view, fiscalYear - 1),
    totalAfter: after ? totalOf(after, fiscalYear) : null,
    rows: INDICATOR_NAMES.flatMap((_, index) => progressRow(index + 1, view, after) ?? []),
  }
}

/** What the chart of scores found, in a sentence. */
export function progressFinding({ rows, beforeYear, afterYear, weakBelow }: ProgressPageView): string {
  const changed = rows.flatMap(({ change }) => (change === null ? [] : [change]))
  if (changed.length > 0) {
    const [rose, fell] = [changed.filter(each => each > 0).length, changed.filter(each => each < 0).length]
    return `คะแนนปี ${afterYear} สูงขึ้น ${rose} จาก ${changed.length} ตัวชี้วัด ลดลง ${fell} ตัวชี้วัด`
  }
  const scored = rows.filter(each => each.before !== null)
  if (scored.length === 0) return `ยังไม่มีคะแนนปี ${beforeYear}`
  const weak = scored.filter(each => (each.before ?? 0) < weakBelow).length
  return `คะแนนปี ${beforeYear} ต่ำกว่า ${weakBelow} อยู่ ${weak} จาก ${scored.length} ตัวชี้วัด`
}

function progressRow(indicator: number, view: YearView, next: YearView | undefined): ProgressRow | undefined {
  const before = scoredIn(view, indicator, view.fiscalYear - 1)
  const after = next && scoredIn(next, indicator, view.fiscalYear)
  const answering = view.measures.filter(each => each.indicator === indicator)
  if (!before && !after && answering.length === 0) return undefined
  const change = before?.score != null && after?.score != null ? hundredths(after.score - before.score) : null
  const inForce = answering.filter(each => !each.withdrawn)
  const isWeak = before?.score != null && before.score < WEAK_BELOW
  return {
    indicator,
    name: (before ?? after ?? view.assessments.find(each => each.indicator === indicator))?.name ?? "",
    before: before?.score ?? null,
    after: after?.score ?? null,
    change,
    doubted: before?.doubted === true || after?.doubted === true,
    measures: answering.map(({ id, measure, state }) => ({ id, measure, state })),
    weakWithoutMeasure: isWeak && inForce.length === 0,
    fellThoughDone: change !== null && change < 0 && isAllDone(inForce, view),
  }
}

/** The row of an indicator, if its score is of the year asked for: a score of another year answers another question. */
function scoredIn(view: YearView, indicator: number, scoreYear: number): AssessmentView | undefined {
  return view.assessments.find(
    each => each.indicator === indicator && each.scoreYear === scoreYear && !each.withdrawn,
  )
}

function totalOf(view: YearView, scoreYear: number): number | null {
  const isOfYear = view.assessments.every(each => each.withdrawn || each.scoreYear === scoreYear)
  return isOfYear ? view.ita.total : null
}

/** Every obligation of the measures was reported, in time or after it. */
function isAllDone(measures: readonly MeasureView[], { reports }: YearView): boolean {
  const ids = new Set(measures.map(each => each.id))
  const owed = reports.filter(each => ids.has(each.measure) && each.state !== "withdrawn")
  return owed.length > 0 && owed.every(each => each.reportedAt !== null)
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
