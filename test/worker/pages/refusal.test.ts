/** What a reader is told when there is no such page, or it cannot be shown: in the office's name, with a way on. */
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, test } from "vitest"
import type { Env } from "../../../worker/host/env.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { newOffice, push, request, textOf, withClock, YEAR } from "../push-fixture.ts"
import { FIRST } from "../rows.ts"

const ACCEPT = { Accept: "text/html" }
const OFFICE = "สำนักงานเขตทดสอบ"
/** By a database of its own name: what this runtime remembers of another file's is not framed here. */
const june = {
  ...withClock(() => Date.parse("2023-06-12T01:00:00Z")),
  DB: silenced(env.DB, { isSilent: false }),
}
/** Answers what it answers before, then fails as only a defect does. */
const broken: Env = {
  ...june,
  get VERSION(): { readonly id: string } {
    throw new TypeError("a defect")
  },
}

beforeEach(async () => {
  await push(newOffice(), FIRST)
})

describe.for([
  [404, "/nothing", "GET", june],
  [404, `/${YEAR}/measures/m-zzzzzzzz`, "GET", june],
  [404, "/2599", "GET", june],
  [404, "/help/nobody", "GET", june],
  [400, `/${YEAR}?at=yesterday`, "GET", june],
  [400, "/notices?at=2023-01-01", "GET", june],
  [405, `/${YEAR}`, "POST", june],
  [500, `/${YEAR}`, "GET", broken],
] as const)("%d at %s by %s", ([status, address, method, given]) => {
  test("keeps the office's name and a way on, and is at no address of its own", async () => {
    const response = await request(address, { method, headers: ACCEPT }, given)
    const html = await textOf(response)
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([status, "no-store"])
    expect(html).toMatch(new RegExp(`<title>[^<]+ – ${OFFICE}</title>`))
    expect(html).toContain(`<a href="/">${OFFICE}</a>`)
    expect(html).toContain(`<a href="/${YEAR}">มาตรการ</a>`)
    expect(html).toContain("ไปหน้าแรก")
    expect(html).not.toMatch(/rel="canonical"|og:image/)
  })

  test("is problem details for a program", async () => {
    const response = await request(address, { method }, given)
    expect(response.headers.get("Content-Type")).toBe("application/problem+json")
    expect(JSON.parse(await textOf(response))).toMatchObject({ status })
  })
})

test("while the database is silent the name is what was read before; where nothing was, there is a page all the same", async () => {
  const database = { isSilent: true }
  const given = { ...june, DB: silenced(june.DB, database) }
  const nothing = async () => textOf(await request("/nothing", { headers: ACCEPT }, given))
  const before = await nothing()
  expect(before).toContain("ไม่พบหน้านี้")
  expect(before).toContain("ไปหน้าแรก")
  expect(before).not.toContain(OFFICE)
  database.isSilent = false
  storeOf(given.DB).forgetHeads()
  expect(await nothing()).toContain(`<a href="/">${OFFICE}</a>`)
  database.isSilent = true
  storeOf(given.DB).forgetHeads()
  expect(await nothing()).toContain(`<a href="/">${OFFICE}</a>`)
})

test("a host that is not this machine is told where the office is, and nothing of it", async () => {
  const { default: worker } = await import("../../../worker/main.ts")
  const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
  const elsewhere = new Request("http://10.0.0.1/", { headers: ACCEPT })
  const response = await worker.fetch(elsewhere, june, context)
  const html = await textOf(response)
  expect(response.status).toBe(421)
  expect(html).toContain('<a href="http://127.0.0.1">')
  expect(html).not.toContain(OFFICE)
})

function silenced(db: D1Database, database: { readonly isSilent: boolean }): D1Database {
  return new Proxy(db, {
    get(_, method: "prepare" | "batch") {
      if (database.isSilent) throw new Error("D1_ERROR: no such thing")
      return db[method].bind(db)
    },
  })
}
