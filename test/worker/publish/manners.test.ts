/** The manners of HTTP at every listed address, present and to come. */
import { beforeEach, describe, expect, test } from "vitest"
import addresses from "../../../docs/addresses.md?raw"
import { addressesListed } from "../../listed-addresses.ts"
import { newOffice, push, request, textOf, YEAR } from "../push-fixture.ts"
import { duty, FIRST, setting } from "../rows.ts"

const LISTED = addressesListed(addresses, {
  ...{ year: YEAR, measure: "m-aaaaaaaa", duty: "d-aaaaaaaa", section: "2" },
  revision: 1,
})
/** A monitor asks for what is now: it is kept nowhere. */
const UNKEPT = new Set(["/healthz"])

/** One test asks them all: nothing they ask can change the record, and each test makes it anew. */
const QUERIES = [
  ...["a", "=", "&&&===", "at", "page[]=1&page[]=2", "__proto__=1&constructor=2", "q=%E0%A4%A", "q=%00"],
  ...[`q=${"ก".repeat(2000)}`, `x=${"y".repeat(6000)}`, "page=1&page=2&page=NaN"],
  ...["section=2&section=3", "at=&at="],
]

beforeEach(async () => {
  const rows = [...FIRST.rows, duty("a"), setting("contact", "https://office.example/help")]
  await push(newOffice(), { ...FIRST, rows })
})

describe.for(LISTED)("%s", address => {
  test("says how long it may be kept, and answers 304 to its tag in a list", async () => {
    const response = await request(address)
    await response.arrayBuffer()
    expect(response.headers.get("Cache-Control")).toBeTruthy()
    if (UNKEPT.has(address)) return expect(response.headers.get("Cache-Control")).toBe("no-store")
    const etag = response.headers.get("ETag") ?? ""
    expect(etag).toMatch(/^W\/"[^"]+"$/)
    for (const tags of [etag, etag.replace("W/", ""), `"a", ${etag} , W/"b"`, "*"]) {
      const again = await request(address, { headers: { "If-None-Match": tags } })
      expect([tags, again.status, await textOf(again)]).toEqual([tags, 304, ""])
    }
    for (const tags of ['"a"', "", "nonsense", `"${etag}`, `"${"a".repeat(5000)}"`]) {
      const other = await request(address, { headers: { "If-None-Match": tags } })
      await other.arrayBuffer()
      expect([tags.slice(0, 20), other.status]).toEqual([tags.slice(0, 20), 200])
    }
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
