/** One test mail for whoever signs with the office's key, and for nobody else. */
import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import {
  JOSE_CONTENT_TYPE,
  LEASE_JWT_TYPE,
  LEASE_PATH,
  type LeasedMail,
  TEST_MAIL_ID,
} from "../../../shared/mail/lease.ts"
import {
  OPERATOR_BODY_LIMIT,
  TEST_MAIL_JWT_TYPE,
  TEST_MAIL_PATH,
  type TestMailReply,
} from "../../../shared/mail/requests.ts"
import { decodeBase64url } from "../../../shared/push/sd-jwt.ts"
import type { Env } from "../../../worker/host/env.ts"
import { mailHealth } from "../../../worker/store/mail-health.ts"
import { keptMail, ORIGIN, request, sign, withSender } from "../push-fixture.ts"

const PAYLOAD = {
  iss: "test-office",
  aud: ORIGIN,
  to: "operator@office.example",
  iat: Math.round(Date.now() / 1000),
}

let nonce = Date.now()

async function ask(
  payload: object = {},
  header: Record<string, unknown> = {},
  given: Env = env,
  key?: string,
) {
  const body = await sign(
    { ...PAYLOAD, nonce: ++nonce, ...payload },
    { typ: TEST_MAIL_JWT_TYPE, ...header },
    key,
  )
  return request(TEST_MAIL_PATH, { method: "POST", body }, given)
}

it("goes by the office's own transport, from its own address, and the answer says what became of it", async () => {
  const { sent, send } = keptMail()
  const answer = await ask({}, {}, withSender(send))
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: "accepted", code: null }])
  expect(sent).toMatchObject([{ to: ["operator@office.example"], from: { email: "sujarit@test.example" } }])
})

it("tells the code of a transport that does not take it", async () => {
  const fault = Object.assign(new Error("x"), { code: "E_SENDER_NOT_VERIFIED" })
  const given = withSender(() => Promise.reject(fault))
  expect(await (await ask({}, {}, given)).json()).toEqual({
    outcome: "failed",
    code: "E_SENDER_NOT_VERIFIED",
  })
})

describe("where the script sends the mail", () => {
  const google: Env = { ...env, MAIL_TRANSPORT: "google" }
  const script = async (purpose: object) => {
    const payload = { iss: "test-office", aud: ORIGIN, iat: PAYLOAD.iat, nonce: ++nonce, ...purpose }
    const body = await sign(payload, { typ: LEASE_JWT_TYPE })
    const headers = { "Content-Type": JOSE_CONTENT_TYPE }
    const answer = await request(LEASE_PATH, { method: "POST", headers, body }, google)
    return (await answer.json()) as { messages: LeasedMail[]; settled: number }
  }
  const lease = async (limit = 5) => (await script({ purpose: "lease", limit })).messages
  const tell = async ({ id, leaseUntil }: LeasedMail, rest: object) =>
    (await script({ purpose: "receipt", receipts: [{ id, leaseUntil, ...rest }] })).settled
  const askGoogle = async (payload: object = {}) =>
    (await (await ask(payload, {}, google)).json()) as TestMailReply

  it("waits for the script, is leased whole, and whoever asks by its id learns that it was taken", async () => {
    const waiting = await askGoogle()
    expect(waiting).toEqual({ outcome: "waiting", code: null, id: expect.stringMatching(TEST_MAIL_ID) })
    const [mail, ...others] = await lease()
    expect(others).toEqual([])
    const raw = new TextDecoder().decode(decodeBase64url(mail?.raw ?? ""))
    expect(raw).toMatch(/^To: operator@office\.example\r$/m)
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(await lease()).toEqual([])
    expect(await askGoogle({ id: waiting.id })).toMatchObject({ outcome: "waiting" })
    if (mail) expect(await tell(mail, { outcome: "accepted", providerId: "g-1" })).toBe(1)
    expect(await askGoogle({ id: waiting.id })).toEqual({ outcome: "accepted", code: null, id: waiting.id })
    expect(await lease()).toEqual([])
  })

  it("stands in no ledger and no mail health", async () => {
    await askGoogle()
    const [mail] = await lease()
    if (mail) await tell(mail, { outcome: "refused", code: "GMAIL_RECIPIENT" })
    const { total } = (await (await request("/notices.json", {}, google)).json()) as { total: number }
    expect(total).toBe(0)
    expect(await mailHealth(env)).toEqual({ lastSentAt: null, waiting: 0, dead: 0 })
  })

  it("tells why it was refused, and goes on waiting, with the code, while Gmail takes nothing", async () => {
    const { id } = await askGoogle()
    const [first] = await lease()
    if (first) await tell(first, { outcome: "failed", code: "GMAIL_QUOTA", everything: true })
    expect(await askGoogle({ id })).toEqual({ outcome: "waiting", code: "GMAIL_QUOTA", id })
    const [again] = await lease()
    expect(again?.id).toBe(id)
    if (again) await tell(again, { outcome: "refused", code: "GMAIL_RECIPIENT" })
    expect(await askGoogle({ id })).toEqual({ outcome: "refused", code: "GMAIL_RECIPIENT", id })
  })

  it("is one at a time: a newer one takes the older's place, whose receipt then settles nothing", async () => {
    const older = await askGoogle()
    const [held] = await lease()
    const newer = await askGoogle()
    expect(held && (await tell(held, { outcome: "accepted", providerId: "g" }))).toBe(0)
    expect(await askGoogle({ id: older.id })).toMatchObject({ outcome: "failed", code: "replaced" })
    expect((await lease()).map(({ id }) => id)).toEqual([newer.id])
  })

  it("is not leased where the account has no room left today", async () => {
    await askGoogle()
    expect(await lease(0)).toEqual([])
    expect(await lease(1)).toHaveLength(1)
  })
})

