/**
 * The record of one fiscal year, folded from the log: every version of every row, in the order accepted. Everything
 * public is a function of it and a day.
 */

import type { Kind } from "../columns.ts"
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import type { Digest } from "../push/sd-jwt.ts"
import { type Row, type RowOf, rowName } from "../row/row.ts"
import { currentNamesOf, withCurrentNames } from "./renamed-section.ts"

/** One accepted push as the log holds it. */
export type Revision = {
  readonly sequence: number
  readonly head: Digest
  /** Epoch milliseconds at which the Worker accepted it. */
  readonly acceptedAt: number
  readonly held: readonly string[]
}

/** One line of a revision: a row set to a version, or withdrawn (`row: null, gone`), or redacted (`row: null`). */
export type Entry = {
  readonly sequence: number
  readonly acceptedAt: number
  readonly name: string
  readonly digest: Digest | null
  readonly row: Row | null
}

/** A version of a row. `row` is null when it was withdrawn (`digest` null) or redacted. */
export type Version = Pick<Entry, "sequence" | "acceptedAt" | "digest" | "row">

export type YearRecord = {
  readonly fiscalYear: number
  readonly revisions: readonly Revision[]
  /** Versions by row name (`measure/m-…`), oldest first. */
  readonly versionsByName: ReadonlyMap<string, readonly Version[]>
}

/** A row with what the record knows of it. */
export type RecordedRow<R extends Row = Row> = {
  readonly row: R
  readonly firstAcceptedAt: number
  readonly acceptedAt: number
  readonly sequence: number
  /** Its newest text is held back by an error in the sheet. */
  readonly held: boolean
  /** Its line vanished from the sheet; shown as it last stood. */
  readonly withdrawn: boolean
}

/** Folds the log of a year. Entries and revisions come in any order; sequences decide. */
export function foldRecord(
  fiscalYear: number,
  revisions: readonly Revision[],
  entries: readonly Entry[],
): YearRecord {
  const versionsByName = new Map<string, Version[]>()
  for (const entry of [...entries].sort((a, b) => a.sequence - b.sequence)) {
    const versions = versionsByName.get(entry.name)
    if (versions) versions.push(entry)
    else versionsByName.set(entry.name, [entry])
  }
  return {
    fiscalYear,
    revisions: [...revisions].sort((a, b) => a.sequence - b.sequence),
    versionsByName,
  }
}

/** The record as it stood at the end of a civil day in Bangkok. */
export function recordAt(record: YearRecord, day: IsoDate): YearRecord {
  const upTo = (each: { readonly acceptedAt: number }) => bangkokDate(each.acceptedAt) <= day
  const versionsByName = new Map<string, readonly Version[]>()
  for (const [name, versions] of record.versionsByName) {
    const kept = versions.filter(upTo)
    if (kept.length > 0) versionsByName.set(name, kept)
  }
  return { fiscalYear: record.fiscalYear, revisions: record.revisions.filter(upTo), versionsByName }
}

/** The newest revision, or undefined before the first push. */
export function latestRevision(record: YearRecord): Revision | undefined {
  return last(record.revisions)
}

/** Rows of a kind as they stand, sections by their names of today, withdrawn rows included, in the order they first came. */
export function rowsOfKind<K extends Kind>(record: YearRecord, kind: K): RecordedRow<RowOf<K>>[] {
  const held = new Set(latestRevision(record)?.held)
  const names = currentNamesOf(record)
  const found: RecordedRow<RowOf<K>>[] = []
  for (const [name, versions] of record.versionsByName) {
    if (!name.startsWith(`${kind}/`)) continue
    const recorded = recordedRow(versions, held.has(name))
    if (recorded)
      found.push({ ...recorded, row: withCurrentNames(recorded.row, names) } as RecordedRow<RowOf<K>>)
  }
  return found
}

/** Digests of the public rows in force, for `stateOf`. */
export function acceptedRows(record: YearRecord): { name: string; digest: Digest }[] {
  return Array.from(record.versionsByName, ([name, versions]) => ({
    name,
    digest: last(versions)?.digest ?? null,
  })).filter((line): line is { name: string; digest: Digest } => line.digest !== null)
}

function recordedRow(versions: readonly Version[], held: boolean): RecordedRow | undefined {
  const newest = last(versions)
  const shown = last(versions.filter(version => version.row !== null))
  if (!newest || !shown?.row || (newest.row === null && newest.digest !== null)) return undefined
  return {
    row: shown.row,
    firstAcceptedAt: versions[0]?.acceptedAt ?? shown.acceptedAt,
    acceptedAt: shown.acceptedAt,
    sequence: shown.sequence,
    held,
    withdrawn: newest.digest === null,
  }
}

/** The versions of one row, oldest first; empty for a row never published. */
export function versionsOf(record: YearRecord, row: Row): readonly Version[] {
  return record.versionsByName.get(rowName(row)) ?? []
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1]
}
