/**
 * The office's clock: the machine's own, or a simulated day that a person moves forward. A simulated clock ticks, but
 * never leaves its civil day (Bangkok) by itself, so that nothing falls due while nobody looks. It never goes back:
 * the Worker's log, the mail and the script's memory are all stamped with it.
 */
import { bangkokDate, bangkokMidnight, type IsoDate } from "../shared/date/civil-date.ts"

/** `at` of real time: when the office was last seen open; folders of before have none. */
type SavedClock =
  | { readonly simulated: true; readonly at: number }
  | { readonly simulated: false; readonly at?: number | undefined }

export type Clock = {
  readonly simulated: boolean
  /** Epoch milliseconds. */
  now(): number
  today(): IsoDate
  /**
   * Moves a simulated clock to 23:59 of `day`. Before each hour it passes, the clock stands at that hour and `atSlot`
   * is awaited; if it throws, the clock stays there and the call can be repeated.
   * @throws ClockError
   */
  advanceTo(day: IsoDate, atSlot: (slot: number) => Promise<void>): Promise<void>
  saved(): SavedClock
}

export class ClockError extends Error {
  readonly code: "real" | "backwards"

  constructor(code: ClockError["code"], message: string) {
    super(message)
    this.name = "ClockError"
    this.code = code
  }
}

type ClockOptions = {
  /** Simulates, from this day at the present time of day, at 22.00 at the latest. None: what was saved, or else the machine's clock. */
  readonly today?: IsoDate | undefined
  /** What an earlier run left. */
  readonly saved?: SavedClock | undefined
  /** The machine's clock, epoch milliseconds. */
  readonly realNow: () => number
}

export const HOUR = 3_600_000
/** A simulated day begun in its last hour would have no hourly run left. */
const LATEST_START = 22 * HOUR
const MINUTE = 60_000

/** @throws ClockError when `today` is before the day that was saved */
export function createClock({ today, saved, realNow }: ClockOptions): Clock {
  const start = startOf(today, saved, realNow())
  const lastOpen = saved?.simulated === false ? saved.at : undefined
  if (lastOpen !== undefined && realNow() < lastOpen - BACKWARDS_MS)
    throw new ClockError(
      "backwards",
      `นาฬิกาของเครื่องนี้บอก ${minuteOf(realNow())} แต่สำนักงานนี้เปิดครั้งสุดท้ายเมื่อ ${minuteOf(lastOpen)} เวลาของบันทึกถอยหลังไม่ได้ ให้ตั้งนาฬิกาของเครื่องให้ตรงแล้วเปิดใหม่ ` +
        `/ this machine's clock says ${minuteOf(realNow())}, and the office was last open at ${minuteOf(lastOpen)}: set the clock right, then start again`,
    )
  return start === undefined ? realClock(realNow) : simulatedClock(start, realNow)
}

/** Every full hour after one instant and up to another. */
export function slotsBetween(after: number, through: number): number[] {
  const slots: number[] = []
  for (let slot = (Math.floor(after / HOUR) + 1) * HOUR; slot <= through; slot += HOUR) slots.push(slot)
  return slots
}

function startOf(today: IsoDate | undefined, saved: SavedClock | undefined, now: number): number | undefined {
  const before = saved?.simulated ? saved.at : undefined
  const day = today ?? (before === undefined ? undefined : bangkokDate(before))
  if (day === undefined) return undefined
  const timeOfDay = Math.min(now - bangkokMidnight(bangkokDate(now)), LATEST_START)
  const start = bangkokMidnight(day) + timeOfDay
  if (before === undefined) return start
  if (day < bangkokDate(before))
    throw new ClockError("backwards", `วันจำลองของข้อมูลนี้คือ ${bangkokDate(before)} ย้อนไป ${day} ไม่ได้`)
  return Math.max(start, before)
}

/** A clock that is set right by some minutes is no fault. */
const BACKWARDS_MS = 10 * MINUTE

function minuteOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16)}Z`
}

function realClock(realNow: () => number): Clock {
  return {
    simulated: false,
    now: realNow,
    today: () => bangkokDate(realNow()),
    advanceTo: async () => {
      throw new ClockError("real", "สำนักงานนี้ใช้เวลาจริง จึงเลื่อนวันไม่ได้ เริ่มใหม่ด้วย --today เพื่อใช้วันจำลอง")
    },
    saved: () => ({ simulated: false, at: realNow() }),
  }
}

function simulatedClock(start: number, realNow: () => number): Clock {
  let base = start
  let since = realNow()
  const now = () => Math.min(base + Math.max(0, realNow() - since), endOf(bangkokDate(base)))
  const standAt = (instant: number) => {
    base = Math.max(instant, now())
    since = realNow()
  }
  return {
    simulated: true,
    now,
    today: () => bangkokDate(now()),
    async advanceTo(day, atSlot) {
      if (day < bangkokDate(now()))
        throw new ClockError("backwards", `วันนี้คือ ${bangkokDate(now())} แล้ว ย้อนไป ${day} ไม่ได้`)
      for (const slot of slotsBetween(now(), endOf(day))) {
        standAt(slot)
        await atSlot(slot)
      }
      standAt(endOf(day) + 1 - MINUTE)
    },
    saved: () => ({ simulated: true, at: now() }),
  }
}

function endOf(day: IsoDate): number {
  return bangkokMidnight(day) + 24 * HOUR - 1
}
