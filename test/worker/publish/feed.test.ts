/** `/feed.json` and `/feed.atom`: what changed, read back by a reader that is not its writer. */
import { XMLParser, XMLValidator } from "fast-xml-parser"
import { beforeEach, describe, expect, test } from "vitest"
import * as z from "zod/mini"
import { NAUGHTY_STRINGS } from "../../naughty.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  ORIGIN,
  post,
  push,
  request,
  textOf,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { assessment, day, duty, FIRST, measure, PRIVATE_ROWS, report, setting } from "../rows.ts"

const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))

/** https://www.jsonfeed.org/version/1.1/, the parts used here. */
const jsonFeedSchema = z.strictObject({
  version: z.literal("https://jsonfeed.org/version/1.1"),
  title: z.string().check(z.minLength(1)),
  description: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  language: z.literal("th"),
  authors: z.array(z.strictObject({ name: z.string(), url: z.url() })),
  items: z.array(
    z.strictObject({
      id: z.string().check(z.regex(/^urn:sujarit:push:[A-Za-z0-9_-]{43}$/)),
      url: z.url(),
      title: z.string().check(z.minLength(1)),
      content_text: z.string().check(z.minLength(1)),
      date_published: instant,
    }),
  ),
  _sujarit: z.strictObject({ today: z.string(), simulated: z.boolean() }),
})

const atomSchema = z.object({
  id: z.url(),
  title: z.string(),
  updated: instant,
  author: z.object({ name: z.string() }),
  link: z.array(z.object({ rel: z.string(), type: z.string(), href: z.url() })),
  entry: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      updated: instant,
      published: instant,
      link: z.object({ rel: z.literal("alternate"), type: z.string(), href: z.url() }),
      content: z.object({ type: z.literal("text"), text: z.string() }),
    }),
  ),
})

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  textNodeName: "text",
  parseTagValue: false,
  trimValues: false,
  ignorePiTags: true,
  isArray: name => name === "entry",
})

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

async function jsonFeed() {
  return jsonFeedSchema.parse(JSON.parse(await textOf(await request("/feed.json"))))
}

async function atomFeed() {
  const text = await textOf(await request("/feed.atom"))
  expect(XMLValidator.validate(text)).toBe(true)
  expect(text).not.toMatch(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u)
  return atomSchema.parse(z.object({ feed: z.unknown() }).parse(parser.parse(text)).feed)
}

test("both tell the same entries, newest first, with ids that stay", async () => {
  const moved = { occurrences: [{ id: "2566", due: day("2023-07-31") }], reason: "รอผล" }
  const before = (await jsonFeed()).items
  expect(before.map(({ title }) => title)).toEqual(["ประกาศครั้งแรก ปีงบประมาณ 2566"])
  await push(office, { rows: [measure("a", moved)] })
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566"), duty("a"), assessment(2, "ข้อสอง", 90)] })
  const [json, atom] = [await jsonFeed(), await atomFeed()]
  expect(json.items[2]).toEqual(before[0])
  expect(json.items[1]).toMatchObject({
    title: "แก้ไข: จัดทำคู่มือการให้บริการ",
    url: `${ORIGIN}/${YEAR}/measures/m-aaaaaaaa`,
    content_text: [
      "แก้ไข: จัดทำคู่มือการให้บริการ",
      "เหตุผล: (ว่าง) → “รอผล”",
      "ครบกำหนด: 30 มิ.ย. 2566 → 31 ก.ค. 2566\nนับจากกำหนดแรก: ช้าลง 31 วัน",
    ].join("\n"),
  })
  expect(json.items[0]?.title).toMatch(/และอีก 2 รายการ$/)
  expect(json.items[0]?.url).toBe(`${ORIGIN}/${YEAR}`)
  expect(new Set(json.items.map(({ id }) => id)).size).toBe(3)
  expect(
    atom.entry.map(({ id, title, content, published, link }) => [
      id,
      title,
      content.text,
      published,
      link.href,
    ]),
  ).toEqual(
    json.items.map(({ id, title, content_text, date_published, url }) => [
      id,
      title,
      content_text,
      date_published,
      url,
    ]),
  )
  expect(atom.updated).toBe(json.items[0]?.date_published)
  expect(atom.link.find(({ rel }) => rel === "self")?.href).toBe(`${ORIGIN}/feed.atom`)
})

