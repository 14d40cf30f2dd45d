/** What is wrong with the system, said to anyone who looks: in words, without an address, and gone when it is mended. */
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import type { MailMessage } from "../../../shared/mail/message.ts"
import { GENESIS } from "../../../shared/push/payload.ts"
import { type StatusPageView, statusPageSchema } from "../../../shared/view/status-page.ts"
import type { Env } from "../../../worker/host/env.ts"
import { runCron } from "../../../worker/mail/cron.ts"
import { at } from "../../shared/due/fixture.ts"
import { begunBy } from "../empty-database.ts"
import {
  bodyOf,
  buildPush,
  newOffice,
  type Office,
  post,
  push,
  request,
  textOf,
  withClock,
  withKeyEnding,
  withMail,
} from "../push-fixture.ts"
import { duty, FIRST } from "../rows.ts"

const DAY = 86_400_000
const PRIVATE = [
  { kind: "secret", key: "directorMail", value: "secret-director@office.example" },
  { kind: "secret", key: "operatorMail", value: "secret-operator@office.example" },
] as const

const clock = { now: 0 }
const sent: MailMessage[] = []
let refusal: string | undefined
let office: Office
let given: Env

const begin = begunBy(async () => {
  const begun = newOffice()
  const first = await push(begun, { rows: [...FIRST.rows, duty("a")], privateRows: PRIVATE }, given)
  expect(first.status).toBe(201)
  return begun
})

beforeEach(async () => {
  clock.now = at("2023-05-29", 7)
  refusal = undefined
  sent.length = 0
  const send = async (message: MailMessage) => {
    if (refusal !== undefined) throw Object.assign(new Error("x"), { code: refusal })
    return { messageId: String(sent.push(message)) }
  }
  given = withMail(() => clock.now, send)
  office = await begin()
})

/** A clock that was not asked yet: what is read may be some tenths of a second behind one that was. */
const anew = (where: Env): Env => ({
  ...where,
  ...withClock(() => clock.now),
  EMAIL: where.EMAIL,
  PUSH_KEYS: where.PUSH_KEYS,
})

async function status(where: Env = given): Promise<StatusPageView> {
  return statusPageSchema.parse(await (await request("/status.json", undefined, anew(where))).json())
}

const page = async (where: Env = given) =>
  textOf(await request("/status", { headers: { Accept: "text/html" } }, anew(where)))

async function heartbeat(where: Env = given): Promise<void> {
  const body = await bodyOf(buildPush(office, {}, { iat: Math.round(clock.now / 1000) }))
  await (await post(body, undefined, where)).text()
}

