/** Lets time pass: at each full hour the Worker's cron, and now and then the script's clock trigger. */
import * as z from "zod"
import { bangkokHour, type IsoDate } from "../../shared/date/civil-date.ts"
import { type Clock, HOUR, slotsBetween } from "../clock.ts"
import { createQueue } from "../google/script/queue.ts"
import type { LocalWorker } from "../worker/local-worker.ts"

/** What a cron run did, as the Worker tells it. */
export type CronRun = {
  /** ISO time of the slot. */
  readonly at: string
  readonly planned: number
  readonly sent: number
  readonly skipped: number
  /** How many were passed over for each reason. */
  readonly reasons: Readonly<Record<string, number>>
}

export type TimekeeperDeps = {
  readonly clock: Clock
  readonly worker: Pick<LocalWorker, "url" | "scheduled">
  /** Runs the script's clock trigger. */
  readonly scan: (at: number) => Promise<void>
  /** Called when the clock has moved, to keep it in the data folder. */
  readonly moved: () => Promise<void>
}

export type Timekeeper = {
  /** Resolves when every slot has run: mail is kept before it counts as sent. @throws ClockError */
  advanceTo(day: IsoDate): Promise<CronRun[]>
  /** Does what time that passed by itself has made due. */
  tick(): Promise<void>
}

/** Hours (Bangkok) at which a simulated day runs the script's clock trigger: before the morning's mail and at night. */
const SCAN_HOURS: readonly number[] = [6, 18]
const SCAN_EVERY = HOUR / 4

export function createTimekeeper({ clock, worker, scan, moved }: TimekeeperDeps): Timekeeper {
  let slotsDoneThrough = clock.now()
  let scannedAt = clock.now()
  const oneAtATime = createQueue(1)
  const runSlot = async (slot: number) => {
    await worker.scheduled(slot)
    slotsDoneThrough = slot
  }

  return {
    advanceTo: day =>
      oneAtATime.add(async () => {
        const from = clock.now()
        try {
          await clock.advanceTo(day, async slot => {
            if (SCAN_HOURS.includes(bangkokHour(slot))) await scan(slot)
            await runSlot(slot)
          })
        } finally {
          scannedAt = slotsDoneThrough = clock.now()
          await moved()
        }
        return runsSince(worker.url, from)
      }),
    tick: () =>
      oneAtATime.add(async () => {
        if (clock.now() - scannedAt >= SCAN_EVERY) {
          scannedAt = clock.now()
          await scan(scannedAt)
        }
        // Only the last of several: a machine that slept catches up in one run, as the Worker is made to.
        const slot = slotsBetween(slotsDoneThrough, clock.now()).at(-1)
        if (slot !== undefined) await runSlot(slot)
        await moved()
      }),
  }
}

const cronAnswer = z.object({
  runs: z.array(
    z.object({
      at: z.int(),
      planned: z.int(),
      sent: z.int(),
      skipped: z.int(),
      reasons: z.record(z.string(), z.int()),
    }),
  ),
})

/** The Worker answers a thousand runs at most, the oldest first. */
async function runsSince(workerUrl: string, from: number): Promise<CronRun[]> {
  const runs: CronRun[] = []
  for (let next = from; ; ) {
    const response = await fetch(new URL(`/api/v1/cron?from=${next}`, workerUrl))
    if (!response.ok) throw new Error(`the Worker answered ${response.status} about its cron runs`)
    const page = cronAnswer.parse(await response.json()).runs
    const last = page.at(-1)
    if (!last) return runs
    runs.push(...page.map(run => ({ ...run, at: new Date(run.at).toISOString() })))
    next = last.at + 1
  }
}
