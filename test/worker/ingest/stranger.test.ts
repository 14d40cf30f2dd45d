/** What anybody may send, and what it costs: the log is public, so every push of ours can be sent again by a stranger. */
import { env } from "cloudflare:workers"
import { base64urlnopad } from "@scure/base"
import { describe, expect, test } from "vitest"
import {
  base64url,
  canonicalJson,
  type Disclosure,
  decodeBase64url,
  serializeSdJwt,
  sha256Text,
} from "../../../shared/push/sd-jwt.ts"
import { mayPost, POSTS_A_MINUTE } from "../../../worker/host/post-limit.ts"
import { postedBody } from "../../../worker/host/posted-body.ts"
import { storeOf } from "../../../worker/store/store.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  ORIGIN,
  post,
  push,
  replyOf,
  request,
  sign,
  textOf,
  YEAR,
} from "../push-fixture.ts"
import { FIRST, measure, setting } from "../rows.ts"

/** The same database, with every row counted that it reads or writes. */
function counted() {
  const cost = { statements: 0, read: 0, written: 0 }
  const add = ({ meta }: { meta: { rows_read?: number; rows_written?: number } }) => {
    cost.statements++
    cost.read += meta.rows_read ?? 0
    cost.written += meta.rows_written ?? 0
  }
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, key) {
        if (key === "bind") return (...values: (string | number | null)[]) => wrap(target.bind(...values))
        if (key !== "all" && key !== "run") return Reflect.get(target, key)
        return async () => {
          const result = await target[key]()
          add(result)
          return result
        }
      },
    })
  const db = new Proxy(env.DB, {
    get(target, key) {
      if (key === "prepare") return (sql: string) => wrap(target.prepare(sql))
      const value = Reflect.get(target, key)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
  return { cost, given: { ...env, DB: db } }
}

/** Enough to show that each costs the same. */
const REPEATS = 200

async function published(sequence: number): Promise<string> {
  return textOf(await request(`/api/v1/pushes/${YEAR}/${sequence}`))
}

describe("a push that is in the log", () => {
  test("costs one row however often it comes, and disturbs no copy that is kept", async () => {
    const office = newOffice()
    await push(office, FIRST)
    await push(office, { rows: [measure("a", { issue: "เปลี่ยนแล้ว" })] })
    const bodies = [await published(1), await published(2)]
    const { cost, given } = counted()
    await storeOf(given.DB).heads()
    const fresh = storeOf(given.DB).freshHeads()
    Object.assign(cost, { statements: 0, read: 0, written: 0 })
    for (let at = 0; at < REPEATS; at++) {
      const response = await post(bodies[at % 2] ?? "", undefined, given)
      if (response.status !== 200) throw new Error(await response.text())
      await response.body?.cancel()
      if (at === 0) expect(storeOf(given.DB).freshHeads()).toBe(fresh)
    }
    expect(cost).toEqual({ statements: REPEATS, read: REPEATS, written: 0 })
  })

  test("is answered with its own revision and head alone, though newer ones came", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const first = office.head
    await push(office, { rows: [measure("a", { issue: "เปลี่ยนแล้ว" })] })
    const again = await replyOf(await post(await published(1)))
    expect(again).toEqual({ outcome: "unchanged", revision: 1, head: first, mail: null, problems: [] })
  })

  test("is not known under another spelling of its signature, and that costs no more", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const [signed = ""] = (await published(1)).split("~")
    const last = signed.at(-1) ?? ""
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    const other = letters[letters.indexOf(last) ^ 1] ?? ""
    const { cost, given } = counted()
    const refused = await replyOf(await post(`${signed.slice(0, -1)}${other}~`, undefined, given))
    expect(refused).toMatchObject({ code: "badSignature", revision: 0, mail: null })
    expect(cost.read).toBeLessThanOrEqual(1)
  })
})

