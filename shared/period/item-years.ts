/** The years written beside months, quarters and the word ปี. */
import { type Cursor, peek, take } from "./cursor.ts"
import type { Kind } from "./lexicon.ts"
import type { Token } from "./tokens.ts"
import type { WrittenYear } from "./years.ts"

/** The year after a month or quarter: 2566, พ.ศ. 2566, ปี 66, ของปีงบประมาณ พ.ศ. 2566. */
export function readAttachedYear(cursor: Cursor): WrittenYear | undefined {
  const start = cursor.at
  take(cursor, "of")
  const word = take(cursor, "fiscal", "year")
  const era = take(cursor, "era")
  const isNamed = word !== undefined || era !== undefined
  const number = take(cursor, "number")
  if (!number || !(isNamed || canBeYear(cursor, number))) {
    cursor.at = start
    return undefined
  }
  const year: WrittenYear = { number, style: "text" }
  return { ...year, ...(era ? { era } : {}), ...(word?.kind === "fiscal" ? { fiscal: true } : {}) }
}

export function readPeriodYear(cursor: Cursor): { year?: WrittenYear; isTerse?: boolean } {
  const isTerse = peek(cursor) === "slash" && peek(cursor, 1) === "number"
  if (isTerse) cursor.at += 1
  const year = readAttachedYear(cursor)
  return { ...(year ? { year } : {}), ...(isTerse ? { isTerse } : {}) }
}

/** 2566, พ.ศ. 2566, 2566 - 2570 */
export function readYears(cursor: Cursor): { year?: WrittenYear; lastYear?: WrittenYear } {
  const year = readBareYear(cursor)
  if (!year) return {}
  const start = cursor.at
  if (take(cursor, "dash", "until")) {
    take(cursor, "fiscal", "year")
    const lastYear = readBareYear(cursor)
    if (lastYear) return { year, lastYear }
  }
  cursor.at = start
  return { year }
}

function readBareYear(cursor: Cursor): WrittenYear | undefined {
  const start = cursor.at
  const era = take(cursor, "era")
  const number = take(cursor, "number")
  if (number && canBeYear(cursor, number)) return { number, style: "text", ...(era ? { era } : {}) }
  cursor.at = start
  return undefined
}

/** A bare number after a month is its year unless it begins something else: มิ.ย. 30 ก.ย., มิ.ย. 16.30 น. */
export function canBeYear(cursor: Cursor, number: Token): boolean {
  if (number.digits === 4) return peek(cursor) !== "slash"
  const next = peek(cursor)
  return !AFTER_A_DAY.includes(next) || (next === "month" && number.value > 31)
}

export const AFTER_A_DAY: readonly (Kind | undefined)[] = [
  "month",
  "oclock",
  "dot",
  "colon",
  "dayUnit",
  "monthUnit",
  "times",
  "slash",
]
