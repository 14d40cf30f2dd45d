/** Thai words for dates, without `Intl`: Apps Script's is unconfirmed, and every room must print the same text. */
import { BE_OFFSET, bangkokClock, dateParts, type IsoDate, weekday } from "./civil-date.ts"

export type DigitStyle = "thai" | "ascii"

export const MONTHS = [
  "มกราคม",
  "กุมภาพันธ์",
  "มีนาคม",
  "เมษายน",
  "พฤษภาคม",
  "มิถุนายน",
  "กรกฎาคม",
  "สิงหาคม",
  "กันยายน",
  "ตุลาคม",
  "พฤศจิกายน",
  "ธันวาคม",
] as const

export const SHORT_MONTHS = [
  "ม.ค.",
  "ก.พ.",
  "มี.ค.",
  "เม.ย.",
  "พ.ค.",
  "มิ.ย.",
  "ก.ค.",
  "ส.ค.",
  "ก.ย.",
  "ต.ค.",
  "พ.ย.",
  "ธ.ค.",
] as const

export const WEEKDAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"] as const

/** ASCII digits of a text as Thai digits. */
export function thaiDigits(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0x0e20))
}

/** Thai digits of a text as ASCII digits. */
export function asciiDigits(text: string): string {
  return text.replace(/[๐-๙]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0x0e20))
}

/** A text or number in the digits asked for. */
export function withDigits(value: string | number, digits: DigitStyle): string {
  if (digits === "thai") return thaiDigits(String(value))
  return typeof value === "number" ? String(value) : asciiDigits(value)
}

/** The time of day in Bangkok as Thai writes it, with a point: `16.05`, before น. */
export function clockTime(instant: number): string {
  return bangkokClock(instant).slice(0, 5).replace(":", ".")
}

/** `วันศุกร์ที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖` */
export function longDate(date: IsoDate, digits: DigitStyle = "thai"): string {
  const { year, month, day } = dateParts(date)
  const number = (value: number) => withDigits(value, digits)
  return `วัน${WEEKDAYS[weekday(date)]}ที่ ${number(day)} ${MONTHS[month - 1]} พ.ศ. ${number(year + BE_OFFSET)}`
}

/** `๓๐ มิถุนายน พ.ศ. ๒๕๖๖` */
export function eraDate(date: IsoDate): string {
  return thaiDigits(`${dateParts(date).day} ${monthOfEra(date)}`)
}

/** `มิถุนายน พ.ศ. 2566` */
function monthOfEra(date: IsoDate): string {
  const { year, month } = dateParts(date)
  return `${MONTHS[month - 1]} พ.ศ. ${year + BE_OFFSET}`
}

/** `30 มิถุนายน 2566` */
export function plainDate(date: IsoDate, digits: DigitStyle = "ascii"): string {
  const { year, month, day } = dateParts(date)
  return withDigits(`${day} ${MONTHS[month - 1]} ${year + BE_OFFSET}`, digits)
}

/** `30 มิ.ย. 2566` */
export function shortDate(date: IsoDate, digits: DigitStyle = "ascii"): string {
  const { year, month, day } = dateParts(date)
  return withDigits(`${day} ${SHORT_MONTHS[month - 1]} ${year + BE_OFFSET}`, digits)
}
