/** Every way of being refused, each by one forged variant of a push that would have been accepted. */
import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { BODY_LIMIT, REFUSALS, type Refusal, replySchema } from "../../../shared/push/payload.ts"
import { base64url, disclose, serializeSdJwt } from "../../../shared/push/sd-jwt.ts"
import { configOf, type Env } from "../../../worker/host/env.ts"
import { REFUSAL_WORDS } from "../../../worker/ingest/refusal.ts"
import { clockFault, readClaims } from "../../../worker/ingest/signed.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  ORIGIN,
  post,
  push,
  replyOf,
  request,
  SALT_KEY,
  sign,
  textOf,
  withKeyEnding,
} from "../push-fixture.ts"
import { day, FIRST, measure, PRIVATE_ROWS, report, SECTIONS, SETTINGS, setting } from "../rows.ts"

type Forgery = {
  readonly name: string
  readonly refusal: Refusal
  readonly body: () => Promise<string>
  readonly contentType?: string
  /** The Worker as it is configured for this one. */
  readonly given?: Env
}

const first = (payload: Parameters<typeof buildPush>[2] = {}) => buildPush(newOffice(), FIRST, payload)

async function signedWith(header: Record<string, unknown>, key?: string): Promise<string> {
  const built = first()
  return serializeSdJwt(await sign(built.payload, header, key), built.disclosures)
}

/** A token whose header claims what it likes and whose signature is whatever is given. */
function token(header: object, payload: object, signature: string): string {
  const encode = (value: object) =>
    btoa(JSON.stringify(value)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  return `${encode(header)}.${encode(payload)}.${signature}~`
}

async function hmacConfusion(): Promise<string> {
  const { keys } = JSON.parse(env.PUSH_KEYS) as { keys: { n: string }[] }
  const secret = new TextEncoder().encode(keys[0]?.n)
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  const { payload } = first()
  const unsigned = token(
    { alg: "HS256", typ: "sujarit-push+sd-jwt", kid: "test" },
    { ...payload, rows: [] },
    "",
  )
  const input = unsigned.slice(0, unsigned.lastIndexOf("."))
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(input)))
  return `${input}.${base64url(signature)}~`
}

/** A first push with one row replaced by anything at all. */
async function withRow(value: object): Promise<string> {
  const built = first()
  const odd = disclose(SALT_KEY, "odd", value)
  const payload = { ...built.payload, rows: [...built.payload.rows, { "...": odd.digest }] }
  return serializeSdJwt(await sign(payload), [...built.disclosures, odd])
}

const seconds = () => Math.round(Date.now() / 1000)

