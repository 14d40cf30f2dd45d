/** What is wrong with the system itself, in words that say what to do. */
import type { Alarm, AlarmCause } from "../due/alarm.ts"
import { type MemoPart, memoPart } from "./memo.ts"
import type { Wording } from "./wording.ts"

type Words = { readonly title: (since: string) => string; readonly detail: string }

const WORDS: Readonly<Record<AlarmCause, Words>> = {
  silent: {
    title: since => `ไม่ได้รับข้อมูลจากตารางตั้งแต่ ${since}`,
    detail:
      "หน้าเว็บและอีเมลจึงใช้ข้อมูลเดิม ขอให้ผู้ดูแลระบบเปิดโครงการสคริปต์ ดูเมนู “การดำเนินการ” ว่าหยุดที่ใด แล้วเรียกฟังก์ชัน install อีกครั้ง",
  },
  mailFailing: {
    title: since => `มีอีเมลที่ส่งไม่ได้ตั้งแต่ ${since}`,
    detail:
      "ขอให้ผู้ดูแลระบบตรวจที่อยู่อีเมลในแท็บ “หน่วยงาน” และ “ตั้งค่า” และช่องทางส่งอีเมลของระบบ อีเมลที่ยังรออยู่ระบบจะส่งให้เอง",
  },
}

export function alarmPart(alarms: readonly Alarm[], wording: Wording): MemoPart[] {
  const items = alarms.map(({ cause, since }) => ({
    title: WORDS[cause].title(wording.date(since)),
    detail: [WORDS[cause].detail],
  }))
  return memoPart("ระบบที่ต้องดูแล", items)
}
