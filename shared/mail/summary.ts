/** The director's summary: the facts of `shared/due/summary.ts` in the words of a memo. News first and in full, then what stands in one line a kind. */
import { PLAN_CHANGES } from "../due/plan-change.ts"
import { hasNews, isBlankSummary, type SummaryFacts } from "../due/summary.ts"
import { alarmPart, beganLate, countsPhrase, footOf, simulatedNote, subjectOf } from "./letter.ts"
import { type Memo, type MemoItem, type MemoPart, memoPart, type Words } from "./memo.ts"
import {
  dueLines,
  lostItem,
  overdueItem,
  receivedItem,
  type SummaryContext,
  unprovenItem,
} from "./summary-duties.ts"
import { CHANGE_WORDS, changeItem, moveItem, orderItem } from "./summary-plan.ts"
import { LOST, periodsOf, standingLines } from "./summary-standing.ts"
import { waitingItem } from "./waiting-item.ts"
import { createWording, keep, type Wording } from "./wording.ts"

export function summaryMemo(context: SummaryContext): Memo {
  const { office, facts } = context
  const wording = createWording(office.digits)
  const address = office.page("")
  return {
    simulated: simulatedNote(office, facts.today, wording),
    subject: summarySubject(context, wording),
    about: `สรุปการติดตามมาตรการคุณธรรมและความโปร่งใส ปีงบประมาณ ${keep(`พ.ศ. ${wording.number(facts.fiscalYear)}`)} ณ ${wording.longDate(facts.today)}`,
    to: office.director,
    opening: [...opening(context, wording), context.isFirst ? lateStart(facts, wording) : ""],
    parts: [...newsParts(context, wording), ...(context.isExtra ? [] : standingPart(context, wording))],
    closing: [isBlankSummary(facts) && context.dead === 0 ? "จึงเรียนมาเพื่อโปรดทราบ" : "จึงเรียนมาเพื่อโปรดพิจารณา"],
    ...(address
      ? { action: { label: `เปิดหน้ามาตรการปี ${wording.number(facts.fiscalYear)}`, href: address } }
      : {}),
    foot: [
      ...footOf(office, { revision: facts.revision, seenAt: context.seenAt }, wording),
      ...(context.lessMailNames?.length ? [`ผู้ขอรับอีเมลเท่าที่จำเป็น: ${context.lessMailNames.join(" ")}`] : []),
    ],
  }
}

/** The numbered parts of what is new; what has nothing to tell is left out. */
function newsParts(context: SummaryContext, wording: Wording): MemoPart[] {
  const { facts, office } = context
  const { overdue, due, unproven, lost, received, changes, moves, orders, waiting } = facts
  const part = <T>(title: string, list: readonly T[], item: (each: T) => MemoItem, tone?: MemoPart["tone"]) =>
    memoPart(title, list.map(item), tone)
  const counted = (word: string, count: number, unit: string) => `${word} ${wording.count(count, unit)}`
  const isNew = facts.sinceDay === undefined ? "" : "ใหม่"
  return [
    ...part(
      counted(`เกินกำหนด${isNew}`, periodsOf(overdue.fresh), "งวด"),
      overdue.fresh,
      each => overdueItem(each, context, wording),
      "overdue",
    ),
    ...PLAN_CHANGES.flatMap(kind => {
      const same = changes.filter(each => each.kind === kind)
      return part(counted(CHANGE_WORDS[kind], same.length, "รายการ"), same, each =>
        changeItem(each, office, wording),
      )
    }),
    ...part(counted("กำหนดที่ถูกเลื่อน", moves.length, "งวด"), moves, each => moveItem(each, office, wording)),
    ...part(counted("ได้รับรายงาน", periodsOf(received), "งวด"), received, each =>
      receivedItem(each, office, wording),
    ),
    ...part(counted("รายงานแล้ว แต่รอหลักฐาน", periodsOf(unproven.fresh), "งวด"), unproven.fresh, each =>
      unprovenItem(each, office, wording),
    ),
    ...part(counted(LOST, periodsOf(lost.fresh), "งวด"), lost.fresh, each =>
      lostItem(each, context, wording),
    ),
    ...memoPart(
      `${counted("ใกล้ครบกำหนด", periodsOf(due.fresh), "งวด")} ภายใน ${wording.count(30, "วัน")}`,
      facts.sinceDay !== undefined || due.fresh.length === 0
        ? []
        : [{ title: "", detail: [], lines: due.fresh.flatMap(each => dueLines(each, context, wording)) }],
    ),
    ...part(counted("ข้อสั่งการของท่านที่ยังไม่ได้บันทึกผล", orders.fresh.length, "เรื่อง"), orders.fresh, each =>
      orderItem(each, context, wording),
    ),
    ...part(
      counted(`ค้างในตารางเกิน ${wording.count(7, "วัน")}`, waiting.fresh.length, "แห่ง"),
      waiting.fresh,
      each => waitingItem(each, context, wording),
    ),
    ...alarmPart(context.alarms ?? [], wording),
  ]
}

