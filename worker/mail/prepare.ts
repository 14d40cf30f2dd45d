/**
 * From the tables to messages ready to hand over: plan what the day asks for, gather it, lease it, write it. Who hands
 * them over, a run of the Worker or the script, is no matter here.
 */
import { bangkokDate, bangkokHour, type IsoDate } from "../../shared/date/civil-date.ts"
import { alarmsOf } from "../../shared/due/alarm.ts"
import { type Notice, planNotices } from "../../shared/due/notice.ts"
import { isMailDay, mailDaysOf, settingsOf, timetableOf } from "../../shared/due/timetable.ts"
import { createComposer } from "../../shared/mail/compose.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import { ANSWER_PATH } from "../../shared/push/answer.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import { type MailAddress, parseAddress } from "../../shared/row/address.ts"
import { obligationParts } from "../../shared/row/name.ts"
import { currentMoment, exactMoment } from "../host/clock.ts"
import { type Config, configOf, type Env } from "../host/env.ts"
import { calendarText } from "../publish/data/calendar-text.ts"
import { giveLinks } from "../store/answers.ts"
import { loadRecord } from "../store/store.ts"
import { choiceLinks } from "./choice.ts"
import {
  type MailHistory,
  openYears,
  readMailHistory,
  readReminders,
  rememberPlan,
  type YearStatus,
} from "./mail-year.ts"
import { insertNotices, type Leased, leaseMessages, noticesByMessage, skipNotices } from "./outbox.ts"
import { countReason, type Tally } from "./run-log.ts"

/** Of the keys it is told until when they may sign; the public calendar's entries are named after the office's id. */
export type PrepareDeps = Pick<Config, "pushKeys" | "mailFrom" | "origin" | "officeId"> & {
  readonly db: D1Database
  readonly loadRecord: (fiscalYear: number, whole: boolean) => Promise<YearRecord>
  readonly simulated: boolean
  /** Epoch milliseconds by the clock, which leases are counted by; all else goes by the slot. */
  readonly now: () => Promise<number>
}

export async function prepareDepsOf(env: Env): Promise<PrepareDeps> {
  const { pushKeys, mailFrom, origin, officeId } = configOf(env)
  return {
    pushKeys,
    mailFrom,
    origin,
    officeId,
    db: env.DB,
    loadRecord: (fiscalYear, whole) => loadRecord(env.DB, fiscalYear, whole),
    // It never changes while the Worker runs: what the clock said last will do.
    simulated: (await currentMoment(env)).simulated,
    now: async () => (await exactMoment(env)).now,
  }
}

/** A message this run holds, written. */
export type Outgoing = { readonly leased: Leased; readonly message: MailMessage }

/** What is done with the messages of a year. How many may still go is asked when the year's turn comes. */
type Delivery = {
  readonly room: () => number
  readonly deliver: (outgoing: readonly Outgoing[]) => Promise<void>
}

/** Every open year in turn. Without a delivery the day is planned, and what it asks for waits. */
export async function prepareMail(
  deps: PrepareDeps,
  tally: Tally,
  delivery: Delivery | undefined,
): Promise<readonly unknown[]> {
  const today = bangkokDate(tally.at)
  const defects: unknown[] = []
  const now = await deps.now()
  for (const status of await openYears(deps.db, today, { at: tally.at, now })) {
    if (!hasWork(status, today, bangkokHour(tally.at), delivery !== undefined)) continue
    // One year's damage must not silence the other's mail; it is told when all were served.
    await prepareYear({ deps, status, today, tally, delivery }).catch((defect: unknown) =>
      defects.push(defect),
    )
  }
  return defects
}

/**
 * Before the office's hour nothing is done, but to learn the hour when the settings may have changed. Nor by a slot that
 * comes after a later day was planned: that day has caught up what this one would tell.
 */
function hasWork(status: YearStatus, today: IsoDate, hour: number, delivers: boolean): boolean {
  if (status.plannedDay !== null && status.plannedDay > today) return false
  if (status.plannedHead !== status.head || status.hour === null) return true
  return hour >= status.hour && (status.plannedDay !== today || (delivers && status.waiting))
}

type YearTurn = {
  readonly deps: PrepareDeps
  readonly status: YearStatus
  readonly today: IsoDate
  readonly tally: Tally
  readonly delivery: Delivery | undefined
}

/** What a year's mail is made from on a day. */
type YearMail = {
  readonly deps: PrepareDeps
  readonly record: YearRecord
  readonly history: MailHistory
  readonly today: IsoDate
  readonly tally: Tally
}

