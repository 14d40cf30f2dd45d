/**
 * The deadline compiler: a Thai phrase to its normal form, its due dates, and what a clerk should know.
 * Pure: the same phrase, plan year and holidays give the same answer for ever. It never throws.
 */

import {
  addDays,
  dateParts,
  daysInMonth,
  fiscalYearOf,
  fiscalYearStart,
  type IsoDate,
  isoDate,
  yearOfMonth,
} from "../date/civil-date.ts"
import { longDate } from "../date/thai-date.ts"
import type { Roll } from "../date/working-day.ts"
import { cleanPhrase } from "./clean.ts"
import { type Occurrence, seriesOccurrences, setOccurrences, yearOccurrence } from "./occurrences.ts"
import { type Flag, flagOf, gravest, noteToProblem, type PeriodCode, type PeriodProblem } from "./problems.ts"
import { readPhrase } from "./read.ts"
import {
  MONTHLY_WORDS,
  note,
  type Phrase,
  type Reading,
  readingToNormal,
  type Taken,
  yearEndWords,
} from "./reading.ts"
import { ruleDates } from "./series.ts"
import { readingToWords } from "./wording.ts"
import { FARTHEST } from "./years.ts"

export type { Occurrence } from "./occurrences.ts"
export type { Flag, PeriodProblem } from "./problems.ts"

export type CompiledPeriod = {
  /** As typed. */
  readonly text: string
  readonly normal: string
  /** Every due date, in order. */
  readonly due: readonly IsoDate[]
  /** The same dates, each with the period it reports on. */
  readonly occurrences: readonly Occurrence[]
  /** The first day of a window: of a SPAN, or of BY … FROM. */
  readonly from?: IsoDate
  readonly flag: Flag
  /** A Thai sentence that compiles to the same normal form. */
  readonly understood: string
  readonly problems: readonly PeriodProblem[]
}

export type PeriodContext = {
  readonly fiscalYear: number
  readonly holidays?: ReadonlySet<IsoDate>
  /** Where a date that falls on a holiday goes, unless the text itself says; undefined leaves it where it is. */
  readonly roll?: Roll
  /** The phrase stands in a plan: what reports on the month before covers the plan's own twelve months. */
  readonly isOfPlan?: boolean
  /** As an accepted row was read by the version before: what is asked since then is not asked of it. */
  readonly isEarlier?: boolean
}

export function compilePeriod(text: string, context: PeriodContext): CompiledPeriod {
  return compileAs(text, context).compiled
}

/** A phrase with its words in other than their first meanings; and what was noticed on the way. */
export function compileAs(
  text: string,
  context: PeriodContext & { readonly taken?: Taken },
): { readonly compiled: CompiledPeriod; readonly phrase: Phrase } {
  const { holidays = NO_HOLIDAYS, fiscalYear } = context
  const clean = text.length > LONGEST_CELL ? { text: "", raw: "" } : cleanPhrase(text)
  const meanings = { counts: new Map<PeriodCode, number>(), words: [] }
  const phrase: Phrase = { ...context, ...clean, holidays, meanings, notes: [] }
  if (text.length > LONGEST_CELL) phrase.notes.push({ code: "too-long", quote: text, words: [MONTHLY_WORDS] })
  const reading = judged(readPhrase(clean, phrase), phrase)
  const occurrences = occurrencesOf(reading, phrase)
  const understood = readingToWords(reading)
  const from = reading.kind === "by" || reading.kind === "span" ? reading.from : undefined
  const compiled = {
    text,
    normal: readingToNormal(reading),
    due: occurrences.map(({ due }) => due),
    occurrences,
    ...(from ? { from } : {}),
    flag: gravest(phrase.notes.map(({ code }) => code)),
    understood,
    problems: phrase.notes.map(one => noteToProblem(one, suggestionFor(reading, phrase), fiscalYear)),
  }
  return { compiled, phrase }
}

/** The words to type where a problem knows no better: what was understood, or an example when that is nothing. */
function suggestionFor(reading: Reading, { fiscalYear }: Phrase): string {
  const isUsable = reading.kind !== "bad" && reading.kind !== "none"
  return isUsable ? readingToWords(reading) : yearEndWords(fiscalYear)
}

