/** What every mail of an office has alike: the simulated day, the links, the foot. */
import { bangkokClock, bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { plainDate } from "../date/thai-date.ts"
import type { Obligation } from "../due/obligation.ts"
import type { Revision } from "../record/record.ts"
import type { Link } from "./memo.ts"
import type { Office } from "./office.ts"
import { keep, type Wording } from "./wording.ts"

export function simulatedNote(office: Office, today: IsoDate, wording: Wording): string {
  if (!office.simulated) return ""
  return `วันจำลอง ${keep(wording.number(plainDate(today)))} เมลนี้ออกจากระบบตัวอย่าง ไม่ใช่วันจริง`
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

/** How fresh the record is, and its head whole: the mailbox is a witness of the log. */
export function footOf(office: Office, revision: Revision | undefined, wording: Wording): string[] {
  const head = revision
    ? [
        `ข้อมูลจากตาราง ณ ${wording.date(bangkokDate(revision.acceptedAt))} ${keep(`เวลา ${wording.number(clockTime(revision.acceptedAt))} น.`)} · ${keep(`ฉบับที่ ${wording.number(revision.sequence)}`)}`,
        `ค่าตรวจสอบ ${revision.head}`,
      ]
    : []
  return [...head, `ส่งโดยระบบติดตามมาตรการ ${office.name} ไม่ต้องตอบกลับ`]
}

/** `07.55` in Bangkok. */
function clockTime(instant: number): string {
  return bangkokClock(instant).slice(0, 5).replace(":", ".")
}
