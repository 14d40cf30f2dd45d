/**
 * Whether a new line promises what a row did that vanished: deleting it and typing it anew must begin no ledger of its own.
 * The same words are the same row; of words that are only like them a person is asked.
 */

import type { Kind } from "../columns.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { cleanText, spacedOnce } from "../row/plain-text.ts"
import { distance } from "../rules/indicator.ts"
import type { TypedCells } from "../sheet/memory.ts"

/** What a row promises, and under what: another indicator is another promise, whatever the words. */
export type Promised = { readonly under: string; readonly words: string }

const COLUMNS: { readonly [K in Kind]?: readonly [under: string, words: string] } = {
  measure: ["indicator", "measure"],
  duty: ["measure", "what"],
}

/** Undefined of a kind that promises nothing, and while nothing is typed. */
export function promisedIn(kind: Kind, cells: TypedCells | undefined): Promised | undefined {
  const columns = COLUMNS[kind]
  if (!columns || !cells) return undefined
  const [under = "", words = ""] = columns.map(key => spacedOnce(cleanText(String(cells[key] ?? ""))))
  return words === "" ? undefined : { under: asciiDigits(under), words }
}

export function isSamePromise(one: Promised | undefined, other: Promised | undefined): boolean {
  return one !== undefined && one.under === other?.under && one.words === other.words
}

/** Words are compared letter by letter up to here. */
const COMPARED = 300
/** Of so many letters one may differ, and fewer words than this say too little to be like others. */
const LETTERS_A_SLIP = 4
const FEWEST = 10

export function isLikePromise(one: Promised | undefined, other: Promised | undefined): boolean {
  if (!one || one.under !== other?.under) return false
  const [short = "", long = ""] = [one.words, other.words]
    .map(words => words.replace(/\s/g, "").slice(0, COMPARED))
    .sort((a, b) => a.length - b.length)
  if (short.length < FEWEST) return false
  return long.includes(short) || distance(short, long) * LETTERS_A_SLIP <= long.length
}
