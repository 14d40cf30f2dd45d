/** How often the database is asked where the record stands, and what is given again without asking. */
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Env } from "../../../worker/host/env.ts"
import { warmAnswer } from "../../../worker/publish/answer/warm.ts"
import { newOffice, type Office, ORIGIN, push, request, textOf, withClock, YEAR } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

/** A database of its own for each test, which tells how often the heads were read. */
function counted(): { env: Env; headReads: number } {
  const counts = { env: env as Env, headReads: 0 }
  const DB: D1Database = {
    prepare(query) {
      if (query.includes("AS redactions")) counts.headReads++
      return env.DB.prepare(query)
    },
    batch: statements => env.DB.batch(statements),
  }
  counts.env = { ...env, DB }
  return counts
}

let office: Office
let database: ReturnType<typeof counted>

const read = async (path: string) => textOf(await request(path, {}, database.env))
const again = (path: string, given = database.env) => warmAnswer(new Request(`${ORIGIN}${path}`), given)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  database = counted()
  office = newOffice()
  await push(office, FIRST, database.env)
})

afterEach(() => {
  vi.useRealTimers()
})

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

test("the heads are read once in two seconds, however many ask", async () => {
  await read(`/${YEAR}`)
  database.headReads = 0
  for (let second = 0; second < 6; second++) {
    await Promise.all(["/", `/${YEAR}`, `/${YEAR}.json`, "/changes", "/feed.json"].map(read))
    later(1)
  }
  expect(database.headReads).toBe(2)
})

test("of a crowd that finds them old one asks, and the others are told what was read before", async () => {
  await read(`/${YEAR}`)
  later(2.1)
  database.headReads = 0
  const answers = await Promise.all(Array.from({ length: 20 }, () => read(`/${YEAR}`)))
  expect(database.headReads).toBe(1)
  expect(new Set(answers.map(text => text.replace(/"requestId":"[^"]*"/, ""))).size).toBe(1)
})

test("after a push in this isolate nobody is told what stood before", async () => {
  await read(`/${YEAR}.json`)
  later(2.1)
  await push(office, { rows: [measure("b", { measure: "มาตรการใหม่" })] }, database.env)
  const answers = await Promise.all(Array.from({ length: 5 }, () => read(`/${YEAR}.json`)))
  for (const answer of answers) expect(answer).toContain("มาตรการใหม่")
})

test("what is made of the record is given again after the heads were read and say the same", async () => {
  for (const path of [`/${YEAR}.json`, "/notices"]) await read(path)
  later(2.1)
  expect(await again(`/${YEAR}.json`)).toBeUndefined()
  await read("/feed.json")
  expect((await again(`/${YEAR}.json`))?.status).toBe(200)
})

test("but not what other tables went into: mail is sent without a new head", async () => {
  await read("/notices")
  expect((await again("/notices"))?.status).toBe(200)
  later(2.1)
  await read("/feed.json")
  expect(await again("/notices")).toBeUndefined()
})

test("nor what was fresh and has turned stale since, within the same day", async () => {
  const at = (time: string) => ({ ...withClock(() => Date.parse(time)), DB: database.env.DB })
  const { seenAt } = (await env.DB.prepare("SELECT MAX(seen_at) AS seenAt FROM heartbeat").first()) as {
    seenAt: number
  }
  const moment = (minutes: number) => new Date(seenAt + 24 * 3_600_000 + minutes * 60_000).toISOString()
  expect(await textOf(await request(`/${YEAR}`, {}, at(moment(-2))))).toBeTruthy()
  expect((await again(`/${YEAR}`, at(moment(-1))))?.status).toBe(200)
  expect(await again(`/${YEAR}`, at(moment(1)))).toBeUndefined()
})
