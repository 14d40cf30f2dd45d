/**
 * How each line of a report tab stands on a day, as far as the sheet can tell: by what the Worker took of it, and when. A
 * link behind which nobody sees anything is known to the Worker alone, which mails about it.
 */
import { daysBetween, type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { type ObligationState, waitingState } from "../due/obligation.ts"
import type { ScheduledObligation } from "../due/schedule.ts"
import { isEvidence } from "../row/evidence.ts"
import { dutyName, nameOf, obligationParts } from "../row/name.ts"
import type { Memory, RememberedRow } from "../sheet/memory.ts"
import { STATE_WORDS } from "../view/words.ts"

export type LineState = {
  readonly state: ObligationState
  /** Somebody has something to do for it, now or later. */
  readonly isOpen: boolean
  /** `▲ เกินกำหนด` and, below it, the days. */
  readonly text: string
}

type Owed = Pick<ScheduledObligation, "id" | "due" | "remind" | "withdrawn">

export type LineStates = {
  of(owed: Owed): LineState
  /** By the dates last accepted, while a duty is held or missing; undefined of what was never accepted. */
  remembered(id: string): LineState | undefined
}

/** `announced` is the day of the signed plan: what was due before it was promised by nobody. */
export function lineStatesOn(memory: Memory, today: IsoDate, announced: IsoDate | undefined): LineStates {
  const of = (owed: Owed) => lineStateOf(owed, memory, { today, announced })
  return {
    of,
    remembered(id) {
      const { duty, occurrence } = obligationParts(id)
      const { occurrences } = memory.rowsByName.get(dutyName(duty)) ?? {}
      const due = parseIsoDate(occurrences?.find(each => each.id === occurrence)?.due ?? "")
      return due && of({ id, due, remind: true, withdrawn: false })
    },
  }
}

type Days = { readonly today: IsoDate; readonly announced: IsoDate | undefined }

function lineStateOf(owed: Owed, memory: Memory, days: Days): LineState {
  const report = memory.rowsByName.get(nameOf("report", owed.id))
  const isReported = report !== undefined && report.digest !== ""
  const isProven = isReported && proves(report)
  const lateBy = isReported && owed.remind && report.since ? daysBetween(owed.due, parsed(report.since)) : 0
  const state = stateOf()
  const left = daysBetween(days.today, owed.due)
  const isOpen = OPEN.has(state) || (state === "late" && !isProven)
  return { state, isOpen, text: [`${MARKS[state]} ${STATE_WORDS[state]}`, ...detail()].join("\n") }

  function stateOf(): ObligationState {
    if (owed.withdrawn) return "withdrawn"
    if (owed.remind && owed.due < promisedOn(owed.id, memory, days)) return "beforeRecord"
    if (!isReported) return waitingState(daysBetween(days.today, owed.due), owed.remind)
    if (lateBy > 0) return "late"
    return isProven ? "done" : "reported"
  }

  function detail(): string[] {
    switch (state) {
      case "overdue":
        return [`เกินมาแล้ว ${-left} วัน`]
      case "due":
        return [left === 0 ? "ครบกำหนดวันนี้" : `อีก ${left} วัน`]
      case "late":
        return [`ช้า ${lateBy} วัน`, ...(isProven ? [] : [STATE_WORDS.reported])]
      default:
        return []
    }
  }
}

const OPEN: ReadonlySet<ObligationState> = new Set(["overdue", "due", "unconfirmed", "scheduled", "reported"])

/** A letter stands beside each word, for who sees no colours. */
const MARKS: Readonly<Record<ObligationState, string>> = {
  overdue: "▲",
  due: "◐",
  unconfirmed: "◊",
  scheduled: "○",
  reported: "□",
  late: "■",
  done: "●",
  beforeRecord: "–",
  withdrawn: "×",
}

/** What was taken before its cells were remembered is taken for whole. */
function proves({ cells }: RememberedRow): boolean {
  return !cells || cells.nothingToReport === true || isEvidence(String(cells.evidence ?? ""))
}

/** Of what the Worker has not taken yet, today: it would be promised by the next push. */
function promisedOn(id: string, { rowsByName }: Memory, { today, announced }: Days): string {
  const { duty, occurrence } = obligationParts(id)
  const row = rowsByName.get(dutyName(duty))
  if (!row?.digest) return today
  return row.promisedLate?.[occurrence] ?? row.since ?? announced ?? ""
}

function parsed(day: string): IsoDate {
  return parseIsoDate(day) ?? ("" as IsoDate)
}
