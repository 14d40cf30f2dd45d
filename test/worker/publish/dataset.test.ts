/** What the page of a year tells catalogs and search engines, in a block of JSON-LD. */
import { beforeEach, expect, test } from "vitest"
import { newOffice, type Office, pushBefore as push, request, textOf, YEAR } from "../push-fixture.ts"
import { FIRST, setting } from "../rows.ts"

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

async function blocks(address: string): Promise<string[]> {
  const html = await textOf(await request(address))
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, text = ""]) => text,
  )
}

async function dataset(address = `/${YEAR}`) {
  const [text = "", ...others] = await blocks(address)
  expect(others).toEqual([])
  return JSON.parse(text) as Record<string, unknown> & { distribution: Record<string, unknown>[] }
}

test("has what a search engine asks of a Dataset, and what DCAT does, of the same node", async () => {
  await push(office, { rows: [setting("license", "Creative Commons Attributions")] })
  const found = await dataset()
  expect(found).toMatchObject({
    "@type": ["Dataset", "dcat:Dataset"],
    "@id": `/${YEAR}`,
    license: "https://creativecommons.org/licenses/by/4.0/",
    temporalCoverage: "2022-10-01/2023-09-30",
    inLanguage: "th",
    version: `${YEAR}.2.0`,
    publisher: { name: "สำนักงานเขตทดสอบ" },
  })
  expect(String(found.description).length).toBeGreaterThan(50)
  for (const [name, dcat] of [
    ["name", "dct:title"],
    ["description", "dct:description"],
    ["publisher", "dct:publisher"],
    ["dateModified", "dct:modified"],
    ["distribution", "dcat:distribution"],
  ] as const) {
    expect(found[name]).toBeTruthy()
    expect(found[dcat]).toEqual(found[name])
  }
})

test("names downloads that are there, of the type that is said", async () => {
  const { distribution } = await dataset("/")
  expect(distribution.map(each => each.contentUrl)).toEqual([
    `/${YEAR}/measures.csv`,
    `/${YEAR}/reports.csv`,
    `/${YEAR}.xlsx`,
  ])
  for (const { contentUrl, encodingFormat } of distribution) {
    const response = await request(String(contentUrl))
    await response.arrayBuffer()
    expect([response.status, response.headers.get("Content-Type")]).toEqual([
      200,
      expect.stringContaining(String(encodingFormat)),
    ])
  }
})

test("grants no licence that the office did not", async () => {
  expect(await dataset()).not.toHaveProperty("license")
})

test.for(["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b & c"])(
  "a title of %j is a text and nothing else",
  async title => {
    await push(office, { rows: [setting("title", title)] })
    const [text = "", ...others] = await blocks(`/${YEAR}`)
    expect([others, /[<>]/.test(text)]).toEqual([[], false])
    expect((JSON.parse(text) as { name: string }).name).toBe(title)
  },
)
