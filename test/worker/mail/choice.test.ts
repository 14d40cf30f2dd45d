import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import * as z from "zod/mini"
import { readRows } from "../../../worker/store/sql.ts"
import { request, textOf } from "../push-fixture.ts"
import { PRIVATE_VALUES, type Served, serveOffice } from "./served.ts"

const DIRECTOR = "secret-director@office.example"
const ONE_CLICK = "List-Unsubscribe=One-Click"

/** The path in the header of the newest mail to somebody. */
function choicePath(office: Served, to: string): string {
  const mail = office.sent.findLast(each => each.to[0] === to)
  const [, path = ""] =
    /^<http:\/\/127\.0\.0\.1(\/mail\/[0-9a-f]{32})>$/.exec(mail?.headers["List-Unsubscribe"] ?? "") ?? []
  return path
}

function choose(office: Served, path: string, body: string | FormData = ONE_CLICK): Promise<Response> {
  const headers: Record<string, string> =
    typeof body === "string" ? { "Content-Type": "application/x-www-form-urlencoded" } : {}
  return request(path, { method: "POST", body, headers }, office.env)
}

/** After its first weeks, with mail to everyone. */
async function toldOffice(): Promise<Served> {
  const office = await serveOffice()
  for (const day of ["2023-05-02", "2023-05-05", "2023-05-08"]) await office.run(day)
  return office
}

async function choices(): Promise<unknown[]> {
  const found = await readRows(
    env.DB,
    z.object({ recipient: z.string() }),
    "SELECT recipient FROM mail_choice WHERE fewer = 1",
  )
  return found.map(({ recipient }) => recipient)
}

const toDirector = (office: Served) => office.sent.filter(each => each.to[0] === DIRECTOR).length

describe("the address in a mail where less of it can be chosen", () => {
  it("is one of each recipient's own, the same in every mail, and says nothing of him", async () => {
    const office = await toldOffice()
    const linksByRecipient = new Map<string, Set<string>>()
    for (const { to, headers, text, html } of office.sent) {
      const [recipient = ""] = to
      const links = linksByRecipient.get(recipient) ?? new Set()
      linksByRecipient.set(recipient, links.add(headers["List-Unsubscribe"] ?? ""))
      expect(headers["List-Unsubscribe-Post"]).toBe(ONE_CLICK)
      const [link = ""] = /http[^>]+/.exec(headers["List-Unsubscribe"] ?? "") ?? []
      expect(text).toContain(`ท่านรับอีเมลทุกฉบับ ถ้าต้องการรับเท่าที่จำเป็น เลือกได้ที่นี่: ${link}\n`)
      expect(html).toContain(`href="${link}"`)
    }
    expect(linksByRecipient.size).toBeGreaterThan(3)
    const links = [...linksByRecipient.values()].flatMap(each => [...each])
    expect(new Set(links).size).toBe(linksByRecipient.size)
    expect(links).toHaveLength(linksByRecipient.size)
    for (const link of links) expect(link).toMatch(/^<http:\/\/127\.0\.0\.1\/mail\/[0-9a-f]{32}>$/)
  })

  it("shows a page with one button, without an address, and changes nothing", async () => {
    const office = await toldOffice()
    const path = choicePath(office, DIRECTOR)
    const response = await request(path, {}, office.env)
    expect(response.status).toBe(200)
    expect(response.headers.get("Cache-Control")).toBe("no-store")
    expect(response.headers.get("X-Robots-Tag")).toBe("noindex")
    // The address is the key to the choice: no other site is told of it.
    expect(response.headers.get("Referrer-Policy")).toBe("no-referrer")
    const page = await textOf(response)
    expect(page).toContain("รับทุกฉบับ")
    // Whose it is; the address stands in its own form alone.
    expect(page).toContain("สำนักงานเขตทดสอบ")
    expect(page.split(path)).toHaveLength(2)
    expect(page.match(/<button/g)).toHaveLength(1)
    expect(page).not.toMatch(/@office\.example/)
    for (const value of PRIVATE_VALUES) expect(page).not.toContain(value)
    expect(await choices()).toEqual([])
  })

  it.each([
    ["extra ones too to a director who chose nothing", false, 1],
    ["the weekly digest alone to one who asked for less by one click", true, 0],
  ])("brings %s", async (_, isFewer, extra) => {
    const office = await toldOffice()
    if (isFewer) expect((await choose(office, choicePath(office, DIRECTOR))).status).toBe(200)
    await office.run("2023-06-05")
    const monday = toDirector(office)
    // The duty of the 5th fell overdue.
    await office.run("2023-06-06")
    expect(toDirector(office) - monday).toBe(extra)
    await office.run("2023-06-12")
    expect(toDirector(office) - monday).toBe(extra + 1)
    const text = office.sent.findLast(each => each.to[0] === DIRECTOR)?.text ?? ""
    expect(text.includes("ผู้ขอรับอีเมลเท่าที่จำเป็น: ผู้อำนวยการ\n")).toBe(isFewer)
    expect(text.includes("ท่านเลือกรับอีเมลเท่าที่จำเป็น ถ้าต้องการรับทุกฉบับ")).toBe(isFewer)
    expect(text).toMatch(/ติดต่อกับตารางครั้งสุดท้าย ๒ พ\.ค\. ๒๕๖๖ เวลา ๐๗\.๐๐ น\./)
  })

  it("takes a form of either kind, and takes the choice back", async () => {
    const office = await toldOffice()
    const path = choicePath(office, DIRECTOR)
    const form = new FormData()
    form.set("List-Unsubscribe", "One-Click")
    expect(await textOf(await choose(office, path, form))).toContain("กลับไปรับทุกฉบับ")
    expect(await choices()).toEqual([DIRECTOR])
    expect(await textOf(await choose(office, path))).toContain("กลับไปรับทุกฉบับ")
    expect(await textOf(await choose(office, path, "choice=all"))).toContain("ขอรับเท่าที่จำเป็น")
    expect(await choices()).toEqual([])
  })

  it.each([
    ["a token that was never given", `/mail/${"0".repeat(32)}`, ONE_CLICK],
    ["no token at all", "/mail/none", ONE_CLICK],
    ["another form", "", "choice=none"],
    ["an empty one", "", ""],
    ["a long one", "", `choice=fewer&x=${"x".repeat(2000)}`],
  ])("refuses %s", async (_, given, body) => {
    const office = await toldOffice()
    const path = given || choicePath(office, DIRECTOR)
    const response = await choose(office, path, body)
    expect(response.status).toBe(404)
    await textOf(response)
    expect(await choices()).toEqual([])
  })
})
