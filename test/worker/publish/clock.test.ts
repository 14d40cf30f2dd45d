import { describe, expect, test } from "vitest"
import { currentMoment, exactMoment, mayServe, REAL_TIME_HEADER } from "../../../worker/host/clock.ts"
import type { Env } from "../../../worker/host/env.ts"

const NOON = Date.parse("2023-05-29T12:00:00+07:00")

function envWith(headers: Record<string, string>): Env {
  return { CLOCK: { fetch: async () => new Response(String(NOON), { headers }) } } as unknown as Env
}

describe("a bound clock", () => {
  test("is the Worker's time, and simulated", async () => {
    expect(await currentMoment(envWith({}))).toEqual({ now: NOON, today: "2023-05-29", simulated: true })
  })

  test("is asked once by a crowd that comes when its answer has grown old", async () => {
    let asked = 0
    const fetch = async () => {
      asked++
      await new Promise(resolve => setTimeout(resolve, 5))
      return new Response(String(NOON + asked))
    }
    const env = { CLOCK: { fetch } } as unknown as Env
    await currentMoment(env)
    await new Promise(resolve => setTimeout(resolve, 120))
    const crowd = await Promise.all(Array.from({ length: 20 }, () => currentMoment(env)))
    expect(asked).toBe(2)
    expect(new Set(crowd.map(moment => moment.now))).toEqual(new Set([NOON + 1, NOON + 2]))
  })

  test("is asked anew for what is written down, and that answer serves readers", async () => {
    let now = NOON
    const env = { CLOCK: { fetch: async () => new Response(String(now)) } } as unknown as Env
    await currentMoment(env)
    now = NOON + 86_400_000
    expect((await currentMoment(env)).now).toBe(NOON)
    expect((await exactMoment(env)).now).toBe(now)
    expect((await currentMoment(env)).now).toBe(now)
  })

  test("that says it shows real time is not called simulated", async () => {
    expect((await currentMoment(envWith({ [REAL_TIME_HEADER]: "1" }))).simulated).toBe(false)
  })

  test.each([
    ["http://127.0.0.1:8787/", true],
    ["http://localhost/", true],
    ["http://[::1]/", true],
    ["https://record.example.go.th/", false],
    ["http://127.0.0.1.example.com/", false],
  ])("serves %s: %s", (url, allowed) => {
    expect(mayServe(envWith({}), new URL(url))).toBe(allowed)
  })
})

test("without one the Worker has its own time and serves any host", async () => {
  const env = {} as unknown as Env
  expect((await currentMoment(env)).simulated).toBe(false)
  expect(mayServe(env, new URL("https://record.example.go.th/"))).toBe(true)
})
