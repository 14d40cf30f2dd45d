/** From the first promise to the date in force: the moves of each promise as one picture, and what they come to. */
import { addDays, addMonths, daysBetween, firstOfMonth, type IsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import type { Move } from "../due/move.ts"
import { groupBy } from "../record/group.ts"

/** Every move of one promise, oldest first. */
export type Slip = {
  readonly measure: string
  readonly what: string
  readonly promised: IsoDate
  readonly due: IsoDate
  /** From the first promise to the date in force; earlier when negative. */
  readonly days: number
  readonly moves: readonly Move[]
}

/** The furthest first. */
export function slipsOfMoves(moves: readonly Move[]): Slip[] {
  const threads = [...groupBy(moves, ({ ledger, promised }) => `${ledger}/${promised}`).values()]
  return threads
    .flatMap(thread => {
      const last = thread[thread.length - 1]
      if (!last) return []
      const { measure, what, promised, to, daysFromPromise } = last
      return [{ measure, what, promised, due: to, days: daysFromPromise, moves: thread }]
    })
    .sort((a, b) => b.days - a.days)
}

/** `1 จาก 10 มาตรการถูกเลื่อน ช้าสุด 62 วัน` */
export function slipsFinding(slips: readonly Slip[], measures: number): string {
  if (slips.length === 0) return "ยังไม่มีการเลื่อนกำหนด"
  const moved = new Set(slips.map(each => each.measure)).size
  const [furthest, nearest] = [slips[0]?.days ?? 0, slips[slips.length - 1]?.days ?? 0]
  const how = furthest > 0 ? ` ช้าสุด ${furthest} วัน` : nearest < 0 ? ` เร็วสุด ${-nearest} วัน` : ""
  return `${moved} จาก ${Math.max(measures, moved)} มาตรการถูกเลื่อน${how}`
}

/** `เลื่อนแล้ว 1 ครั้ง รวม 62 วัน จาก 30 มิ.ย. 2566 เป็น 31 ส.ค. 2566`, and what was moved when it was due already. */
export function slipSentence({ promised, due, days, moves }: Slip): string {
  const how = days > 0 ? ` รวม ${days} วัน` : days < 0 ? ` เร็วขึ้น ${-days} วัน` : ""
  const late = moves.findIndex(each => each.afterDue)
  const afterwards = late < 0 ? "" : ` ครั้งที่ ${late + 1} เลื่อนหลังครบกำหนดแล้ว`
  return `เลื่อนแล้ว ${moves.length} ครั้ง${how} จาก ${shortDate(promised)} เป็น ${shortDate(due)}${afterwards}`
}

/** Days a picture spans, and the months that begin in it. */
export type SlipAxis = {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly months: readonly IsoDate[]
}

const MARGIN_DAYS = 9

export function slipAxis(
  slips: readonly Slip[],
  today: IsoDate,
  recordedOn: (move: Move) => IsoDate,
): SlipAxis {
  const days = slips.flatMap(({ moves }) => moves.flatMap(each => [each.from, each.to, recordedOn(each)]))
  const sorted = [today, ...days].sort()
  const from = addDays(sorted[0] ?? today, -MARGIN_DAYS)
  const to = addDays(sorted[sorted.length - 1] ?? today, MARGIN_DAYS)
  const months: IsoDate[] = []
  for (let month = addMonths(firstOfMonth(from), 1); month <= to; month = addMonths(month, 1))
    months.push(month)
  return { from, to, months }
}

/** Where a day stands on the axis, in hundredths. */
export function placeOn({ from, to }: SlipAxis, day: IsoDate): number {
  return Math.round((daysBetween(from, day) / Math.max(1, daysBetween(from, to))) * 1000) / 10
}