/** What stays as it was: one line of each kind. */
function standingPart(context: SummaryContext, wording: Wording): MemoPart[] {
  const lines = standingLines(context, wording)
  return memoPart("เรื่องเดิมที่ยังค้าง", lines.length > 0 ? [{ title: "", detail: [], lines }] : [])
}

function summarySubject(context: SummaryContext, wording: Wording): string {
  const { office, facts } = context
  const year = wording.number(facts.fiscalYear)
  const said = context.isExtra
    ? newsPhrase(context, wording)
    : standPhrase(facts, wording) || quietPhrase(facts)
  return subjectOf(wording, facts.today, office.simulated, [
    `${said} – มาตรการ ITA ${year}`,
    `${said} – ITA ${year}`,
    said,
  ])
}

function quietPhrase(facts: SummaryFacts): string {
  return isBlankSummary(facts) ? "ไม่มีเรื่องใหม่" : "สรุปการติดตาม"
}

function standPhrase(facts: SummaryFacts, wording: Wording): string {
  return countsPhrase(wording, [
    ["เกินกำหนด", facts.overdue.all.length, "งวด"],
    ["ใกล้ครบกำหนด", facts.due.all.length, "งวด"],
  ])
}

/** Of an extra edition, which holds its news alone. */
function newsPhrase({ facts, alarms = [] }: SummaryContext, wording: Wording): string {
  const counts = countsPhrase(wording, [
    ["เกินกำหนดใหม่", periodsOf(facts.overdue.fresh), "งวด"],
    ["เลื่อนกำหนด", facts.moves.length, "งวด"],
    ["ระบบต้องดูแล", facts.overdue.fresh.length + facts.moves.length === 0 ? alarms.length : 0, "เรื่อง"],
  ])
  return counts || "เรื่องใหม่"
}

function opening(context: SummaryContext, wording: Wording): Words {
  const { facts, isExtra } = context
  if (isExtra) return ["ขอเรียนเรื่องใหม่ตั้งแต่บันทึกครั้งก่อน ดังนี้"]
  if (isBlankSummary(facts))
    return [
      `ขอเรียนสรุปผลการติดตาม ไม่มีเรื่องใหม่และไม่มีรายการที่ครบกำหนดใน ${wording.count(30, "วัน")} ระบบทำงานตามปกติ`,
    ]
  const counts = [
    ["เกินกำหนด", facts.overdue.all.length],
    ["ใกล้ครบกำหนด", facts.due.all.length],
    ["รอหลักฐาน", facts.unproven.all.length],
  ] as const
  const present = counts
    .filter(([, count]) => count > 0)
    .flatMap(([word, count]) => {
      const phrase = keep(`${word} ${wording.count(count, "งวด")}`)
      return [" ", word === "เกินกำหนด" ? { strong: phrase } : phrase]
    })
  const { sinceDay } = facts
  const quiet =
    sinceDay === undefined || hasNews(facts) ? "" : ` ไม่มีเรื่องใหม่ตั้งแต่บันทึกเมื่อ ${wording.date(sinceDay)}`
  return ["ขอเรียนสรุปผลการติดตาม ดังนี้", ...present, quiet]
}

/** Why so much is overdue at once: the record began after it was due. */
function lateStart({ overdue, began }: SummaryFacts, wording: Wording): string {
  const members = overdue.fresh.flatMap(group => group.periods).flatMap(period => period.members)
  return beganLate(began, members, wording)
}
