/** A roll rule written into the text: หากตรงกับวันหยุดให้เลื่อนไปเป็นวันทำการถัดไป. It is always the last words. */

import type { IsoDate } from "../date/civil-date.ts"
import { type Roll, rollDate } from "../date/working-day.ts"
import type { Kind, Place, Token } from "./grammar.ts"
import { note, type Phrase, type Reading } from "./reading.ts"

export type RollClause = { readonly roll: Roll; readonly place: Place }

/** The words without the roll rule, and the rule; only a clause understood to its last word is taken off. */
export function splitRoll(tokens: readonly Token[]): { rest: readonly Token[]; clause?: RollClause } {
  const at = tokens.findIndex(({ kind }) => kind === "if")
  const words = at < 0 ? [] : tokens.slice(at)
  const holiday = words.findIndex(({ kind }) => kind === "holiday" || kind === "weekday")
  const move = words.findIndex(({ kind }, index) => index > holiday && (kind === "move" || kind === "back"))
  const [first, last] = [words[0], words[words.length - 1]]
  if (holiday < 0 || move < 0 || !first || !last || !words.every(isRollWord)) return { rest: tokens }
  const target = words.slice(move)
  const isBack = target.some(({ kind }) => kind === "before" || kind === "back")
  const place = { start: first.start, end: last.end }
  const before = tokens.slice(0, at)
  const rest = before[before.length - 1]?.kind === "open" ? before.slice(0, -1) : before
  return { rest, clause: { roll: isBack ? "previous" : "next", place } }
}

// biome-ignore format: a list
const ROLL_WORDS: readonly Kind[] = [
  "if", "holiday", "fallsOn", "move", "back", "weekday", "workday", "next", "before", "filler", "th", "of", "or", "and",
  "dayUnit", "date", "dash", "until", "close", "comma", "after", "within", "first",
]

function isRollWord({ kind }: Token): boolean {
  return ROLL_WORDS.includes(kind)
}

/** Dates moved by the rule. A series keeps its rule, and moves where its dates are listed. */
export function rollReading(reading: Reading, { roll, place }: RollClause, phrase: Phrase): Reading {
  const moved = (date: IsoDate) => rollDate(date, roll, phrase.holidays)
  note(phrase, "roll-rule", place)
  if (reading.kind === "date" || reading.kind === "by") return { ...reading, date: moved(reading.date) }
  if (reading.kind === "span") return { ...reading, to: moved(reading.to) }
  if (reading.kind === "set") return { ...reading, dates: [...new Set(reading.dates.map(moved))].sort() }
  return reading.kind === "series" ? { ...reading, roll } : reading
}
