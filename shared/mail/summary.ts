/** The director's summary: the facts of `shared/due/summary.ts` in the words of a memo. News first and in full, then what stands in one line a kind. */
import { PLAN_CHANGES } from "../due/plan-change.ts"
import { type DutyGroup, hasNews, isBlankSummary, type SummaryFacts } from "../due/summary.ts"
import { findingText, yearFinding } from "../view/year-finding.ts"
import { alarmPart, beganLate, countsPhrase, footOf, simulatedNote, subjectOf } from "./letter.ts"
import { type Memo, type MemoItem, type MemoPart, memoPart, type Words } from "./memo.ts"
import {
  dueLines,
  lostItem,
  overdueItem,
  receivedItem,
  receivedToTell,
  type SummaryContext,
  unprovenItem,
} from "./summary-duties.ts"
import { CHANGE_WORDS, changeItem, moveItem, orderItem } from "./summary-plan.ts"
import { LOST, nearLines, periodsOf, unchangedLines } from "./summary-unchanged.ts"
import { waitingItem } from "./waiting-item.ts"
import { createWording, keep, type Wording } from "./wording.ts"
import { yearMarks } from "./year-marks.ts"

export function summaryMemo(context: SummaryContext): Memo {
  const { office, facts } = context
  const wording = createWording(office.digits)
  const address = office.page("")
  return {
    simulated: simulatedNote(office, facts.today, wording),
    subject: summarySubject(context, wording),
    about: `สรุปการติดตามมาตรการคุณธรรมและความโปร่งใส ปีงบประมาณ ${keep(`พ.ศ. ${wording.number(facts.fiscalYear)}`)} ณ ${wording.longDate(facts.today)}`,
    to: office.director,
    opening: [
      ...opening(context, wording),
      context.isFirst ? lateStart(facts, wording) : "",
      ...whereToOrder(context),
    ],
    parts: [...newsParts(context, wording), ...yearPart(context, wording)],
    closing: [hasNews(facts) || context.dead > 0 ? "จึงเรียนมาเพื่อโปรดพิจารณา" : "จึงเรียนมาเพื่อโปรดทราบ"],
    ...(address
      ? { action: { label: `เปิดหน้ามาตรการปี ${wording.number(facts.fiscalYear)}`, href: address } }
      : {}),
    foot: [
      ...footOf(office, { revision: facts.revision, seenAt: context.seenAt, log: context.log }, wording),
      ...(context.lessMailNames?.length ? [`ผู้ขอรับอีเมลเท่าที่จำเป็น: ${context.lessMailNames.join(" ")}`] : []),
    ],
  }
}

/** More of a kind than this is no minute's reading: the page has them all. */
const NEWS_SHOWN = 8

/** The parts of what is new; what has nothing to tell is left out. */
function newsParts(context: SummaryContext, wording: Wording): MemoPart[] {
  const { overdue, unproven, lost, changes, moves, orders, waiting, sinceDay } = context.facts
  const received = receivedToTell(context.facts)
  const isNew = sinceDay === undefined ? "" : "ใหม่"
  const groups = (word: string, of: readonly DutyGroup[], item: Item<DutyGroup>, page: string) =>
    part(`${word} ${wording.count(periodsOf(of), "งวด")}`, of, item, page)
  const part = <T>(title: string, list: readonly T[], item: Item<T>, page: string) => {
    const href = context.office.page(page)
    const rest = href ? { label: "เปิดดูทั้งหมด", href } : undefined
    const tone = page === LATE ? "overdue" : "plain"
    const items = list.map(each => item(each, context, wording))
    return memoPart(title, items, { tone, limit: NEWS_SHOWN, rest })
  }
  return [
    ...groups(`เกินกำหนด${isNew}`, overdue.fresh, overdueItem, LATE),
    ...PLAN_CHANGES.flatMap(kind => {
      const same = changes.filter(each => each.kind === kind)
      return part(`${CHANGE_WORDS[kind]} ${wording.count(same.length, "รายการ")}`, same, changeItem, "")
    }),
    ...part(`กำหนดที่ถูกเลื่อน ${wording.count(moves.length, "งวด")}`, moves, moveItem, "/moves"),
    ...groups("ได้รับรายงาน", received, receivedItem, "/results"),
    ...groups("รายงานแล้ว แต่รอหลักฐาน", unproven.fresh, unprovenItem, "/results"),
    ...groups(LOST, lost.fresh, lostItem, "/results"),
    ...nearPart(context, wording),
    ...part(
      `ข้อสั่งการของท่านที่ยังไม่ได้บันทึกผล ${wording.count(orders.fresh.length, "เรื่อง")}`,
      orders.fresh,
      orderItem,
      "",
    ),
    ...part(
      `ค้างในตารางเกิน ${wording.count(7, "วัน")} ${wording.count(waiting.fresh.length, "แห่ง")}`,
      waiting.fresh,
      waitingItem,
      "",
    ),
    ...alarmPart(context.alarms ?? [], wording),
  ]
}

type Item<T> = (each: T, context: SummaryContext, wording: Wording) => MemoItem

/** Where the page lists what is overdue. */
const LATE = "?state=overdue"

/** Of the first summary; later ones count what is near. */
function nearPart(context: SummaryContext, wording: Wording): MemoPart[] {
  const { due, sinceDay } = context.facts
  const lines = due.fresh.flatMap(each => dueLines(each, context, wording))
  const title = `ใกล้ครบกำหนด ${wording.count(periodsOf(due.fresh), "งวด")} ภายใน ${wording.count(30, "วัน")}`
  return memoPart(title, sinceDay === undefined && lines.length > 0 ? [{ title: "", detail: [], lines }] : [])
}

