/** A clean phrase to its reading: each family of phrases is asked in turn, and what was noted on the way stays. */
import { readCalendar } from "./calendar.ts"
import type { CleanText } from "./clean.ts"
import { countsFromEvent, readDuration } from "./durations.ts"
import type { Kind } from "./lexicon.ts"
import { readNoDate } from "./no-date.ts"
import { flagOf } from "./problems.ts"
import { type Desk, note, type Reading } from "./reading.ts"
import { readRecurrence } from "./recurrence.ts"
import { rollReading, splitRoll } from "./roll.ts"
import { readStored } from "./stored.ts"
import { type Token, tokenize } from "./tokens.ts"
import { ownWords } from "./wording.ts"

export function readPhrase(clean: CleanText, desk: Desk): Reading {
  const own = ownWords(clean.text)
  if (own?.kind === "bad") note(desk, own.why, { start: 0, end: desk.text.length }, ["ภายในวันที่ ๕ ของทุกเดือน"])
  const special = own?.kind === "bad" ? own : readStored(desk)
  if (special) return special
  const written = tokenize(clean)
  const { rest, clause } = splitRoll(foldMonths(written))
  const tokens = rest.filter(({ kind }) => !SILENT.includes(kind))
  noteSlips(written, desk)
  const reading = readWords(tokens, desk)
  if (desk.notes.some(({ code }) => flagOf(code) === "reject")) return { kind: "none" }
  if (!reading && desk.notes.some(({ code }) => code === "month-missing")) return { kind: "none" }
  if (!reading || isEmpty(reading, desk)) return readNoDate(written, desk)
  return clause ? rollReading(reading, clause, desk) : reading
}

/** Words that may stand anywhere and change nothing once there is a date. */
const SILENT: readonly Kind[] = ["filler", "done", "continuous"]

function readWords(tokens: readonly Token[], desk: Desk): Reading | undefined {
  if (countsFromEvent(tokens)) return readDuration(tokens, desk)
  return readRecurrence(tokens, desk) ?? readDuration(tokens, desk) ?? readCalendar(tokens, desk)
}

/** Nothing read and nothing refused. */
function isEmpty(reading: Reading, desk: Desk): boolean {
  return reading.kind === "none" && desk.notes.length === 0
}

/** เดือนมิถุนายน and วันที่ 30 เดือน 6 ปี 2566: the word เดือน goes with the month's name or number. */
function foldMonths(tokens: readonly Token[]): Token[] {
  const folded: Token[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "month") dropOf(folded)
    const before = folded[folded.length - 1]
    const isName = token.kind === "month" && before?.kind === "monthUnit"
    const isNumbered = before?.kind === "monthUnit" && isMonthNumber(tokens, index)
    if (before && (isName || isNumbered)) {
      folded[folded.length - 1] = {
        ...token,
        kind: "month",
        start: before.start,
        slips: [...before.slips, ...token.slips],
      }
    } else folded.push(token)
  }
  return folded
}

/** วันที่ 5 ของเดือนมกราคม is a date like any other: the ของ says nothing. */
function dropOf(folded: Token[]): void {
  const end = folded[folded.length - 1]?.kind === "monthUnit" ? folded.length - 1 : folded.length
  const tail = folded.slice(Math.max(0, end - 3), end).map(({ kind }) => kind)
  if (tail.join(" ") === "date number of") folded.splice(end - 1, 1)
}

function isMonthNumber(tokens: readonly Token[], index: number): boolean {
  const number = tokens[index]
  const [day, next] = [tokens[index - 2], tokens[index + 1]]
  const isYear =
    next?.kind === "year" || next?.kind === "era" || (next?.kind === "number" && next.digits === 4)
  return number?.kind === "number" && number.digits <= 2 && day?.kind === "number" && isYear
}

/** Slips that were mended, and digits of two kinds in one number: each kind is told once. */
function noteSlips(tokens: readonly Token[], desk: Desk): void {
  for (const token of tokens) for (const slip of token.slips) note(desk, slip, token)
}