describe("the status page", () => {
  it("says that all is well while it is", async () => {
    expect(await status()).toMatchObject({ troubles: [], keyExpiresAt: null })
    const text = await page()
    expect(text).toContain("ระบบทำงานปกติ")
    expect(text).not.toContain("เรื่องที่ต้องดูแล")
  })

  it("says since when the sheet has been silent, and stops when it is heard", async () => {
    clock.now += DAY
    expect((await status()).troubles).toEqual([
      {
        cause: "silent",
        since: "2023-05-29",
        message: "ไม่ได้รับข้อมูลจากตารางตั้งแต่ 29 พ.ค. 2566 หน้าเว็บแสดงข้อมูลล่าสุดที่ได้รับ",
        messageEn: "The sheet has not been heard of since 2023-05-29; the pages show what came last.",
      },
    ])
    expect(await page()).toContain('ไม่ได้รับข้อมูลจากตารางตั้งแต่ <span class="ws">29 พ.ค. 2566</span>')
    await heartbeat()
    expect((await status()).troubles).toEqual([])
  })

  it("says that the record is not the one the office sent, to readers, operator and director, until a push is taken", async () => {
    const told: MailMessage[] = []
    given = withMail(
      () => clock.now,
      async message => ({ messageId: String(told.push(message)) }),
    )
    const elsewhere = { ...office, head: GENESIS }
    const ask = async () => {
      const body = await bodyOf(buildPush(elsewhere, {}, { iat: Math.round(clock.now / 1000) }))
      expect((await post(body, undefined, given)).status).toBe(409)
    }
    await ask()
    expect((await status()).troubles).toEqual([])
    clock.now += 3_600_000
    await ask()
    const { troubles } = await status()
    expect(troubles.map(({ cause, since }) => [cause, since])).toEqual([["strayed", "2023-05-29"]])
    expect(await page()).toContain("ไม่ต่อจากที่สำนักงานส่งมา")
    await runCron(given, clock.now)
    const warned = told.filter(({ text }) => text.includes("บันทึกที่หน้าเว็บไม่ตรงกับที่สำนักงานส่ง"))
    expect(warned.flatMap(({ to }) => to).sort()).toEqual(PRIVATE.map(({ value }) => value).sort())
    await heartbeat()
    expect((await status()).troubles).toEqual([])
  })

  it.each([
    ["E_SENDER_NOT_VERIFIED", DAY, /ผู้ให้บริการอีเมลไม่รับผู้ส่งของระบบ/],
    ["E_DAILY_LIMIT_EXCEEDED", DAY, /ส่งครบจำนวนที่ผู้ให้บริการให้ต่อวัน/],
    ["E_INTERNAL_SERVER_ERROR", DAY, /ติดต่อผู้ให้บริการอีเมลไม่ได้/],
    ["E_RECIPIENT_SUPPRESSED", 0, /ยังส่งไม่ถึงผู้รับตั้งแต่ 29 พ.ค. 2566 ข้อมูลบนหน้าเว็บไม่กระทบ/],
  ])("says what mail meets (%s), and names nobody", async (code, wait, words) => {
    refusal = code
    clock.now += 3_600_000
    await runCron(given, clock.now)
    clock.now += wait
    await heartbeat()
    const { troubles } = await status()
    expect(troubles.map(({ cause }) => cause)).toEqual(["mailFailing"])
    expect(troubles[0]?.message).toMatch(words)
    const spoken = (html: string) => html.replaceAll(/<\/?span[^>]*>/g, "")
    for (const text of [spoken(await page()), JSON.stringify(await status())]) {
      expect(text).toMatch(words)
      expect(text).not.toContain("secret-")
      expect(text).not.toContain("@office.example")
    }
  })

  it("says nothing of mail that was lost in a year that is closed", async () => {
    await env.DB.prepare(
      `INSERT INTO message (id, fiscal_year, kind, recipient, day, state, attempts, next_attempt_at, created_at, error)
       VALUES ('old', 2564, 'digest', 'secret-gone@office.example', '2021-06-01', 'dead', 1, 0, 0, 'SMTP_550')`,
    ).run()
    expect((await status()).troubles).toEqual([])
  })

  it("says until when the key signs, from 30 days before that it ends, and after it that nothing new is taken", async () => {
    const ends = at("2023-07-01", 0)
    const ending = withKeyEnding(ends / 1000, given)
    const seen: (string | undefined)[] = []
    for (const now of [ends - 31 * DAY, ends - 30 * DAY, ends - 60_000]) {
      clock.now = now
      await heartbeat(ending)
      await runCron(ending, clock.now)
      const { troubles, keyExpiresAt } = await status(ending)
      expect(keyExpiresAt).toBe(new Date(ends).toISOString())
      seen.push(troubles[0]?.message)
    }
    clock.now = ends
    seen.push((await status(ending)).troubles[0]?.message)
    expect(seen).toEqual([
      undefined,
      "กุญแจลงนามของสำนักงานจะหมดอายุ 1 ก.ค. 2566 ถ้าไม่เปลี่ยนก่อนวันนั้น หน้าเว็บจะไม่รับการแก้ไขใหม่",
      "กุญแจลงนามของสำนักงานจะหมดอายุ 1 ก.ค. 2566 ถ้าไม่เปลี่ยนก่อนวันนั้น หน้าเว็บจะไม่รับการแก้ไขใหม่",
      "กุญแจลงนามของสำนักงานหมดอายุตั้งแต่ 1 ก.ค. 2566 หน้าเว็บยังไม่รับการแก้ไขใหม่ ข้อมูลที่เผยแพร่แล้วยังตรวจสอบได้ครบ",
    ])
    expect(await page(ending)).toContain("ใช้ได้ถึง")
    const told = sent.filter(({ text }) => text.includes("กุญแจลงนาม"))
    expect(told.flatMap(({ to }) => to)).toContain("secret-operator@office.example")
  })
})
