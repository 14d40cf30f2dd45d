/** Keys of office and log: replaced with both signing for a while, and reported lost by another than themselves. */
import { env } from "cloudflare:workers"
import { exportJWK, generateKeyPair, type JWK } from "jose"
import { expect, it } from "vitest"
import type { KeyEntry } from "../../../shared/log/entry.ts"
import { handedOverBy } from "../../../shared/log/handover.ts"
import { LOST_KEY_JWT_TYPE, LOST_KEY_PATH, lostKeyReplySchema } from "../../../shared/log/lost-key.ts"
import { parseNote, parseVerifierKey, signedBy } from "../../../shared/log/note.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import type { StatusPageView } from "../../../shared/view/status-page.ts"
import type { Env } from "../../../worker/host/env.ts"
import { loggedLog } from "../../../worker/log/tend.ts"
import { browserDoor } from "../../../worker/verify/browser-door.ts"
import { newOffice, ORIGIN, push, request, sign, withClock } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"
import { readLog, verifyEd25519, withLog } from "./log-env.ts"

const DAY = 86_400_000
const START = Date.parse("2023-05-29T03:00:00Z")

async function newLogKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("Ed25519", { extractable: true })
  const { kty, crv, d, x } = await exportJWK(privateKey)
  return JSON.stringify({ kty, crv, d, x })
}

const textAt = async (path: string, given: Env) => (await request(path, undefined, given)).text()
const vkeyAt = async (given: Env) => (await textAt("/log/vkey", given)).trim()

async function signers(given: Env, keys: readonly string[]): Promise<string[]> {
  const note = parseNote(await textAt("/log/checkpoint", given))
  const found: string[] = []
  for (const text of keys) {
    const key = parseVerifierKey(text)
    if (note && key && (await signedBy(note, key, verifyEd25519)) === "signed") found.push(text)
  }
  return found
}

const keysOf = async (given: Env) =>
  (await readLog(given)).entries.flatMap(each => (each.type === "key" ? [each] : [])) as KeyEntry[]

/** What a reader's browser makes of it. */
async function verdictOf(given: Env, keptKey: string) {
  const host = {
    fetch: (path: string) => request(path, undefined, given),
    subtle: crypto.subtle,
    wait: async () => {},
  }
  const { faults, lost, unproved } = await verifyRecord(
    browserDoor(host, () => {}),
    { keptKey },
  )
  return { faults, lost: lost.map(({ key, places }) => [key, places.length]), unproved }
}

/** A clock of its own, a log with a key and a push, and the same Worker once it has a second key. */
async function begun() {
  const clock = { now: START }
  const given = withLog(withClock(() => clock.now))
  const office = newOffice()
  await push(office, FIRST, given)
  const renewed: Env = { ...given, LOG_KEY_2: await newLogKey() }
  return { clock, given, renewed, office, old: await vkeyAt(given) }
}

it("a new key of the log is named by an entry before it signs, and the old one signs beside it for thirty days", async () => {
  const { clock, renewed, office, old } = await begun()
  clock.now += DAY
  expect(await vkeyAt(renewed)).toBe(old)
  await loggedLog(renewed, clock.now)
  const own = await vkeyAt(renewed)
  expect(parseVerifierKey(own)?.name).toBe(parseVerifierKey(old)?.name)
  expect(own).not.toBe(old)
  expect(await signers(renewed, [own, old])).toEqual([own, old])
  const keys = await keysOf(renewed)
  expect(keys.at(-1)).toMatchObject({
    log: own,
    before: [{ key: old, exp: Math.floor(clock.now / 1000) + 30 * 86_400 }],
  })
  expect(await handedOverBy(old, keys, verifyEd25519)).toEqual([old])

  clock.now += 31 * DAY
  await push(office, { rows: [measure("b")] }, renewed)
  expect(await signers(renewed, [own, old])).toEqual([own])
  expect(await keysOf(renewed)).toHaveLength(2)
  const verdict = await verdictOf(renewed, old)
  expect(verdict).toMatchObject({ faults: [], unproved: expect.arrayContaining(["keyReplaced"]) })
})

it("a Worker that does not know the new key yet signs with the old one, and does not bring it back", async () => {
  const { given, renewed, office, old } = await begun()
  await textAt("/log/checkpoint", renewed)
  await push(office, { rows: [measure("b")] }, given)
  await loggedLog(given, START)
  expect(await keysOf(renewed)).toHaveLength(2)
  expect(await vkeyAt(given)).not.toBe(old)
})

