import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { messageHash } from "../../../shared/mail/message.ts"
import type { LedgerView } from "../../../worker/publish/data/ledger-view.ts"
import { storeOf } from "../../../worker/store/store.ts"
import { request, textOf } from "../push-fixture.ts"
import { PRIVATE_VALUES, type Served, serveOffice } from "./served.ts"

const ledgerOf = async (office: Served, query = "") =>
  JSON.parse(await textOf(await request(`/notices.json${query}`, {}, office.env))) as LedgerView

async function sentOffice(): Promise<Served> {
  const office = await serveOffice()
  for (const day of ["2023-05-02", "2023-05-05", "2023-05-08", "2023-05-15"]) await office.run(day)
  return office
}

/** Enough mail for several pages, without writing each. */
async function fillLedger(count: number): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO message (id, fiscal_year, kind, recipient, day, state, attempts, next_attempt_at, created_at, sent_at, content_hash)
     SELECT 'secret-box2@office.example/' || i, 2566, 'reminder', 'secret-box2@office.example', '2023-06-01', 'sent',
            1, 0, 0, 1685580000000 + i, 'hash ' || i FROM n`,
  )
    .bind(count)
    .run()
}

describe("the notice ledger", () => {
  it("holds every mail that was accepted, newest first, with role, obligations, time and hash", async () => {
    const office = await sentOffice()
    const { notices, total } = await ledgerOf(office)
    expect(total).toBe(office.sent.length)
    expect(notices.map(each => each.hash).sort()).toEqual(office.sent.map(each => messageHash(each)).sort())
    const times = notices.map(each => each.at)
    expect(times).toEqual([...times].sort().reverse())
    const roles = new Set(notices.flatMap(each => each.to.map(({ role, section }) => `${role} ${section}`)))
    expect([...roles].sort()).toEqual([
      "deputy ฝ่ายทะเบียน",
      "deputy ฝ่ายปกครอง",
      "director ",
      "head ฝ่ายทะเบียน",
      "head ฝ่ายปกครอง",
      "section ฝ่ายทะเบียน",
      "section ฝ่ายปกครอง",
    ])
    expect(notices.flatMap(each => each.obligations)).toContainEqual({
      id: "d-aaaaaaaa/2/2566-04",
      measure: "m-aaaaaaaa",
      what: "ส่งข้อมูลจัดซื้อจัดจ้าง (แบบ สขร.๑)",
      section: "ฝ่ายทะเบียน",
      occurrence: "2566-04",
      due: "2023-05-05",
    })
  })

  it("says which mail told of the system itself", async () => {
    const office = await serveOffice()
    await office.run("2023-05-02")
    expect((await ledgerOf(office)).notices.some(each => each.alarm)).toBe(false)
    // Nothing was heard of the sheet since the first day.
    await office.run("2023-05-08")
    const [alarmed] = (await ledgerOf(office)).notices.filter(each => each.alarm)
    expect(alarmed?.to).toEqual([{ role: "director", section: "" }])
    expect(await textOf(await request("/notices", {}, office.env))).toContain("เรื่องของระบบที่ต้องดูแล")
  })

  it("holds nothing that was not accepted", async () => {
    const office = await serveOffice()
    expect(await ledgerOf(office)).toMatchObject({ total: 0, pages: 1, notices: [] })
    const page = await textOf(await request("/notices", {}, office.env))
    expect(page).toContain("ยังไม่มีอีเมลที่ส่งแล้ว")
  })

  it("shows no private value anywhere, on any page", async () => {
    const office = await sentOffice()
    await fillLedger(120)
    const { pages } = await ledgerOf(office)
    expect(pages).toBeGreaterThan(2)
    for (let page = 1; page <= pages; page++) {
      for (const path of ["/notices", "/notices.json"]) {
        const response = await request(`${path}?page=${page}`, {}, office.env)
        const text = `${JSON.stringify([...response.headers])}${await textOf(response)}`
        for (const value of PRIVATE_VALUES) expect(text).not.toContain(value)
        expect(text).not.toContain("secret")
        expect(text).not.toContain("@")
      }
    }
  })

  it("is paged without a gap or a repeat", async () => {
    const office = await serveOffice()
    await fillLedger(120)
    const hashes: string[] = []
    for (const page of [1, 2, 3]) {
      hashes.push(...(await ledgerOf(office, `?page=${page}`)).notices.map(each => each.hash))
    }
    expect(hashes).toEqual(Array.from({ length: 120 }, (_, index) => `hash ${120 - index}`))
    for (const page of ["4", "0", "x", "-1"]) {
      const response = await request(`/notices.json?page=${page}`, {}, office.env)
      await response.arrayBuffer()
      expect(response.status).toBe(404)
    }
  })

  it("answers 304 until another mail is sent, and a page has its own tag", async () => {
    const office = await sentOffice()
    const tagOf = async (path: string) => {
      const response = await request(path, {}, office.env)
      await response.arrayBuffer()
      return response.headers.get("ETag") ?? ""
    }
    const etag = await tagOf("/notices")
    const again = await request("/notices", { headers: { "If-None-Match": etag } }, office.env)
    expect(again.status).toBe(304)
    await fillLedger(60)
    // Another isolate sent it: this one looks again when it next asks for the heads.
    storeOf(office.env.DB).forgetHeads()
    expect(await tagOf("/notices")).not.toBe(etag)
    expect(await tagOf("/notices?page=2")).not.toBe(await tagOf("/notices"))
  })

  it("names every duty once, with a link to its measure", async () => {
    const office = await sentOffice()
    const page = await textOf(await request("/notices", {}, office.env))
    expect(page).toContain('href="/2566/measures/m-aaaaaaaa"')
    expect(page).toContain("หัวหน้าฝ่ายทะเบียน")
    expect(page).toContain("ผู้รักษาการแทนหัวหน้าฝ่ายทะเบียน")
  })
})
