/** What stands as it did at the last summary: one line of each kind, with its count and where to see all of it. */
import { daysBetween } from "../date/civil-date.ts"
import type { DutyGroup, PeriodGroup } from "../due/summary.ts"
import type { Waiting } from "../due/waiting.ts"
import type { Link, Words } from "./memo.ts"
import type { SummaryContext } from "./summary-duties.ts"
import { waitingName } from "./waiting-item.ts"
import { headline, keep, type Wording } from "./wording.ts"

/** Links that do not lead to what was sent, and ask for no log-in. */
export const LOST = "หลักฐานที่เปิดไม่ได้หรือเปลี่ยนไปหลังส่ง"

export function unchangedLines(context: SummaryContext, wording: Wording): Words[] {
  const { facts, office, dead } = context
  const { overdue, unproven, lost, orders, waiting, today } = facts
  const line = lineWith(wording)
  const longest = (days: readonly number[]) => keep(`นานที่สุด ${wording.number(Math.max(0, ...days))} วัน`)
  const sheet = linkTo(office.status)
  const waited = (why: Waiting["why"], word: string) => {
    const rows = waiting.same.filter(each => each.why === why)
    const [first] = rows
    const name = first ? waitingName(first, context.problems, wording) : ""
    return line(rows.length, "แถว", word, `${longest(rows.map(each => each.days))} ${name}`, sheet)
  }
  const oldest = orders.same[0]?.measures[0]
  return [
    ...line(
      overdue.same.length,
      "งวด",
      "เกินกำหนด",
      longest(overdue.same.map(each => -each.first.days)),
      linkTo(office.page("?state=overdue")),
    ),
    ...line(unproven.same.length, "งวด", "รายงานแล้ว แต่รอหลักฐาน", "", linkTo(office.page("/results"))),
    ...line(lost.same.length, "งวด", LOST, "", linkTo(office.page("/results"))),
    ...line(
      ...([orders.same.length, "เรื่อง", "ข้อสั่งการที่ยังไม่ได้บันทึกผล"] as const),
      longest(orders.same.map(each => daysBetween(each.date, today))),
      linkTo(oldest && office.page(`/measures/${oldest}`)),
    ),
    ...waited("held", "แถวที่ต้องแก้ในตาราง"),
    ...waited("vanished", "หายไปจากตาราง ยังนับต่อ"),
    ...waited("ask", `รอ${office.planner}ยืนยันข้อความ`),
    ...line(dead, "ฉบับ", "อีเมลที่ส่งไม่สำเร็จ", "ผู้ดูแลระบบควรตรวจอีเมลในแท็บ “หน่วยงาน”", sheet),
  ]
}

/** What comes near: the first summary has it in full; later nothing happened to it but that days went by. */
export function nearLines({ facts, office }: SummaryContext, wording: Wording): Words[] {
  const near = facts.sinceDay === undefined ? [] : facts.due.all
  // Not the measures in that state: one that is overdue too is in another, and the list would lack it.
  const link = linkTo(office.page("#ahead"))
  return lineWith(wording)(near.length, "งวด", "ใกล้ครบกำหนด", nextWords(near, wording), link)
}

function lineWith(wording: Wording) {
  return (count: number, unit: string, word: string, more: string, link: readonly Link[]): Words[] =>
    count === 0 ? [] : [[`${word} ${wording.count(count, unit)}${more === "" ? "" : ` ${more}`} `, ...link]]
}

/** How many periods some duties have. */
export function periodsOf(groups: readonly DutyGroup[]): number {
  return groups.reduce((sum, each) => sum + each.periods.length, 0)
}

/** The soonest of what is near by name: it is the one there is still time for. */
function nextWords([next]: readonly PeriodGroup[], wording: Wording): string {
  return next ? `ใกล้ที่สุด ${wording.date(next.first.due)} ${headline(next.first.what, 60)}` : ""
}

function linkTo(href: string | undefined): Link[] {
  return href ? [{ label: "เปิดดู", href }] : []
}
