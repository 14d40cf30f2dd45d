/**
 * The words of the shared picture and the icons as this browser draws them, beside those the Worker carries.
 * `npm run generate -- --pictures` keeps what is drawn here.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { resolve } from "node:path"
import { deflateSync } from "node:zlib"
import type { Browser, Page } from "playwright-core"
import { PNG } from "pngjs"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ICON } from "../../worker/pages/icon.ts"
import {
  baseline,
  DRAWN,
  drawnWord,
  FACES,
  type Face,
  LETTERING,
  lineHeight,
} from "../../worker/pages/picture/lettering.ts"
import { closePages, openBrowser } from "./browser.ts"

const KEPT = resolve(import.meta.dirname, "../../worker/pages/picture/drawn.json")
const ICON_SIZES = [32, 180]

type Word = {
  readonly face: Face
  readonly text: string
  readonly width: number
  readonly shades: readonly number[]
}

let browser: Browser
let words: Word[]
let icons: Record<string, Buffer>

beforeAll(async () => {
  browser = await openBrowser()
  const page = await browser.newPage()
  words = await drawWords(page)
  icons = Object.fromEntries(
    await Promise.all(
      ICON_SIZES.map(async size => [size, await drawIcon(await browser.newPage(), size)] as const),
    ),
  )
})
afterAll(() => closePages(browser))

test.runIf(process.env.TAKE_PICTURES)("what is drawn is kept", keep)

test.skipIf(process.env.TAKE_PICTURES)("every word is kept as this browser draws it", () => {
  for (const { face, text, width, shades } of words) {
    const kept = drawnWord(face, text)
    expect([face, text, kept.width]).toEqual([face, text, width])
    const apart = shades.reduce((sum, shade, at) => sum + Math.abs(shade - (kept.shades[at] ?? 0)), 0)
    // Another machine may round a shade otherwise; another word is farther away.
    expect([face, text, apart / shades.length < 0.3]).toEqual([face, text, true])
    expect(Math.max(...kept.shades)).toBe(15)
  }
})

test.skipIf(process.env.TAKE_PICTURES)("the icons are those of the drawing", () => {
  for (const size of ICON_SIZES) {
    const kept = PNG.sync.read(Buffer.from(DRAWN.icons[size] ?? "", "base64"))
    const drawn = PNG.sync.read(icons[size] ?? Buffer.alloc(0))
    expect([kept.width, kept.height]).toEqual([size, size])
    const apart = drawn.data.reduce((sum, value, at) => sum + Math.abs(value - (kept.data[at] ?? 0)), 0)
    expect(apart / drawn.data.length).toBeLessThan(3)
  }
})

async function drawWords(page: Page): Promise<Word[]> {
  await page.setContent(`<style>${fontFaces()}</style><canvas></canvas>`)
  const asked = Object.entries(LETTERING).flatMap(([name, texts]) => {
    const face = FACES[name as Face]
    const form = { ...face, height: lineHeight(face), base: baseline(face) }
    return texts.map(text => ({ face: name as Face, text, ...form }))
  })
  return page.evaluate(async all => {
    await Promise.all([400, 600].map(weight => document.fonts.load(`${weight} 20px Sarabun`, "กa1")))
    const context = document.querySelector("canvas")?.getContext("2d", { willReadFrequently: true })
    if (!context) throw new Error("no canvas")
    return all.map(({ face, text, size, weight, height, base }) => {
      const font = `${weight} ${size}px Sarabun`
      context.font = font
      const width = Math.ceil(context.measureText(text).width)
      Object.assign(context.canvas, { width, height })
      context.font = font
      context.fillText(text, 0, base)
      const { data } = context.getImageData(0, 0, width, height)
      const shades = Array.from({ length: width * height }, (_, at) =>
        Math.round((data[at * 4 + 3] ?? 0) / 17),
      )
      return { face, text, width, shades }
    })
  }, asked)
}

async function drawIcon(page: Page, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  // A phone rounds the corners itself: a large icon fills its square.
  const drawing = size > 100 ? ICON.replace(' rx="5"', "") : ICON
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${drawing}`,
  )
  return page.screenshot({ omitBackground: true })
}

function fontFaces(): string {
  const { resolve: find } = createRequire(import.meta.url)
  return [400, 600]
    .flatMap(weight => ["thai", "latin"].map(subset => [weight, subset] as const))
    .map(([weight, subset]) => {
      const file = readFileSync(find(`@fontsource/sarabun/files/sarabun-${subset}-${weight}-normal.woff2`))
      const range = subset === "thai" ? "U+0E00-0E7F" : "U+0000-00FF"
      return `@font-face { font-family: Sarabun; font-weight: ${weight}; unicode-range: ${range}; src: url(data:font/woff2;base64,${file.toString("base64")}) }`
    })
    .join("")
}

function keep(): void {
  const shades = words.flatMap(word => word.shades)
  const pairs = Uint8Array.from({ length: Math.ceil(shades.length / 2) }, (_, at) => {
    return ((shades[at * 2] ?? 0) << 4) | (shades[at * 2 + 1] ?? 0)
  })
  const widths = Object.fromEntries(
    Object.keys(LETTERING).map(face => [
      face,
      words.filter(word => word.face === face).map(word => word.width),
    ]),
  )
  const drawn = {
    icons: Object.fromEntries(ICON_SIZES.map(size => [size, icons[size]?.toString("base64")])),
    widths,
    shades: deflateSync(pairs, { level: 9 }).toString("base64"),
  }
  writeFileSync(KEPT, `${JSON.stringify(drawn, null, 2)}\n`)
}
