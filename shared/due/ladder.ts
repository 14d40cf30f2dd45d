/** The rungs of reminding: working days before a due date, the day itself, then weekly while nothing has come. */
import { addDays, daysBetween, type IsoDate, weekday } from "../date/civil-date.ts"
import {
  addWorkingDays,
  type Holidays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from "../date/working-day.ts"

export type Rung = {
  /** `before-7`, `day`, `after-0` (first working day after), `after-1` (the Monday after that) …: part of a notice's key. */
  readonly name: string
  readonly phase: "before" | "day" | "after"
  /** Before the day, with a later rung still to come before it. */
  readonly isEarly: boolean
}

const MONTH = 35
const WEEK = 10
/** Calendar days that a number of working days takes, roughly. */
const CALENDAR_DAYS = 1.4

/**
 * The rungs that suit a duty owed every `interval` days: a reminder a month ahead of something monthly would speak of
 * the wrong month. No interval: owed once.
 */
export function rungsFor(ladder: readonly number[], interval: number | undefined): readonly number[] {
  if (interval === undefined) return ladder
  if (interval <= WEEK) return [1]
  if (interval <= MONTH) return [3]
  return ladder.filter(rung => rung * CALENDAR_DAYS <= interval / 2)
}

/** Smallest number of days between the dates a duty is due; undefined when it is due once. */
export function intervalOf(dues: Iterable<IsoDate>): number | undefined {
  const sorted = [...new Set(dues)].sort()
  const gaps = sorted.slice(1).map((due, index) => daysBetween(sorted[index] ?? due, due))
  return gaps.length === 0 ? undefined : Math.min(...gaps)
}

/**
 * The newest rung reached on a day. Only the newest: after missed days a section gets one reminder, not all of them.
 * A due date on a holiday is reminded of as if it were the working day before.
 */
export function rungReached(
  due: IsoDate,
  today: IsoDate,
  rungs: readonly number[],
  holidays: Holidays,
): Rung | undefined {
  const weeks = weeksAfter(due, today, holidays)
  if (weeks !== undefined) return { name: `after-${weeks}`, phase: "after", isEarly: false }
  const anchor = workingDayOnOrBefore(due, holidays)
  if (today >= anchor) return { name: "day", phase: "day", isEarly: false }
  const reached = rungs.filter(rung => today >= addWorkingDays(anchor, -rung, holidays))
  if (reached.length === 0) return undefined
  const nearest = Math.min(...reached)
  return { name: `before-${nearest}`, phase: "before", isEarly: rungs.some(rung => rung < nearest) }
}

const MONDAY = 1
/** The first Monday may not follow the first telling within the same few days. */
const REST_DAYS = 4

/**
 * How often it was told since it fell due: 0 on the first working day after, then once more each Monday; undefined while
 * the first has not come. Mondays for all, so that a section with ten things overdue has one mail a week and not ten.
 */
function weeksAfter(due: IsoDate, today: IsoDate, holidays: Holidays): number | undefined {
  const first = workingDayOnOrAfter(addDays(due, 1), holidays)
  if (today < first) return undefined
  const rested = addDays(first, REST_DAYS)
  const monday = addDays(rested, (MONDAY - weekday(rested) + 7) % 7)
  const weeks = Math.floor(daysBetween(monday, today) / 7) + 1
  if (weeks <= 0) return 0
  // A Monday that is a holiday is told on the working day after it.
  return workingDayOnOrAfter(addDays(monday, (weeks - 1) * 7), holidays) <= today ? weeks : weeks - 1
}
