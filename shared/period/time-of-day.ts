/** Times of day: 16.30 น., เวลา 16:30, 9 นาฬิกา, เที่ยง. A time makes a date a deadline. */

import { type Cursor, matchAt, pattern, peek, take } from "./cursor.ts"
import type { Token } from "./grammar.ts"
import { note, type Phrase } from "./reading.ts"

/** `16:30:00`, with the cursor moved past it; undefined, with the cursor unmoved, when no time stands here. */
export function readTime(cursor: Cursor, phrase: Phrase): string | undefined {
  const start = cursor.at
  const named = take(cursor, "noon", "midnight")
  if (named) return namedTime(named, phrase)
  const clock = take(cursor, "clock")
  const hour = take(cursor, "number")
  const mark = hour && take(cursor, "dot", "colon")
  const minute = mark && take(cursor, "number")
  const oclock = take(cursor, "oclock")
  const isOpening = mark !== undefined && minute?.digits === 2 && isTimeAhead(cursor)
  // From when on says nothing of until when.
  if (clock?.value === 1 && !isTimeAhead(cursor)) note(phrase, "time-unclear", clock)
  if (hour && (isOpening || isTime(clock, mark, minute, oclock)) && !isDottedDate(cursor, mark)) {
    return writtenTime(hour, minute, phrase)
  }
  cursor.at = start
  return undefined
}

function namedTime(token: Token, phrase: Phrase): string {
  if (token.kind === "midnight") note(phrase, "time-unclear", token)
  return token.kind === "midnight" ? "23:59:00" : "12:00:00"
}

function isTime(clock?: Token, mark?: Token, minute?: Token, oclock?: Token): boolean {
  if (mark && minute?.digits !== 2) return false
  return oclock !== undefined || (minute !== undefined && (clock !== undefined || mark?.kind === "colon"))
}

/** 08.30 - 16.30 น.: what the second time is, the first is too. */
function isTimeAhead({ tokens, at }: Cursor): boolean {
  return matchAt(tokens, at, TIME_AHEAD) !== undefined
}

const TIME_AHEAD = pattern("dash|until clock? number dot|colon number oclock")

function isDottedDate(cursor: Cursor, mark?: Token): boolean {
  return mark?.kind === "dot" && peek(cursor) === "dot"
}

function writtenTime(hour: Token, minute: Token | undefined, phrase: Phrase): string {
  const place = { start: hour.start, end: minute?.end ?? hour.end }
  const minutes = minute?.value ?? 0
  const isMidnight = hour.value === 24 && minutes === 0
  if (isMidnight) note(phrase, "time-unclear", place)
  else if (hour.value > 23 || minutes > 59) note(phrase, "no-such-time", place, ["๑๖.๓๐ น."])
  if (isMidnight) return "23:59:00"
  return `${twoDigits(hour.value)}:${twoDigits(minutes)}:00`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0")
}
