/** The reminder to a section: what it owes, soonest first, and where to write it. */

import { reportTabTitle, tabOf } from "../columns.ts"
import type { IsoDate } from "../date/civil-date.ts"
import type { Alarm } from "../due/alarm.ts"
import { isClosedToReaders } from "../due/notice.ts"
import type { Obligation } from "../due/obligation.ts"
import type { RowToMend } from "../due/to-mend.ts"
import type { Waiting } from "../due/waiting.ts"
import { LINK_DAYS } from "../push/answer.ts"
import type { TreeHead } from "../push/payload.ts"
import { groupBy } from "../record/group.ts"
import type { Revision } from "../record/record.ts"
import { alarmPart, beganLate, countsEndings, footOf, openLink, simulatedNote, subjectOf } from "./letter.ts"
import type { Letterhead } from "./letterhead.ts"
import { type Memo, type MemoItem, memoPart } from "./memo.ts"
import { type NamedAnswer, receiptPart } from "./receipt.ts"
import { linksPart } from "./reminder-links.ts"
import { mendPart } from "./waiting-item.ts"
import { createWording, headline, keep, listPeriods, type Wording } from "./wording.ts"

export type ReminderContext = {
  readonly office: Letterhead
  readonly today: IsoDate
  /** Open obligations of the recipient's sections. */
  readonly obligations: readonly Obligation[]
  /** Reported, but without the evidence asked. */
  readonly unproven: readonly Obligation[]
  /** Reported, with a link that the public cannot open, or that is not what was sent. */
  readonly toOpen?: readonly Obligation[]
  /** The section's own rows that an error holds back. */
  readonly toMend?: readonly RowToMend[]
  /** Rows that wait for the planner's answer; empty for everyone else. */
  readonly asks: readonly Waiting[]
  /** What was answered from a mail in the recipient's name. */
  readonly answered?: readonly NamedAnswer[]
  /** Where each section answers without the sheet, by its number. */
  readonly answerLinks?: ReadonlyMap<string, string>
  /** What is wrong with the system itself; empty for everyone but the operator. */
  readonly alarms?: readonly Alarm[]
  /** Slug and name of each section the recipient reads mail for. */
  readonly sections: readonly { readonly slug: string; readonly name: string }[]
  readonly revision: Revision | undefined
  /** Epoch milliseconds at which the sheet was last heard of. */
  readonly seenAt?: number | null | undefined
  /** The newest signed tree of the log. */
  readonly log?: TreeHead | undefined
  /** When the record began, for a recipient who hears of what is overdue for the first time. */
  readonly began?: IsoDate | undefined
}

type Part = "overdue" | "today" | "soon"

type Entry = { readonly first: Obligation; readonly periods: readonly Obligation[] }

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
    closing: [
      ...howToDeny(context),
      ...howToReport(context),
      ...howToAnswer(context, wording),
      ...howToShare(context),
      ...howToMend(context),
      ...howToConfirm(context),
      "จึงเรียนมาเพื่อโปรดดำเนินการ",
    ],
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

/** One duty of one section within a part of the mail, with each of its periods. */
function entriesOf(sorted: readonly Obligation[]): Entry[] {
  const groups = groupBy(sorted, each => `${partOf(each)}/${each.duty}/${each.section.slug}`)
  return [...groups.values()].flatMap(periods => (periods[0] ? [{ first: periods[0], periods }] : []))
}

function partOf({ days }: Obligation): Part {
  if (days === 0) return "today"
  return days < 0 ? "overdue" : "soon"
}

function reminderSubject(context: ReminderContext, entries: readonly Entry[], wording: Wording): string {
  const { office, today, sections } = context
  const [only] = entries
  const single = only && entries.length === 1 && !context.answered?.length ? singleEndings(only, wording) : []
  const count = (part: Part) => context.obligations.filter(each => partOf(each) === part).length
  const counted = (soon: ReturnType<typeof soonCounts>) =>
    countsEndings(wording, [
      ["บันทึกตามคำตอบ", context.answered?.length ?? 0, "เรื่อง"],
      ["เกินกำหนด", count("overdue"), "งวด"],
      ["ครบกำหนดวันนี้", count("today"), "งวด"],
      soon,
      ["ขอให้ดูหลักฐาน", entries.length === 0 ? (context.toOpen?.length ?? 0) : 0, "งวด"],
      ["ขอให้แก้", entries.length === 0 ? (context.toMend?.length ?? 0) : 0, "แถว"],
      ["ขอให้ยืนยัน", entries.length === 0 ? context.asks.length : 0, "แห่ง"],
      ["ระบบต้องดูแล", entries.length + context.asks.length === 0 ? (context.alarms?.length ?? 0) : 0, "เรื่อง"],
    ])
  const who = sections[0] && sections.length === 1 ? ` – ${sections[0].name}` : ""
  const soon = context.obligations.filter(each => partOf(each) === "soon")
  const [whole = ""] = counted(soonCounts(soon, wording))
  const short = counted(soonCounts(nearestOf(soon), wording)).slice(0, 1)
  const terse = counted(soonCounts(nearestOf(soon), wording, "ครบ"))
  const several = [whole + who, whole, ...short, ...terse]
  return subjectOf(wording, today, office.simulated, single.length > 0 ? single : several)
}

