/**
 * The words of the picture, drawn beforehand by a browser, since Thai is not set letter by letter: each word in each of
 * its faces as a row of shades, sixteen of them. `npm run generate -- --pictures` draws them anew.
 */
import { Buffer } from "node:buffer"
import { inflateSync } from "node:zlib"
import * as z from "zod/mini"
import { SHORT_MONTHS } from "../../../shared/date/thai-date.ts"
import { STATE_WORDS } from "../../../shared/view/words.ts"
import drawn from "./drawn.json" with { type: "json" }

/** In pixels. */
export const FACES = {
  title: { size: 56, weight: 600 },
  count: { size: 40, weight: 600 },
  word: { size: 38, weight: 400 },
  note: { size: 30, weight: 400 },
} as const
export type Face = keyof typeof FACES

const DIGITS = [..."0123456789"]

/** What is drawn in each face: words, and digits for any number. */
export const LETTERING: Readonly<Record<Face, readonly string[]>> = {
  title: ["มาตรการ", "ปีงบประมาณ", ...DIGITS],
  count: ["สถานะของ", "มาตรการ", ...DIGITS],
  word: Object.values(STATE_WORDS),
  note: ["ข้อมูล ณ", "วันจำลอง", ...SHORT_MONTHS, ...DIGITS],
}

/** Thai marks rise higher over the line than Latin letters do, and fall lower. */
export const lineHeight = ({ size }: { readonly size: number }) => Math.ceil(size * 1.8)
export const baseline = ({ size }: { readonly size: number }) => Math.ceil(size * 1.3)

type DrawnWord = { readonly width: number; readonly height: number; readonly shades: Uint8Array }

const drawnSchema = z.object({
  /** The icon as PNG in base64, by its width. */
  icons: z.record(z.string(), z.string()),
  /** Widths in the order of `LETTERING`. */
  widths: z.record(z.string(), z.array(z.number())),
  /** All shades one after the other, two a byte, compressed, in base64. */
  shades: z.string(),
})

export const DRAWN = drawnSchema.parse(drawn)

let words: ReadonlyMap<string, DrawnWord> | undefined

/** @throws when the word was not drawn: the list above lacks it. */
export function drawnWord(face: Face, text: string): DrawnWord {
  words ??= unpackedWords()
  const word = words.get(`${face} ${text}`)
  if (!word) throw new Error(`“${text}” was not drawn as ${face}`)
  return word
}

function unpackedWords(): Map<string, DrawnWord> {
  const packed = inflateSync(Buffer.from(DRAWN.shades, "base64"))
  const shades = new Uint8Array(packed.length * 2)
  packed.forEach((pair, at) => {
    shades[at * 2] = pair >> 4
    shades[at * 2 + 1] = pair & 15
  })
  const found = new Map<string, DrawnWord>()
  let from = 0
  for (const [face, texts] of Object.entries(LETTERING)) {
    const height = lineHeight(FACES[face as Face])
    for (const [at, text] of texts.entries()) {
      const width = DRAWN.widths[face]?.[at] ?? 0
      found.set(`${face} ${text}`, { width, height, shades: shades.subarray(from, from + width * height) })
      from += width * height
    }
  }
  return found
}
