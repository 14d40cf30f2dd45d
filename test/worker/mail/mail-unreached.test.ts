/** Whom mail does not reach: told to a holder of the office's key, once a request, and to nobody else. */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import { UNREACHED_JWT_TYPE, UNREACHED_PATH, type UnreachedReply } from "../../../shared/mail/requests.ts"
import { at } from "../../shared/due/fixture.ts"
import { ORIGIN, request, sign, withClock, withKeyEnding } from "../push-fixture.ts"

const NOW = at("2023-06-05", 9)
const office = withClock(() => NOW)
let nonce = NOW

async function ask(payload: object = {}, header: object = {}, key?: string, given = office) {
  const claims = { iss: "test-office", aud: ORIGIN, iat: NOW / 1000, nonce: ++nonce, ...payload }
  const body = await sign(claims, { typ: UNREACHED_JWT_TYPE, ...header }, key)
  return request(UNREACHED_PATH, { method: "POST", body }, given)
}

type Kept = { year?: number; to: string; state: "dead" | "sent" | "open"; on: string; error?: string }

function keep(...kept: readonly Kept[]): Promise<unknown> {
  return env.DB.batch(
    kept.map(({ year = 2566, to, state, on, error = null }) =>
      env.DB.prepare(
        `INSERT INTO message (id, fiscal_year, kind, recipient, day, state, attempts, next_attempt_at, created_at,
           sent_at, content_hash, error) VALUES (?1, ?2, 'reminder', ?3, ?4, ?5, 1, 0, ?6, ?7, '', ?8)`,
      ).bind(
        `${year}/${to}/${on}`,
        year,
        to,
        on,
        state,
        at(on, 8),
        state === "sent" ? at(on, 8) : null,
        error,
      ),
    ),
  )
}

it("names each address once, the oldest first, with the code of the oldest mail it lost", async () => {
  await keep(
    { to: "late@office.example", state: "dead", on: "2023-06-04", error: "SMTP_550" },
    { to: "early@office.example", state: "dead", on: "2023-06-01", error: "E_RECIPIENT_SUPPRESSED" },
    { to: "early@office.example", state: "dead", on: "2023-06-03", error: "E_UNKNOWN" },
  )
  const answer = await ask()
  expect(answer.headers.get("Cache-Control")).toBe("no-store")
  expect(await answer.json()).toEqual({
    unreached: [
      {
        address: "early@office.example",
        code: "E_RECIPIENT_SUPPRESSED",
        since: new Date(at("2023-06-01", 8)).toISOString(),
      },
      {
        address: "late@office.example",
        code: "SMTP_550",
        since: new Date(at("2023-06-04", 8)).toISOString(),
      },
    ],
  } satisfies UnreachedReply)
})

it("names who is to click the provider's link first: his mail waits and is not given up", async () => {
  await keep({ to: "new@office.example", state: "open", on: "2023-06-01", error: "E_RECIPIENT_NOT_ALLOWED" })
  expect(await (await ask()).json()).toMatchObject({
    unreached: [{ address: "new@office.example", code: "E_RECIPIENT_NOT_ALLOWED" }],
  })
})

it("is silent of those who were reached since, who still wait, and of years that are closed", async () => {
  await keep(
    { to: "mended@office.example", state: "dead", on: "2023-06-01" },
    { to: "mended@office.example", state: "sent", on: "2023-06-02" },
    { to: "waiting@office.example", state: "open", on: "2023-06-01", error: "E_RATE_LIMIT_EXCEEDED" },
    { year: 2564, to: "gone@office.example", state: "dead", on: "2021-06-01" },
  )
  expect(await (await ask()).json()).toEqual({ unreached: [] })
})

it.each([
  ["a push's type", {}, { typ: "sujarit-push+sd-jwt" }],
  ["another office", { iss: "another" }, {}],
  ["another Worker", { aud: "https://another.example" }, {}],
  ["eleven minutes ago", { iat: NOW / 1000 - 660 }, {}],
  ["no nonce", { nonce: undefined }, {}],
])("tells nothing to a request with %s", async (_, payload, header) => {
  await keep({ to: "secret@office.example", state: "dead", on: "2023-06-01" })
  const answer = await ask(payload, header)
  expect(answer.status).toBe(403)
  const text = await answer.text()
  expect(text).toContain("notSigned")
  expect(text).not.toContain("secret@")
})

it("tells nothing to a stranger, to a request that was answered, or to a key that was replaced", async () => {
  expect((await ask({}, {}, env.TEST_STRANGER_KEY)).status).toBe(403)
  expect((await ask({ nonce: NOW + 500 })).status).toBe(200)
  expect((await ask({ nonce: NOW + 500 })).status).toBe(403)
  nonce = NOW + 500
  const ended = withKeyEnding(NOW / 1000, office)
  const { keys } = JSON.parse(ended.PUSH_KEYS) as { keys: object[] }
  const replaced = JSON.stringify({ keys: [...keys, { ...keys[0], kid: "new", exp: undefined }] })
  expect((await ask({}, {}, undefined, { ...ended, PUSH_KEYS: replaced })).status).toBe(403)
})

it("does not stand in the way of the script, whose requests are counted apart", async () => {
  expect((await ask({ nonce: NOW + 900 })).status).toBe(200)
  const { results } = await env.DB.prepare("SELECT office FROM mail_request").all()
  expect(results).toEqual([{ office: "test-office operator" }])
})
