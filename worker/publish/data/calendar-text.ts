/**
 * Events as iCalendar (RFC 5545), which phones and office calendars subscribe to. Written here and not by a library: the one
 * there was takes some 40 µs an event, most of it to fold Thai lines a character at a time, and a calendar must be made
 * within 10 ms.
 */
import { addDays } from "../../../shared/date/civil-date.ts"
import { oneLine } from "../../../shared/row/shorten.ts"
import type { CalendarEvent } from "../../../shared/view/calendar.ts"
import { printable } from "./printable.ts"

/** How often a subscriber need look again. */
const REFRESH = "PT6H"

/**
 * Without METHOD, which would make a message of it that needs an organizer (RFC 5546): a calendar that is published says no
 * more than that it is one.
 */
export function calendarText(
  name: string,
  origin: string,
  events: readonly CalendarEvent[],
  { alarms = false }: { readonly alarms?: boolean } = {},
): string {
  // RFC 7986 names a calendar; the older property is what most readers know.
  const title = lineValue(name)
  return [
    property("BEGIN", "VCALENDAR"),
    property("VERSION", "2.0"),
    property("PRODID", "-//sujarit//public-record//TH"),
    property("NAME", title),
    property("X-WR-CALNAME", title),
    property("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
    property("X-PUBLISHED-TTL", REFRESH),
    ...events.map(event => eventText(event, origin, alarms && event.isOpen)),
    property("END", "VCALENDAR"),
  ].join("")
}

function eventText(event: CalendarEvent, origin: string, hasAlarms: boolean): string {
  const summary = lineValue(event.summary)
  const changed = instantValue(event.changedAt)
  // Those that are short for certain are not looked at again; a due date keeps nobody busy.
  return `BEGIN:VEVENT\r
${property("UID", textValue(event.uid))}SEQUENCE:${event.sequence}\r
DTSTAMP:${changed}\r
LAST-MODIFIED:${changed}\r
DTSTART;VALUE=DATE:${dateValue(event.due)}\r
DTEND;VALUE=DATE:${dateValue(addDays(event.due, 1))}\r
STATUS:${event.isCancelled ? "CANCELLED" : "CONFIRMED"}\r
TRANSP:TRANSPARENT\r
${property("SUMMARY", summary)}${property("DESCRIPTION", textValue(event.description))}${property("URL;VALUE=URI", `${origin}${event.path}`)}${hasAlarms ? ALARMS.map(trigger => alarmText(trigger, summary)).join("") : ""}END:VEVENT\r
`
}

/** At nine in the morning three days before, and on the day. A day begins where its reader is. */
const ALARMS = ["-P2DT15H", "PT9H"]

function alarmText(trigger: string, description: string): string {
  return [
    property("BEGIN", "VALARM"),
    property("ACTION", "DISPLAY"),
    property("TRIGGER", trigger),
    property("DESCRIPTION", description),
    property("END", "VALARM"),
  ].join("")
}

const LINE_OCTETS = 75

/** One property as a content line, folded (§3.1), with its line break. */
function property(name: string, value: string): string {
  return `${folded(`${name}:${value}`)}\r\n`
}

const MARK = /[\\;,\n]/

/** A value of type TEXT (§3.3.11): no character of it can end the line or begin another value. */
function textValue(text: string): string {
  return escapedText(printable(text))
}

/** The same of a text in one line. */
function lineValue(text: string): string {
  return escapedText(oneLine(printable(text)))
}

function escapedText(fit: string): string {
  return MARK.test(fit) ? fit.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n") : fit
}

/** `2023-06-30` as a DATE (§3.3.4). */
function dateValue(day: string): string {
  return day.replaceAll("-", "")
}

/** Epoch milliseconds as a DATE-TIME in UTC (§3.3.5). */
function instantValue(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "")
}

/** Lines of at most 75 octets, never cut within a character. */
function folded(line: string): string {
  // No character is longer than three octets for each of its UTF-16 units.
  if (line.length * 3 <= LINE_OCTETS) return line
  const parts: string[] = []
  let from = 0
  let octets = 0
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets + size > LINE_OCTETS) {
      parts.push(line.slice(from, at))
      from = at
      // The space that begins a continuation counts.
      octets = 1
    }
    octets += size
    at += code < 0x10000 ? 1 : 2
  }
  parts.push(line.slice(from))
  return parts.join("\r\n ")
}
