/** Printable ASCII and Thai with its marks in order: what nearly every text of an office is, with nothing to mend. */
export function isPlainText(text: string): boolean {
  return /^[\n -~\u0e01-\u0e39\u0e3b-\u0e5b]*$/.test(text) && !/[\u0e48-\u0e4b][\u0e38\u0e39]/.test(text)
}

/** Text without control characters, lone surrogates, or space at its ends; line ends are line feeds. */
export function cleanText(raw: string): string {
  if (isPlainText(raw)) return raw.trim()
  return raw
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\t\u00a0]/g, " ")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\ufeff]/g, "")
    .replace(BIDI_CONTROLS, "")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, pair => (pair.length === 2 ? pair : "\ufffd"))
    .normalize("NFC")
    .trim()
}

/** However it is spaced, and whatever the lines. */
export function spacedOnce(text: string): string {
  return text.replace(/\s+/g, " ")
}

/** They let a public page show a number or an address in another order than it has. */
const BIDI_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Whether a text holds characters that nobody sees. */
export function hasInvisible(raw: string): boolean {
  return /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u2060\ufeff]/.test(
    raw,
  )
}

/** The entries of a typed list, without the space around them; empty ones are left out. */
export function splitList(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map(entry => entry.trim())
    .filter(entry => entry !== "")
}
