/**
 * From the tables to messages ready to hand over: plan what the day asks for, gather it, lease it, write it. Who hands
 * them over, a run of the Worker or the script, is no matter here.
 */
import { bangkokDate, bangkokHour, type IsoDate } from "../../shared/date/civil-date.ts"
import { alarmsOf } from "../../shared/due/alarm.ts"
import { planNotices } from "../../shared/due/notice.ts"
import { settingsOf, timetableOf } from "../../shared/due/timetable.ts"
import { createComposer } from "../../shared/mail/compose.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import { parseAddress } from "../../shared/row/address.ts"
import { exactMoment } from "../host/clock.ts"
import { configOf, type Env } from "../host/env.ts"
import type { PushKeys } from "../host/push-key.ts"
import { calendarText } from "../publish/data/calendar-text.ts"
import { storeOf } from "../store/store.ts"
import { choiceLinks } from "./choice.ts"
import { type MailHistory, openYears, readMailHistory, rememberPlan, type YearStatus } from "./mail-year.ts"
import { insertNotices, type Leased, leaseMessages, noticesByMessage, skipNotices } from "./outbox.ts"
import { countReason, type Tally } from "./run-log.ts"

export type PrepareDeps = {
  readonly db: D1Database
  /** Until when they may sign is told before it is too late. */
  readonly pushKeys: PushKeys
  readonly loadRecord: (fiscalYear: number) => Promise<YearRecord>
  readonly from: string
  readonly origin: string
  readonly simulated: boolean
  /** The `iss` of pushes, which the public calendar's entries are named after. */
  readonly officeId: string
  /** Epoch milliseconds by the clock, which leases are counted by; all else goes by the slot. */
  readonly now: () => Promise<number>
}

export async function prepareDepsOf(env: Env): Promise<PrepareDeps> {
  const { origin, mailFrom, officeId, pushKeys } = configOf(env)
  return {
    ...{ db: env.DB, pushKeys },
    loadRecord: fiscalYear => loadRecord(env.DB, fiscalYear),
    from: mailFrom,
    ...{ origin, officeId },
    simulated: (await exactMoment(env)).simulated,
    now: async () => (await exactMoment(env)).now,
  }
}

/** A message this run holds, written. */
export type Outgoing = { readonly leased: Leased; readonly message: MailMessage }

/** What is done with the messages of a year. How many may still go is asked when the year's turn comes. */
export type Delivery = {
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
    await prepareYear(deps, status, today, tally, delivery).catch((defect: unknown) => defects.push(defect))
  }
  return defects
}

/** As it stands now, not as an isolate remembers it: a report that came a second ago silences its reminder. */
async function loadRecord(db: D1Database, fiscalYear: number): Promise<YearRecord> {
  const store = storeOf(db)
  store.forgetHeads()
  const head = (await store.heads()).find(each => each.fiscalYear === fiscalYear)
  if (!head) throw new Error(`no record of ${fiscalYear}`)
  return store.record(head)
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

async function prepareYear(
  deps: PrepareDeps,
  status: YearStatus,
  today: IsoDate,
  tally: Tally,
  delivery: Delivery | undefined,
): Promise<void> {
  const record = await deps.loadRecord(status.fiscalYear)
  const { hour } = timetableOf(settingsOf(record))
  const plan = { fiscalYear: status.fiscalYear, head: status.head, hour }
  if (bangkokHour(tally.at) < hour) {
    await rememberPlan(deps.db, { ...plan, day: status.plannedDay ?? "" })
    return
  }
  const history = await readMailHistory(deps.db, deps.pushKeys, status.fiscalYear, tally.at)
  if (status.plannedHead !== status.head || status.plannedDay !== today) {
    await planDay(deps.db, record, history, today, tally)
    // Remembered after the notices are in: a run killed between the two plans again, and adds nothing.
    await rememberPlan(deps.db, { ...plan, day: today })
  }
  if (!delivery) return
  const times = { at: tally.at, now: await deps.now() }
  const leased = await leaseMessages(deps.db, record.fiscalYear, today, times, delivery.room())
  await delivery.deliver(await composeLeased(deps, record, history, leased, tally))
}

async function planDay(
  db: D1Database,
  record: YearRecord,
  { privateRows, health, fewer }: MailHistory,
  today: IsoDate,
  tally: Tally,
): Promise<void> {
  const { notices, unserved } = planNotices({
    ...{ record, privateRows, today, fewer },
    alarms: alarmsOf(health, tally.at),
  })
  tally.planned += await insertNotices(db, notices, tally.at)
  for (const each of unserved) countReason(tally, each.reason)
}

/** Messages as the record stands now. What has become pointless is passed over before anything is sent. */
async function composeLeased(
  deps: PrepareDeps,
  record: YearRecord,
  history: MailHistory,
  leased: readonly Leased[],
  tally: Tally,
): Promise<Outgoing[]> {
  if (leased.length === 0) return []
  const { origin, simulated, officeId } = deps
  const compose = createComposer({
    record,
    ...history,
    choiceLinks: await choiceLinks(
      deps.db,
      origin,
      leased.map(each => each.recipient),
    ),
    alarms: alarmsOf(history.health, tally.at),
    at: tally.at,
    from: senderOf(deps),
    origin,
    simulated,
    calendar: {
      officeId,
      write: events => calendarText(`กำหนดส่ง ${record.fiscalYear}`, origin, events),
    },
  })
  const notices = await noticesByMessage(deps.db, leased)
  const composed = leased.map(each => ({
    leased: each,
    ...compose(each.recipient, notices.get(each.id) ?? []),
  }))
  const skipped = composed.flatMap(each => each.skipped)
  const emptied = composed.filter(each => !each.message).map(each => each.leased.id)
  await skipNotices(deps.db, skipped, emptied)
  for (const { reason } of skipped) countReason(tally, reason)
  return composed.flatMap(({ leased, message }) => (message ? [{ leased, message }] : []))
}

function senderOf({ from }: PrepareDeps) {
  const address = parseAddress(from)
  if (!address) throw new Error("MAIL_FROM is not a mail address")
  return address
}