const FORGERIES: readonly Forgery[] = [
  {
    name: "another content type",
    refusal: "unsupportedType",
    contentType: "application/json",
    body: () => bodyOf(first()),
  },
  {
    name: "a signed part over its limit",
    refusal: "tooLarge",
    body: async () => `${"a".repeat(60_000)}.b.c~`,
  },
  { name: "no push at all", refusal: "malformed", body: async () => "hello" },
  { name: "no final tilde", refusal: "malformed", body: async () => (await bodyOf(first())).slice(0, -1) },
  { name: "an empty body", refusal: "malformed", body: async () => "" },
  { name: "an unknown claim", refusal: "malformed", body: () => bodyOf(first({ extra: 1 } as never)) },
  { name: "a year that is none", refusal: "malformed", body: () => bodyOf(first({ fiscalYear: 12 })) },
  {
    name: "another digest algorithm",
    refusal: "malformed",
    body: () => bodyOf(first({ _sd_alg: "sha-512" })),
  },
  { name: "a stranger's key", refusal: "badSignature", body: () => signedWith({}, env.TEST_STRANGER_KEY) },
  { name: "an unknown key id", refusal: "badSignature", body: () => signedWith({ kid: "other" }) },
  { name: "no key id", refusal: "badSignature", body: () => signedWith({ kid: undefined }) },
  { name: "another type of token", refusal: "badSignature", body: () => signedWith({ typ: "JWT" }) },
  {
    name: "alg none",
    refusal: "badSignature",
    body: async () => token({ alg: "none", typ: "sujarit-push+sd-jwt", kid: "test" }, first().payload, ""),
  },
  { name: "HS256 under the public key", refusal: "badSignature", body: hmacConfusion },
  {
    name: "one changed byte of the payload",
    refusal: "badSignature",
    body: async () => (await bodyOf(first())).replace(/\.(.{40})./, (_, kept) => `.${kept}A`),
  },
  { name: "another office", refusal: "wrongOffice", body: () => bodyOf(first({ iss: "other-office" })) },
  {
    name: "another audience",
    refusal: "wrongAudience",
    body: () => bodyOf(first({ aud: "https://other.example" })),
  },
  {
    name: "a clock 11 minutes slow",
    refusal: "clockSkew",
    body: () => bodyOf(first({ iat: seconds() - 660 })),
  },
  {
    name: "a clock 11 minutes fast",
    refusal: "clockSkew",
    body: () => bodyOf(first({ iat: seconds() + 660 })),
  },
  {
    name: "a key past its day",
    refusal: "keyExpired",
    body: () => bodyOf(first()),
    given: withKeyEnding(seconds() - 1),
  },
  {
    name: "a missing disclosure",
    refusal: "badDisclosure",
    body: () => bodyOf({ ...first(), disclosures: first().disclosures.slice(1) }),
  },
  {
    name: "an extra disclosure",
    refusal: "badDisclosure",
    body: () =>
      bodyOf({
        ...first(),
        disclosures: [...first().disclosures, disclose(SALT_KEY, "x", setting("x", "y"))],
      }),
  },
  {
    name: "a disclosure twice",
    refusal: "badDisclosure",
    body: () =>
      bodyOf({ ...first(), disclosures: [...first().disclosures, ...first().disclosures.slice(0, 1)] }),
  },
  {
    name: "a digest referenced twice",
    refusal: "badDisclosure",
    body: () => bodyOf(first({ rows: [...first().payload.rows, first().payload.rows[0]] })),
  },
  {
    name: "a digest both public and private",
    refusal: "badDisclosure",
    body: () => bodyOf(first({ private: first().payload.rows })),
  },
  {
    name: "a disclosure of other words",
    refusal: "badDisclosure",
    body: async () => `${(await bodyOf(first())).slice(0, -3)}AA~`,
  },
  {
    name: "a row with a key too many",
    refusal: "badRow",
    body: () => withRow({ ...measure("b"), phone: "081" }),
  },
  { name: "a row with a key too few", refusal: "badRow", body: () => withRow({ kind: "setting", key: "x" }) },
  { name: "a row of an unknown kind", refusal: "badRow", body: () => withRow({ kind: "rumour", id: "x" }) },
  {
    name: "a date that is no day",
    refusal: "badRow",
    body: () => withRow({ kind: "holiday", date: "2023-06-31", name: "x" }),
  },
  {
    name: "a link that runs",
    refusal: "badRow",
    body: () =>
      withRow({
        kind: "oversight",
        id: "o-aaaaaaaa",
        date: "2023-06-01",
        measures: [],
        order: "x",
        outcome: "",
        link: "javascript:alert(1)",
      }),
  },
  { name: "a private row among the public", refusal: "badRow", body: () => withRow(PRIVATE_ROWS[0] ?? {}) },
  { name: "a row named twice", refusal: "badRow", body: () => withRow(measure("a", { issue: "อื่น" })) },
  { name: "another year's settings", refusal: "badRow", body: () => withRow(setting("fiscalYear", "2567")) },
  {
    name: "an address of its pages that is not the Worker's",
    refusal: "badRow",
    body: () => withRow(setting("publicAddress", "https://login.example")),
  },
  {
    name: "a report under another duty's id",
    refusal: "badRow",
    body: () => withRow({ ...report("m-aaaaaaaa", "2", "2566"), id: "m-bbbbbbbb/2/2566" }),
  },
  {
    name: "a report of one letter",
    refusal: "badRow",
    body: () => withRow(report("m-aaaaaaaa", "2", "2566", { result: "x" })),
  },
  {
    name: "a report without its day",
    refusal: "badRow",
    body: () => withRow(report("m-aaaaaaaa", "2", "2566", { date: "" })),
  },
  {
    name: "a report of a day to come",
    refusal: "badRow",
    body: () => withRow(report("m-aaaaaaaa", "2", "2566", { date: day("2400-01-01") })),
  },
  {
    name: "a report on a period to come",
    refusal: "badRow",
    body: () => withRow(report("m-aaaaaaaa", "2", "2950-01", { due: day("2950-02-05") })),
  },
  ...["ดูที่ห้อง", "C:\\งาน\\ก.pdf", "http://example.go.th/a", "https://nas.local/a", "กท 6301/123"].map(
    evidence => ({
      name: `a report whose evidence is ${evidence}`,
      refusal: "badRow" as const,
      body: () => withRow(report("m-aaaaaaaa", "2", "2566", { evidence })),
    }),
  ),
  {
    name: "an unknown row withdrawn",
    refusal: "badRow",
    body: () => bodyOf(first({ gone: ["measure/m-zzzzzzzz"] })),
  },
  {
    name: "an unknown row held",
    refusal: "badRow",
    body: () => bodyOf(first({ held: ["measure/m-zzzzzzzz"] })),
  },
  {
    name: "a row both sent and withdrawn",
    refusal: "badRow",
    body: () => bodyOf(first({ gone: ["measure/m-aaaaaaaa"] })),
  },
  {
    name: "a state that does not come out",
    refusal: "badState",
    body: () => bodyOf(first({ state: "A".repeat(43) })),
  },
  { name: "a sequence that skips", refusal: "wrongSequence", body: () => bodyOf(first({ sequence: 2 })) },
  {
    name: "a year that is not announced",
    refusal: "notAnnounced",
    body: () => bodyOf(buildPush(newOffice(), { rows: [...SECTIONS, setting("announcementNumber", "")] })),
  },
  {
    name: "a countersignature of a log that is not this one",
    refusal: "wrongLog",
    body: () =>
      bodyOf(first({ version: 2, log: { origin: "other/log", size: 1, root: `${"A".repeat(43)}=` } })),
  },
  {
    name: "a base that is not the head",
    refusal: "staleBase",
    body: () => bodyOf(first({ base: "A".repeat(43) })),
  },
]

