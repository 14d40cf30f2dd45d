/** What comes in: accepted, repeated, stale. */
import { env } from "cloudflare:workers"
import { describe, expect, test } from "vitest"
import { GENESIS, leafHash, replySchema } from "../../../shared/push/payload.ts"
import { type Hash, parseDisclosure, sha256Text, splitSdJwt } from "../../../shared/push/sd-jwt.ts"
import { rowSchema } from "../../../shared/row/row.ts"
import { bodyOf, buildPush, newOffice, post, push, replyOf, request, textOf, YEAR } from "../push-fixture.ts"
import { FIRST, measure, PRIVATE_ROWS } from "../rows.ts"

async function countOf(table: string): Promise<number> {
  const row = (await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table}`).first()) as { n: number }
  return row.n
}

describe("an accepted push", () => {
  test("is answered 201 with the new revision and head", async () => {
    const body = await bodyOf(buildPush(newOffice(), FIRST))
    const response = await post(body)
    const reply = replySchema.parse(JSON.parse(await response.text()))
    expect(response.status).toBe(201)
    expect(reply).toMatchObject({ outcome: "accepted", revision: 1, problems: [] })
    expect(reply.head).toBe(sha256Text(body.split("~")[0] ?? ""))
  })

  test("is given no earlier time than the one before it, though the clock fell back a little", async () => {
    const office = newOffice()
    const at = (now: number) => ({
      ...env,
      CLOCK: { fetch: async () => new Response(String(now)) } as unknown as Fetcher,
    })
    const noon = Date.UTC(2023, 4, 29, 5)
    expect((await push(office, FIRST, at(noon))).status).toBe(201)
    expect((await push(office, { held: ["measure/m-aaaaaaaa"] }, at(noon - 2000))).status).toBe(201)
    const { results } = await env.DB.prepare("SELECT accepted_at AS at FROM leaf ORDER BY idx").all()
    expect(results).toEqual([{ at: noon }, { at: noon }])
  })

  test("becomes one leaf, byte for byte, with its RFC 6962 hash", async () => {
    const body = await bodyOf(buildPush(newOffice(), FIRST))
    await post(body)
    const signed = splitSdJwt(body)?.signed ?? ""
    const leaf = await env.DB.prepare(
      "SELECT idx, office, sequence, base, signed, leaf_hash FROM leaf",
    ).first()
    expect(leaf).toEqual({
      idx: 0,
      office: "test-office",
      sequence: 1,
      base: GENESIS,
      signed,
      leaf_hash: leafHash(signed),
    })
  })

  test("shows in the same isolate at once", async () => {
    const office = newOffice()
    await push(office, FIRST)
    await request(`/${YEAR}.json`)
    await push(office, { rows: [measure("a", { issue: "เปลี่ยนแล้ว" })] })
    const view = (await (await request(`/${YEAR}.json`)).json()) as { measures: { issue: string }[] }
    expect(view.measures[0]?.issue).toBe("เปลี่ยนแล้ว")
  })

  test("writes as much as it changes", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const before = await countOf("entry")
    await push(office, { rows: [measure("a", { issue: "x" })] })
    expect(await countOf("entry")).toBe(before + 1)
    expect(await countOf("leaf")).toBe(2)
  })

  test("keeps private rows apart, and drops them when superseded or withdrawn", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const [, secret] = PRIVATE_ROWS
    await push(office, {
      privateRows: [{ kind: "secret", key: "directorMail", value: "new@office.example" }],
    })
    await push(office, { gone: ["contact/2"] })
    const { results } = await env.DB.prepare("SELECT name, json FROM private_row").all()
    expect(results).toHaveLength(1)
    expect(JSON.stringify(results)).toContain("new@office.example")
    expect(JSON.stringify(results)).not.toContain(secret?.kind === "secret" ? secret.value : "?")
  })

  test("a withdrawn row can return", async () => {
    const office = newOffice()
    await push(office, FIRST)
    expect((await push(office, { gone: ["measure/m-aaaaaaaa"] })).status).toBe(201)
    expect((await push(office, { rows: [measure("a")] })).status).toBe(201)
    expect(await countOf("disclosure")).toBe(FIRST.rows.length)
  })

  test("a row restored as it was is public again under its id and digest, and its withdrawal is history", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const digestsOf = async () => {
      const { results } = await env.DB.prepare(
        "SELECT digest FROM entry WHERE name = 'measure/m-aaaaaaaa' ORDER BY leaf",
      ).all()
      return results.map((each: unknown) => Object(each).digest)
    }
    const [digest] = await digestsOf()
    await push(office, { gone: ["measure/m-aaaaaaaa"] })
    expect(await (await request(`/${YEAR}.json`)).json()).toMatchObject({
      measures: expect.arrayContaining([expect.objectContaining({ id: "m-aaaaaaaa", state: "withdrawn" })]),
    })
    expect((await push(office, { rows: [measure("a")] })).status).toBe(201)
    expect(await digestsOf()).toEqual([digest, null, digest])
    const year = (await (await request(`/${YEAR}.json`)).json()) as {
      measures: { id: string; state: string }[]
    }
    const found = year.measures.filter(({ id }) => id === "m-aaaaaaaa")
    expect(found).toHaveLength(1)
    expect(found[0]?.state).not.toBe("withdrawn")
  })
})

describe("a push that changes nothing", () => {
  test("the byte-identical last push again is answered 200 and appends nothing", async () => {
    const body = await bodyOf(buildPush(newOffice(), FIRST))
    await post(body)
    const again = await post(body)
    expect(again.status).toBe(200)
    expect(await replyOf(again)).toMatchObject({ outcome: "unchanged", revision: 1 })
    expect(await countOf("leaf")).toBe(1)
  })

  test("is answered however late the repeat comes", async () => {
    const body = await bodyOf(buildPush(newOffice(), FIRST, { iat: Math.round(Date.now() / 1000) - 500 }))
    await post(body)
    await env.DB.prepare("UPDATE heartbeat SET seen_at = 1").run()
    expect((await post(body)).status).toBe(200)
  })

  test("a heartbeat is answered 200, and only its time is kept", async () => {
    const office = newOffice()
    await push(office, FIRST)
    await env.DB.prepare("UPDATE heartbeat SET seen_at = 1").run()
    const response = await post(await bodyOf(buildPush(office, {})))
    expect(response.status).toBe(200)
    expect(await replyOf(response)).toMatchObject({ outcome: "unchanged", revision: 1, head: office.head })
    expect(await countOf("leaf")).toBe(1)
    const { seen_at } = (await env.DB.prepare("SELECT seen_at FROM heartbeat").first()) as { seen_at: number }
    expect(seen_at).toBeGreaterThan(Date.now() - 60_000)
  })

  test("a heartbeat before the announcement is taken too: setting up waits for it", async () => {
    const response = await post(await bodyOf(buildPush(newOffice(), {})))
    expect(response.status).toBe(200)
    expect(await replyOf(response)).toMatchObject({ outcome: "unchanged", revision: 0, head: GENESIS })
    const health = await (await request("/healthz")).json()
    expect(health).toMatchObject({ years: [{ fiscalYear: YEAR, revision: 0, head: GENESIS, stale: false }] })
    expect((await request(`/${YEAR}.json`)).status).toBe(404)
  })

  test("a change of what is held alone is a revision", async () => {
    const office = newOffice()
    await push(office, FIRST)
    expect((await push(office, { held: ["measure/m-aaaaaaaa"] })).status).toBe(201)
    const view = (await (await request(`/${YEAR}.json`)).json()) as { measures: { held: boolean }[] }
    expect(view.measures[0]?.held).toBe(true)
  })
})

describe("a row that vanished", () => {
  const name = "measure/m-aaaaaaaa"
  const absence = (of: string, reason = "") => ({ kind: "absence", of, reason }) as const
  const measuresOf = async () => (await (await request(`/${YEAR}.json`)).json()) as { measures: object[] }

  test("is public as vanished, apart from one that is held, until it is back", async () => {
    const office = newOffice()
    await push(office, FIRST)
    expect((await push(office, { rows: [absence(name)], held: [name] })).status).toBe(201)
    expect((await measuresOf()).measures[0]).toMatchObject({ vanished: true, held: false, withdrawn: false })
    expect(await (await request(`/${YEAR}/measures/m-aaaaaaaa`)).text()).toContain("หายไปจากตาราง")
    expect((await push(office, { gone: [`absence/${name}`] })).status).toBe(201)
    expect((await measuresOf()).measures[0]).toMatchObject({ vanished: false, held: false })
  })

  test("that is taken out keeps the reason in its history", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const reason = "ยุบรวมกับมาตรการอื่นตามหนังสือสั่งการ"
    expect((await push(office, { rows: [absence(name, reason)], gone: [name] })).status).toBe(201)
    const page = (await (await request(`/${YEAR}/measures/m-aaaaaaaa.json`)).json()) as { history: object[] }
    expect(page.history[0]).toMatchObject({
      event: "withdrawn",
      changes: [{ key: "reason", from: "", to: reason }],
    })
    expect(await (await request("/changes")).text()).toContain(reason)
  })

  test("must be one the Worker knows", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const refused = await push(office, { rows: [absence("measure/m-zzzzzzzz")] })
    expect([refused.status, (await replyOf(refused)).code]).toEqual([422, "badRow"])
  })
})

describe("a stale push", () => {
  test("is answered with the signed parts since its base, oldest first; with none from a base unknown to the year", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const first = office.head
    await push(office, { held: ["measure/m-aaaaaaaa"] })
    const chainFrom = async (base: Hash) => {
      const response = await post(await bodyOf(buildPush(newOffice(), FIRST, { base, sequence: 9 })))
      expect(response.status).toBe(409)
      const { chain } = (await response.json()) as { chain: string[] }
      return chain.map(signed => sha256Text(signed))
    }
    expect(await chainFrom(GENESIS)).toEqual([first, office.head])
    expect(await chainFrom(first)).toEqual([office.head])
    expect(await chainFrom(sha256Text("another"))).toEqual([])
  })

  test("is answered 409 with the head and every row to rebase on, private ones included", async () => {
    const office = newOffice()
    const stale = buildPush(office, FIRST)
    await push(office, FIRST)
    const response = await post(
      await bodyOf({ ...stale, payload: { ...stale.payload, held: ["measure/m-aaaaaaaa"] } }),
    )
    const reply = await replyOf(response)
    expect(response.status).toBe(409)
    expect(reply).toMatchObject({ outcome: "stale", revision: 1, head: office.head, code: "staleBase" })
    const names = Object.keys(reply.rows ?? {})
    expect(names).toHaveLength(FIRST.rows.length + PRIVATE_ROWS.length)
    expect(names).toContain("contact/2")
    expect(reply.rows?.["measure/m-aaaaaaaa"]).toBe(office.rows.get("measure/m-aaaaaaaa"))
  })

  test("of ten at once on one base, one is accepted and nine are told to rebase", async () => {
    const office = newOffice()
    await push(office, FIRST)
    const bodies = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        bodyOf(buildPush(office, { rows: [measure("a", { issue: `ฉบับ ${index}` })] })),
      ),
    )
    const answers = await Promise.all(bodies.map(body => post(body)))
    const statuses = answers.map(answer => answer.status).sort()
    await Promise.all(answers.map(answer => answer.text()))
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
    expect(await countOf("leaf")).toBe(2)
    expect(await countOf("entry")).toBe(FIRST.rows.length + 1)
  })
})

describe("the published log", () => {
  test("gives each push back as it was signed, with its public disclosures and no private one", async () => {
    const body = await bodyOf(buildPush(newOffice(), FIRST))
    await post(body)
    const response = await request(`/api/v1/pushes/${YEAR}/1`)
    expect(response.headers.get("Content-Type")).toBe("application/sd-jwt")
    const published = splitSdJwt(await textOf(response))
    expect(published?.signed).toBe(splitSdJwt(body)?.signed)
    const kinds = published?.disclosures.map(each => rowSchema.parse(parseDisclosure(each)?.value).kind)
    expect(kinds).toHaveLength(FIRST.rows.length)
    expect(kinds).not.toContain("contact")
    expect(kinds).not.toContain("secret")
  })

  test("lists the pushes of a year", async () => {
    const office = newOffice()
    await push(office, FIRST)
    await push(office, { rows: [measure("a", { issue: "x" })] })
    const list = (await (await request(`/api/v1/pushes/${YEAR}`)).json()) as { pushes: { head: string }[] }
    expect(list.pushes).toHaveLength(2)
    expect(list.pushes[1]?.head).toBe(office.head)
  })
})
