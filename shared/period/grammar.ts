/** What the readers of a phrase share: the kinds of words, a word in its place, a piece of the calendar, a stretch of days. */
import type { IsoDate } from "../date/civil-date.ts"
import type { PeriodCode } from "./problems.ts"

// biome-ignore format: a table
export type Kind =
  | "number" | "numberWord" | "month" | "weekday" | "unknown"
  | "within" | "before" | "after" | "from" | "start" | "onward" | "until" | "finish" | "between"
  | "since" | "advance" | "noAnchor"
  | "and" | "or" | "of" | "date" | "th" | "filler" | "atLeast" | "please" | "done" | "continuous" | "approx" | "vague"
  | "days" | "workday" | "weeks" | "months" | "quarter" | "half" | "year" | "fiscal" | "calendar" | "hour"
  | "era" | "every" | "per" | "times" | "adverb" | "first" | "last" | "end" | "early" | "middle" | "late"
  | "next" | "this" | "whole" | "round" | "nth"
  | "clock" | "oclock" | "noon" | "midnight"
  | "if" | "holiday" | "fallsOn" | "move" | "back"
  | "dash" | "slash" | "comma" | "dot" | "colon" | "open" | "close" | "blank"

/** A way of mistyping that is read all the same, with a note to the clerk. */
export type Slip =
  | "misspelling"
  | "english-month"
  | "aa-exchanged"
  | "space-in-month"
  | "mixed-digits"
  | "latin-o"

/** Where in the clean text. */
export type Place = { readonly start: number; readonly end: number }

export type Token = Place & {
  readonly kind: Kind
  readonly value: number
  /** How many digits a number was written with; 0 for a number in words. */
  readonly digits: number
  readonly slips: readonly Slip[]
  /** The other months a misspelling may mean. */
  readonly months?: readonly number[]
  /** Why a word leaves the phrase without a date. */
  readonly reason?: PeriodCode
}

export type WrittenYear = {
  readonly number: Token
  readonly era?: Token
  /** `numeric` inside 30/6/66, `iso` in year-month-day order, `text` beside a month's name. */
  readonly style: "text" | "numeric" | "iso"
  /** Said to be a fiscal year: มิถุนายน ปีงบประมาณ 2566. */
  readonly fiscal?: boolean
  /** ปีถัดไป: the year after the plan's; `number` is the word. */
  readonly isNext?: boolean
}

/** A piece of the calendar as written; what is not written is not here. */
export type Item = Place & {
  readonly grain: "day" | "month" | "quarter" | "half" | "months" | "fiscal" | "year"
  readonly day?: number
  /** 1–12; of an unclear misspelling the first, with all of them in `unclear`. */
  readonly month?: number
  readonly unclear?: readonly number[]
  /** Number of the quarter or half; of `months`, how many from the start (or, negative, from the end) of the year. */
  readonly count?: number
  readonly year?: WrittenYear
  readonly lastYear?: WrittenYear
  /** Of `year`: said outright to be a calendar year. */
  readonly isCalendar?: boolean
  readonly isWhole?: boolean
  readonly weekday?: number
  /** The n-th weekday or working day of the month, -1 the last. */
  readonly nth?: number
  readonly isWorkday?: boolean
  readonly part?: Part
  readonly week?: number
  /** Number/year (3/2566) or year first. */
  readonly isTerse?: boolean
  /** รอบ 6 เดือน: a round of the year, which says no day. */
  readonly isRound?: boolean
}

export type Part = "first" | "end" | "early" | "middle" | "late" | "week"

/** From a first day to a last one. */
export type Interval = { readonly from: IsoDate; readonly to: IsoDate }
