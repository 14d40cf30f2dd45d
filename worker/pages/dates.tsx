/** Days as a reader says them. Each is one piece: a date must not be cut at the end of a line. */
import {
  bangkokClock,
  bangkokDate,
  daysBetween,
  type IsoDate,
  parseIsoDate,
} from "../../shared/date/civil-date.ts"
import { shortDate } from "../../shared/date/thai-date.ts"
import type { ObligationState } from "../../shared/due/obligation.ts"

/** `30 มิ.ย. 2566`; a text that is no date stays as it is. */
export function dayText(date: string): string {
  const parsed = parseIsoDate(date)
  return parsed ? shortDate(parsed) : date
}

export function Day({ date }: { date: string }) {
  return <span class="nw">{dayText(date)}</span>
}

/** The civil day in Bangkok of an instant: `2023-06-08T18:00:00.000Z` is the 9th there. */
export function InstantDay({ at }: { at: string }) {
  return (
    <time class="nw" datetime={at}>
      {shortDate(bangkokDate(Date.parse(at)))}
    </time>
  )
}

/** `9 มิ.ย. 2566 เวลา 16.05 น.` */
export function instantDate(instant: number): string {
  const clock = bangkokClock(instant).slice(0, 5).replace(":", ".")
  return `${shortDate(bangkokDate(instant))} เวลา ${clock} น.`
}

export function Instant({ at }: { at: string }) {
  return (
    <time class="nw" datetime={at}>
      {instantDate(Date.parse(at))}
    </time>
  )
}

/** How long ago, in whole days, so that the text changes once a day and not with every reader. */
export function sincePhrase(instant: number, today: IsoDate): string {
  const days = daysBetween(bangkokDate(instant), today)
  return days < 2 ? "เกิน 24 ชั่วโมง" : `${days} วัน`
}

/** What stands beside a chip: อีก 18 วัน · ครบกำหนดวันนี้ · เกินมาแล้ว 7 วัน. */
export function Days({ state, due, today }: { state: ObligationState; due: string; today: IsoDate }) {
  const parsed = parseIsoDate(due)
  if (!parsed || !["scheduled", "due", "overdue"].includes(state)) return null
  const days = daysBetween(today, parsed)
  if (state === "overdue") return <span class="days days-overdue nw">เกินมาแล้ว {-days} วัน</span>
  // Past and yet not overdue: a question about the date is open, and accuses nobody.
  if (days < 0) return <span class="days nw">รอยืนยันกำหนดเวลา</span>
  return <span class="days nw">{days === 0 ? "ครบกำหนดวันนี้" : `อีก ${days} วัน`}</span>
}

/** How far a date was moved: `+14 วัน`, `−14 วัน`. */
export function slipText(days: number): string {
  return `${days > 0 ? "+" : "−"}${Math.abs(days)} วัน`
}

/** Of which day a page tells, and that it is no real one. */
export function AsOf({ today, simulated }: { today: string; simulated: boolean }) {
  return (
    <>
      <span class="nw">
        ข้อมูล ณ <Day date={today} />
      </span>
      {simulated ? <span class="nw"> (วันจำลอง)</span> : null}
    </>
  )
}
