/** A database that does not answer: the last good copy is told, and marked; what was never read is not told at all. */
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Env } from "../../../worker/host/env.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { newOffice, type Office, push, request, textOf, YEAR } from "../push-fixture.ts"
import { FIRST, measure, setting } from "../rows.ts"

const COPY = "แสดงสำเนาล่าสุดที่เก็บไว้"
const PAGES = [
  "/",
  `/${YEAR}`,
  `/${YEAR}/measures/m-aaaaaaaa`,
  `/${YEAR}/sections/2`,
  "/changes",
  "/about",
  "/notices",
]
const DATA = [
  "/index.json",
  `/${YEAR}.json`,
  "/api/v1/years",
  `/api/v1/years/${YEAR}/measures`,
  `/api/v1/pushes/${YEAR}`,
  `/${YEAR}/measures.csv`,
  `/${YEAR}/calendar.ics`,
  "/feed.json",
  "/feed.atom",
  "/datapackage.json",
  "/notices.json",
]

/** A database of its own for each test, which can be made silent and whose calls are counted. */
function breakable(): { env: Env; isSilent: boolean; calls: number } {
  const broken = { isSilent: false, calls: 0, env: env as Env }
  const asked = <T>(work: () => T): T => {
    broken.calls++
    if (broken.isSilent) throw new Error("D1_ERROR: internal error")
    return work()
  }
  const DB: D1Database = {
    prepare: query => asked(() => env.DB.prepare(query)),
    batch: statements => asked(() => env.DB.batch(statements)),
  }
  // Without the name of a build no answer is kept beside the record: what an isolate itself holds is what is asked here.
  const { VERSION: _build, ...rest } = env as Env
  broken.env = { ...rest, DB }
  return broken
}

/** As documented, each with a push that it meets: told to come again, and taken when it does. */
const BUSY = [
  "D1 DB reset because its code was updated.",
  "Network connection lost.",
  "D1 DB is overloaded. Requests queued for too long.",
  "D1 DB storage operation exceeded timeout which caused object to be reset.",
  "Internal error in D1 DB storage caused object to be reset.",
  "Cannot resolve D1 DB due to transient issue on remote node.",
  "D1 DB exceeded its CPU time limit and was reset.",
]

const get = (path: string, init?: RequestInit) => request(path, init, broken.env)

let broken: ReturnType<typeof breakable>
let office: Office

beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  broken = breakable()
  office = newOffice()
  await push(
    office,
    { ...FIRST, rows: [...FIRST.rows, setting("contact", "https://office.example/")] },
    broken.env,
  )
})

/** As when the two seconds for which the heads are fresh have passed. */
function silence(): void {
  storeOf(broken.env.DB).forgetHeads()
  broken.isSilent = true
}

async function readAll(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await textOf(await get(address))
}

