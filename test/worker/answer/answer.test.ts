/** The page of a mail's link, and who tries it: used twice, expired, revoked, forged, by two at once, by the thousand. */
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { canonicalJson, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { POSTS_A_MINUTE } from "../../../worker/host/post-limit.ts"
import { PRIVATE_VALUES } from "../mail/served.ts"
import { request, textOf } from "../push-fixture.ts"
import { duty, measure, report } from "../rows.ts"
import { answeringOffice, BOX, DIRECTOR, GOOD, HEAD, JUNE, MAY } from "./office.ts"

let office: Awaited<ReturnType<typeof answeringOffice>>
let link: string
beforeEach(async () => {
  office = await answeringOffice()
  link = office.linkTo(BOX)
})

const kept = () =>
  env.DB.prepare("SELECT * FROM answer")
    .all()
    .then(({ results }) => results.length)
const page = async (path: string) => wordsOf(await office.get(path))

/** As it is read: words that must not be broken stand in tags of their own. */
async function wordsOf(response: Response): Promise<string> {
  return (await textOf(response)).replace(/<\/?span[^>]*>/g, "")
}

describe("a link in a reminder", () => {
  it("opens what the section owes, by a token that stands nowhere else, and says nothing of who has it", async () => {
    expect(link).toMatch(/^\/answer\/[0-9a-f]{40}$/)
    const response = await office.get(link)
    expect(response.status).toBe(200)
    expect(response.headers.get("Cache-Control")).toBe("no-store")
    expect(response.headers.get("X-Robots-Tag")).toContain("noindex")
    expect(response.headers.get("Referrer-Policy")).toBe("no-referrer")
    expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'")
    const html = await textOf(response)
    expect(html).toContain("รายงานผลของฝ่ายทะเบียน")
    expect(html).toContain(`name="of" value="${MAY}"`)
    expect(html).not.toContain("<script")
    for (const value of PRIVATE_VALUES) expect(html).not.toContain(value)
    const stored = JSON.stringify((await env.DB.prepare("SELECT * FROM answer_link").all()).results)
    expect(stored).not.toContain(link.slice("/answer/".length))
  })

  it("changes nothing by being looked at, however often and by whatever program", async () => {
    for (const method of ["GET", "HEAD", "GET", "OPTIONS"]) await office.get(link, { method })
    expect(await kept()).toBe(0)
    expect((await office.get(link, { method: "PUT" })).status).toBe(405)
  })

  it("keeps an answer with its hash, counts it from now, and hands it to the script alone", async () => {
    const response = await office.answer(link, { of: MAY, ...GOOD })
    expect([response.status, response.headers.get("Location")]).toEqual([303, link])
    const html = await page(link)
    expect(html).toContain("ตอบแล้ว 1 เรื่อง")
    expect(html).toContain(GOOD.result)
    const [answer] = await office.waiting()
    expect(answer).toMatchObject({
      of: MAY,
      at: "2023-05-02T01:00:00.000Z",
      cells: { date: "2023-05-02", result: GOOD.result, evidence: GOOD.evidence, nothingToReport: false },
    })
    const { id, ...said } = answer ?? { id: "" }
    expect(id).toBe(sha256Text(canonicalJson({ type: "answer", fiscalYear: 2566, ...said })))
  })

  it("takes ไม่มีรายการ alone", async () => {
    expect((await office.answer(link, { of: MAY, nothingToReport: "true" })).status).toBe(303)
    expect((await office.waiting())[0]?.cells).toMatchObject({ nothingToReport: true, result: "" })
  })

  it.each([
    ["a day that does not exist", { ...GOOD, date: "31 เม.ย. 2566" }, "31 เม.ย. 2566"],
    ["a day that has not come", { ...GOOD, date: "3 พ.ค. 2566" }, "3 พ.ค. 2566"],
    ["a report that says nothing", { ...GOOD, result: "x" }, "ผลการดำเนินงาน"],
    ["a file on somebody's machine", { ...GOOD, evidence: "C:\\งาน\\ก.pdf" }, "ใช้เป็นหลักฐานไม่ได้"],
    ["a link of the office's own network", { ...GOOD, evidence: "https://192.168.1.4/ก" }, "ใช้เป็นหลักฐานไม่ได้"],
    ["a citizen's number", { ...GOOD, result: "ตามคำร้องของ 1-1017-00207-03-0" }, "ประชาชน"],
  ])(
    "tells at once what is wrong with %s, and keeps what was typed in the form alone",
    async (_, fields, says) => {
      const response = await office.answer(link, { of: MAY, ...fields })
      expect(response.status).toBe(422)
      const html = await textOf(response)
      expect(html).toContain("ยังไม่ได้บันทึก")
      expect(html).toMatch(new RegExp(`<ul class="wrong"[^>]*><li>[^<]*${says}`))
      expect(html).toContain('aria-invalid="true"')
      expect(html).toContain(fields.result)
      expect(await kept()).toBe(0)
    },
  )

  it("is not counted as late by when the sheet sends it on, and nobody may say so of what never came", async () => {
    office.setTime("2023-05-05", 23)
    await office.answer(link, { of: MAY, ...GOOD })
    const [answer] = await office.waiting()
    const { cells, at: answered } = answer ?? { cells: {}, at: "" }
    office.setTime("2023-05-06", 0)
    const said = { ...cells, due: "2023-05-05", by: "ตอบทางอีเมล", answered }
    const row = report("d-aaaaaaaa", "2", "2566-04", said as object)
    const forged = { ...row, answered: "2023-05-04T01:00:00.000Z" } as const
    const refused = await office.push({ rows: [forged] })
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("no such answer by mail"),
    ])
    expect((await office.push({ rows: [row] })).status).toBe(201)
    const year = JSON.parse(await page("/2566.json")) as {
      reports: { id: string; state: string; by: string }[]
    }
    expect(year.reports.find(each => `report/${each.id}` === MAY)).toMatchObject({
      state: "done",
      by: "ตอบทางอีเมล",
      reportedAt: answered,
    })
  })
})

