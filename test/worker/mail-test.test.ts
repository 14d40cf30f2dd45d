/** One test mail for whoever signs with the office's key, and for nobody else. */
import { env } from "cloudflare:workers"
import { afterEach, expect, it, vi } from "vitest"
import { TEST_MAIL_BODY_LIMIT, TEST_MAIL_JWT_TYPE, TEST_MAIL_PATH } from "../../shared/mail/test-mail.ts"
import type { Env } from "../../worker/env.ts"
import { ORIGIN, request, sign } from "./push-fixture.ts"

afterEach(() => vi.restoreAllMocks())

const PAYLOAD = {
  ...{ iss: "test-office", aud: ORIGIN, to: "operator@office.example" },
  iat: Math.round(Date.now() / 1000),
}

async function ask(
  payload: object = {},
  header: Record<string, unknown> = {},
  given: Env = env,
  key?: string,
) {
  const body = await sign({ ...PAYLOAD, ...payload }, { typ: TEST_MAIL_JWT_TYPE, ...header }, key)
  return request(TEST_MAIL_PATH, { method: "POST", body }, given)
}

it("goes by the office's own transport, from its own address, and the answer says what became of it", async () => {
  const send = vi.spyOn(env.EMAIL, "send").mockResolvedValue({ messageId: "m" })
  const answer = await ask()
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: "accepted", code: null }])
  expect(send).toHaveBeenCalledOnce()
  expect(send.mock.calls[0]?.[0]).toMatchObject({
    to: ["operator@office.example"],
    from: { email: "sujarit@test.example" },
  })
})

it("tells the code of a transport that does not take it", async () => {
  const fault = Object.assign(new Error("x"), { code: "E_SENDER_NOT_VERIFIED" })
  vi.spyOn(env.EMAIL, "send").mockRejectedValue(fault)
  expect(await (await ask()).json()).toEqual({ outcome: "failed", code: "E_SENDER_NOT_VERIFIED" })
})

it("where the script sends the mail, says so", async () => {
  const answer = await ask({}, {}, { ...env, MAIL_TRANSPORT: "google" })
  expect(await answer.json()).toEqual({ outcome: "failed", code: "sentByScript" })
})

it.each([
  ["a push's type", {}, { typ: "sujarit-push+sd-jwt" }],
  ["another office", { iss: "another" }, {}],
  ["another Worker", { aud: "https://another.example" }, {}],
  ["eleven minutes ago", { iat: PAYLOAD.iat - 660 }, {}],
  ["two readers", { to: "a@office.example, b@office.example" }, {}],
  ["a header in the address", { to: "a@office.example\r\nBcc: b@office.example" }, {}],
  ["something more", { more: 1 }, {}],
])("is refused with %s, and no mail goes out", async (_, payload, header) => {
  const send = vi.spyOn(env.EMAIL, "send")
  const answer = await ask(payload, header)
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "notSigned"])
  expect(send).not.toHaveBeenCalled()
})

it("is refused to a stranger's key, without a signature, and too long", async () => {
  const send = vi.spyOn(env.EMAIL, "send")
  expect((await ask({}, {}, env, env.TEST_STRANGER_KEY)).status).toBe(403)
  for (const body of ["", "a.b.c", "x".repeat(TEST_MAIL_BODY_LIMIT + 1)])
    expect((await request(TEST_MAIL_PATH, { method: "POST", body })).status).toBe(403)
  expect((await request(TEST_MAIL_PATH)).status).toBe(405)
  expect(send).not.toHaveBeenCalled()
})
