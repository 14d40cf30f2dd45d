/** A text that may not be shown any more: gone wherever it was served, entered in the log, and guessed from nothing. */
import { env } from "cloudflare:workers"
import { createHash } from "node:crypto"
import { expect, it } from "vitest"
import {
  REDACTION_JWT_TYPE,
  REDACTION_PATH,
  redactionReplySchema,
} from "../../../shared/log/redaction-request.ts"
import type { Env } from "../../../worker/host/env.ts"
import { presentRowWriter } from "../../../worker/pages/year-rows.tsx"
import { loggedTending } from "../../../worker/store/projection-tend.ts"
import { loggedSheets } from "../../../worker/store/year-sheet.ts"
import { readLog, withLog } from "../log/log-env.ts"
import { newOffice, type Office, ORIGIN, push, request, sign } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

const SECRET = "0-2345-67890-12-3"
const NAME = "measure/m-bbbbbbbb"

/** A row that said too much, and was put right since. */
async function begun(): Promise<[Env, Office, string]> {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  await push(office, { rows: [measure("b", { issue: `เลขที่ ${SECRET}` })] }, given)
  const digest = office.rows.get(NAME) ?? ""
  await push(office, { rows: [measure("b", { issue: "แก้แล้ว" })] }, given)
  return [given, office, digest]
}

async function redact(given: Env, of: string, claims: object = {}, header: object = {}) {
  const payload = {
    ...{ iss: "test-office", aud: ORIGIN, iat: Math.round(Date.now() / 1000), of, reason: "personal" },
    ...claims,
  }
  const body = await sign(payload, { typ: REDACTION_JWT_TYPE, ...header })
  const answer = await request(REDACTION_PATH, { method: "POST", body }, given)
  return answer.ok ? redactionReplySchema.parse(await answer.json()) : answer.status
}

/** Everything that the database holds, as text. */
async function dump(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  ).all()
  const tables = await Promise.all(
    results.map(async each =>
      JSON.stringify((await env.DB.prepare(`SELECT * FROM ${Object(each).name}`).all()).results),
    ),
  )
  return tables.join("\n")
}

const PAGES = [
  "/2566/measures/m-bbbbbbbb",
  "/2566/measures/m-bbbbbbbb.json",
  "/changes",
  "/changes.json",
  "/feed.json",
]

it("takes all but the newest text of a row out of pages, feeds and database, and says so in the log", async () => {
  const [given, , digest] = await begun()
  // What is kept beside the log holds the text too.
  await loggedTending(env.DB, 0)
  await loggedSheets(given, presentRowWriter)
  const before = await Promise.all(PAGES.map(async path => (await request(path, undefined, given)).text()))
  expect(before.some(text => text.includes(SECRET))).toBe(true)
  expect(await redact(given, NAME)).toMatchObject({
    redacted: [{ name: NAME, digest }],
    inForce: [{ name: NAME }],
  })
  for (const path of PAGES)
    expect(await (await request(path, undefined, given)).text(), path).not.toContain(SECRET)
  const push2 = new TextDecoder().decode(
    await (await request("/api/v1/pushes/2566/2", undefined, given)).arrayBuffer(),
  )
  expect(push2.split("~").slice(1)).toEqual([""])
  const held = await dump()
  expect(held).toContain(digest)
  expect(held).not.toContain(SECRET)
  const { entries } = await readLog(given)
  expect(entries.at(-1)).toMatchObject({ type: "redaction", digest, name: NAME, reason: "personal" })
})

it("of a digest takes that one away; again, or of a newest text, nothing", async () => {
  const [given, office, digest] = await begun()
  expect(await redact(given, office.rows.get(NAME) ?? "")).toMatchObject({
    redacted: [],
    inForce: [{ name: NAME }],
  })
  expect(await redact(given, digest, { reason: "order" })).toMatchObject({
    redacted: [{ digest }],
    inForce: [],
  })
  expect(await redact(given, digest)).toEqual({ redacted: [], inForce: [] })
  expect(await redact(given, "measure/m-zzzzzzzz")).toEqual({ redacted: [], inForce: [] })
})

it.each([
  ["a reason in free words", { reason: "คุณสมชายขอ" }, {}],
  ["a reason for those of before", { reason: "unstated" }, {}],
  ["another purpose", {}, { typ: "sujarit-push+sd-jwt" }],
  ["another address", { aud: "https://other.example" }, {}],
  ["another time", { iat: 1 }, {}],
  ["a key that is not there", {}, { kid: "other" }],
])("is refused for %s, and nothing goes", async (_, claims, header) => {
  const [given, , digest] = await begun()
  expect(await redact(given, digest, claims, header)).toBe(403)
  expect(await dump()).toContain(SECRET)
})

it("leaves a digest that no guess at the text finds, whatever salt of the office was shown", async () => {
  const [given, , digest] = await begun()
  await redact(given, NAME)
  const shown = await (await request("/api/v1/pushes/2566/1", undefined, given)).arrayBuffer()
  const salts = new TextDecoder()
    .decode(shown)
    .split("~")
    .slice(1, -1)
    .map(encoded => (JSON.parse(Buffer.from(encoded, "base64url").toString()) as [string])[0])
  expect(salts.length).toBeGreaterThan(3)
  // The whole row is known but for the number, and the number is among the guesses.
  const guesses = Array.from({ length: 200 }, (_, at) => `0-2345-67890-12-${at}`)
  const hashOf = (salt: string | undefined, row: string) => {
    const array = salt === undefined ? row : `["${salt}",${row}]`
    return createHash("sha256").update(Buffer.from(array).toString("base64url")).digest("base64url")
  }
  const { canonicalJson } = await import("../../../shared/push/sd-jwt.ts")
  for (const guess of guesses) {
    const row = canonicalJson(measure("b", { issue: `เลขที่ ${guess}` }))
    for (const salt of [undefined, "", ...salts, "A".repeat(22)]) expect(hashOf(salt, row)).not.toBe(digest)
  }
})
