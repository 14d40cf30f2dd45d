import { env } from "cloudflare:workers"
import { describe, expect, it } from "vitest"
import type { MailMessage } from "../../../shared/mail/message.ts"
import { mailHealth, troubleOf } from "../../../worker/store/mail-health.ts"
import { at, contactRow, day, measureRow, PLAN, privateRows, reportRow } from "../../shared/due/fixture.ts"
import { createOffice } from "./office.ts"

const DIRECTOR = "director@example.go.th"
const LEAD = "section1@example.go.th"
/** The 31 May 2023 is a Wednesday; a measure of ฝ่ายปกครอง alone is due. */
const QUIET_PLAN = { at: at("2022-10-12"), rows: (PLAN.rows ?? []).filter(row => row.kind !== "duty") }

const to = (mails: readonly { to: readonly string[] }[]) => mails.map(mail => mail.to[0])
const db = env.DB
const states = async () =>
  (await db.prepare("SELECT state, COUNT(*) AS n FROM message GROUP BY state").all()).results

describe("a day's mail", () => {
  it("reaches the section on the day, its head too, and is sent once however often the run is repeated", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-30", 8))
    office.sent.length = 0
    const first = await office.run(at("2023-05-31", 8))
    expect(to(office.sent).sort()).toEqual(["head1@example.go.th", LEAD])
    expect(first).toMatchObject({ planned: 2, sent: 2 })
    for (const hour of [8, 9, 23])
      expect(await office.run(at("2023-05-31", hour))).toMatchObject({ planned: 0, sent: 0 })
    expect(office.sent).toHaveLength(2)
  })

  it("waits for the hour of the settings, and is caught up when that run was missed", async () => {
    const office = await createOffice(QUIET_PLAN)
    expect(await office.run(at("2023-05-31", 7))).toMatchObject({ planned: 0, sent: 0 })
    expect((await office.run(at("2023-05-31", 15))).sent).toBeGreaterThan(0)
  })

  it("that could not be sent waits over the holidays, and goes on the next working day", async () => {
    const holiday = { kind: "holiday", date: day("2023-06-01"), name: "วันหยุดพิเศษ" } as const
    const office = await createOffice({ ...QUIET_PLAN, rows: [...QUIET_PLAN.rows, holiday] })
    await office.run(at("2023-05-30", 8))
    office.sent.length = 0
    const failed = { outcome: "failed", code: "E_UNKNOWN", everything: true } as const
    office.fates.push(failed)
    await office.run(at("2023-05-31", 23))
    for (const hour of [8, 12, 23])
      expect(await office.run(at("2023-06-01", hour))).toMatchObject({ planned: 0, sent: 0 })
    await office.run(at("2023-06-02", 8))
    expect(new Set(to(office.sent))).toEqual(new Set([DIRECTOR, "head1@example.go.th", LEAD]))
  })

  it("is not sent twice by two runs at once", async () => {
    const office = await createOffice(QUIET_PLAN)
    const slot = at("2023-05-31", 8)
    await Promise.all([office.run(slot), office.run(slot), office.run(slot + 1)])
    const recipients = to(office.sent)
    expect(new Set(recipients).size).toBe(recipients.length)
    expect(recipients).toContain(LEAD)
  })

  it("is not sent twice by a late run and the next slot's, under way together", async () => {
    const office = await createOffice(PLAN)
    const begun = async () => at("2022-11-07", 9)
    await Promise.all([
      office.run(at("2022-11-07", 8), { now: begun }),
      office.run(at("2022-11-07", 9), { now: begun }),
    ])
    const recipients = to(office.sent)
    expect(recipients).toHaveLength(21)
    expect(new Set(recipients).size).toBe(recipients.length)
  })

  it("is told by the newest day alone: a slot that comes after the next day was planned adds nothing", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-30", 8))
    await office.run(at("2023-06-01", 8))
    const late = { now: async () => at("2023-06-01", 9) }
    expect(await office.run(at("2023-05-31", 23), late)).toMatchObject({ planned: 0, sent: 0 })
    office.sent.length = 0
    await office.run(at("2023-06-02", 8))
    expect(to(office.sent)).toEqual([])
  })

  it("is silent the moment a report has come, even when the notice was planned before", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-30", 8))
    office.sent.length = 0
    office.fates.push({ outcome: "failed", code: "E_INTERNAL_SERVER_ERROR", everything: true })
    await office.run(at("2023-05-31", 8))
    expect(office.sent).toEqual([])
    await office.push({ at: at("2023-05-31", 8.5), rows: [reportRow("m-00000001/1/2566")] })
    const run = await office.run(at("2023-05-31", 10))
    expect(run.reasons).toMatchObject({ reported: 2 })
    expect(to(office.sent)).toEqual([])
  })

  it("tells the director the next morning of what became overdue and of a moved date", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-31", 8))
    office.sent.length = 0
    await office.run(at("2023-06-01", 8))
    expect(to(office.sent)).toContain(DIRECTOR)
    expect(office.sent[0]?.subject).toContain("เกินกำหนดใหม่ ๑ งวด")
    office.sent.length = 0
    await office.push({ at: at("2023-06-01", 11), rows: [measureRow({ reason: "รอผล" })] })
    await office.run(at("2023-06-02", 8))
    const digest = office.sent.find(mail => mail.to[0] === DIRECTOR)
    expect(digest?.text).toContain("กำหนดที่ถูกเลื่อน")
    expect(digest?.headers["X-Sujarit-Head"]).toMatch(/^2566\/2\/[\w-]{43}$/)
  })

  it("tells everybody how far the log had come", async () => {
    const office = await createOffice(QUIET_PLAN)
    const root = "m5WJauhm08EeW4orjZDS+XxBfHPF9cSY6bjl0/IGg5M="
    const note = `record.example/log\n7\n${root}\n\n— record.example/log ${"A".repeat(92)}\n`
    await env.DB.prepare("INSERT INTO log_checkpoint (one, origin, size, note) VALUES (1, ?1, 7, ?2)")
      .bind("record.example/log", note)
      .run()
    await office.run(at("2023-05-31", 8))
    expect(office.sent.length).toBeGreaterThan(1)
    for (const { text } of office.sent) expect(text).toContain(`\nจุดตรวจ record.example/log 7 ${root}\n`)
  })

  it("is one a recipient: what comes up later in the day waits for the next morning", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-31", 8))
    office.sent.length = 0
    const occurrences = [{ id: "2566", due: day("2023-06-02") }]
    const added = measureRow({ id: "m-00000003", measure: "เวียนแจ้งหลักเกณฑ์การยืมทรัพย์สิน", occurrences })
    await office.push({ at: at("2023-05-31", 10), rows: [added] })
    expect(await office.run(at("2023-05-31", 11))).toMatchObject({ planned: 1, sent: 0 })
    await office.run(at("2023-06-01", 8))
    expect(office.sent.find(mail => mail.to[0] === LEAD)?.text).toContain("เวียนแจ้ง")
  })

  it("holds at most fifteen sends a run and goes on in the next", async () => {
    const office = await createOffice(PLAN)
    const first = await office.run(at("2022-11-07", 8))
    expect(first.sent).toBe(15)
    expect(to(office.sent)[0]).toBe(DIRECTOR)
    await office.run(at("2022-11-07", 9))
    const recipients = to(office.sent)
    expect(new Set(recipients).size).toBe(recipients.length)
    expect(recipients).toHaveLength(21)
  })
})