test("of all years together", async () => {
  const next = newOffice()
  const rows = FIRST.rows.map(row =>
    row.kind === "setting" && row.key === "fiscalYear" ? setting(row.key, "2567") : row,
  )
  expect((await post(await bodyOf(buildPush(next, { rows }, { fiscalYear: 2567 })))).status).toBe(201)
  const [json, atom] = [await jsonFeed(), await atomFeed()]
  expect(json.items.map(({ url }) => url)).toEqual([`${ORIGIN}/2567`, `${ORIGIN}/${YEAR}`])
  expect(atom.entry).toHaveLength(2)
  const map = await textOf(await request("/sitemap.xml"))
  for (const year of [YEAR, 2567]) expect(map).toContain(`<loc>${ORIGIN}/${year}/measures/m-aaaaaaaa</loc>`)
  const described = await textOf(await request("/datapackage.json"))
  for (const year of [YEAR, 2567]) expect(described).toContain(`"${year}/measures.csv"`)
})

test("a push of settings alone is no entry", async () => {
  await push(office, { rows: [setting("directorName", "ใหม่")] })
  expect((await jsonFeed()).items).toHaveLength(1)
})

test("tell the newest fifty", async () => {
  for (let n = 0; n < 52; n++) await push(office, { rows: [measure("a", { issue: `ประเด็น ${n}` })] })
  const { items } = await jsonFeed()
  expect(items).toHaveLength(50)
  expect(items[0]?.content_text).toContain("“ประเด็น 51”")
  expect((await atomFeed()).entry).toHaveLength(50)
})

test("tell at most twenty rows of a push", async () => {
  const rows = Array.from({ length: 25 }, (_, n) => ({
    ...measure("a"),
    id: `m-${String(n).padStart(8, "0")}`,
  }))
  await push(office, { rows })
  const { items } = await jsonFeed()
  expect(items[0]?.content_text.split("\n\n")).toHaveLength(21)
  expect(items[0]?.content_text).toMatch(/และอีก 5 รายการ$/)
})

describe.for(["/feed.json", "/feed.atom"])("%s", address => {
  test("has its type and answers 304 to its tag", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    expect(response.headers.get("Content-Type")).toMatch(
      /^application\/(?:feed\+json|atom\+xml); charset=utf-8$/,
    )
    const headers = { "If-None-Match": response.headers.get("ETag") ?? "" }
    expect((await request(address, { headers })).status).toBe(304)
  })

  test("holds nothing private, and nothing new of a held row", async () => {
    await push(office, {
      rows: [measure("b")],
      privateRows: [{ ...PRIVATE_ROWS[1], value: "secret-second" } as never],
      held: ["measure/m-aaaaaaaa"],
    })
    const text = await textOf(await request(address))
    expect(text).not.toMatch(/secret-/)
  })

  test("says so when the day is simulated", async () => {
    const simulated = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
    expect(await textOf(await request(address, undefined, simulated))).toContain("วันจำลอง 2023-06-12")
  })
})

test("whatever the words, both can be read and say them", async () => {
  const naughty = NAUGHTY_STRINGS.filter(
    text => text !== "" && text.length <= 5000 && !/\p{Surrogate}/u.test(text),
  )
  const rows = naughty.map((text, index) => ({
    ...measure("a", { measure: `${index} ${text}`, issue: text }),
    id: `m-${String(index).padStart(8, "0")}`,
  }))
  for (let from = 0; from < rows.length; from += 20)
    expect((await push(office, { rows: rows.slice(from, from + 20) })).status).toBe(201)
  const [json, atom] = [await jsonFeed(), await atomFeed()]
  // An XML reader makes every line break a line feed, and so does the writer.
  expect(atom.entry.map(({ title, content }) => [title, content.text])).toEqual(
    json.items.map(({ title, content_text }) => [title, content_text]),
  )
  const told = json.items.map(({ content_text }) => content_text).join("\n")
  for (const text of ["<script>alert(1)</script>", "]]>", "&lt;b&gt;", '"><img src=x onerror=alert(1)>'])
    expect(told).toContain(text)
})
