/** A number of a spreadsheet that its cell shows as a date: in words, with only what the format shows of it. */
import { SSF } from "@e965/xlsx"
import { MONTHS } from "../../shared/date/thai-date.ts"

type CellDate = {
  /** `31 มีนาคม 2567`, `มีนาคม 2567`, `31 มีนาคม 2567 เวลา 16.30 น.` */
  readonly text: string
  /** The whole date behind a cell that shows only its month or year. */
  readonly whole?: string
}

type Shown = { day: boolean; month: boolean; year: boolean; time: boolean }

/** Undefined when the format shows no date, or the number is none. */
export function cellDate(serial: number, format: string, is1904: boolean): CellDate | undefined {
  const shown = shownBy(format)
  if (!shown) return undefined
  const date = SSF.parse_date_code(serial, { date1904: is1904 })
  if (!date) return undefined
  const month = MONTHS[date.m - 1] ?? ""
  // A stored year of 2400 to 2700 was typed as a year of the Buddhist era.
  const year = date.y >= 2400 && date.y <= 2700 ? date.y : date.y + 543
  const time = `${date.H}.${String(date.M).padStart(2, "0")} น.`
  const isDated = shown.day || shown.month || shown.year
  const words = [
    shown.day ? String(date.d) : "",
    shown.month ? month : "",
    shown.year ? String(year) : "",
    shown.time ? (isDated ? `เวลา ${time}` : time) : "",
  ]
  const text = words.filter(word => word !== "").join(" ")
  const isWhole = shown.day || !isDated
  return isWhole ? { text } : { text, whole: `${date.d} ${month} ${year}` }
}

/** Which parts of a date a number format shows: `dd/mm/bbbb`, `[$-D07041E]mmmm yyyy`, `[$-107041E]d mmm yy h:mm`. */
function shownBy(format: string): Shown | undefined {
  const [first = ""] = format.split(";")
  const codes = first
    .replace(/\[\$[^\]]*\]/g, "")
    // LibreOffice, in a language that has no Buddhist year, keeps Excel's code for one as text.
    .replace(/"([-/. ]*b{2,4})"/g, "$1")
    .replace(/"[^"]*"|\\.|_.|\*./g, " ")
    .toLowerCase()
  if (/\[(?:h+|m+|s+)\]/.test(codes) || /general|[#?]/.test(codes)) return undefined
  const parts = codes.replace(/\[[^\]]*\]/g, "").replace(/am\/pm|a\/p/g, "")
  const hasClock = /[hs]/.test(parts)
  // Minutes are written as months are; beside an hour or a second they are minutes.
  const dated = hasClock ? parts.replace(/h[^a-z0-9]*m{1,2}|m{1,2}[^a-z0-9]*s/g, "") : parts
  const shown = {
    day: /(?:^|[^d])d{1,2}(?!d)/.test(dated),
    month: /m/.test(dated),
    year: /[ybe]/.test(dated),
    time: hasClock,
  }
  return Object.values(shown).some(Boolean) ? shown : undefined
}
