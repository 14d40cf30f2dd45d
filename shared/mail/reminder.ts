/** The reminder to a section: what it owes, soonest first, and where to write it. */

import { tabOf } from "../columns.ts"
import type { Obligation } from "../due/obligation.ts"
import type { Waiting } from "../due/waiting.ts"
import { alarmPart, beganLate, footOf, openLink, simulatedNote } from "./letter.ts"
import { type Memo, type MemoItem, memoPart } from "./memo.ts"
import { receiptPart } from "./receipt.ts"
import { closingOf } from "./reminder-closing.ts"
import {
  type Entry,
  entriesOf,
  entryTitle,
  type Part,
  partOf,
  type ReminderContext,
} from "./reminder-context.ts"
import { linksPart } from "./reminder-links.ts"
import { reminderSubject } from "./reminder-subject.ts"
import { mendPart } from "./waiting-item.ts"
import { createWording, headline, keep, listPeriods, type Wording } from "./wording.ts"

export function reminderMemo(context: ReminderContext): Memo {
  const { office, today, sections } = context
  const wording = createWording(office.digits)
  const sorted = [...context.obligations].sort((a, b) => a.days - b.days)
  const entries = entriesOf(sorted)
  const inPart = (part: Part) => entries.filter(each => partOf(each.first) === part)
  const items = (group: readonly Entry[]) => group.map(each => entryItem(each, context, wording))
  const [first] = sections
  return {
    simulated: simulatedNote(office, today, wording),
    subject: reminderSubject(context, entries, wording),
    about: `${matterOf(context)} ปีงบประมาณ ${keep(`พ.ศ. ${wording.number(office.fiscalYear)}`)} ณ ${wording.longDate(today)}`,
    to: first ? sections.map(each => office.head(each.slug)).join(" ") : readerOf(context),
    opening: opening(context, entries, wording),
    parts: [
      ...receiptPart(context.answered ?? [], wording),
      ...memoPart(
        `เกินกำหนด ${wording.count(sorted.filter(each => partOf(each) === "overdue").length, "งวด")}`,
        items(inPart("overdue")),
        { tone: "overdue" },
      ),
      ...memoPart("ครบกำหนดวันนี้", items(inPart("today"))),
      ...memoPart("ใกล้ครบกำหนด", items(inPart("soon"))),
      ...memoPart("รายงานแล้ว แต่ยังไม่มีหลักฐาน", items(entriesOf(context.unproven))),
      ...linksPart(context.toOpen ?? [], context, wording),
      ...mendPart(context.toMend ?? [], office, wording),
      ...memoPart(
        "ข้อความที่ขอให้ยืนยัน",
        context.asks.map(each => askItem(each, wording)),
      ),
      ...alarmPart(context.alarms ?? [], wording),
    ],
    closing: closingOf(context, wording),
    ...actionOf(context, wording),
    foot: footOf(office, context, wording),
  }
}

/** Of a mail to no section. */
function readerOf({ office, alarms = [], answered = [] }: ReminderContext): string {
  if (alarms.length > 0) return "ผู้ดูแลระบบ"
  return answered.length > 0 ? office.director : "ผู้เกี่ยวข้อง"
}

function matterOf({
  answered = [],
  obligations,
  asks,
  toOpen = [],
  toMend = [],
  alarms = [],
}: ReminderContext): string {
  if (answered.length > 0) return "คำตอบจากอีเมลตามมาตรการคุณธรรมและความโปร่งใส"
  if (obligations.length > 0) return "กำหนดรายงานตามมาตรการคุณธรรมและความโปร่งใส"
  if (toOpen.length > 0) return "หลักฐานของรายงานตามมาตรการคุณธรรมและความโปร่งใส"
  if (toMend.length > 0) return "แถวที่ต้องแก้ในตารางมาตรการคุณธรรมและความโปร่งใส"
  if (asks.length > 0 || alarms.length === 0) return "ข้อความที่ขอให้ยืนยันในมาตรการคุณธรรมและความโปร่งใส"
  return "เรื่องที่ต้องดูแลของระบบติดตามมาตรการคุณธรรมและความโปร่งใส"
}

function opening(context: ReminderContext, entries: readonly Entry[], wording: Wording): string[] {
  const names = context.sections.map(each => each.name).join(" ")
  const overdue = context.obligations.filter(each => each.days < 0)
  if (context.answered?.length)
    return [`ขอแจ้งสิ่งที่บันทึกในนามของ${names || "ท่าน"} ${wording.count(context.answered.length, "เรื่อง")} ดังนี้`]
  if (entries.length > 0)
    return [
      `ขอแจ้งเรื่องที่ยังไม่ได้รับรายงานจาก${names} ${wording.count(context.obligations.length, "งวด")} ดังนี้`,
      beganLate(context.began, overdue, wording),
    ]
  if (context.toOpen?.length)
    return [`ขอแจ้งเรื่องหลักฐานในรายงานของ${names} ${wording.count(context.toOpen.length, "งวด")} ดังนี้`]
  if (context.toMend?.length)
    return [`ขอแจ้งแถวในตารางที่${names}ต้องแก้ ${wording.count(context.toMend.length, "แถว")} ดังนี้`]
  if (context.asks.length === 0)
    return [`ขอแจ้งเรื่องของระบบที่ต้องดูแล ${wording.count(context.alarms?.length ?? 0, "เรื่อง")} ดังนี้`]
  return [`ขอให้${names}ยืนยันข้อความในตาราง ${wording.count(context.asks.length, "แห่ง")} ดังนี้`]
}

