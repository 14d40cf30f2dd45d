/** A clean phrase to its reading: each family of phrases is asked in turn, and what was noted on the way stays. */

import type { IsoDate } from "../date/civil-date.ts"
import { type Roll, rollDate } from "../date/working-day.ts"
import { readCalendar } from "./calendar.ts"
import type { CleanPhrase } from "./clean.ts"
import { kinds, matchAt, pattern } from "./cursor.ts"
import { countsFromEvent, readDuration } from "./durations.ts"
import { foldTokens } from "./fold.ts"
import type { Kind, Place, Token } from "./grammar.ts"
import { listMonths, numberParts, unbracketNumbered } from "./list-parts.ts"
import { flagOf, type PeriodCode } from "./problems.ts"
import { MONTHLY_WORDS, note, type Phrase, type Reading, yearEndWords } from "./reading.ts"
import { readRecurrence } from "./recurrence.ts"
import { readStored } from "./stored.ts"
import { tokenize } from "./tokens.ts"
import { ownWords } from "./wording.ts"

export function readPhrase(clean: CleanPhrase, given: Phrase): Reading {
  const written = tokenize(clean, given.isEarlier)
  const phrase = { ...given, isAtLeast: written.some(({ kind }) => kind === "atLeast") }
  const own = ownWords(clean.text)
  if (own?.kind === "bad") note(phrase, own.why, { start: 0, end: phrase.text.length }, [MONTHLY_WORDS])
  const special = own?.kind === "bad" ? own : readStored(phrase)
  if (special) return special
  const folded = given.isEarlier
    ? foldTokens(written, clean.text, true)
    : listMonths(
        foldTokens(unbracketNumbered(numberParts(written, clean.text, phrase.fiscalYear)), clean.text, false),
      )
  const { rest, clause } = splitRoll(folded)
  const said = given.isEarlier || !phrase.isAtLeast ? rest : firstDays(rest, clean.text)
  const tokens = said.filter(({ kind }) => !SILENT.includes(kind))
  for (const token of written) for (const slip of token.slips) note(phrase, slip, token)
  const reading = countsFromEvent(tokens)
    ? readDuration(tokens, phrase)
    : (readRecurrence(tokens, phrase) ?? readDuration(tokens, phrase) ?? readCalendar(tokens, phrase))
  if (phrase.notes.some(({ code }) => flagOf(code) === "reject")) return { kind: "none" }
  if (!reading && phrase.notes.some(({ code }) => code === "month-missing")) return { kind: "none" }
  if (!reading || isEmpty(reading, phrase)) return readNoDate(written, phrase)
  if (clause) note(phrase, "roll-rule", clause.place)
  const roll = clause?.roll ?? phrase.roll
  return roll ? rollReading(reading, roll, phrase) : reading
}

/** Words that may stand anywhere and change nothing once there is a date. */
const SILENT: readonly Kind[] = ["filler", "atLeast", "done", "continuous"]

/** ไม่ต่ำกว่าวันที่ 30 มิ.ย.: said of a day, it is the first and no deadline. */
function firstDays(tokens: readonly Token[], text: string): readonly Token[] {
  return tokens.map((token, at) => {
    const isDay = NOT_BEFORE.some(each => matchAt(tokens, at, each))
    return isDay && text.startsWith("ไม่", token.start) ? { ...token, kind: "from" } : token
  })
}

const NOT_BEFORE = ["atLeast date|month|weekday|end", "atLeast number month|slash"].map(pattern)

/** Nothing read and nothing refused. */
function isEmpty(reading: Reading, phrase: Phrase): boolean {
  return reading.kind === "none" && phrase.notes.length === 0
}

/** The last reader: it always has a reading, and replaces what the others noted on their way. */
function readNoDate(tokens: readonly Token[], phrase: Phrase): Reading {
  const words = [yearEndWords(phrase.fiscalYear), MONTHLY_WORDS]
  phrase.notes.length = 0
  phrase.notes.push({ code: reasonOf(tokens), quote: phrase.raw, words })
  return { kind: "none" }
}

function reasonOf(tokens: readonly Token[]): PeriodCode {
  const vague = tokens.find(({ kind }) => kind === "vague")
  if (vague) return vague.reason ?? "no-date"
  if (tokens.every(({ kind }) => BLANK.includes(kind))) return "blank"
  if (tokens.some(({ kind }) => kind === "continuous")) return "continuous"
  return tokens.some(({ kind }) => kind === "done") ? "status" : "no-date"
}

const BLANK: readonly Kind[] = kinds("dash blank dot comma slash colon open close")

/** A roll rule written into the text: หากตรงกับวันหยุดให้เลื่อนไปเป็นวันทำการถัดไป. It is always the last words. */
type RollClause = { readonly roll: Roll; readonly place: Place }

/** The words without the roll rule, and the rule; only a clause understood to its last word is taken off. */
function splitRoll(tokens: readonly Token[]): { rest: readonly Token[]; clause?: RollClause } {
  const at = tokens.findIndex(({ kind }, index) => kind === "if" && tokens.slice(index).every(isRollWord))
  const words = at < 0 ? [] : tokens.slice(at)
  const holiday = words.findIndex(({ kind }) => kind === "holiday" || kind === "weekday")
  const move = words.findIndex(({ kind }, index) => index > holiday && (kind === "move" || kind === "back"))
  const [first, last] = [words[0], words[words.length - 1]]
  if (holiday < 0 || move < 0 || !first || !last) return { rest: tokens }
  const target = words.slice(move)
  const isBack = target.some(({ kind }) => kind === "before" || kind === "back")
  const place = { start: first.start, end: last.end }
  const before = tokens.slice(0, at)
  const rest = before[before.length - 1]?.kind === "open" ? before.slice(0, -1) : before
  return { rest, clause: { roll: isBack ? "previous" : "next", place } }
}

const ROLL_WORDS: readonly Kind[] = kinds(
  "if holiday fallsOn move back weekday workday next before filler th of or and days date dash until close comma after within first",
)

function isRollWord({ kind }: Token): boolean {
  return ROLL_WORDS.includes(kind)
}

/** Dates moved by the rule, the text's or the office's. A series keeps its rule, and moves where its dates are listed. */
function rollReading(reading: Reading, roll: Roll, phrase: Phrase): Reading {
  const moved = (date: IsoDate) => rollDate(date, roll, phrase.holidays)
  if (reading.kind === "date" || reading.kind === "by") return { ...reading, date: moved(reading.date) }
  if (reading.kind === "span") return { ...reading, to: moved(reading.to) }
  if (reading.kind === "set") return { ...reading, dates: [...new Set(reading.dates.map(moved))].sort() }
  return reading.kind === "series" ? { ...reading, roll } : reading
}
