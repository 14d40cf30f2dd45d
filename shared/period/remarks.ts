/**
 * What is said of one month or quarter beside a rhythm: ทุกเดือน ยกเว้นเดือนเมษายน, ทุกวันที่ 5 ของเดือน (เดือนเมษายนส่งวันที่ 10). The
 * rhythm is read without it and changed there; a person is asked, since a month may be the one of the date or of the report.
 */
import { readCalendar, readPeriods } from "./calendar.ts"
import { matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { flagOf } from "./problems.ts"
import { note, type Phrase, type Reading, withOwnNotes } from "./reading.ts"
import { ruleDates, workingDate } from "./series.ts"
import { readingToWords } from "./wording.ts"

type Remark = { readonly all: readonly Token[]; readonly periods: readonly Token[]; readonly day: readonly Token[] }
type Read = (tokens: readonly Token[], phrase: Phrase) => Reading | undefined

/** The dates that such remarks leave; undefined where there is none, or no rhythm to change. */
export function readRemarks(tokens: readonly Token[], phrase: Phrase, read: Read): Reading | undefined {
  const remarks = phrase.isEarlier ? [] : remarksOf(tokens, phrase.text)
  const [first] = remarks
  if (!first) return undefined
  const aside = withOwnNotes(phrase)
  const base = read(withoutRemarks(tokens, remarks), aside)
  if (base?.kind !== "series") return undefined
  const usual = ruleDates(base.series).flatMap(date => workingDate(base.series, date, phrase.holidays) ?? [])
  let dates: typeof usual | undefined = usual
  for (const { periods, day } of remarks) {
    const own = withOwnNotes(phrase)
    const left = readPeriods(periods, own)
    const instead = day.length > 0 ? readCalendar(day, own) : undefined
    const isRead = left.length > 0 && !own.notes.some(({ code }) => flagOf(code) !== "warn")
    if (!isRead && day.length === 0) return undefined
    const isDay = instead?.kind === "date" || instead?.kind === "by"
    if (!isRead || isDay !== day.length > 0) dates = undefined
    dates = dates?.filter(date => !left.some(({ from, to }) => from <= date && date <= to))
    if (isDay) dates?.push(instead.date)
  }
  phrase.notes.push(...aside.notes)
  note(phrase, "several-dates", { start: first.all[0]?.start ?? 0, end: phrase.text.length })
  if (!dates || dates.length > MOST || dates.length < 2) return base
  phrase.meanings.words.push(readingToWords(base))
  return { kind: "set", dates: [...new Set(dates)].sort() }
}

/** Dates that one cell can still list. */
const MOST = 14

const OWN_DAY = [
  pattern("month number? within? date number !month|slash|dot|dash|until"),
  pattern("month number? within? date? number month number?"),
  pattern("month weekday !th|number|date"),
  pattern("quarter number|last within? date? number? month number?"),
]

function remarksOf(tokens: readonly Token[], text: string): Remark[] {
  const remarks: Remark[] = []
  for (let at = 1; at < tokens.length; at += 1) {
    const all = exceptionAt(tokens, at, text) ?? ownDayAt(tokens, at, remarks[remarks.length - 1])
    if (!all) continue
    remarks.push(isException(all[0], text) ? { all, periods: all.slice(1), day: [] } : ownDay(all))
    at += all.length - 1
  }
  const ofQuarters = remarks.filter(({ all: [first] }) => first?.kind === "quarter")
  return ofQuarters.length > 1 ? [] : remarks
}

function isException(token: Token | undefined, text: string): boolean {
  return token?.kind === "unknown" && /^(?:(?:ยก)?เว้น|ไม่รวม)/.test(text.slice(token.start, token.end))
}

function exceptionAt(tokens: readonly Token[], at: number, text: string): readonly Token[] | undefined {
  if (!isException(tokens[at], text)) return undefined
  const stop = tokens.findIndex(({ kind }, index) => index > at && !NAMES.includes(kind))
  return tokens.slice(at, stop < 0 ? tokens.length : stop)
}

// biome-ignore format: a list
const NAMES: readonly Kind[] = ["month", "quarter", "half", "number", "and", "comma", "dash", "until", "era", "year", "fiscal", "of", "last", "first"]

function ownDayAt(tokens: readonly Token[], at: number, last: Remark | undefined): readonly Token[] | undefined {
  const before = tokens[at - 1]
  const isAfterRemark = last?.all.includes(before as Token) || last?.all.includes(tokens[at - 2] as Token)
  if (!before || (OF_ANOTHER.includes(before.kind) && !isAfterRemark)) return undefined
  return OWN_DAY.map(each => matchAt(tokens, at, each)).find(Boolean)
}

/** After these a month is the end of a range, one of a list, or a date's. */
// biome-ignore format: a list
const OF_ANOTHER: readonly Kind[] = ["dash", "until", "from", "start", "between", "and", "comma", "number", "every", "end", "month", "within", "of"]

/** เดือนเมษายน 2566 วันที่ 10: its period, and its day in the order of dates. */
function ownDay(all: readonly Token[]): Remark {
  const at = all.findIndex(({ kind }, index) => index > 0 && !(index === 1 && kind === "number") && kind !== "last")
  const [periods, day] = [all.slice(0, at), all.slice(at)]
  const isWhole = day.some(({ kind }) => kind === "month" || kind === "weekday")
  return { all, periods, day: isWhole ? day : [...day, ...periods] }
}

function withoutRemarks(tokens: readonly Token[], remarks: readonly Remark[]): readonly Token[] {
  const dropped = new Set(remarks.flatMap(({ all }) => all))
  const kept = tokens.filter(token => !dropped.has(token))
  const isLoose = ({ kind }: Token, at: number) =>
    JOINTS.includes(kind) && (!kept[at + 1] || [...JOINTS, "close"].includes(kept[at + 1]?.kind ?? "close"))
  const joined = kept.filter((token, at) => !isLoose(token, at))
  return joined.filter(
    ({ kind }, at) =>
      !(kind === "open" && joined[at + 1]?.kind === "close") && !(kind === "close" && joined[at - 1]?.kind === "open"),
  )
}

const JOINTS: readonly Kind[] = ["and", "comma", "slash", "dash"]
