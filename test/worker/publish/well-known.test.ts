/** What machines look for at agreed places. */
import { XMLParser, XMLValidator } from "fast-xml-parser"
import { compactVerify, createLocalJWKSet } from "jose"
import { beforeEach, describe, expect, test } from "vitest"
import {
  newOffice,
  type Office,
  ORIGIN,
  pushBefore as push,
  request,
  textOf,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { duty, FIRST, measure, setting } from "../rows.ts"

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

describe("/.well-known/jwks.json", () => {
  test("verifies what was pushed", async () => {
    const response = await request("/.well-known/jwks.json")
    expect(response.headers.get("Content-Type")).toBe("application/jwk-set+json")
    const keys = JSON.parse(await textOf(response)) as Parameters<typeof createLocalJWKSet>[0]
    const logged = await textOf(await request(`/api/v1/pushes/${YEAR}/1`))
    const { protectedHeader } = await compactVerify(logged.split("~")[0] ?? "", createLocalJWKSet(keys))
    expect(protectedHeader.kid).toBe("test")
  })

  test("has no part of a private key", async () => {
    const { keys } = JSON.parse(await textOf(await request("/.well-known/jwks.json"))) as { keys: object[] }
    expect(keys.map(key => Object.keys(key))).toEqual([["kty", "kid", "alg", "use", "n", "e"]])
  })
})

describe("/robots.txt and /sitemap.xml", () => {
  test("robots.txt leads to the site map", async () => {
    const text = await textOf(await request("/robots.txt"))
    expect(text).toBe(`User-agent: *\nAllow: /\n\nSitemap: ${ORIGIN}/sitemap.xml\n`)
  })

  test("the site map lists pages that answer", async () => {
    await push(office, { rows: [measure("b"), duty("a")] })
    const text = await textOf(await request("/sitemap.xml"))
    expect(XMLValidator.validate(text)).toBe(true)
    const { urlset } = new XMLParser().parse(text) as { urlset: { url: { loc: string }[] } }
    const places = urlset.url.map(({ loc }) => loc)
    const year = ["", "/measures/m-aaaaaaaa", "/measures/m-bbbbbbbb"].map(path => `/${YEAR}${path}`)
    const parts = ["results", "ita", "progress", "print", "results/print", "sections/1", "duties/d-aaaaaaaa"]
    const site = ["/", "/about", "/changes", "/notices", "/log", "/help", "/help/clerk", "/help/director"]
    const listed = [...site, ...year, ...parts.map(path => `/${YEAR}/${path}`)]
    expect(places).toEqual(expect.arrayContaining(listed.map(path => ORIGIN + path)))
    for (const place of places) {
      const response = await request(place.slice(ORIGIN.length))
      await response.arrayBuffer()
      expect(response.status).toBe(200)
    }
  })
})

describe("/.well-known/security.txt", () => {
  test.for([
    ["https://office.example/help?a=1", "https://office.example/help?a=1"],
    ["  ita@office.example ", "mailto:ita@office.example"],
    [
      "https://เขต.example/ติดต่อ",
      "https://xn--22c2bwh.example/%E0%B8%95%E0%B8%B4%E0%B8%94%E0%B8%95%E0%B9%88%E0%B8%AD",
    ],
  ] as const)("a contact of %j is %j", async ([contact, address]) => {
    await push(office, { rows: [setting("contact", contact)] })
    const today = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
    const text = await textOf(await request("/.well-known/security.txt", undefined, today))
    expect(text.split("\n")).toEqual([
      `Contact: ${address}`,
      "Expires: 2023-12-09T00:00:00Z",
      "Preferred-Languages: th, en",
      `Canonical: ${ORIGIN}/.well-known/security.txt`,
      "",
    ])
  })

  test.for([
    "",
    "โทร. 02 222 2222",
    "javascript:alert(1)",
    "http://office.example",
    "a@b.example\nContact: https://evil.example",
    "https://a.example\r\nContact: https://evil.example",
    "a@b.example, c@d.example",
    "https://[",
  ])("a contact of %j is none", async contact => {
    await push(office, { rows: [setting("contact", contact)] })
    const response = await request("/.well-known/security.txt")
    expect(response.status).toBe(404)
    expect(response.headers.get("Content-Type")).toBe("application/problem+json")
    await response.arrayBuffer()
  })
})

test.for(["/.well-known/jwks.json", "/robots.txt", "/sitemap.xml"])(
  "%s answers 304 to its tag",
  async address => {
    const response = await request(address)
    await response.arrayBuffer()
    const headers = { "If-None-Match": response.headers.get("ETag") ?? "" }
    expect((await request(address, { headers })).status).toBe(304)
  },
)
