import { env } from "cloudflare:workers"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { MailMessage } from "../../../shared/mail/message.ts"
import { GENESIS } from "../../../shared/push/payload.ts"
import { disclose, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { rowName } from "../../../shared/row/name.ts"
import { appendLeaf } from "../../../worker/ingest/append.ts"
import { runCron, tellAlive } from "../../../worker/mail/cron.ts"
import { operatorMailRoutes } from "../../../worker/mail/routes-operator.ts"
import { createEmailTransport } from "../../../worker/mail/transport.ts"
import { at, contactRow, PLAN } from "../../shared/due/fixture.ts"
import { sampleReminder } from "../../shared/mail/sample.ts"
import { withSender } from "../push-fixture.ts"

const KEY = new Uint8Array(32)

afterEach(() => vi.restoreAllMocks())

async function announce(): Promise<void> {
  const changed = <R extends Parameters<typeof rowName>[0]>(row: R) => {
    const { digest, encoded } = disclose(KEY, rowName(row), row)
    return { name: rowName(row), digest, encoded, row }
  }
  const change = {
    rows: (PLAN.rows ?? []).map(changed),
    privateRows: [changed(contactRow("1"))],
    gone: [],
    held: [],
  }
  const payload = {
    iss: "office.example",
    aud: "https://sujarit.example",
    iat: Math.floor(PLAN.at / 1000),
    fiscalYear: 2566,
    sequence: 1,
    base: GENESIS,
    _sd_alg: "sha-256" as const,
    rows: [],
    private: [],
    held: [],
    gone: [],
    state: sha256Text(""),
  }
  await appendLeaf(env.DB, {
    office: "office.example",
    payload,
    signed: "a.b.c",
    change,
    acceptedAt: PLAN.at,
    kid: "test",
    projection: undefined,
  })
}

describe("the cron run", () => {
  it("sends what the log asks for through the binding, and the local office can read what it did", async () => {
    const sent: MailMessage[] = []
    const given = withSender(async message => {
      sent.push(message)
      return { messageId: "provider-1" }
    })
    await announce()
    const slot = at("2023-05-31", 8)
    const run = await runCron(given, slot)
    expect(run.sent).toBe(2)
    const [message] = sent
    expect(message).toMatchObject({ to: ["head1@example.go.th"], from: { name: "สำนักงานเขตภาษีเจริญ" } })
    expect(message?.headers?.["Auto-Submitted"]).toBe("auto-generated")
    const clock = { fetch: async () => new Response(String(slot)) }
    const answer = await operatorMailRoutes.request(`/api/v1/cron?from=${slot}`, {}, { ...env, CLOCK: clock })
    expect(await answer.json()).toEqual({ runs: [run] })
    const stored = await env.DB.prepare("SELECT DISTINCT provider_id FROM message").all()
    expect(stored.results).toEqual([{ provider_id: "provider-1" }])
  })

  it("is accepted by the binding itself", async () => {
    await announce()
    expect((await runCron(env, at("2023-05-31", 8))).sent).toBe(2)
    expect(await runCron(env, at("2023-05-31", 8))).toMatchObject({ planned: 0, sent: 0 })
  })

  it("has no address on a public host", async () => {
    const { CLOCK: _clock, ...publicEnv } = env
    expect((await operatorMailRoutes.request("/api/v1/cron", {}, publicEnv)).status).toBe(404)
  })
})

describe("the email transport", () => {
  const handOver = (error?: unknown) => {
    const send = vi.fn(async () => {
      if (error) throw error
      return {}
    })
    return { send, handover: createEmailTransport({ send })(sampleReminder(), "message-1") }
  }

  it.each([
    ["E_RECIPIENT_SUPPRESSED", "refused"],
    ["E_RECIPIENT_NOT_ALLOWED", "failed"],
    ["E_HEADER_NOT_ALLOWED", "refused"],
    ["E_SENDER_NOT_VERIFIED", "failed"],
    ["E_DAILY_LIMIT_EXCEEDED", "failed"],
    ["E_INTERNAL_SERVER_ERROR", "failed"],
  ])("takes %s as %s", async (code, outcome) => {
    const { handover } = handOver(Object.assign(new Error(code), { code }))
    expect(await handover).toMatchObject({ outcome, code })
  })

  it("takes an error without a code as passing", async () => {
    expect(await handOver(new Error("no route")).handover).toMatchObject({
      outcome: "failed",
      everything: false,
    })
  })

  it("refuses by itself what production would refuse, and asks nobody", async () => {
    const send = vi.fn(async () => ({}))
    const message = { ...sampleReminder(), subject: "หนึ่ง\r\nBcc: other@example.com" }
    expect(await createEmailTransport({ send })(message, "message-1")).toEqual({
      outcome: "refused",
      code: "fault.badSubject",
    })
    expect(send).not.toHaveBeenCalled()
  })
})

describe("the watch outside", () => {
  it("is told after a good run, and its silence or refusal fails nothing", async () => {
    const asked = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response("ok"))
    expect(await tellAlive("https://watch.example/1")).toBe(true)
    expect(asked).toHaveBeenCalledOnce()
    asked.mockRejectedValueOnce(new TypeError("no route"))
    expect(await tellAlive("https://watch.example/1")).toBe(false)
    asked.mockResolvedValueOnce(new Response("gone", { status: 410 }))
    expect(await tellAlive("https://watch.example/1")).toBe(false)
    expect(await tellAlive(undefined)).toBe(false)
    expect(asked).toHaveBeenCalledTimes(3)
  })
})
