/** A year in June with everything a digest can speak of. */

import { isOpen } from "../../../shared/due/notice.ts"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { summaryFacts } from "../../../shared/due/summary.ts"
import { rowsToMend } from "../../../shared/due/to-mend.ts"
import { openAsks } from "../../../shared/due/waiting.ts"
import { letterheadOf } from "../../../shared/mail/letterhead.ts"
import type { Memo } from "../../../shared/mail/memo.ts"
import { type MailAttachment, type MailMessage, messageOf } from "../../../shared/mail/message.ts"
import { reminderMemo } from "../../../shared/mail/reminder.ts"
import type { ReminderContext } from "../../../shared/mail/reminder-context.ts"
import { summaryMemo } from "../../../shared/mail/summary.ts"
import { latestRevision, type WholeRecord } from "../../../shared/record/record.ts"
import { parseAddress } from "../../../shared/row/address.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { yearView } from "../../../shared/view/year.ts"
import {
  at,
  day,
  dutyRow,
  measureRow,
  PLAN,
  privateRows,
  problemRow,
  recordOf,
  reportRow,
} from "../due/fixture.ts"

export const TODAY = day("2023-06-12")

const MAY = "d-00000001"

export function sampleRecord(): WholeRecord {
  const earlier = dutyRow().occurrences.filter(each => each.due < "2023-06-01")
  const sent = earlier.flatMap(({ id, due }) =>
    DISTRICT_SECTIONS.map(({ slug }) => ({
      due,
      row: reportRow(`${MAY}/${slug}/${id}`, { due, nothingToReport: slug === "9" }),
    })),
  )
  const may = DISTRICT_SECTIONS.filter(each => !["3", "9"].includes(each.slug))
  return recordOf(
    PLAN,
    {
      at: at("2022-10-20"),
      rows: [
        measureRow({
          id: "m-00000003",
          measure: "เวียนแจ้งหลักเกณฑ์การขอยืมทรัพย์สิน",
          occurrences: [{ id: "2566", due: day("2023-06-15") }],
        }),
      ],
    },
    ...earlier.map(({ due }) => ({
      at: at(due, 8),
      rows: sent.filter(each => each.due === due).map(each => each.row),
    })),
    {
      at: at("2023-06-05"),
      rows: may.map(each => reportRow(`${MAY}/${each.slug}/2566-05`, { due: day("2023-06-05") })),
    },
    {
      at: at("2023-06-09"),
      rows: [
        measureRow({ reason: "รอผลการประเมินความเสี่ยง" }),
        reportRow("m-00000003/1/2566", { evidence: "" }),
        {
          kind: "oversight",
          id: "o-00000001",
          date: day("2023-05-08"),
          measures: ["m-00000002"],
          order: "ให้ฝ่ายโยธาแนบลิงก์รายงาน สขร.๑ งวดมีนาคม",
          outcome: "",
          link: "",
        },
      ],
      held: ["measure/m-00000002"],
    },
  )
}

const secrets = [
  ...privateRows(),
  { kind: "secret", key: "sheetAddress", value: "https://docs.google.com/spreadsheets/d/abc/edit" } as const,
]

function measuresOf(record: WholeRecord, today: typeof TODAY) {
  return yearView(record, { today, simulated: false })?.measures ?? []
}

/** A year in which the monthly duty was let slide: nobody sent a month of one, some sent some months of another. */
export function neglectedRecord(): WholeRecord {
  const dashboard = dutyRow({ id: "d-00000002", what: "รายงานการใช้รถราชการ", owedTo: "ฝ่ายการคลัง" })
  const past = dashboard.occurrences.filter(each => each.due < "2023-06-01")
  const sent = past.flatMap(({ id, due }, month) =>
    DISTRICT_SECTIONS.filter(({ slug }) => slug !== "3" && !(month >= 6 && slug === "9")).map(({ slug }) => ({
      due,
      row: reportRow(`d-00000002/${slug}/${id}`, {
        due,
        evidence: month === 4 && slug === "2" ? "" : "https://example.go.th/x",
      }),
    })),
  )
  return recordOf(
    { ...PLAN, rows: [...(PLAN.rows ?? []), dashboard] },
    ...past.map(({ due }) => ({
      at: at(due, 8),
      rows: sent.filter(each => each.due === due).map(each => each.row),
    })),
  )
}

export function sampleSummary(simulated = true, record = sampleRecord()): MailMessage {
  const office = letterheadOf({
    record,
    privateRows: secrets,
    origin: "https://sujarit.example.go.th",
    simulated,
  })
  const obligations = obligationsOf(record, TODAY)
  const facts = summaryFacts({
    ...{ record, obligations, today: TODAY },
    ...{ at: at("2023-06-12", 8), since: at("2023-06-05", 8) },
  })
  const measures = measuresOf(record, TODAY)
  const memo = summaryMemo({
    ...{ office, facts, measures, dead: 0 },
    remindersById: new Map([[`${MAY}/3/2566-05`, 4]]),
  })
  return sent(memo, record, office, "director@example.go.th")
}

export function sampleReminder(slug = "3", record = sampleRecord(), simulated = false): MailMessage {
  const office = letterheadOf({
    record,
    privateRows: secrets,
    origin: "https://sujarit.example.go.th",
    simulated,
  })
  const own = obligationsOf(record, TODAY).filter(each => each.section.slug === slug)
  const sections = DISTRICT_SECTIONS.filter(each => each.slug === slug)
  const obligations = own.filter(each => isOpen(each) && each.state !== "scheduled")
  const unproven = own.filter(each => each.reportedAt !== null && !each.proven)
  const revision = latestRevision(record)
  const memo = reminderMemo({ office, today: TODAY, obligations, unproven, asks: [], sections, revision })
  return sent(memo, record, office, `section${slug}@example.go.th`)
}