async function prepareYear({ deps, status, today, tally, delivery }: YearTurn): Promise<void> {
  const { db, pushKeys } = deps
  const { fiscalYear, head } = status
  const record = await deps.loadRecord(fiscalYear, false)
  const { hour } = timetableOf(settingsOf(record))
  if (bangkokHour(tally.at) < hour) {
    await rememberPlan(db, { fiscalYear, head, hour, day: status.plannedDay ?? "" })
    return
  }
  const history = await readMailHistory(db, pushKeys, fiscalYear, tally.at)
  const mail = { deps, record, history, today, tally }
  if (status.plannedHead !== head || status.plannedDay !== today) {
    await planDay(mail)
    // Remembered after the notices are in: a run killed between the two plans again, and adds nothing.
    await rememberPlan(db, { fiscalYear, head, hour, day: today })
  }
  if (!delivery) return
  const times = { at: tally.at, now: await deps.now() }
  const alarmsOnly = !isMailDay(today, mailDaysOf(record))
  const limit = delivery.room()
  const leased = await leaseMessages(db, { fiscalYear, day: today, ...times, limit, alarmsOnly })
  await delivery.deliver(await composeLeased(mail, leased))
}

async function planDay({ deps, record, history, today, tally }: YearMail): Promise<void> {
  const { privateRows, health, lessMail, answers } = history
  const alarms = alarmsOf(health, tally.at)
  const { notices, unserved } = planNotices({ record, privateRows, today, lessMail, alarms, answers })
  tally.planned += await insertNotices(deps.db, notices, tally.at)
  for (const each of unserved) countReason(tally, each.reason)
}

/** Messages as the record stands now. What has become pointless is passed over before anything is sent. */
async function composeLeased(mail: YearMail, leased: readonly Leased[]): Promise<Outgoing[]> {
  if (leased.length === 0) return []
  const { deps, tally } = mail
  const notices = await noticesByMessage(deps.db, leased)
  const hasSummary = [...notices.values()].flat().some(({ kind }) => kind === "digest")
  const record = hasSummary ? await deps.loadRecord(mail.record.fiscalYear, true) : mail.record
  const compose = await composerFor({ ...mail, record }, leased)
  const links = await answerLinks(mail, notices)
  const composed = leased.map(each => ({
    leased: each,
    ...compose(each.recipient, notices.get(each.id) ?? [], links.get(each.id)),
  }))
  const skipped = composed.flatMap(each => each.skipped)
  const emptied = composed.filter(each => !each.message).map(each => each.leased.id)
  await skipNotices(deps.db, skipped, emptied)
  for (const { reason } of skipped) countReason(tally, reason)
  return composed.flatMap(({ leased, message }) => (message ? [{ leased, message }] : []))
}

/** For each message where its reader may answer: a link of its own for each section, and for the director. */
async function answerLinks(
  { deps: { db, origin, now }, record: { fiscalYear } }: YearMail,
  notices: ReadonlyMap<string, readonly Notice[]>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const wanted = [...notices].flatMap(([message, told]) =>
    [...new Set(told.flatMap(sectionAnswering))].map(section => ({ fiscalYear, message, section })),
  )
  const tokens = await giveLinks(db, wanted, await now())
  const links = new Map<string, Map<string, string>>()
  for (const [index, { message, section }] of wanted.entries()) {
    const ofMessage = links.get(message) ?? new Map<string, string>()
    links.set(message, ofMessage.set(section, `${origin}${ANSWER_PATH}/${tokens[index]}`))
  }
  return links
}

/** Whoever is told of what a section owes answers for it; the planner's questions and the operator's alarms are no such thing. */
function sectionAnswering({ role, kind, about }: Notice): string[] {
  if (kind === "digest") return role === "director" ? [""] : []
  const isOfSection = role === "section" || role === "head" || role === "deputy"
  return isOfSection ? [obligationParts(about).slug] : []
}

async function composerFor({ deps, record, history, tally }: YearMail, leased: readonly Leased[]) {
  const { db, origin, simulated, officeId, mailFrom } = deps
  const recipients = leased.map(each => each.recipient)
  return createComposer({
    ...history,
    record,
    remindersById: await readReminders(db, record.fiscalYear, tally.at),
    choiceLinks: await choiceLinks(db, origin, recipients),
    alarms: alarmsOf(history.health, tally.at),
    at: tally.at,
    from: senderOf(mailFrom),
    origin,
    simulated,
    calendar: {
      officeId,
      write: events => calendarText(`กำหนดส่ง ${record.fiscalYear}`, origin, events),
    },
  })
}

/** The address mail is sent from, as the configuration names it. */
export function senderOf(mailFrom: string): MailAddress {
  const address = parseAddress(mailFrom)
  if (!address) throw new Error("MAIL_FROM is not a mail address")
  return address
}
