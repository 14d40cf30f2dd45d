/** The year of each measure as one line: what was promised, moved, received, and is missing. Facts alone; a page draws them. */

import {
  BE_OFFSET,
  bangkokDate,
  dateParts,
  daysBetween,
  fiscalYearStart,
  type IsoDate,
  parseIsoDate,
} from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import type { ObligationState } from "../due/obligation.ts"
import { periodLabel } from "../due/occurrence.ts"
import { groupBy } from "../record/group.ts"
import { firstLine } from "./changed-row.ts"
import { slipText } from "./moves-page.ts"
import type { MeasureView } from "./schema.ts"
import type { SheetReport, SheetRow } from "./year-sheet.ts"

/** One period of a measure or its duties, of all sections that owe it. */
export type StripPeriod = {
  readonly duty: string
  readonly occurrence: string
  readonly due: IsoDate
  /** The date first promised: another one where it was moved. */
  readonly promised: IsoDate
  /** Of its sections the one that needs most to be seen. */
  readonly state: ObligationState
  /** Where its mark stands: on the day the last section's report was received, else on the due date. */
  readonly at: IsoDate
  readonly owing: number
  /** Sections whose day has passed and whose report has not come. */
  readonly missing: number
  readonly unproven: number
  /** Days after the due date on which the latest report came; 0 when none was late. */
  readonly lateDays: number
}

export type StripRow = {
  readonly measure: MeasureView
  /** In the order of their dates. */
  readonly periods: readonly StripPeriod[]
  /** October to September: of the periods due in the month the one that needs most to be seen. */
  readonly cells: readonly (ObligationState | null)[]
}

/** What is missing or still to come before what was received, and of that first what is not as it should be. */
const BY_NEED: readonly ObligationState[] = [
  "overdue",
  "due",
  "unconfirmed",
  "scheduled",
  "reported",
  "late",
  "done",
  "beforeRecord",
  "withdrawn",
]

/** Of a measure alone: what the whole year holds beside it costs nothing. */
export function stripRow(fiscalYear: number, { measure, reports, moves }: SheetRow): StripRow {
  const promised = new Map(moves.map(move => [`${move.duty}/${move.occurrence}`, move.promised]))
  const periods = periodsOf(reports, promised)
  return { measure, periods, cells: monthCells(periods, fiscalYear) }
}

