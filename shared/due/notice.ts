/**
 * Which notices a day asks for. Pure, and the same however often it is asked: a notice's key is what makes it be sent
 * once, so planning again after a missed or doubled run adds nothing that was planned before.
 */
import {
  addDays,
  bangkokDate,
  bangkokMidnight,
  daysBetween,
  type IsoDate,
  weekday,
} from "../date/civil-date.ts"
import { type Holidays, workingDayOnOrAfter } from "../date/working-day.ts"
import { groupBy } from "../record/group.ts"
import { recordBegan, type YearRecord } from "../record/record.ts"
import { type MailAddress, mailboxOf } from "../row/address.ts"
import type { PrivateRow } from "../row/row.ts"
import { type Alarm, alarmName, alarmWeeks } from "./alarm.ts"
import { intervalOf, type Rung, rungReached, rungsFor } from "./ladder.ts"
import { movesOf } from "./move.ts"
import { type Obligation, obligationsOf, standsWithoutLinks } from "./obligation.ts"
import { directoryOf, optionalFor, type Recipients, type Role, type Unserved } from "./recipient.ts"
import { holidaysOf, isMailDay, mailDaysOf, plannerSlug, settingsOf, timetableOf } from "./timetable.ts"
import { mendAbout, mendRung, rowsToMend } from "./to-mend.ts"
import { openAsks } from "./waiting.ts"

export const MAIL_KINDS = ["digest", "reminder"] as const
/** `reminder` for the sections, `digest`, as it is stored, for the director's summary: one message of a kind a recipient a day. */
type MailKind = (typeof MAIL_KINDS)[number]

export type Notice = {
  /** `2566/d-…/7/2566-05/2023-06-05/day/name@…`: year, subject, due date, rung, recipient. */
  readonly key: string
  readonly fiscalYear: number
  readonly kind: MailKind
  readonly recipient: MailAddress
  readonly role: Role
  /** What it is about: an obligation's id, `<duty>/<occurrence>` of a move, `held/<section>`, `answered/<section>`, `digest`, `asks`, or `alarm`. */
  readonly about: string
  /** The due date it was planned for: when the date moves, the notice is pointless. Blank where there is none. */
  readonly due: IsoDate | ""
  readonly rung: string
}

type NoticePlan = { readonly notices: readonly Notice[]; readonly unserved: readonly Unserved[] }

type NoticeInput = {
  readonly record: YearRecord
  readonly privateRows: readonly PrivateRow[]
  readonly today: IsoDate
  /** What is wrong with the system itself. */
  readonly alarms?: readonly Alarm[]
  /** The boxes of those who chose less mail. */
  readonly lessMail?: ReadonlySet<MailAddress>
  /** What was answered from the mail of late, and what became of it. */
  readonly answers?: readonly SettledAnswer[]
}

/** An answer as its notice needs it; `section` is blank for the director's. */
export type SettledAnswer = {
  readonly id: string
  readonly section: string
  readonly outcome: string | null
}

/** A move that nobody could be told of for so long is left to the ledger. */
const MOVE_DAYS = 14

/** What the director hears of between two weekly summaries stands in the next one, too. */
const DIRECTOR: readonly Role[] = ["director"]

type Draft = Pick<Notice, "kind" | "about" | "due" | "rung"> & {
  readonly to: Recipients
  /** Who can do without it, who chose less mail. */
  readonly optionalFor?: readonly Role[]
}

/** Every notice the day asks for, whether or not it was planned before. */
export function planNotices(input: NoticeInput): NoticePlan {
  if (input.record.revisions.length === 0) return { notices: [], unserved: [] }
  // On a holiday the system is watched, and nobody else is written to: the next working day catches it up.
  const drafts = isMailDay(input.today, mailDaysOf(input.record))
    ? workingDrafts(input)
    : operatorDrafts(input)
  const notices = new Map<string, Notice>()
  const unserved = new Map<string, Unserved>()
  for (const { to, optionalFor: spared = [], ...draft } of drafts) {
    for (const each of to.unserved) unserved.set(`${each.role}/${each.section}/${each.reason}`, each)
    for (const { address, role } of to.reached) {
      if (spared.includes(role) && input.lessMail?.has(mailboxOf(address))) continue
      const notice = noticeOf(input.record.fiscalYear, draft, address, role)
      if (!notices.has(notice.key)) notices.set(notice.key, notice)
    }
  }
  return { notices: [...notices.values()], unserved: [...unserved.values()] }
}

