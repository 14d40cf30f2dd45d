/** The settings of the record, and what follows from them: the digits, the holidays, and when mail goes out. */

import { addDays, type IsoDate, weekday } from "../date/civil-date.ts"
import { asciiDigits, type DigitStyle } from "../date/thai-date.ts"
import { type Holidays, isWorkingDay } from "../date/working-day.ts"
import { oncePer } from "../record/once-per.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { DIGEST_DAYS, SETTINGS, type SettingKey, settingInForce } from "../row/setting.ts"

type Timetable = {
  /** Working days before the due date, largest first. */
  readonly ladder: readonly number[]
  /** Day of the week of the director's summary, 0 Sunday. */
  readonly summaryDay: number
  /** Hour in Bangkok from which a day's mail is sent. */
  readonly hour: number
}

type Settings = ReadonlyMap<SettingKey, string>

const MAX_RUNG = 120

/** The public settings in force. A blank one is its initial value: an emptied tab must not silence the mail. */
export const settingsOf: (record: YearRecord) => Settings = /* @__PURE__ */ oncePer(readSettings)

function readSettings(record: YearRecord): Settings {
  const typed = new Map(rowsOfKind(record, "setting").map(({ row }) => [row.key, row.value.trim()]))
  return new Map(SETTINGS.map(({ key }) => [key, settingInForce(key, typed)]))
}

/** The number of the section that keeps the plan; blank where the settings name none there is. */
export function plannerSlug(record: YearRecord): string {
  const name = settingsOf(record).get("planner")
  return rowsOfKind(record, "section").find(({ row }) => row.name === name)?.row.slug ?? ""
}

/** As sentences call the head of the office. */
export function directorTitleOf(record: YearRecord): string {
  return settingsOf(record).get("directorTitle") ?? ""
}

/** The digits of titles, letters and paper. */
export function digitsOf(settings: Settings): DigitStyle {
  return settings.get("digits") === "อารบิก" ? "ascii" : "thai"
}

/** The holidays of the record; declared ones stay until their row is taken back. */
export function holidaysOf(record: YearRecord): ReadonlySet<IsoDate> {
  const current = rowsOfKind(record, "holiday").filter(each => !each.withdrawn)
  return new Set(current.map(({ row }) => row.date))
}

/** Days on which the office may be written to. */
type MailDays = { readonly holidays: Holidays; readonly summaryDay: number }

/** The days of mail of a record. */
export function mailDaysOf(record: YearRecord): MailDays {
  return { holidays: holidaysOf(record), summaryDay: timetableOf(settingsOf(record)).summaryDay }
}

/** A working day, or the day of the week the office chose for its summary; never a holiday. */
export function isMailDay(day: IsoDate, { holidays, summaryDay }: MailDays): boolean {
  return !holidays.has(day) && (weekday(day) === summaryDay || isWorkingDay(day, holidays))
}

/** A list of nothing but holidays would never end. */
const MOST_DAYS = 62

/** The newest day of mail before a day. */
export function mailDayBefore(day: IsoDate, days: MailDays): IsoDate {
  let before = addDays(day, -1)
  for (let steps = 1; steps < MOST_DAYS && !isMailDay(before, days); steps++) before = addDays(before, -1)
  return before
}

/** What cannot be read is as if it were blank: the sheet tells the planner, the mail goes on. */
export function timetableOf(settings: Settings): Timetable {
  const initial = new Map(SETTINGS.map(each => [each.key, each.initial]))
  const parse = <T>(key: SettingKey, parser: (text: string) => T | undefined, fallback: T): T =>
    parser(settings.get(key) ?? "") ?? parser(initial.get(key) ?? "") ?? fallback
  return {
    ladder: parse("ladder", parseLadder, [30, 7, 1]),
    summaryDay: parse("digestDay", parseDay, 1),
    hour: parse("digestHour", parseHour, 8),
  }
}

function parseLadder(text: string): number[] | undefined {
  const parts = asciiDigits(text)
    .split(/[\s,]/)
    .filter(part => part !== "")
  const rungs = parts.map(part => (/^\d{1,3}$/.test(part) ? Number(part) : 0))
  if (rungs.length === 0 || rungs.some(rung => rung < 1 || rung > MAX_RUNG)) return undefined
  return [...new Set(rungs)].sort((a, b) => b - a)
}

function parseDay(text: string): number | undefined {
  const names: readonly string[] = DIGEST_DAYS
  const day = names.indexOf(text.replace(/^วัน/, "").trim())
  return day < 0 ? undefined : day
}

function parseHour(text: string): number | undefined {
  const match = /^(\d{1,2})(?:[:.]00)?(?:\s*น\.?)?$/.exec(asciiDigits(text).trim())
  const hour = match ? Number(match[1]) : 24
  return hour < 24 ? hour : undefined
}