/** How many days are left says what is new of it: within a week the same is told again, nearer each time. */
function soonCounts(
  soon: readonly Obligation[],
  wording: Wording,
  falls = "ครบกำหนด",
): readonly [string, number, string] {
  const [nearest] = nearestOf(soon)
  const left = nearest ? `อีก ${wording.number(nearest.days)} วัน` : ""
  return soon.every(each => each.days === nearest?.days)
    ? [`${left}${falls}`, soon.length, "งวด"]
    : ["ใกล้ครบกำหนด", soon.length, `งวด เร็วสุด${left}`]
}

/** Those of the first day. */
function nearestOf(soon: readonly Obligation[]): readonly Obligation[] {
  const days = Math.min(...soon.map(each => each.days))
  return soon.filter(each => each.days === days)
}

/** What is owed by its full name, or by the short one of its evidence: of two cut names nobody learns which is meant. */
function singleEndings(entry: Entry, wording: Wording): string[] {
  const { first } = entry
  // A later period of the same is not due so soon.
  const periods = first.days < 0 ? entry.periods : entry.periods.filter(each => each.days === first.days)
  const kind = headline(first.evidenceKind, 40)
  const occurrences = periods.map(each => each.occurrence)
  const short = kind === "" ? [] : [wording.title(kind, occurrences), kind]
  const whole = entryTitle({ first, periods }, wording)
  return [whole, ...short, whole].map(name => `${dayWord(entry, wording)}: ${name}`)
}

/** `เกินกำหนด ๑ วัน`, as a subject begins. */
function dayWord({ first: { days }, periods }: Entry, wording: Wording): string {
  if (days < 0 && periods.length > 1) return "เกินกำหนด"
  if (days === 0) return "ครบกำหนดวันนี้"
  return days < 0 ? `เกินกำหนด ${wording.number(-days)} วัน` : `อีก ${wording.number(days)} วันครบกำหนด`
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

function entryTitle({ first, periods }: Entry, wording: Wording): string {
  return wording.title(
    first.what,
    periods.map(each => each.occurrence),
  )
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

function howToConfirm({ asks }: ReminderContext): string[] {
  if (asks.length === 0) return []
  return [
    "ถ้าระบบเข้าใจถูกแล้ว ขอให้ทำเครื่องหมายในช่อง “ยืนยัน” ในแถวนั้น ถ้าไม่ถูก ขอให้แก้ข้อความ ระหว่างนี้ระบบจะยังไม่เตือนเรื่องเหล่านี้",
  ]
}

function howToReport({ obligations, sections }: ReminderContext): string[] {
  const [only] = sections
  if (obligations.length === 0 || !only) return []
  const tab = sections.length === 1 ? `แท็บ “${reportTabTitle(only.name)}”` : "แท็บรายงานของแต่ละฝ่าย"
  return [
    `เมื่อดำเนินการแล้ว ขอให้กรอกวันที่ ผล และหลักฐานใน${tab} ถ้างวดนั้นไม่มีรายการ ให้ทำเครื่องหมายในช่อง “ไม่มีรายการ” เมื่อได้รับรายงานแล้ว ระบบจะหยุดเตือนทันที`,
  ]
}

/** Assessors open each link as the public does: whoever closed it is told how to open it. */
function howToShare({ toOpen = [] }: ReminderContext): string[] {
  if (!toOpen.some(isClosedToReaders)) return []
  return [
    "ลิงก์ที่ต้องเข้าสู่ระบบ คนภายนอกเปิดดูไม่ได้ รายงานนั้นจึงนับว่ารอหลักฐานตั้งแต่วันถัดจากวันที่ตรวจพบ ถ้าเป็นไฟล์ใน Google Drive ขอให้กด “แชร์” แล้วตั้ง “การเข้าถึงทั่วไป” เป็น “ทุกคนที่มีลิงก์” หรือวางลิงก์ที่เปิดได้ หรือพิมพ์เลขที่และวันที่ของหนังสือแทน ระบบจะเปิดลิงก์เดิมให้ใหม่เองในวันถัดไป",
  ]
}

/** The link is as good as the sheet: whoever has it writes in the section's name. */
function howToAnswer({ answerLinks, obligations }: ReminderContext, wording: Wording): string[] {
  if (!answerLinks?.size || obligations.length === 0) return []
  return [
    `ตอบจากโทรศัพท์ได้โดยไม่ต้องเข้าสู่ระบบ ลิงก์ในอีเมลนี้ใช้ได้ ${wording.count(LINK_DAYS, "วัน")} เฉพาะเรื่องของฝ่าย โปรดอย่าส่งต่อให้ผู้ที่ไม่มีหน้าที่รายงาน`,
  ]
}

function howToDeny({ answered = [], sections }: ReminderContext): string[] {
  if (answered.length === 0) return []
  if (sections.length === 0)
    return ["ถ้าท่านไม่ได้ส่งคำตอบนี้ โปรดแจ้งฝ่ายเจ้าของแผนให้แก้ข้อความในแท็บ “การกำกับติดตาม” และยกเลิกลิงก์ในแท็บ “สถานะ”"]
  return ["ถ้าไม่มีผู้ใดในฝ่ายส่งคำตอบนี้ ขอให้แก้หรือลบข้อความในแถวนั้นของตาราง และแจ้งฝ่ายเจ้าของแผนให้ยกเลิกลิงก์ในแท็บ “สถานะ”"]
}

function howToMend({ toMend = [] }: ReminderContext): string[] {
  if (toMend.length === 0) return []
  return ["เมื่อแก้ช่องที่บอกไว้แล้ว ระบบจะรับข้อความใหม่และหยุดแจ้งเอง ระหว่างนี้หน้าเว็บแสดงข้อความที่รับไว้ก่อน"]
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
