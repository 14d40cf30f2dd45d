/** What was answered a moment ago is given again, as long as it would be made the same. */
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, test } from "vitest"
import type { Env } from "../../../worker/host/env.ts"
import { warmAnswer } from "../../../worker/publish/answer/warm.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { newOffice, type Office, ORIGIN, push, request, withClock, YEAR } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

const again = (path: string, init?: RequestInit, given: Env = env) =>
  warmAnswer(new Request(`${ORIGIN}${path}`, init), given)

async function read(path: string, given: Env = env): Promise<Response> {
  const response = await request(path, {}, given)
  return new Response(await response.arrayBuffer(), response)
}

const headersOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id"))

describe.for([`/${YEAR}`, `/${YEAR}.json`, "/feed.atom", `/${YEAR}/measures.csv`])("%s", path => {
  test("is the same a second time, without being made", async () => {
    const first = await read(path)
    const second = await again(path)
    expect(second?.status).toBe(200)
    expect(second && headersOf(second)).toEqual(headersOf(first))
    expect(await second?.text()).toBe(await first.text())
    expect(second?.headers.get("X-Request-Id")).not.toBe(first.headers.get("X-Request-Id"))
  })

  test("is 304 to who has it, with the headers of any 304", async () => {
    const first = await read(path)
    const ifNoneMatch = { headers: { "If-None-Match": first.headers.get("ETag") ?? "" } }
    const second = await again(path, ifNoneMatch)
    expect(second?.status).toBe(304)
    await push(office, { rows: [measure("b", { measure: "มาตรการใหม่" })] })
    await read(path)
    const made = await request(path, {
      headers: { "If-None-Match": (await read(path)).headers.get("ETag") ?? "" },
    })
    const names = (response: Response | undefined) => [...(response?.headers.keys() ?? [])].sort()
    expect(names(second)).toEqual(names(made))
  })

  test("is 304 also where nobody was sent it since the last look at the database", async () => {
    const headers = { "If-None-Match": (await read(path)).headers.get("ETag") ?? "" }
    storeOf(env.DB).forgetHeads()
    expect((await request(path, { headers })).status).toBe(304)
    expect((await again(path, { headers }))?.status).toBe(304)
    expect((await again(path))?.status).toBe(200)
  })

  test("has no content for HEAD", async () => {
    const first = await read(path)
    const second = await again(path, { method: "HEAD" })
    expect(second && headersOf(second)).toMatchObject({ etag: first.headers.get("ETag") })
    expect(await second?.text()).toBe("")
  })
})

describe("to be compressed as it is taken by what stands before the Worker", () => {
  const path = `/${YEAR}.json`

  test.for(["", "identity", "gzip", "gzip, deflate, br, zstd", "gzip;q=0, br"])(
    "it leaves plain to who takes “%s”",
    async accepted => {
      const first = await read(path)
      const second = await again(path, { headers: { "Accept-Encoding": accepted } })
      expect(second && headersOf(second)).toEqual(headersOf(first))
      expect(second?.headers.get("Content-Encoding")).toBeNull()
      expect(await second?.text()).toBe(await first.text())
    },
  )

  test("caches are told that it differs by what is taken, by every answer", async () => {
    const answers = [
      await read(path),
      await again(path),
      await again(path, { headers: { "If-None-Match": "*" } }),
    ]
    for (const each of answers) expect(each?.headers.get("Vary")).toBe("Accept-Encoding")
  })
})

test("a 304 says what a cache needs of it and nothing it has already", async () => {
  const whole = await read(`/${YEAR}`)
  const known = await again(`/${YEAR}`, { headers: { "If-None-Match": whole.headers.get("ETag") ?? "" } })
  expect([...(known?.headers.keys() ?? [])].sort()).toEqual([
    "access-control-allow-origin",
    "access-control-expose-headers",
    "cache-control",
    "cache-tag",
    "cloudflare-cdn-cache-control",
    "etag",
    "vary",
    "x-request-id",
  ])
})

test("nothing is given again after a push", async () => {
  await read(`/${YEAR}.json`)
  await push(office, { rows: [measure("b", { measure: "มาตรการใหม่" })] })
  expect(await again(`/${YEAR}.json`)).toBeUndefined()
  expect(await (await read(`/${YEAR}.json`)).text()).toContain("มาตรการใหม่")
})

test("nor on another day, nor what a simulated clock said where none is bound", async () => {
  await read(`/${YEAR}.json`)
  expect(
    await again(
      `/${YEAR}.json`,
      {},
      withClock(() => Date.parse("2023-05-29T05:00:00Z")),
    ),
  ).toBeUndefined()
})

test.for(["/2570", `/${YEAR}?at=x`, "/healthz", "/nothing"])("%s is made each time", async path => {
  await read(path)
  expect(await again(path)).toBeUndefined()
})

test("only reading is answered so", async () => {
  await read(`/${YEAR}`)
  expect(await again(`/${YEAR}`, { method: "POST" })).toBeUndefined()
  expect(await again(`/${YEAR}`, { method: "OPTIONS" })).toBeUndefined()
})

test("addresses made up by strangers push out what is asked for oftener only for a while", async () => {
  for (let page = 1; page <= 70; page++) await read(`/changes?page=1&x=${page}`)
  expect(await again("/changes?page=1&x=1")).toBeUndefined()
  expect((await again("/changes?page=1&x=70"))?.status).toBe(200)
})
