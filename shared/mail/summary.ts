/** The director's summary: the facts of `shared/due/summary.ts` in the words of a memo. */
import { daysBetween } from "../date/civil-date.ts"
import type { Move } from "../due/move.ts"
import { isBlankSummary, type SummaryFacts } from "../due/summary.ts"
import type { Waiting } from "../due/waiting.ts"
import type { OversightRow } from "../row/row.ts"
import { alarmPart, beganLate, countsPhrase, footOf, openLink, simulatedNote, subjectOf } from "./letter.ts"
import type { Letterhead } from "./letterhead.ts"
import { type Memo, type MemoItem, type MemoPart, memoPart, type Words } from "./memo.ts"
import { dueItem, overdueItem, receivedItem, type SummaryContext, unprovenItem } from "./summary-duties.ts"
import { createWording, headline, keep, type Wording } from "./wording.ts"

const WAITING_SHOWN = 3

export function summaryMemo(context: SummaryContext): Memo {
  const { office, facts } = context
  const wording = createWording(office.digits)
  const address = office.page("")
  return {
    simulated: simulatedNote(office, facts.today, wording),
    subject: summarySubject(office, facts, wording),
    about: `สรุปการติดตามมาตรการคุณธรรมและความโปร่งใส ปีงบประมาณ ${keep(`พ.ศ. ${wording.number(facts.fiscalYear)}`)} ณ ${wording.longDate(facts.today)}`,
    to: office.director,
    opening: [...opening(facts, wording), context.isFirst ? lateStart(facts, wording) : ""],
    parts: partsOf(context, wording),
    closing: [isBlankSummary(facts) && context.dead === 0 ? "จึงเรียนมาเพื่อโปรดทราบ" : "จึงเรียนมาเพื่อโปรดพิจารณา"],
    ...(address
      ? { action: { label: `เปิดหน้ามาตรการปี ${wording.number(facts.fiscalYear)}`, href: address } }
      : {}),
    foot: [
      ...footOf(office, facts.revision, wording),
      ...(context.lessMailNames?.length ? [`ผู้ขอรับอีเมลเท่าที่จำเป็น: ${context.lessMailNames.join(" ")}`] : []),
    ],
  }
}

/** The numbered parts; what has nothing to tell is left out. */
function partsOf(context: SummaryContext, wording: Wording): MemoPart[] {
  const { facts, office } = context
  const part = <T>(title: string, list: readonly T[], item: (each: T) => MemoItem, tone?: MemoPart["tone"]) =>
    memoPart(title, list.map(item), tone)
  return [
    ...part(
      `เกินกำหนด ${wording.count(facts.overdue.length, "เรื่อง")}`,
      facts.overdue,
      each => overdueItem(each, context, wording),
      "overdue",
    ),
    ...part(`ครบกำหนดภายใน ${wording.count(30, "วัน")}`, facts.due, each => dueItem(each, context, wording)),
    ...part("ได้รับตั้งแต่ครั้งก่อน", facts.received, each => receivedItem(each, office, wording)),
    ...part("รายงานแล้ว แต่ยังไม่มีหลักฐาน", facts.unproven, each => unprovenItem(each, office, wording)),
    ...part("กำหนดที่ถูกเลื่อน", facts.moves, each => moveItem(each, office, wording)),
    ...part("ข้อสั่งการของท่านที่ยังไม่ได้บันทึกผล", facts.orders, each => orderItem(each, context, wording)),
    ...memoPart(`ปัญหาในตารางเกิน ${wording.count(7, "วัน")}`, waitingItems(facts.waiting, office, wording)),
    ...memoPart("เมลที่ส่งไม่ได้", deadItems(context.dead, wording)),
    ...alarmPart(context.alarms ?? [], wording),
  ]
}

function summarySubject(office: Letterhead, facts: SummaryFacts, wording: Wording): string {
  const year = wording.number(facts.fiscalYear)
  const counts = countsPhrase(wording, [
    ["เกินกำหนด", facts.overdue.length],
    ["ใกล้ครบกำหนด", facts.due.length],
  ])
  const said = counts || (isBlankSummary(facts) ? "ไม่มีเรื่องใหม่" : "สรุปการติดตาม")
  return subjectOf(wording, facts.today, office.simulated, [
    `${said} – มาตรการ ITA ${year}`,
    `${said} – ITA ${year}`,
    said,
  ])
}

const STATE_WORDS = [
  ["overdue", "เกินกำหนด"],
  ["due", "ใกล้ครบกำหนด"],
  ["reported", "รอหลักฐาน"],
  ["late", "รายงานหลังกำหนด"],
  ["unconfirmed", "รอยืนยันกำหนด"],
  ["scheduled", "ยังไม่ถึงกำหนด"],
  ["done", "แล้วเสร็จ"],
  ["beforeRecord", "ก่อนเริ่มบันทึก"],
  ["withdrawn", "ยกเลิก"],
] as const

