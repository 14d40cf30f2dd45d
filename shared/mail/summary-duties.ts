/**
 * The entries of the director's summary that speak of duties: one a duty. A single period is told in a sentence; several are listed,
 * soonest due first as the page has them, and gathered into one sentence where the same sections stand in all of them.
 */

import { bangkokDate } from "../date/civil-date.ts"
import type { Alarm } from "../due/alarm.ts"
import type { Obligation } from "../due/obligation.ts"
import { isToTell } from "../due/opened.ts"
import type { DutyGroup, PeriodGroup, SummaryFacts } from "../due/summary.ts"
import type { TreeHead } from "../push/payload.ts"
import type { ProblemRow } from "../row/row.ts"
import { EVERY_SECTION } from "../row/section.ts"
import type { MeasureView } from "../view/schema.ts"
import { openLink } from "./letter.ts"
import type { Letterhead } from "./letterhead.ts"
import type { MemoItem, Words } from "./memo.ts"
import { foundWords } from "./reminder-links.ts"
import { keep, listPeriods, type Wording } from "./wording.ts"

/** What the director's summary is written from. */
export type SummaryContext = {
  readonly office: Letterhead
  readonly facts: SummaryFacts
  /** How each measure of the year stands. */
  readonly measures: readonly Pick<MeasureView, "state">[]
  /** How often an obligation was told to its section already, by id. */
  readonly remindersById: ReadonlyMap<string, number>
  /** Messages that could not be delivered and were given up. */
  readonly dead: number
  /** What the sheet says of held rows, by their names. */
  readonly problems?: ReadonlyMap<string, ProblemRow>
  readonly alarms?: readonly Alarm[]
  /** No digest went before this one. */
  readonly isFirst?: boolean
  /** It goes out between two weekly ones, for its news. */
  readonly isExtra?: boolean
  /** Where the director says what came of his orders. */
  readonly answerLink?: string | undefined
  /** Epoch milliseconds at which the sheet was last heard of. */
  readonly seenAt?: number | null | undefined
  /** The newest signed tree of the log. */
  readonly log?: TreeHead | undefined
  /** Who chose less mail, by what they are. */
  readonly lessMailNames?: readonly string[]
}

export function overdueItem(group: DutyGroup, context: SummaryContext, wording: Wording): MemoItem {
  const { first, periods } = group
  const members = periods.flatMap(period => period.members)
  const reminders = Math.max(0, ...members.map(each => context.remindersById.get(each.id) ?? 0))
  const isOne = periods.length === 1
  const isAlike = haveSameSections(periods)
  const since = `${isOne ? "" : "งวดแรก"}ครบกำหนด ${wording.date(first.first.due)} ${wording.days(first.first.days)}`
  const notified = reminders > 0 ? ` ${keep(`แจ้งแล้ว ${wording.number(reminders)} ครั้ง`)}` : ""
  const who: Words = isAlike ? ["จาก", ...missingWords(first, wording)] : []
  return {
    title: groupTitle(group, wording),
    detail: [
      "ยังไม่ได้รับรายงาน",
      ...who,
      isOne || !isAlike ? "" : ` ${keep(`ทั้ง ${wording.number(periods.length)} งวด`)}`,
      ` ${since}${notified}`,
    ],
    ...listed(group, wording, period => (isAlike ? [] : missingWords(period, wording))),
    ...measureLink(group, context.office),
  }
}

/** One line a period: what is near, and not late, needs no more to be seen. */
export function dueLines(group: DutyGroup, { facts }: SummaryContext, wording: Wording): Words[] {
  return group.periods.map(period => {
    const { duty, occurrence, due, what, days } = period.first
    const moves = facts.allMoves.filter(move => move.duty === duty && move.occurrence === occurrence)
    const last = moves[moves.length - 1]
    const received = period.reported > 0 ? ` ได้รับแล้ว ${share(period.reported, period.total, wording)}` : ""
    const moved = last
      ? ` เลื่อนมาแล้ว ${wording.count(last.times, "ครั้ง")} ${keep(`(เดิม ${wording.date(last.promised)})`)}`
      : ""
    const title = wording.title(what, [occurrence])
    return [`${wording.date(due)} ${owingNames(period)}: ${title} ${wording.days(days)}${received}${moved}`]
  })
}

/**
 * Not again what another part of the mail says: of a period newly overdue how many have reported, of a report without
 * evidence when it came.
 */
export function receivedToTell({ received, overdue, unproven }: SummaryFacts): DutyGroup[] {
  const periodName = ({ first }: PeriodGroup) => `${first.duty}/${first.occurrence}`
  const late = new Set(overdue.fresh.flatMap(({ periods }) => periods.map(periodName)))
  const lacking = new Set(
    unproven.fresh.flatMap(({ periods }) => periods).flatMap(({ members }) => members.map(each => each.id)),
  )
  const isNew = (period: PeriodGroup) =>
    !late.has(periodName(period)) && period.members.some(each => !lacking.has(each.id))
  return received.flatMap(group => {
    const periods = group.periods.filter(isNew)
    return periods[0] ? [{ first: periods[0], periods }] : []
  })
}

