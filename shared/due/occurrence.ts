/** The Thai name of the period an obligation reports on. The ids are made in `shared/period/occurrences.ts`. */
import {
  addDays,
  addMonths,
  BE_OFFSET,
  fiscalYearStart,
  type IsoDate,
  isoDate,
  weekday,
} from "../date/civil-date.ts"
import { type DigitStyle, SHORT_MONTHS, shortDate, withDigits } from "../date/thai-date.ts"

const PART_NAMES: Readonly<Record<string, string>> = {
  Q: "ไตรมาส",
  H: "ครึ่งปีที่",
  N: "ครั้งที่",
  W: "สัปดาห์ที่",
}

/** `2566-03` → `มี.ค. 2566`, `2566` → `ปี 2566`, `2566-Q1` → `ไตรมาส 1 ปี 2566`; an unknown id names itself. */
export function occurrenceName(id: string, digits: DigitStyle = "ascii"): string {
  return withDigits(nthName(id) ?? periodName(id) ?? id, digits)
}

/** `งวด มี.ค. 2566` beside the name of a duty; nothing where the whole year is the period. */
export function periodLabel(id: string, digits: DigitStyle = "ascii"): string {
  return /^\d{4}$/.test(id) ? "" : `งวด ${occurrenceName(id, digits)}`
}

/**
 * The first day of the period reported on: `2566-03` → 1 March 2023, `2566-Q2` → 1 January 2023. Of what is only numbered,
 * `2566-N3`, that of its year or month. Undefined for an unknown id.
 */
export function occurrenceStart(id: string): IsoDate | undefined {
  const [, year = "", part = ""] = /^(\d{4})(?:-(\d{2}|[DHQW]\d{1,3}))?(?:-N\d{1,3})?$/.exec(id) ?? []
  if (year === "") return undefined
  const start = fiscalYearStart(Number(year))
  const number = Number(part.replace(/\D/g, ""))
  switch (part[0]) {
    case undefined:
      return start
    case "Q":
      return addMonths(start, (number - 1) * 3)
    case "H":
      return addMonths(start, (number - 1) * 6)
    case "D":
      return addDays(start, number - 1)
    case "W":
      return addDays(start, (number - 1) * 7 - ((weekday(start) + 6) % 7))
    default:
      return isoDate(Number(year) - BE_OFFSET, number, 1)
  }
}

/**
 * True while the period has not begun. What is asked for before its period, as a plan of the coming month, can be reported
 * before it too.
 */
export function isBeforePeriod(occurrence: string, due: IsoDate, today: IsoDate): boolean {
  const start = occurrenceStart(occurrence)
  return start !== undefined && today < start && due >= start
}

/** `2566-05-N2`, the second of a month: `พ.ค. 2566 ครั้งที่ 2`. */
function nthName(id: string): string | undefined {
  const match = /^(\d{4}-.+)-N(\d{1,3})$/.exec(id)
  const period = match && periodName(match[1] ?? "")
  return period ? `${period} ครั้งที่ ${match[2]}` : undefined
}

function periodName(id: string): string | undefined {
  return monthName(id) ?? dayName(id) ?? partName(id) ?? (/^\d{4}$/.test(id) ? `ปี ${id}` : undefined)
}

function monthName(id: string): string | undefined {
  const match = /^(\d{4})-(\d{2})$/.exec(id)
  const month = match && SHORT_MONTHS[Number(match[2]) - 1]
  return month ? `${month} ${match[1]}` : undefined
}

/** `2566-D001`, the first day of the fiscal year: `1 ต.ค. 2565`. */
function dayName(id: string): string | undefined {
  const match = /^(\d{4})-D(\d{3})$/.exec(id)
  return match ? shortDate(addDays(fiscalYearStart(Number(match[1])), Number(match[2]) - 1)) : undefined
}

function partName(id: string): string | undefined {
  const match = /^(\d{4})-([QHNW])(\d{1,3})$/.exec(id)
  const part = match && PART_NAMES[match[2] ?? ""]
  return part ? `${part} ${Number(match[3])} ปี ${match[1]}` : undefined
}
