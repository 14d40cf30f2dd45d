/** Cutting a text short, never between a letter and its marks or inside a character. Apps Script has no `Intl.Segmenter`. */

/** Whether a text may be parted at a place: a Thai vowel or tone stays with its letter, a joined emoji stays whole. */
export function mayPart(text: string, place: number): boolean {
  const [before = "", after = ""] = [text[place - 1], text[place]]
  return (
    !/\u200d|[\u0e40-\u0e44\ud800-\udbff]/.test(before) &&
    !/\u200d|[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\udc00-\udfff]|\p{M}/u.test(after)
  )
}

/**
 * The text itself within the limit, else its beginning and an ellipsis. With `lastSpace` it is cut at the last space up
 * to that place, where this keeps more than half.
 */
export function shorten(text: string, limit: number, lastSpace = 0): string {
  if (text.length <= limit) return text
  const space = text.lastIndexOf(" ", lastSpace)
  return `${space > limit / 2 ? text.slice(0, space) : beginning(text, limit)}…`
}

/** At most so many letters from the beginning of a text. */
export function beginning(text: string, limit: number): string {
  if (text.length <= limit) return text
  for (let place = limit; place > limit / 2; place--) if (mayPart(text, place)) return text.slice(0, place)
  // A text of marks alone has no good place: only a pair of surrogates is kept whole.
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")
}

/** At most so many letters from the end of a text. */
export function ending(text: string, limit: number): string {
  if (text.length <= limit) return text
  let place = text.length - limit
  while (place < text.length && !mayPart(text, place)) place++
  return text.slice(place)
}

const ONE_LINE = /^\S+(?: \S+)*$/

/** A text with its line ends and runs of spaces as single spaces. */
export function oneLine(text: string): string {
  return ONE_LINE.test(text) ? text : text.replace(/\s+/g, " ").trim()
}
