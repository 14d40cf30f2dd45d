/**
 * Dates, ranges, sets, quarters and years: clauses into one reading.
 */

import { byWords, clausePlace, clauseReading, daysWords, rangeWords } from "./clause-reading.ts"
import { type Clause, readClauses } from "./clauses.ts"
import { coarseness, frameInterval, frameOf, mergeBinders, noteMismatch } from "./frames.ts"
import type { Interval, Item, Token } from "./grammar.ts"
import { flagOf } from "./problems.ts"
import { note, type Phrase, type Reading, withOwnNotes } from "./reading.ts"
import { resolveItems } from "./resolve.ts"
import { readRounds } from "./rounds.ts"
import { planWording } from "./sharing.ts"

/** The reading of a calendar phrase; undefined when it names nothing on the calendar. */
export function readCalendar(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  return readRounds(tokens, phrase, readDates) ?? readDates(tokens, phrase)
}

/** Each period that a phrase names, a range as one. */
export function readPeriods(tokens: readonly Token[], phrase: Phrase): readonly Interval[] {
  return readClauses(tokens, phrase).flatMap(clause =>
    periodsOf(clause, resolveItems(clause.items, clause.joins, {}, phrase) ?? []),
  )
}

function readDates(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  const clauses = readClauses(tokens, phrase)
  if (clauses.length === 0) return undefined
  return readStartAndEnd(clauses, phrase) ?? readFramed(clauses, phrase)
}

/** เริ่ม 1 มิ.ย. 66 แล้วเสร็จภายใน 30 ก.ย. 66, in either order. */
function readStartAndEnd(clauses: readonly Clause[], phrase: Phrase): Reading | undefined {
  const [first, second, ...more] = clauses
  if (!first || !second || more.length > 0 || first.start === second.start) return undefined
  const [opening, closing] = first.start ? [first, second] : [second, first]
  if (opening.items.length !== 1 || closing.items.length !== 1 || closing.from || closing.after)
    return undefined
  const [start] = resolveItems(opening.items, [], {}, phrase) ?? []
  const [end] = resolveItems(closing.items, [], {}, phrase) ?? []
  if (!start || !end) return undefined
  if (start.from > end.to) noteBackwards(opening, closing, phrase)
  return { kind: "by", date: end.to, from: start.from, ...(closing.time ? { time: closing.time } : {}) }
}

function noteBackwards(first: Clause, second: Clause, phrase: Phrase): void {
  const items = [...first.items, ...second.items]
  const start = Math.min(...items.map(item => item.start))
  const end = Math.max(...items.map(item => item.end))
  note(phrase, "range-backwards", { start, end }, rangeWords(phrase))
}

/** The finest clause is the reading; coarser ones beside it (a quarter, a year) frame it and must agree with it. */
function readFramed(clauses: readonly Clause[], phrase: Phrase): Reading | undefined {
  const finest = Math.min(...clauses.map(coarseness))
  const [detail, ...rivals] = clauses.filter(clause => coarseness(clause) === finest)
  if (!detail) return undefined
  const frames = clauses
    .filter(clause => coarseness(clause) > finest)
    .map(clause => ({ clause, interval: frameInterval(clause, phrase) }))
  const frame = frameOf(frames, detail, clauses[0] === frames[0]?.clause, phrase)
  const intervals = resolveItems(detail.items, detail.joins, frame, phrase)
  if (!intervals) return undefined
  noteRivals(detail, rivals, intervals, phrase)
  for (const each of frames) noteMismatch(each, intervals, detail, phrase)
  if (detail.time && frames.some(({ clause }) => clause.time))
    note(phrase, "time-unclear", clausePlace(detail))
  return clauseReading(mergeBinders(detail, frames), intervals, phrase)
}

function noteRivals(
  detail: Clause,
  rivals: readonly Clause[],
  intervals: readonly Interval[],
  phrase: Phrase,
): void {
  const all = [...periodsOf(detail, intervals)]
  for (const rival of rivals) {
    const aside = withOwnNotes(phrase)
    const other = resolveItems(rival.items, rival.joins, {}, aside)
    const known = new Set(phrase.notes.map(({ code }) => code))
    phrase.notes.push(...aside.notes.filter(({ code }) => flagOf(code) !== "warn" && !known.has(code)))
    const isSame =
      other?.length === intervals.length && other.every((one, at) => one.to === intervals[at]?.to)
    const place = { start: clausePlace(detail).start, end: clausePlace(rival).end }
    if (isSame) continue
    const each = [periodsOf(detail, intervals), periodsOf(rival, other ?? [])]
    const words = [detail, rival].flatMap(({ items }, at) => sideWords(items, each[at] ?? [], phrase))
    note(phrase, "several-dates", place, words)
    phrase.meanings.words.push(...jointWords(each.flat()))
    all.push(...(each[1] ?? []))
  }
  if (rivals.length > 1) phrase.meanings.words.push(...jointWords(all))
}

/** Of a range, all of its days; of a set, each. */
function periodsOf({ joins }: Clause, intervals: readonly Interval[]): readonly Interval[] {
  const [first, last, ...more] = intervals
  const isRange = joins.length === 1 && joins[0] === "to" && more.length === 0
  return isRange && first && last ? [{ from: first.from, to: last.to }] : intervals
}

function sideWords(items: readonly Item[], [days]: readonly Interval[], phrase: Phrase): string[] {
  const [item, ...more] = items
  if (days && (more.length > 0 || item?.year)) return [daysWords(days)]
  return item ? [planWording(item, phrase)] : []
}

/** Dates side by side may be the ends of a period, or each a deadline. */
function jointWords(intervals: readonly Interval[]): string[] {
  const ordered = [...intervals].sort((one, other) => (one.to < other.to ? -1 : 1))
  const [first, last] = [ordered[0], ordered[ordered.length - 1]]
  if (!first || !last) return []
  return [daysWords({ from: first.from, to: last.to }), ordered.map(({ to }) => byWords(to)).join(" และ ")]
}
