/**
 * The message for what a recipient is to be told, as the record stands when it is sent, not when it was planned: what a
 * report, a moved date or a changed address made pointless is left out, and a mail with nothing left is not written.
 */

import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { type Alarm, alarmName, type SystemHealth } from "../due/alarm.ts"
import { isClosedToReaders, isOpen, isReceiptAbout, type Notice, receiptRung } from "../due/notice.ts"
import { type Obligation, obligationsOf } from "../due/obligation.ts"
import { isClosed, isToTell } from "../due/opened.ts"
import { directoryOf, lessMailNames, mayChoose, type Recipients } from "../due/recipient.ts"
import { hasNews, isBlankSummary, type SummaryFacts, summaryFacts } from "../due/summary.ts"
import { isMendAbout, isMendRung, problemsByName, type RowToMend, rowsToMend } from "../due/to-mend.ts"
import { openAsks } from "../due/waiting.ts"
import type { TreeHead } from "../push/payload.ts"
import { isWhole, latestRevision, recordBegan, rowsOfKind, type YearRecord } from "../record/record.ts"
import { type MailAddress, mailboxOf } from "../row/address.ts"
import { nameOf, obligationParts } from "../row/name.ts"
import type { PrivateRow } from "../row/row.ts"
import type { Section } from "../row/section.ts"
import { type CalendarEvent, calendarEvents, calendarUid } from "../view/calendar.ts"
import { measureView } from "../view/year.ts"
import { type Letterhead, letterheadOf } from "./letterhead.ts"
import type { Memo } from "./memo.ts"
import { type MailMessage, messageOf } from "./message.ts"
import { type NamedAnswer, namedAnswer, type ToldAnswer } from "./receipt.ts"
import { reminderMemo } from "./reminder.ts"
import { summaryMemo } from "./summary.ts"
import { createWording } from "./wording.ts"

export type ComposeContext = {
  /** Whole where a summary is among the messages: it tells what is new. */
  readonly record: YearRecord
  readonly privateRows: readonly PrivateRow[]
  /** Epoch milliseconds of the run. */
  readonly at: number
  readonly from: MailAddress
  readonly origin: string
  readonly simulated: boolean
  readonly lastSummaryAt: number | null
  readonly remindersById: ReadonlyMap<string, number>
  readonly dead: number
  /** When the sheet was last heard of. */
  readonly health?: Pick<SystemHealth, "seenAt">
  /** The newest signed tree of the log. */
  readonly log?: TreeHead | undefined
  /** What is wrong with the system itself. */
  readonly alarms?: readonly Alarm[]
  /** The boxes of those who chose less mail. */
  readonly lessMail?: ReadonlySet<MailAddress>
  /** Them by what they are, where it was found out elsewhere: stand-ins have no addresses to know them by. */
  readonly lessMailNames?: readonly string[]
  /** Where each recipient chooses how much he is sent. */
  readonly choiceLinks?: ReadonlyMap<MailAddress, string>
  /** What was answered from the mail: what waits for the sheet, and what was settled of late. */
  readonly answers?: readonly ToldAnswer[]
  /** None is attached without it. */
  readonly calendar?: CalendarWriter
}

/** Writes due dates as iCalendar, which takes a library of the host. */
type CalendarWriter = {
  /** As the public calendar's, so that an entry here and one there are the same. */
  readonly officeId: string
  readonly write: (events: readonly CalendarEvent[]) => string
}

/** What made a notice pointless between planning and sending. */
type SkipReason =
  | "reported"
  | "opened"
  | "withdrawn"
  | "moved"
  | "questioned"
  | "answered"
  | "mended"
  | "blank"
  | "recipientGone"
  | "over"

export type Skipped = { readonly key: string; readonly reason: SkipReason }

type Composed = { readonly message: MailMessage | undefined; readonly skipped: readonly Skipped[] }

const ALIVE_DAYS = 28

/** `links` leads to where a section answers, by its number; of the director by a blank one. */
export type Composer = (
  recipient: MailAddress,
  notices: readonly Notice[],
  links?: ReadonlyMap<string, string>,
) => Composed

