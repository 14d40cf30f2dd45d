/** Days as a reader says them. Each is one piece: a date must not be cut at the end of a line. */
import { bangkokDate, daysBetween, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { clockTime, shortDate } from "../../shared/date/thai-date.ts"

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
  return `${shortDate(bangkokDate(instant))} เวลา ${clockTime(instant)} น.`
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
