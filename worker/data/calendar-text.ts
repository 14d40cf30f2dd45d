/** Events as iCalendar (RFC 5545), which phones and office calendars subscribe to. */
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator"
import type { CalendarEvent } from "../../shared/calendar.ts"
import { printable } from "./printable.ts"

/** How often a subscriber need look again. */
const REFRESH_SECONDS = 6 * 3600

export function calendarText(name: string, origin: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({
    name: escapedLine(name),
    prodId: { company: "sujarit", product: "public-record", language: "TH" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
    timezone: null,
  })
  for (const event of events) {
    const changed = new Date(event.changedAt)
    calendar.createEvent({
      id: event.uid,
      start: new Date(event.due),
      allDay: true,
      stamp: changed,
      lastModified: changed,
      sequence: event.sequence,
      status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // A due date keeps nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: printable(event.summary),
      description: { plain: printable(event.description) },
      url: `${origin}${event.path}`,
    })
  }
  return `${calendar.toString()}\r\n`
}

/** The library writes a calendar's name as it is given: a line break in it would begin a property. */
function escapedLine(text: string): string {
  return printable(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\;,]/g, character => `\\${character}`)
}
