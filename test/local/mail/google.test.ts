/** Mail from the office's own account: the deployed script and the deployed Worker, with Gmail played by the local Google. */
import { createPublicKey } from "node:crypto"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ParsedMail, simpleParser } from "mailparser"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildScript } from "../../../apps-script/build.ts"
import { sendTestMail } from "../../../cli/office/ask-signed.ts"
import type { Keys } from "../../../cli/office/keys.ts"
import { createEditor } from "../../../local/google/edit/editing.ts"
import {
  createScriptHost,
  type ScriptHost,
  type ServiceCall,
} from "../../../local/google/script/script-host.ts"
import { SAMPLE_OWNER, SAMPLE_SETTINGS } from "../../../local/sample/office.ts"
import { type LocalWorker, startLocalWorker } from "../../../local/worker/local-worker.ts"
import type { SentMail } from "../../../local/worker/mailbox.ts"
import { type LeasedMail, leaseAnswerSchema } from "../../../shared/mail/lease.ts"
import { parseJson } from "../../../shared/row/json.ts"
import { hostAnnounced } from "../../apps-script/announce.ts"
import { openOffice } from "../../apps-script/office.ts"
import { freePort } from "../../free-port.ts"
import { headersNamed } from "./raw-headers.ts"

const PORT = await freePort()
const ORIGIN = `http://127.0.0.1:${PORT}`

/** As the sheet names him. */
const OPERATOR = SAMPLE_SETTINGS.operatorMail ?? ""

const received: SentMail[] = []
/** The same, as the bytes that Gmail was given. */
const raws: string[] = []
let quota = 100
let kill: (call: ServiceCall) => "kill" | undefined = () => undefined
let refuseFetch: (url: string, body: string) => boolean = () => false
let keepLeased: (messages: readonly LeasedMail[]) => void = () => {}
/** The Worker in somebody else's hands. */
let bend: (answer: string) => string = answer => answer
let office: Awaited<ReturnType<typeof openOffice>>
let worker: LocalWorker
let host: ScriptHost

beforeAll(async () => {
  office = await openOffice()
  const project = office.google.model.project(office.host.projectId)
  const config = JSON.parse(project.properties.CONFIG ?? "{}")
  const jwk = createPublicKey(config.privateKey).export({ format: "jwk" })
  worker = await startLocalWorker({
    dataDir: await mkdtemp(join(tmpdir(), "sujarit-google-mail-")),
    port: PORT,
    now: () => office.clock.now,
    officeId: config.office,
    origin: ORIGIN,
    jwks: JSON.stringify({ keys: [{ ...jwk, kid: config.kid, alg: "RS256" }] }),
    mailFrom: SAMPLE_OWNER,
    mailTransport: "google",
    onMail: () => {
      throw new Error("the Worker must not send by itself")
    },
  })
  project.properties.CONFIG = JSON.stringify({
    ...config,
    mail: "google",
    audience: ORIGIN,
    pushUrl: `${ORIGIN}/api/v1/pushes`,
  })
  host = createScriptHost({
    google: office.google,
    projectId: office.host.projectId,
    code: await buildScript(),
    now: () => office.clock.now,
    owner: SAMPLE_OWNER,
    mailQuota: () => quota,
    onMail: (mail, raw) => {
      received.push(mail)
      raws.push(raw)
    },
    beforeCall: call => kill(call),
    fetch: async (input, init) => {
      if (refuseFetch(String(input), await new Response(init?.body ?? null).text()))
        throw new Error("DNS error")
      const answer = await fetch(input, init)
      const leased = leaseAnswerSchema.safeParse(parseJson(await answer.clone().text()))
      if (leased.success) keepLeased(leased.data.messages)
      return new Response(bend(await answer.text()), answer)
    },
  })
})

afterAll(async () => {
  await host.close()
  await worker.close()
  await office.close()
})

/** A clock trigger at a time of day; the received mail since. */
async function clockAt(iso: string): Promise<SentMail[]> {
  office.clock.now = Math.max(Date.parse(iso), office.clock.now + 1000)
  received.length = 0
  raws.length = 0
  await host.fireClock(office.clock.now)
  return [...received]
}

