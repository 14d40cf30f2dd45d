/**
 * How many lines a paragraph takes in a column, without a browser. Browsers break Thai between words of a dictionary that
 * is not here: each such break is counted as the loss of part of a word, so that the estimate errs to more lines.
 */
import { type FontWeight, glyphWidth } from "./sarabun-widths.ts"

export type Paragraph = { readonly text: string; readonly strong: boolean }

/** What is lost at the end of a line inside Thai, in thousandths: more than half a common word. */
const BREAK_LOSS = 1600
/** An address breaks at its slashes and hyphens. */
const ADDRESS_LOSS = 2500
const SPACE = 250
/** Browsers round widths to their pixels, letter by letter. */
const ROUNDING = 1.04
const HANGING = 1200

/** Item markers of a published plan: `1. `, `๑. `, `(2) `, `- `. Such a paragraph hangs. */
export const ITEM = /^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–•])\s/

/**
 * Lines of a column that is `width` thousandths of the font's size wide. An empty paragraph takes one. Beyond `enough`
 * lines it stops counting: a long text is asked about once for each sheet.
 */
export function lineCount(paragraph: Paragraph, width: number, enough = Number.POSITIVE_INFINITY): number {
  const filling = startFilling(paragraph, width, enough)
  for (const phrase of phrasesOf(paragraph.text)) {
    filling.add(phrase)
    if (filling.lines > enough) break
  }
  return filling.lines
}

/** How many of its phrases (parts between spaces) fit into so many lines. */
export function phrasesFitting(paragraph: Paragraph, width: number, lines: number): number {
  const filling = startFilling(paragraph, width, lines)
  const phrases = phrasesOf(paragraph.text)
  const over = phrases.findIndex(phrase => {
    filling.add(phrase)
    return filling.lines > lines
  })
  return over < 0 ? phrases.length : over
}

export function phrasesOf(text: string): string[] {
  return text.split(/\s+/).filter(phrase => phrase !== "")
}

type Filling = { readonly lines: number; add(phrase: string): void }

function startFilling({ text, strong }: Paragraph, columnWidth: number, enough: number): Filling {
  const weight: FontWeight = strong ? 600 : 400
  const width = ITEM.test(text) ? columnWidth - HANGING : columnWidth
  // A wider phrase is over `enough` whatever its breaks lose: a long one is asked about once for each sheet.
  const most = (enough + 1) * columnWidth
  let lines = 1
  let used = 0
  const wrap = () => {
    lines++
    used = 0
  }
  return {
    get lines() {
      return lines
    },
    add(phrase) {
      let rest = phraseWidth(phrase, weight, most)
      const isThai = THAI.test(phrase)
      const loss = isThai ? BREAK_LOSS : ADDRESS_LOSS
      if (used > 0) used += SPACE
      // A word of another script moves on whole.
      if (!isThai && used > 0 && used + rest > width) wrap()
      while (used + rest > width) {
        rest -= Math.max(0, width - used - loss)
        wrap()
        if (loss >= width) break
      }
      used += rest
    },
  }
}

/** How many letters, at the least one, are no wider together than so much. */
export function lettersWithin(text: string, weight: FontWeight, most: number): number {
  let [width, place] = [0, 0]
  for (const letter of text) {
    width += glyphWidth(letter, weight) * ROUNDING
    if (width > most) break
    place += letter.length
  }
  return Math.max(1, place)
}

const THAI = /[\u0e01-\u0e4e]/

/** Beyond `most` it stops measuring. */
function phraseWidth(phrase: string, weight: FontWeight, most: number): number {
  let width = 0
  for (const character of phrase) {
    width += glyphWidth(character, weight) * ROUNDING
    if (width > most) break
  }
  return width
}
