/**
 * The ways of saying a recurrence, as patterns of words. Each adds to the facts; what no pattern takes is left for
 * the calendar: the window in which the series runs.
 */

import { find, kinds, matchAt, type Pattern, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { partRanges } from "./rhythm-ranges.ts"

export type Unit = "day" | "workday" | "week" | "month" | "quarter" | "half" | "year"

export type Facts = {
  /** ทุก 3 เดือน, รายไตรมาส */
  every?: { readonly unit: Unit; readonly count: number }
  /** เดือนละ 2 ครั้ง */
  times?: { readonly unit?: Unit; readonly count: number }
  /** ของเดือน, สิ้นเดือน without ทุก */
  assumed?: Unit
  /** The duty is for the period just ended: ของเดือนถัดไป, หลังสิ้นไตรมาส. */
  shift?: "month" | "quarter"
  isEnd?: boolean
  part?: Kind
  days: number[]
  weekdays: number[]
  /** The n-th of `weekdays` in the month. */
  nth?: number
  /** สัปดาห์ที่ 2 rather than วันพุธที่ 2. */
  isByWeek?: boolean
  workday?: number
  /** ของเดือนแรกของไตรมาส is 1. */
  monthOfQuarter?: number
  /** ทุก before a date of its own: ทุกวันที่ 30 มีนาคม. */
  isBare?: boolean
  rest: Token[]
}

export function gatherFacts(tokens: readonly Token[], isEarlier = false): Facts {
  const facts: Facts = { days: [], weekdays: [], rest: [] }
  const words = isEarlier ? tokens : partRanges(tokens)
  for (let at = 0; at < words.length; ) at += takeAt(words, at, facts)
  return facts
}

/** A phrase is a recurrence when something in it says how often. */
export function saysHowOften({ every, times, assumed, shift }: Facts): boolean {
  return Boolean(every || times || assumed || shift)
}

function takeAt(tokens: readonly Token[], at: number, facts: Facts): number {
  const listed = daysOfEveryMonth(tokens, at, facts)
  if (listed > 0) return listed
  for (const { steps, apply } of SAYINGS) {
    const taken = matchAt(tokens, at, steps)
    if (taken && apply(facts, taken) !== false) return taken.length
  }
  const token = tokens[at]
  if (token) facts.rest.push(token)
  return 1
}

/** 1 และ 16 ของทุกเดือน: numbers are days when a month that comes back follows them. */
function daysOfEveryMonth(tokens: readonly Token[], at: number, facts: Facts): number {
  const days: number[] = []
  let end = at
  if (COUNTED.includes(tokens[at - 1]?.kind)) return 0
  for (let taken = matchAt(tokens, end, DAY); taken; taken = matchAt(tokens, end, ANOTHER_DAY)) {
    days.push(lastNumber(taken))
    end += taken.length
  }
  const isOfMonths = matchAt(tokens, end, OF_EVERY_MONTH) ?? matchAt(tokens, end, OF_NEXT_MONTH)
  if (days.length === 0 || !isOfMonths) return 0
  facts.days.push(...days)
  return end - at
}

/** After these a number is no day: สัปดาห์ที่ 1. */
const COUNTED: readonly (Kind | undefined)[] = kinds("th weeks weekday workday quarter nth round")
const DAY = pattern("date? number")
const ANOTHER_DAY = pattern("and|comma date? number")
const OF_EVERY_MONTH = pattern("of every months !number|first|last")
const OF_NEXT_MONTH = pattern("of months next")

/** Adds what the words say to the facts; false, with nothing added, when the saying does not fit here after all. */
type Apply = (facts: Facts, taken: readonly Token[]) => unknown
type Saying = { readonly steps: Pattern; readonly apply: Apply }

// biome-ignore format: a table
const UNIT_OF: Partial<Record<Kind, Unit>> = {
  days: "day", workday: "workday", weeks: "week", months: "month", quarter: "quarter", half: "half", year: "year", fiscal: "year", calendar: "year",
}

const UNITS = "days|weeks|months|quarter|half|year|fiscal|calendar"

function unitOf(taken: readonly Token[]): Unit {
  const token = [...taken].reverse().find(({ kind }) => UNIT_OF[kind])
  return (token && UNIT_OF[token.kind]) ?? "month"
}

function lastNumber(taken: readonly Token[]): number {
  return [...taken].reverse().find(({ kind }) => kind === "number")?.value ?? 1
}

/** ที่ 2, แรก, สุดท้าย among the tokens taken. */
function nthOf(taken: readonly Token[]): number {
  return find(taken, "last") ? -1 : find(taken, "number") ? lastNumber(taken) : 1
}

function says(text: string, apply: Apply): Saying {
  return { steps: pattern(text), apply }
}

function frequency(facts: Facts, taken: readonly Token[], unit: Unit): void {
  if (find(taken, "every")) facts.every ??= { unit, count: 1 }
  else facts.assumed ??= unit
}

function shifted(facts: Facts, taken: readonly Token[]): void {
  facts.shift = find(taken, "quarter") ? "quarter" : "month"
}

/** Due after the month or quarter that it is for. */
function shiftedUnit(facts: Facts, taken: readonly Token[]): void {
  shifted(facts, taken)
  frequency(facts, taken, unitOf(taken))
}

function everyUnit(facts: Facts, taken: readonly Token[]): void {
  facts.every ??= { unit: unitOf(taken), count: lastNumber(taken) }
}

function endOfUnit(facts: Facts, taken: readonly Token[]): void {
  facts.isEnd = true
  if (find(taken, "every")) everyUnit(facts, taken)
  else facts.assumed ??= unitOf(taken)
}

function workdayOfMonth(facts: Facts, taken: readonly Token[]): void {
  facts.workday = nthOf(taken)
  if (find(taken, "next")) shifted(facts, taken)
  if (find(taken, "quarter") && facts.workday > 0) facts.monthOfQuarter = 1
  frequency(facts, taken, unitOf(taken))
}

function weekdayOfMonth(facts: Facts, taken: readonly Token[]): boolean {
  if (facts.weekdays.length > 0) return false
  facts.nth = nthOf(taken)
  facts.weekdays.push(find(taken, "weekday")?.value ?? 0)
  if (find(taken, "weeks")) facts.isByWeek = true
  frequency(facts, taken, "month")
  return true
}

function dayOfMonth(facts: Facts, taken: readonly Token[]): void {
  facts.days.push(lastNumber(taken))
  if (find(taken, "every")) facts.every ??= { unit: "month", count: 1 }
}

/** ภายใน 15 วันหลังสิ้นไตรมาส */
function daysAfterEnd(facts: Facts, taken: readonly Token[]): void {
  if (find(taken, "workday")) facts.workday = lastNumber(taken)
  else facts.days.push(lastNumber(taken))
  shiftedUnit(facts, taken)
}

function addWeekdays(facts: Facts, taken: readonly Token[]): boolean {
  const day = find(taken, "weekday")?.value ?? 0
  const last = facts.weekdays[facts.weekdays.length - 1]
  const isFirst = last === undefined
  if (facts.nth !== undefined) return false
  if (isFirst && find(taken, "and", "comma", "dash", "until")) return false
  if (find(taken, "every")) facts.every ??= { unit: "week", count: 1 }
  const isRange = find(taken, "dash", "until") !== undefined && !isFirst
  for (let next = isRange ? (last + 1) % 7 : day; next !== day; next = (next + 1) % 7)
    facts.weekdays.push(next)
  facts.weekdays.push(day)
  return true
}

const NTH = "th? number|first|last"
const DAYS_AFTER = "number days|workday after|since"

/** From the longest saying to the shortest: the first that fits wins. */
const SAYINGS: readonly Saying[] = [
  says(`${DAYS_AFTER} end|finish of? every? months|quarter !number`, daysAfterEnd),
  says(`${DAYS_AFTER} every? end|finish of? months|quarter !number`, daysAfterEnd),
  says(`after|since every? end|finish of? every? months|quarter !number`, shiftedUnit),
  says(`every? weekday weeks ${NTH} of? every? months`, weekdayOfMonth),
  says(`every? weekday ${NTH} of? every? months`, weekdayOfMonth),
  says(`every? workday ${NTH} of? every? months|quarter next?`, workdayOfMonth),
  says(`number workday first? of? every? months|quarter next?`, workdayOfMonth),
  says(`number days first? of every? months next?`, (facts, taken) => {
    facts.days.push(lastNumber(taken))
    if (find(taken, "next")) shifted(facts, taken)
    frequency(facts, taken, "month")
  }),
  says(`every? days first of? every? months|quarter next? !number|th`, (facts, taken) => {
    facts.days.push(1)
    if (find(taken, "next")) shifted(facts, taken)
    if (find(taken, "quarter")) facts.monthOfQuarter = 1
    frequency(facts, taken, unitOf(taken))
  }),
  says(`of? months next after? end|finish? of? every? quarter`, shiftedUnit),
  says(`of? months first|last of? every? quarter next? !number`, (facts, taken) => {
    facts.monthOfQuarter = find(taken, "last") ? 3 : 1
    if (find(taken, "next")) shifted(facts, taken)
    frequency(facts, taken, "quarter")
  }),
  says(`of? every? months|quarter next`, shiftedUnit),
  says(`every early|middle|late of? months`, partOfMonth),
  says(`early|middle|late of? every? months`, partOfMonth),
  says(`and|comma end of? every? months !number`, (facts, taken) =>
    facts.days.length > 0 ? endOfUnit(facts, taken) : false,
  ),
  says(`every end of? ${UNITS} !number|era|th`, endOfUnit),
  says(`end of? every number? ${UNITS} !number|era`, endOfUnit),
  says(`end of? months|quarter !number|th|first|last`, endOfUnit),
  says(`every round? number? ${UNITS} !number|first|last`, everyUnit),
  says(`of? every ${UNITS} !number|first|last`, everyUnit),
  says(`every workday`, everyUnit),
  says(`adverb number? ${UNITS}`, everyUnit),
  says(`${UNITS} per number? times`, timesPerUnit),
  says(`number times per|slash ${UNITS}`, timesPerUnit),
  says(`per number? times`, (facts, taken) => {
    facts.times = { count: lastNumber(taken) }
  }),
  says(`of? every? date? number dash|until date? number of every? months !next`, windowOfMonth),
  says(`every? date number dash|until date? number !month|slash|dot|number|dash|era|fiscal|year`, dayOfMonth),
  says(`every? date number !month|slash|dot|dash|until|number|era`, dayOfMonth),
  says(`and|comma date? number !month|slash|dot|dash|until|number|days|workday|times`, (facts, taken) =>
    facts.days.length > 0 ? dayOfMonth(facts, taken) : false,
  ),
  says(`every? weekday !th|number|date`, addWeekdays),
  says(`and|comma|dash|until every? weekday !th|number|date`, addWeekdays),
  says(`of? every? months|quarter !number|th|next`, (facts, taken) => {
    if (taken.length < 2) return false
    frequency(facts, taken, unitOf(taken))
    return true
  }),
  says(`of months|quarter !number|th`, (facts, taken) => {
    facts.assumed ??= unitOf(taken)
  }),
  says(`every`, facts => {
    facts.isBare = true
  }),
]

function partOfMonth(facts: Facts, taken: readonly Token[]): void {
  facts.part = find(taken, "early", "middle", "late")?.kind ?? "late"
  frequency(facts, taken, "month")
}

function timesPerUnit(facts: Facts, taken: readonly Token[]): void {
  facts.times = { unit: unitOf(taken), count: lastNumber(taken) }
}

function windowOfMonth(facts: Facts, taken: readonly Token[]): void {
  facts.days.push(lastNumber(taken))
  frequency(facts, taken, "month")
}