/** How the year stands, and what stays as it was in one line of each kind; an extra edition is its news alone. */
function yearPart(context: SummaryContext, wording: Wording): MemoPart[] {
  if (context.isExtra) return []
  const near = nearLines(context, wording)
  const unchanged = unchangedLines(context, wording)
  const marks = yearMarks(context.measures, wording)
  const title = wording.number(findingText(yearFinding(context.measures, context.facts.allMoves)))
  const items = [
    { title: "", detail: [], lines: near },
    { title: "เรื่องเดิมที่ยังค้าง", detail: [], lines: unchanged },
  ].filter(each => each.lines.length > 0)
  return [{ title, tone: "plain", items, more: 0, marks }]
}

/** Where the director gives an order, or says what came of one; on the same line, for a mail is read in two screens. */
function whereToOrder({ answerLink, isExtra }: SummaryContext): Words {
  if (answerLink === undefined || isExtra) return []
  return [" ", { label: "บันทึกข้อสั่งการหรือผล โดยไม่ต้องเข้าสู่ระบบ", href: answerLink }]
}

/** What is new before what stands: of a week without news the subject says all there is to know. */
function summarySubject(context: SummaryContext, wording: Wording): string {
  const { office, facts } = context
  const year = wording.number(facts.fiscalYear)
  const stands = standPhrase(context, wording)
  const news = facts.sinceDay === undefined ? [] : newsPhrases(context, wording)
  const quiet = facts.sinceDay === undefined && stands !== "" ? "" : "ไม่มีเรื่องใหม่"
  const said = (count: number) =>
    [...(news.length === 0 ? [quiet] : news.slice(0, count)), stands].filter(Boolean).join(" ")
  const all = said(news.length)
  return subjectOf(wording, facts.today, office.simulated, [
    `${all} – มาตรการ ITA ${year}`,
    `${all} – ITA ${year}`,
    ...news.map((_, index) => said(news.length - index)),
    news[0] ?? all,
  ])
}

function standPhrase({ facts, isExtra }: SummaryContext, wording: Wording): string {
  const { overdue, due, sinceDay } = facts
  if (isExtra) return ""
  const isAnyFresh = overdue.fresh.length > 0
  // What is all new was counted already.
  const isTold = sinceDay !== undefined && isAnyFresh && overdue.same.length === 0
  const before = sinceDay === undefined ? "" : isAnyFresh ? "รวม" : "ยัง"
  return countsPhrase(wording, [
    [`${before}เกินกำหนด`, isTold ? 0 : overdue.all.length, "งวด"],
    ["ใกล้ครบกำหนด", sinceDay === undefined || overdue.all.length === 0 ? due.all.length : 0, "งวด"],
  ])
}

/** Gravest first. */
function newsPhrases({ facts, alarms = [] }: SummaryContext, wording: Wording): string[] {
  const { overdue, moves, changes, unproven, lost, orders, waiting } = facts
  const counts = [
    ["ระบบต้องดูแล", alarms.length, "เรื่อง"],
    ["เกินกำหนดใหม่", periodsOf(overdue.fresh), "งวด"],
    [moves.every(each => each.days < 0) ? "เลื่อนกำหนดให้เร็วขึ้น" : "เลื่อนกำหนด", moves.length, "งวด"],
    ["แผนเปลี่ยน", changes.length, "รายการ"],
    ["ได้รับรายงาน", periodsOf(receivedToTell(facts)), "งวด"],
    ["รอหลักฐาน", periodsOf(unproven.fresh), "งวด"],
    ["หลักฐานเปิดไม่ได้", periodsOf(lost.fresh), "งวด"],
    ["ข้อสั่งการรอผล", orders.fresh.length, "เรื่อง"],
    ["ค้างในตาราง", waiting.fresh.length, "แห่ง"],
  ] as const
  return counts.map(each => countsPhrase(wording, [each])).filter(Boolean)
}

function opening(context: SummaryContext, wording: Wording): Words {
  const { facts, isExtra } = context
  if (isExtra) return ["ขอเรียนเรื่องใหม่ตั้งแต่บันทึกครั้งก่อน ดังนี้"]
  if (isBlankSummary(facts))
    return [
      `ขอเรียนสรุปผลการติดตาม ไม่มีเรื่องใหม่และไม่มีรายการที่ครบกำหนดใน ${wording.count(30, "วัน")} ระบบทำงานตามปกติ`,
    ]
  const { sinceDay } = facts
  // What stands is counted below, line by line: it is not said twice.
  if (sinceDay !== undefined && !hasNews(facts)) return [`ไม่มีเรื่องใหม่ตั้งแต่บันทึกเมื่อ ${wording.date(sinceDay)}`]
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
  if (sinceDay === undefined) return ["ขอเรียนสรุปผลการติดตาม ดังนี้", ...present]
  const total = present.length === 0 ? "" : " รวมขณะนี้"
  return [`ขอเรียนเรื่องใหม่ตั้งแต่บันทึกเมื่อ ${wording.date(sinceDay)} ดังนี้${total}`, ...present]
}

/** Why so much is overdue at once: the record began after it was due. */
function lateStart({ overdue, began }: SummaryFacts, wording: Wording): string {
  const members = overdue.fresh.flatMap(group => group.periods).flatMap(period => period.members)
  return beganLate(began, members, wording)
}
