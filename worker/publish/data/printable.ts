/** Text fit for formats that know no control characters: XML 1.0 and iCalendar refuse the whole file for one of them. */

const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/g
// Tabs and line feeds stay.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g
const LONE_SURROGATE = /\p{Surrogate}/gu
/** Any of these three, or a whole character of two halves: nearly every text has none, and is given back as it is. */
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/

/** Line breaks as line feeds, half characters as U+FFFD, and nothing that is no character. */
export function printable(text: string): string {
  if (!UNFIT.test(text)) return text
  return text.replace(LINE_BREAK, "\n").replace(CONTROL, "").replace(LONE_SURROGATE, "\ufffd")
}
