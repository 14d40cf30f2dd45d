/** Printable ASCII and Thai with its marks in order: what nearly every text of an office is, with nothing to mend. */
export function isPlainText(text: string): boolean {
  return /^[\n -~\u0e01-\u0e39\u0e3b-\u0e5b]*$/.test(text) && !/[\u0e48-\u0e4b][\u0e38\u0e39]/.test(text)
}

/**
 * Text in its one form: without characters that nobody sees, lone surrogates, or space at its ends; line ends are line
 * feeds, and letters are composed (NFC).
 */
export function cleanText(raw: string): string {
  if (isPlainText(raw)) return raw.trim()
  return raw
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, pair => (pair.length === 2 ? pair : "\ufffd"))
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\t\u00a0]/g, " ")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINER, "")
    .normalize("NFC")
    .trim()
}

/** True of a text that stands in that form: the only one in which it may be signed. */
export function isCleanText(text: string): boolean {
  return cleanText(text) === text
}

/** However it is spaced, and whatever the lines. */
export function spacedOnce(text: string): string {
  return text.replace(/\s+/g, " ")
}

/**
 * Controls, fillers, tags and what is no character at all. Those of direction let a public page show a number or an address
 * in another order than it has; the others part a word that somebody looks for.
 */
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]/gu

/** A joiner makes one picture of several; anywhere else it joins nothing. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu

/** Whether a text holds characters that nobody sees. */
export function hasInvisible(raw: string): boolean {
  const seen = raw.replace(/[\t\r\u0085]/g, "")
  return seen.search(INVISIBLE) !== -1 || seen.search(STRAY_JOINER) !== -1
}

/** The entries of a typed list, without the space around them; empty ones are left out. */
export function splitList(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map(entry => entry.trim())
    .filter(entry => entry !== "")
}