export function receivedItem(group: DutyGroup, { office }: SummaryContext, wording: Wording): MemoItem {
  const said = (period: PeriodGroup) => {
    const { members } = period
    const late = members.filter(each => each.state === "late").length
    const note =
      late === 0 ? "" : members.length === 1 ? " หลังกำหนด" : ` หลังกำหนด ${wording.count(late, "ฝ่าย")}`
    const who = members.length > NAMES_SHOWN ? wording.count(members.length, "ฝ่าย") : sectionNames(period)
    const all = period.total > 1 ? ` รวมได้รับแล้ว ${share(period.reported, period.total, wording)}` : ""
    return `จาก${members.length > NAMES_SHOWN ? " " : ""}${who}${note}${all}${openedNote(members, wording)}`
  }
  return {
    title: groupTitle(group, wording),
    detail: group.periods.length === 1 ? [said(group.first)] : [],
    ...listed(group, wording, period => [said(period)]),
    ...measureLink(group, office),
  }
}

export function unprovenItem(group: DutyGroup, { office }: SummaryContext, wording: Wording): MemoItem {
  const { first, periods } = group
  const isOne = periods.length === 1 && first.members.length === 1
  const { reportedAt } = first.first
  const when = isOne && reportedAt !== null ? `รายงานเมื่อ ${wording.date(bangkokDate(reportedAt))} ` : ""
  const members = periods.flatMap(period => period.members)
  const isClosed = (each: Obligation) => each.links.some(link => link.closedSince !== null)
  const lacking = members.every(isClosed)
    ? "ลิงก์หลักฐานต้องเข้าสู่ระบบ คนภายนอกเปิดไม่ได้"
    : members.some(isClosed)
      ? "ยังไม่มีหลักฐาน หรือลิงก์ต้องเข้าสู่ระบบ"
      : "ยังไม่ได้แนบลิงก์หรือเลขที่และวันที่ของหนังสือ"
  return reportedItem(group, [`${when}${lacking}`], office, wording)
}

/** Received, with a link that does not lead to what was sent. */
export function lostItem(group: DutyGroup, { office, facts }: SummaryContext, wording: Wording): MemoItem {
  const links = group.periods.flatMap(({ members }) => members).flatMap(each => each.links)
  const told = links.filter(each => each.state !== "login" && isToTell(each, facts.today))
  const found = [...new Set(told.map(each => foundWords(each, wording)))]
  return reportedItem(group, [`หลักฐาน${found.join(" ")}`], office, wording)
}

function reportedItem(group: DutyGroup, detail: Words, office: Letterhead, wording: Wording): MemoItem {
  const isAlike = haveSameSections(group.periods)
  return {
    title: `${isAlike ? `${sectionNames(group.first)}: ` : ""}${groupTitle(group, wording)}`,
    detail,
    ...listed(group, wording, period => (isAlike ? [] : [sectionNames(period)])),
    ...measureLink(group, office),
  }
}

/** Said where every link of them opens. */
function openedNote(members: readonly Obligation[], wording: Wording): string {
  const links = members.flatMap(each => each.links)
  const last = Math.max(...links.map(each => (each.state === "open" ? (each.last?.at ?? 0) : 0)))
  if (links.length === 0 || links.some(each => each.state !== "open")) return ""
  return ` หลักฐาน${keep(`ตรวจแล้ววันที่ ${wording.date(bangkokDate(last))}`)}`
}

/** The lines of a duty of several periods; a duty of one has said it already. */
function listed(
  { periods }: DutyGroup,
  wording: Wording,
  said: (period: PeriodGroup) => Words,
): Pick<MemoItem, "lines"> {
  if (periods.length === 1) return {}
  const listed = periods.map(period => ({ occurrence: period.first.occurrence, said: said(period) }))
  return { lines: listPeriods(listed, wording) }
}

function groupTitle({ first, periods }: DutyGroup, wording: Wording): string {
  return wording.title(
    first.first.what,
    periods.map(period => period.first.occurrence),
  )
}

function measureLink({ first }: DutyGroup, office: Letterhead) {
  return openLink(office.page(`/measures/${first.first.measure}`))
}

function missingWords(period: PeriodGroup, wording: Wording): Words {
  const { members, others, total } = period
  const counted = others.length === 0 ? wording.count(total, "ฝ่าย") : share(members.length, total, wording)
  return [{ strong: sectionNames(period) }, total > 1 ? ` (${keep(counted)})` : ""]
}

function haveSameSections(periods: readonly PeriodGroup[]): boolean {
  const sets = periods.map(({ members, total }) =>
    [total, ...members.map(each => each.section.slug).sort()].join(),
  )
  return new Set(sets).size === 1
}

/** More sections than this are counted, where it is not their names that matter. */
const NAMES_SHOWN = 3

function sectionNames({ members, others, total }: PeriodGroup): string {
  if (others.length === 0 && total > NAMES_SHOWN) return EVERY_SECTION
  // Eight names hide the two that matter.
  if (others.length < NAMES_SHOWN && members.length > 2 * NAMES_SHOWN)
    return `${EVERY_SECTION} เว้น${others.map(each => each.section.name).join(" ")}`
  return members.map(each => each.section.name).join(" ")
}

function owingNames(period: PeriodGroup): string {
  return period.members.length === period.total && period.total > 1 ? EVERY_SECTION : sectionNames(period)
}

/** `๒ จาก ๑๐ ฝ่าย`, on one line. */
function share(count: number, total: number, wording: Wording): string {
  return keep(`${wording.number(count)} จาก ${wording.number(total)} ฝ่าย`)
}
