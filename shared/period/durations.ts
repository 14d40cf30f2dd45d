/** Lengths of time and what they are counted from. Counting begins the day after the event. */

import { addDays, addMonths, type IsoDate } from "../date/civil-date.ts"
import { longDate } from "../date/thai-date.ts"
import { addWorkingDays } from "../date/working-day.ts"
import { readCalendar } from "./calendar.ts"
import { daysWords } from "./clause-reading.ts"
import { type Cursor, kinds, matchAt, pattern, take } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { gravest } from "./problems.ts"
import { note, type Phrase, type Reading, withOwnNotes, yearEndWords } from "./reading.ts"

/** A length such as `15 วันทำการ`, by unit. */
type Amount = { readonly parts: readonly { readonly count: number; readonly unit: Kind }[] }

/** The reading of a phrase that gives a length of time; undefined when it gives none. */
export function readDuration(tokens: readonly Token[], phrase: Phrase): Reading | undefined {
  const cursor: Cursor = { tokens, at: tokens.findIndex((_, index) => isAmountAt(tokens, index)) }
  if (cursor.at < 0) return undefined
  const lead = tokens.slice(0, cursor.at)
  const first = tokens[cursor.at]
  const amount = readAmount(cursor)
  const dated = explicitDates(amount, lead, cursor, phrase)
  if (dated) return dated
  const isAdvance = lead.some(({ kind }) => kind === "advance") || take(cursor, "advance") !== undefined
  const found = eventAfter(cursor, phrase) ?? eventBetween(lead, first?.start ?? 0, phrase)
  if (isFractionOfYear(cursor, found)) return undefined
  noteLeftovers(lead, found, phrase)
  return counted(amount, found?.isBefore || isAdvance ? -1 : 1, found, phrase)
}

/** ภายใน 7 วัน นับแต่ …: a length counted from an event is never a recurrence, whatever words the event is made of. */
export function countsFromEvent(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ kind }) => kind !== "within")
  if (at < 0 || !isAmountAt(tokens, at)) return false
  const cursor: Cursor = { tokens, at }
  const [number, unit] = tokens.slice(at, at + 2)
  const isDayOfMonth = (unit?.kind === "days" || unit?.kind === "workday") && (number?.value ?? 0) <= 31
  readAmount(cursor)
  if (!take(cursor, "since", "after", "before", "from")) return false
  const isPeriodEnd = matchAt(tokens, cursor.at, PERIOD_END) ?? matchAt(tokens, cursor.at, EVERY_PERIOD_END)
  return cursor.at < tokens.length && !(isPeriodEnd && isDayOfMonth)
}

/** ภายใน 15 วันหลังสิ้นไตรมาส comes back with every quarter: that one is a recurrence. */
const PERIOD_END = pattern("end|finish of? every? months|quarter !number|th|first|last")
const EVERY_PERIOD_END = pattern("every end|finish of? months|quarter !number|th|first|last")

/** 3 เดือน (ม.ค. - มี.ค. 66), 30 วัน ตั้งแต่ 1 - 30 มิ.ย. 66: explicit dates stand, and are checked against the length. */
function explicitDates(
  amount: Amount,
  lead: readonly Token[],
  { tokens, at }: Cursor,
  phrase: Phrase,
): Reading | undefined {
  const told = phrase.isEarlier ? undefined : toldAfter(lead, tokens.slice(at))
  const isBracketed = told !== undefined || tokens[at]?.kind === "open"
  const hasEnd = tokens.slice(at + 1).some(({ kind }) => kind === "dash" || kind === "until")
  if (!isBracketed && !(hasEnd && STARTS.includes(tokens[at]?.kind))) return undefined
  const aside = withOwnNotes(phrase)
  const reading = readCalendar(told ?? [...lead, ...tokens.slice(at)], aside)
  const from = reading?.kind === "span" || reading?.kind === "by" ? reading.from : undefined
  if (!reading || !from) return undefined
  phrase.notes.push(...aside.notes)
  const end = reading.kind === "span" ? reading.to : reading.kind === "by" ? reading.date : from
  // The first day counts: of working days the last is one of them, of months the day before the same day.
  const isOfWorkdays = amount.parts.every(({ unit }) => unit === "workday")
  const counted = isOfWorkdays
    ? addAmount(addDays(from, -1), amount, 1, phrase.holidays)
    : addDays(addAmount(from, amount, 1, phrase.holidays), -1)
  const isSameLength = counted === end
  if (!isSameLength) {
    note(phrase, "period-mismatch", { start: 0, end: phrase.text.length })
    phrase.meanings.words.push(daysWords({ from, to: counted }))
  } else if (!isBracketed && phrase.isEarlier)
    note(phrase, "duration-counted", { start: 0, end: phrase.text.length })
  return reading
}

