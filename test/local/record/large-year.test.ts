/** A year of a thousand rows: more than any office has, and still read in pieces that a phone can take. */
import { gzipSync } from "node:zlib"
import { parse as parseCsv } from "csv-parse/sync"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import type { Row } from "../../../shared/row/row.ts"
import { LISTS } from "../../../shared/view/list-page.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { FIRST, measure } from "../../worker/rows.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"

const COUNT = 1000
/** Compressed, as it travels. */
const PIECE_KB = 200

let office: PushingOffice

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push({ rows: FIRST.rows.filter(row => row.kind !== "measure") })
  await office.push({ rows: measures() })
})
afterAll(() => office?.close())

/** Words that differ, as a plan's do: what repeats would compress to nothing. */
function measures(): Row[] {
  return Array.from({ length: COUNT }, (_, at) => ({
    ...measure("a", {
      indicator: (at % 10) + 1,
      lead: DISTRICT_SECTIONS[at % 10]?.name ?? "",
      measure: `มาตรการที่ ${at} ${words(at)}`,
      monitoring: words(at + 7),
      issue: words(at + 13),
    }),
    id: `m-${String(at).padStart(8, "0")}`,
  }))
}

function words(seed: number): string {
  return Array.from(
    { length: 25 },
    (_, at) => `คำ${((seed * 7919 + at * 104_729) % 99_991).toString(36)}`,
  ).join(" ")
}

async function read(address: string): Promise<{ text: string; kilobytes: number }> {
  const response = await fetch(`${office.url}${address}`)
  expect([address, response.status]).toEqual([address, 200])
  const text = await response.text()
  return { text, kilobytes: gzipSync(text).byteLength / 1024 }
}

it("JSON and CSV of the whole year hold every row", async () => {
  const { text } = await read("/2566.json")
  expect(yearViewSchema.parse(JSON.parse(text)).measures).toHaveLength(COUNT)
  const csv = parseCsv((await read("/2566/measures.csv")).text, { bom: true, columns: true }) as unknown[]
  expect(csv).toHaveLength(COUNT)
})

describe("each list", () => {
  it.each(LISTS)("%s comes in pieces that lead on to each other", async list => {
    let address: string | null = `/api/v1/years/2566/${list}`
    let items = 0
    let total = 0
    while (address !== null) {
      const { text, kilobytes } = await read(address)
      expect(kilobytes).toBeLessThan(PIECE_KB)
      const page = JSON.parse(text) as { items: unknown[]; total: number; next: string | null }
      items += page.items.length
      total = page.total
      address = page.next
    }
    expect(items).toBe(total)
    if (list === "measures" || list === "reports") expect(total).toBe(COUNT)
  })
})

/** Pages with as many rows as there are, each followed to its last by the links it gives. */
const LONG_PAGES = [
  "/2566",
  "/2566/results",
  "/2566/ita",
  "/2566/print",
  "/2566/results/print",
  "/2566/sections/2",
]

describe("each long page", () => {
  it.each(LONG_PAGES)("%s comes in pieces that lead on to each other", async first => {
    let address: string | null = first
    const seen: string[] = []
    const told = new Set<string>()
    while (address !== null) {
      const { text, kilobytes } = await read(address)
      seen.push(address)
      expect([address, kilobytes < PIECE_KB]).toEqual([address, true])
      for (const [, number = ""] of text.matchAll(/มาตรการที่ (\d+) /g)) told.add(number)
      address = /<a rel="next" href="([^"#]+)/.exec(text)?.[1] ?? null
      expect(seen).not.toContain(address)
    }
    expect(seen.length).toBeGreaterThan(1)
    expect(told.size).toBe(first.includes("/sections/") ? COUNT / 10 : COUNT)
  })
})

describe("each long twin", () => {
  it.each(["/2566/ita.json", "/2566/print.json", "/2566/results/print.json"])(
    "%s leads on to its next page, and back",
    async first => {
      let address: string | null = first
      let [pages, seen, before]: [number, number, string | null] = [0, 0, null]
      while (address !== null) {
        const { text, kilobytes } = await read(address)
        expect([address, kilobytes < PIECE_KB]).toEqual([address, true])
        const twin = JSON.parse(text) as Record<"page" | "pages", number> &
          Record<"next" | "previous", string | null>
        seen++
        pages = twin.pages
        expect([twin.page, twin.previous === null]).toEqual([seen, before === null])
        before = address
        address = twin.next
      }
      expect([seen, seen > 1]).toEqual([pages, true])
    },
  )
})
