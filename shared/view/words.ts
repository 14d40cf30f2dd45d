/** What a plan, a state and an answer are called, on pages and in workbooks alike. */
import type { ObligationState } from "../due/obligation.ts"
import type { BookAnswer } from "./duty-book.ts"

export const STATE_WORDS: Readonly<Record<ObligationState, string>> = {
  beforeRecord: "ก่อนเริ่มบันทึก",
  unconfirmed: "รอยืนยันกำหนด",
  scheduled: "ยังไม่ถึงกำหนด",
  due: "ใกล้ครบกำหนด",
  overdue: "เกินกำหนด",
  reported: "รอหลักฐาน",
  done: "แล้วเสร็จ",
  late: "รายงานหลังกำหนด",
  withdrawn: "ยกเลิก",
}

export const ANSWER_WORDS: Readonly<Record<BookAnswer, string>> = {
  sent: "ส่งแล้ว",
  late: "ส่งหลังกำหนด",
  unproven: "ส่งแล้ว รอหลักฐาน",
  nothing: "ไม่มีรายการ",
  missing: "ยังไม่ได้รับ",
  awaited: "ยังไม่ถึงกำหนด",
  beforeRecord: "ก่อนเริ่มบันทึก",
  withdrawn: "ยกเลิก",
}

/** A plan by its title; one that was given none is called what it is. */
export function planTitle({ title }: { readonly title: string }): string {
  return title || "มาตรการประจำปี"
}

/** An indicator by number and name; by its number where nobody has named it. */
export function indicatorLabel(indicator: number, name: string): string {
  return name === "" ? `ตัวชี้วัดที่ ${indicator}` : `${indicator}. ${name}`
}
