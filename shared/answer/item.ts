/**
 * What the holder of a mail's link may answer: a section its open obligations, the director what came of his orders; and he may
 * give a new one.
 */
import type { IsoDate } from "../date/civil-date.ts"
import { type Obligation, obligationsOf } from "../due/obligation.ts"
import { ordersWithoutOutcome } from "../due/summary.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { nameOf, nameParts, obligationParts } from "../row/name.ts"
import type { OversightRow } from "../row/row.ts"

export type AnswerItem =
  | { readonly kind: "report"; readonly of: string; readonly obligation: Obligation }
  | { readonly kind: "oversight"; readonly of: string; readonly order: OversightRow }
  /** A row that is not there yet, by the name it is to have. */
  | { readonly kind: "order"; readonly of: string }

/** Whose link it is: a section by its number; blank for the director. */
export type Answerer = { readonly section: string; readonly today: IsoDate }

/** What is asked, soonest due first; of a section as much as its reminders speak of. */
export function itemsToAnswer(record: YearRecord, { section, today }: Answerer): AnswerItem[] {
  if (section === "")
    return ordersWithoutOutcome(record).map(order => ({
      kind: "oversight",
      of: nameOf("oversight", order.id),
      order,
    }))
  return obligationsOf(record, today)
    .filter(each => each.section.slug === section && isAsked(each))
    .sort((a, b) => a.days - b.days)
    .map(obligation => ({ kind: "report", of: nameOf("report", obligation.id), obligation }))
}

function isAsked({ remind, state }: Obligation): boolean {
  return remind && (state === "due" || state === "overdue")
}

/** What a row is called, whether or not it may be answered any more; undefined for one that is none of the answerer's. */
export function itemNamed(
  record: YearRecord,
  { section, today }: Answerer,
  of: string,
): AnswerItem | undefined {
  const { kind, id } = nameParts(of)
  if (kind === "oversight" && section === "") {
    const order = findRow(record, "oversight", id)?.row
    if (order) return { kind, of, order }
    return ORDER_ID.test(id) ? { kind: "order", of } : undefined
  }
  if (kind !== "report" || section === "" || obligationParts(id).slug !== section) return undefined
  const obligation = obligationsOf(record, today).find(each => each.id === id)
  return obligation && { kind, of, obligation }
}

const ORDER_ID = /^o-[0-9a-z]{8}$/

/** What a director who answers may begin: an order under an id that nobody has, made of 8 of `0-9a-z`. */
export function newOrder(letters: string): AnswerItem {
  return { kind: "order", of: nameOf("oversight", `o-${letters}`) }
}

/** Why something that was asked once is asked no more, in a sentence. */
export function closedWords(item: AnswerItem): string {
  if (item.kind !== "report") return "ข้อสั่งการนี้บันทึกผลแล้ว ถ้าต้องแก้ ให้แก้ในตาราง"
  const { state, reportedAt } = item.obligation
  if (state === "withdrawn") return "งวดนี้ถูกยกเลิกหรือนำออกจากแผนแล้ว จึงไม่ต้องรายงาน"
  if (reportedAt !== null) return "งวดนี้ได้รับรายงานแล้ว ถ้าต้องแก้ ให้แก้ในตาราง"
  return "งวดนี้ยังไม่ถึงเวลารายงาน หรือกำหนดยังรอการยืนยัน ให้รายงานในตารางเมื่อถึงเวลา"
}
