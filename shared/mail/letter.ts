/** What every mail of an office has alike: the subject, the simulated day, the links, the system's alarms, the foot. */

import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { clockTime, plainDate } from "../date/thai-date.ts"
import { type Alarm, type AlarmCause, keyLastDay } from "../due/alarm.ts"
import type { Obligation } from "../due/obligation.ts"
import type { TreeHead } from "../push/payload.ts"
import type { Revision } from "../record/record.ts"
import type { Letterhead } from "./letterhead.ts"
import { type Link, type MemoPart, memoPart } from "./memo.ts"
import { headline, keep, type Wording } from "./wording.ts"

/** At most so many characters, the date first, so that a phone's list shows what matters. */
export const SUBJECT_LIMIT = 60

/** The first ending that fits behind the date; the last one is cut when none does. */
export function subjectOf(
  wording: Wording,
  today: IsoDate,
  simulated: boolean,
  endings: readonly string[],
): string {
  const start = `${wording.subjectDate(today)}${simulated ? " (วันจำลอง)" : ""} `
  const room = SUBJECT_LIMIT - Array.from(start).length
  const clean = endings.map(ending => ending.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim())
  const fitting = clean.find(ending => Array.from(ending).length <= room)
  return start + (fitting ?? headline(clean[clean.length - 1] ?? "", room))
}

type Counts = readonly (readonly [word: string, count: number, unit: string])[]

/** `เกินกำหนด ๑ งวด ใกล้ครบกำหนด ๒ งวด`: only what there is, in the unit the body counts by. */
export function countsPhrase(wording: Wording, counts: Counts): string {
  return countsEndings(wording, counts)[0] ?? ""
}

/** The same, and each time one count fewer, from the end: a subject without room loses a count and not half of one. */
export function countsEndings(wording: Wording, counts: Counts): string[] {
  const told = counts
    .filter(([, count]) => count > 0)
    .map(([word, count, unit]) => `${word} ${wording.number(count)} ${unit}`)
  return told.map((_, index) => told.slice(0, told.length - index).join(" "))
}

export function simulatedNote(office: Letterhead, today: IsoDate, wording: Wording): string {
  if (!office.simulated) return ""
  return `วันจำลอง ${keep(wording.number(plainDate(today)))} อีเมลนี้ออกจากระบบตัวอย่าง ไม่ใช่วันจริง`
}

/** A link to spread into an item, where there is an address. */
export function openLink(href: string | undefined, label = "เปิดดู"): { link?: Link } {
  return href ? { link: { label, href } } : {}
}

/** One sentence where several periods were due before anything of the year was known; blank otherwise. */
export function beganLate(
  began: IsoDate | undefined,
  overdue: readonly Pick<Obligation, "duty" | "occurrence" | "due">[],
  wording: Wording,
): string {
  const before = overdue.filter(each => began !== undefined && each.due < began)
  const periods = new Set(before.map(each => `${each.duty}/${each.occurrence}`))
  if (began === undefined || periods.size < 2) return ""
  return ` ข้อมูลเริ่มเข้าระบบเมื่อ ${wording.date(began)} งวดที่ครบกำหนดก่อนวันนั้น ${wording.count(periods.size, "งวด")} จึงแสดงว่าเกินกำหนดพร้อมกันในครั้งแรก`
}

type AlarmWords = { readonly title: (alarm: Alarm, wording: Wording) => string; readonly detail: string }

const ALARM_WORDS: Readonly<Record<AlarmCause, AlarmWords>> = {
  strayed: {
    title: ({ since }, { date }) => `บันทึกที่หน้าเว็บไม่ตรงกับที่สำนักงานส่ง ตั้งแต่ ${date(since)}`,
    detail:
      "อาจมีผู้แก้ฐานข้อมูลหรือมีกุญแจของสำนักงาน ระบบจึงหยุดเผยแพร่การแก้ไขใหม่ ขอให้เทียบค่าตรวจสอบในแท็บ “สถานะ” กับท้ายอีเมลสรุปฉบับก่อน ๆ และให้ผู้ดูแลระบบสั่ง sujarit doctor ก่อนทำเครื่องหมายยอมรับ",
  },
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

/** What is wrong with the system itself, in words that say what to do. */
export function alarmPart(alarms: readonly Alarm[], wording: Wording): MemoPart[] {
  const items = alarms.map(each => ({
    title: ALARM_WORDS[each.cause].title(each, wording),
    detail: [ALARM_WORDS[each.cause].detail],
  }))
  return memoPart("ระบบที่ต้องดูแล", items)
}

type Freshness = {
  readonly revision: Revision | undefined
  /** Epoch milliseconds at which the sheet was last heard of, with news or without. */
  readonly seenAt?: number | null | undefined
  /** The newest signed tree of the log. */
  readonly log?: TreeHead | undefined
}

/** How fresh the record is, its head whole, and how far the log had come: the mailbox is a witness of it. */
export function footOf(office: Letterhead, { revision, seenAt, log }: Freshness, wording: Wording): string[] {
  const seen = seenAt ? ` · ติดต่อกับตารางครั้งสุดท้าย ${momentWords(seenAt, wording)}` : ""
  const head = revision
    ? [
        `ข้อมูลจากตาราง ณ ${momentWords(revision.acceptedAt, wording)} · ${keep(`ฉบับที่ ${wording.number(revision.sequence)}`)}${seen}`,
        `ค่าตรวจสอบ ${revision.head}`,
      ]
    : []
  const tree = log ? [`จุดตรวจ ${log.origin} ${log.size} ${log.root}`] : []
  return [...head, ...tree, `ส่งโดยระบบติดตามมาตรการ ${office.name} โปรดอย่าตอบกลับอีเมลนี้`]
}

function momentWords(instant: number, wording: Wording): string {
  return `${wording.date(bangkokDate(instant))} ${keep(`เวลา ${wording.number(clockTime(instant))} น.`)}`
}
