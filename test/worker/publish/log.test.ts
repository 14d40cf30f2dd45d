/** One line of JSON a push, a cron run and a failure, with the id its answer carries, and nothing of anybody. */
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { BODY_LIMIT } from "../../../shared/push/payload.ts"
import type { Env } from "../../../worker/host/env.ts"
import { failureOf } from "../../../worker/host/log.ts"
import worker from "../../../worker/main.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  ORIGIN,
  post,
  push,
  readAsBefore,
  request,
  withClock,
} from "../push-fixture.ts"
import { FIRST } from "../rows.ts"

let lines: string[]

beforeEach(() => {
  lines = []
  const keep = (text: unknown) => void lines.push(String(text))
  vi.spyOn(console, "log").mockImplementation(keep)
  vi.spyOn(console, "error").mockImplementation(keep)
})
afterEach(() => vi.restoreAllMocks())

const logged = () => lines.map(line => JSON.parse(line) as Record<string, unknown>)

/** A database that fails with a message that quotes a row. */
const DAMAGED: Env = {
  ...env,
  DB: {
    prepare: () => {
      throw new TypeError("D1_ERROR: secret-director@office.example is not valid JSON: SQLITE_CORRUPT", {
        cause: new SyntaxError("secret-director@office.example"),
      })
    },
    batch: () => {
      throw new Error("secret-director@office.example")
    },
  },
}

it("one line tells an accepted push, with the id of its answer", async () => {
  const answer = await push(newOffice(), FIRST)
  expect(logged()).toEqual([
    {
      event: "push",
      requestId: answer.headers.get("X-Request-Id"),
      outcome: "accepted",
      fiscalYear: 2566,
      sequence: 1,
      refusal: null,
      bytes: expect.any(Number),
      ms: expect.any(Number),
    },
  ])
  expect(logged()[0]?.bytes).toBeGreaterThan(1000)
})

it("one line tells a repeat, a stale base and a refusal, each with its code", async () => {
  const office = newOffice()
  const body = await bodyOf(buildPush(office, FIRST))
  await post(body)
  await post(body)
  await post(await bodyOf(buildPush(office, { rows: FIRST.rows?.slice(0, 1) ?? [] })))
  await post(await bodyOf(buildPush(office, FIRST, { iss: "another" })))
  await post("nothing of a push")
  expect(logged().map(({ outcome, refusal, sequence }) => [outcome, refusal, sequence])).toEqual([
    ["accepted", null, 1],
    ["unchanged", null, 1],
    ["stale", "staleBase", 1],
    ["refused", "wrongOffice", null],
    ["refused", "malformed", null],
  ])
})

it("a push that is too large has its line, though it was not read to its end", async () => {
  const answer = await post("x".repeat(BODY_LIMIT + 1))
  expect(answer.status).toBe(413)
  expect(logged()).toMatchObject([
    { event: "push", outcome: "refused", refusal: "tooLarge", bytes: null, fiscalYear: null },
  ])
})

it("the header, the problem details and the line of a refused push name the same request", async () => {
  const answer = await post("nothing of a push")
  const body = (await answer.json()) as { requestId: string }
  expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.headers.get("X-Request-Id")).toBe(body.requestId)
  expect(logged()[0]?.requestId).toBe(body.requestId)
})

it("Cloudflare's id of a request is kept; a text that is none is replaced", async () => {
  const ask = async (ray: string) =>
    (await request("/healthz", { headers: { "cf-ray": ray } })).headers.get("X-Request-Id")
  expect(await ask("8f1c2a3b4d5e6f70-BKK")).toBe("8f1c2a3b4d5e6f70-BKK")
  for (const odd of ["", "8f1c2a3b4d5e6f70-BKK, x", "somebody@office.example", "x".repeat(500)])
    expect(await ask(odd)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
})

it("every answer has an id of its own, a page and a missing address as well", async () => {
  await push(newOffice(), FIRST)
  const ids = await Promise.all(
    ["/", "/2566.json", "/nothing", "/assets/style.css", "/2566/"].map(async path => {
      const id = (await request(path)).headers.get("X-Request-Id")
      expect(id, path).toMatch(/^[0-9a-f-]{36}$/)
      return id
    }),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

it("a failure has one line with the route, the kinds and the codes, and the answer names it", async () => {
  const answer = await request("/2566.json?q=somebody@office.example", {}, DAMAGED)
  const body = (await answer.json()) as { requestId: string }
  const failures = logged()
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatchObject({ event: "failure", requestId: body.requestId })
  expect(answer.headers.get("X-Request-Id")).toBe(body.requestId)
  expect(failures[0]?.codes).toEqual(["D1_ERROR", "SQLITE_CORRUPT"])
  expect(String(failures[0]?.where)).toMatch(/^GET \//)
  expect(failures[0]?.at).not.toEqual([])
  expect(lines.join("\n")).not.toContain("@office.example")
})

it("one line tells a cron run: what was planned, sent, failed and skipped", async () => {
  await readAsBefore()
  await push(newOffice(), FIRST)
  lines = []
  const slot = Date.parse("2023-06-26T01:00:00Z")
  const given = withClock(() => slot)
  let sends = 0
  const EMAIL = {
    send: async () => {
      sends += 1
      if (sends === 1) throw Object.assign(new Error("secret-director@office.example"), { code: "E_X" })
      return { messageId: "m" }
    },
  }
  await worker.scheduled({ scheduledTime: slot, cron: "" }, { ...given, EMAIL })
  const [line, ...more] = logged()
  expect(more).toEqual([])
  expect(line).toMatchObject({ event: "cron", slot: "2023-06-26T01:00:00.000Z", failed: 1, sent: sends - 1 })
  expect(line?.planned).toBeGreaterThan(0)
  expect(line?.requestId).toMatch(/^[0-9a-f-]{36}$/)
})

it("a cron run that fails has its line, and throws nothing but the line's id", async () => {
  const run = worker.scheduled({ scheduledTime: Date.now(), cron: "" }, DAMAGED)
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const [line] = logged()
  expect(line).toMatchObject({ event: "failure", where: "cron" })
  expect(error instanceof Error && error.message).toContain(String(line?.requestId))
  expect(`${lines.join("\n")}${error instanceof Error ? error.stack : ""}`).not.toContain("@office.example")
})

it("no line holds a private value, an address or the text of a row, whatever comes in", async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { held: [], rows: FIRST.rows?.slice(0, 2) ?? [] })
  await post(await bodyOf(buildPush(office, FIRST, { gone: ["measure/secret-nobody@office.example"] })))
  await post("secret@office.example", "text/secret@office.example")
  await request("/secret@office.example")
  await request("/2566.json?q=secret@office.example", { method: "PUT" })
  const text = lines.join("\n")
  expect(lines).toHaveLength(4)
  expect(text).not.toMatch(/@|secret|ฝ่าย|[฀-๿]/)
  expect(text).not.toContain(ORIGIN)
})

it("what is thrown and no error is told by its type alone", () => {
  expect(failureOf("somebody@office.example")).toEqual({ error: ["string"], codes: [], at: [] })
  expect(failureOf(Object.assign(new Error("x"), { name: "a b@c" })).error).toEqual(["Error"])
  const lined = new Error("first\n    at somebody@office.example (x)")
  expect(failureOf(lined).at.join()).not.toContain("somebody")
})
