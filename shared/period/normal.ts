/** The normal forms of docs/period.md: what is stored, compared and published. */
import type { Reading } from "./reading.ts"
import { compact, ruleDates, seriesToRule } from "./series.ts"

export function readingToNormal(reading: Reading): string {
  switch (reading.kind) {
    case "date":
      return `D ${reading.date}`
    case "by":
      return `BY ${reading.date}${zoned(reading.time)}${reading.from ? ` FROM ${reading.from}` : ""}`
    case "span":
      return `SPAN ${reading.from}/${reading.to}`
    case "set":
      return `SET ${reading.dates.join(",")}`
    case "series": {
      const first = ruleDates(reading.series)[0] ?? reading.series.window.from
      return `DTSTART;VALUE=DATE:${compact(first)} RRULE:${seriesToRule(reading.series)}`
    }
    case "relative":
      return `REL ${reading.amount} anchor=${reading.anchor}`
    case "none":
      return "NONE"
    case "bad":
      return `BAD ${reading.why}`
  }
}

/** Bangkok has no daylight saving: the offset is always the same. */
function zoned(time: string | undefined): string {
  return time ? `T${time}+07:00` : ""
}