function opening(facts: SummaryFacts, wording: Wording): Words {
  const present = STATE_WORDS.filter(([state]) => facts.counts[state] > 0)
  const total = present.reduce((sum, [state]) => sum + facts.counts[state], 0)
  const counts = present.flatMap(([state, word]) => {
    const phrase = keep(`${word} ${wording.number(facts.counts[state])}`)
    return [" ", state === "overdue" ? { strong: phrase } : phrase]
  })
  const quiet = isBlankSummary(facts)
    ? ` ไม่มีเรื่องใหม่และไม่มีรายการที่ครบกำหนดใน ${wording.count(30, "วัน")} ระบบทำงานตามปกติ`
    : ""
  return [`ขอเรียนสรุปผลการติดตาม ${wording.count(total, "มาตรการ")} ดังนี้`, ...counts, quiet]
}

/** Why so much is overdue at once: the record began after it was due. */
function lateStart({ overdue, began }: SummaryFacts, wording: Wording): string {
  const members = overdue.flatMap(group => group.periods).flatMap(period => period.members)
  return beganLate(began, members, wording)
}

function moveItem(move: Move, office: Letterhead, wording: Wording): MemoItem {
  const days = keep(`${move.days > 0 ? "ช้าลง" : "เร็วขึ้น"} ${wording.number(Math.abs(move.days))} วัน`)
  const after = move.afterDue ? " เลื่อนหลังพ้นกำหนดเดิม" : ""
  const reason = move.reason.trim() === "" ? "ไม่ได้ให้เหตุผล" : `เหตุผล: ${headline(move.reason, 200)}`
  return {
    title: wording.title(move.what, [move.occurrence]),
    detail: [`จาก ${wording.date(move.from)} เป็น ${wording.date(move.to)} (${days})${after} ${reason}`],
    ...openLink(office.page(`/measures/${move.measure}`)),
  }
}

function orderItem(order: OversightRow, { office, facts }: SummaryContext, wording: Wording): MemoItem {
  const waited = daysBetween(order.date, facts.today)
  const measure = order.measures[0]
  return {
    title: `${wording.date(order.date)} ${headline(order.order)}`,
    detail: [waited > 0 ? `ค้าง ${wording.count(waited, "วัน")}` : "ยังไม่ได้บันทึกผล"],
    ...openLink(measure && office.page(`/measures/${measure}`)),
  }
}

/** A few are told one by one; of many how many there are, for whom they wait, and the oldest by name. */
function waitingItems(waiting: readonly Waiting[], office: Letterhead, wording: Wording): MemoItem[] {
  return (["held", "ask"] as const).flatMap(why => {
    const same = waiting.filter(each => each.why === why)
    if (same.length <= WAITING_SHOWN) return same.map(each => waitingItem(each, wording))
    const count = wording.count(same.length, "แห่ง")
    const longest = wording.count(Math.max(...same.map(each => each.days)), "วัน")
    const left = wording.count(same.length - WAITING_SHOWN, "แห่ง")
    return [
      {
        title: why === "held" ? `แก้ไขค้างอยู่ ${count}` : `รอ${office.planner}ยืนยันข้อความที่ระบบถาม ${count}`,
        detail: [`${why === "held" ? "หน้าเว็บแสดงข้อความเดิม " : ""}นานที่สุด ${longest}`],
        lines: [...same.slice(0, WAITING_SHOWN).map(({ row }) => [rowTitle(row)]), [`และอีก ${left}`]],
      },
    ]
  })
}

function waitingItem({ row, why, days }: Waiting, wording: Wording): MemoItem {
  const since = `มาแล้ว ${wording.count(days, "วัน")}`
  const said = why === "held" ? `แก้ไขค้างอยู่${since} หน้าเว็บยังแสดงข้อความเดิม` : `รอการยืนยันข้อความที่ระบบถาม${since}`
  return { title: rowTitle(row), detail: [said] }
}

function rowTitle(row: Waiting["row"]): string {
  switch (row.kind) {
    case "measure":
      return `มาตรการ: ${headline(row.measure)}`
    case "duty":
      return `ภาระ: ${headline(row.what)}`
    case "report":
      return `รายงานของ${row.section}`
    case "oversight":
      return `การกำกับติดตาม: ${headline(row.order)}`
    case "assessment":
      return `ตัวชี้วัด: ${headline(row.name)}`
    case "section":
      return `หน่วยงาน: ${headline(row.name)}`
    case "holiday":
      return `วันหยุด: ${headline(row.name)}`
    case "setting":
      return `ตั้งค่า: ${headline(row.key)}`
    default:
      return row satisfies never
  }
}

function deadItems(dead: number, wording: Wording): MemoItem[] {
  if (dead === 0) return []
  return [
    { title: `ส่งไม่สำเร็จ ${wording.count(dead, "ฉบับ")}`, detail: ["ผู้ดูแลระบบควรตรวจอีเมลในแท็บ “หน่วยงาน”"] },
  ]
}
