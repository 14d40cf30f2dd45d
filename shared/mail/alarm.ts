/** What is wrong with the system itself, in words that say what to do. */
import { type Alarm, type AlarmCause, keyLastDay } from "../due/alarm.ts"
import { type MemoPart, memoPart } from "./memo.ts"
import type { Wording } from "./wording.ts"

type Words = { readonly title: (alarm: Alarm, wording: Wording) => string; readonly detail: string }

const WORDS: Readonly<Record<AlarmCause, Words>> = {
  silent: {
    title: ({ since }, { date }) => `ไม่ได้รับข้อมูลจากตารางตั้งแต่ ${date(since)}`,
    detail:
      "หน้าเว็บและอีเมลจึงใช้ข้อมูลเดิม ขอให้ผู้ดูแลระบบเปิดโครงการสคริปต์ ดูเมนู “การดำเนินการ” ว่าหยุดที่ใด แล้วเรียกฟังก์ชัน install อีกครั้ง",
  },
  mailFailing: {
    title: ({ since }, { date }) => `มีอีเมลที่ส่งไม่ได้ตั้งแต่ ${date(since)}`,
    detail:
      "ขอให้ผู้ดูแลระบบตรวจที่อยู่อีเมลในแท็บ “หน่วยงาน” และ “ตั้งค่า” และช่องทางส่งอีเมลของระบบ อีเมลที่ยังรออยู่ระบบจะส่งให้เอง",
  },
  keyExpiring: {
    title: (alarm, { date }) => `กุญแจลงนามของสำนักงานจะหมดอายุ ${date(keyLastDay(alarm))}`,
    detail:
      "หลังจากนั้นตารางจะเผยแพร่การแก้ไขใหม่ไม่ได้ ขอให้ผู้ดูแลระบบออกกุญแจใหม่ก่อนถึงวันนั้น ตามหัวข้อ “เปลี่ยนกุญแจ” ในคู่มือผู้ดูแลระบบ ข้อมูลที่เผยแพร่แล้วไม่กระทบ",
  },
  keyExpired: {
    title: ({ since }, { date }) => `กุญแจลงนามของสำนักงานหมดอายุแล้วตั้งแต่ ${date(since)}`,
    detail:
      "หน้าเว็บจึงไม่รับการแก้ไขใหม่จากตาราง ขอให้ผู้ดูแลระบบออกกุญแจใหม่ตามหัวข้อ “เปลี่ยนกุญแจ” ในคู่มือผู้ดูแลระบบ การแก้ไขที่ค้างอยู่จะส่งให้เองหลังจากนั้น ข้อมูลที่เผยแพร่แล้วไม่กระทบ",
  },
}

export function alarmPart(alarms: readonly Alarm[], wording: Wording): MemoPart[] {
  const items = alarms.map(each => ({
    title: WORDS[each.cause].title(each, wording),
    detail: [WORDS[each.cause].detail],
  }))
  return memoPart("ระบบที่ต้องดูแล", items)
}
