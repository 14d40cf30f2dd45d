/** Cuts a cell at a number of lines: at the space between two phrases, as a careful typist would. */
import { mayPart } from "../row/shorten.ts"
import { lettersWithin, lineCount, type Paragraph, phrasesFitting, phrasesOf } from "./lines.ts"

export type Cell = readonly Paragraph[]
type CutCell = { readonly head: Cell; readonly tail: Cell }

/** Lines of a cell; beyond `enough` it stops counting. */
export function cellLines(cell: Cell, width: number, enough = Number.POSITIVE_INFINITY): number {
  let lines = 0
  for (const paragraph of cell) {
    lines += lineCount(paragraph, width, enough - lines)
    if (lines > enough) break
  }
  return lines
}

/** A row's name on a further sheet takes no more. */
const NAME_LINES = 2

/** What fits into so many lines, and what is left. On a fresh sheet (`mustGive`) something always fits. */
export function cutCell(cell: Cell, width: number, lines: number, mustGive: boolean): CutCell {
  let left = lines
  for (const [index, paragraph] of cell.entries()) {
    const needed = lineCount(paragraph, width, left)
    if (needed <= left) {
      left -= needed
      continue
    }
    const { head, tail } = cutParagraph(paragraph, width, left, mustGive && lines - left <= NAME_LINES)
    return {
      head: [...cell.slice(0, index), ...(head ? [head] : [])],
      tail: [tail, ...cell.slice(index + 1)],
    }
  }
  return { head: cell, tail: [] }
}

type CutParagraph = { readonly head: Paragraph | undefined; readonly tail: Paragraph }

/** A phrase that no line break may follow: a marker would be parted from its item. */
const LEADING = /^(?:\(?[0-9๐-๙]{1,2}[.)]?|[-–•]|ที่|ข้อ|ข้อที่|ตัวชี้วัดที่|พ\.ศ\.|โทร\.|.*:)$/

/** `mustGive`: nothing but a name stands before it, so that without a part of it the sheet would stay empty. */
function cutParagraph(paragraph: Paragraph, width: number, lines: number, mustGive: boolean): CutParagraph {
  const phrases = phrasesOf(paragraph.text)
  let count = lines > 0 ? phrasesFitting(paragraph, width, lines) : 0
  while (count > 0 && LEADING.test(phrases[count - 1] ?? "")) count--
  const at = (text: string): Paragraph => ({ ...paragraph, text })
  if (count > 0)
    return { head: at(phrases.slice(0, count).join(" ")), tail: at(phrases.slice(count).join(" ")) }
  if (!mustGive || lines <= 0) return { head: undefined, tail: paragraph }
  const place = lettersFitting(paragraph, width, lines)
  return { head: at(paragraph.text.slice(0, place)), tail: at(paragraph.text.slice(place)) }
}

/** Only for a text without a space that fills the lines: between letters, never before a mark or after a leading vowel. */
function lettersFitting({ text, strong }: Paragraph, width: number, lines: number): number {
  let [low, high] = [1, lettersWithin(text, strong ? 600 : 400, lines * width)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (lineCount({ text: text.slice(0, middle), strong }, width, lines) <= lines) low = middle
    else high = middle - 1
  }
  let place = low
  while (place > 1 && !mayBreak(text, place)) place--
  // A text of marks alone has no good place: any is better than a sheet for each.
  return mayBreak(text, place) ? place : low
}

/** A word's repetition mark stays with it too. */
function mayBreak(text: string, place: number): boolean {
  return text[place] !== "ๆ" && mayPart(text, place)
}