function workingDrafts(input: NoticeInput): Draft[] {
  const obligations = obligationsOf(input.record, input.today)
  return [
    ...reminderDrafts(input, obligations),
    ...closedDrafts(input, obligations),
    ...mendDrafts(input),
    ...askDrafts(input),
    ...receiptDrafts(input),
    ...summaryDrafts(input, obligations),
    ...operatorDrafts(input),
    ...alarmDrafts(input),
  ]
}

/** Obligations that still wait for a report and may be reminded of. */
export function isOpen(obligation: Obligation): boolean {
  return obligation.remind && ["scheduled", "due", "overdue"].includes(obligation.state)
}

function reminderDrafts(input: NoticeInput, obligations: readonly Obligation[]): Draft[] {
  const reached = createRungLookup(input, obligations)
  const directory = directoryOf(input.privateRows)
  return obligations.filter(isOpen).flatMap(each => {
    const rung = reached(each)
    if (!rung) return []
    const { id: about, due, section } = each
    const to = directory.section(section.slug, rung.phase, input.today)
    return { kind: "reminder", about, due, rung: rung.name, to, optionalFor: optionalFor(rung) } as const
  })
}

/** A section is told once of each link that asks for a log-in, in its next mail: how to open it to all. */
function closedDrafts({ privateRows, today }: NoticeInput, obligations: readonly Obligation[]): Draft[] {
  const directory = directoryOf(privateRows)
  return obligations.filter(isClosedToReaders).flatMap(({ id: about, due, section, links }) => {
    const days = links.flatMap(each => (each.closedSince === null ? [] : [bangkokDate(each.closedSince)]))
    const to = directory.section(section.slug, "before", today)
    return [...new Set(days)].map(
      day => ({ kind: "reminder", about, due, rung: `closed-${day}`, to }) as const,
    )
  })
}

/** A report of which a link asks for a log-in, whether or not its day of grace is over. */
export function isClosedToReaders({ state, report, links }: Obligation): boolean {
  if (state === "withdrawn" || report === null || standsWithoutLinks(report)) return false
  return links.some(each => each.closedSince !== null)
}

/** A section is told of each of its rows that an error holds back, the day after, and weekly while it does. */
function mendDrafts({ record, privateRows, today }: NoticeInput): Draft[] {
  const slot = newestSlot(record, today, timetableOf(settingsOf(record)).summaryDay)
  const directory = directoryOf(privateRows)
  return rowsToMend(record, privateRows, today).map(each => ({
    ...({ kind: "reminder", about: mendAbout(each), due: "", rung: mendRung(each, slot) } as const),
    to: directory.section(each.slug, "before", today),
  }))
}

/**
 * Whoever answers for a section is told what was written in its name, by whatever link: so an answer is noticed that was none of
 * theirs.
 */
function receiptDrafts({ privateRows, today, answers = [] }: NoticeInput): Draft[] {
  const directory = directoryOf(privateRows)
  return answers
    .filter(({ outcome }) => outcome !== null)
    .map(({ id, section }) => ({
      ...({ kind: "reminder", about: `${RECEIPT}${section}`, due: "", rung: receiptRung(id) } as const),
      to: section === "" ? directory.director() : directory.section(section, "day", today),
    }))
}

const RECEIPT = "answered/"

/** True of what a notice is about that tells a section what it answered. */
export function isReceiptAbout(about: string): boolean {
  return about.startsWith(RECEIPT)
}

/** As much of an answer's id as names it. */
export function receiptRung(id: string): string {
  return `answered-${id.slice(0, 16)}`
}

/** The planner hears weekly which rows wait for an answer; a question of today waits for the next week's mail. */
function askDrafts({ record, privateRows, today }: NoticeInput): Draft[] {
  const slot = newestSlot(record, today, timetableOf(settingsOf(record)).summaryDay)
  if (!slot || !openAsks(record, today).some(each => bangkokDate(each.since) <= slot)) return []
  const to = directoryOf(privateRows).planner(plannerSlug(record))
  return [{ kind: "reminder", about: "asks", due: "", rung: slot, to }]
}

