/** Days and months as people write them: the order is day, month, year. */

import { type Cursor, type Found, firstOf, peek, type Reader, take } from "./cursor.ts"
import type { Kind, Token, WrittenYear } from "./grammar.ts"
import { FIRST_BUDDHIST_YEAR, readAttachedYear } from "./years.ts"

/** 30 มิถุนายน 2566, 30-มิ.ย.-66, วันที่ 30 ของเดือน 6 พ.ศ. 2566 */
export function readTextDate(cursor: Cursor): Found | undefined {
  take(cursor, "date")
  const day = take(cursor, "number")
  if (!day) return undefined
  take(cursor, "of")
  const weekday = take(cursor, "weekday")
  const mark = take(cursor, "dash", "slash")
  const month = take(cursor, "month")
  if (!month || (mark && peek(cursor) !== mark.kind)) return undefined
  if (mark) cursor.at += 1
  const year = readAttachedYear(cursor)
  if (mark && !year) return undefined
  return { grain: "day", day: day.value, ...monthOf(month), ...(year ? { year } : {}), ...weekdayOf(weekday) }
}

/** 30/6/2566, 30-6-66, 30.6.2566; without a year only 30/6. */
export function readNumericDate(cursor: Cursor): Found | undefined {
  take(cursor, "date")
  const day = take(cursor, "number")
  const mark = day && take(cursor, "slash", "dash", "dot")
  const month = mark && take(cursor, "number")
  if (!day || !mark || !month || day.digits > 2 || month.digits > 2) return undefined
  if (peek(cursor) === mark.kind && peek(cursor, 1) === "number") {
    cursor.at += 1
    const number = take(cursor, "number")
    return number && { grain: "day", day: day.value, month: month.value, year: { number, style: "numeric" } }
  }
  return mark.kind === "slash" && month.value <= 12
    ? { grain: "day", day: day.value, month: month.value }
    : undefined
}

/** 2023-06-30, 2566/6/30, and the month alone: 2023-06 */
export function readIsoDate(cursor: Cursor): Found | undefined {
  take(cursor, "date")
  const number = take(cursor, "number")
  const mark = number?.digits === 4 ? take(cursor, "dash", "slash", "dot") : undefined
  const month = mark && take(cursor, "number")
  if (!number || !mark || !month || month.digits > 2) return undefined
  const year: WrittenYear = { number, style: "iso" }
  const isDay = peek(cursor) === mark.kind && peek(cursor, 1) === "number"
  if (!isDay)
    return mark.kind === "dash" ? { grain: "month", month: month.value, year, isTerse: true } : undefined
  cursor.at += 1
  return { grain: "day", day: take(cursor, "number")?.value ?? 0, month: month.value, year }
}

/** June 30, 2023 and, in the same order, มิ.ย. 30, 2566 */
export function readEnglishDate(cursor: Cursor): Found | undefined {
  const month = take(cursor, "month")
  const day = month && take(cursor, "number")
  const comma = take(cursor, "comma")
  const number = day && day.digits <= 2 && day.value <= 31 ? take(cursor, "number") : undefined
  // มี.ค. 31, 69: after the comma, and too great for a day.
  const isShort = comma !== undefined && number?.digits === 2 && number.value > 31
  if (!month || !day || !number || !(number.digits === 4 || isShort)) return undefined
  const isWestern = number.digits === 4 && number.value < FIRST_BUDDHIST_YEAR
  const style = isWestern || month.slips.includes("english-month") ? "text" : "iso"
  return { grain: "day", day: day.value, ...monthOf(month), year: { number, style } }
}

export function readWeekdayDate(cursor: Cursor): Found | undefined {
  take(cursor, "date")
  const weekday = take(cursor, "weekday")
  if (!weekday) return undefined
  take(cursor, "th", "date", "comma")
  const date = firstOf(cursor, readIsoDate, readNumericDate, readTextDate, readEnglishDate, readLoneDay)
  return date && { ...date, weekday: weekday.value }
}

/** วันพุธที่สองของเดือนมิถุนายน, วันทำการสุดท้ายของเดือนมิถุนายน */
export function readNthDay(cursor: Cursor): Found | undefined {
  const day = take(cursor, "weekday", "workday")
  const nth = day && readNth(cursor)
  if (!day || nth === undefined) return undefined
  const isOrdinal = take(cursor, "of") !== undefined || nth === -1
  const month = isOrdinal ? readMonth(cursor) : undefined
  if (!month) return undefined
  return day.kind === "workday"
    ? { ...month, grain: "day", nth, isWorkday: true }
    : { ...month, grain: "day", nth, weekday: day.value }
}

/** วันแรกของเดือนมิถุนายน, วันแรกของปีงบประมาณ */
export function readFirstDay(cursor: Cursor, whole: Reader): Found | undefined {
  if (!take(cursor, "days") || !take(cursor, "first")) return undefined
  take(cursor, "of")
  const found = whole(cursor)
  return found && { ...found, part: "first" }
}

/** 5 วันทำการแรกของเดือนมิถุนายน */
export function readFirstWorkdays(cursor: Cursor): Found | undefined {
  const nth = take(cursor, "number")
  if (!nth || !take(cursor, "workday") || !take(cursor, "first")) return undefined
  take(cursor, "of")
  const month = readMonth(cursor)
  return month && { ...month, grain: "day", nth: nth.value, isWorkday: true }
}

/** ที่ 2, ที่สอง, แรก or สุดท้าย */
export function readNth(cursor: Cursor): number | undefined {
  if (take(cursor, "first")) return 1
  if (take(cursor, "last")) return -1
  take(cursor, "th")
  return take(cursor, "number")?.value
}

/** The 15 of "15 และ 30 มิถุนายน": its month comes later. */
export function readLoneDay(cursor: Cursor): Found | undefined {
  const hasWord = take(cursor, "date") !== undefined
  const day = take(cursor, "number")
  const weekday = day && take(cursor, "weekday")
  if (!day || day.digits > 2 || !(hasWord || JOINING.includes(peek(cursor)))) return undefined
  return { grain: "day", day: day.value, ...weekdayOf(weekday) }
}

/** 22 (พ) มิ.ย. */
function weekdayOf(token: Token | undefined): { weekday?: number } {
  return token ? { weekday: token.value } : {}
}

const JOINING: readonly (Kind | undefined)[] = ["dash", "until", "and", "comma", "or"]

export function readMonth(cursor: Cursor): Found | undefined {
  const month = take(cursor, "month")
  if (!month) return undefined
  const year = readAttachedYear(cursor)
  return { grain: "month", ...monthOf(month), ...(year ? { year } : {}) }
}

function monthOf(token: Token): { month: number; unclear?: readonly number[] } {
  return token.months ? { month: token.value, unclear: token.months } : { month: token.value }
}