it("a key whose old one is not there any more is named all the same, and was handed over by nobody", async () => {
  const { clock, given, old } = await begun()
  clock.now += DAY
  const other: Env = { ...given, LOG_KEY: await newLogKey() }
  await loggedLog(other, clock.now)
  const newest = (await keysOf(other)).at(-1)
  expect(newest).not.toHaveProperty("handed")
  expect(newest?.before).toEqual([{ key: old, exp: clock.now / 1000 }])
})

/** The office's second key, whose private half the tests have; the first ends at an instant. */
async function twoKeys(given: Env, ends: number): Promise<{ given: Env; key: string }> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true })
  const { keys } = JSON.parse(env.PUSH_KEYS) as { keys: JWK[] }
  const second = { ...(await exportJWK(publicKey)), kid: "second", alg: "RS256" }
  const all = [second, { ...keys[0], exp: Math.floor(ends / 1000) }]
  const key = JSON.stringify(await exportJWK(privateKey))
  return { given: { ...given, PUSH_KEYS: JSON.stringify({ keys: all }) }, key }
}

type Reported = { key?: string; since?: number; now: number; kid?: string; by?: string }

async function report(given: Env, { key = "test", since = START + DAY, now, kid = "second", by }: Reported) {
  const seconds = (ms: number) => Math.floor(ms / 1000)
  const claims = { iss: "test-office", aud: ORIGIN, iat: seconds(now), key, since: seconds(since) }
  const body = await sign(claims, { typ: LOST_KEY_JWT_TYPE, kid }, by)
  const answer = await request(LOST_KEY_PATH, { method: "POST", body }, given)
  return answer.ok ? lostKeyReplySchema.parse(await answer.json()).outcome : answer.status
}

it("the office's key is reported lost by its next one, once it signs no more, and everybody is told", async () => {
  const { clock, given: first } = await begun()
  clock.now = START + 2 * DAY
  const { given, key: by } = await twoKeys(first, clock.now + DAY)
  const asked = { by, now: clock.now }
  expect(await report(given, asked)).toBe("inUse")
  clock.now += DAY
  const late = { by, now: clock.now }
  expect(await report(given, { ...late, key: "nobody" })).toBe("unknownKey")
  expect(await report(given, { ...late, key: "second" })).toBe("ownKey")
  expect(await report(given, { ...late, since: clock.now + DAY })).toBe(403)
  expect(await report(given, { ...late, by: env.TEST_STRANGER_KEY })).toBe(403)
  // It is past its day: whoever found it says nothing with it.
  expect(await report(given, { key: "second", now: clock.now, kid: "test", by: env.TEST_PRIVATE_KEY })).toBe(
    403,
  )
  expect(await report(given, late)).toBe("reported")
  expect(await report(given, late)).toBe("later")
  expect(await report(given, { ...late, since: START })).toBe("reported")
  const { entries } = await readLog(given)
  expect(entries.map(({ type }) => type)).toEqual(["key", "push", "key", "lost", "lost"])
  const { keys } = JSON.parse(await textAt("/status.json", given)) as StatusPageView
  expect(keys).toMatchObject([
    { of: "office", key: "second", until: null, lostSince: null },
    {
      of: "office",
      key: "test",
      until: new Date(clock.now).toISOString(),
      lostSince: "2023-05-29T03:00:00.000Z",
    },
    { of: "log", until: null, lostSince: null },
  ])
  expect(await verdictOf(given, await vkeyAt(given))).toMatchObject({ faults: [], lost: [["test", 1]] })
  const page = await textAt("/status", given)
  expect(page).toContain("แจ้งว่าอาจอยู่ในมือผู้อื่น")
  expect(page.replace(/<[^>]*>/g, "")).toContain("สิ่งที่ลงนามก่อนนั้นยังเชื่อได้")
})

it("the log's key that is reported lost signs beside the new one no more", async () => {
  const { clock, renewed, old } = await begun()
  const { given, key: by } = await twoKeys(renewed, START + 9 * DAY)
  await textAt("/log/checkpoint", given)
  const own = await vkeyAt(given)
  expect(await report(given, { key: own, now: clock.now, since: START, by })).toBe("inUse")
  clock.now += DAY
  expect(await report(given, { key: old, now: clock.now, since: START, by })).toBe("reported")
  expect(await signers(given, [own, old])).toEqual([own])
  expect((await keysOf(given)).at(-1)?.before).toEqual([{ key: old, exp: clock.now / 1000 }])
  expect(await verdictOf(given, own)).toMatchObject({ faults: [], lost: [[old, 0]] })
  expect((await verdictOf(given, old)).faults.map(({ code }) => code)).toEqual(["keyLost"])
})
