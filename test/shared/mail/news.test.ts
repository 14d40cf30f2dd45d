/** The director's mail tells what is new, in full, and what stands as it did in a line a kind. */
import { describe, expect, it } from "vitest"
import { addDays, bangkokMidnight } from "../../../shared/date/civil-date.ts"
import { planNotices } from "../../../shared/due/notice.ts"
import { createComposer } from "../../../shared/mail/compose.ts"
import { recordUntil, type WholeRecord } from "../../../shared/record/record.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import type { AbsenceRow, ReportRow } from "../../../shared/row/row.ts"
import { plans } from "../../faults/plan.ts"
import {
  at,
  day,
  dutyRow,
  HOUR,
  measureRow,
  PLAN,
  privateRows,
  recordOf,
  reportRow,
  sectionRows,
  settingRows,
} from "../due/fixture.ts"

const DIRECTOR = parseAddress("director@example.go.th") ?? raise()
const FROM = parseAddress("sujarit@example.go.th") ?? raise()
const [, SAMPLE = []] = plans()[0] ?? []

type Sent = { readonly on: string; readonly subject: string; readonly text: string; readonly weekly: boolean }

/** Every mail to the director through a stretch of days, each written at eight. */
function directorMails(record: WholeRecord, from: string, to: string): Sent[] {
  const known = new Set<string>()
  const sent: Sent[] = []
  let lastSummaryAt: number | null = null
  for (let today = day(from); today <= day(to); today = addDays(today, 1)) {
    const now = bangkokMidnight(today) + 8 * HOUR
    const seen = recordUntil(record, now)
    const notices = planNotices({ record: seen, privateRows: privateRows(), today }).notices.filter(
      each => each.role === "director" && !known.has(each.key),
    )
    for (const { key } of notices) known.add(key)
    if (notices.length === 0) continue
    const compose = createComposer({
      ...{ record: seen, privateRows: privateRows(), at: now, from: FROM, origin: "https://record.example" },
      ...{ simulated: false, lastSummaryAt, remindersById: new Map(), dead: 0 },
    })
    const { message } = compose(DIRECTOR, notices)
    if (!message) continue
    lastSummaryAt = now
    const weekly = notices.some(each => each.about === "digest")
    sent.push({ on: today, subject: message.subject, text: message.text, weekly })
  }
  return sent
}

const lines = ({ text }: Sent) => text.trimEnd().split("\n").length

describe("nine weeks in which nobody does anything", () => {
  const plan = recordOf({ at: at("2023-05-29", 7), rows: SAMPLE })
  const [first, ...later] = directorMails(plan, "2023-05-29", "2023-08-07")

  it("bring, after the first mail, twelve of at most 30 lines, the picture of the year among them", () => {
    expect(first?.on).toBe("2023-05-29")
    expect(later.length).toBeGreaterThanOrEqual(12)
    expect(later.filter(each => lines(each) > 30).map(each => each.text)).toEqual([])
  })

  it("name once, in full, what falls overdue, and count it from then on", () => {
    const about = (sent: readonly Sent[]) =>
      sent.filter(
        each => each.text.includes("แสดงรายงานผลการดำเนินการ") && each.text.includes("๓๐ มิ.ย. ๒๕๖๖ เกินมาแล้ว"),
      )
    expect(about(later).map(each => each.on)).toEqual(["2023-07-03"])
    const quiet = later.filter(each => each.text.includes("ไม่มีเรื่องใหม่ตั้งแต่บันทึกเมื่อ"))
    expect(quiet.map(each => each.on)).toEqual([
      ...["2023-06-12", "2023-06-19", "2023-06-26", "2023-07-10", "2023-07-17", "2023-07-24"],
    ])
    for (const { subject, text } of quiet) {
      expect(subject).toContain("ไม่มีเรื่องใหม่")
      expect(text).toContain("จึงเรียนมาเพื่อโปรดทราบ")
      expect(text.split("\n").length).toBeLessThan(26)
    }
  })

  it("tell an extra edition's news alone", () => {
    const extra = later.filter(each => !each.weekly)
    expect(extra.length).toBeGreaterThan(1)
    for (const { subject, text } of extra) {
      expect(subject).toContain("เกินกำหนดใหม่ ๑ งวด")
      expect(text).not.toContain("เรื่องเดิมที่ยังค้าง")
    }
  })

  it("count the same in subject and body, and name the unit", () => {
    for (const { subject, text } of later.filter(each => each.weekly)) {
      const counted = subject.match(/เกินกำหนด(?:ใหม่)? [๐-๙]+ งวด/g) ?? []
      expect(counted.filter(each => !text.includes(each))).toEqual([])
    }
  })

  it("show how the year stands in words and letters, but not in an extra edition", () => {
    for (const { text, weekly } of later) expect(/[▲○] [๐-๙]+ มาตรการ/.test(text)).toBe(weekly)
  })
})

