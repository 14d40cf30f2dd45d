/** A key's last day: what is new is refused, what is old stands for ever, and those who can mend it hear in time. */
import { env } from "cloudflare:workers"
import { compactVerify, createLocalJWKSet } from "jose"
import { beforeEach, describe, expect, it } from "vitest"
import { isoDate } from "../../../shared/date/civil-date.ts"
import { JOSE_CONTENT_TYPE, LEASE_JWT_TYPE, LEASE_PATH } from "../../../shared/mail/lease.ts"
import type { PushReply } from "../../../shared/push/payload.ts"
import type { Env } from "../../../worker/host/env.ts"
import { maySendMail } from "../../../worker/host/push-key.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { at } from "../../shared/due/fixture.ts"
import { begunBy } from "../empty-database.ts"
import {
  bodyOf,
  buildPush,
  keptMail,
  newOffice,
  type Office,
  ORIGIN,
  post,
  push,
  request,
  sign,
  textOf,
  withKeyEnding,
  withMail,
  YEAR,
} from "../push-fixture.ts"
import { duty, FIRST, measure } from "../rows.ts"

const ENDS = at("2023-07-01", 0)
const clock = { now: 0 }
const { sent, send } = keptMail()
const PRIVATE = [
  { kind: "secret", key: "directorMail", value: "director@office.example" },
  { kind: "secret", key: "operatorMail", value: "operator@office.example" },
] as const

let office: Office
let given: Env

const begin = begunBy(async () => {
  const begun = newOffice()
  const first = await push(begun, { rows: [...FIRST.rows, duty("a")], privateRows: PRIVATE }, given)
  expect(first.status).toBe(201)
  return begun
})

beforeEach(async () => {
  sent.length = 0
  clock.now = at("2023-05-29", 7)
  given = withKeyEnding(
    ENDS / 1000,
    withMail(() => clock.now, send),
  )
  office = await begin()
})

const answerOf = async (response: Response) => (await response.json()) as PushReply & { code?: string }
const heartbeat = async (where: Env) =>
  post(await bodyOf(buildPush(office, {}, { iat: Math.round(clock.now / 1000) })), undefined, where)

describe("a push", () => {
  it("is answered with the key's last moment while there is one", async () => {
    expect((await answerOf(await heartbeat(given))).keyExpiresAt).toBe(new Date(ENDS).toISOString())
    expect(await answerOf(await heartbeat({ ...given, PUSH_KEYS: env.PUSH_KEYS }))).not.toHaveProperty(
      "keyExpiresAt",
    )
  })

  it("is taken to the last second and refused from then on, a heartbeat too, and nothing of it is kept", async () => {
    clock.now = ENDS - 1000
    expect((await push(office, { rows: [measure("b")] }, given)).status).toBe(201)
    clock.now = ENDS
    for (const change of [{ rows: [measure("c")] }, {}]) {
      const refused = await answerOf(await push(office, change, given))
      expect(refused).toMatchObject({ outcome: "refused", code: "keyExpired", revision: 2 })
      expect(refused.problems[0]?.message).toMatch(/^กุญแจที่ใช้ลงนามหมดอายุแล้ว ให้ผู้ดูแลระบบออกกุญแจใหม่/)
      expect(refused.mail).not.toBeNull()
    }
    const beat = await env.DB.prepare("SELECT seen_at FROM heartbeat").first()
    expect(beat).toEqual({ seen_at: ENDS - 1000 })
  })

  it("that came in time is answered again however late its repeat comes", async () => {
    clock.now = ENDS - 1000
    const body = await bodyOf(buildPush(office, { rows: [measure("b")] }, { iat: clock.now / 1000 }))
    expect((await post(body, undefined, given)).status).toBe(201)
    clock.now = ENDS + 1000
    expect((await answerOf(await post(body, undefined, given))).outcome).toBe("unchanged")
  })
})

it("what was published verifies years later, by the published keys alone", async () => {
  clock.now = at("2033-01-01", 8)
  const response = await request("/.well-known/jwks.json", undefined, given)
  const jwks = JSON.parse(await textOf(response)) as Parameters<typeof createLocalJWKSet>[0]
  expect(jwks.keys).toMatchObject([{ kid: "test", exp: ENDS / 1000 }])
  const [signed = ""] = (await textOf(await request(`/api/v1/pushes/${YEAR}/1`, undefined, given))).split("~")
  expect((await compactVerify(signed, createLocalJWKSet(jwks))).protectedHeader.kid).toBe("test")
})

