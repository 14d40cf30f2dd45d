/** Events as iCalendar (RFC 5545), which phones and office calendars subscribe to. */

import { addDays } from "../../../shared/date/civil-date.ts"
import { oneLine } from "../../../shared/row/shorten.ts"
import type { CalendarEvent } from "../../../shared/view/calendar.ts"
import { dateValue, instantValue, property, textValue } from "./icalendar.ts"
import { printable } from "./printable.ts"

/** How often a subscriber need look again. */
const REFRESH = "PT6H"

export function calendarText(name: string, origin: string, events: readonly CalendarEvent[]): string {
  // RFC 7986 names a calendar; the older property is what most readers know.
  const title = textValue(oneLine(printable(name)))
  return [
    property("BEGIN", "VCALENDAR"),
    property("VERSION", "2.0"),
    property("PRODID", "-//sujarit//public-record//TH"),
    property("METHOD", "PUBLISH"),
    property("NAME", title),
    property("X-WR-CALNAME", title),
    property("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
    property("X-PUBLISHED-TTL", REFRESH),
    ...events.map(event => eventText(event, origin)),
    property("END", "VCALENDAR"),
  ].join("")
}

function eventText(event: CalendarEvent, origin: string): string {
  const changed = instantValue(event.changedAt)
  return [
    property("BEGIN", "VEVENT"),
    property("UID", textValue(event.uid)),
    property("SEQUENCE", String(event.sequence)),
    property("DTSTAMP", changed),
    property("LAST-MODIFIED", changed),
    property("DTSTART;VALUE=DATE", dateValue(event.due)),
    property("DTEND;VALUE=DATE", dateValue(addDays(event.due, 1))),
    property("STATUS", event.isCancelled ? "CANCELLED" : "CONFIRMED"),
    // A due date keeps nobody busy.
    property("TRANSP", "TRANSPARENT"),
    property("SUMMARY", textValue(oneLine(printable(event.summary)))),
    property("DESCRIPTION", textValue(event.description)),
    property("URL;VALUE=URI", `${origin}${event.path}`),
    property("END", "VEVENT"),
  ].join("")
}
