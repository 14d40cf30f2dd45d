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
  const descriptionOf = descriptionWriter()
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
    ...events.map(event =>
      eventText(event, { origin, description: descriptionOf(event), hasAlarms: alarms && event.isOpen }),
    ),
    property("END", "VCALENDAR"),
  ].join("")
}

type Around = { readonly origin: string; readonly description: string; readonly hasAlarms: boolean }

function eventText(event: CalendarEvent, { origin, description, hasAlarms }: Around): string {
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
${property("SUMMARY", summary)}${description}${property("URL;VALUE=URI", `${origin}${event.path}`)}${hasAlarms ? ALARMS.map(trigger => alarmText(trigger, summary)).join("") : ""}END:VEVENT\r
`
}

/** What a duty asks is said at each of its periods: half of a year's calendar, looked at, escaped and folded once. */
function descriptionWriter(): (event: CalendarEvent) => string {
  let known: { readonly what: string; readonly line: Line } | undefined
  return ({ what, details }) => {
    if (known?.what !== what)
      known = { what, line: lineWith(NO_LINE, `DESCRIPTION:${textValue(what === "" ? "" : `${what}\n`)}`) }
    return `${lineWith(known.line, textValue(details)).text}\r\n`
  }
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
  const line = `${name}:${value}`
  // No character is longer than three octets for each of its UTF-16 units.
  return `${line.length * 3 <= LINE_OCTETS ? line : lineWith(NO_LINE, line).text}\r\n`
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

/** A content line so far, folded, and how many octets its last part has. */
type Line = { readonly text: string; readonly octets: number }

const NO_LINE: Line = { text: "", octets: 0 }

/** Lines of at most 75 octets, never cut within a character. */
function lineWith({ text, octets: begun }: Line, more: string): Line {
  let octets = begun
  let folded = text
  let from = 0
  for (let at = 0; at < more.length; ) {
    const code = more.codePointAt(at) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets + size > LINE_OCTETS) {
      folded += `${more.slice(from, at)}\r\n `
      from = at
      // The space that begins a continuation counts.
      octets = 1
    }
    octets += size
    at += code < 0x10000 ? 1 : 2
  }
  return { text: folded + more.slice(from), octets }
}
