/** What mail says of the links of evidence: to the section how to open them, to the director what was found. */
import { describe, expect, it } from "vitest"
import { asciiDigits } from "../../../shared/date/thai-date.ts"
import { planNotices } from "../../../shared/due/notice.ts"
import { createComposer } from "../../../shared/mail/compose.ts"
import type { Look } from "../../../shared/record/look.ts"
import type { WholeRecord } from "../../../shared/record/record.ts"
import { type MailAddress, parseAddress } from "../../../shared/row/address.ts"
import {
  at,
  day,
  look,
  lookedAt,
  measureRow,
  PLAN,
  privateRows,
  recordOf,
  reportRow,
} from "../due/fixture.ts"

const ID = "m-00000001/1/2566"
const LINK = "https://drive.google.com/file/d/1/view"
const RECORD = recordOf(
  PLAN,
  { at: at("2022-10-13"), rows: [measureRow()] },
  { at: at("2023-05-15"), rows: [reportRow(ID, { evidence: LINK })] },
)

function address(text: string): MailAddress {
  const parsed = parseAddress(text)
  if (!parsed) throw new Error(`no address: ${text}`)
  return parsed
}

const OWN =
  privateRows().flatMap(row => (row.kind === "contact" && row.slug === "1" ? row.addresses : []))[0] ?? ""
const DIRECTOR =
  privateRows().flatMap(row => (row.kind === "secret" && row.key === "directorMail" ? [row.value] : []))[0] ??
  ""

/** What a recipient is sent on a day at eight, written of one record and planned with it or an earlier one. */
function mailOf(
  record: WholeRecord,
  to: string,
  on: string,
  planned = record,
  isMeant = (_rung: string) => true,
) {
  const { notices } = planNotices({ record: planned, privateRows: privateRows(), today: day(on) })
  const compose = createComposer({
    record,
    privateRows: privateRows(),
    at: at(on, 8),
    from: address("sujarit@example.go.th"),
    origin: "https://sujarit.example.go.th",
    simulated: false,
    lastSummaryAt: at("2023-05-08", 8),
    remindersById: new Map(),
    dead: 0,
  })
  return compose(
    address(to),
    notices.filter(each => each.recipient === to && isMeant(each.rung)),
  )
}

const isClosing = (rung: string) => rung.startsWith("closed-")
const seen = (date: string, changes: Partial<Look>) => look(LINK, at(date, 10), changes)
const textOf = (text: string | undefined) => asciiDigits(text ?? "").replace(/\s+/g, " ")

describe("a link that asks for a log-in", () => {
  const closed = lookedAt(RECORD, seen("2023-05-15", { outcome: "login" }))

  it("is told to its section in the next mail, with what to do about it, and once", () => {
    const { message } = mailOf(closed, OWN, "2023-05-16", closed, isClosing)
    const text = textOf(message?.text)
    expect(text).toContain("ต้องเข้าสู่ระบบ (ตรวจวันที่ 15 พ.ค. 2566)")
    expect(text).toContain("ทุกคนที่มีลิงก์")
    expect(text).toContain("รอหลักฐาน")
    const keys = (on: string) =>
      planNotices({ record: closed, privateRows: privateRows(), today: day(on) })
        .notices.filter(each => isClosing(each.rung))
        .map(each => [each.key, each.role])
    expect(keys("2023-05-16")).toEqual([[expect.stringContaining("/closed-2023-05-15/reminder/"), "section"]])
    expect(keys("2023-05-19")).toEqual(keys("2023-05-16"))
  })

  it("that opened before the mail went is told to nobody", () => {
    const opened = lookedAt(RECORD, seen("2023-05-15", { outcome: "login" }), seen("2023-05-16", {}))
    const { message, skipped } = mailOf(opened, OWN, "2023-05-16", closed, isClosing)
    expect(message).toBeUndefined()
    expect(skipped).toMatchObject([{ reason: "opened" }])
  })

  it("is told to the director as what it is: no evidence that anybody can open", () => {
    const text = textOf(mailOf(closed, DIRECTOR, "2023-05-22").message?.text)
    expect(text).toContain("ลิงก์หลักฐานต้องเข้าสู่ระบบ คนภายนอกเปิดไม่ได้")
  })
})

describe("a link that is gone or changed", () => {
  it.each([
    ["เปิดไม่ได้ ไม่มีไฟล์นี้แล้ว (ตรวจวันที่ 17 พ.ค. 2566)", { outcome: "gone", status: 404 }],
    ["เปลี่ยนไปหลังส่ง (พบวันที่ 17 พ.ค. 2566)", { sha256: "bb" }],
  ] as const)("is told to the director: %s", (said, found) => {
    const record = lookedAt(RECORD, seen("2023-05-15", {}), seen("2023-05-17", found))
    const text = textOf(mailOf(record, DIRECTOR, "2023-05-22").message?.text)
    expect(text).toContain("หลักฐานที่เปิดไม่ได้หรือเปลี่ยนไปหลังส่ง")
    expect(text).toContain(said)
    expect(text).not.toContain("ยังไม่มีหลักฐาน")
  })

  it("is told by a site that is down only when it is so for a week", () => {
    const down = (from: string) => lookedAt(RECORD, seen("2023-05-15", {}), seen(from, { outcome: "down" }))
    const told = (record: WholeRecord) => textOf(mailOf(record, DIRECTOR, "2023-05-29").message?.text)
    expect(told(down("2023-05-23"))).not.toContain("เปิดไม่ได้")
    expect(told(down("2023-05-22"))).toContain("เปิดไม่ได้ เว็บไซต์ไม่ตอบ (ตรวจวันที่ 22 พ.ค. 2566)")
  })
})

it("a report whose links open is received with the day they were opened", () => {
  const record = lookedAt(RECORD, seen("2023-05-15", {}))
  const text = textOf(mailOf(record, DIRECTOR, "2023-05-22").message?.text)
  expect(text).toContain("หลักฐานตรวจแล้ววันที่ 15 พ.ค. 2566")
})
