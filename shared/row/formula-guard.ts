/**
 * An apostrophe before text that a spreadsheet would run: at the beginning of a cell and of each line in it, a tab counting
 * as one, since programs that misread quotes begin a cell there. It can be taken off again without a doubt, because a
 * text that has one already gets another.
 */
const SIGN = "[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]"
/** Whatever space and marks without width stand before the sign: some programs cut them off. */
const ofCell = (guard: string) => `^${guard}(?=['\\s\\p{Cf}]*${SIGN})`
const ofLine = (guard: string) =>
  `(?<=[\\r\\n\\t\\v\\f\\u0085\\u2028\\u2029])${guard}(?='*[\\p{Zs}\\p{Cf}]*${SIGN})`
const pattern = (guard: string) => new RegExp(`${ofCell(guard)}|${ofLine(guard)}`, "gu")

const UNGUARDED = pattern("")
const GUARDED = pattern("'")

export function guardFormulas(text: string): string {
  return text.replace(UNGUARDED, "'")
}

/** The text that was guarded. */
export function unguardFormulas(text: string): string {
  return text.replace(GUARDED, "")
}
