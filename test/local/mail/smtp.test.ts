/** The SMTP transport in workerd, against a real server on this machine; what arrives is read by a mail parser. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { simpleParser } from "mailparser"
import { convertV4MiniflareOptions, Miniflare } from "miniflare"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { memoCalendar, sampleReminder, sampleSummary } from "../../shared/mail/sample.ts"
import { headersNamed } from "./raw-headers.ts"

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const CERTIFICATE = here("./loopback-cert.pem")

type Caught = { readonly raw: string; readonly to: readonly string[]; readonly from: string }

let workerd: Miniflare
const caught: Caught[] = []
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  const built = buildSync({
    entryPoints: [here("./smtp-worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
  })
  workerd = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        {
          name: "smtp",
          modules: [{ type: "ESModule", path: "smtp.js", contents: built.outputFiles[0]?.text ?? "" }],
          compatibilityDate: "2026-10-23",
          compatibilityFlags: ["nodejs_compat"],
        },
      ],
    }),
  )
  await workerd.ready
})

afterAll(() => workerd.dispose())

afterEach(async () => {
  caught.length = 0
  for (const close of closing.splice(0)) await close()
})

async function startServer(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    secure: true,
    key: readFileSync(here("./loopback-key.pem")),
    cert: readFileSync(CERTIFICATE),
    onAuth: ({ username, password }, _session, done) =>
      username === "office@example.go.th" && password === "รหัส:/@1"
        ? done(null, { user: username })
        : done(new Error("wrong")),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on("data", chunk => chunks.push(chunk))
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address
        caught.push({
          raw: Buffer.concat(chunks).toString(),
          to: envelope.rcptTo.map(each => each.address),
          from,
        })
        done(null, "queued as 7F3A")
      })
    },
    ...options,
  })
  server.on("error", () => {})
  const port = await new Promise<number>(resolve => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address()
      resolve(typeof address === "object" && address ? address.port : 0)
    })
  })
  closing.push(() => new Promise(resolve => server.close(() => resolve())))
  return port
}

const urlOf = (port: number, user = "office%40example.go.th", password = encodeURIComponent("รหัส:/@1")) =>
  `smtps://${user}:${password}@localhost:${port}`

async function handOver(url: string, message = sampleSummary(false), id = "2566/digest/d@example.go.th") {
  const body = JSON.stringify({ url, message, id })
  const answer = await workerd.dispatchFetch("http://smtp/", { method: "POST", body })
  return JSON.parse(await answer.text())
}

describe("mail through the office's own server", () => {
  it("arrives whole: Thai subject and sender, both bodies, headers, and an id of ours", async () => {
    const sent = sampleSummary(false)
    const handover = await handOver(urlOf(await startServer()), sent)
    expect(handover).toEqual({ outcome: "accepted", providerId: "250 queued as 7F3A" })
    const [mail] = caught
    expect(mail).toMatchObject({ to: sent.to, from: sent.from.email })
    const read = await simpleParser(mail?.raw ?? "")
    expect(read.subject).toBe(sent.subject)
    expect(read.from?.value).toEqual([{ address: sent.from.email, name: sent.from.name }])
    expect(read.text?.trim()).toBe(sent.text.trim())
    expect(typeof read.html === "string" ? read.html.trim() : "").toBe(sent.html.trim())
    expect(read.headers.get("auto-submitted")).toBe("auto-generated")
    expect(read.references).toBe(sent.headers.References)
    expect(read.messageId).toMatch(/^<[A-Za-z0-9]{43}@example\.go\.th>$/)
    expect(read.date?.toISOString()).toBe("2023-06-12T01:00:00.000Z")
  })

  it("carries the calendar as a file that opens", async () => {
    const reminder = { ...sampleReminder(), attachments: [memoCalendar()] }
    await handOver(urlOf(await startServer()), reminder)
    const read = await simpleParser(caught[0]?.raw ?? "")
    expect(read.attachments.map(each => [each.filename, each.contentType])).toEqual([
      ["sujarit-2566.ics", "text/calendar"],
    ])
    expect(read.attachments[0]?.content.toString()).toContain("SUMMARY:ส่ง สขร.๑")
  })

  it("breaks no Thai letter in a header, and no line is longer than the standard's", async () => {
    await handOver(urlOf(await startServer()))
    const raw = caught[0]?.raw ?? ""
    for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998)
    for (const word of raw.match(/=\?[^?]+\?B\?[^?]+\?=/gi) ?? []) {
      expect(word.length).toBeLessThanOrEqual(75)
      const bytes = Buffer.from(word.split("?")[3] ?? "", "base64")
      expect(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).not.toBe("")
    }
  })

  it.each([
    ["a short address", "https://ita.example.go.th"],
    ["one longer than a header's line", `https://${"record-of-the-office.".repeat(9)}example.go.th`],
  ])("offers less mail by one click, exactly as it was written, from %s", async (_, origin) => {
    const link = `<${origin}/mail/${"0123456789abcdef".repeat(2)}>`
    const reminder = sampleReminder()
    const headers = {
      ...reminder.headers,
      "List-Unsubscribe": link,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    const handover = await handOver(urlOf(await startServer()), { ...reminder, headers })
    expect(handover.outcome).toBe("accepted")
    expect(headersNamed("list-unsubscribe", caught[0]?.raw ?? "")).toEqual([link])
    expect(headersNamed("list-unsubscribe-post", caught[0]?.raw ?? "")).toEqual([
      "List-Unsubscribe=One-Click",
    ])
  })

  it("offers it to nobody who has nothing to leave out", async () => {
    await handOver(urlOf(await startServer()), sampleReminder())
    expect(headersNamed("list-unsubscribe", caught[0]?.raw ?? "")).toEqual([])
  })

  it("bears the same id when it is repeated, and another for another message", async () => {
    const url = urlOf(await startServer())
    await handOver(url, sampleSummary(false), "one")
    await handOver(url, sampleSummary(false), "one")
    await handOver(url, sampleSummary(false), "two")
    const ids = await Promise.all(caught.map(async ({ raw }) => (await simpleParser(raw)).messageId))
    expect(new Set(ids).size).toBe(2)
    expect(ids[0]).toBe(ids[1])
  })

  it("passes a line of one full stop through, and what a cell says is never a command", async () => {
    const message = { ...sampleSummary(false), text: "หนึ่ง\r\n.\r\nMAIL FROM:<x@example.com>\r\n.\r\nสอง" }
    await handOver(urlOf(await startServer()), message)
    expect(caught).toHaveLength(1)
    expect((await simpleParser(caught[0]?.raw ?? "")).text).toContain("MAIL FROM:<x@example.com>")
  })
})

describe("a server that will not take it", () => {
  const refusing = (responseCode: number) => Object.assign(new Error("no"), { responseCode })

  it.each([
    ["refuses the recipient", 550, { outcome: "refused", code: "SMTP_550" }],
    ["has no room for now", 452, { outcome: "failed", code: "SMTP_452", everything: false }],
    ["is closing down", 421, { outcome: "failed", everything: true }],
  ])("%s", async (_, code, handover) => {
    const port = await startServer({ onRcptTo: (_address, _session, done) => done(refusing(code)) })
    expect(await handOver(urlOf(port))).toMatchObject(handover)
  })

  it("refuses the sender: nothing would be taken, so the mail waits", async () => {
    const port = await startServer({ onMailFrom: (_address, _session, done) => done(refusing(553)) })
    expect(await handOver(urlOf(port))).toEqual({ outcome: "failed", code: "SMTP_553", everything: true })
  })

  it("refuses the text when it has been read", async () => {
    const port = await startServer({
      onData(stream, _session, done) {
        stream.resume().on("end", () => done(refusing(554)))
      },
    })
    expect(await handOver(urlOf(port))).toEqual({ outcome: "refused", code: "SMTP_554" })
  })

  it("does not know the password", async () => {
    const url = urlOf(await startServer(), "office%40example.go.th", "wrong")
    expect(await handOver(url)).toEqual({ outcome: "failed", code: "SMTP_535", everything: true })
  })

  it("hangs up before it answers: not accepted, so not marked sent", async () => {
    const port = await startServer({
      closeTimeout: 1,
      onData(stream) {
        stream.resume().on("end", () => void closing.shift()?.())
      },
    })
    expect(await handOver(urlOf(port))).toMatchObject({ outcome: "failed", everything: true })
  })

  it("is not there", async () => {
    expect(await handOver(urlOf(9))).toMatchObject({ outcome: "failed", everything: true })
  })

  it("shows a certificate that nobody vouches for", async () => {
    const stranger = {
      key: readFileSync(here("./stranger-key.pem")),
      cert: readFileSync(here("./stranger-cert.pem")),
    }
    const port = await startServer(stranger)
    expect(await handOver(urlOf(port))).toMatchObject({ outcome: "failed", everything: true })
    expect(caught).toEqual([])
  })
})
