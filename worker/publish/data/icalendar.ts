/**
 * Properties of iCalendar (RFC 5545) as lines. Written here and not by a library: the one there was takes some 40 µs an
 * event, most of it to fold Thai lines a character at a time, and a calendar must be made within 10 ms.
 */
import { printable } from "./printable.ts"

const LINE_OCTETS = 75

/** One property as a content line, folded (§3.1), with its line break. */
export function property(name: string, value: string): string {
  return `${folded(`${name}:${value}`)}\r\n`
}

/** A value of type TEXT (§3.3.11): no character of it can end the line or begin another value. */
export function textValue(text: string): string {
  return printable(text)
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n")
}

/** `2023-06-30` as a DATE (§3.3.4). */
export function dateValue(day: string): string {
  return day.replaceAll("-", "")
}

/** Epoch milliseconds as a DATE-TIME in UTC (§3.3.5). */
export function instantValue(instant: number): string {
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
