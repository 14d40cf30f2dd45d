/**
 * A phrase as clauses: runs of calendar items with the words that bind them (ภายใน, ตั้งแต่ … ถึง, และ). Brackets and
 * items set side by side begin a new clause: ไตรมาส 3 (เม.ย. - มิ.ย. 2566).
 */

import { type Cursor, kinds, peek, take } from "./cursor.ts"
import type { Item, Kind, Token } from "./grammar.ts"
import { readAnotherQuarter, readItem } from "./items.ts"
import { note, type Phrase } from "./reading.ts"
import { readTime } from "./time-of-day.ts"

export type Join = "to" | "and" | "or"

export type Clause = {
  items: Item[]
  /** `joins[i]` stands between `items[i]` and `items[i + 1]`. */
  joins: Join[]
  within?: boolean
  before?: boolean
  after?: boolean
  from?: boolean
  start?: boolean
  until?: boolean
  onward?: boolean
  between?: boolean
  /** Said of the quarter around it: ภายในไตรมาส 3 (เม.ย. - มิ.ย.) is due on its last day, like the quarter alone. */
  isFramed?: boolean
  /** 16:30:00 */
  time?: string | undefined
  /** After how many of the items the time was said. */
  timeAfter?: number | undefined
  /** Of a range, the time of its first day. */
  startTime?: string | undefined
  /** ครั้งที่ 1 … ครั้งที่ 2 …: each of them is counted, so each is due. */
  isNumbered?: boolean
}

type Binder = "within" | "before" | "after" | "from" | "start" | "between"

const BINDERS: Partial<Record<Kind, Binder>> = {
  within: "within",
  before: "before",
  after: "after",
  from: "from",
  start: "start",
  between: "between",
}

const JOINS: Partial<Record<Kind, Join>> = {
  and: "and",
  comma: "and",
  nth: "and",
  or: "or",
  dash: "to",
  until: "to",
  finish: "to",
}

/** Words that change nothing beside a date. */
const SILENT: readonly Kind[] = kinds("of filler done continuous whole colon noAnchor")

/** Reads all tokens into clauses; every word that fits nowhere is noted, so that the phrase cannot pass as read. */
export function readClauses(tokens: readonly Token[], phrase: Phrase): Clause[] {
  const builder: Builder = { clauses: [], current: newClause(), pending: undefined, phrase }
  const cursor: Cursor = { tokens, at: 0 }
  while (cursor.at < tokens.length) readNext(cursor, builder)
  if (builder.pending) note(phrase, "unread", builder.pending.token)
  noteOpenBracket(tokens, phrase)
  closeClause(builder)
  return builder.clauses
}

/** A bracket never closed: the cell was cut short. */
function noteOpenBracket(tokens: readonly Token[], phrase: Phrase): void {
  const last = [...tokens].reverse().find(({ kind }) => kind === "open" || kind === "close")
  if (last?.kind === "open") note(phrase, "unread", last)
}

type Builder = {
  clauses: Clause[]
  current: Clause
  pending: { join: Join; token: Token } | undefined
  readonly phrase: Phrase
}

function newClause(): Clause {
  return { items: [], joins: [] }
}

function closeClause(builder: Builder): void {
  const { current, clauses, phrase } = builder
  const last = clauses[clauses.length - 1]
  if (current.items.length > 0) clauses.push(current)
  else if (last) {
    // ของปีก่อน: nothing follows that it would be before.
    if (current.before && !current.time && !phrase.isEarlier)
      note(phrase, "unread", { start: last.items[0]?.start ?? 0, end: phrase.text.length })
    Object.assign(last, { ...current, items: last.items, joins: last.joins })
  } else if (Object.keys(current).length > 2) return
  builder.current = newClause()
}

function readNext(cursor: Cursor, builder: Builder): void {
  const start = cursor.tokens[cursor.at]
  const time = readTime(cursor, builder.phrase)
  if (time) {
    if (start) addTime(builder, time, start)
    if (builder.pending?.join === "to") builder.pending = undefined
    return
  }
  const last = builder.current.items[builder.current.items.length - 1]
  const isListed = builder.pending !== undefined && last?.grain === "quarter"
  const item = (isListed ? readAnotherQuarter(cursor) : undefined) ?? readItem(cursor)
  if (item) addItem(builder, item)
  else addWord(cursor, builder)
}

/** เวลา 08.30 - 16.30 น. is until its second time; a dash before any other time is a question. */
function addTime({ current, pending, phrase }: Builder, time: string, start: Token): void {
  const isAfterDash = pending?.join === "to"
  const isWindow =
    isAfterDash &&
    current.time !== undefined &&
    current.timeAfter === current.items.length &&
    current.time < time
  if (!isWindow && (current.time || isAfterDash)) note(phrase, "time-unclear", start)
  current.time = time
  current.timeAfter = current.items.length
}