/** A year that came into the system in May: what was due before stands overdue at once. */
export function lateRecord(): WholeRecord {
  return recordOf({ ...PLAN, at: at("2023-05-29") })
}

/** Many questions unanswered for two weeks, and one section alone that reported. */
export function askedRecord(): WholeRecord {
  const asked = Array.from({ length: 5 }, (_, index) =>
    measureRow({
      ...{ id: `m-0000001${index}`, measure: `มาตรการที่ระบบถาม ${index + 1}`, asks: "open" },
      occurrences: [{ id: "2566", due: day("2023-09-30") }],
    }),
  )
  const sent = dutyRow().occurrences.filter(each => each.due < "2023-06-12")
  return recordOf(
    PLAN,
    { at: at("2023-05-29"), rows: asked },
    {
      at: at("2023-06-06"),
      rows: sent.map(({ id, due }) => reportRow(`${MAY}/3/${id}`, { due, date: day("2023-06-06") })),
    },
  )
}

export function sampleFirstDigest(): MailMessage {
  const record = lateRecord()
  const today = day("2023-05-29")
  const office = letterheadOf({
    record,
    privateRows: secrets,
    origin: "https://sujarit.example.go.th",
    simulated: false,
  })
  const facts = summaryFacts({
    ...{ record, obligations: obligationsOf(record, today), today },
    ...{ at: at("2023-05-29", 10), since: null },
  })
  const measures = measuresOf(record, today)
  const memo = summaryMemo({ office, facts, measures, remindersById: new Map(), dead: 0, isFirst: true })
  return sent(memo, record, office, "director@example.go.th")
}

export function sampleFirstReminder(): MailMessage {
  const record = lateRecord()
  const today = day("2023-05-29")
  const own = obligationsOf(record, today).filter(each => each.section.slug === "3")
  const obligations = own.filter(each => isOpen(each) && each.state !== "scheduled")
  return reminder(record, "3", { today, obligations, began: today })
}

export function sampleAsks(): MailMessage {
  const record = recordOf(PLAN, {
    at: at("2023-05-29"),
    rows: [
      measureRow({ asks: "open", understood: "ภายในวันศุกร์ที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖" }),
      dutyRow({ asks: "open", understood: "ภายในวันที่ ๕ ของทุกเดือน" }),
    ],
  })
  return reminder(record, "1", { asks: openAsks(record, TODAY) })
}

/** A measure and a report that an error holds back, of a section that owes nothing near. */
export function sampleHeld(): MailMessage {
  const id = `${MAY}/3/2566-04`
  const names = ["measure/m-00000004", `report/${id}`]
  const rows = [
    measureRow({ id: "m-00000004", measure: "จัดทำคู่มือการใช้ทรัพย์สิน", lead: "ฝ่ายโยธา" }),
    reportRow(id, { due: day("2023-05-05") }),
  ]
  const record = recordOf(PLAN, { at: at("2023-05-08"), rows }, { at: at("2023-06-09"), held: names })
  const cells = [
    { cell: "E14", says: "วันที่ “40 พ.ค. 2566” ในช่อง “วันที่ดำเนินการ” ไม่ใช่วันที่ ให้พิมพ์ เช่น 5 มิ.ย. 2566" },
    { cell: "G14", says: "“ส่งในไลน์กลุ่มแล้ว” ใช้เป็นหลักฐานไม่ได้ ให้วางลิงก์ https หรือพิมพ์เลขที่และวันที่ของหนังสือ" },
  ]
  const told = [
    problemRow("measure/m-00000004"),
    problemRow(`report/${id}`, { tab: "รายงาน ฝ่ายโยธา", sheetId: 23, cells }),
  ]
  return reminder(record, "3", { toMend: rowsToMend(record, told, TODAY) })
}

export function sampleAlarm(): MailMessage {
  const record = sampleRecord()
  const alarms = [
    { cause: "strayed", since: day("2023-06-12") },
    { cause: "silent", since: day("2023-06-10") },
    { cause: "mailFailing", since: day("2023-06-11") },
    { cause: "keyExpiring", since: day("2023-06-05") },
    { cause: "keyExpired", since: day("2023-06-12") },
  ] as const
  return reminder(record, "", { alarms })
}

function reminder(record: WholeRecord, slug: string, context: Partial<ReminderContext>): MailMessage {
  const office = letterheadOf({
    record,
    privateRows: secrets,
    origin: "https://sujarit.example.go.th",
    simulated: false,
  })
  const memo = reminderMemo({
    ...{ office, today: TODAY, obligations: [], unproven: [], asks: [] },
    sections: DISTRICT_SECTIONS.filter(each => each.slug === slug),
    revision: latestRevision(record),
    ...context,
  })
  return sent(memo, record, office, slug === "" ? "operator@example.go.th" : `section${slug}@example.go.th`)
}

/** A calendar of one date, as a reminder carries it. */
export function memoCalendar(): MailAttachment {
  const lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:ส่ง สขร.๑", "END:VEVENT", "END:VCALENDAR", ""]
  const content = Buffer.from(lines.join("\r\n")).toString("base64")
  return {
    filename: "sujarit-2566.ics",
    type: "text/calendar; charset=utf-8",
    disposition: "attachment",
    content,
  }
}

function sent(
  memo: Memo,
  record: WholeRecord,
  office: ReturnType<typeof letterheadOf>,
  to: string,
): MailMessage {
  const from = parseAddress("sujarit@example.go.th")
  const recipient = parseAddress(to)
  if (!from || !recipient) throw new Error("the sample's addresses are broken")
  return messageOf(memo, { office, from, to: recipient, revision: latestRevision(record) })
}