/**
 * The weekly summary, and what earns the director an extra one: something newly overdue, or a moved date. Whether the
 * weekly one has anything to say is seen when it is written; a blank one is skipped for good.
 */
function summaryDrafts(input: NoticeInput, obligations: readonly Obligation[]): Draft[] {
  const { record, today } = input
  const to = directoryOf(input.privateRows).director()
  const holidays = holidaysOf(record)
  const overdue = obligations.filter(each => isOpen(each) && isNewlyOverdue(each.due, today, holidays))
  const moves = movesOf(record).filter(
    move => daysBetween(bangkokDate(move.acceptedAt), today) <= MOVE_DAYS && move.acceptedAt <= endOf(today),
  )
  const slot = newestSlot(record, today, timetableOf(settingsOf(record)).summaryDay)
  const usual = { kind: "digest", to } as const
  return [
    ...(slot ? [{ ...usual, about: "digest", due: "", rung: slot } as const] : []),
    ...overdue.map(({ id, due }) => ({ ...usual, about: id, due, rung: "overdue", optionalFor: DIRECTOR })),
    ...moves.map(({ duty, occurrence, to: due, sequence }) => ({
      ...usual,
      about: `${duty}/${occurrence}`,
      due,
      rung: `moved-${sequence}`,
      optionalFor: DIRECTOR,
    })),
  ]
}

/** The operator is told at once, on any day, and again each week it lasts. */
function operatorDrafts({ privateRows, today, alarms = [] }: NoticeInput): Draft[] {
  const to = directoryOf(privateRows).operator()
  const rung = (each: Alarm) => `${alarmName(each)}-${alarmWeeks(each, today)}`
  return alarms.map(each => ({ kind: "reminder", about: "alarm", due: "", rung: rung(each), to }))
}

/** The director is told of each trouble once. */
function alarmDrafts({ privateRows, alarms = [] }: NoticeInput): Draft[] {
  const to = directoryOf(privateRows).director()
  return alarms.map(each => ({ kind: "digest", about: "alarm", due: "", rung: alarmName(each), to }))
}

/** The newest weekly day reached since the record began: one missed by the clock is caught up, never two. */
function newestSlot(record: YearRecord, today: IsoDate, summaryDay: number): IsoDate | undefined {
  const slot = addDays(today, -((weekday(today) - summaryDay + 7) % 7))
  const began = recordBegan(record)
  return began !== undefined && slot >= began ? slot : undefined
}

function endOf(day: IsoDate): number {
  return bangkokMidnight(addDays(day, 1)) - 1
}

/** The director hears of an overdue obligation on the first working day after it. */
function isNewlyOverdue(due: IsoDate, today: IsoDate, holidays: Holidays): boolean {
  return today > due && today >= workingDayOnOrAfter(addDays(due, 1), holidays)
}

/** Rungs depend on the date and the rhythm of the duty alone: many sections share one answer. */
function createRungLookup(
  { record, today }: NoticeInput,
  obligations: readonly Obligation[],
): (obligation: Obligation) => Rung | undefined {
  const { ladder } = timetableOf(settingsOf(record))
  const holidays = holidaysOf(record)
  const rungsByDuty = new Map(
    Array.from(
      groupBy(obligations, each => each.duty),
      ([duty, owed]) => [duty, rungsFor(ladder, intervalOf(owed.map(each => each.due)))],
    ),
  )
  const reached = new Map<string, Rung | undefined>()
  return ({ duty, due }) => {
    const rungs = rungsByDuty.get(duty) ?? ladder
    const key = `${due}/${rungs.join()}`
    if (!reached.has(key)) reached.set(key, rungReached(due, today, rungs, holidays))
    return reached.get(key)
  }
}

function noticeOf(
  fiscalYear: number,
  draft: Omit<Draft, "to" | "optionalFor">,
  recipient: MailAddress,
  role: Role,
): Notice {
  const key = [fiscalYear, draft.about, draft.due, draft.rung, draft.kind, mailboxOf(recipient)].join("/")
  return { key, fiscalYear, ...draft, recipient, role }
}
