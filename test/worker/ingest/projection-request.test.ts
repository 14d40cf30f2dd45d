/** The record as it stands, held against the log and made anew for whoever signs with the office's key. */
import { env } from "cloudflare:workers"
import { beforeEach, expect, test, vi } from "vitest"
import {
  PROJECTION_JWT_TYPE,
  PROJECTION_PATH,
  projectionReplySchema,
} from "../../../shared/push/projection-request.ts"
import { newOffice, ORIGIN, push, request, sign, YEAR } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

beforeEach(async () => {
  const office = newOffice()
  await push(office, FIRST)
  await push(office, { rows: [measure("a", { issue: "อีกคำหนึ่ง" })] })
})

const claims = (act: string) => ({ iss: "test-office", aud: ORIGIN, iat: Math.round(Date.now() / 1000), act })

async function ask(act: string, header: object = { typ: PROJECTION_JWT_TYPE }, change: object = {}) {
  const body = await sign({ ...claims(act), ...change }, { ...header })
  return request(PROJECTION_PATH, { method: "POST", body })
}

async function yearsOf(response: Response) {
  return projectionReplySchema.parse(JSON.parse(await response.text())).years
}

test("it is the same as the log, and so it is after it was made anew", async () => {
  const same = [{ fiscalYear: YEAR, found: "same", leaf: 1, newest: 1 }]
  const answer = await ask("compare")
  expect(answer.headers.get("Cache-Control")).toBe("no-store")
  expect(await yearsOf(answer)).toEqual(same)
  expect(await yearsOf(await ask("begin"))).toEqual([{ ...same[0], found: "made", leaf: -1 }])
  expect(await yearsOf(await ask("goOn"))).toEqual([{ ...same[0], found: "made" }])
  expect(await yearsOf(await ask("compare"))).toEqual(same)
})

test.for(["pasts = replace(pasts, 'อีกคำหนึ่ง', 'คำอื่น')", "pasts = '['"])(
  "what differs is thrown away: %s",
  async damage => {
    await env.DB.prepare(`UPDATE projection_part SET ${damage}`).run()
    expect(await yearsOf(await ask("compare"))).toMatchObject([{ found: "differs", leaf: -1 }])
    expect(await env.DB.prepare("SELECT leaf FROM projection").first()).toBeNull()
  },
)

test("marks that differ are found too", async () => {
  await env.DB.prepare("UPDATE projection SET marks = json_set(marks, '$.wholeFrom', 2)").run()
  expect(await yearsOf(await ask("compare"))).toMatchObject([{ found: "differs" }])
})

test("nobody else is answered", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  const late = { iat: Math.round(Date.now() / 1000) - 3600 }
  const refused = [
    await ask("begin", {}),
    await ask("forget"),
    await ask("begin", { typ: PROJECTION_JWT_TYPE }, late),
    await ask("begin", { typ: PROJECTION_JWT_TYPE }, { iss: "another" }),
    await request(PROJECTION_PATH, { method: "POST", body: "x".repeat(9000) }),
    await request(PROJECTION_PATH, { method: "POST", body: "a.b.c" }),
  ]
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
  expect((await request(PROJECTION_PATH)).status).toBe(405)
  expect(await env.DB.prepare("SELECT leaf FROM projection").first()).toEqual({ leaf: 1 })
})
