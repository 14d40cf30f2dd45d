/** The picture of the year and the icons, as a reader of PNG that is not ours sees them. */

import { PNG } from "pngjs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { STATES_BY_ATTENTION } from "../../../shared/view/counted-states.ts"
import { yearPicture } from "../../../worker/pages/picture/year-picture.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"
import { RICH, richRows } from "./rich-rows.ts"

let office: PushingOffice

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push(richRows())
})
afterAll(() => office?.close())

const bytesOf = async (address: string) =>
  Buffer.from(await (await fetch(`${office.url}${address}`)).arrayBuffer())

it("the picture of the year has the size that its pages tell, and a part of its bar for every state", async () => {
  const picture = PNG.sync.read(await bytesOf(`/${RICH.year}/picture.png`))
  expect([picture.width, picture.height]).toEqual([1200, 630])
  const { measures } = (await (await fetch(`${office.url}/${RICH.year}.json`)).json()) as {
    measures: { state: string }[]
  }
  expect(coloursAlong(picture, BAR)).toHaveLength(new Set(measures.map(each => each.state)).size)
})

it("each state is one colour of the bar, as long as its share", () => {
  const today = parseIsoDate("2023-06-12") ?? expect.unreachable("a day")
  const measures = STATES_BY_ATTENTION.flatMap((state, at) =>
    Array.from({ length: at + 1 }, () => ({ state })),
  )
  const place = { fiscalYear: 2566, today, simulated: false }
  const picture = PNG.sync.read(Buffer.from(yearPicture({ ...place, measures })))
  const along = coloursAlong(picture, BAR)
  expect(new Set(along.map(each => each.colour)).size).toBe(STATES_BY_ATTENTION.length)
  along.forEach(({ length }, at) => {
    expect(Math.abs(length - (1080 * (at + 1)) / measures.length)).toBeLessThan(6)
  })
  const none = PNG.sync.read(Buffer.from(yearPicture({ ...place, measures: [] })))
  expect(coloursAlong(none, BAR)).toEqual([])
})

it.each([
  ["/favicon.ico", 22, 32],
  ["/apple-touch-icon.png", 0, 180],
] as const)("%s is the tick on the band's green", async (address, from, size) => {
  const icon = PNG.sync.read((await bytesOf(address)).subarray(from))
  expect([icon.width, icon.height]).toEqual([size, size])
  expect(colourAt(icon, size / 2, size / 8)).toBe("14,74,65")
  expect(coloursAlong(icon, Math.round(size * 0.62)).map(each => each.colour)).toContain("14,74,65")
})

/** A line through the middle of the bar. */
const BAR = 256

/** The runs of one colour along a line, without the white. */
function coloursAlong(picture: PNG, y: number): { readonly colour: string; readonly length: number }[] {
  const runs: { colour: string; length: number }[] = []
  for (let x = 0; x < picture.width; x++) {
    const colour = colourAt(picture, x, y)
    const last = runs.at(-1)
    if (last?.colour === colour) last.length += 1
    else runs.push({ colour, length: 1 })
  }
  return runs.filter(({ colour }) => colour !== "255,255,255")
}

function colourAt({ data, width }: PNG, x: number, y: number): string {
  const at = (y * width + x) * 4
  return [...data.subarray(at, at + 3)].join(",")
}