async function ledger(): Promise<{ total: number; notices: { hash: string }[] }> {
  return JSON.parse(await (await fetch(`${ORIGIN}/notices.json`)).text())
}

const idOf = (mail: SentMail) => mail.headers["Message-ID"]

describe("mail that the script sends from the office's account", () => {
  it("is what the Worker planned, and stands in the ledger once Gmail has taken it", async () => {
    await hostAnnounced({ ...office, host, editor: createEditor(office.google, [host]) })
    await worker.scheduled(office.clock.now)
    const sent = [...received, ...(await clockAt("2023-05-29T10:15:00+07:00"))]
    expect(sent.length).toBeGreaterThan(0)
    const digest = sent.find(mail => mail.to.startsWith("director@"))
    expect(digest?.subject).toContain("พ.ค.")
    expect(digest?.headers["Auto-Submitted"]).toBe("auto-generated")
    expect(digest?.headers.References).toMatch(/^<sujarit\.2566\./)
    expect((await ledger()).total).toBe(sent.length)
    expect(await clockAt("2023-05-29T10:30:00+07:00")).toEqual([])
  })

  it("is repeated once, under the same id, when the script dies between Gmail and the receipt", async () => {
    let sends = 0
    kill = ({ method }) => {
      if (method === "Gmail.Users.Messages.send") sends++
      return sends === 1 && method === "Properties.setProperty" ? "kill" : undefined
    }
    const before = (await ledger()).total
    const first = await clockAt("2023-06-06T08:15:00+07:00")
    expect(first).toHaveLength(1)
    expect((await ledger()).total).toBe(before)
    kill = () => undefined
    expect((await clockAt("2023-06-06T08:30:00+07:00")).map(idOf)).not.toContain(first[0] && idOf(first[0]))
    const later = await clockAt("2023-06-06T09:30:00+07:00")
    expect(later.filter(mail => first[0] && idOf(mail) === idOf(first[0]))).toHaveLength(1)
    expect(await clockAt("2023-06-06T10:30:00+07:00")).toEqual([])
  })

  it("is not repeated when only the receipt was lost on its way", async () => {
    refuseFetch = (url, body) => url.endsWith("/mail") && purposeOf(body) === "receipt"
    const first = await clockAt("2023-06-12T08:15:00+07:00")
    expect(first).toHaveLength(1)
    refuseFetch = () => false
    const rest = [
      ...(await clockAt("2023-06-12T08:30:00+07:00")),
      ...(await clockAt("2023-06-12T09:30:00+07:00")),
    ]
    expect(rest.map(idOf)).not.toContain(first[0] && idOf(first[0]))
    expect(new Set(rest.map(idOf)).size).toBe(rest.length)
  })

  it("goes on when the receipt that was kept is damaged: it says nothing that the Worker would take", async () => {
    const project = office.google.model.project(office.host.projectId)
    project.properties.MAIL_RECEIPT = '{"id":'
    expect((await clockAt("2023-06-19T08:15:00+07:00")).length).toBeGreaterThan(0)
    expect(project.properties.MAIL_RECEIPT).toBeUndefined()
  })

  it("stops at the account's daily quota, marks nothing sent for it, and goes on the next day", async () => {
    quota = 2
    const first = [
      ...(await clockAt("2023-07-04T08:15:00+07:00")),
      ...(await clockAt("2023-07-04T09:15:00+07:00")),
    ]
    const total = (await ledger()).total
    expect(first).toHaveLength(2)
    quota = 100
    const rest = await clockAt("2023-07-05T08:15:00+07:00")
    expect(rest.length).toBeGreaterThan(0)
    expect((await ledger()).total).toBe(total + rest.length)
    expect(rest.map(idOf)).not.toContain(first[0] && idOf(first[0]))
  })
})

