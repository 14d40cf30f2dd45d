/**
 * Rounds with a deadline each: รอบ 6 เดือน (ต.ค. - มี.ค.) และรอบ 12 เดือน (เม.ย. - ก.ย.), ไตรมาส 1 ภายใน 15 ม.ค. ไตรมาส 2
 * ภายใน 15 เม.ย. Each is read as if it stood alone, so that what contradicts its name is asked about.
 */
import type { IsoDate } from "../date/civil-date.ts"
import { kinds, matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { note, type Phrase, type Reading, withOwnNotes } from "./reading.ts"

type Read = (tokens: readonly Token[], phrase: Phrase) => Reading | undefined

/** The last days of two or more rounds; undefined where the phrase is not made of such. */
export function readRounds(tokens: readonly Token[], phrase: Phrase, read: Read): Reading | undefined {
  if (phrase.isEarlier) return undefined
  const rounds = roundsOf(tokens)
  if (!rounds) return undefined
  const asides = rounds.map(() => withOwnNotes(phrase))
  const dates = rounds.map((round, at) => {
    const aside = asides[at] ?? phrase
    const date = lastDay(read(round, aside))
    const since = aside.notes.some(({ code }) => code === "period-mismatch")
      ? sinceBefore(round, rounds[at - 1])
      : undefined
    if (!since) return date
    aside.notes.length = 0
    return lastDay(read(since, aside))
  })
  const [first] = dates
  if (dates.some(date => date === undefined) || dates.every(date => date === first)) return undefined
  for (const { code, quote, words } of asides.flatMap(({ notes }) => notes)) {
    const start = Math.max(0, phrase.raw.indexOf(quote))
    note(phrase, code, { start, end: start + quote.length }, words)
  }
  return { kind: "set", dates: [...new Set(dates as IsoDate[])].sort() }
}

/** รอบ 12 เดือน (เม.ย. - ก.ย.) after one of 6 months is what has passed since. */
function sinceBefore(round: readonly Token[], before: readonly Token[] = []): readonly Token[] | undefined {
  const [name, months, ...rest] = round
  const [, monthsBefore] = before
  if (name?.kind !== "round" || !months || !monthsBefore || months.value <= monthsBefore.value)
    return undefined
  return [name, { ...months, value: months.value - monthsBefore.value }, ...rest]
}

function lastDay(reading: Reading | undefined): IsoDate | undefined {
  if (reading?.kind === "span") return reading.to
  if (reading?.kind === "by") return reading.time ? undefined : reading.date
  return reading?.kind === "date" ? reading.date : undefined
}

const LABELS = [
  pattern("round number months"),
  pattern("quarter th? number"),
  pattern("half"),
  pattern("number months first|last"),
]

/** Each round with the words after it; all named in one way, and none without words of its own. */
function roundsOf(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const label = LABELS.find(each => tokens.some((_, at) => matchAt(tokens, at, each)))
  if (!label) return undefined
  const starts = tokens.flatMap((_, at) => (matchAt(tokens, at, label) ? [at] : []))
  const isOpened = tokens.slice(0, starts[0]).every(({ kind }) => OPENERS.includes(kind))
  if (starts.length < 2 || !isOpened) return undefined
  const rounds = starts.map((start, at) => withoutTail(tokens.slice(start, starts[at + 1])))
  const isDated = (round: readonly Token[]) =>
    round.slice(matchAt(round, 0, label)?.length).some(({ kind }) => kind === "month" || kind === "date")
  return rounds.every(isDated) ? rounds : undefined
}

const OPENERS: readonly Kind[] = kinds("filler within colon nth number dash")
/** What stands before the next round. A range to it is none of them. */
const TAIL: readonly Kind[] = kinds("and comma within colon filler slash")

function withoutTail(round: readonly Token[]): readonly Token[] {
  const [last, before] = [round[round.length - 1], round[round.length - 2]]
  if (last?.kind === "number" && before?.kind === "nth") return withoutTail(round.slice(0, -2))
  return last && TAIL.includes(last.kind) ? withoutTail(round.slice(0, -1)) : round
}
