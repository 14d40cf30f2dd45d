/** What others show of a page, search engines, LINE and Facebook: each page has one address, words of its own, and the year's picture. */

import { beforeEach, expect, test } from "vitest"
import addresses from "../../../docs/addresses.md?raw"
import { addressesListed } from "../../listed-addresses.ts"
import { newOffice, type Office, push, request, textOf, withClock, YEAR } from "../push-fixture.ts"
import { duty, FIRST, measure, report, setting } from "../rows.ts"

const HTML = { headers: { Accept: "text/html" } }
const ORIGIN = "http://127.0.0.1"
const FILLING = { year: YEAR, measure: "m-aaaaaaaa", duty: "d-aaaaaaaa", section: "2", revision: 1 }
/** The root answers with the newest year. */
const PAGES = [
  ...addressesListed(addresses, FILLING).filter(
    // What another site frames is a part of that site.
    address => !/^\/api\/|\.[a-z]+$|^\/healthz$|^\/$|\/embed$/.test(address),
  ),
  `/${YEAR}/measures/m-bbbbbbbb`,
  `/${YEAR}/sections/3`,
  `/${YEAR}/print?as=announced`,
  "/help/director",
]
const june = withClock(() => Date.parse("2023-06-12T01:00:00Z"))

const may = withClock(() => Date.parse("2023-05-10T01:00:00Z"))
let office: Office

beforeEach(async () => {
  office = newOffice()
  const rows = [
    ...FIRST.rows,
    measure("b", { indicator: 2 }),
    duty("a"),
    setting("contact", "https://office.example"),
  ]
  await push(office, { ...FIRST, rows }, may)
})

test("each page has a title, a description and an address that no other has", async () => {
  const pages = await Promise.all(PAGES.map(headOf))
  for (const key of ["description", "canonical"] as const) {
    const all = pages.map(page => page[key])
    expect(all.filter((each, at) => each === "" || all.indexOf(each) !== at)).toEqual([])
  }
  for (const { description } of pages) expect(description.length).toBeLessThanOrEqual(201)
  expect(pages.map(page => page.canonical)).toEqual(PAGES.map(address => `${ORIGIN}${address}`))
})

test("each page is shown with its title, the office and the picture of its year", async () => {
  for (const page of await Promise.all(PAGES.map(headOf))) {
    expect(page.property("og:site_name")).toBe("สำนักงานเขตทดสอบ")
    expect(page.title.startsWith(page.property("og:title"))).toBe(true)
    expect(page.property("og:description")).toBe(page.description)
    expect(page.property("og:url")).toBe(page.canonical)
    expect(page.property("og:image")).toBe(`${ORIGIN}/${YEAR}/picture.png?v=1.20230612`)
  }
})

test.for([
  ["/", `/${YEAR}`],
  [`/${YEAR}?state=overdue&q=x&unknown=1`, `/${YEAR}`],
  [`/${YEAR}?page=2&section=2`, `/${YEAR}?page=2`],
  [`/${YEAR}/results?at=2023-06-01&x=y`, `/${YEAR}/results?at=2023-06-01`],
] as const)("%s is found at %s", async ([asked, found]) => {
  expect((await headOf(asked)).canonical).toBe(`${ORIGIN}${found}`)
})

test("what is not there has no address and no picture", async () => {
  const page = await headOf("/nothing")
  expect([page.canonical, page.property("og:image")]).toEqual(["", ""])
})

test("another state is another picture at another address, and a past day has its own", async () => {
  const address = `/${YEAR}/picture.png`
  const before = await picture(address)
  expect(before.type).toBe("image/png")
  await push(office, { rows: [measure("c", { indicator: 3 })] }, june)
  expect((await headOf(`/${YEAR}`)).property("og:image")).toBe(`${ORIGIN}${address}?v=2.20230612`)
  expect((await picture(address)).bytes).not.toEqual(before.bytes)
  const past = (await headOf(`/${YEAR}?at=2023-05-31`)).property("og:image")
  expect(past).toBe(`${ORIGIN}${address}?v=1.20230531&at=2023-05-31`)
  expect((await picture(past.slice(ORIGIN.length))).bytes).not.toEqual(before.bytes)
})

test("a year that is not there has no picture", async () => {
  const response = await request("/2599/picture.png", {}, june)
  await response.arrayBuffer()
  expect(response.status).toBe(404)
})

async function picture(address: string) {
  const response = await request(address, {}, june)
  return { type: response.headers.get("Content-Type"), bytes: new Uint8Array(await response.arrayBuffer()) }
}

