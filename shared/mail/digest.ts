/** The director's digest: the facts of `shared/due/digest.ts` in the words of a memo. */
import { bangkokDate, daysBetween } from "../civil-date.ts"
import { type DigestFacts, isBlankDigest, type ObligationGroup } from "../due/digest.ts"
import type { Move } from "../due/move.ts"
import { periodLabel } from "../due/occurrence.ts"
import type { Waiting } from "../due/waiting.ts"
import type { OversightRow } from "../row.ts"
import { EVERY_SECTION } from "../section.ts"
import { footOf, openLink, simulatedNote } from "./letter.ts"
import { type Memo, type MemoItem, memoPart, type Words } from "./memo.ts"
import type { Office } from "./office.ts"
import { countsPhrase, subjectOf } from "./subject.ts"
import { createWording, headline, keep, type Wording } from "./wording.ts"

export type DigestContext = {
  readonly office: Office
  readonly facts: DigestFacts
  /** How often an obligation was told to its section already, by id. */
  readonly toldById: ReadonlyMap<string, number>
  /** Messages that could not be delivered and were given up. */
  readonly dead: number
}

export function digestMemo(context: DigestContext): Memo {
  const { office, facts } = context
  const wording = createWording(office.digits)
  const address = office.page("")
  return {
    simulated: simulatedNote(office, facts.today, wording),
    subject: digestSubject(office, facts, wording),
    about: `สรุปการติดตามมาตรการคุณธรรมและความโปร่งใส ปีงบประมาณ ${keep(`พ.ศ. ${wording.number(facts.fiscalYear)}`)} ณ ${wording.longDate(facts.today)}`,
    to: office.director,
    opening: opening(facts, wording),
    parts: [
      ...overduePart(context, wording),
      ...duePart(context, wording),
      ...memoPart(
        "ได้รับตั้งแต่ครั้งก่อน",
        facts.received.map(group => receivedItem(group, office, wording)),
      ),
      ...memoPart(
        "รายงานแล้ว แต่ยังไม่มีหลักฐาน",
        facts.unproven.map(group => unprovenItem(group, office, wording)),
      ),
      ...memoPart(
        "กำหนดที่ถูกเลื่อน",
        facts.moves.map(move => moveItem(move, office, wording)),
      ),
      ...memoPart(
        "ข้อสั่งการของท่านที่ยังไม่ได้บันทึกผล",
        facts.orders.map(order => orderItem(order, context, wording)),
      ),
      ...memoPart(
        `ปัญหาในตารางเกิน ${wording.count(7, "วัน")}`,
        facts.waiting.map(each => waitingItem(each, wording)),
      ),
      ...memoPart("เมลที่ส่งไม่ได้", deadItems(context.dead, wording)),
    ],
    closing: [isBlankDigest(facts) && context.dead === 0 ? "จึงเรียนมาเพื่อโปรดทราบ" : "จึงเรียนมาเพื่อโปรดพิจารณา"],
    ...(address
      ? { action: { label: `เปิดหน้ามาตรการปี ${wording.number(facts.fiscalYear)}`, href: address } }
      : {}),
    foot: footOf(office, facts.revision, wording),
  }
}

function digestSubject(office: Office, facts: DigestFacts, wording: Wording): string {
  const year = wording.number(facts.fiscalYear)
  const counts = countsPhrase(wording, [
    ["เกินกำหนด", facts.overdue.length],
    ["ใกล้ครบกำหนด", facts.due.length],
  ])
  const said = counts || (isBlankDigest(facts) ? "ไม่มีเรื่องใหม่" : "สรุปการติดตาม")
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
  ["scheduled", "ยังไม่ถึงกำหนด"],
  ["done", "แล้วเสร็จ"],
  ["withdrawn", "ยกเลิก"],
] as const

function opening(facts: DigestFacts, wording: Wording): Words {
  const present = STATE_WORDS.filter(([state]) => facts.counts[state] > 0)
  const total = present.reduce((sum, [state]) => sum + facts.counts[state], 0)
  const counts = present.flatMap(([state, word]) => {
    const phrase = keep(`${word} ${wording.number(facts.counts[state])}`)
    return [" ", state === "overdue" ? { strong: phrase } : phrase]
  })
  const quiet = isBlankDigest(facts)
    ? ` ไม่มีเรื่องใหม่และไม่มีรายการที่ครบกำหนดใน ${wording.count(30, "วัน")} ระบบทำงานตามปกติ`
    : ""
  return [`ขอเรียนสรุปผลการติดตาม ${wording.count(total, "มาตรการ")} ดังนี้`, ...counts, quiet]
}

function overduePart(context: DigestContext, wording: Wording) {
  const { facts, office } = context
  const items = facts.overdue.map((group): MemoItem => {
    const told = Math.max(0, ...group.members.map(each => context.toldById.get(each.id) ?? 0))
    const tail = [
      `ครบกำหนด ${wording.date(group.first.due)}`,
      wording.days(group.first.days),
      told > 0 ? keep(`แจ้งแล้ว ${wording.number(told)} ครั้ง`) : "",
    ]
    return {
      title: wording.title(group.first.what, group.first.occurrence),
      detail: [
        "ยังไม่ได้รับรายงานจาก ",
        { strong: sectionNames(group) },
        group.total > 1 ? ` (${share(group.members.length, group.total, wording)})` : "",
        ` ${tail.filter(part => part !== "").join(" ")}`,
      ],
      ...openLink(office.page(`/measures/${group.first.measure}`)),
    }
  })
  return memoPart(`เกินกำหนด ${wording.count(items.length, "เรื่อง")}`, items, "overdue")
}

