/**
 * The first step: one spelling for what people type in many. The order of the steps matters.
 * Never NFKC: it splits ำ in two.
 */

import { asciiDigits } from "../date/thai-date.ts"
import { isPlainText } from "../row/plain-text.ts"

export type CleanPhrase = {
  /** What the readers see: ASCII digits, one kind of space, one spelling of ำ and แ. */
  readonly text: string
  /** The same characters with the digits as they were typed: `raw[i]` stands behind `text[i]`. */
  readonly raw: string
}

export function cleanPhrase(typed: string): CleanPhrase {
  const raw = isClean(typed) ? typed.trim() : mended(typed)
  return { text: asciiNumerals(raw), raw }
}

/** What nearly every phrase is: one spelling of each letter already, and single spaces. */
function isClean(typed: string): boolean {
  return isPlainText(typed) && !/\n| {2}|เเ|ๅ|\u0e4d/.test(typed)
}

function mended(typed: string): string {
  return typed
    .replace(INVISIBLE, "")
    .replace(SPACES, " ")
    .trim()
    .normalize("NFC")
    .replace(/เเ/g, "แ")
    .replace(/ํ([่-๋])[าๅ]/g, "$1ำ")
    .replace(/([่-๋])ํ[าๅ]/g, "$1ำ")
    .replace(/ํ[าๅ]/g, "ำ")
    .replace(/([^ฤฦ]|^)ๅ/g, "$1า")
}

/** Zero-width characters, direction marks, word joiners, BOM and soft hyphens. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g

/** No-break, narrow, thin and full-width spaces, line ends and control characters: each run is one space. */
const SPACES = /[\s\u0000-\u001F\u007F-\u009F]+/g

function asciiNumerals(text: string): string {
  return asciiDigits(text).replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
}
