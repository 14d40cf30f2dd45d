/** `/feed.json` and `/feed.atom`: what changed, read back by a reader that is not its writer. */
import { env } from "cloudflare:workers"
import { XMLParser, XMLValidator } from "fast-xml-parser"
import { parseAtomFeed, parseJsonFeed } from "feedsmith"
import { beforeEach, describe, expect, test } from "vitest"
import * as z from "zod/mini"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import MIGRATION from "../../../worker/migrations/0012_grouped_feed.sql?raw"
import { NAUGHTY_STRINGS } from "../../naughty.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  ORIGIN,
  post,
  pushBefore as push,
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
  next_url: z.optional(z.url()),
  language: z.literal("th"),
  authors: z.array(z.strictObject({ name: z.string(), url: z.url() })),
  items: z.array(
    z.strictObject({
      id: z
        .string()
        .check(z.regex(/^(?:urn:sujarit:push:[\w-]{43}|tag:127\.0\.0\.1,\d{4}-\d\d-\d\d:\d{4}\/[\w/-]+)$/)),
      url: z.url(),
      title: z.string().check(z.minLength(1)),
      content_text: z.string().check(z.minLength(1)),
      date_published: instant,
      date_modified: instant,
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
let firstHead: string

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
  firstHead = office.head
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

const today = bangkokDate(Date.now())
const tag = (rest: string) => `tag:127.0.0.1,${today}:${YEAR}/${rest}`
const MOVED = {
  period: measure("a").period,
  occurrences: [{ id: "2566", due: day("2023-07-31") }],
  reason: "รอผลการประเมินจากหน่วยงานกลาง",
}

test("both tell the same entries, newest first, one for each row and day, whose titles say the event", async () => {
  const before = (await jsonFeed()).items
  expect(before.map(({ id, title }) => [id, title])).toEqual([
    [tag("announced"), "ประกาศครั้งแรก ปีงบประมาณ 2566"],
  ])
  await push(office, { rows: [measure("a", { issue: "แก้ครั้งแรก" })] })
  await push(office, { rows: [measure("a", { ...MOVED, issue: "แก้อีกครั้ง" })] })
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566"), duty("a"), assessment(2, "ข้อสอง", 90)] })
  const [json, atom] = [await jsonFeed(), await atomFeed()]
  expect(json.items[4]).toEqual(before[0])
  expect(json.items.slice(0, 4).map(({ title }) => title.split(":")[0])).toEqual([
    "รายงาน",
    "เพิ่ม",
    "เพิ่ม",
    "เลื่อนกำหนด",
  ])
  expect(json.items[3]).toMatchObject({
    id: tag("measure/m-aaaaaaaa"),
    title: "เลื่อนกำหนด: จัดทำคู่มือการให้บริการ",
    url: `${ORIGIN}/${YEAR}/measures/m-aaaaaaaa`,
    content_text: [
      "เลื่อนกำหนด: จัดทำคู่มือการให้บริการ",
      `ประเด็นที่ต้องปรับปรุง: “${measure("a").kind === "measure" ? measure("a").issue : ""}” → “แก้อีกครั้ง”`,
      "เหตุผล: (ว่าง) → “รอผลการประเมินจากหน่วยงานกลาง”",
      "ครบกำหนด: 30 มิ.ย. 2566 → 31 ก.ค. 2566",
      "นับจากกำหนดแรก: ช้าลง 31 วัน",
    ].join("\n"),
  })
  expect(
    atom.entry.map(({ id, title, content, published, updated, link }) => [
      id,
      title,
      content.text,
      published,
      updated,
      link.href,
    ]),
  ).toEqual(
    json.items.map(({ id, title, content_text, date_published, date_modified, url }) => [
      id,
      title,
      content_text,
      date_published,
      date_modified,
      url,
    ]),
  )
  expect(atom.updated).toBe(json.items[0]?.date_modified)
  expect(atom.link.find(({ rel }) => rel === "self")?.href).toBe(`${ORIGIN}/feed.atom`)
})

test("what was told push by push before the rule keeps its names, its words and its grouping", async () => {
  await env.DB.prepare("INSERT INTO reading VALUES ('grouped', 3)").run()
  await push(office, { rows: [measure("a", { issue: "สอง" }), duty("a")] })
  await push(office, { rows: [measure("a", { issue: "สาม" })] })
  await push(office, { rows: [measure("a", { issue: "สี่" })] })
  await push(office, { rows: [measure("a", { issue: "ห้า" })] })
  const { items } = await jsonFeed()
  expect(items.map(({ id }) => id.replace(/push:.*/, "push"))).toEqual([
    tag("measure/m-aaaaaaaa"),
    "urn:sujarit:push",
    "urn:sujarit:push",
    "urn:sujarit:push",
  ])
  expect(items.map(({ title }) => title)).toEqual([
    "แก้ข้อความ: จัดทำคู่มือการให้บริการ",
    "แก้ไข: จัดทำคู่มือการให้บริการ",
    expect.stringMatching(/และอีก 1 รายการ$/),
    "ประกาศครั้งแรก ปีงบประมาณ 2566",
  ])
  expect(items[0]?.content_text).toContain("“สาม” → “ห้า”")
})

test("the migration of an older database marks what was told push by push", async () => {
  await env.DB.prepare(MIGRATION).run()
  await push(office, { rows: [measure("a", { issue: "สอง" })] })
  const ids = (await jsonFeed()).items.map(({ id }) => id)
  expect(ids).toEqual([tag("measure/m-aaaaaaaa"), `urn:sujarit:push:${firstHead}`])
})

test("a measure and a section have their own, of what is theirs", async () => {
  await push(office, { rows: [measure("b", { lead: "ฝ่ายโยธา", responsible: "ฝ่ายโยธา" })] })
  await push(office, { rows: [measure("a", MOVED), report("m-aaaaaaaa", "2", "2566")] })
  const titles = async (address: string) => {
    const { items, title, home_page_url } = jsonFeedSchema.parse(
      JSON.parse(await textOf(await request(address))),
    )
    return { title, home_page_url, events: items.map(each => each.title.split(":")[0]) }
  }
  expect(await titles(`/${YEAR}/measures/m-aaaaaaaa/feed.json`)).toEqual({
    title: "ความเปลี่ยนแปลงของแผน “จัดทำคู่มือการให้บริการ” สำนักงานเขตทดสอบ",
    home_page_url: `${ORIGIN}/${YEAR}/measures/m-aaaaaaaa`,
    events: expect.arrayContaining(["ประกาศครั้งแรก ปีงบประมาณ 2566", "รายงาน", "เลื่อนกำหนด"]),
  })
  expect((await titles(`/${YEAR}/sections/3/feed.json`)).events).toEqual(["เพิ่ม"])
  for (const place of ["measures/m-zzzzzzzz", "sections/77"]) {
    for (const ending of ["json", "atom"])
      expect((await request(`/${YEAR}/${place}/feed.${ending}`)).status).toBe(404)
  }
  const link = (await request(`/${YEAR}/sections/3`)).headers.get("Link")
  expect(link).toContain(`</${YEAR}/sections/3/feed.atom>; rel="alternate"`)
})

test.for(["/feed.json", "/feed.atom", "/2566/measures/m-aaaaaaaa/feed.atom", "/2566/calendar.ics"])(
  "%s refuses a parameter that it does not know, and says which it knows",
  async address => {
    const refused = await request(`${address}?sectoin=2`)
    expect([refused.status, JSON.parse(await textOf(refused))]).toEqual([
      400,
      expect.objectContaining({ code: "unknownQuery", detail: expect.stringContaining("sectoin") }),
    ])
    expect((await request(`${address}?at=`)).status).toBe(200)
    expect((await request(`/2566?sectoin=2`)).status).toBe(200)
  },
)

test("of all years together", async () => {
  const next = newOffice()
  const rows = FIRST.rows.map(row =>
    row.kind === "setting" && row.key === "fiscalYear"
      ? setting(row.key, "2567")
      : row.kind === "measure"
        ? measure("a", { occurrences: [{ id: "2567", due: day("2024-06-30") }] })
        : row,
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

test("lead to archives, which another reader of feeds follows to the first entry", async () => {
  const rows = Array.from({ length: 230 }, (_, n) => ({
    ...measure("a"),
    id: `m-${String(n).padStart(8, "0")}`,
  }))
  await push(office, { rows })
  const tomorrow = withClock(() => Date.now() + 26 * 3_600_000)
  const told: string[] = []
  for (let at: string | undefined = "/feed.atom"; at; ) {
    const feed: ReturnType<typeof parseAtomFeed> = parseAtomFeed(
      await textOf(await request(at, undefined, tomorrow)),
    )
    told.push(...(feed.entries ?? []).map(({ id }) => id ?? ""))
    at = feed.links?.find(each => each.rel === "prev-archive")?.href?.slice(ORIGIN.length)
  }
  const json: string[] = []
  for (let at: string | undefined = "/feed.json"; at; ) {
    const feed: ReturnType<typeof parseJsonFeed> = parseJsonFeed(
      await textOf(await request(at, undefined, tomorrow)),
    )
    json.push(...(feed.items ?? []).map(({ id }) => id ?? ""))
    at = feed.next_url?.slice(ORIGIN.length)
  }
  expect(json).toEqual(told)
  expect(new Set(told).size).toBe(231)
  const archive = await textOf(await request("/feed/1.atom", undefined, tomorrow))
  expect(archive).toContain("<fh:archive></fh:archive>")
  expect(parseAtomFeed(archive).links?.map(each => each.rel)).toEqual(["current", "self", "alternate"])
  expect((await request("/feed/3.atom", undefined, tomorrow)).status).toBe(404)
})

test("an archive waits until its last day is over", async () => {
  const rows = Array.from({ length: 120 }, (_, n) => ({
    ...measure("a"),
    id: `m-${String(n).padStart(8, "0")}`,
  }))
  await push(office, { rows })
  expect((await request("/feed/1.atom")).status).toBe(404)
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
