/** How a reminder ends: what to do about each kind of thing in it. */
import { reportTabTitle } from "../columns.ts"
import { isClosedToReaders } from "../due/notice.ts"
import { LINK_DAYS } from "../push/answer.ts"
import type { ReminderContext } from "./reminder-context.ts"
import type { Wording } from "./wording.ts"

export function closingOf(context: ReminderContext, wording: Wording): string[] {
  return [
    ...howToDeny(context),
    ...howToReport(context),
    ...howToAnswer(context, wording),
    ...howToShare(context),
    ...howToMend(context),
    ...howToConfirm(context),
    "จึงเรียนมาเพื่อโปรดดำเนินการ",
  ]
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
