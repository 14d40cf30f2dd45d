/**
 * What is said of one month or quarter beside a rhythm: ทุกเดือน ยกเว้นเดือนเมษายน, ทุกวันที่ 5 ของเดือน (เดือนเมษายนส่งวันที่ 10). The
 * rhythm is read without it and changed there; a person is asked, since a month may be the one of the date or of the report.
 */
import { readCalendar, readPeriods } from "./calendar.ts"
import { kinds, matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { note, type Phrase, type Reading, withOwnNotes } from "./reading.ts"
import { ruleDates, workingDate } from "./series.ts"
import { readingToWords } from "./wording.ts"

type Remark = {
  readonly all: readonly Token[]
  readonly periods: readonly Token[]
  readonly day: readonly Token[]
}
type Read = (tokens: readonly Token[], phrase: Phrase) => Reading | undefined

/** The dates that such remarks leave; undefined where there is none, or no rhythm to change. */
export function readRemarks(tokens: readonly Token[], phrase: Phrase, read: Read): Reading | undefined {
  const remarks = phrase.isEarlier ? [] : remarksOf(tokens, phrase.text)
  const [first] = remarks
  if (!first) return undefined
  const aside = withOwnNotes(phrase)
  const base = read(withoutRemarks(tokens, remarks), aside)
  if (base?.kind !== "series") return undefined
  let dates = ruleDates(base.series).flatMap(date => workingDate(base.series, date, phrase.holidays) ?? [])
  let isKnown = true
  for (const { periods, day } of remarks) {
    const own = withOwnNotes(phrase)
    const changed = readPeriods(periods, own)
    const instead = day.length > 0 ? readCalendar(day, withOwnNotes(phrase)) : undefined
    if (changed.length === 0 || own.notes.some(({ code }) => code === "unread")) return undefined
    dates = dates.filter(date => !changed.some(({ from, to }) => from <= date && date <= to))
    if (instead?.kind === "date" || instead?.kind === "by") dates.push(instead.date)
    else isKnown &&= day.length === 0
  }
  phrase.notes.push(...aside.notes)
  note(phrase, "several-dates", { start: first.all[0]?.start ?? 0, end: phrase.text.length })
  const left = [...new Set(dates)].sort()
  if (!isKnown || left.length > MOST || left.length < 2) return base
  phrase.meanings.words.push(readingToWords(base))
  return { kind: "set", dates: left }
}

/** Dates that one cell can still list. */
const MOST = 14

function remarksOf(tokens: readonly Token[], text: string): Remark[] {
  const remarks: Remark[] = []
  for (let at = 1; at < tokens.length; at += 1) {
    const remark = remarkAt(tokens, at, text)
    if (!remark) continue
    remarks.push(remark)
    at += remark.all.length - 1
  }
  // Quarters with a date each are all that is said.
  return remarks.filter(({ all: [first] }) => first?.kind === "quarter").length > 1 ? [] : remarks
}

function remarkAt(tokens: readonly Token[], at: number, text: string): Remark | undefined {
  const token = tokens[at]
  const isExcept = token?.kind === "unknown" && /^(?:(?:ยก)?เว้น|ไม่รวม)/.test(text.slice(token.start))
  if (!isExcept) return ownDayAt(tokens, at)
  let end = at + 1
  while (NAMES.includes(tokens[end]?.kind)) end += 1
  const own = ownDayAt(tokens, at + 1)
  return own
    ? { ...own, all: [token, ...own.all] }
    : { all: tokens.slice(at, end), periods: tokens.slice(at + 1, end), day: [] }
}

const NAMES: readonly (Kind | undefined)[] = kinds("month quarter half number and comma dash until last")

/** เดือนเมษายน 2566 วันที่ 10: its period, and its day in the order of dates. */
function ownDayAt(tokens: readonly Token[], at: number): Remark | undefined {
  const all = matchAt(tokens, at, PERIOD) && OWN_DAY.map(each => matchAt(tokens, at, each)).find(Boolean)
  if (!all || OF_ANOTHER.includes(tokens[at - 1]?.kind) || tokens[at - 2]?.kind === "month") return undefined
  const split = all[1]?.kind === "number" || all[1]?.kind === "last" ? 2 : 1
  const [periods, day] = [all.slice(0, split), all.slice(split)]
  const isWhole = day.some(({ kind }) => kind === "month" || kind === "weekday")
  return { all, periods, day: isWhole ? day : [...day, ...periods] }
}

const PERIOD = pattern("month|quarter")
const OWN_DAY = [
  "month number? move? within? date number !month|slash|dot|dash|until",
  "month number? move? within? date? number month number?",
  "month weekday !th|number|date",
  "quarter number|last move? within? date? number? month number?",
].map(pattern)

/** After these a month is the end of a range, or a date's. */
const OF_ANOTHER: readonly (Kind | undefined)[] = kinds(
  "dash until from start between number every end month within of",
)

function withoutRemarks(tokens: readonly Token[], remarks: readonly Remark[]): readonly Token[] {
  const isOf = (token?: Token) => remarks.some(({ all }) => all.some(each => each === token))
  const isJoint = ({ kind }: Token, at: number) =>
    (kind === "and" || kind === "comma") && (isOf(tokens[at - 1]) || isOf(tokens[at + 1]))
  return tokens.filter((token, at) => !isOf(token) && !isJoint(token, at))
}