test.for(FORGERIES)("$name is refused as $refusal", async ({ body, contentType, given, refusal }) => {
  const response = await post(await body(), contentType, given)
  const reply = await replyOf(response)
  expect(reply.code).toBe(refusal)
  expect(response.status).toBe(REFUSAL_WORDS[refusal].status)
  expect(response.headers.get("Content-Type")).toBe("application/problem+json")
  expect(response.headers.get("Cache-Control")).toBe("no-store")
  replySchema.parse(reply)
  expect(reply.problems.every(problem => problem.code === refusal && problem.message !== "")).toBe(true)
  const leaves = (await env.DB.prepare("SELECT COUNT(*) AS n FROM leaf").first()) as { n: number }
  expect(leaves.n).toBe(0)
})

test("a body over its limit is refused before it is read", async () => {
  const response = await post("a".repeat(BODY_LIMIT + 1))
  expect(response.status).toBe(413)
  expect((await replyOf(response)).code).toBe("tooLarge")
})

test("a redacted text cannot be published again", async () => {
  const office = newOffice()
  await push(office, FIRST)
  const digest = office.rows.get("measure/m-aaaaaaaa") ?? ""
  await env.DB.batch([
    env.DB.prepare("INSERT INTO redaction (digest, redacted_at, reason) VALUES (?1, 0, 'PDPA')").bind(digest),
    env.DB.prepare("DELETE FROM disclosure WHERE digest = ?1").bind(digest),
  ])
  await push(office, { gone: ["measure/m-aaaaaaaa"] })
  const again = await push(office, { rows: [measure("a"), measure("b")] })
  const told = await textOf(again)
  expect(told).not.toContain("measure/m-bbbbbbbb")
  expect(told).toContain('"code":"redacted"')
  expect(told).toContain(`measure/m-aaaaaaaa: ${digest}`)
  const served = await textOf(await request("/api/v1/pushes/2566/1"))
  expect(served).not.toContain(digest)
})