describe("bad input", () => {
  it("a second answer by the same link is none: what was recorded is told", async () => {
    await office.answer(link, { of: MAY, ...GOOD })
    const again = await office.answer(link, { of: MAY, ...GOOD, result: "ข้อความอื่นที่ส่งภายหลัง" })
    expect(again.status).toBe(409)
    const html = await wordsOf(again)
    expect(html).toContain(GOOD.result)
    expect(html).not.toContain("ข้อความอื่นที่ส่งภายหลัง")
    expect(await kept()).toBe(1)
    // The button pressed twice is no second answer.
    expect((await office.answer(link, { of: MAY, ...GOOD })).status).toBe(303)
  })

  it("of two people at once, by links of their own, one wins and the other is told what was recorded", async () => {
    await office.morning("2023-05-05")
    const links = [office.linkTo(BOX), office.linkTo(HEAD)]
    expect(new Set(links).size).toBe(2)
    const said = ["ฝ่ายส่งให้แล้วเมื่อเช้านี้", "หัวหน้าฝ่ายส่งให้แล้ว"]
    const answers = await Promise.all(
      links.map((path, index) => office.answer(path, { of: MAY, ...GOOD, result: said[index] ?? "" })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const winner = said[answers.findIndex(({ status }) => status === 303)] ?? ""
    expect(await wordsOf(answers.find(({ status }) => status === 409) ?? new Response())).toContain(winner)
    expect(await kept()).toBe(1)
  })

  it("a link is over after fourteen days", async () => {
    office.setTime("2023-05-16", 7)
    expect((await office.get(link)).status).toBe(200)
    office.setTime("2023-05-16", 8)
    expect((await office.answer(link, { of: MAY, ...GOOD })).status).toBe(410)
    expect((await office.get(link)).status).toBe(410)
    expect(await kept()).toBe(0)
  })

  it("a revoked link is none, and one that is sent afterwards is good", async () => {
    await office.waiting({ revoke: true })
    expect((await office.answer(link, { of: MAY, ...GOOD })).status).toBe(410)
    await office.morning("2023-05-05")
    expect((await office.get(link)).status).toBe(410)
    expect((await office.answer(office.linkTo(BOX), { of: MAY, ...GOOD })).status).toBe(303)
  })

  it("a forged token finds nothing, and its body is not read", async () => {
    const forged = `/answer/${"0".repeat(40)}`
    expect((await office.get(forged)).status).toBe(404)
    let isRead = false
    const body = new ReadableStream(
      {
        pull() {
          isRead = true
        },
      },
      { highWaterMark: 0 },
    )
    const slow = { method: "POST", body, duplex: "half" } as RequestInit
    expect((await office.get(forged, slow)).status).toBe(404)
    expect(isRead).toBe(false)
    expect((await office.get(`${link}0`)).status).toBe(404)
  })

  it.each([
    ["of another section", "report/d-aaaaaaaa/3/2566-04", 400],
    ["that there is not", "report/d-zzzzzzzz/2/2566-05", 400],
    ["of another kind", "measure/m-aaaaaaaa", 400],
    ["of the director", "oversight/o-aaaaaaaa", 400],
  ])("a row %s is not answered", async (_, of, status) => {
    expect((await office.answer(link, { of, ...GOOD })).status).toBe(status)
    expect(await kept()).toBe(0)
  })

  it("a cancelled duty is not answered", async () => {
    const cancelled = duty("a", { status: "ยกเลิก", reason: "ยกเลิกตามคำสั่งของผู้อำนวยการเขต" })
    expect((await office.push({ rows: [cancelled] })).status).toBe(201)
    const response = await office.answer(link, { of: MAY, ...GOOD })
    expect(response.status).toBe(409)
    expect(await textOf(response)).toContain("ถูกยกเลิก")
    expect(await kept()).toBe(0)
  })

  it("a period reported in the sheet meanwhile is not answered, nor one that is far", async () => {
    const row = report("d-aaaaaaaa", "2", "2566-04", { due: "2023-05-05" as never })
    expect((await office.push({ rows: [row] })).status).toBe(201)
    expect((await office.answer(link, { of: MAY, ...GOOD })).status).toBe(409)
    expect((await office.answer(link, { of: JUNE, ...GOOD })).status).toBe(409)
  })

  it("a body that is too long, or no form, keeps nothing", async () => {
    const long = await office.answer(link, { of: MAY, ...GOOD, result: "ก".repeat(20_000) })
    expect(long.status).toBe(400)
    expect((await office.get(link, { method: "POST", body: "{}" })).status).toBe(400)
    expect(await kept()).toBe(0)
  })

  it("so many in a minute from one address are stopped where every post is", async () => {
    const headers = {
      "CF-Connecting-IP": "198.51.100.7",
      "Content-Type": "application/x-www-form-urlencoded",
    }
    const body = new URLSearchParams({ of: MAY, ...GOOD, result: "x" }).toString()
    const statuses = new Map<number, number>()
    for (let post = 0; post < 2 * POSTS_A_MINUTE; post++) {
      const { status } = await request(link, { method: "POST", body, headers }, office.env)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(Object.fromEntries(statuses)).toEqual({ 422: POSTS_A_MINUTE, 429: POSTS_A_MINUTE })
    expect(await kept()).toBe(0)
  })

  it("what was answered can be changed by nobody who writes the database", async () => {
    await office.answer(link, { of: MAY, ...GOOD })
    const [answer] = await office.waiting()
    await office.waiting({ settled: [{ id: answer?.id as never, outcome: "written" }] })
    for (const sql of [
      "UPDATE answer SET body = '{}'",
      "DELETE FROM answer",
      "UPDATE answer_settled SET outcome = 'kept'",
      "DELETE FROM answer_settled",
    ])
      await expect(env.DB.prepare(sql).run()).rejects.toThrow("append-only")
  })
})

describe("the script's request", () => {
  it.each([
    ["unsigned by the office", { alg: "RS256", kid: "test", typ: "sujarit-mail+jwt" }, {}],
    ["of another office", {}, { iss: "other" }],
    ["to another Worker", {}, { aud: "https://other.example" }],
    ["of yesterday", {}, { iat: 1 }],
    ["with something beside it", {}, { extra: true }],
  ])("%s is told nothing", async (_, header, says) => {
    await office.answer(link, { of: MAY, ...GOOD })
    expect((await office.askSigned(says as object, header)).status).toBe(403)
  })

  it("is answered once", async () => {
    expect((await office.askSigned({ nonce: 1_683_000_000_000 } as object)).status).toBe(403)
    const nonce = Date.parse("2023-05-02T01:00:05.000Z")
    expect((await office.askSigned({ nonce } as object)).status).toBe(200)
    expect((await office.askSigned({ nonce } as object)).status).toBe(403)
  })

  it("finds what waits until it says what became of it, whoever died between; the push's answer tells of it", async () => {
    await office.answer(link, { of: MAY, ...GOOD })
    const [first] = await office.waiting()
    expect(await office.waiting()).toEqual([first])
    const told = await office.push({ rows: [duty("a", { owedTo: "ฝ่ายโยธา" })] })
    expect(await told.json()).toMatchObject({ mail: { answers: 1 } })
    const id = first?.id as never
    expect(await office.waiting({ settled: [{ id, outcome: "written" }] })).toEqual([])
    // The first word stands.
    await office.waiting({ settled: [{ id, outcome: "kept" }] })
    expect(await page(link)).toContain("เขียนลงตารางแล้ว")
    const quiet = await office.push({ rows: [duty("a", { owedTo: "ฝ่ายรายได้" })] })
    expect(JSON.stringify(await quiet.json())).not.toContain('"answers"')
  })
})

describe("mail afterwards", () => {
  it("reminds of nothing that was answered, and tells the section and its head what was written in their name", async () => {
    await office.answer(link, { of: MAY, ...GOOD })
    const before = office.sent.length
    await office.morning("2023-05-05")
    expect(office.sent.slice(before).filter(each => each.to[0] === BOX)).toEqual([])
    const [answer] = await office.waiting()
    await office.waiting({ settled: [{ id: answer?.id as never, outcome: "written" }] })
    await office.morning("2023-05-08")
    for (const recipient of [BOX, HEAD]) {
      const mail = office.sent.findLast(each => each.to[0] === recipient)
      expect(mail?.subject).toContain("บันทึกตามคำตอบ ๑ เรื่อง")
      expect(mail?.text).toContain(GOOD.result)
      expect(mail?.text).toContain("เขียนลงตารางแล้ว")
    }
    const ledger = JSON.parse(await page("/notices.json")) as {
      notices: { answered: boolean; obligations: { id: string }[] }[]
    }
    expect(ledger.notices.filter(({ answered }) => answered)).toHaveLength(3)
    expect(JSON.stringify(ledger)).not.toContain("answered/")
    await office.morning("2023-05-09")
    expect(office.sent.filter(each => each.text.includes(GOOD.result))).toHaveLength(3)
  })

  it("lets the director say what came of his order, and nobody else's link", async () => {
    const order = {
      kind: "oversight",
      id: "o-aaaaaaaa",
      date: "2023-05-01",
      measures: ["m-aaaaaaaa"],
      order: "ให้ฝ่ายทะเบียนเร่งจัดทำคู่มือ",
      outcome: "",
      link: "",
    } as never
    expect((await office.push({ rows: [order] })).status).toBe(201)
    await office.morning("2023-05-08")
    const his = office.linkTo(DIRECTOR)
    expect(await page(his)).toContain("เร่งจัดทำคู่มือ")
    const of = "oversight/o-aaaaaaaa"
    expect((await office.answer(his, { of, outcome: "" })).status).toBe(422)
    expect((await office.answer(his, { of: MAY, ...GOOD })).status).toBe(400)
    expect((await office.answer(his, { of, outcome: "จัดทำคู่มือแล้วเสร็จ" })).status).toBe(303)
    expect(await office.waiting()).toMatchObject([{ of, cells: { outcome: "จัดทำคู่มือแล้วเสร็จ", link: "" } }])
  })

  it("lets the director give an order, once a form, and so many a fortnight", async () => {
    await office.push({ rows: [measure("b", { measure: "๑. เวียนแจ้งคู่มือ\n๒. ติดตามผล" })] })
    await office.morning("2023-05-08")
    const his = office.linkTo(DIRECTOR)
    // A measure is numbered once, by its indicator.
    expect(await page(his)).toContain(">1. เวียนแจ้งคู่มือ")
    const formOf = async () => /value="(oversight\/o-[0-9a-z]{8})"/.exec(await page(his))?.[1] ?? ""
    const of = await formOf()
    const order = { of, measures: "m-aaaaaaaa", order: "ให้ฝ่ายทะเบียนรายงานความคืบหน้าทุกสัปดาห์" }
    expect((await office.answer(his, { ...order, order: "" })).status).toBe(422)
    expect((await office.answer(his, { ...order, measures: "m-zzzzzzzz" })).status).toBe(422)
    expect((await office.answer(his, order)).status).toBe(303)
    expect((await office.answer(his, order)).status).toBe(303)
    expect(await office.waiting()).toMatchObject([
      { of, cells: { date: "2023-05-08", measures: "m-aaaaaaaa", order: order.order } },
    ])
    for (let more = 1; more < 20; more++)
      expect((await office.answer(his, { ...order, of: await formOf() })).status).toBe(303)
    expect((await office.answer(his, { ...order, of: await formOf() })).status).toBe(409)
    expect((await office.answer(link, order)).status).toBe(400)
  })
})
