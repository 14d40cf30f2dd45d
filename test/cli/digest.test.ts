/** `sujarit digest` against an office that answers as told. */
import { createServer, type Server } from "node:http"
import { afterEach, describe, expect, it, test } from "vitest"
import { digestCommand } from "../../cli/commands-here.ts"
import { ran } from "./ran.ts"

const MAIL = {
  fiscalYear: 2566,
  subject: "๑๒ มิ.ย. ๖๖ เกินกำหนด ๑",
  text: "เรียน  ผู้อำนวยการเขต\n",
  html: "<!doctype html><p>เรียน</p>\n",
  about: ["digest"],
}
const DAY = { on: "2023-06-12", to: "director", simulated: true, fewer: "none", mails: [MAIL] }

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The address of an office that answers this, and what it is asked. */
async function officeThat(status: number, body: unknown) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? "")
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, asked }
}

const run = (...args: string[]) => ran(digestCommand, args)

describe("sujarit digest", () => {
  test.each([
    ["text", [], `หัวเรื่อง  ${MAIL.subject}\n\n${MAIL.text}`],
    ["--html", ["--html"], MAIL.html],
    ["--json", ["--json"], `${JSON.stringify(DAY, null, 2)}\n`],
  ])("shows the mail as %s", async (_name, options, out) => {
    const { url } = await officeThat(200, DAY)
    expect(await run("--on", "2023-06-12", "--office", url, ...options)).toEqual({ code: 0, out, err: "" })
  })

  it("asks for the director's mail unless a section is named", async () => {
    const { url, asked } = await officeThat(200, DAY)
    await run("--on", "2023-06-12", "--office", url)
    await run("--on", "2023-06-12", "--to", "ฝ่ายโยธา", "--office", url)
    expect(asked.map(each => new URL(each, url).searchParams.get("to"))).toEqual(["director", "ฝ่ายโยธา"])
  })

  it.each(["all", "some"])(
    "says of a reader of whose addresses %s asked for less that it is so",
    async fewer => {
      const { url } = await officeThat(200, { ...DAY, fewer })
      const { code, out, err } = await run("--on", "2023-06-12", "--office", url)
      expect([code, out]).toEqual([0, expect.stringContaining(MAIL.subject)])
      expect(err).toMatch(/ขอรับอีเมลเท่าที่จำเป็น.*asked for less mail/)
      const json = await run("--on", "2023-06-12", "--office", url, "--json")
      expect([JSON.parse(json.out).fewer, json.err]).toEqual([fewer, ""])
    },
  )

  it("says that there is no mail, which is no fault", async () => {
    const { url } = await officeThat(200, { ...DAY, mails: [] })
    const { code, out, err } = await run("--on", "2023-06-12", "--office", url)
    expect([code, out]).toEqual([0, ""])
    expect(err).toContain("no mail to director on 2023-06-12")
  })

  test.each([
    [
      "a section there is none of",
      404,
      { code: "noSuchSection", sections: ["ฝ่ายโยธา"] },
      "director, ฝ่ายโยธา",
    ],
    ["an office without a plan", 404, { code: "noSuchSection", sections: [] }, "no plan is announced"],
    [
      "the sheet's address",
      404,
      { code: "sheetAddress", publicUrl: "http://127.0.0.1:9999" },
      "--office http://127.0.0.1:9999",
    ],
    ["a public Worker", 404, { code: "notFound" }, "not a local office"],
    ["something else", 200, [1, 2], "not a local office"],
  ])("%s is said in Thai and English", async (_name, status, body, sentence) => {
    const { url } = await officeThat(status, body)
    const { code, out, err } = await run("--on", "2023-06-12", "--to", "x", "--office", url)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain(sentence)
    expect(err).toMatch(/[ก-๙]/)
  })

  test.each([
    ["no day", []],
    ["a day there is none of", ["--on", "2023-02-30"]],
    ["a Thai year", ["--on", "2566-6-12"]],
    ["both forms", ["--on", "2023-06-12", "--html", "--json"]],
    ["two offices", ["--on", "2023-06-12", "--office", "http://127.0.0.1:1", "--data", "x"]],
    ["no address", ["--on", "2023-06-12", "--office", "127.0.0.1"]],
    ["an unknown option", ["--on", "2023-06-12", "--send"]],
  ])("%s is a mistake of usage", async (_name, args) => {
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([2, ""])
    expect(err).toContain("usage: sujarit digest")
  })

  it("says how to open an office when none answers", async () => {
    const { url } = await officeThat(200, DAY)
    for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve))
    const { code, err } = await run("--on", "2023-06-12", "--office", url)
    expect(code).toBe(2)
    expect(err).toContain("sujarit start")
  })
})
