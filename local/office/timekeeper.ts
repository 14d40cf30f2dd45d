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

type TimekeeperDeps = {
  readonly clock: Clock
  readonly worker: Pick<LocalWorker, "url" | "scheduled">
  /** Runs the script's clock trigger. */
  readonly scan: (at: number) => Promise<void>
  /** Called when the clock has moved, to keep it in the data folder. */
  readonly moved: () => Promise<void>
  /** Told when a move begins, and at the end of each day that it passes. */
  readonly onDay: () => void
}

/** The clock on its way to the end of a day; `from` is the instant it left. */
export type Move = { readonly from: number; readonly to: IsoDate }
export type Moved = {
  readonly runs: readonly CronRun[]
  /** Somebody stopped it on its way. */
  readonly isStopped: boolean
}

export type Timekeeper = {
  /** Resolves when every slot has run, or the move was stopped: mail is kept before it counts as sent. @throws ClockError */
  advanceTo(day: IsoDate): Promise<Moved>
  /** Undefined while the clock stands. */
  moving(): Move | undefined
  /** Ends a move after the hour it is at, which is done whole. */
  stop(): void
  /** Does what time that passed by itself has made due. */
  tick(): Promise<void>
  /** Stops, and waits for what is under way. */
  close(): Promise<void>
}

/** Hours (Bangkok) at which a simulated day runs the script's clock trigger: before the morning's mail and at night. */
const SCAN_HOURS: readonly number[] = [6, 18]
const LAST_HOUR = 23
const SCAN_EVERY = HOUR / 4

export function createTimekeeper(deps: TimekeeperDeps): Timekeeper {
  const { clock, worker, scan, moved } = deps
  let slotsDoneThrough = clock.now()
  let scannedAt = clock.now()
  const oneAtATime = createQueue(1)
  const runSlot = async (slot: number) => {
    await worker.scheduled(slot)
    slotsDoneThrough = slot
  }
  const mover = createMover(deps, runSlot, async () => {
    scannedAt = slotsDoneThrough = clock.now()
    await moved()
  })
  return {
    advanceTo(day) {
      mover.announce(day)
      return oneAtATime.add(() => mover.advance(day))
    },
    moving: mover.moving,
    stop: mover.stop,
    tick: () =>
      oneAtATime.add(async () => {
        // Whoever answers from a mail looks at the sheet at once, and not in a quarter of an hour.
        if (clock.now() - scannedAt >= SCAN_EVERY || (await doAnswersWait(worker.url))) {
          scannedAt = clock.now()
          await scan(scannedAt)
        }
        // Only the last of several: a machine that slept catches up in one run, as the Worker is made to.
        const slot = slotsBetween(slotsDoneThrough, clock.now()).at(-1)
        if (slot !== undefined) await runSlot(slot)
        await moved()
      }),
    async close() {
      mover.stop()
      await oneAtATime.idle()
    },
  }
}

/** Moves the clock day by day; `arrived` is called wherever it then stands. */
function createMover(
  { clock, worker, scan, onDay }: TimekeeperDeps,
  runSlot: (slot: number) => Promise<void>,
  arrived: () => Promise<void>,
) {
  let move: Move | undefined
  let isStopping = false
  const passSlot = async (slot: number) => {
    if (SCAN_HOURS.includes(bangkokHour(slot))) await scan(slot)
    await runSlot(slot)
    if (isStopping) throw new Stopped()
    if (bangkokHour(slot) === LAST_HOUR) onDay()
  }
  return {
    /** Says so at once, though an hour's own run may be under way. */
    announce: (day: IsoDate) => {
      move ??= { from: clock.now(), to: day }
    },
    async advance(day: IsoDate): Promise<Moved> {
      const from = clock.now()
      move = { from, to: day }
      isStopping = false
      onDay()
      try {
        const isThere = await clock
          .advanceTo(day, passSlot)
          .then(() => true, unlessStopped)
          .finally(arrived)
        return { runs: await runsSince(worker.url, from), isStopped: !isThere }
      } finally {
        move = undefined
      }
    },
    moving: () => move,
    stop() {
      isStopping = true
    },
  }
}

/** Whether the Worker holds what was answered from the mail: the script asks for it when it is told. */
async function doAnswersWait(workerUrl: string): Promise<boolean> {
  const response = await fetch(new URL("/api/v1/answers-waiting", workerUrl))
  return response.ok && z.object({ waiting: z.int() }).parse(await response.json()).waiting > 0
}

/** Thrown where the clock stands: it goes no further. */
class Stopped extends Error {}

function unlessStopped(error: unknown): false {
  if (error instanceof Stopped) return false
  throw error
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