/** Reads the record once for all the messages of a run. */
export function createComposer(context: ComposeContext): Composer {
  const today = bangkokDate(context.at)
  const view: View = {
    ...context,
    today,
    office: letterheadOf(context),
    obligations: obligationsOf(context.record, today),
    toMend: rowsToMend(context.record, context.privateRows, today),
  }
  const byId = new Map(view.obligations.map(each => [each.id, each]))
  return (recipient, notices, links) => {
    const judged = notices.map(notice => ({ notice, reason: whyPointless(notice, view, byId) }))
    const skipped = judged.flatMap(({ notice, reason }) => (reason ? [{ key: notice.key, reason }] : []))
    const pending = judged.filter(each => !each.reason).map(each => each.notice)
    if (pending.length === 0) return { message: undefined, skipped }
    const isSummary = pending[0]?.kind === "digest"
    const isExtra = isSummary && !pending.some(each => each.about === "digest")
    if (isExtra && !isNewsDue(view)) {
      const told = pending.map(({ key }): Skipped => ({ key, reason: "blank" }))
      return { message: undefined, skipped: [...skipped, ...told] }
    }
    const memo = isSummary ? summaryOf(view, isExtra, links) : reminderOf(view, pending, links)
    const { office, from } = view
    const fewer = view.lessMail?.has(mailboxOf(recipient)) ?? false
    const revision = latestRevision(context.record)
    const calendar = calendarOf(view, pending)
    const choice = pending.some(each => mayChoose(each.role)) ? view.choiceLinks?.get(recipient) : undefined
    return {
      message: messageOf(memo, { office, from, to: recipient, revision, calendar, choice, fewer }),
      skipped,
    }
  }
}

type View = ComposeContext & {
  readonly today: ReturnType<typeof bangkokDate>
  readonly office: Letterhead
  readonly obligations: readonly Obligation[]
  readonly toMend: readonly RowToMend[]
}

function whyPointless(
  notice: Notice,
  view: View,
  byId: ReadonlyMap<string, Obligation>,
): SkipReason | undefined {
  if (!isStillRecipient(notice, view)) return "recipientGone"
  if (notice.about === "asks") return openAsks(view.record, view.today).length === 0 ? "answered" : undefined
  if (isMendAbout(notice.about))
    return view.toMend.some(each => isMendRung(notice.rung, each)) ? undefined : "mended"
  if (notice.about === "alarm") return isStillWrong(notice, view) ? undefined : "over"
  if (notice.about === "digest") return isSummaryDue(view) ? undefined : "blank"
  if (notice.rung.startsWith("moved-") || isReceiptAbout(notice.about)) return undefined
  const obligation = byId.get(notice.about)
  if (!obligation || obligation.state === "withdrawn") return "withdrawn"
  if (notice.rung.startsWith("closed-")) return isClosedToReaders(obligation) ? undefined : "opened"
  if (obligation.reportedAt !== null) return "reported"
  if (isAnswerWaiting(obligation, view)) return "reported"
  if (obligation.due !== notice.due) return "moved"
  return obligation.remind ? undefined : "questioned"
}

/** Answered from the mail, and not in the record yet: the section did its part. */
function isAnswerWaiting({ id }: Obligation, { answers = [] }: View): boolean {
  return answers.some(each => each.outcome === null && each.of === nameOf("report", id))
}

/**
 * Entries for what a section hears of for the first time, or of another date than before: a date that moved must not
 * stay in a calendar where it was. Not for what is overdue, which no calendar helps.
 */
function calendarOf(view: View, notices: readonly Notice[]): string | undefined {
  const { calendar, record, today, remindersById } = view
  const ahead = new Set(
    notices.filter(each => each.role === "section" && each.due >= today).map(each => each.about),
  )
  if (!calendar || ahead.size === 0) return undefined
  const { officeId, write } = calendar
  const uids = new Map(Array.from(ahead, id => [calendarUid(record.fiscalYear, id, officeId), id]))
  const news = calendarEvents(record, { officeId, today }).filter(event => {
    const id = uids.get(event.uid)
    return id !== undefined && (event.sequence > 0 || !remindersById.has(id))
  })
  return news.length === 0 ? undefined : write(news)
}

function isStillWrong({ rung }: Notice, { alarms = [] }: View): boolean {
  return alarms.some(each => rung.startsWith(alarmName(each)))
}

/** An address taken out of the sheet between planning and sending is told nothing more. */
function isStillRecipient({ role, about, recipient }: Notice, { privateRows, record, today }: View): boolean {
  const directory = directoryOf(privateRows)
  const has = ({ reached }: Recipients) =>
    reached.some(each => mailboxOf(each.address) === mailboxOf(recipient))
  if (role === "director") return has(directory.director())
  if (role === "operator") return has(directory.operator())
  const slugs =
    role === "planner"
      ? rowsOfKind(record, "section").map(({ row }) => row.slug)
      : [obligationParts(about).slug]
  return slugs.some(slug => has(directory.section(slug, role === "section" ? "before" : "day", today)))
}

