/** Records for tests of what is made from them. */
import { bangkokMidnight } from "../../../shared/date/civil-date.ts"
import type { Hash } from "../../../shared/push/sd-jwt.ts"
import { type Entry, foldRecord, type Revision, type WholeRecord } from "../../../shared/record/record.ts"
import { rowName } from "../../../shared/row/name.ts"
import type { Row } from "../../../shared/row/row.ts"
import { day } from "../../worker/rows.ts"

export type Push = {
  readonly on: string
  readonly rows?: readonly Row[]
  readonly gone?: readonly string[]
  readonly held?: readonly string[]
}

/** A record made of pushes accepted at nine in the morning. */
export function recordOf(...pushes: readonly Push[]): WholeRecord {
  return recordOfYear(2566, ...pushes)
}

export function recordOfYear(fiscalYear: number, ...pushes: readonly Push[]): WholeRecord {
  const revisions: Revision[] = []
  const entries: Entry[] = []
  for (const [index, { on, rows = [], gone = [], held = [] }] of pushes.entries()) {
    const sequence = index + 1
    const acceptedAt = bangkokMidnight(day(on)) + 9 * 3_600_000
    const digest = (n: number) => `${sequence}-${n}`.padEnd(43, "A") as Hash
    revisions.push({ sequence, head: digest(0), acceptedAt, held })
    entries.push(
      ...rows.map((row, n) => ({ sequence, acceptedAt, name: rowName(row), digest: digest(n + 1), row })),
      ...gone.map(name => ({ sequence, acceptedAt, name, digest: null, row: null })),
    )
  }
  return foldRecord(fiscalYear, revisions, entries)
}
