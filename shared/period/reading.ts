/** What a phrase turned out to mean, before it is judged and worded; and the phrase while it is read. */
import { BANGKOK_OFFSET, fiscalYearEnd, type IsoDate } from "../date/civil-date.ts"
import { eraDate, thaiDigits } from "../date/thai-date.ts"
import type { Roll } from "../date/working-day.ts"
import type { Place } from "./grammar.ts"
import type { Note, PeriodCode } from "./problems.ts"
import { compact, ruleDates, type Series, seriesToRule } from "./series.ts"

export type Reading =
  | { readonly kind: "date"; readonly date: IsoDate }
  | { readonly kind: "by"; readonly date: IsoDate; readonly from?: IsoDate; readonly time?: string }
  | { readonly kind: "span"; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly kind: "set"; readonly dates: readonly IsoDate[] }
  | { readonly kind: "series"; readonly series: Series; readonly roll?: Roll }
  | { readonly kind: "relative"; readonly amount: string; readonly anchor: string; readonly due?: IsoDate }
  | { readonly kind: "none" }
  | { readonly kind: "bad"; readonly why: PeriodCode }

/** The normal form of docs/period.md: what is stored, compared and published. */
export function readingToNormal(reading: Reading): string {
  switch (reading.kind) {
    case "date":
      return `D ${reading.date}`
    case "by":
      return `BY ${reading.date}${zoned(reading.time)}${reading.from ? ` FROM ${reading.from}` : ""}`
    case "span":
      return `SPAN ${reading.from}/${reading.to}`
    case "set":
      return `SET ${reading.dates.join(",")}`
    case "series": {
      const first = ruleDates(reading.series)[0] ?? reading.series.window.from
      return `DTSTART;VALUE=DATE:${compact(first)} RRULE:${seriesToRule(reading.series)}`
    }
    case "relative":
      return `REL ${reading.amount} anchor=${reading.anchor}`
    case "none":
      return "NONE"
    case "bad":
      return `BAD ${reading.why}`
  }
}

function zoned(time: string | undefined): string {
  return time ? `T${time}${BANGKOK_OFFSET}` : ""
}

/** A phrase while it is read: its text, the plan it stands in, and what was noted about it so far. */
export type Phrase = {
  /** The clean text that the tokens point into. */
  readonly text: string
  /** The same characters with the digits that were typed, for quoting. */
  readonly raw: string
  readonly fiscalYear: number
  readonly holidays: ReadonlySet<IsoDate>
  /** The office's own rule for a date on a holiday. */
  readonly roll?: Roll
  /** It stands in a plan, whose year bounds the periods reported on, not the due dates. */
  readonly isOfPlan?: boolean
  /** Read as it was before some readings came to be asked about: an accepted row stays as it was accepted. */
  readonly isEarlier?: boolean
  /** อย่างน้อย: the whole window is open, not its last day alone. */
  readonly isAtLeast?: boolean
  /** Which of its meanings a doubtful word is to have, where not the first. */
  readonly taken?: Taken
  /** How many meanings each doubtful word has, and wordings that are offered but not printed. */
  readonly meanings: { readonly counts: Map<PeriodCode, number>; readonly words: string[] }
  readonly notes: Note[]
}

export type Taken = { readonly code: PeriodCode; readonly meaning: number }

/** Which meaning of a doubtful word to read, 0 unless another was asked for; and that there are so many. */
export function meaningOf({ taken, meanings }: Phrase, code: PeriodCode, count: number): number {
  meanings.counts.set(code, Math.max(count, meanings.counts.get(code) ?? 0))
  return taken?.code === code ? Math.min(taken.meaning, count - 1) : 0
}

/** Remembers something to tell the clerk, quoting the words it is about. */
export function note(
  phrase: Phrase,
  code: PeriodCode,
  place: Place,
  said?: readonly string[] | Pick<Note, "words" | "because">,
): void {
  const quote = phrase.raw.slice(place.start, place.end).trim()
  if (phrase.notes.some(other => other.code === code)) return
  phrase.notes.push({ code, quote, ...(isWords(said) ? { words: said } : said) })
}

function isWords(said: object | undefined): said is readonly string[] {
  return Array.isArray(said)
}

/** Words to type where a problem knows no better: a date of the plan's year, and a recurrence. */
export function yearEndWords(fiscalYear: number): string {
  return `ภายในวันที่ ${eraDate(fiscalYearEnd(fiscalYear))}`
}

/** Words for a year that may be of either kind. */
export function yearWords(year: number): string[] {
  return [`ภายในปีงบประมาณ พ.ศ. ${year}`, `ภายในปีปฏิทิน พ.ศ. ${year}`].map(thaiDigits)
}

export const MONTHLY_WORDS = "ภายในวันที่ ๕ ของทุกเดือน"

/** The phrase for a second opinion, whose notes are kept apart. */
export function withOwnNotes(phrase: Phrase): Phrase {
  return { ...phrase, notes: [] }
}
