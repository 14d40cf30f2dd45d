/** The picture of a year in letters: read without colour, without the letters, and in the dark. */
import { describe, expect, it } from "vitest"
import type { ObligationState } from "../../../shared/due/obligation.ts"
import { createWording } from "../../../shared/mail/wording.ts"
import { yearMarks } from "../../../shared/mail/year-marks.ts"

const wording = createWording("ascii")
const STATES: readonly ObligationState[] = [
  ...(["scheduled", "due", "overdue", "reported", "done", "late"] as const),
  ...(["withdrawn", "beforeRecord", "unconfirmed"] as const),
]

function linesOf(...states: readonly ObligationState[]): string[] {
  const rows = yearMarks(
    states.map(state => ({ state })),
    wording,
  )
  return rows.map(({ word, mark, said }) => `${word} ${mark} ${said}`.replaceAll("\u00a0", " "))
}

describe("the marks of a year", () => {
  it("are one a measure, the gravest first, with the words of each state", () => {
    expect(linesOf("done", "overdue", "scheduled", "overdue", "withdrawn")).toEqual([
      ...["เกินกำหนด ▲▲ 2 มาตรการ", "ยังไม่ถึงกำหนด ○ 1 มาตรการ", "แล้วเสร็จ ● 1 มาตรการ", "ยกเลิก × 1 มาตรการ"],
    ])
  })

  it("are counted to twelve measures, and told in numbers beyond", () => {
    expect(linesOf(...Array<"due">(12).fill("due"))).toEqual([`ใกล้ครบกำหนด ${"◐".repeat(12)} 12 มาตรการ`])
    expect(linesOf(...Array<"due">(12).fill("due"), "done")).toEqual([
      ...["ใกล้ครบกำหนด ◐ 12 มาตรการ", "แล้วเสร็จ ● 1 มาตรการ"],
    ])
  })

  it("of an empty year are none", () => {
    expect(linesOf()).toEqual([])
  })

  it.each(["#ffffff", "#2b2b2b", "#121617"])(
    "are seen on %s, whatever a mail client makes of dark",
    ground => {
      const rows = yearMarks(
        STATES.map(state => ({ state })),
        wording,
      )
      expect(rows).toHaveLength(STATES.length)
      for (const { color } of rows) expect(contrast(color, ground)).toBeGreaterThanOrEqual(3)
    },
  )
})

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(place => {
    const value = Number.parseInt(color.slice(place, place + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
