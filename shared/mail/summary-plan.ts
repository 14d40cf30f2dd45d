/** The entries of the director's summary that speak of the plan and of the sheet: what changed in it, moves, orders, what waits. */
import { daysBetween } from "../date/civil-date.ts"
import type { Move } from "../due/move.ts"
import type { PlanChange } from "../due/plan-change.ts"
import type { OversightRow } from "../row/row.ts"
import { openLink } from "./letter.ts"
import type { MemoItem } from "./memo.ts"
import type { SummaryContext } from "./summary-duties.ts"
import { headline, keep, periodNames, type Wording } from "./wording.ts"

export const CHANGE_WORDS: Readonly<Record<PlanChange["kind"], string>> = {
  added: "เพิ่มเข้าแผน",
  cancelled: "ยกเลิก",
  vanished: "หายไปจากตาราง",
  removed: "นำออกจากตาราง",
  dropped: "งวดที่ตัดออก",
  resumed: "กลับมาดำเนินการ",
}

export function changeItem(
  { row, kind, occurrences, reason }: PlanChange,
  { office }: SummaryContext,
  wording: Wording,
): MemoItem {
  const dates = row.occurrences.slice(0, DATES_SHOWN).map(each => wording.date(each.due))
  const left = row.occurrences.length - dates.length
  const said = {
    added:
      dates.length === 0
        ? "ยังไม่มีกำหนด"
        : `กำหนด ${dates.join(" ")}${left > 0 ? ` และอีก ${wording.count(left, "งวด")}` : ""}`,
    cancelled: reasonOf({ reason }),
    vanished: "หน้าเว็บยังแสดงและนับต่อ จนกว่าจะคืนแถวหรือให้เหตุผล",
    removed: `${reasonOf({ reason })} หน้าเว็บยังบันทึกไว้`,
    dropped: `งวด ${periodNames(occurrences, wording)} ${reasonOf({ reason })}`,
    resumed: reasonOf({ reason }),
  }[kind]
  return {
    title: headline(row.kind === "measure" ? row.measure : row.what),
    detail: [said],
    ...openLink(office.page(`/measures/${row.kind === "measure" ? row.id : row.measure}`)),
  }
}

const DATES_SHOWN = 3

function reasonOf({ reason }: { readonly reason: string }): string {
  return reason.trim() === "" ? "ไม่ได้ให้เหตุผล" : `เหตุผล: ${headline(reason, 200)}`
}

export function moveItem(move: Move, { office }: SummaryContext, wording: Wording): MemoItem {
  const days = keep(slipWords(move.days, wording) || "วันสุดท้ายคงเดิม")
  const sincePromise = slipWords(move.daysFromPromise, wording) || "ตรงกัน"
  const far = move.times > 1 ? ` เทียบกำหนดแรก ${wording.date(move.promised)} ${keep(sincePromise)}` : ""
  const after = move.afterDue ? " เลื่อนหลังครบกำหนดเดิมแล้ว" : ""
  return {
    title: wording.title(move.what, [move.occurrence]),
    detail: [
      `จาก ${wording.date(move.from)} เป็น ${wording.date(move.to)} (${days})${far}${after} ${reasonOf(move)}`,
    ],
    ...openLink(office.page(`/measures/${move.measure}`)),
  }
}

/** Blank for a date that stays. */
function slipWords(days: number, wording: Wording): string {
  if (days === 0) return ""
  return `${days > 0 ? "ช้าลง" : "เร็วขึ้น"} ${wording.number(Math.abs(days))} วัน`
}

export function orderItem(
  order: OversightRow,
  { office, facts, answerLink }: SummaryContext,
  wording: Wording,
): MemoItem {
  const waited = daysBetween(order.date, facts.today)
  const measure = order.measures[0]
  return {
    title: `${wording.date(order.date)} ${headline(order.order)}`,
    detail: [waited > 0 ? `ค้าง ${wording.count(waited, "วัน")}` : "ยังไม่ได้บันทึกผล"],
    ...(answerLink
      ? openLink(answerLink, "บันทึกผล")
      : openLink(measure && office.page(`/measures/${measure}`))),
  }
}
