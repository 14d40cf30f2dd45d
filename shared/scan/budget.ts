/**
 * The daily time and fetches Google allows a script's triggers, and what to do when a busy day uses them up: first wait
 * a little between scans of edits, then leave edits to the clock, which goes on for the whole day. When Google's day
 * begins is not said, so the last 24 hours are counted: whatever 24 hours Google counts, they hold no more.
 */
import * as z from "zod/mini"
import { parseJson } from "../row/json.ts"

/** A consumer account's: 90 minutes of triggers, 20,000 fetches. A Workspace account has more. */
export const QUOTA = { triggerMs: 90 * 60_000, fetches: 20_000 } as const

/** What is never planned for: the second of trigger time that every run costs which then finds nothing to do. */
const MARGIN = 0.25

/** Scans the clock starts in 24 hours, four an hour, and what one may take at least. */
const CLOCK_SCANS = 96
const LEAST_SCAN_MS = 4_000

/** Beyond this share of what edits may use, edits that follow each other closely are scanned together. */
const PACED_FROM = 0.5
const LONGEST_WAIT_MS = 120_000

/** Google ends a run then, whatever a clock that was moved says. */
const LONGEST_RUN_MS = 6 * 60_000

const HOUR = 3_600_000
const DAY_HOURS = 24

const spentSchema = z.strictObject({
  /** Hours since 1970, each with the milliseconds of trigger time, the fetches and the scans in it. */
  hours: z.array(z.strictObject({ hour: z.int(), ms: z.number(), fetches: z.int(), scans: z.int() })),
  /** Epoch milliseconds at which the last scan began to read. */
  lastScan: z.number(),
})
export type Spent = z.infer<typeof spentSchema>

export const NOTHING_SPENT: Spent = { hours: [], lastScan: 0 }

/** Reads what was written down; a damaged note counts as none. */
export function parseSpent(text: string | null): Spent {
  const parsed = spentSchema.safeParse(parseJson(text ?? ""))
  return parsed.success ? parsed.data : NOTHING_SPENT
}

export type Pace =
  /** Every edit is scanned at once. */
  | "free"
  /** Edits close together are scanned together. */
  | "paced"
  /** Edits wait for the clock. */
  | "clockOnly"

type Decision =
  | "scan"
  /** A scan that began after the edit has seen it. */
  | "covered"
  /** Left to the clock. */
  | "wait"

/** Whether the run of an edit or change trigger, which began at `arrived`, scans now. */
export function decideScan(spent: Spent, arrived: number, now: number): Decision {
  // A scan of the future is a clock put back: it has seen nothing.
  if (spent.lastScan > arrived && spent.lastScan <= now) return "covered"
  const pace = paceOf(spent, now)
  if (pace === "clockOnly") return "wait"
  return pace === "paced" && now - spent.lastScan < waitMs(spent, now) ? "wait" : "scan"
}

export function paceOf(spent: Spent, now: number): Pace {
  const share = shareUsed(spent, now)
  if (share >= 1) return "clockOnly"
  return share >= PACED_FROM ? "paced" : "free"
}

/** One run of a trigger. Waiting for the lock, from `arrived` to `from`, is trigger time too. */
export type Run = {
  readonly arrived: number
  readonly from: number
  readonly until: number
  readonly fetches: number
  readonly scanned: boolean
}

/** What was spent with one run more; hours that are over a day old are forgotten. */
export function spend(spent: Spent, run: Run): Spent {
  const hour = Math.floor(run.until / HOUR)
  const recent = spent.hours.filter(each => each.hour > hour - DAY_HOURS - 1 && each.hour <= hour)
  const same = recent.find(each => each.hour === hour) ?? { hour, ms: 0, fetches: 0, scans: 0 }
  const added = {
    hour,
    ms: same.ms + Math.min(LONGEST_RUN_MS, Math.max(0, run.until - run.arrived)),
    fetches: same.fetches + run.fetches,
    scans: same.scans + (run.scanned ? 1 : 0),
  }
  return {
    hours: [...recent.filter(each => each.hour !== hour), added],
    lastScan: run.scanned ? run.from : spent.lastScan,
  }
}

/** Trigger time and fetches of the last 24 hours. */
export function usedOf({ hours }: Spent, now: number): { ms: number; fetches: number; scans: number } {
  const hourNow = Math.floor(now / HOUR)
  const used = { ms: 0, fetches: 0, scans: 0 }
  for (const each of hours) {
    if (each.hour < hourNow - DAY_HOURS || each.hour > hourNow) continue
    used.ms += each.ms
    used.fetches += each.fetches
    used.scans += each.scans
  }
  return used
}

/** How much of what edits may use is used: the quota without its margin and without what the clock will need. */
function shareUsed(spent: Spent, now: number): number {
  const used = usedOf(spent, now)
  const scans = Math.max(1, used.scans)
  const scanMs = Math.max(LEAST_SCAN_MS, used.ms / scans)
  const time = share(used.ms, QUOTA.triggerMs * (1 - MARGIN) - CLOCK_SCANS * scanMs)
  const fetches = share(used.fetches, QUOTA.fetches * (1 - MARGIN) - (CLOCK_SCANS * used.fetches) / scans)
  return Math.max(time, fetches)
}

/** Where the clock alone needs everything, edits have nothing. */
function share(used: number, allowed: number): number {
  return allowed > 0 ? used / allowed : Number.POSITIVE_INFINITY
}

/** Longer the less is left. */
function waitMs(spent: Spent, now: number): number {
  return (LONGEST_WAIT_MS * (shareUsed(spent, now) - PACED_FROM)) / (1 - PACED_FROM)
}
