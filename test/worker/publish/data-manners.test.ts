/** What holds for every answer made for machines: the manners of HTTP, and that nothing private is in it. */
import { beforeEach, describe, expect, test } from "vitest"
import { newOffice, type Office, push, request, textOf, YEAR } from "../push-fixture.ts"
import { FIRST, measure, PRIVATE_ROWS, setting } from "../rows.ts"

const ADDRESSES = [
  `/${YEAR}/calendar.ics`,
  `/${YEAR}/calendar.ics?section=2`,
  "/feed.json",
  "/feed.atom",
  "/datapackage.json",
  "/sitemap.xml",
  "/robots.txt",
  "/.well-known/jwks.json",
  "/.well-known/security.txt",
] as const

/** Of these there is something to say before any push. */
const ALWAYS = new Set<string>(["/sitemap.xml", "/robots.txt", "/.well-known/jwks.json"])

let office: Office

beforeEach(async () => {
  office = newOffice()
  const rows = [...FIRST.rows, setting("contact", "https://office.example/help")]
  await push(office, { rows, privateRows: PRIVATE_ROWS })
})

describe.for(ADDRESSES)("%s", address => {
  test("answers with a tag, a cache rule and safe headers", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    expect(response.status).toBe(200)
    expect(response.headers.get("ETag")).toMatch(/^W\/".+"$/)
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=0, must-revalidate")
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff")
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'")
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*")
  })

  test("answers 304 to its tag, HEAD without a body, and refuses what is no read", async () => {
    const head = await request(address, { method: "HEAD" })
    expect([head.status, await textOf(head)]).toEqual([200, ""])
    const etag = head.headers.get("ETag") ?? ""
    const again = await request(address, { headers: { "If-None-Match": `"other", ${etag}` } })
    expect([again.status, await textOf(again)]).toEqual([304, ""])
    const refused = await request(address, { method: "POST" })
    await refused.arrayBuffer()
    expect(refused.status).toBe(405)
  })

  test("holds nothing private, and of a held row only what was accepted", async () => {
    await push(office, {
      rows: [measure("b")],
      privateRows: [{ ...PRIVATE_ROWS[1], value: "secret-second" } as never],
      held: ["measure/m-aaaaaaaa"],
    })
    const response = await request(address)
    expect(`${await textOf(response)}${JSON.stringify([...response.headers])}`).not.toMatch(/secret-/)
  })
})

test("before any announcement they are not there, or say what there is without one", async () => {
  const { reset, applyD1Migrations } = await import("cloudflare:test")
  const { env } = await import("cloudflare:workers")
  const { storeOf } = await import("../../../worker/store/store.ts")
  await reset()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  storeOf(env.DB).forgetHeads()
  for (const address of ADDRESSES) {
    const response = await request(address)
    await response.arrayBuffer()
    expect([address, response.status]).toEqual([address, ALWAYS.has(address) ? 200 : 404])
  }
})