test("an unsigned push is told nothing of the record or the mail", async () => {
  const office = newOffice()
  await push(office, FIRST)
  const reply = await replyOf(await post(await signedWith({}, env.TEST_STRANGER_KEY)))
  expect(reply).toMatchObject({ revision: 0, mail: null })
  expect(reply.rows).toBeUndefined()
})

test("a private value is never quoted in a refusal", async () => {
  const secret = { ...PRIVATE_ROWS[0], extra: "secret-extra" }
  const odd = disclose(SALT_KEY, "odd", secret)
  const built = first({ private: [{ "...": odd.digest }] })
  const publicOnly = built.disclosures.slice(0, FIRST.rows.length)
  const response = await post(serializeSdJwt(await sign(built.payload), [...publicOnly, odd]))
  const text = await response.text()
  expect(text).toContain("badRow")
  expect(text).not.toContain("secret-")
})

test.each(REFUSALS)("%s is told in a Thai sentence and in an English one", code => {
  const { th, en } = REFUSAL_WORDS[code]
  expect(th).toMatch(/[ก-ฮ]{2}/)
  expect(en).toMatch(/^[A-Z][a-z]* [a-z]/)
})

test("a number passes where the office's private list allows it, in a later push too", async () => {
  const numbered = measure("b", { monitoring: "แจ้งผลที่ 081-234-5678" })
  const office = newOffice()
  await push(office, FIRST)
  expect((await replyOf(await push(office, { rows: [numbered] }))).code).toBe("badRow")
  await push(office, { privateRows: [{ kind: "secret", key: "allowList", value: "0812345678" }] })
  expect((await push(office, { rows: [numbered] })).status).toBe(201)
})

test("what was signed ten minutes off is taken, and what was signed a second more is not", () => {
  for (const sign of [1, -1]) {
    expect(clockFault({ iss: "", aud: "", iat: 1000 + sign * 600 }, 1_000_000)).toBeUndefined()
    expect(clockFault({ iss: "", aud: "", iat: 1000 + sign * 601 }, 1_000_000)?.refusal).toBe("clockSkew")
  }
})

test("a request for another office or address is told whose this is", () => {
  const anything = { safeParse: (data: unknown) => ({ success: true, data }) } as never
  const judged = (claims: object) =>
    readClaims({ iss: "test-office", aud: ORIGIN, ...claims }, anything, configOf(env))
  expect(judged({ iss: "x" })).toEqual({ refusal: "wrongOffice", details: ["iss must be test-office"] })
  expect(judged({ aud: "x" })).toEqual({ refusal: "wrongAudience", details: [`aud must be ${ORIGIN}`] })
})

test("every refusal code is tried here", () => {
  const tried = new Set<string>([...FORGERIES.map(each => each.refusal), "redacted", "tooSlow"])
  expect(REFUSALS.filter(code => !tried.has(code))).toEqual([])
})

test("the settings of a first push are enough to announce a year", async () => {
  const response = await push(newOffice(), { rows: SETTINGS })
  expect(response.status).toBe(201)
  await response.text()
})
