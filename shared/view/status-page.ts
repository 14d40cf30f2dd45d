/** How the system is, for the office: what waits by its public name, nobody's address and no text that is held back. */

import * as z from "zod/mini"
import { shortDate } from "../date/thai-date.ts"
import { ALARM_CAUSES, type Alarm, alarmsOf, keyLastDay, type SystemHealth } from "../due/alarm.ts"
import { waitingRows } from "../due/waiting.ts"
import type { MailHealth, MailTrouble } from "../push/payload.ts"
import { hashSchema } from "../push/sd-jwt.ts"
import { latestRevision, type YearRecord } from "../record/record.ts"
import { createRowNaming } from "./changed-row.ts"
import { instant, isoDay } from "./schema.ts"
import { instantText, type ViewDay } from "./year.ts"

export const statusPageSchema = z.strictObject({
  today: isoDay,
  simulated: z.boolean(),
  /** What is wrong with the system itself, in words; empty while all is well. */
  troubles: z.array(
    z.strictObject({
      cause: z.enum(ALARM_CAUSES),
      since: isoDay,
      message: z.string(),
      messageEn: z.string(),
    }),
  ),
  /** Until when the key that signs is taken; null for one without an end, and before the first push. */
  keyExpiresAt: z.nullable(instant),
  /** Keys of the office and of the log, in use and replaced; and since when one is reported to be in other hands as well. */
  keys: z.array(
    z.strictObject({
      of: z.enum(["office", "log"]),
      /** The `kid`, or the verifier key. */
      key: z.string(),
      /** From then on it signs nothing new. */
      until: z.nullable(instant),
      lostSince: z.nullable(instant),
    }),
  ),
  /** The log: its newest signed tree, and how far the office signed for it. Null before one is signed. */
  log: z.nullable(
    z.strictObject({
      origin: z.string(),
      entries: z.int(),
      /** What came since rests on the Worker's word alone. */
      countersigned: z.nullable(z.strictObject({ entries: z.int(), at: instant })),
      /** Witnesses of the office's settings, each with how far it signed; and whether of the newest tree as many did as they ask. */
      witnesses: z.array(
        z.strictObject({
          name: z.string(),
          signed: z.nullable(z.strictObject({ entries: z.int(), at: instant })),
        }),
      ),
      quorum: z.boolean(),
    }),
  ),
  /** Newest first. */
  years: z.array(
    z.strictObject({
      fiscalYear: z.int(),
      revision: z.int(),
      head: hashSchema,
      /** When the newest push was accepted, and when the sheet was last heard of. */
      updatedAt: instant,
      seenAt: instant,
      stale: z.boolean(),
      /** Rows whose newest text is held back by an error in the sheet. */
      held: z.int(),
      /** Rows that vanished from the sheet and count on. */
      vanished: z.int(),
      /** Rows with a question that nobody answered. */
      asks: z.int(),
      /** Days that the longest of them has waited. */
      longestWait: z.int(),
      /** Each of them, longest first, as its accepted text calls it; the id of the measure it belongs to, where there is one. */
      waiting: z.array(
        z.strictObject({
          why: z.enum(["held", "vanished", "ask"]),
          name: z.string(),
          measure: z.nullable(z.string()),
          days: z.int(),
        }),
      ),
    }),
  ),
  /** Messages: the last one sent, those that wait, those that could not be delivered. */
  mail: z.strictObject({ lastSentAt: z.nullable(instant), waiting: z.int(), dead: z.int() }),
})

export type StatusPageView = z.input<typeof statusPageSchema>

/** A year's record, and when its sheet was last heard of, in epoch milliseconds. */
export type SeenYear = { readonly record: YearRecord; readonly seenAt: number; readonly isStale: boolean }

/** What the office alone knows of itself, beside its records. */
type FoundStatus = {
  readonly mail: MailHealth
  readonly system: SystemHealth
  readonly log: StatusPageView["log"]
  readonly keys: StatusPageView["keys"]
}

export function statusPageView(
  years: readonly SeenYear[],
  { mail, system, log, keys }: FoundStatus,
  { today, simulated, now }: ViewDay & { readonly now: number },
): StatusPageView {
  const { keyExpiresAt } = system
  return {
    today,
    simulated,
    troubles: troubleViews(alarmsOf(system, now), mail.trouble),
    keyExpiresAt: keyExpiresAt === null ? null : instantText(keyExpiresAt),
    keys: [...keys],
    log,
    years: years.flatMap(({ record, seenAt, isStale }) => {
      const latest = latestRevision(record)
      if (!latest) return []
      const waiting = waitingRows(record, today)
      const { nameOf, measureOf } = createRowNaming(record)
      return [
        {
          fiscalYear: record.fiscalYear,
          revision: latest.sequence,
          head: latest.head,
          updatedAt: instantText(latest.acceptedAt),
          seenAt: instantText(seenAt),
          stale: isStale,
          held: waiting.filter(each => each.why === "held").length,
          vanished: waiting.filter(each => each.why === "vanished").length,
          asks: waiting.filter(each => each.why === "ask").length,
          longestWait: Math.max(0, ...waiting.map(each => each.days)),
          waiting: waiting.map(({ row, why, days }) => ({
            ...{ why, days, name: nameOf(row) },
            measure: measureOf(row) ?? null,
          })),
        },
      ]
    }),
    mail: { lastSentAt: mail.lastSentAt, waiting: mail.waiting, dead: mail.dead },
  }
}

/**
 * What is wrong with the system, said to anyone: what a reader must reckon with, nobody's address, no instruction.
 * `mail` is why what waits was not taken, where that is known.
 */
function troubleViews(alarms: readonly Alarm[], mail: MailTrouble | undefined): StatusPageView["troubles"] {
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
    case "strayed":
      return {
        th: `บันทึกที่หน้าเว็บถือไว้ไม่ต่อจากที่สำนักงานส่งมา ตั้งแต่ ${day} ข้อมูลบนหน้าเว็บอาจไม่ครบหรือถูกแก้ การแก้ไขใหม่ยังไม่เผยแพร่จนกว่าสำนักงานจะตรวจสอบ`,
        en: `Since ${since} the record held here does not follow from what the office sent: it may be cut or changed, and nothing new is published until the office has settled it.`,
      }
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
