/** What is made for machines, before any announcement. */
import { expect, test } from "vitest"
import { request, YEAR } from "../push-fixture.ts"

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

test("it is not there, or says what there is without one", async () => {
  for (const address of ADDRESSES) {
    const response = await request(address)
    await response.arrayBuffer()
    expect([address, response.status]).toEqual([address, ALWAYS.has(address) ? 200 : 404])
  }
})
