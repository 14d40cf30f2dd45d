import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import { request, textOf } from "../push-fixture.ts"
import { PRIVATE_VALUES, type Served, serveOffice } from "./served.ts"

async function previewOf(office: Served, on: string, to = "director") {
  const query = new URLSearchParams({ on, to })
  const text = await textOf(await request(`/api/v1/mail-preview?${query}`, {}, office.env))
  return {
    text,
    preview: JSON.parse(text) as {
      to: string
      fewer: string
      mails: { text: string; html: string; subject: string }[]
    },
  }
}

/** The links to one's own choice and answers are in nobody's hands but the reader's: a preview leaves out the one, and shows a stand-in for the other. */
function withoutChoice(text: string): string {
  return text
    .replace(/answer\/[0-9a-f]{40}/g, "answer/preview")
    .replace(/(?:<br>|\n)(?:(?!<br>|\n).)*\/mail\/[0-9a-f]{32}(?:(?!<br>|\n|<\/p>).)*/, "")
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
          own.map(each => [each.subject, withoutChoice(each.text), withoutChoice(each.html)]),
        )
        compared += own.length
      }
    }
    expect(compared).toBeGreaterThan(4)
  })

  it("knows who chose less: to the letter what is then sent, or nothing, and not one address", async () => {
    const office = await serveOffice()
    const chose = [
      "secret-director@office.example",
      "secret-box2@office.example",
      "secret-head2@office.example",
    ]
    await env.DB.batch(
      chose.map((recipient, at) =>
        env.DB.prepare("INSERT INTO mail_choice (recipient, token, fewer) VALUES (?1, ?2, 1)").bind(
          recipient,
          String(at).repeat(32),
        ),
      ),
    )
    const shown = { director: 0, section: 0, quiet: 0 }
    // Every day is lived, so that none has the mail of a day before to catch up.
    for (let at = 0; at <= 41; at++) {
      const day = new Date(Date.UTC(2023, 4, 2 + at)).toISOString().slice(0, 10)
      const director = await previewOf(office, day)
      const section = await previewOf(office, day, "2")
      expect([director.preview.fewer, section.preview.fewer]).toEqual(["all", "all"])
      const before = office.sent.length
      await office.run(day)
      const sent = office.sent.slice(before)
      for (const [{ preview, text }, box, reader] of [
        [director, chose[0], "director"],
        [section, chose[1], "section"],
      ] as const) {
        expect(text).not.toContain("@office.example")
        const own = sent.filter(each => each.to[0] === box)
        expect([day, preview.mails.map(each => each.text)]).toEqual([
          day,
          own.map(each => withoutChoice(each.text)),
        ])
        shown[own.length > 0 ? reader : "quiet"]++
      }
    }
    expect(Math.min(shown.director, shown.section, shown.quiet)).toBeGreaterThan(0)
    const { preview } = await previewOf(office, "2023-06-12")
    expect(preview.mails[0]?.text).toContain("ผู้ขอรับอีเมลเท่าที่จำเป็น: ผู้อำนวยการ ฝ่ายทะเบียน หัวหน้าฝ่ายทะเบียน")
  })

  it("of a reader with several addresses of whom one chose less says so, and shows the mail of the others", async () => {
    const office = await serveOffice()
    await env.DB.batch([
      env.DB.prepare(
        "UPDATE private_row SET json = json_insert(json, '$.addresses[#]', 'b@office.example') WHERE name = 'contact/2'",
      ),
      env.DB.prepare(
        "INSERT INTO mail_choice (recipient, token, fewer) VALUES ('b@office.example', ?1, 1)",
      ).bind("b".repeat(32)),
    ])
    const { preview } = await previewOf(office, "2023-05-02", "2")
    expect(preview.fewer).toBe("some")
    expect((await previewOf(office, "2023-05-02")).preview.fewer).toBe("none")
  })

  it("tells of a past day as it was", async () => {
    const office = await serveOffice()
    for (const day of DAYS.slice(0, 3)) await office.run(day)
    const told = office.sent.filter(each => each.to[0] === "secret-director@office.example").at(-1)
    await office.run("2023-05-15")
    expect((await previewOf(office, "2023-05-08")).preview.mails[0]?.text).toBe(
      withoutChoice(told?.text ?? ""),
    )
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
