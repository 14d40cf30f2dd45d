/** Colours as people write them and as Google keeps them: fractions, rounded on their way. */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"

/** `#fde7e5` → red, green and blue from 0 to 1. */
export function rgbOf(hex: string): sheets_v4.Schema$Color {
  const [red = 0, green = 0, blue = 0] = (hex.match(/[0-9a-f]{2}/g) ?? []).map(
    pair => Number.parseInt(pair, 16) / 255,
  )
  return { red, green, blue }
}

/** The nearest `#rrggbb`; a missing part is 0, as in Google's answers. */
export function hexOf(colour: sheets_v4.Schema$Color | null | undefined): string | undefined {
  if (!colour) return undefined
  const parts = [colour.red, colour.green, colour.blue]
  return `#${parts
    .map(part =>
      Math.round((part ?? 0) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`
}
