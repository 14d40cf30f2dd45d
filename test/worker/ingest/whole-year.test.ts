/** The first publication of a whole year: what an office announces at once is taken within what one request may ask. */
import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import type { Env } from "../../../worker/host/env.ts"
import { newOffice, push, request, YEAR } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

/** Cloudflare's free plan: queries of one request, and rows written in a day. */
const QUERIES = 50
const ROWS_A_DAY = 100_000
/** More than any plan that was met. */
const MEASURES = 200

function counted(): { env: Env; queries: number; written: number } {
  const count = { env: env as Env, queries: 0, written: 0 }
  const DB: D1Database = {
    prepare: query => {
      count.queries++
      return env.DB.prepare(query)
    },
    batch: async statements => {
      const results = await env.DB.batch(statements)
      for (const { meta } of results) count.written += meta.rows_written
      return results
    },
  }
  count.env = { ...(env as Env), DB }
  return count
}

test("two hundred measures in one push", async () => {
  const rows = Array.from({ length: MEASURES }, (_, at) => {
    const letters = String.fromCharCode(97 + (at % 26)) + String.fromCharCode(97 + Math.floor(at / 26))
    return { ...measure("a", { issue: `ประเด็นที่ ${at}` }), id: `m-${letters.repeat(4)}` }
  })
  const count = counted()
  const whole = { ...FIRST, rows: [...FIRST.rows.filter(({ kind }) => kind !== "measure"), ...rows] }
  const answer = await push(newOffice(), whole, count.env)
  expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining("accepted")])
  expect(count.queries).toBeLessThanOrEqual(QUERIES)
  expect(count.written).toBeGreaterThan(MEASURES)
  expect(count.written).toBeLessThanOrEqual(ROWS_A_DAY / 10)
  const published = (await (await request(`/${YEAR}.json`)).json()) as { measures: unknown[] }
  expect(published.measures).toHaveLength(MEASURES)
})