describe("what cannot be sent", () => {
  it("is tried again after a passing failure and marked sent only when accepted", async () => {
    const office = await createOffice(QUIET_PLAN)
    office.fates.push({ outcome: "failed", code: "E_INTERNAL_SERVER_ERROR", everything: true })
    expect(await office.run(at("2023-05-30", 8))).toMatchObject({ sent: 0 })
    expect(await states()).not.toContainEqual(expect.objectContaining({ state: "sent" }))
    expect((await office.run(at("2023-05-30", 9))).sent).toBeGreaterThan(0)
  })

  it("is given up after many tries of its own, but never for a sender that nobody accepts", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.setPrivateRows([contactRow("1", { headAddresses: [] })])
    const failing = (everything: boolean) => ({
      transport: async () => ({ outcome: "failed", code: "E_SENDER_NOT_VERIFIED", everything }) as const,
    })
    for (let hour = 8; hour < 200; hour += 4) await office.run(at("2023-05-10", hour), failing(true))
    expect(await mailHealth(env)).toMatchObject({ waiting: 1, dead: 0, trouble: "sender" })
    for (let hour = 200; hour < 400; hour += 4) await office.run(at("2023-05-10", hour), failing(false))
    expect((await mailHealth(env)).dead).toBeGreaterThan(0)
  })

  it.each([
    ["SMTP_535", "sender"],
    ["SMTP_EAUTH", "sender"],
    ["SMTP_NOT_CONFIGURED", "sender"],
    ["GMAIL_QUOTA", "quota"],
    ["SMTP_UNREACHABLE", "server"],
    ["SMTP_421", "server"],
    ["E_INTERNAL_SERVER_ERROR", "server"],
  ])("is told as one of a few kinds of trouble: %s is %s", (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble)
  })

  it("keeps the others' mail for the next run when nothing is accepted, as if they had not been tried", async () => {
    const office = await createOffice(PLAN)
    office.fates.push({ outcome: "failed", code: "E_DAILY_LIMIT_EXCEEDED", everything: true })
    await office.run(at("2022-11-01", 8))
    const { results } = await db
      .prepare("SELECT DISTINCT state, attempts FROM message ORDER BY attempts")
      .all()
    expect(results).toEqual([
      { state: "open", attempts: 0 },
      { state: "open", attempts: 1 },
    ])
    expect(await mailHealth(env)).toMatchObject({ trouble: "quota" })
    expect((await office.run(at("2022-11-01", 9))).sent).toBe(11)
    expect(await mailHealth(env)).not.toHaveProperty("trouble")
  })

  it("is given up when the recipient is refused for good, and health says so until something arrives", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.setPrivateRows([contactRow("1", { headAddresses: [] })])
    office.fates.push({ outcome: "refused", code: "E_RECIPIENT_SUPPRESSED" })
    await office.run(at("2023-05-30", 8))
    expect(await mailHealth(env)).toEqual({ lastSentAt: null, waiting: 0, dead: 1 })
    await office.run(at("2023-05-31", 8))
    expect(await mailHealth(env)).toEqual({
      lastSentAt: "2023-05-31T01:00:00.000Z",
      waiting: 0,
      dead: 0,
    })
  })

  it("costs one repeat in the same thread when the Worker dies between sending and marking", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.setPrivateRows([contactRow("1", { headAddresses: [] })])
    const dying = office.run(at("2023-05-31", 8), {
      transport: async message => {
        office.sent.push(message)
        throw new Error("killed")
      },
    })
    await expect(dying).rejects.toThrow("killed")
    await office.run(at("2023-05-31", 8) + 60_000)
    expect(office.sent).toHaveLength(1)
    await office.run(at("2023-05-31", 9))
    expect(office.sent).toHaveLength(2)
    expect(office.sent[1]?.headers.References).toBe(office.sent[0]?.headers.References)
    await office.run(at("2023-05-31", 10))
    expect(office.sent).toHaveLength(2)
  })

  it("counts a section without an address and serves the others", async () => {
    const office = await createOffice(PLAN)
    await office.setPrivateRows(
      privateRows()
        .filter(row => row.kind === "contact" && row.slug !== "3")
        .map(row =>
          row.kind === "contact" && row.slug === "4"
            ? { ...row, addresses: ["not an address"], headAddresses: [] }
            : row,
        ),
    )
    const run = await office.run(at("2022-11-01", 8))
    expect(run.reasons).toMatchObject({ noAddress: 2, badAddress: expect.any(Number) })
    expect(to(office.sent)).toContain("section5@example.go.th")
  })

  it("tells an address taken out of the sheet nothing more", async () => {
    const office = await createOffice(QUIET_PLAN)
    office.fates.push({ outcome: "failed", code: "E_RATE_LIMIT_EXCEEDED", everything: true })
    await office.run(at("2023-05-30", 8))
    await office.setPrivateRows([contactRow("1", { addresses: ["new@example.go.th"], headAddresses: [] })])
    await office.push({ at: at("2023-05-30", 8.5) })
    await office.run(at("2023-05-30", 9))
    expect(to(office.sent)).toEqual(["new@example.go.th"])
  })
})