function addItem(builder: Builder, item: Item): void {
  const { current, pending, phrase } = builder
  if (current.items.length > 0 && !pending) closeClause(builder)
  if (builder.current.items.length > 0 && pending) builder.current.joins.push(pending.join)
  if (pending?.join === "to" && current.timeAfter && !phrase.isEarlier) {
    current.startTime = current.time
    current.time = undefined
    current.timeAfter = undefined
  }
  if (pending && builder.current.items.length === 0) note(phrase, "unread", pending.token)
  builder.current.items.push(item)
  builder.pending = undefined
}

function addWord(cursor: Cursor, builder: Builder): void {
  const token = cursor.tokens[cursor.at]
  if (!token) return
  cursor.at += 1
  const binder = BINDERS[token.kind]
  const join = JOINS[token.kind]
  if (binder) bind(builder, binder)
  else if (join) addJoin(cursor, builder, token, join)
  else if (token.kind === "onward") builder.current.onward = true
  else if (token.kind === "open" || token.kind === "close") closeBracket(builder, token)
  else if (token.kind === "weekday" && addWeekday(builder, token.value)) return
  else if (token.kind === "approx") note(builder.phrase, "approximate", token)
  else if (token.kind === "vague") addVague(builder, token)
  else if (LEADS.includes(token.kind) && token.value === 1 && BEFORE_A_DATE.includes(peek(cursor))) return
  else if (token.kind === "slash" && builder.current.items.length > 0 && !builder.phrase.isEarlier) {
    // เม.ย./ต.ค.: both, or one of them.
    note(builder.phrase, "several-dates", token)
    startJoin(builder, token, "and")
  } else if (token.kind === "blank") note(builder.phrase, "blank", token)
  else if (!SILENT.includes(token.kind)) note(builder.phrase, "unread", token)
}

/** เมื่อวันที่ …, ให้ส่งภายใน …: words that elsewhere open a rule for holidays. */
const LEADS: readonly Kind[] = ["if", "move"]
const BEFORE_A_DATE: readonly (Kind | undefined)[] = kinds("date number month weekday within end")

/** 1 ต.ค. 2566 - ปัจจุบัน has no last day. */
function addVague(builder: Builder, token: Token): void {
  note(builder.phrase, token.reason ?? "no-date", token)
  if (token.reason !== "relative-to-today" || builder.pending?.join !== "to") return
  builder.pending = undefined
  builder.current.onward = true
}

/** ภายใน, ก่อน … begin a clause, unless they stand between the items of a set: 31 ม.ค. และภายใน 30 เม.ย. */
function bind(builder: Builder, binder: Binder): void {
  if (builder.current.items.length > 0 && !builder.pending) closeClause(builder)
  builder.current[binder] = true
}

function addJoin(cursor: Cursor, builder: Builder, token: Token, join: Join): void {
  if (token.kind === "nth" && peek(cursor) === "number") cursor.at += 1
  if (token.kind === "nth") take(cursor, "colon", "filler")
  if (token.kind === "nth") builder.current.isNumbered = true
  // เวลา 08.30 - 16.30 น. ของวันที่ …
  const isBetweenTimes = join === "to" && builder.current.time !== undefined
  if (builder.current.items.length > 0 || isBetweenTimes) startJoin(builder, token, join)
  else if (token.kind === "until" || token.kind === "finish") startEnding(builder, token)
  else if (token.kind !== "nth") note(builder.phrase, "unread", token)
}

function startJoin(builder: Builder, token: Token, join: Join): void {
  const isRepeated = builder.pending !== undefined && builder.pending.join !== join
  if (isRepeated && token.kind !== "nth") note(builder.phrase, "unread", token)
  if (!(builder.pending && token.kind === "nth")) builder.pending = { join, token }
  if (token.kind === "finish" && token.value === 1) builder.current.within = true
}

/** ถึง with nothing before it: only the last day is given. */
function startEnding(builder: Builder, token: Token): void {
  if (token.kind === "finish" && token.value === 1) {
    builder.current.within = true
    return
  }
  builder.current.until = true
  builder.current.from = false
}

/** 30 กันยายน 2566 (วันเสาร์): a weekday after its date is checked against it. */
function addWeekday({ clauses, current }: Builder, weekday: number): boolean {
  const items = current.items.length > 0 ? current.items : (clauses[clauses.length - 1]?.items ?? [])
  const last = items[items.length - 1]
  if (last?.grain !== "day" || last.weekday !== undefined) return false
  items[items.length - 1] = { ...last, weekday }
  return true
}

function closeBracket(builder: Builder, token: Token): void {
  if (builder.pending) note(builder.phrase, "unread", token)
  builder.pending = undefined
  closeClause(builder)
}
