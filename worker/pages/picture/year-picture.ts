/**
 * What LINE and Facebook show of a link: how the measures of the year stand, counted as on its page and never by colour
 * alone. Whose year it is says the title that they set beside it.
 */

import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { SHORT_MONTHS } from "../../../shared/date/thai-date.ts"
import type { ObligationState } from "../../../shared/due/obligation.ts"
import { type CountedState, countedStates } from "../../../shared/view/counted-states.ts"
import { STATE_WORDS } from "../../../shared/view/words.ts"
import { drawnWord, type Face } from "./lettering.ts"
import { type Canvas, createCanvas, pngBytes, type Rgb } from "./png.ts"

/** What they show across a whole message: 1.91 to 1. */
export const PICTURE = { width: 1200, height: 630 } as const

type Pictured = {
  readonly fiscalYear: number
  readonly today: IsoDate
  readonly simulated: boolean
  readonly measures: readonly { readonly state: ObligationState }[]
}

export function yearPicture({ fiscalYear, today, simulated, measures }: Pictured): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(PICTURE.width, PICTURE.height)
  const states = countedStates(measures)
  fill(canvas, [0, 0, PICTURE.width, BAND], BAND_COLOUR)
  write(canvas, [MARGIN, 24], ON_BAND, "title", ["มาตรการ", "ปีงบประมาณ", ...digitsOf(fiscalYear)])
  write(canvas, [MARGIN, 152], INK, "count", ["สถานะของ", ...digitsOf(measures.length), "มาตรการ"])
  drawBar(canvas, states, measures.length)
  states.forEach((counted, at) => {
    drawCount(canvas, counted, at)
  })
  const day = ["ข้อมูล ณ", ...dayWords(today), ...(simulated ? ["วันจำลอง"] : [])]
  write(canvas, [MARGIN, 568], QUIET, "note", day)
  return pngBytes(canvas, PALETTE)
}

const MARGIN = 60
const BAND = 140
const BAR = { top: 232, height: 48, gap: 4 }
const LIST = { top: 300, row: 52, rows: 5, column: 560 }

/** Of one length together, each state as long as its share, the last to the very end. */
function drawBar(canvas: Canvas, states: readonly CountedState[], total: number): void {
  const length = PICTURE.width - 2 * MARGIN
  let counted = 0
  for (const { state, count } of states) {
    const from = MARGIN + Math.round((length * counted) / total)
    counted += count
    const to = MARGIN + Math.round((length * counted) / total)
    const gap = counted < total ? BAR.gap : 0
    fill(canvas, [from, BAR.top, Math.max(to - from - gap, 1), BAR.height], colourOf(state))
  }
}

/** Down the left column first, so that what needs someone stands together. */
function drawCount(canvas: Canvas, { state, count }: CountedState, at: number): void {
  const left = MARGIN + LIST.column * Math.floor(at / LIST.rows)
  const top = LIST.top + LIST.row * (at % LIST.rows)
  fill(canvas, [left, top + 20, 28, 28], colourOf(state))
  const after = write(canvas, [left + 48, top - 4], INK, "count", digitsOf(count))
  write(canvas, [Math.max(after + 16, left + 108), top - 1], INK, "word", [STATE_WORDS[state]])
}

function digitsOf(number: number): string[] {
  return [...String(number)]
}

function dayWords(day: IsoDate): string[] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return [...digitsOf(date), SHORT_MONTHS[month - 1] ?? "", ...digitsOf(year + 543)]
}

/** A colour of the page by its number, and for letters the sixteen shades from what they stand on. */
type Ramp = { readonly first: number; readonly ink: Rgb; readonly ground: Rgb }

const PAGE: Rgb = [255, 255, 255]
const GREEN: Rgb = [14, 74, 65]
const SHADES = 16
const INK: Ramp = { first: 0, ground: PAGE, ink: [23, 27, 26] }
const QUIET: Ramp = { first: SHADES, ground: PAGE, ink: [71, 80, 76] }
const ON_BAND: Ramp = { first: 2 * SHADES, ground: GREEN, ink: PAGE }
const BAND_COLOUR = ON_BAND.first

/** The borders of the chips, which the style sheet gives four times the contrast of the page; overdue is filled there too. */
const STATE_COLOURS: Readonly<Record<ObligationState, Rgb>> = {
  overdue: [161, 29, 26],
  due: [168, 111, 0],
  reported: [122, 91, 196],
  late: [59, 120, 179],
  unconfirmed: [71, 80, 76],
  scheduled: [155, 166, 161],
  done: [42, 133, 112],
  beforeRecord: [200, 207, 204],
  withdrawn: [222, 227, 224],
}
const STATES = Object.keys(STATE_COLOURS)

function colourOf(state: ObligationState): number {
  return 3 * SHADES + STATES.indexOf(state)
}

const PALETTE: readonly Rgb[] = [...[INK, QUIET, ON_BAND].flatMap(shadesOf), ...Object.values(STATE_COLOURS)]

function shadesOf({ ink, ground }: Ramp): Rgb[] {
  return Array.from({ length: SHADES }, (_, shade) => {
    const mix = (at: 0 | 1 | 2) => Math.round(ground[at] + ((ink[at] - ground[at]) * shade) / (SHADES - 1))
    return [mix(0), mix(1), mix(2)] as const
  })
}

type Box = readonly [left: number, top: number, width: number, height: number]

function fill({ width, rows }: Canvas, [left, top, wide, high]: Box, colour: number): void {
  for (let y = top; y < top + high; y++) {
    const from = y * (width + 1) + 1 + left
    rows.fill(colour, from, from + wide)
  }
}

/** Words and digits on one line, a space between words; answers where it ends. */
function write(
  { width, rows }: Canvas,
  [left, top]: readonly [left: number, top: number],
  { first }: Ramp,
  face: Face,
  texts: readonly string[],
): number {
  let x = left
  texts.forEach((text, at) => {
    const word = drawnWord(face, text)
    if (at > 0 && !(isDigit(text) && isDigit(texts[at - 1]))) x += Math.round(word.height / 6)
    for (let y = 0; y < word.height; y++) {
      const from = (top + y) * (width + 1) + 1 + x
      for (let dx = 0; dx < word.width; dx++) {
        const shade = word.shades[y * word.width + dx] ?? 0
        if (shade > 0) rows[from + dx] = first + shade
      }
    }
    x += word.width
  })
  return x
}

function isDigit(text: string | undefined): boolean {
  return text !== undefined && /^[0-9]$/.test(text)
}