test("names and digests to rebase on go to no push that is not of now, and its refusal reads nothing of the year", async () => {
  const office = newOffice()
  const caught = buildPush(office, FIRST, { iat: Math.round(Date.now() / 1000) - 3600 })
  await push(office, FIRST)
  const { cost, given } = counted()
  const late = await replyOf(
    await post(await bodyOf({ ...caught, payload: { ...caught.payload, held: [] } }), undefined, given),
  )
  expect(late).toMatchObject({ code: "clockSkew", revision: 0, mail: null })
  expect(late.rows).toBeUndefined()
  expect(cost.read).toBeLessThanOrEqual(1)
})

describe("bytes that could mean something else are refused", () => {
  const encoded = (text: string) => base64url(new TextEncoder().encode(text))
  const disclosed = (text: string): Disclosure => {
    const bytes = encoded(text)
    return { encoded: bytes, digest: sha256Text(bytes), value: undefined }
  }
  const odd = canonicalJson(setting("contact", "โทร. 0 2413 0565"))
  const salt = (bytes: number) => base64url(new Uint8Array(bytes).fill(5))

  test.for([
    [
      "a key that comes twice",
      `["${salt(16)}",{"key":"contact","key":"title","kind":"setting","value":"x"}]`,
    ],
    ["keys in another order", `["${salt(16)}",{"value":"x","kind":"setting","key":"contact"}]`],
    ["space between", `["${salt(16)}", ${odd}]`],
    ["a letter written as an escape", `["${salt(16)}",${odd.replace("contact", "\\u0063ontact")}]`],
    ["a number written another way", `["${salt(16)}",{"kind":"assessment","indicator":1.0}]`],
    ["a salt of 15 bytes", `["${salt(15)}",${odd}]`],
    ["a salt of 17 bytes", `["${salt(17)}",${odd}]`],
    ["a salt that is padded", `["${salt(16)}==",${odd}]`],
    ["a salt with bits to spare", `["${salt(16).slice(0, -1)}R",${odd}]`],
    ["a salt that is empty", `["",${odd}]`],
  ])("a disclosure with %s", async ([, text]) => {
    const one = disclosed(text ?? "")
    const built = buildPush(newOffice(), FIRST)
    const payload = { ...built.payload, rows: [...built.payload.rows, { "...": one.digest }] }
    const body = serializeSdJwt(await sign(payload), [...built.disclosures, one])
    expect((await replyOf(await post(body))).code).toBe("badDisclosure")
  })

  test.for(["=", "stray bits"])("a disclosure in base64url with %s", async how => {
    const built = buildPush(newOffice(), FIRST)
    const [first, ...others] = built.disclosures
    const bytes = decodeBase64url(first?.encoded ?? "")
    // One byte more or less, so that there is room for what does not belong there.
    const loose = base64url(bytes.slice(0, bytes.length - (bytes.length % 3 === 1 ? 0 : 1)))
    const bent =
      how === "="
        ? `${loose}=`
        : `${loose.slice(0, -1)}${String.fromCharCode(loose.charCodeAt(loose.length - 1) + 1)}`
    const forged = { encoded: bent, digest: sha256Text(bent), value: undefined }
    const payload = { ...built.payload, rows: [{ "...": forged.digest }, ...built.payload.rows.slice(1)] }
    const body = serializeSdJwt(await sign(payload), [forged, ...others])
    expect((await replyOf(await post(body))).code).toMatch(/^(?:badDisclosure|malformed)$/)
  })

  /** A signed part of exactly these bytes, signed as ours is. */
  async function signedBytes(header: string, payload: string): Promise<string> {
    const jwk = JSON.parse(env.TEST_PRIVATE_KEY) as JsonWebKey
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
    const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"])
    const input = `${header}.${payload}`
    const signature = await crypto.subtle.sign(algorithm.name, key, new TextEncoder().encode(input))
    return `${input}.${base64urlnopad.encode(new Uint8Array(signature))}`
  }

  const HEADER = canonicalJson({ alg: "RS256", kid: "test", typ: "sujarit-push+sd-jwt" })

  test.for([
    ["as it should be", HEADER, (text: string) => text, undefined],
    [
      "with a key that comes twice",
      HEADER,
      (text: string) => text.replace("{", '{"sequence":7,'),
      "malformed",
    ],
    ["with space", HEADER, (text: string) => `${text} `, "malformed"],
    [
      "whose header has a key twice",
      HEADER.replace("{", '{"kid":"other",'),
      (text: string) => text,
      "badSignature",
    ],
    ["whose header has space", `${HEADER} `, (text: string) => text, "badSignature"],
  ] as const)("a payload %s", async ([, header, bend, code]) => {
    const built = buildPush(newOffice(), FIRST)
    const payload = bend(canonicalJson(built.payload))
    const signed = await signedBytes(encoded(header), encoded(payload))
    expect((await replyOf(await post(serializeSdJwt(signed, built.disclosures)))).code).toBe(code)
  })
})

