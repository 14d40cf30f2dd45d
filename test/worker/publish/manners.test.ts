/** The manners of HTTP at every listed address, present and to come. */
import { beforeAll, describe, expect, test } from "vitest"
import { emptyDatabase } from "../empty-database.ts"
import { listedAddresses, WHOLE } from "../listed.ts"
import { newOffice, push, request, textOf, withClock } from "../push-fixture.ts"

const LISTED = listedAddresses()
/** A monitor asks for what is now: it is kept nowhere. */
const UNKEPT = new Set(["/healthz"])

const SIMULATED = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
/** Tables, pictures, what was signed, and what is of the site itself. */
const OF_NO_DAY = /\.(?:csv|xlsx|png)$|\/pushes\/\d+\/1$|^\/(?:openapi|\.well-known|robots|sitemap)/

/** One test asks them all: nothing they ask can change the record, and each test makes it anew. */
const QUERIES = [
  ...["a", "=", "&&&===", "at", "page[]=1&page[]=2", "__proto__=1&constructor=2", "q=%E0%A4%A", "q=%00"],
  ...[`q=${"ก".repeat(2000)}`, `x=${"y".repeat(6000)}`, "page=1&page=2&page=NaN"],
  ...["section=2&section=3", "at=&at="],
]

beforeAll(async () => {
  await emptyDatabase()
  await push(newOffice(), WHOLE)
})

describe.for(LISTED)("%s", address => {
  test("says how long it may be kept, and answers 304 to its tag in a list", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    if (UNKEPT.has(address)) return expect(response.headers.get("Cache-Control")).toBe("no-store")
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=0, must-revalidate")
    const etag = response.headers.get("ETag") ?? ""
    expect(etag).toMatch(/^W\/"[^"]+"$/)
    for (const tags of [etag, etag.replace("W/", ""), `"a", ${etag} , W/"b"`, "*"]) {
      const again = await request(address, { headers: { "If-None-Match": tags } })
      expect([tags, again.status, await textOf(again)]).toEqual([tags, 304, ""])
      expect(again.headers.get("ETag")).toBe(etag)
    }
    for (const tags of ['"a"', "", "nonsense", `"${etag}`, `"${"a".repeat(5000)}"`]) {
      const other = await request(address, { headers: { "If-None-Match": tags } })
      await other.arrayBuffer()
      expect([tags.slice(0, 20), other.status]).toEqual([tags.slice(0, 20), 200])
    }
  })

  test("answers with safe headers", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    expect(response.status).toBe(200)
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff")
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'")
    expect(response.headers.get("Content-Security-Policy")).not.toContain("unsafe")
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*")
  })

  test.skipIf(OF_NO_DAY.test(address))("says that its day is simulated", async () => {
    const text = await textOf(await request(address, undefined, SIMULATED))
    expect(text.replaceAll("\r\n ", "")).toMatch(
      /วันจำลอง (?:12 มิถุนายน 2566|2023-06-12)|12 มิ\.ย\. 2566<\/span><\/span><span class="nw"> \(วันจำลอง\)|"simulated":true/,
    )
  })

  test("HEAD is GET without the body; a range is answered whole", async () => {
    const [get, head, range] = await Promise.all([
      request(address),
      request(address, { method: "HEAD" }),
      request(address, { headers: { Range: "bytes=0-3" } }),
    ])
    const names = ["Content-Type", "Cache-Control", "ETag", "Link"]
    const headersOf = (response: Response) => names.map(name => response.headers.get(name))
    expect(headersOf(head)).toEqual(headersOf(get))
    expect([head.status, await textOf(head)]).toEqual([200, ""])
    expect([range.status, await textOf(range)]).toEqual([200, await textOf(get)])
  })

  test("OPTIONS and a wrong method say which are right", async () => {
    const options = await request(address, { method: "OPTIONS", headers: { Origin: "https://a.example" } })
    await options.arrayBuffer()
    expect([options.status, options.headers.get("Allow")]).toEqual([204, "GET, HEAD, OPTIONS"])
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const refused = await request(address, { method, ...(method === "POST" ? { body: "x" } : {}) })
      expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "GET, HEAD, OPTIONS"])
      expect(JSON.parse(await textOf(refused))).toMatchObject({ code: "methodNotAllowed", status: 405 })
    }
  })

  test("no query is a fault of ours", async () => {
    const faults: unknown[] = []
    for (const query of QUERIES) {
      const response = await request(`${address}?${query}`, { headers: { Accept: "text/html" } })
      await response.arrayBuffer()
      if (response.status >= 500) faults.push([query, response.status])
    }
    expect(faults).toEqual([])
  })
})

test("the door for pushes takes nothing else", async () => {
  const refused = await request("/api/v1/pushes")
  expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "POST, OPTIONS"])
  await refused.arrayBuffer()
})
