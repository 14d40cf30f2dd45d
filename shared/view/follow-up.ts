/** What to look at first: obligations that are late or soon due, one line for each duty and period. */
import { daysBetween, type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { groupBy } from "../record/group.ts"
import { firstLine } from "./changed-row.ts"
import type { ReportView, YearView } from "./schema.ts"

export type FollowUp = {
  readonly state: "overdue" | "due"
  readonly duty: string
  readonly measure: string
  readonly what: string
  readonly occurrence: string
  readonly due: string
  /** From today to the due date; negative when it has passed. */
  readonly days: number
  /** Sections that have not reported, of all that owe it. */
  readonly missing: readonly string[]
  readonly owing: number
  /** Further periods of the same duty that are overdue too: a duty long neglected must not crowd out the others. */
  readonly furtherOverdue: number
}

type Followed = Pick<YearView, "measures" | "duties" | "reports">

/** Oldest first, the overdue periods of one duty as one. */
export function followUps(view: Followed, today: IsoDate): FollowUp[] {
  const followed = new Map<string, FollowUp>()
  for (const each of waitingPeriods(view, today)) {
    const key = each.state === "overdue" ? each.duty : `${each.duty}/${each.occurrence}`
    const first = followed.get(key)
    followed.set(key, first ? { ...first, furtherOverdue: first.furtherOverdue + 1 } : each)
  }
  return [...followed.values()]
}

/** What comes after those that are near. */
type NextDue = Pick<ReportView, "due" | "state" | "measure"> & { readonly what: string }

/** What to look at first, as a page tells it. */
export type ToFollow = {
  readonly first: readonly FollowUp[]
  readonly total: number
  readonly next: NextDue | null
}

/** The first so many, how many there are, and what comes next. */
export function toFollow(view: Followed, today: IsoDate, limit: number): ToFollow {
  const all = followUps(view, today)
  return { first: all.slice(0, limit), total: all.length, next: nextDue(view) }
}

/** Beside a picture of what comes next: the overdue alone. */
export function overdueToFollow(view: Followed, today: IsoDate, limit: number): ToFollow {
  const all = followUps(view, today).filter(each => each.state === "overdue")
  return { first: all.slice(0, limit), total: all.length, next: null }
}

/** The soonest that is still to come and not near yet; null when there is none. */
function nextDue(view: Followed): NextDue | null {
  const next = view.reports
    .filter(each => each.state === "scheduled")
    .reduce<ReportView | undefined>(
      (soonest, each) => (soonest && soonest.due <= each.due ? soonest : each),
      undefined,
    )
  if (!next) return null
  const { due, state, measure, duty } = next
  const text = view.duties.find(each => each.id === duty)?.what
  const what = text ?? view.measures.find(each => each.id === duty)?.measure ?? ""
  return { due, state, measure, what: firstLine(what) }
}

/** What stands on a date under question is left out: it is no ground for a reproach. */
function waitingPeriods(view: Followed, today: IsoDate): FollowUp[] {
  const texts = [...view.measures, ...view.duties].map(row => ({
    id: row.id,
    what: "what" in row ? row.what : row.measure,
    doubted: row.doubted,
  }))
  const textsById = new Map(texts.map(text => [text.id, text]))
  const waiting = new Set(view.reports.filter(isWaiting).map(periodOf))
  const ofWaiting = view.reports.filter(each => waiting.has(periodOf(each)))
  return groupReports(ofWaiting).flatMap(group => {
    const first = group.find(report => isWaiting(report))
    const due = first && parseIsoDate(first.due)
    const text = first && textsById.get(first.duty)
    if (!first || !due || !text || text.doubted) return []
    const days = daysBetween(today, due)
    return {
      state: days < 0 ? "overdue" : "due",
      duty: first.duty,
      measure: first.measure,
      what: text.what,
      occurrence: first.occurrence,
      due,
      days,
      missing: group.filter(isWaiting).map(report => report.section),
      owing: group.length,
      furtherOverdue: 0,
    }
  })
}

/** Reports of one duty and period together, soonest due first. */
export function groupReports(reports: readonly ReportView[]): ReportView[][] {
  const groups = groupBy(reports, periodOf)
  return [...groups.values()].sort((a, b) => ((a[0]?.due ?? "") < (b[0]?.due ?? "") ? -1 : 1))
}

function periodOf({ duty, occurrence }: ReportView): string {
  return `${duty}/${occurrence}`
}

function isWaiting({ state }: ReportView): boolean {
  return state === "overdue" || state === "due"
}
