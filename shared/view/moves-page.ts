/** Did this office move dates? Every move of a year on one page, newest first. */

import * as z from "zod/mini"
import { type Move, movesOf } from "../due/move.ts"
import type { YearRecord } from "../record/record.ts"
import { firstLine } from "./changed-row.ts"
import { type AskedPage, beside, pageOf } from "./page-of.ts"
import { instant, isoDay, pagingShape, placeShape } from "./schema.ts"
import { instantText, placeOf, type ViewDay } from "./year.ts"

const promisedDateSchema = z.strictObject({ id: z.string(), due: isoDay })

export const moveViewSchema = z.strictObject({
  duty: z.string(),
  occurrence: z.string(),
  from: isoDay,
  to: isoDay,
  days: z.int(),
  /** The row that made this promise first: another one where it was ended and promised anew. */
  ledger: z.string(),
  /** The date first promised, how far from it this move led, and which change of the promise it is. */
  promised: isoDay,
  daysFromPromise: z.int(),
  times: z.int(),
  /** Periods that a change of rhythm brought, and those it took away. */
  added: z.array(promisedDateSchema),
  dropped: z.array(promisedDateSchema),
  reason: z.string(),
  movedAt: instant,
  revision: z.int(),
  /** It was moved when the old date had already passed. */
  afterDue: z.boolean(),
})

export const movesPageSchema = z.strictObject({
  ...placeShape,
  ...pagingShape,
  /** How many moves there are, and of how many measures. */
  total: z.int(),
  measures: z.int(),
  /** Newest first. */
  moves: z.array(z.extend(moveViewSchema, { measure: z.string(), what: z.string() })),
})

export type MoveView = z.input<typeof moveViewSchema>
type MovesPageView = z.input<typeof movesPageSchema>

/** Undefined before the first accepted push. A page past the end is the last one. */
export function movesPageView(
  record: YearRecord,
  day: ViewDay,
  asked: AskedPage = { page: 1 },
): MovesPageView | undefined {
  const place = placeOf(record, day)
  if (!place) return undefined
  const moves = [...movesOf(record)].reverse()
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
export function movedMeasures(moves: readonly Pick<Move, "measure">[]): number {
  return new Set(moves.map(each => each.measure)).size
}

/** A move as the public reads it. */
export function moveView(move: Move): MoveView {
  const { measure: _measure, what: _what, acceptedAt, sequence, added, dropped, ...told } = move
  const movedAt = instantText(acceptedAt)
  return { ...told, added: [...added], dropped: [...dropped], movedAt, revision: sequence }
}

/** How far a date was moved: `+14 วัน`, `−14 วัน`, `0 วัน`. */
export function slipText(days: number): string {
  return `${days > 0 ? "+" : days < 0 ? "−" : ""}${Math.abs(days)} วัน`
}
