/**
 * A mail as an office memo: เรื่อง, เรียน, numbered parts, what is asked. Text and HTML are both made from this one
 * value. A no-break space binds what must stay on a line; the HTML turns it into a span that does not wrap.
 */
export type Words = readonly (string | { readonly strong: string })[]

export type Link = { readonly label: string; readonly href: string }

export type MemoItem = {
  readonly title: string
  /** Blank where the lines say it all. */
  readonly detail: Words
  /** The periods of a duty, one below the other. */
  readonly lines?: readonly Words[]
  readonly link?: Link
}

export type MemoPart = {
  readonly title: string
  readonly tone: "overdue" | "plain"
  readonly items: readonly MemoItem[]
  /** How many items were left out of a very long part. */
  readonly more: number
}

export type Memo = {
  /** The sentence that says the day is simulated; blank on a real one. */
  readonly simulated: string
  readonly subject: string
  readonly about: string
  readonly to: string
  readonly opening: Words
  readonly parts: readonly MemoPart[]
  readonly closing: readonly string[]
  readonly action?: Link
  readonly foot: readonly string[]
}

/** More items than this in a part help nobody on a phone: the page has them all. */
const ITEMS_SHOWN = 25

/** A part of the memo, or nothing when there is nothing to tell. */
export function memoPart(
  title: string,
  items: readonly MemoItem[],
  tone: MemoPart["tone"] = "plain",
): MemoPart[] {
  if (items.length === 0) return []
  return [{ title, tone, items: items.slice(0, ITEMS_SHOWN), more: Math.max(0, items.length - ITEMS_SHOWN) }]
}
