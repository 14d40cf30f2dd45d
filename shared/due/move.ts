/** The slip ledger: every move of a due date since the plan was announced, from the log alone. */

import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import type { YearRecord } from "../record/record.ts"
import { isNameOf } from "../row/name.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"

export type Move = {
  /** The row whose date moved: `m-…` or `d-…`. */
  readonly duty: string
  readonly measure: string
  readonly what: string
  readonly occurrence: string
  readonly from: IsoDate
  readonly to: IsoDate
  /** Later when positive, earlier when negative. */
  readonly days: number
  readonly reason: string
  /** Epoch milliseconds at which the Worker accepted the move. */
  readonly acceptedAt: number
  readonly sequence: number
  /** It was moved when the old date had already passed. */
  readonly afterDue: boolean
}

type DatedRow = MeasureRow | DutyRow

/** Every move of the record, oldest first. */
export function movesOf(record: YearRecord): Move[] {
  const moves: Move[] = []
  for (const [name, versions] of record.versionsByName) {
    if (!isNameOf(name, "measure") && !isNameOf(name, "duty")) continue
    let before: DatedRow | undefined
    for (const { row, acceptedAt, sequence } of versions) {
      if (row?.kind !== "measure" && row?.kind !== "duty") continue
      if (before) moves.push(...movesBetween(before, row, acceptedAt, sequence))
      before = row
    }
  }
  return moves.sort((a, b) => a.sequence - b.sequence)
}

function movesBetween(before: DatedRow, after: DatedRow, acceptedAt: number, sequence: number): Move[] {
  return movedDates(before, after).map(({ occurrence, from, to }) => ({
    duty: after.id,
    measure: after.kind === "measure" ? after.id : after.measure,
    what: after.kind === "measure" ? after.measure : after.what,
    occurrence,
    from,
    to,
    days: daysBetween(from, to),
    reason: after.reason,
    acceptedAt,
    sequence,
    afterDue: bangkokDate(acceptedAt) > from,
  }))
}

/** The periods whose date is another after than before: a period keeps its place when its date moves. */
export function movedDates(
  before: Pick<DatedRow, "occurrences">,
  after: Pick<DatedRow, "occurrences">,
): Pick<Move, "occurrence" | "from" | "to">[] {
  const oldDates = new Map(before.occurrences.map(each => [each.id, each.due]))
  return after.occurrences.flatMap(({ id, due }) => {
    const from = oldDates.get(id)
    return from === undefined || from === due ? [] : [{ occurrence: id, from, to: due }]
  })
}