/** 1 - 31 มีนาคม 2567 (31 วัน): the dates, when the length stands alone in brackets behind them. */
function toldAfter(lead: readonly Token[], rest: readonly Token[]): readonly Token[] | undefined {
  const isAlone = lead[lead.length - 1]?.kind === "open" && rest.length === 1 && rest[0]?.kind === "close"
  return isAlone && lead.length > 1 ? lead.slice(0, -1) : undefined
}

const STARTS: readonly (Kind | undefined)[] = ["start", "from", "between"]

const UNITS: Partial<Record<Kind, string>> = {
  year: "Y",
  months: "M",
  weeks: "W",
  days: "D",
  workday: "BD",
  hour: "H",
}

function isAmountAt(tokens: readonly Token[], at: number): boolean {
  const [number, unit, next] = tokens.slice(at, at + 3)
  if (number?.kind !== "number" || !unit || !UNITS[unitKind(unit)]) return false
  const isLonger = next?.kind === "number" && UNITS[tokens[at + 3]?.kind ?? "unknown"] !== undefined
  const isNamedYear = unit.kind === "year" && (next?.kind === "number" || next?.kind === "era") && !isLonger
  const isFraction = next?.kind === "first" || next?.kind === "last"
  return !isNamedYear && !isFraction && !tokens.slice(0, at).some(({ kind }) => ORDINALS.includes(kind))
}

/** A number after one of these counts something of the calendar, not a length of time. */
const ORDINALS: readonly Kind[] = ["round", "quarter", "nth"]

/** อาทิตย์ after a number is a week. */
function unitKind({ kind, value }: Token): Kind {
  return kind === "weekday" && value === 0 ? "weeks" : kind
}

function readAmount(cursor: Cursor): Amount {
  const parts: { count: number; unit: Kind }[] = []
  while (isAmountAt(cursor.tokens, cursor.at)) {
    const [number, unit] = cursor.tokens.slice(cursor.at, cursor.at + 2)
    if (number && unit) parts.push({ count: number.value, unit: unitKind(unit) })
    cursor.at += 2
    take(cursor, "and")
  }
  return { parts }
}

type Event = { readonly text: string; readonly tokens: readonly Token[]; readonly isBefore: boolean }

/** นับแต่วันที่ได้รับเรื่อง, ก่อนวันประชุม: everything after the word is the event. */
function eventAfter(cursor: Cursor, phrase: Phrase): Event | undefined {
  const word = take(cursor, "since", "after", "before", "from")
  if (!word) return undefined
  return eventOf(word, cursor.tokens.slice(cursor.at), phrase.text.length, phrase)
}

/** ก่อนวันประชุม 15 วัน, นับแต่วันที่ได้รับแจ้ง ภายใน 7 วัน */
function eventBetween(lead: readonly Token[], end: number, phrase: Phrase): Event | undefined {
  const at = lead.findIndex(({ kind }) => kind === "before" || kind === "since" || kind === "after")
  const word = lead[at]
  if (!word) return undefined
  const inner = lead.slice(at + 1)
  const close = inner.findIndex(({ kind }) => kind === "within")
  const stop = close < 0 ? end : (inner[close]?.start ?? end)
  return eventOf(word, close < 0 ? inner : inner.slice(0, close), stop, phrase)
}