describe("a report", () => {
  const sent = (slug: string, changes: Partial<ReportRow> = {}) =>
    reportRow(`d-00000001/${slug}/2566-05`, { due: day("2023-06-05"), date: day("2023-06-05"), ...changes })
  const mailOf = (...rows: readonly ReportRow[]) => {
    const record = recordOf(PLAN, { at: at("2023-06-05"), rows })
    return directorMails(record, "2023-05-29", "2023-06-06").at(-1)
  }

  it("of a period newly overdue is not told beside those who have not sent it", () => {
    const mail = mailOf(sent("1"), sent("2"))
    expect(mail?.subject).toContain("เกินกำหนดใหม่ ๑ งวด")
    expect(mail?.text).toContain("(๘ จาก ๑๐ ฝ่าย)")
    expect(mail?.text).not.toContain("ได้รับรายงาน ๑ งวด")
  })

  it("without evidence is told once", () => {
    const owed = dutyRow({ owedBy: ["ฝ่ายปกครอง"] })
    const record = recordOf(
      { at: at("2023-05-29", 7), rows: [...(PLAN.rows ?? []), owed] },
      { at: at("2023-06-01"), rows: [sent("1", { evidence: "" })] },
    )
    const mail = directorMails(record, "2023-05-29", "2023-06-05").at(-1)
    expect(mail?.subject).toMatch(/^๕ มิ\.ย\. ๖๖ รอหลักฐาน ๑ งวด/)
    expect(mail?.text.match(/สขร\.๑\) งวด พ\.ค\./g)).toHaveLength(1)
  })
})

describe("a part with more than a minute's reading", () => {
  it("names eight and leads to all of them", () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      measureRow({ id: `m-000001${index + 10}`, measure: `มาตรการ ${index}`, occurrences: [] }),
    )
    const record = recordOf(PLAN, { at: at("2023-06-01"), rows })
    const mail = directorMails(record, "2023-05-29", "2023-06-05").at(-1)
    expect(mail?.text).toContain("เพิ่มเข้าแผน ๒๐ รายการ")
    expect(mail?.text).toContain("และอีก ๑๒ เรื่อง เปิดดูทั้งหมด: https://record.example/2566\n")
  })
})

describe("what changes in the plan", () => {
  const once = { occurrences: [{ id: "2566", due: day("2023-09-29") }] }
  const changed = recordOf(
    PLAN,
    { at: at("2023-06-08"), rows: [measureRow({ id: "m-00000009", measure: "มาตรการที่เพิ่ม", ...once })] },
    { at: at("2023-06-09"), rows: [measureRow({ status: "ยกเลิก", reason: "งบประมาณถูกตัดทั้งจำนวน", ...once })] },
    {
      at: at("2023-06-09"),
      rows: [dutyRow({ occurrences: dutyRow().occurrences.slice(8), reason: "เปลี่ยนรอบตามหนังสือสั่งการ" })],
    },
    { at: at("2023-06-10"), rows: [absence("measure/m-00000002", "ยุบรวมกับมาตรการที่หนึ่ง")] },
    { at: at("2023-06-10"), gone: ["measure/m-00000002"] },
    { at: at("2023-06-10"), rows: [absence("duty/d-00000001")], held: ["duty/d-00000001"] },
  )

  it("is told in full by the next mail, and by no later one", () => {
    const mails = directorMails(changed, "2023-06-06", "2023-06-19").filter(each => each.weekly)
    const news = [
      ...["เพิ่มเข้าแผน ๑ รายการ", "มาตรการที่เพิ่ม", "ยกเลิก ๑ รายการ", "เหตุผล: งบประมาณถูกตัดทั้งจำนวน"],
      ...[
        "งวดที่ตัดออก ๑ รายการ",
        "งวด ต.ค. ๒๕๖๕–พ.ค. ๒๕๖๖ เหตุผล: เปลี่ยนรอบตามหนังสือสั่งการ",
        "นำออกจากตาราง ๑ รายการ",
        "เหตุผล: ยุบรวมกับมาตรการที่หนึ่ง หน้าเว็บยังบันทึกไว้",
        "หายไปจากตาราง ๑ รายการ",
        "หน้าเว็บยังแสดงและนับต่อ จนกว่าจะคืนแถวหรือให้เหตุผล",
      ],
    ]
    const [, first, second] = mails
    expect(news.filter(each => !first?.text.includes(each))).toEqual([])
    expect(news.filter(each => second?.text.includes(each))).toEqual([])
  })
})

describe("a date that is moved", () => {
  const due = (date: string, reason: string) => [
    measureRow({ reason, occurrences: [{ id: "2566", due: day(date) }] }),
  ]
  const record = recordOf(
    PLAN,
    { at: at("2023-06-07"), rows: due("2023-08-31", "รอผลการประเมินความเสี่ยง") },
    { at: at("2023-06-14"), rows: due("2023-09-15", "รอระบบใหม่ของสำนัก") },
  )
  const mails = directorMails(record, "2023-06-05", "2023-06-19")

  it("is told once, and beside its first promise when it was moved before", () => {
    const first = mails.filter(({ text }) => text.includes("รอผลการประเมินความเสี่ยง"))
    const second = mails.filter(({ text }) => text.includes("รอระบบใหม่ของสำนัก"))
    expect([first.length, second.length]).toEqual([1, 1])
    expect(first[0]?.text).not.toContain("เทียบกำหนดแรก")
    expect(second[0]?.text).toMatch(/เป็น ๑๕ ก\.ย\. ๒๕๖๖ \(ช้าลง ๑๕ วัน\) เทียบกำหนดแรก [^\n]*ช้าลง ๑๐๗ วัน/)
  })
})

it("no part of the mail is named that has nothing in it", () => {
  const far = measureRow({ occurrences: [{ id: "2566", due: day("2023-09-29") }] })
  const record = recordOf({ at: at("2022-10-12"), rows: [...sectionRows(), ...settingRows(), far] })
  const [first] = directorMails(record, "2023-05-29", "2023-06-05")
  expect(first?.weekly).toBe(true)
  expect(first?.text).not.toContain("ใกล้ครบกำหนด")
})

function absence(of: string, reason = ""): AbsenceRow {
  return { kind: "absence", of, reason }
}

function raise(): never {
  throw new Error("no address")
}