async function headOf(address: string) {
  const html = await textOf(await request(address, HTML, june))
  const found = (pattern: RegExp) =>
    (pattern.exec(html)?.[1] ?? "").replaceAll("&amp;", "&").replaceAll("&quot;", '"')
  return {
    title: found(/<title>([^<]+)</),
    description: found(/<meta name="description" content="([^"]*)"/),
    canonical: found(/<link rel="canonical" href="([^"]+)"/),
    property: (name: string) => found(new RegExp(`<meta property="${name}" content="([^"]*)"`)),
  }
}

test("one page alone may be framed, and it tells how fresh it is and where to check it", async () => {
  for (const address of PAGES) {
    const { headers } = await request(address, HTML, june)
    expect([address, headers.get("Content-Security-Policy")]).toEqual([
      address,
      expect.stringContaining("frame-ancestors 'none'"),
    ])
  }
  const embed = await request(`/${YEAR}/embed`, HTML, june)
  expect(embed.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'.*frame-ancestors \*$/)
  const text = await embed.text()
  for (const told of ["ข้อมูล ณ", "แก้ไขล่าสุด", `href="/about"`, `href="/${YEAR}"`]) expect(text).toContain(told)
  expect(await (await request(`/${YEAR}`, HTML, june)).text()).toContain(`${ORIGIN}/${YEAR}/embed`)
})

test("a page is passed on in LINE by the one address it has", async () => {
  const text = await (await request(`/${YEAR}?state=overdue&at=2023-06-01`, HTML, june)).text()
  const shared = encodeURIComponent(`${ORIGIN}/${YEAR}?at=2023-06-01`)
  expect(text).toContain(`href="https://social-plugins.line.me/lineit/share?url=${shared}"`)
  expect(text).toMatch(/<meta property="og:description" content="(?:เกินกำหนด|ไม่มีมาตรการเกินกำหนด)/)
})

test("a count of the year and of a section leads to what it counts", async () => {
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566")] }, may)
  const counted = async (address: string) => {
    const text = await textOf(await request(address, HTML, june))
    const links = [...text.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)]
    const words = (html = "") => html.replace(/<[^>]+>/g, "")
    return links.flatMap(([, href, html]) =>
      /\d (?:ฉบับ|ฝ่าย|มาตรการ|งวด|รายการ)/.test(words(html)) ? [href] : [],
    )
  }
  expect(await counted(`/${YEAR}`)).toEqual(
    expect.arrayContaining([`/${YEAR}/results`, `/${YEAR}/measures/m-aaaaaaaa#periods`]),
  )
  expect(await counted(`/${YEAR}/sections/2`)).toEqual(expect.arrayContaining(["#measures", "#owed"]))
})

test("a page that found something says it first where it is passed on", async () => {
  const told = async (address: string) => (await headOf(address)).property("og:description")
  expect(await told(`/${YEAR}`)).toMatch(/^เกินกำหนด 1 จาก 2 มาตรการ /)
  expect(await told(`/${YEAR}/moves`)).toMatch(/^ยังไม่มีการเลื่อนกำหนด /)
  expect(await told(`/${YEAR}/progress`)).toMatch(/^(?:ยังไม่มีคะแนน|คะแนน)ปี \d{4} /)
})

test.each(["/about", "/help"])("%s in English tells of a past day in English", async path => {
  const text = await (await request(`${path}?lang=en&at=2023-05-31`, HTML, june)).text()
  expect(text).toContain(">31 May 2023</time>")
  expect(text).not.toContain("ไม่ใช่ข้อมูลล่าสุด")
})

test.each(["/about", "/help"])(
  "%s is in English where its address says so, whatever a browser prefers",
  async path => {
    const pageOf = async (address: string, language: string) =>
      (await request(address, { headers: { ...HTML.headers, "Accept-Language": language } }, june)).text()
    expect(await pageOf(`${path}?lang=en`, "th")).toContain('<div lang="en">')
    expect(await pageOf(`${path}?lang=en`, "th")).toContain(`rel="canonical" href="${ORIGIN}${path}?lang=en"`)
    expect(await pageOf(path, "en")).not.toContain('<div lang="en">')
    expect(await pageOf(`${path}?lang=fr`, "en")).not.toContain('<div lang="en">')
  },
)

test("a page in Thai alone says so in English to whoever asks for English, and stays the one page it is", async () => {
  for (const path of [`/${YEAR}`, `/${YEAR}/measures/m-aaaaaaaa`, "/changes", "/status", "/help/clerk"]) {
    const html = await (await request(`${path}?lang=en`, HTML, june)).text()
    expect([path, /<aside[^>]* lang="en"[^>]*>.*This page is in Thai only/s.test(html)]).toEqual([path, true])
    expect(html).toContain('href="/about?lang=en"')
    expect(html).toContain(`rel="canonical" href="${ORIGIN}${path}"`)
    expect(await (await request(path, HTML, june)).text()).not.toContain("Thai only")
  }
  expect(await (await request("/about?lang=en", HTML, june)).text()).not.toContain("Thai only")
})