it("works once: caught on its way, the same request sends nothing again", async () => {
  const { sent, send } = keptMail()
  const given = withSender(send)
  const caught = { nonce: ++nonce }
  expect((await ask(caught, {}, given)).status).toBe(200)
  expect((await ask(caught, {}, given)).status).toBe(403)
  expect(sent).toHaveLength(1)
})

it("stops nobody for ever: a nonce from far ahead is no request, nor what an earlier version took of one", async () => {
  const { sent, send } = keptMail()
  const given = withSender(send)
  const far = Number.MAX_SAFE_INTEGER
  expect((await ask({ nonce: far }, {}, given)).status).toBe(403)
  await env.DB.prepare("INSERT INTO mail_request VALUES ('test-office test', ?1)").bind(far).run()
  expect((await ask({}, {}, given)).status).toBe(200)
  expect(sent).toHaveLength(1)
})

it.each([
  ["no nonce", { nonce: undefined }, {}],
  ["a push's type", {}, { typ: "sujarit-push+sd-jwt" }],
  ["another office", { iss: "another" }, {}],
  ["another Worker", { aud: "https://another.example" }, {}],
  ["eleven minutes ago", { iat: PAYLOAD.iat - 660 }, {}],
  ["two readers", { to: "a@office.example, b@office.example" }, {}],
  ["a header in the address", { to: "a@office.example\r\nBcc: b@office.example" }, {}],
  ["something more", { more: 1 }, {}],
  ["the id of another kind of mail", { id: "2566/digest/a@office.example/2023-06-05" }, {}],
])("is refused with %s, and no mail goes out", async (_, payload, header) => {
  const { sent, send } = keptMail()
  const answer = await ask(payload, header, withSender(send))
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "notSigned"])
  expect(sent).toEqual([])
})

it("is refused to a stranger's key, without a signature, and too long", async () => {
  const { sent, send } = keptMail()
  const given = withSender(send)
  expect((await ask({}, {}, given, env.TEST_STRANGER_KEY)).status).toBe(403)
  for (const body of ["", "a.b.c", "x".repeat(OPERATOR_BODY_LIMIT + 1)])
    expect((await request(TEST_MAIL_PATH, { method: "POST", body }, given)).status).toBe(403)
  expect((await request(TEST_MAIL_PATH)).status).toBe(405)
  expect(sent).toEqual([])
})