describe("a warm isolate", () => {
  test.for(PAGES)("tells %s from the copy, and says so on it", async page => {
    await readAll(PAGES)
    expect(await textOf(await get(page))).not.toContain(COPY)
    silence()
    const response = await get(page)
    expect([response.status, await textOf(response)]).toEqual([200, expect.stringContaining(COPY)])
    expect(response.headers.get("Cache-Status")).toMatch(/^Sujarit; hit; ttl=-\d+; detail="/)
    expect(response.headers.get("ETag")).toMatch(/-copy"$/)
    expect(response.headers.get("Cloudflare-CDN-Cache-Control")).toBeNull()
  })

  test.for(DATA)("tells %s from the copy, and says so in a header", async address => {
    await readAll([...PAGES, ...DATA])
    const before = await textOf(await get(address))
    silence()
    const response = await get(address)
    expect([response.status, await textOf(response)]).toEqual([200, before])
    expect(response.headers.get("Cache-Status")).toContain("ttl=-")
  })

  test("answers 304 to the copy's tag, and the whole answer once the database is back", async () => {
    await readAll([`/${YEAR}`])
    silence()
    const copy = await get(`/${YEAR}`)
    await copy.arrayBuffer()
    const headers = { "If-None-Match": copy.headers.get("ETag") ?? "" }
    expect((await get(`/${YEAR}`, { headers })).status).toBe(304)
    broken.isSilent = false
    storeOf(broken.env.DB).forgetHeads()
    const back = await get(`/${YEAR}`, { headers })
    expect([back.status, await textOf(back)]).toEqual([200, expect.not.stringContaining(COPY)])
    expect(back.headers.get("Cache-Status")).toBeNull()
  })

  test("asks a silent database no more often than one that answers", async () => {
    await readAll([`/${YEAR}`])
    silence()
    broken.calls = 0
    for (let read = 0; read < 20; read++) await textOf(await get(`/${YEAR}`))
    expect(broken.calls).toBe(1)
  })

  test("still refuses what there never was", async () => {
    await readAll([`/${YEAR}`])
    silence()
    expect((await get("/2570.json")).status).toBe(404)
    expect((await get(`/${YEAR}/measures/m-zzzzzzzz.json`)).status).toBe(404)
    expect((await get(`/${YEAR}.json?at=2999-01-01`)).status).toBe(400)
  })

  test("tells the copy too when the log cannot be read, though the head can", async () => {
    await readAll([`/${YEAR}.json`])
    await push(office, { rows: [measure("b")] })
    storeOf(broken.env.DB).forgetHeads()
    const heads = await storeOf(broken.env.DB).heads()
    expect(heads[0]?.sequence).toBe(2)
    broken.isSilent = true
    expect(JSON.parse(await textOf(await get(`/${YEAR}.json`)))).toMatchObject({ revision: 1 })
    broken.isSilent = false
    storeOf(broken.env.DB).forgetHeads()
    expect(JSON.parse(await textOf(await get(`/${YEAR}.json`)))).toMatchObject({ revision: 2 })
  })
})

describe("an isolate that has read nothing", () => {
  test("says that the database is silent, to a program and to a reader", async () => {
    broken = breakable()
    broken.isSilent = true
    const data = await get(`/${YEAR}.json`)
    expect([data.status, JSON.parse(await textOf(data))]).toEqual([
      503,
      expect.objectContaining({ code: "databaseDown" }),
    ])
    expect([data.headers.get("Retry-After"), data.headers.get("Cache-Control")]).toEqual(["10", "no-store"])
    const page = await get(`/${YEAR}`, { headers: { Accept: "text/html" } })
    expect([page.status, await textOf(page)]).toEqual([503, expect.stringContaining("ฐานข้อมูลไม่ตอบ")])
  })

  test("is no healthy one", async () => {
    broken.isSilent = true
    storeOf(broken.env.DB).forgetHeads()
    expect((await get("/healthz")).status).toBe(503)
  })
})

test("mail is never sent from a copy", async () => {
  const { loadRecord } = await import("../../../worker/store/store.ts")
  await readAll([`/${YEAR}`])
  silence()
  await expect(loadRecord(broken.env.DB, YEAR)).rejects.toThrow("cannot be read")
})

describe("a warm read", () => {
  test("asks the database for nothing while the heads are fresh", async () => {
    const addresses = [...PAGES, ...DATA, `/api/v1/pushes/${YEAR}/1`]
    await readAll(addresses)
    await storeOf(broken.env.DB).heads()
    broken.calls = 0
    await readAll(addresses)
    // At most the one head check that may fall due meanwhile, with the size of the ledger.
    expect(broken.calls).toBeLessThanOrEqual(3)
  })

  test("asks once for the heads when they are not, and reads a revision alone", async () => {
    await readAll([`/${YEAR}`])
    storeOf(broken.env.DB).forgetHeads()
    broken.calls = 0
    await readAll([`/${YEAR}`, `/${YEAR}.json`])
    expect(broken.calls).toBe(1)
  })
})

test("a write that the database is too busy for is told as that, and the same push is taken when it comes again", async () => {
  for (const [at, message] of BUSY.entries()) {
    const busy: D1Database = {
      prepare: query => env.DB.prepare(query),
      batch: () => Promise.reject(new Error(`D1_ERROR: ${message}`)),
    }
    const change = { rows: [measure("a", { issue: `ครั้งที่ ${at}` })] }
    const answer = await push(office, change, { ...broken.env, DB: busy })
    expect([message, answer.status, answer.headers.get("Retry-After")]).toEqual([message, 503, "10"])
    expect((await push(office, change, broken.env)).status).toBe(201)
  }
})
