/** What falls due in the next sixty days, day by day, and what was moved out of them. */
import { addDays, daysBetween, type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import type { Move } from "../due/move.ts"
import { groupBy } from "../record/group.ts"
import { firstLine } from "./changed-row.ts"
import type { ReportView, YearView } from "./schema.ts"

export const AHEAD = 60

const SHOWN_ITEMS = 3
/** Where something falls due every day, the list below says it better. */
const SHOWN_DAYS = 20

/** A duty of a period, of all sections that owe it that day. */
export type DueItem = {
  readonly measure: string
  readonly what: string
  readonly occurrence: string
  readonly sections: readonly string[]
}

export type DueDay = {
  readonly due: IsoDate
  readonly days: number
  /** The first of them, and how many more there are. */
  readonly items: readonly DueItem[]
  readonly left: number
  readonly owing: number
  readonly received: number
  /** Waiting for somebody to confirm the date. */
  readonly unconfirmed: number
}

export type SixtyDays = {
  /** The next of them, and how many more there are. */
  readonly days: readonly DueDay[]
  readonly daysLeft: number
  /** Moved from a day of the sixty to one after them; the first, and how many more. */
  readonly movedOut: readonly Move[]
  readonly movedLeft: number
  readonly until: IsoDate
  readonly finding: string
}

export function sixtyDays(
  view: Pick<YearView, "measures" | "duties" | "reports">,
  moves: readonly Move[],
  today: IsoDate,
): SixtyDays {
  const until = addDays(today, AHEAD)
  const open = view.reports.filter(
    ({ due, state }) => due >= today && state !== "withdrawn" && state !== "beforeRecord",
  )
  const within = groupBy(
    open.filter(({ due }) => due <= until),
    ({ due }) => due,
  )
  const texts = new Map<string, string>([
    ...view.measures.map(({ id, measure }) => [id, measure] as const),
    ...view.duties.map(({ id, what }) => [id, what] as const),
  ])
  const days = [...within.values()]
    .flatMap(reports => dueDay(reports, texts, today) ?? [])
    .sort((a, b) => a.days - b.days)
  const movedOut = moves.filter(({ from, to }) => from >= today && from <= until && to > until)
  return {
    days: days.slice(0, SHOWN_DAYS),
    daysLeft: Math.max(0, days.length - SHOWN_DAYS),
    movedOut: movedOut.slice(0, SHOWN_DAYS),
    movedLeft: Math.max(0, movedOut.length - SHOWN_DAYS),
    until,
    finding: findingOf(days, nextAfter(open, until)),
  }
}

function dueDay(
  reports: readonly ReportView[],
  texts: ReadonlyMap<string, string>,
  today: IsoDate,
): DueDay | undefined {
  const due = parseIsoDate(reports[0]?.due ?? "")
  if (!due) return undefined
  const groups = [...groupBy(reports, ({ duty, occurrence }) => `${duty}/${occurrence}`).values()]
  return {
    due,
    days: daysBetween(today, due),
    items: groups.slice(0, SHOWN_ITEMS).flatMap(group => {
      const [first] = group
      if (!first) return []
      const { duty, measure, occurrence } = first
      return [
        {
          measure,
          what: firstLine(texts.get(duty) ?? ""),
          occurrence,
          sections: group.map(each => each.section),
        },
      ]
    }),
    left: Math.max(0, groups.length - SHOWN_ITEMS),
    owing: reports.length,
    received: reports.filter(each => each.reportedAt !== null).length,
    unconfirmed: reports.filter(each => each.state === "unconfirmed").length,
  }
}

function nextAfter(open: readonly ReportView[], until: IsoDate): string | undefined {
  return open
    .map(each => each.due)
    .filter(due => due > until)
    .sort()[0]
}

function findingOf(days: readonly DueDay[], next: string | undefined): string {
  const [first] = days
  if (first) {
    const nearest = `${shortDate(first.due)} ${first.days === 0 ? "วันนี้" : `อีก ${first.days} วัน`}`
    return days.length === 1
      ? `${AHEAD} วันข้างหน้าครบกำหนดวันเดียว ${nearest}`
      : `${AHEAD} วันข้างหน้ามี ${days.length} วันครบกำหนด ใกล้ที่สุด ${nearest}`
  }
  const later = parseIsoDate(next ?? "")
  return `ไม่มีกำหนดใน ${AHEAD} วัน${later ? ` ถัดไป ${shortDate(later)}` : ""}`
}
