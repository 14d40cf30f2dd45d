/**
 * A doubt about what the Worker holds, as `สถานะ` asks it: in the planner's own line, with the head to compare. The tick
 * answers the head that was shown, and no other.
 */
import { bangkokDate } from "../date/civil-date.ts"
import { clockTime, plainDate } from "../date/thai-date.ts"
import type { Hash } from "../push/sd-jwt.ts"
import { PLANNER_TICK_ROW } from "../sheet/protection.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, textOf } from "../sheet/sheet-tab.ts"
import type { Doubt, Stood } from "../sheet/stood.ts"

/** The item beside whose tick the planner takes the Worker's record for the office's own. */
export const SETTLE_ITEM = "บันทึกที่หน้าเว็บไม่ตรงกับที่ส่ง"

/** True when the tick of a doubt is set, rightly or not: the Worker is to be asked at once. */
export function isSettleTicked(tabs: readonly SheetTab[]): boolean {
  const line = settleLine(tabs)
  return line !== undefined && cellOf(line, "tick").value === true
}

/** True when a person ticked by hand what was shown of this head. */
export function isSettled(tabs: readonly SheetTab[], head: Hash): boolean {
  const line = settleLine(tabs)
  const { value, formula } = line ? cellOf(line, "tick") : { value: false, formula: false }
  return value === true && !formula && isHeadShown(tabs, head)
}

/** True when `สถานะ` asks about this head. */
export function isHeadShown(tabs: readonly SheetTab[], head: Hash): boolean {
  const line = settleLine(tabs)
  return line !== undefined && textOf(line, "value").includes(` ${head} `)
}

/** What `สถานะ` asks; undefined where it asks nothing. */
export function doubtShown(tabs: readonly SheetTab[]): string | undefined {
  const line = settleLine(tabs)
  return line && textOf(line, "value")
}

function settleLine(tabs: readonly SheetTab[]): SheetRow | undefined {
  return linesOf(tabs, "status").find(
    line => line.index === PLANNER_TICK_ROW && textOf(line, "item") === SETTLE_ITEM,
  )
}

/** What is wrong, what to compare, and who may go on. */
export function doubtText(doubt: Doubt, { sequence, head }: Pick<Stood, "sequence" | "head">): string {
  const { why, since, revision } = doubt
  const time = `${plainDate(bangkokDate(since))} เวลา ${clockTime(since)} น.`
  const web = `หน้าเว็บมีฉบับที่ ${revision} ค่าตรวจสอบ ${doubt.head} `
  const own = why === "forgot" ? "" : `สำนักงานส่งล่าสุดฉบับที่ ${sequence} ค่าตรวจสอบ ${head} `
  return `${DOUBT_WORDS[why]} ระบบหยุดส่งตั้งแต่ ${time} แก้ตารางต่อได้ ไม่มีข้อมูลหาย\n${web}${own}\n${WHAT_TO_DO}`
}

const DOUBT_WORDS: Readonly<Record<Doubt["why"], string>> = {
  forgot: "สคริปต์จำไม่ได้ว่าส่งถึงฉบับใด",
  shorter: "บันทึกที่หน้าเว็บสั้นกว่าที่สำนักงานส่งไปแล้ว",
  strayed: "บันทึกที่หน้าเว็บมีฉบับที่สำนักงานไม่ได้ส่ง",
  forked: "บันทึกที่หน้าเว็บไม่ต่อจากที่สำนักงานลงนามรับรองไว้",
}

const WHAT_TO_DO =
  "ให้เทียบกับค่าตรวจสอบท้ายอีเมลสรุปฉบับล่าสุด และแจ้งผู้ดูแลระบบให้สั่ง sujarit doctor ก่อน เมื่อเก็บทั้งสองฉบับแล้วและยอมรับฉบับของหน้าเว็บ ให้ฝ่ายเจ้าของแผนติ๊กช่อง “สั่งการ” ของแถวนี้"
