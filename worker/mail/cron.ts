/**
 * One scheduled run: plan what the day asks for, gather it into messages, send, mark. It may be late, missed, doubled or
 * killed anywhere: the next run goes on from the tables. At most 15 sends, and under 50 queries, a run.
 */
import { bangkokDate, bangkokHour, type IsoDate } from "../../shared/civil-date.ts"
import { planNotices } from "../../shared/due/notice.ts"
import { settingsOf, timetableOf } from "../../shared/due/timetable.ts"
import { parseAddress } from "../../shared/mail/address.ts"
import { createComposer } from "../../shared/mail/compose.ts"
import { type MailMessage, messageHash } from "../../shared/mail/message.ts"
import type { YearRecord } from "../../shared/record.ts"
import { currentMoment } from "../clock.ts"
import { configOf, type Env } from "../env.ts"
import { storeOf } from "../store.ts"
import { type MailHistory, openYears, readMailHistory, rememberPlan, type YearStatus } from "./mail-year.ts"
import {
  insertNotices,
  type Leased,
  leaseMessages,
  markDead,
  markFailed,
  markSent,
  noticesByMessage,
  releaseMessages,
  skipNotices,
} from "./outbox.ts"
import { type CronRun, countReason, createTally, recordRun, type Tally } from "./run-log.ts"
import { createEmailTransport, type Transport } from "./transport.ts"

export type { CronRun } from "./run-log.ts"

export type MailDeps = {
  readonly db: D1Database
  readonly transport: Transport
  readonly loadRecord: (fiscalYear: number) => Promise<YearRecord>
  readonly from: string
  readonly origin: string
  readonly simulated: boolean
  /** Epoch milliseconds by the clock, which leases are counted by; all else goes by the slot. */
  readonly now: () => Promise<number>
}

const MAX_SENDS = 15
const MAX_ATTEMPTS = 10

export async function runCron(env: Env, scheduledTime: number): Promise<CronRun> {
  const { origin, mailFrom } = configOf(env)
  const deps: MailDeps = {
    db: env.DB,
    transport: createEmailTransport(env.EMAIL),
    loadRecord: fiscalYear => loadRecord(env.DB, fiscalYear),
    from: mailFrom,
    origin,
    simulated: (await currentMoment(env)).simulated,
    now: async () => (await currentMoment(env)).now,
  }
  return runMail(deps, scheduledTime)
}

export async function runMail(deps: MailDeps, at: number): Promise<CronRun> {
  const tally = createTally(at)
  const today = bangkokDate(at)
  const defects: unknown[] = []
  for (const status of await openYears(deps.db, today, { at, now: await deps.now() })) {
    if (!hasWork(status, today, bangkokHour(at))) continue
    // One year's damage must not silence the other's mail; it is thrown when all were served.
    await runYear(deps, status, today, tally).catch((defect: unknown) => defects.push(defect))
  }
  const run = await recordRun(deps.db, tally)
  if (defects.length > 0) throw defects[0]
  return run
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
function hasWork(status: YearStatus, today: IsoDate, hour: number): boolean {
  if (status.plannedDay !== null && status.plannedDay > today) return false
  if (status.plannedHead !== status.head || status.hour === null) return true
  return hour >= status.hour && (status.plannedDay !== today || status.waiting)
}

async function runYear(deps: MailDeps, status: YearStatus, today: IsoDate, tally: Tally): Promise<void> {
  const record = await deps.loadRecord(status.fiscalYear)
  const { hour } = timetableOf(settingsOf(record))
  const plan = { fiscalYear: status.fiscalYear, head: status.head, hour }
  if (bangkokHour(tally.at) < hour) {
    await rememberPlan(deps.db, { ...plan, day: status.plannedDay ?? "" })
    return
  }
  const history = await readMailHistory(deps.db, status.fiscalYear, tally.at)
  if (status.plannedHead !== status.head || status.plannedDay !== today) {
    await planDay(deps.db, record, history, today, tally)
    // Remembered after the notices are in: a run killed between the two plans again, and adds nothing.
    await rememberPlan(deps.db, { ...plan, day: today })
  }
  await sendWaiting(deps, record, history, today, tally)
}

async function planDay(
  db: D1Database,
  record: YearRecord,
  { privateRows }: MailHistory,
  today: IsoDate,
  tally: Tally,
): Promise<void> {
  const { notices, unserved } = planNotices({ record, privateRows, today })
  tally.planned += await insertNotices(db, notices, tally.at)
  for (const each of unserved) countReason(tally, each.reason)
}

type Outgoing = { readonly leased: Leased; readonly message: MailMessage }

async function sendWaiting(
  deps: MailDeps,
  record: YearRecord,
  history: MailHistory,
  today: IsoDate,
  tally: Tally,
): Promise<void> {
  const times = { at: tally.at, now: await deps.now() }
  const leased = await leaseMessages(deps.db, record.fiscalYear, today, times, MAX_SENDS - tally.attempted)
  const outgoing = await composeLeased(deps, record, history, leased, tally)
  for (const [index, each] of outgoing.entries()) {
    const goesOn = await sendOne(deps, each, tally)
    if (goesOn) continue
    await releaseMessages(
      deps.db,
      outgoing.slice(index + 1).map(rest => rest.leased),
    )
    return
  }
}

/** Messages as the record stands now. What has become pointless is passed over before anything is sent. */
async function composeLeased(
  deps: MailDeps,
  record: YearRecord,
  history: MailHistory,
  leased: readonly Leased[],
  tally: Tally,
): Promise<Outgoing[]> {
  if (leased.length === 0) return []
  const { origin, simulated } = deps
  const compose = createComposer({
    record,
    ...history,
    at: tally.at,
    from: senderOf(deps),
    origin,
    simulated,
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

/** Sends and marks one message; false when no other would be taken now either. */
async function sendOne(deps: MailDeps, { leased, message }: Outgoing, tally: Tally): Promise<boolean> {
  tally.attempted++
  const handover = await deps.transport(message, leased.id)
  switch (handover.outcome) {
    case "accepted": {
      const { providerId } = handover
      await markSent(deps.db, leased, { at: tally.at, providerId, contentHash: messageHash(message) })
      tally.sent++
      return true
    }
    case "refused":
      await markDead(deps.db, leased, handover.code)
      countReason(tally, handover.code)
      return true
    case "failed":
      // What stops everything is nobody's address: it is waited out, however long, and no mail is given up for it.
      if (!handover.everything && leased.attempts >= MAX_ATTEMPTS)
        await markDead(deps.db, leased, handover.code)
      else await markFailed(deps.db, leased, tally.at, handover.code)
      countReason(tally, handover.code)
      return !handover.everything
    default:
      return handover satisfies never
  }
}

function senderOf({ from }: MailDeps) {
  const address = parseAddress(from)
  if (!address) throw new Error("MAIL_FROM is not a mail address")
  return address
}