function duePart({ facts, office }: DigestContext, wording: Wording) {
  const items = facts.due.map((group): MemoItem => {
    const { first } = group
    const who = group.members.length === group.total && group.total > 1 ? EVERY_SECTION : sectionNames(group)
    const moves = facts.allMoves.filter(
      move => move.duty === first.duty && move.occurrence === first.occurrence,
    )
    const received = group.total > 1 ? ` ได้รับแล้ว ${share(group.reported, group.total, wording)}` : ""
    const moved = moves[0]
      ? ` เลื่อนมาแล้ว ${wording.count(moves.length, "ครั้ง")} ${keep(`(เดิม ${wording.date(moves[0].from)})`)}`
      : ""
    return {
      title: `${wording.date(first.due)} ${who}: ${wording.title(first.what, first.occurrence)}`,
      detail: [`${wording.days(first.days)}${received}${moved}`],
      ...openLink(office.page(`/measures/${first.measure}`)),
    }
  })
  return memoPart(`ครบกำหนดภายใน ${wording.count(30, "วัน")}`, items)
}

function receivedItem(group: ObligationGroup, office: Office, wording: Wording): MemoItem {
  const { first, members } = group
  const late = members.filter(each => each.state === "late").length
  const note = late === 0 ? "" : ` หลังกำหนด ${wording.count(late, "ฝ่าย")}`
  const who = members.length > NAMES_SHOWN ? wording.count(members.length, "ฝ่าย") : sectionNames(group)
  const all = group.total > 1 ? ` รวมได้รับแล้ว ${share(group.reported, group.total, wording)}` : ""
  return {
    title: wording.title(first.what, first.occurrence),
    detail: [`จาก ${who}${note}${all}`],
    ...openLink(office.page(`/measures/${first.measure}`)),
  }
}

function unprovenItem(group: ObligationGroup, office: Office, wording: Wording): MemoItem {
  const { first } = group
  const when = first.reportedAt === null ? "" : `รายงานเมื่อ ${wording.date(bangkokDate(first.reportedAt))} `
  return {
    title: `${sectionNames(group)}: ${wording.title(first.what, first.occurrence)}`,
    detail: [`${group.members.length === 1 ? when : ""}ยังไม่ได้แนบลิงก์หรือเลขที่และวันที่ของหนังสือ`],
    ...openLink(office.page(`/measures/${first.measure}`)),
  }
}

function moveItem(move: Move, office: Office, wording: Wording): MemoItem {
  const days = keep(`${move.days > 0 ? "ช้าลง" : "เร็วขึ้น"} ${wording.number(Math.abs(move.days))} วัน`)
  const after = move.afterDue ? " เลื่อนหลังพ้นกำหนดเดิม" : ""
  const reason = move.reason.trim() === "" ? "ไม่ได้ให้เหตุผล" : `เหตุผล: ${headline(move.reason, 200)}`
  return {
    title: [headline(move.what), keep(periodLabel(move.occurrence, office.digits))]
      .filter(part => part !== "")
      .join(" "),
    detail: [`จาก ${wording.date(move.from)} เป็น ${wording.date(move.to)} (${days})${after} ${reason}`],
    ...openLink(office.page(`/measures/${move.measure}`)),
  }
}

function orderItem(order: OversightRow, { office, facts }: DigestContext, wording: Wording): MemoItem {
  const waited = daysBetween(order.date, facts.today)
  const measure = order.measures[0]
  return {
    title: `${wording.date(order.date)} ${headline(order.order)}`,
    detail: [waited > 0 ? `ค้าง ${wording.count(waited, "วัน")}` : "ยังไม่ได้บันทึกผล"],
    ...openLink(measure && office.page(`/measures/${measure}`)),
  }
}

function waitingItem({ row, why, days }: Waiting, wording: Wording): MemoItem {
  const said = why === "held" ? "แก้ไขค้างอยู่ หน้าเว็บแสดงข้อความเดิม" : "รอการยืนยันข้อความที่ระบบถาม"
  return { title: rowTitle(row), detail: [`${said} มาแล้ว ${wording.count(days, "วัน")}`] }
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

/** More sections than this are counted, where it is not their names that matter. */
const NAMES_SHOWN = 3

function sectionNames(group: ObligationGroup): string {
  if (group.members.length === group.total && group.total > NAMES_SHOWN) return EVERY_SECTION
  return group.members.map(each => each.section.name).join(" ")
}

/** `๒ จาก ๑๐ ฝ่าย`, on one line. */
function share(count: number, total: number, wording: Wording): string {
  return keep(`${wording.number(count)} จาก ${wording.number(total)} ฝ่าย`)
}
