/** What a phrase turned out to mean, before it is judged and worded; and the desk a reader works at. */
import type { IsoDate } from "../date/civil-date.ts"
import type { Note, PeriodCode } from "./problems.ts"
import type { Series } from "./series.ts"

export type Reading =
  | { readonly kind: "date"; readonly date: IsoDate }
  | { readonly kind: "by"; readonly date: IsoDate; readonly from?: IsoDate; readonly time?: string }
  | { readonly kind: "span"; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly kind: "set"; readonly dates: readonly IsoDate[] }
  | { readonly kind: "series"; readonly series: Series; readonly roll?: Roll }
  | { readonly kind: "relative"; readonly amount: string; readonly anchor: string; readonly due?: IsoDate }
  | { readonly kind: "none" }
  | { readonly kind: "bad"; readonly why: PeriodCode }

/** Which way a date moves when it falls on a holiday. */
export type Roll = "next" | "previous"

export type Desk = {
  /** The clean text that the tokens point into. */
  readonly text: string
  /** The same characters with the digits that were typed, for quoting. */
  readonly raw: string
  readonly fiscalYear: number
  readonly holidays: ReadonlySet<IsoDate>
  readonly notes: Note[]
}

export type Interval = { readonly from: IsoDate; readonly to: IsoDate }

type Place = { readonly start: number; readonly end: number }

/** Remembers something to tell the clerk, quoting the words it is about. */
export function note(desk: Desk, code: PeriodCode, place: Place, words?: readonly string[]): void {
  const quote = desk.raw.slice(place.start, place.end).trim()
  if (desk.notes.some(other => other.code === code)) return
  desk.notes.push(words ? { code, quote, words } : { code, quote })
}

/** A desk for a second opinion: same plan, its own notes. */
export function sideDesk(desk: Desk): Desk {
  return { ...desk, notes: [] }
}
