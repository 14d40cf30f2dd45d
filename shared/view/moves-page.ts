/** Did this office move dates? Every move of a year on one page, newest first. */
import { type Move, movesOf } from "../due/move.ts"
import type { YearRecord } from "../record/record.ts"
import { firstLine } from "./changed-row.ts"
import { moveView } from "./measure.ts"
import { type AskedPage, beside, pageOf } from "./page-of.ts"
import type { MovesPageView } from "./schema-assessor.ts"
import { placeOf, type ViewDay } from "./year.ts"

/** Undefined before the first accepted push. A page past the end is the last one. */
export function movesPageView(
  record: YearRecord,
  day: ViewDay,
  asked: AskedPage = { page: 1 },
): MovesPageView | undefined {
  const place = placeOf(record, day)
  if (!place) return undefined
  const moves = movesOf(record).reverse()
  const { rows, ...found } = pageOf(moves, asked.page)
  return {
    ...place,
    ...found,
    ...beside(found, `/${record.fiscalYear}/moves.json`, asked.past),
    measures: movedMeasures(moves),
    moves: rows.map(move => ({ measure: move.measure, what: firstLine(move.what), ...moveView(move) })),
  }
}

/** How many measures had a date of their own or of a duty moved. */
export function movedMeasures(moves: readonly Move[]): number {
  return new Set(moves.map(each => each.measure)).size
}