describe("a year whose sheet is gone", () => {
  it("costs no reader of another year his mail, though the run ends as failed", async () => {
    const { properties } = office.google.model.project(office.host.projectId)
    const whole = properties.CONFIG ?? ""
    const { spreadsheets, ...config } = JSON.parse(whole)
    const gone = { id: "gone-2567", fiscalYear: 2567 }
    properties.CONFIG = JSON.stringify({ ...config, spreadsheets: [gone, ...spreadsheets] })
    office.clock.now = Date.parse("2023-07-07T08:15:00+07:00")
    await worker.scheduled(office.clock.now)
    received.length = 0
    await expect(host.run("onClock")).rejects.toThrow(/ตารางปี 2567/)
    properties.CONFIG = whole
    const sent = received.map(idOf)
    expect(sent.length).toBeGreaterThan(0)
    for (const id of (await clockAt("2023-07-07T08:30:00+07:00")).map(idOf)) expect(sent).not.toContain(id)
  })
})

describe("a Worker in somebody else's hands", () => {
  it("asks for a stranger, and for a header of its own: the script sends nothing", async () => {
    let bent = 0
    bend = answer => {
      const leased = leaseAnswerSchema.safeParse(parseJson(answer))
      if (!leased.success) return answer
      const messages = leased.data.messages.map(({ raw, ...rest }) => {
        const reader =
          bent++ % 2 === 0 ? "To: stranger@elsewhere.example\r\nX-Was: " : "Bcc: a@b.example\r\nTo: "
        const text = Buffer.from(raw, "base64url").toString().replace("To: ", reader)
        return { ...rest, raw: Buffer.from(text).toString("base64url") }
      })
      return JSON.stringify({ messages })
    }
    const sent = await clockAt("2023-07-10T08:15:00+07:00")
    bend = answer => answer
    expect(bent).toBeGreaterThan(1)
    expect(sent).toEqual([])
  })
})

describe("a test mail", () => {
  it("asked for by the operator's command is sent by the script at its next turn, at any hour", async () => {
    const { office: officeId, ...keys } = keysOfScript()
    let sent: Promise<SentMail[]> | undefined
    const reply = await sendTestMail({
      keys,
      office: officeId,
      origin: ORIGIN,
      to: OPERATOR,
      fetch,
      now: () => office.clock.now,
      pollMs: 20,
      timeoutMs: 20_000,
      signal: new AbortController().signal,
      onWait: () => {
        sent = clockAt("2023-07-11T02:15:00+07:00")
      },
    })
    expect(reply).toMatchObject({ outcome: "accepted", code: null })
    const [mail, ...others] = (await sent) ?? []
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: OPERATOR })
    expect(mail?.subject).toContain("ทดสอบการส่งอีเมล")
    expect(await clockAt("2023-07-11T02:30:00+07:00")).toEqual([])
  })
})

/** What the operator's folder holds: here it is taken from the script, which was given it. */
function keysOfScript(): Keys & { readonly office: string } {
  const { properties } = office.google.model.project(office.host.projectId)
  const { privateKey, saltKey, kid, office: id } = JSON.parse(properties.CONFIG ?? "{}")
  const { n = "", e = "" } = createPublicKey(privateKey).export({ format: "jwk" })
  const publicJwk = { kty: "RSA", n, e, alg: "RS256", use: "sig", kid } as const
  return { version: 1, privateKey, saltKey, publicJwk, office: id }
}

describe("the door through which the script fetches mail", () => {
  it("answers nobody without the office's signature", async () => {
    const post = (body: string, type = "application/jose") =>
      fetch(`${ORIGIN}/api/v1/mail`, { method: "POST", body, headers: { "Content-Type": type } })
    expect((await post("a.b.c")).status).toBe(401)
    expect((await post("a.b.c", "text/plain")).status).toBe(415)
    expect((await fetch(`${ORIGIN}/api/v1/mail`)).status).toBe(405)
  })

  it("answers a request once: repeated, it is refused", async () => {
    let caught = ""
    refuseFetch = (url, body) => {
      if (url.endsWith("/mail") && purposeOf(body) === "lease") caught = body
      return false
    }
    await clockAt("2023-07-10T08:15:00+07:00")
    refuseFetch = () => false
    const answer = await fetch(`${ORIGIN}/api/v1/mail`, {
      method: "POST",
      body: caught,
      headers: { "Content-Type": "application/jose" },
    })
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([409, "repeated"])
  })
})

