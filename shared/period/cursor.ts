/** Where a reader of the calendar stands among the words, and what it can find there. */
import type { Kind } from "./lexicon.ts"
import type { Token } from "./tokens.ts"
import type { WrittenYear } from "./years.ts"

export type Item = {
  readonly grain: "day" | "month" | "quarter" | "half" | "months" | "fiscal" | "year"
  readonly start: number
  readonly end: number
  readonly day?: number
  /** 1–12; of an unclear misspelling the first, with all of them in `unclear`. */
  readonly month?: number
  readonly unclear?: readonly number[]
  /** Number of the quarter or half; of `months`, how many from the start (or, negative, from the end) of the year. */
  readonly count?: number
  readonly year?: WrittenYear
  readonly lastYear?: WrittenYear
  /** Of `year`: said outright to be a calendar year. */
  readonly isCalendar?: boolean
  readonly isWhole?: boolean
  readonly weekday?: number
  /** The n-th weekday or working day of the month, -1 the last. */
  readonly nth?: number
  readonly isWorkday?: boolean
  readonly part?: Part
  readonly week?: number
  /** Number/year (3/2566) or year first. */
  readonly isTerse?: boolean
  /** รอบ 6 เดือน: a round of the year, which says no day. */
  readonly isRound?: boolean
}

export type Part = "end" | "early" | "middle" | "late" | "week"

export type Cursor = { readonly tokens: readonly Token[]; at: number }

export type Found = Omit<Item, "start" | "end">

export type Reader = (cursor: Cursor) => Found | undefined

/** The first reader that finds something; one that does not leaves the cursor where it was. */
export function firstOf(cursor: Cursor, ...readers: readonly Reader[]): Found | undefined {
  const start = cursor.at
  for (const read of readers) {
    const found = read(cursor)
    if (found) return found
    cursor.at = start
  }
  return undefined
}

/** Takes the next token when it is of one of these kinds. */
export function take(cursor: Cursor, ...kinds: readonly Kind[]): Token | undefined {
  const token = cursor.tokens[cursor.at]
  if (!token || !kinds.includes(token.kind)) return undefined
  cursor.at += 1
  return token
}

export function peek(cursor: Cursor, ahead = 0): Kind | undefined {
  return cursor.tokens[cursor.at + ahead]?.kind
}