describe("the alarm", () => {
  /** Every morning of a span, or some, with a heartbeat before it as the script sends one. */
  async function live(from: string, days: number, where: () => Env = () => given, every = 1) {
    const told: { day: string; to: string; text: string }[] = []
    for (let day = 0; day < days; day += every) {
      clock.now = at(from, 7) + day * 86_400_000
      await (await heartbeat(where())).text()
      sent.length = 0
      await runCron(where(), clock.now + 3_600_000)
      const date = new Date(clock.now + 7 * 3_600_000).toISOString().slice(0, 10)
      for (const { to, text } of sent)
        if (text.includes("กุญแจลงนาม")) told.push({ day: date, to: to[0] ?? "", text })
    }
    return told
  }
  /** Days between two mornings: an alarm that comes weekly, and is caught up, would come on one of them. */
  const A_WEEK_TWICE = 3
  const daysOf = (told: Awaited<ReturnType<typeof live>>, who: string) =>
    told.filter(({ to }) => to.startsWith(who)).map(({ day }) => day)

  it("tells the operator 30 days before and weekly, and starts a digest to the director once", async () => {
    const told = await live("2023-05-30", 31)
    expect(daysOf(told, "operator")).toEqual([
      ...["2023-06-01", "2023-06-08", "2023-06-15", "2023-06-22", "2023-06-29"],
    ])
    expect(told[0]?.text).toContain("จะหมดอายุ ๑ ก.ค. ๒๕๖๖")
    const { results } = await env.DB.prepare(
      "SELECT rung FROM notice WHERE about = 'alarm' AND role = 'director'",
    ).all()
    expect(results).toEqual([{ rung: "keyExpiring-2023-06-01" }])
  })

  it("is silent once the script signs with a key that is good, whatever else is listed", async () => {
    await live("2023-06-01", 1)
    const { keys } = JSON.parse(env.PUSH_KEYS) as { keys: object[] }
    const old = { ...keys[0], kid: "old", exp: ENDS / 1000 }
    const both = { ...given, PUSH_KEYS: JSON.stringify({ keys: [...keys, old] }) }
    expect(await live("2023-06-02", 32, () => both, A_WEEK_TWICE)).toEqual([])
  })

  it("of a key that did expire says so, and that the pages take nothing new", async () => {
    const told = await live("2023-06-30", 3)
    const last = told.filter(({ to }) => to.startsWith("operator")).at(-1)
    expect(last?.text).toContain("หมดอายุแล้วตั้งแต่ ๑ ก.ค. ๒๕๖๖")
  })

  it("never comes of a key without a last day", async () => {
    const lasting = () => ({ ...given, PUSH_KEYS: env.PUSH_KEYS })
    expect(await live("2023-06-01", 40, lasting, A_WEEK_TWICE)).toEqual([])
  })
})

describe("a request of the script for mail", () => {
  let nonce = 0
  const lease = async (keys: readonly object[]) => {
    const google = { ...given, MAIL_TRANSPORT: "google", PUSH_KEYS: JSON.stringify({ keys }) }
    const claims = { iss: "test-office", aud: ORIGIN, iat: clock.now / 1000, nonce: clock.now + ++nonce }
    const body = await sign({ ...claims, purpose: "lease", limit: 5 }, { typ: LEASE_JWT_TYPE })
    const headers = { "Content-Type": JOSE_CONTENT_TYPE }
    const answer = await request(LEASE_PATH, { method: "POST", headers, body }, google)
    return [answer.status, ((await answer.json()) as { code?: string }).code]
  }

  it("is refused to a key that was replaced, and not to the last there is: its mail must still go out", async () => {
    clock.now = ENDS
    const { keys } = JSON.parse(given.PUSH_KEYS) as { keys: object[] }
    const other = { ...keys[0], kid: "new", exp: ENDS / 1000 + 1 }
    expect(await lease([...keys, other])).toEqual([403, "keyExpired"])
    expect(await lease([...keys, { ...other, exp: ENDS / 1000 }])).toEqual([200, undefined])
    expect(await lease(keys)).toEqual([200, undefined])
  })
})

describe("mail by the script's hand", () => {
  const key = { kty: "RSA", kid: "a", n: "", e: "" } as const
  const now = Date.parse(`${isoDate(2026, 1, 1)}`)
  const past = { ...key, exp: now / 1000 }
  const good = { ...key, kid: "b" }

  it.each([
    ["is given to a good key", good, [good, past], true],
    ["is not given to a key that was replaced", past, [good, past], false],
    ["is given to the last key there is, past its day: that mail must still say so", past, [past], true],
  ])("%s", (_, asking, keys, isGiven) => {
    expect(maySendMail(asking, { keys }, now)).toBe(isGiven)
  })
})