describe("the one click for less mail", () => {
  it("is in the bytes that Gmail is given, for those who may choose, and works from outside", async () => {
    const sent = await clockAt("2023-07-17T08:15:00+07:00")
    expect(sent.length).toBeGreaterThan(0)
    const at = sent.findIndex(mail => mail.to.startsWith("director@"))
    const [link = "", ...more] = headersNamed("list-unsubscribe", raws[at] ?? "")
    expect([link, more]).toEqual([expect.stringMatching(new RegExp(`^<${ORIGIN}/mail/[0-9a-f]{32}>$`)), []])
    expect(headersNamed("list-unsubscribe-post", raws[at] ?? "")).toEqual(["List-Unsubscribe=One-Click"])
    const links = raws.flatMap(raw => headersNamed("list-unsubscribe", raw))
    expect(new Set(links).size).toBe(links.length)
    const clicked = await fetch(link.slice(1, -1), {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    })
    expect([clicked.status, await clicked.text()]).toEqual([200, expect.stringContaining("กลับไปรับทุกฉบับ")])
  })

  it("and every other header of ours reaches Gmail as the Worker wrote it", async () => {
    let leased: readonly LeasedMail[] = []
    keepLeased = messages => {
      leased = messages
    }
    const sent = await clockAt("2023-07-24T08:15:00+07:00")
    keepLeased = () => {}
    expect(sent.length).toBeGreaterThan(0)
    expect(raws).toEqual(leased.map(({ raw }) => Buffer.from(raw, "base64url").toString()))
  })
})

describe("a Gmail that sends each mail under an id of its own", () => {
  beforeAll(() => {
    office.google.model.habits.keepsMessageId = false
  })
  afterAll(() => {
    office.google.model.habits.keepsMessageId = true
  })

  /** What a mail program sees of the bytes that arrived. */
  async function arrivedAt(...times: readonly string[]) {
    const all: string[] = []
    for (const time of times) {
      await clockAt(time)
      all.push(...raws)
    }
    return Promise.all(all.map(raw => simpleParser(raw)))
  }

  const readerOf = ({ to }: ParsedMail) => [to ?? []].flat()[0]?.text

  it("leaves a reader's year one thread: each mail answers the same, which is nobody's own id", async () => {
    const mails = await arrivedAt(
      ...["2023-07-31", "2023-08-08", "2023-08-15"].map(day => `${day}T09:15:00+07:00`),
    )
    const ids = mails.map(({ messageId }) => messageId ?? "")
    expect(ids.every(id => id.endsWith("@mail.gmail.com>"))).toBe(true)
    expect(new Set(ids).size).toBe(mails.length)
    for (const { references, inReplyTo } of mails) expect([references].flat()).toEqual([inReplyTo])
    // A thread a reader, of which none hangs on a mail that somebody may lack.
    const threads = new Set(mails.map(mail => `${readerOf(mail)} ${mail.inReplyTo}`))
    const readers = new Set(mails.map(readerOf))
    expect([threads.size, mails.length > readers.size]).toEqual([readers.size, true])
    expect(mails.filter(({ inReplyTo = "" }) => ids.includes(inReplyTo))).toEqual([])
  })

  it("shows a repeat after a crash as a mail of its own, in the same thread", async () => {
    let sends = 0
    kill = ({ method }) => {
      if (method === "Gmail.Users.Messages.send") sends++
      return sends === 1 && method === "Properties.setProperty" ? "kill" : undefined
    }
    const [first, ...others] = await arrivedAt("2023-09-05T08:15:00+07:00")
    kill = () => undefined
    expect(others).toEqual([])
    const later = await arrivedAt("2023-09-05T09:30:00+07:00")
    const again = later.filter(mail => first && readerOf(mail) === readerOf(first))
    expect(again.map(({ inReplyTo }) => inReplyTo)).toEqual([first?.inReplyTo])
    expect(again[0]?.messageId).not.toBe(first?.messageId)
  })
})

function purposeOf(jws: string): string {
  return JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString()).purpose
}
