/**
 * Events as iCalendar (RFC 5545), which phones and office calendars subscribe to. Written here and not by a library: the one
 * there was takes some 40 µs an event, most of it to fold Thai lines a character at a time, and a calendar must be made
 * within 10 ms.
 */
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
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
  // A year has few days and few instants at which anything changed, beside thousands of events.
  const [changedOf, daysOf] = [onceEach(changedLines), onceEach(dayLines)]
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
      eventText(event, {
        origin,
        changed: changedOf(event.changedAt),
        days: daysOf(event.due),
        description: descriptionOf(event),
        hasAlarms: alarms && event.isOpen,
      }),
    ),
    property("END", "VCALENDAR"),
  ].join("")
}

function onceEach<K>(make: (key: K) => string): (key: K) => string {
  const made = new Map<K, string>()
  return key => {
    const text = made.get(key) ?? make(key)
    made.set(key, text)
    return text
  }
}

type Around = {
  readonly origin: string
  readonly changed: string
  readonly days: string
  readonly description: string
  readonly hasAlarms: boolean
}

function eventText(event: CalendarEvent, { origin, changed, days, description, hasAlarms }: Around): string {
  const summary = lineValue(event.summary)
  // Those that are short for certain are not looked at again; a due date keeps nobody busy.
  return `BEGIN:VEVENT\r
${property("UID", textValue(event.uid))}SEQUENCE:${event.sequence}\r
${changed}${days}STATUS:${event.isCancelled ? "CANCELLED" : "CONFIRMED"}\r
TRANSP:TRANSPARENT\r
${property("SUMMARY", summary)}${description}${property("URL;VALUE=URI", `${origin}${event.path}`)}${hasAlarms ? ALARMS.map(trigger => alarmText(trigger, summary)).join("") : ""}END:VEVENT\r
`
}

/** Epoch milliseconds as what says when an event became what it is. */
function changedLines(instant: number): string {
  const changed = instantValue(instant)
  return `DTSTAMP:${changed}\r\nLAST-MODIFIED:${changed}\r\n`
}

function dayLines(due: IsoDate): string {
  return `DTSTART;VALUE=DATE:${dateValue(due)}\r\nDTEND;VALUE=DATE:${dateValue(addDays(due, 1))}\r\n`
}

/** What a duty asks is said at each of its periods: half of a year's calendar, looked at, escaped and folded once. */
function descriptionWriter(): (event: CalendarEvent) => string {
  let known: { readonly what: string; readonly line: Line } | undefined
  // Who owes it and when is said alike of many duties.
  const detailsOf = onceEach(textValue)
  return ({ what, details }) => {
    if (known?.what !== what)
      known = { what, line: lineWith(NO_LINE, `DESCRIPTION:${textValue(what === "" ? "" : `${what}\n`)}`) }
    return `${lineWith(known.line, detailsOf(details)).text}\r\n`
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

/** What is escaped, or not fit to print (`printable.ts`); nearly every text has none, and is given back as it is. */
const NOT_PLAIN = /[\\;,\n\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/
/** The same of a text in one line with single spaces. */
const PLAIN_LINE =
  /^[^\s\\;,\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]+(?: [^\s\\;,\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]+)*$/

/** A value of type TEXT (§3.3.11): no character of it can end the line or begin another value. */
function textValue(text: string): string {
  return NOT_PLAIN.test(text) ? escapedText(printable(text)) : text
}

/** The same of a text in one line. */
function lineValue(text: string): string {
  return PLAIN_LINE.test(text) ? text : escapedText(oneLine(printable(text)))
}

function escapedText(fit: string): string {
  return fit.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n")
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
    const unit = more.charCodeAt(at)
    // Half of a character of two stands beside its other half.
    const isPair = unit >= 0xd800 && unit < 0xdc00
    const size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3
    if (octets + size > LINE_OCTETS) {
      folded += `${more.slice(from, at)}\r\n `
      from = at
      // The space that begins a continuation counts.
      octets = 1
    }
    octets += size
    at += isPair ? 2 : 1
  }
  return { text: folded + more.slice(from), octets }
}