const NO_HOLIDAYS: ReadonlySet<IsoDate> = new Set()

/** A longer cell is refused before any matching: a deadline fits in a line. */
const LONGEST_CELL = 500

/** What was refused is never applied, however well the rest of the phrase reads. */
function judged(reading: Reading, phrase: Phrase): Reading {
  if (reading.kind !== "bad") noteDistance(reading, phrase)
  noteYears(reading, phrase)
  const refused = phrase.notes.find(({ code }) => flagOf(code) === "reject")
  return refused ? { kind: "bad", why: refused.code } : reading
}

function occurrencesOf(reading: Reading, phrase: Phrase): readonly Occurrence[] {
  switch (reading.kind) {
    case "date":
    case "by":
      return yearOccurrence(phrase.fiscalYear, reading.date)
    case "span":
      return yearOccurrence(phrase.fiscalYear, reading.to)
    case "set":
      return setOccurrences(phrase.fiscalYear, reading.dates)
    case "series":
      return seriesOccurrences(reading.series, reading.roll, phrase)
    case "relative":
      return reading.due ? yearOccurrence(phrase.fiscalYear, reading.due) : []
    case "none":
    case "bad":
      return []
  }
}

/** ปีงบประมาณ 2566 - 2570: the plan's own year is one of many, and which of their ends is meant is asked. */
function noteYears(reading: Reading, phrase: Phrase): void {
  const { fiscalYear, isEarlier } = phrase
  if ((reading.kind !== "span" && reading.kind !== "by") || isEarlier) return
  const to = reading.kind === "span" ? reading.to : reading.date
  if (!reading.from || reading.from > fiscalYearStart(fiscalYear) || fiscalYearOf(to) < fiscalYear + 2) return
  note(phrase, "several-dates", { start: 0, end: phrase.text.length }, [yearEndWords(fiscalYear)])
}

/** Notes the gravest distance among a reading's dates. */
function noteDistance(reading: Reading, phrase: Phrase): void {
  const found = datesOf(reading).flatMap(date => {
    const code = distanceCode(date, phrase.fiscalYear)
    return code ? [{ code, date }] : []
  })
  const order: readonly Flag[] = ["reject", "ask", "warn"]
  const [worst] = order.flatMap(flag => found.filter(({ code }) => flagOf(code) === flag))
  if (!worst) return
  const words =
    flagOf(worst.code) === "warn"
      ? undefined
      : [`ภายใน${longDate(insidePlan(worst.date, phrase.fiscalYear))}`]
  note(phrase, worst.code, { start: 0, end: phrase.text.length }, words)
}

/** A series that reports on the period before is expected to end in the next year. */
function datesOf(reading: Reading): readonly IsoDate[] {
  switch (reading.kind) {
    case "date":
      return [reading.date]
    case "by":
      return reading.from ? [reading.date, reading.from] : [reading.date]
    case "span":
      return [reading.to, reading.from]
    case "set":
      return reading.dates
    case "series": {
      const dates = ruleDates(reading.series)
      return reading.series.isForPeriodBefore ? dates.slice(0, 1) : [...dates.slice(0, 1), ...dates.slice(-1)]
    }
    case "relative":
      return reading.due ? [reading.due] : []
    case "none":
    case "bad":
      return []
  }
}

const FAR = 5
const JUST_BEFORE_DAYS = 7

function distanceCode(date: IsoDate, fiscalYear: number): PeriodCode | undefined {
  const years = Math.abs(fiscalYearOf(date) - fiscalYear)
  const start = fiscalYearStart(fiscalYear)
  if (years > FARTHEST) return "too-far"
  if (years > FAR) return "far-from-year"
  if (date < start && date >= addDays(start, -JUST_BEFORE_DAYS)) return "just-before-year"
  return years > 0 ? "outside-year" : undefined
}

/** The same day and month inside the plan's year. */
function insidePlan(date: IsoDate, fiscalYear: number): IsoDate {
  const { month, day } = dateParts(date)
  const year = yearOfMonth(month, fiscalYear)
  return isoDate(year, month, Math.min(day, daysInMonth(year, month))) ?? date
}
