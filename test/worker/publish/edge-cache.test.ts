/** What a cache before the Worker is told: how long, under which tag, and when to forget. */
import { env } from "cloudflare:workers"
import { beforeEach, expect, test, vi } from "vitest"
import worker from "../../../worker/main.ts"
import wranglerConfig from "../../../wrangler.toml?raw"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  ORIGIN,
  push,
  request,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

const KEPT = [
  "/",
  `/${YEAR}`,
  `/${YEAR}.json`,
  "/api/v1/years",
  `/api/v1/pushes/${YEAR}`,
  `/api/v1/pushes/${YEAR}/1`,
  `/${YEAR}/measures.csv`,
  `/${YEAR}/calendar.ics`,
  "/feed.atom",
  "/changes",
  "/notices",
  "/openapi.json",
  "/robots.txt",
] as const

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

test("it is switched on", () => {
  expect(wranglerConfig).toMatch(/^cache = \{ enabled = true \}$/m)
})

test.for(KEPT)("%s shows a change within fifteen seconds even when nothing is purged", async address => {
  const response = await request(address)
  await response.arrayBuffer()
  const edge = response.headers.get("Cloudflare-CDN-Cache-Control") ?? ""
  const [, fresh, stale] = /^public, max-age=(\d+), stale-while-revalidate=(\d+)$/.exec(edge) ?? []
  const headsAreUsed = 2.5
  expect(Number(fresh) + Number(stale) + headsAreUsed).toBeLessThanOrEqual(15)
  expect(response.headers.get("Cache-Tag")).toBe("record")
  // Browsers ask each time; `s-maxage` would switch stale-while-revalidate off.
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=0, must-revalidate")
})

test.for(["/2570", "/nothing.json", `/${YEAR}?at=x`, "/healthz"])("%s is kept nowhere", async address => {
  const response = await request(address)
  await response.arrayBuffer()
  expect(response.headers.get("Cache-Control")).toBe("no-store")
  expect(response.headers.get("Cloudflare-CDN-Cache-Control")).toBeNull()
})

test("a simulated day is kept nowhere before the Worker: it moves by hand", async () => {
  const simulated = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
  const response = await request(`/${YEAR}`, undefined, simulated)
  await response.arrayBuffer()
  expect(response.headers.get("Cloudflare-CDN-Cache-Control")).toBeNull()
})

async function pushWith(cache: { purge: (what: unknown) => Promise<unknown> }, change: object) {
  const waiting: Promise<unknown>[] = []
  const context = {
    waitUntil: (promise: Promise<unknown>) => waiting.push(promise),
    passThroughOnException: () => {},
    props: {},
    cache,
  }
  const body = await bodyOf(buildPush(office, change))
  const init = { method: "POST", headers: { "Content-Type": "application/sd-jwt" }, body }
  const response = await worker.fetch(new Request(`${ORIGIN}/api/v1/pushes`, init), env, context)
  await response.arrayBuffer()
  await Promise.all(waiting)
  return response.status
}

test("a publication purges what was kept; a heartbeat and a refusal purge nothing", async () => {
  const purge = vi.fn(async () => ({ success: true }))
  expect(await pushWith({ purge }, { rows: [measure("a", { issue: "ใหม่" })] })).toBe(201)
  expect(purge.mock.calls).toEqual([[{ tags: ["record"] }]])
  expect(await pushWith({ purge }, { rows: [measure("a", { issue: "อื่น" })] })).toBe(409)
  expect(purge).toHaveBeenCalledTimes(1)
})

test("a purge that fails fails no push", async () => {
  const seen = vi.spyOn(console, "error").mockImplementation(() => {})
  const purge = async () => {
    throw new Error("no cache today")
  }
  expect(await pushWith({ purge }, { rows: [measure("b")] })).toBe(201)
  expect(seen).toHaveBeenCalledOnce()
})
