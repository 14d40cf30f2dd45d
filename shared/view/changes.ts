/** What changed in a year's record, newest first: one entry for each row that a push touched. */
import type { YearRecord } from "../record/record.ts"
import type { Row } from "../row/row.ts"
import { type FieldChange, historyOf, type RowEvent } from "./history.ts"

export type RecordChange = {
  readonly sequence: number
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  readonly event: RowEvent
  readonly changes: readonly FieldChange[]
  /** The row as it then stood, or last stood; null when none of its texts may be shown. */
  readonly row: Row | null
  readonly name: string
}

const SHOWN_KINDS = /^(?:measure|duty|report|oversight|assessment)\//

/** What one push changed. */
export type RevisionChanges = {
  readonly sequence: number
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  /** None where only settings or lists of the office changed. */
  readonly changes: readonly RecordChange[]
}

/** The newest pushes that changed what readers follow. The first is told as one event, not row by row. */
export function latestRevisions(record: YearRecord, limit: number): RevisionChanges[] {
  const bySequence = new Map<number, RecordChange[]>()
  for (const change of changesOf(record)) {
    const group = bySequence.get(change.sequence)
    if (group) group.push(change)
    else bySequence.set(change.sequence, [change])
  }
  return [...record.revisions]
    .reverse()
    .filter(({ sequence }) => sequence === 1 || bySequence.has(sequence))
    .slice(0, limit)
    .map(({ sequence, acceptedAt }) => ({
      sequence,
      acceptedAt,
      changes: sequence === 1 ? [] : (bySequence.get(sequence) ?? []),
    }))
}

/** Every change of a row, newest first. */
export function changesOf(record: YearRecord): RecordChange[] {
  const changes: RecordChange[] = []
  for (const [name, versions] of record.versionsByName) {
    if (!SHOWN_KINDS.test(name)) continue
    for (const history of historyOf(versions)) {
      const shown = versions.filter(version => version.row && version.sequence <= history.sequence)
      changes.push({ ...history, name, row: shown[shown.length - 1]?.row ?? null })
    }
  }
  return changes.sort((a, b) => b.sequence - a.sequence)
}