/** The event between its word and a stop; a roll rule after it is no part of it. */
function eventOf(word: Token, tokens: readonly Token[], stop: number, phrase: Phrase): Event {
  const at = tokens.findIndex(({ kind }) => kind === "if")
  const own = at > 0 ? tokens.slice(0, at) : tokens
  const end = at > 0 ? (tokens[at]?.start ?? stop) : stop
  return {
    text: eventText(phrase.text.slice(word.end, end), phrase),
    tokens: own.filter(({ kind }) => !EDGE_MARKS.includes(kind)),
    isBefore: word.kind === "before",
  }
}

/** Punctuation that the event's text is trimmed of. */
const EDGE_MARKS: readonly Kind[] = kinds("blank comma colon dot open close")

function eventText(text: string, { isEarlier }: Phrase): string {
  const trimmed = text.replace(/^[().,:; ]+|[().,:; ]+$/g, "")
  // ก่อนการประชุมไม่น้อยกว่า 7 วัน: said of the days.
  return isEarlier ? trimmed : trimmed.replace(/(?<=.)\s*(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย)$/, "")
}

/** 6 เดือนหลัง with nothing after it is the second half, not six months after something. */
function isFractionOfYear({ tokens, at }: Cursor, event: Event | undefined): boolean {
  const isBareAfter = event?.text === "" || tokens[at]?.kind === "of"
  return isBareAfter && tokens[at - 1]?.kind === "after"
}

const HARMLESS: readonly Kind[] = kinds(
  "within filler done continuous advance between noAnchor before since after",
)

function noteLeftovers(lead: readonly Token[], event: Event | undefined, phrase: Phrase): void {
  for (const token of lead) {
    const isEvent = event?.tokens.includes(token)
    if (!isEvent && !HARMLESS.includes(token.kind)) note(phrase, "unread", token)
  }
}

function counted(amount: Amount, sign: 1 | -1, event: Event | undefined, phrase: Phrase): Reading {
  const whole = { start: 0, end: phrase.text.length }
  const anchor = event && eventDate(event, phrase)
  if (anchor) {
    const due = addAmount(anchor, amount, sign, phrase.holidays)
    note(phrase, "duration-counted", whole, [`ภายใน${longDate(due)}`])
    return { kind: "relative", amount: isoDuration(amount, sign), anchor, due }
  }
  note(phrase, "duration", whole, [yearEndWords(phrase.fiscalYear)])
  return { kind: "relative", amount: isoDuration(amount, sign), anchor: event?.text || "?" }
}

/** An event that is itself a date: นับแต่วันที่ 1 มิถุนายน 2566, ก่อนสิ้นปีงบประมาณ. */
function eventDate({ tokens }: Event, phrase: Phrase): IsoDate | undefined {
  const aside = withOwnNotes(phrase)
  const reading = tokens.length > 0 ? readCalendar(tokens, aside) : undefined
  const flag = gravest(aside.notes.map(({ code }) => code))
  if (flag === "ask" || flag === "reject") return undefined
  return reading?.kind === "date" || (reading?.kind === "by" && !reading.time) ? reading.date : undefined
}

function isoDuration({ parts }: Amount, sign: 1 | -1): string {
  const written = (unit: Kind) => unit !== "hour"
  const days = parts.filter(({ unit }) => written(unit)).map(({ count, unit }) => `${count}${UNITS[unit]}`)
  const hours = parts.filter(({ unit }) => !written(unit)).map(({ count }) => `${count}H`)
  return `${sign < 0 ? "-" : ""}P${days.join("")}${hours.length > 0 ? `T${hours.join("")}` : ""}`
}

function addAmount(date: IsoDate, { parts }: Amount, sign: 1 | -1, holidays: ReadonlySet<IsoDate>): IsoDate {
  return parts.reduce(
    (day, { count, unit }) => addPart(day, Math.min(count, 1000) * sign, unit, holidays),
    date,
  )
}

function addPart(date: IsoDate, count: number, unit: Kind, holidays: ReadonlySet<IsoDate>): IsoDate {
  if (unit === "workday") return addWorkingDays(date, count, holidays)
  if (unit === "days") return addDays(date, count)
  if (unit === "weeks") return addDays(date, 7 * count)
  if (unit === "hour") return addDays(date, Math.ceil(count / 24))
  return addMonths(date, unit === "year" ? 12 * count : count)
}
