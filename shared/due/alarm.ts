/** What is wrong with the system itself, and since when: facts for those who can mend it. */
import { addDays, bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"

export const ALARM_CAUSES = ["strayed", "silent", "mailFailing", "keyExpiring", "keyExpired"] as const
/**
 * `strayed`: the record is not the one the sheet sent, and nobody settled it. `silent`: the sheet was not heard of for a day. `mailFailing`: mail was given up, or waits for a day. `keyExpiring`: the
 * key that signs has 30 days left or fewer. `keyExpired`: it has none, and nothing new is published.
 */
export type AlarmCause = (typeof ALARM_CAUSES)[number]

export type Alarm = {
  readonly cause: AlarmCause
  /** The day it began, by which one trouble is told from the next. */
  readonly since: IsoDate
}

/** Epoch milliseconds, null where there is nothing of the kind. */
export type SystemHealth = {
  /** When the sheet was last heard of. */
  readonly seenAt: number | null
  /** Since when the sheet's pushes stand on another record, and none was taken. */
  readonly staleSince: number | null
  /** When the oldest mail was planned that was given up, and nothing reached its reader since. */
  readonly oldestDeadAt: number | null
  /** When the oldest mail was planned that still waits. */
  readonly oldestWaitingAt: number | null
  /** Until when the key may sign that the sheet was last heard of by. */
  readonly keyExpiresAt: number | null
}

const DAY = 86_400_000

/** Long enough for a leave and a busy week: changing a key takes a person with the office's account. */
export const KEY_NOTICE_DAYS = 30

/** The script follows where it may within a run, and killed there, with the next clock's: every quarter of an hour. */
const FOLLOWS_WITHIN = 20 * 60_000

export function alarmsOf(health: SystemHealth, at: number): Alarm[] {
  const { seenAt, staleSince, oldestDeadAt, oldestWaitingAt, keyExpiresAt } = health
  const waited = oldestWaitingAt !== null && at - oldestWaitingAt >= DAY ? oldestWaitingAt : null
  const failing = [oldestDeadAt, waited].filter(each => each !== null)
  return [
    ...(staleSince !== null && at - staleSince >= FOLLOWS_WITHIN ? [alarm("strayed", staleSince)] : []),
    ...(seenAt !== null && at - seenAt >= DAY ? [alarm("silent", seenAt)] : []),
    ...(failing.length > 0 ? [alarm("mailFailing", Math.min(...failing))] : []),
    ...(keyExpiresAt === null ? [] : keyAlarms(keyExpiresAt, at)),
  ]
}

function keyAlarms(expiresAt: number, at: number): Alarm[] {
  const noticeAt = expiresAt - KEY_NOTICE_DAYS * DAY
  if (at >= expiresAt) return [alarm("keyExpired", expiresAt)]
  return at >= noticeAt ? [alarm("keyExpiring", noticeAt)] : []
}

/** The last day of a key that is about to expire: its trouble began so many days before. */
export function keyLastDay({ since }: Alarm): IsoDate {
  return addDays(since, KEY_NOTICE_DAYS)
}

/** `silent-2023-06-05`: the same for as long as the trouble lasts. */
export function alarmName({ cause, since }: Alarm): string {
  return `${cause}-${since}`
}

/** How many whole weeks it has lasted: the operator is told again after each. */
export function alarmWeeks({ since }: Alarm, today: IsoDate): number {
  return Math.floor(daysBetween(since, today) / 7)
}

function alarm(cause: AlarmCause, since: number): Alarm {
  return { cause, since: bangkokDate(since) }
}
