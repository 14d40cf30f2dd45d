/** What is wrong with the system, said to anyone: what a reader must reckon with, nobody's address, no instruction. */

import { shortDate } from "../date/thai-date.ts"
import { type Alarm, keyLastDay } from "../due/alarm.ts"
import type { MailTrouble } from "../push/payload.ts"
import type { StatusPageView } from "./schema-log.ts"

export type TroubleView = StatusPageView["troubles"][number]

/** `mail` is why what waits was not taken, where that is known. */
export function troubleViews(alarms: readonly Alarm[], mail: MailTrouble | undefined): TroubleView[] {
  return alarms.map(alarm => {
    const { cause, since } = alarm
    const { th, en } = wordsOf(alarm, mail)
    return { cause, since, message: th, messageEn: en }
  })
}

type Words = { readonly th: string; readonly en: string }

const MAIL_WORDS: Readonly<Record<MailTrouble, Words>> = {
  sender: {
    th: " ผู้ให้บริการอีเมลไม่รับผู้ส่งของระบบ",
    en: " The mail provider does not accept the sender.",
  },
  quota: {
    th: " ส่งครบจำนวนที่ผู้ให้บริการให้ต่อวัน ระบบจะส่งต่อเอง",
    en: " The day's number of mails is used up; the rest follows by itself.",
  },
  server: {
    th: " ติดต่อผู้ให้บริการอีเมลไม่ได้ ระบบจะลองใหม่เอง",
    en: " The mail provider cannot be reached; it is tried again.",
  },
}

function wordsOf(alarm: Alarm, mail: MailTrouble | undefined): Words {
  const { cause, since } = alarm
  const day = shortDate(since)
  switch (cause) {
    case "silent":
      return {
        th: `ไม่ได้รับข้อมูลจากตารางตั้งแต่ ${day} หน้าเว็บแสดงข้อมูลล่าสุดที่ได้รับ`,
        en: `The sheet has not been heard of since ${since}; the pages show what came last.`,
      }
    case "mailFailing": {
      const { th, en } = mail ? MAIL_WORDS[mail] : { th: "", en: "" }
      return {
        th: `มีอีเมลแจ้งเตือนที่ยังส่งไม่ถึงผู้รับตั้งแต่ ${day}${th} ข้อมูลบนหน้าเว็บไม่กระทบ`,
        en: `Mail has not reached its reader since ${since}.${en} The published data are not affected.`,
      }
    }
    case "keyExpiring":
      return {
        th: `กุญแจลงนามของสำนักงานจะหมดอายุ ${shortDate(keyLastDay(alarm))} ถ้าไม่เปลี่ยนก่อนวันนั้น หน้าเว็บจะไม่รับการแก้ไขใหม่`,
        en: `The office's signing key expires on ${keyLastDay(alarm)}; nothing new is taken from then on unless it is changed.`,
      }
    case "keyExpired":
      return {
        th: `กุญแจลงนามของสำนักงานหมดอายุตั้งแต่ ${day} หน้าเว็บยังไม่รับการแก้ไขใหม่ ข้อมูลที่เผยแพร่แล้วยังตรวจสอบได้ครบ`,
        en: `The office's signing key expired on ${since}: nothing new is taken until it is changed. What was published still verifies.`,
      }
    default:
      return cause satisfies never
  }
}
