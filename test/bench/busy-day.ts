/** A day at Google, run by run: edits spread over the working hours, the clock every fifteen minutes, one run at a time. */
import { decideScan, NOTHING_SPENT, spend } from "../../shared/scan/budget.ts"

export type Busy = {
  readonly edits: number
  /** What one scan takes. */
  readonly secondsAScan: number
  readonly spreadsheets: number
  /** Over which the edits are spread, from 08:00. */
  readonly hours: number
  /** Each edit fires a change trigger too, which only looks at its event. */
  readonly secondsAnIdleRun?: number
}

export type BusyDay = {
  readonly triggerMinutes: number
  readonly fetches: number
  readonly editScans: number
  readonly clockScans: number
  /** Edits that no scan saw by the end of the day. */
  readonly unseen: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2023, 4, 28, 17)

export function simulateDay({
  edits,
  secondsAScan,
  spreadsheets,
  hours,
  secondsAnIdleRun = 0,
}: Busy): BusyDay {
  const runs = [
    ...Array.from({ length: 96 }, (_, at) => ({ at: START + at * 15 * MINUTE, isEdit: false })),
    ...Array.from({ length: edits }, (_, at) => ({
      at: Math.min(START + 8 * HOUR + (at * hours * HOUR) / Math.max(1, edits), START + DAY - 16 * MINUTE),
      isEdit: true,
    })),
  ].sort((a, b) => a.at - b.at)
  const scanMs = secondsAScan * spreadsheets * 1000
  let [spent, free, ms, fetches, editScans, clockScans, unseen] = [NOTHING_SPENT, START, 0, 0, 0, 0, 0]
  for (const { at, isEdit } of runs) {
    // The run waits for the one before it, at most half a minute, as its lock does.
    const from = Math.min(Math.max(at, free), at + 30_000)
    const decision = isEdit ? decideScan(spent, at, from) : "scan"
    const scanned = decision === "scan"
    const until = from + (scanned ? scanMs : 1000)
    const fetched = scanned ? spreadsheets : 0
    unseen = scanned ? 0 : unseen + (decision === "wait" ? 1 : 0)
    spent = spend(spent, { arrived: at, from, until, fetches: fetched, scanned })
    free = until
    ms += until - at + (isEdit ? secondsAnIdleRun * 1000 : 0)
    fetches += fetched
    if (scanned && isEdit) editScans++
    if (!isEdit) clockScans++
  }
  return { triggerMinutes: ms / MINUTE, fetches, editScans, clockScans, unseen }
}