describe("a quiet office", () => {
  it("gets no blank digest, but a sign of life after four weeks", async () => {
    const quiet = {
      at: at("2022-10-12"),
      rows: (PLAN.rows ?? []).filter(row => row.kind === "section" || row.kind === "setting"),
    }
    const office = await createOffice(quiet)
    for (let index = 0; index < 35; index++) {
      await office.run(at(new Date(Date.UTC(2022, 9, 13 + index)).toISOString().slice(0, 10), 8))
    }
    expect(office.sent.map(mail => mail.subject)).toEqual(["๑๔ พ.ย. ๖๕ ไม่มีเรื่องใหม่ – มาตรการ ITA ๒๕๖๖"])
  })

  it("costs three queries an hour", async () => {
    const office = await createOffice(QUIET_PLAN)
    await office.run(at("2023-05-31", 8))
    let queries = 0
    const counting: D1Database = {
      prepare: query => {
        queries++
        return db.prepare(query)
      },
      batch: statements => db.batch(statements),
    }
    await office.run(at("2023-05-31", 9), { db: counting })
    expect(queries).toBeLessThanOrEqual(3)
    queries = 0
    await office.run(at("2023-06-01", 8), { db: counting })
    expect(queries).toBeLessThan(50)
  })
})

it("replays a fortnight to the same mail, one a recipient and day", async () => {
  const early = {
    at: at("2023-05-20"),
    rows: [reportRow("d-00000001/2/2566-05", { due: day("2023-06-05") })],
  }
  const office = await createOffice(PLAN, early)
  const fortnight = async () => {
    office.sent.length = 0
    for (let index = 0; index < 14; index++) {
      const date = new Date(Date.UTC(2023, 4, 29 + index)).toISOString().slice(0, 10)
      for (const hour of [8, 9]) await office.run(at(date, hour))
    }
    // A link to answer by is of its own in each mail.
    return JSON.parse(
      JSON.stringify(office.sent).replace(/answer\/[0-9a-f]{40}/g, "answer/…"),
    ) as MailMessage[]
  }
  const first = await fortnight()
  await db.batch(
    ["notice", "message", "notice_plan", "cron_run"].map(table => db.prepare(`DELETE FROM ${table}`)),
  )
  expect(await fortnight()).toEqual(first)
  const days = first.map(mail => `${mail.to[0]} ${mail.subject.slice(0, 12)}`)
  expect(days.length).toBeGreaterThan(50)
  expect(new Set(days).size).toBe(days.length)
})