/** No blank summaries; but after so long a silence one line says that the system is alive. */
function isSummaryDue(view: View): boolean {
  const lastWord = view.lastSummaryAt ?? view.record.revisions[0]?.acceptedAt ?? view.at
  return !isBlankSummary(factsOf(view)) || daysBetween(bangkokDate(lastWord), view.today) >= ALIVE_DAYS
}

/** What an extra edition was planned for may have been told by another since. */
function isNewsDue(view: View): boolean {
  return hasNews(factsOf(view)) || (view.alarms ?? []).length > 0
}

function factsOf({ record, obligations, today, lastSummaryAt, at }: View): SummaryFacts {
  if (!isWhole(record)) throw new Error("a summary is made of the whole record")
  return summaryFacts({ record, obligations, today, at, since: lastSummaryAt })
}

function summaryOf(view: View, isExtra: boolean, links?: ReadonlyMap<string, string>): Memo {
  const { office, remindersById, dead, alarms = [] } = view
  return summaryMemo({
    office,
    facts: factsOf(view),
    measures: rowsOfKind(view.record, "measure").map(each => measureView(each, view.obligations)),
    remindersById,
    dead,
    alarms,
    problems: problemsByName(view.privateRows),
    isFirst: view.lastSummaryAt === null,
    isExtra,
    answerLink: links?.get(""),
    ...{ seenAt: view.health?.seenAt, log: view.log },
    lessMailNames: view.lessMailNames ?? lessMailNames(view, view.lessMail ?? new Set()),
  })
}

/**
 * Everything of the recipient's sections in one mail: what the notices are about, and for the section's own box all
 * that is near; a head hears of what is overdue alone.
 */
function reminderOf(view: View, notices: readonly Notice[], links?: ReadonlyMap<string, string>): Memo {
  const { record, obligations, office, today } = view
  const named = new Set(notices.map(notice => notice.about))
  const ownSlugs = new Set(
    notices.filter(each => each.role === "section").map(each => obligationParts(each.about).slug),
  )
  const slugs = new Set([...named].map(about => obligationParts(about).slug))
  const isNear = ({ state, section }: Obligation) =>
    state === "overdue" || (state === "due" && ownSlugs.has(section.slug))
  const received = obligations.filter(
    each => each.state !== "withdrawn" && each.reportedAt !== null && ownSlugs.has(each.section.slug),
  )
  const sections = rowsOfKind(record, "section").map(({ row }) => row)
  const isAddressed = ({ slug, name }: Section) =>
    slugs.has(slug) || (named.has("asks") && name === office.planner)
  return reminderMemo({
    office,
    today,
    obligations: obligations.filter(
      each =>
        isOpen(each) &&
        slugs.has(each.section.slug) &&
        (named.has(each.id) || isNear(each)) &&
        !isAnswerWaiting(each, view),
    ),
    unproven: received.filter(each => !each.proven && !each.links.some(link => isClosed(link, today))),
    toOpen: received.filter(each => isClosedToReaders(each) || isLost(each, today)),
    toMend: view.toMend.filter(each => ownSlugs.has(each.slug)),
    answered: answeredOf(view, notices),
    answerLinks: links ?? new Map(),
    asks: named.has("asks") ? openAsks(record, today) : [],
    alarms: named.has("alarm") ? (view.alarms ?? []) : [],
    sections: sections.filter(isAddressed).sort((a, b) => Number(a.slug) - Number(b.slug)),
    revision: latestRevision(record),
    ...{ seenAt: view.health?.seenAt, log: view.log },
    began: [...named].some(id => view.remindersById.has(id)) ? undefined : recordBegan(record),
  })
}

/** With a link that does not lead to what was sent. */
function isLost({ links }: Obligation, today: IsoDate): boolean {
  return links.some(link => link.state !== "login" && isToTell(link, today))
}

/** The answers that a mail's notices speak of. */
function answeredOf(view: View, notices: readonly Notice[]): NamedAnswer[] {
  const rungs = new Set(notices.filter(each => isReceiptAbout(each.about)).map(each => each.rung))
  const { answers = [], record, today, office } = view
  const wording = createWording(office.digits)
  return answers
    .filter(each => each.outcome !== null && rungs.has(receiptRung(each.id)))
    .map(each => namedAnswer(each, record, today, wording))
}
