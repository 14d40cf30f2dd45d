/** What is wrong with the system itself, and since when: facts for those who can mend it. */
import { bangkokDate, daysBetween, type IsoDate } from "../civil-date.ts"

export const ALARM_CAUSES = ["silent", "mailFailing"] as const
/** `silent`: the sheet was not heard of for a day. `mailFailing`: mail was given up, or waits for a day. */
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
  /** When the oldest mail was planned that was given up, and nothing reached its reader since. */
  readonly oldestDeadAt: number | null
  /** When the oldest mail was planned that still waits. */
  readonly oldestWaitingAt: number | null
}

const DAY = 86_400_000

export function alarmsOf({ seenAt, oldestDeadAt, oldestWaitingAt }: SystemHealth, at: number): Alarm[] {
  const waited = oldestWaitingAt !== null && at - oldestWaitingAt >= DAY ? oldestWaitingAt : null
  const failing = [oldestDeadAt, waited].filter(each => each !== null)
  return [
    ...(seenAt !== null && at - seenAt >= DAY ? [alarm("silent", seenAt)] : []),
    ...(failing.length > 0 ? [alarm("mailFailing", Math.min(...failing))] : []),
  ]
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