function entryItem(entry: Entry, context: ReminderContext, wording: Wording): MemoItem {
  const { office, sections } = context
  const { first, periods } = entry
  const isOne = periods.length === 1
  const facts = [
    sections.length > 1 ? first.section.name : "",
    `${isOne ? "ครบกำหนด" : "งวดแรกครบกำหนด"} ${wording.date(first.due)}${first.reportedAt === null && first.days !== 0 ? ` ${wording.days(first.days)}` : ""}`,
    first.reportedAt === null ? "" : "ยังไม่ได้แนบลิงก์หรือเลขที่และวันที่ของหนังสือ",
    owedWords(first),
    first.evidenceKind === "" ? "" : `หลักฐาน: ${headline(first.evidenceKind, 80)}`,
  ]
  const lines = listPeriods(
    periods.map(each => ({ occurrence: each.occurrence, said: [`ครบกำหนด ${wording.date(each.due)}`] })),
    wording,
  )
  const sheet = office.sheet(first.section.slug)
  // With several sections each has a link of its own; with one it is the mail's button.
  const answer = sections.length > 1 ? context.answerLinks?.get(first.section.slug) : undefined
  return {
    title: entryTitle(entry, wording),
    detail: [facts.filter(fact => fact !== "").join(" · ")],
    ...(isOne ? {} : { lines }),
    ...(answer
      ? openLink(answer, ANSWER_LABEL)
      : openLink(sheet ?? office.page(`/measures/${first.measure}`), sheet ? "กรอกรายงาน" : "เปิดดู")),
  }
}

const ANSWER_LABEL = "ตอบจากโทรศัพท์"

/** Nobody sends anything to himself: he is asked to prepare it. */
function owedWords({ owedTo, section }: Obligation): string {
  const to = owedTo.trim()
  if (to === "") return ""
  return keep(to === section.name ? `ขอให้จัดเตรียมไว้ที่${to}` : `ส่งให้${headline(to, 60)}`)
}

function askItem({ row, days }: Waiting, wording: Wording): MemoItem {
  const waited = days > 0 ? `รอมาแล้ว ${wording.count(days, "วัน")}` : ""
  const understood =
    "understood" in row && row.understood !== "" ? `ระบบเข้าใจว่า: ${headline(row.understood, 160)}` : ""
  const { title, written } = askedText(row, wording)
  const facts = [`แท็บ “${tabOf(row.kind).title}”`, written, understood, waited]
  return { title: headline(title), detail: [facts.filter(part => part !== "").join(" · ")] }
}

/** What is asked about, as it stands in the sheet: a question must be understood without opening it. */
function askedText(row: Waiting["row"], wording: Wording): { title: string; written: string } {
  const quoted = (text: string) => (text === "" ? "" : `พิมพ์ไว้ว่า “${headline(text, 80)}”`)
  switch (row.kind) {
    case "measure":
      return { title: row.measure, written: quoted(row.period) }
    case "duty":
      return { title: row.what, written: quoted(row.when) }
    case "assessment": {
      const score = row.score === null ? "" : keep(`คะแนน ${wording.number(row.score.toFixed(2))}`)
      return { title: `ตัวชี้วัดที่ ${wording.number(row.indicator)} ${row.name}`, written: score }
    }
    default:
      return { title: "", written: "" }
  }
}

function actionOf(context: ReminderContext, wording: Wording): Pick<Memo, "action"> {
  const {
    office,
    sections,
    obligations,
    asks,
    toMend = [],
    alarms = [],
    answered = [],
    answerLinks,
  } = context
  // What the planner is asked about stands in tabs of the plan, not where a section reports.
  const isAsked = asks.length > 0 && obligations.length + answered.length === 0
  const sheet = sections[0] && office.sheet(isAsked ? "" : sections[0].slug)
  const rest = toMend.length > asks.length ? "เปิดตารางเพื่อแก้" : "เปิดตารางเพื่อยืนยัน"
  const actionLabel = obligations.length > 0 ? "เปิดตารางเพื่อรายงาน" : answered.length > 0 ? "เปิดตาราง" : rest
  const answer = sections.length === 1 ? answerLinks?.get(sections[0]?.slug ?? "") : undefined
  if (answer && obligations.length > 0)
    return { action: { label: `${ANSWER_LABEL} ไม่ต้องเข้าสู่ระบบ`, href: answer } }
  if (sheet)
    return {
      action: { label: actionLabel, href: sheet },
    }
  if (alarms.length > 0 && office.status)
    return { action: { label: "เปิดหน้าสถานะของระบบ", href: office.status } }
  const page = office.page("")
  return page ? { action: { label: `เปิดหน้ามาตรการปี ${wording.number(office.fiscalYear)}`, href: page } } : {}
}