describe("a body", () => {
  const endless = (chunk: Uint8Array | undefined) =>
    new ReadableStream<Uint8Array>({
      pull: controller => (chunk ? controller.enqueue(chunk) : new Promise(() => {})),
    })
  const posted = (body: ReadableStream<Uint8Array>) => new Request(ORIGIN, { method: "POST", body })

  test("that never ends is cut off at its limit of bytes, whatever it announced", async () => {
    expect(await postedBody(posted(endless(new Uint8Array(100))), 1000)).toBe("tooLarge")
  })

  test("that comes too slowly is waited for no longer", async () => {
    expect(await postedBody(posted(endless(undefined)), 1000, 20)).toBe("tooSlow")
  })

  test("in many parts is whole", async () => {
    const parts = [1, 2, 3].map(byte => new Uint8Array([byte]))
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = parts.shift()
        if (next) controller.enqueue(next)
        else controller.close()
      },
    })
    expect(await postedBody(posted(body), 3)).toEqual(new Uint8Array([1, 2, 3]))
  })
})

describe("one address of the network", () => {
  test("posts so often a minute and no more, and others are not kept from it", async () => {
    const headers = (address: string) => ({ "CF-Connecting-IP": address })
    const send = (address: string) =>
      request("/api/v1/mail-tests", { method: "POST", headers: headers(address), body: "x" })
    const statuses: number[] = []
    for (let at = 0; at <= POSTS_A_MINUTE; at++) statuses.push((await send("203.0.113.7")).status)
    expect(statuses).toEqual([...Array.from({ length: POSTS_A_MINUTE }, () => 403), 429])
    expect((await send("203.0.113.8")).status).toBe(403)
  })

  test("is not counted for what the office signs, and is for pushes that were there before", async () => {
    const office = newOffice()
    const send = (body: string) =>
      request("/api/v1/pushes", {
        method: "POST",
        headers: { "CF-Connecting-IP": "203.0.113.9", "Content-Type": "application/sd-jwt" },
        body,
      })
    const bodies: string[] = []
    for (let at = 0; at < 3; at++)
      bodies.push(await bodyOf(buildPush(office, {}, { iat: Math.round(Date.now() / 1000) - at })))
    for (let at = 0; at < POSTS_A_MINUTE; at++) expect((await send(bodies[at % 3] ?? "")).status).toBe(200)
    const first = await bodyOf(buildPush(office, FIRST))
    expect((await send(first)).status).toBe(201)
    const repeats: number[] = []
    for (let at = 0; at <= POSTS_A_MINUTE; at++) repeats.push((await send(first)).status)
    expect(repeats).toEqual([...Array.from({ length: POSTS_A_MINUTE }, () => 200), 429])
  })

  test("is the whole network of a subscriber in IPv6, and is counted anew after a minute", () => {
    const post = (address: string, now: number) => mayPost(env.DB, address, now)
    for (let at = 0; at < POSTS_A_MINUTE; at++) expect(post(`2001:db8:1:2::${at}`, 0)).toBe(true)
    expect(post("2001:db8:1:2::ffff", 1)).toBe(false)
    expect(post("2001:db8:1:3::1", 1)).toBe(true)
    expect(post("2001:db8:1:2::1", 60_000)).toBe(true)
  })
})