function periodsOf(
  reports: readonly SheetReport[],
  promised: ReadonlyMap<string, IsoDate>,
): readonly StripPeriod[] {
  const groups = groupBy(reports, ({ duty, occurrence }) => `${duty}/${occurrence}`)
  return [...groups]
    .flatMap(([name, group]) => periodOf(group, promised.get(name)) ?? [])
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

function periodOf(group: readonly SheetReport[], promised: IsoDate | undefined): StripPeriod | undefined {
  const [first] = group
  const due = first && parseIsoDate(first.due)
  if (!first || !due) return undefined
  const received = group.flatMap(({ reportedAt }) =>
    reportedAt === null ? [] : bangkokDate(Date.parse(reportedAt)),
  )
  const last = received.reduce<IsoDate>((latest, each) => (each > latest ? each : latest), received[0] ?? due)
  return {
    duty: first.duty,
    occurrence: first.occurrence,
    due,
    promised: promised ?? due,
    state: neediest(group.map(each => each.state)) ?? first.state,
    at: received.length === group.length ? last : due,
    owing: group.length,
    missing: group.filter(each => each.state === "overdue").length,
    unproven: group.filter(each => each.reportedAt !== null && !each.proven && each.state !== "withdrawn")
      .length,
    lateDays: group.some(each => each.state === "late") ? Math.max(0, daysBetween(due, last)) : 0,
  }
}

/** The state that needs most to be seen; undefined of none. */
export function neediest(states: readonly ObligationState[]): ObligationState | undefined {
  let found = BY_NEED.length
  for (const state of states) found = Math.min(found, BY_NEED.indexOf(state))
  return BY_NEED[found]
}

function monthCells(periods: readonly StripPeriod[], fiscalYear: number): (ObligationState | null)[] {
  const months = groupBy(periods, ({ due }) => monthOf(due, fiscalYear))
  return Array.from({ length: 12 }, (_, month) => {
    const states = months.get(month)?.map(each => each.state)
    return (states && neediest(states)) ?? null
  })
}

/** 0 for October to 11 for September. What lies outside the fiscal year stands at its end. */
export function monthOf(date: IsoDate, fiscalYear: number): number {
  const { year, month } = dateParts(date)
  const sinceOctober = (year + BE_OFFSET - fiscalYear) * 12 + month + 2
  return Math.min(11, Math.max(0, sinceOctober))
}

/** How far a day stands from the year's beginning, in hundredths; what lies outside stands at the end. */
export function placeInYear(date: IsoDate, fiscalYear: number): number {
  const start = fiscalYearStart(fiscalYear)
  const days = daysBetween(start, fiscalYearStart(fiscalYear + 1))
  const share = Math.min(1, Math.max(0, daysBetween(start, date) / days))
  return Math.round(share * 1000) / 10
}

const TITLE_LETTERS = 54
/** What it leads to says which announcement, of which year, for what: cut behind it a title says none of it. */
const LEADS_ON = / (?:เรื่อง|ของ|และ|หรือ|เพื่อ|ตาม|โดย|ที่|ใน|กับ|แก่|ต่อ|แบบ|เช่น|ได้แก่|ประจำ|พ\.ศ\.)$/

/** The first words of a measure as they are, without the number of an item, cut between phrases alone: Thai has no space between words. */
export function stripTitle(text: string): string {
  const line = firstLine(text)
    .replace(/\s+/g, " ")
    .replace(/^[0-9๐-๙]{1,2}[.)] /, "")
  if (line.length <= TITLE_LETTERS) return line
  const before = line.lastIndexOf(" ", TITLE_LETTERS)
  const isEnough = before > TITLE_LETTERS / 3 && !LEADS_ON.test(line.slice(0, before))
  const place = isEnough ? before : line.indexOf(" ", TITLE_LETTERS)
  return place < 0 ? line : `${line.slice(0, place)}\u00a0…`
}

/** What is to be said beside a line; a slip is said with weight. */
type StripNote = { readonly text: string; readonly isSlip: boolean }

const MOST_NOTES = 2

/** Of what a line shows the gravest, in words. */
export function stripNotes({ periods }: StripRow): StripNote[] {
  const missing = periods.filter(each => each.missing > 0)
  const moved = periods.filter(each => each.promised !== each.due)
  const unproven = periods.filter(each => each.unproven > 0).length
  const unconfirmed = periods.filter(each => each.state === "unconfirmed").length
  const late = Math.max(0, ...periods.map(each => each.lateDays))
  const plain = (text: string): StripNote => ({ text, isSlip: false })
  return [
    ...(missing[0] ? [plain(missingText(missing[0], missing.length - 1))] : []),
    ...(moved[0] ? [{ text: movedText(moved[0], moved.length - 1), isSlip: true }] : []),
    ...(unproven > 0 ? [plain(`ไม่มีหลักฐาน ${unproven} งวด`)] : []),
    ...(unconfirmed > 0 ? [plain(`รอยืนยันกำหนด ${unconfirmed} งวด`)] : []),
    ...(late > 0 ? [plain(`เคยช้า ${late} วัน`)] : []),
  ].slice(0, MOST_NOTES)
}

function missingText({ occurrence, missing, owing }: StripPeriod, further: number): string {
  const period = periodLabel(occurrence)
  const who = owing === 1 ? "ยังไม่ได้รับ" : `ยังไม่ได้รับ ${missing} จาก ${owing} ฝ่าย`
  return [period, who, ...(further > 0 ? [`และอีก ${further} งวด`] : [])].filter(word => word !== "").join(" ")
}

function movedText({ promised, due }: StripPeriod, further: number): string {
  const slip = `เลื่อนจาก ${shortDate(promised)} เป็น ${shortDate(due)} (${slipText(daysBetween(promised, due))})`
  return further > 0 ? `${slip} และอีก ${further} งวด` : slip
}
