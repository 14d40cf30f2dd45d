import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { request, textOf } from "../push-fixture.ts"
import { PRIVATE_VALUES, type Served, serveOffice } from "./served.ts"

async function previewOf(office: Served, on: string, to = "director") {
  const query = new URLSearchParams({ on, to })
  const text = await textOf(await request(`/api/v1/mail-preview?${query}`, {}, office.env))
  return {
    text,
    preview: JSON.parse(text) as { to: string; mails: { text: string; html: string; subject: string }[] },
  }
}

const DAYS = ["2023-05-02", "2023-05-05", "2023-05-08", "2023-05-09", "2023-05-15"]

describe("the preview of a day's mail", () => {
  it("is to the letter what is then sent, to the director and to a section", async () => {
    const office = await serveOffice()
    let compared = 0
    for (const day of DAYS) {
      const director = (await previewOf(office, day)).preview
      const section = (await previewOf(office, day, "ฝ่ายทะเบียน")).preview
      const before = office.sent.length
      await office.run(day)
      const sent = office.sent.slice(before)
      for (const [preview, box] of [
        [director, "secret-director@office.example"],
        [section, "secret-box2@office.example"],
      ] as const) {
        const own = sent.filter(each => each.to[0] === box)
        expect(preview.mails.map(each => [each.subject, each.text, each.html])).toEqual(
          own.map(each => [each.subject, each.text, each.html]),
        )
        compared += own.length
      }
    }
    expect(compared).toBeGreaterThan(4)
  })

  it("tells of a past day as it was", async () => {
    const office = await serveOffice()
    for (const day of DAYS.slice(0, 3)) await office.run(day)
    const told = office.sent.filter(each => each.to[0] === "secret-director@office.example").at(-1)
    await office.run("2023-05-15")
    expect((await previewOf(office, "2023-05-08")).preview.mails[0]?.text).toBe(told?.text)
  })

  it("needs no address and sends nothing", async () => {
    const office = await serveOffice()
    const { text } = await previewOf(office, "2023-05-08", "2")
    for (const value of PRIVATE_VALUES.filter(each => each.includes("@"))) expect(text).not.toContain(value)
    expect(office.sent).toEqual([])
    expect((await env.DB.prepare("SELECT key FROM notice").all()).results).toEqual([])
  })

  it("names the sections there are, and refuses what is no day", async () => {
    const office = await serveOffice()
    const unknown = await request("/api/v1/mail-preview?on=2023-05-08&to=nobody", {}, office.env)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ code: "noSuchSection", sections: { length: 10 } })
    const badDay = await request("/api/v1/mail-preview?on=2023-02-30", {}, office.env)
    expect([badDay.status, await badDay.json()]).toEqual([400, { code: "badDay" }])
  })

  it("has no address on a public host", async () => {
    const { CLOCK: _clock, ...publicEnv } = (await serveOffice()).env
    const response = await request("/api/v1/mail-preview?on=2023-05-08", {}, publicEnv)
    await response.arrayBuffer()
    expect(response.status).toBe(404)
  })
})
