/**
 * The record of one fiscal year, folded from the log: every version of every row, in the order accepted. Everything
 * public is a function of it and a day.
 */

import type { Kind } from "../columns.ts"
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import type { Hash } from "../push/sd-jwt.ts"
import { absenceName, isNameOf, nameOf, rowName } from "../row/name.ts"
import type { Row, RowOf } from "../row/row.ts"
import { groupBy } from "./group.ts"
import type { Look } from "./look.ts"
import { oncePer } from "./once-per.ts"

/** One accepted push as the log holds it. */
export type Revision = {
  readonly sequence: number
  readonly head: Hash
  /** Epoch milliseconds at which the Worker accepted it. */
  readonly acceptedAt: number
  readonly held: readonly string[]
  /** Accepted before feeds told of rows and days (`grouped` in the table `reading`): it is one entry there. */
  readonly isToldWhole?: boolean
}

/** One line of a revision: a row set to a version, or withdrawn (`row: null, gone`), or redacted (`row: null`). */
export type Entry = {
  readonly sequence: number
  readonly acceptedAt: number
  readonly name: string
  readonly digest: Hash | null
  readonly row: Row | null
  /** Accepted before the rules that are read into rows now (the table `reading`): it means what it meant then. */
  readonly isOld?: boolean
  /** Accepted before links were opened: what is behind its link now changes nothing of it. */
  readonly isUnopened?: boolean
}

/** A version of a row. `row` is null when it was withdrawn (`digest` null) or redacted. */
export type Version = Omit<Entry, "name">

/** What every answer about the present is made of: all of the log, or as much of it as such answers ask for. */
export type YearRecord = {
  readonly fiscalYear: number
  /** The first, the newest, and those between that are asked for (`condense.ts`). */
  readonly revisions: readonly Revision[]
  /** Versions by row name (`measure/m-…`), oldest first: of each the first, the newest, and those that are asked for. */
  readonly versionsByName: ReadonlyMap<string, readonly Version[]>
  /** What was found behind the links of its reports, by link, oldest first. Beside the log: nobody signs it. */
  readonly looksByLink: ReadonlyMap<string, readonly Look[]>
  /** From this revision on every version of what readers follow is there. */
  readonly wholeFrom: number
}

/** Revisions from one to another, both included; of some rows alone where they are named. */
export type Told = { readonly from: number; readonly to: number; readonly names?: ReadonlySet<string> }

/** A record that can say what happened to rows in some of its revisions: of those every version is there, and the one before. */
export type ToldRecord = YearRecord & { readonly tells: Told }

/** All of the log: what an answer about a past day is made of. */
export type WholeRecord = ToldRecord & { readonly isWhole: true }

export function isWhole(record: YearRecord): record is WholeRecord {
  return "isWhole" in record
}

const ALL: Told = { from: 1, to: Number.POSITIVE_INFINITY }

/** A row with what the record knows of it. */
export type RecordedRow<R extends Row = Row> = {
  readonly row: R
  readonly firstAcceptedAt: number
  readonly acceptedAt: number
  readonly sequence: number
  /** Its newest text is held back by an error in the sheet. */
  readonly held: boolean
  /** Its line vanished from the sheet: it is owed as it last stood. */
  readonly vanished: boolean
  /** It was taken out of the table; shown as it last stood. */
  readonly withdrawn: boolean
}

/** Folds the log of a year. Entries and revisions come in any order; sequences decide. */
export function foldRecord(
  fiscalYear: number,
  revisions: readonly Revision[],
  entries: readonly Entry[],
): WholeRecord {
  const inOrder = [...entries].sort((a, b) => a.sequence - b.sequence)
  return {
    fiscalYear,
    revisions: [...revisions].sort((a, b) => a.sequence - b.sequence),
    versionsByName: groupBy(inOrder, entry => entry.name),
    looksByLink: new Map(),
    wholeFrom: 1,
    tells: ALL,
    isWhole: true,
  }
}

/** The record as it stood at the end of a civil day in Bangkok. */
export function recordAt(record: WholeRecord, day: IsoDate): WholeRecord {
  return recordOfInstants(record, instant => bangkokDate(instant) <= day)
}

/** The record as it stood at an instant, in epoch milliseconds. */
export function recordUntil(record: WholeRecord, until: number): WholeRecord {
  return recordOfInstants(record, instant => instant <= until)
}

function recordOfInstants(record: WholeRecord, isKnown: (instant: number) => boolean): WholeRecord {
  const versionsByName = new Map<string, readonly Version[]>()
  for (const [name, versions] of record.versionsByName) {
    const known = versions.filter(each => isKnown(each.acceptedAt))
    if (known.length > 0) versionsByName.set(name, known)
  }
  const revisions = record.revisions.filter(each => isKnown(each.acceptedAt))
  const looks = Array.from(
    record.looksByLink,
    ([link, all]) => [link, all.filter(({ at }) => isKnown(at))] as const,
  )
  return {
    fiscalYear: record.fiscalYear,
    revisions,
    versionsByName,
    looksByLink: new Map(looks),
    wholeFrom: 1,
    tells: ALL,
    isWhole: true,
  }
}

/** The day from which anything is known of the year; undefined before the first push. */
export function recordBegan({ revisions }: YearRecord): IsoDate | undefined {
  return revisions[0] && bangkokDate(revisions[0].acceptedAt)
}

/** The newest revision, or undefined before the first push. */
export function latestRevision(record: YearRecord): Revision | undefined {
  return last(record.revisions)
}

/** Rows of a kind as they stand, sections by their names of today, withdrawn rows included, in the order they first came. */
export function rowsOfKind<K extends Kind>(record: YearRecord, kind: K): readonly RecordedRow<RowOf<K>>[] {
  const known = rowsByKindOf(record)
  const rows = known.get(kind) ?? readRowsOfKind(record, kind)
  known.set(kind, rows)
  return rows as readonly RecordedRow<RowOf<K>>[]
}

/** A page asks for the same rows a dozen times. */
const rowsByKindOf = oncePer((_: YearRecord) => new Map<Kind, readonly RecordedRow[]>())

function readRowsOfKind(record: YearRecord, kind: Kind): readonly RecordedRow[] {
  const held = new Set(latestRevision(record)?.held)
  const found: RecordedRow[] = []
  for (const [name, versions] of record.versionsByName) {
    if (!isNameOf(name, kind)) continue
    const recorded = recordedRow(record, versions, held.has(name))
    if (recorded) found.push(recorded)
  }
  return found
}

/** The row of a kind that has this id or natural key; undefined when there never was one, or all of it is redacted. */
export function findRow<K extends Kind>(
  record: YearRecord,
  kind: K,
  id: string,
): RecordedRow<RowOf<K>> | undefined {
  const name = nameOf(kind, id)
  const isHeld = latestRevision(record)?.held.includes(name) ?? false
  const versions = record.versionsByName.get(name) ?? []
  return recordedRow(record, versions, isHeld) as RecordedRow<RowOf<K>> | undefined
}

function recordedRow(
  record: YearRecord,
  versions: readonly Version[],
  held: boolean,
): RecordedRow | undefined {
  const newest = last(versions)
  const shown = newest?.row ? newest : last(versions.filter(version => version.row !== null))
  if (!newest || !shown?.row || (newest.row === null && newest.digest !== null)) return undefined
  const withdrawn = newest.digest === null
  const vanished = !withdrawn && absenceOf(record, rowName(shown.row)) !== undefined
  return {
    row: withCurrentNames(shown.row, currentNamesOf(record)),
    firstAcceptedAt: versions[0]?.acceptedAt ?? shown.acceptedAt,
    acceptedAt: shown.acceptedAt,
    sequence: shown.sequence,
    held: held && !vanished,
    vanished,
    withdrawn,
  }
}

/** That a row stands in no line of the sheet: since when, in epoch milliseconds, and why it was taken out. */
type Absence = { readonly since: number; readonly reason: string }

/** Undefined for a row that stands in the sheet, as far as the record knows. */
export function absenceOf(record: YearRecord, name: string): Absence | undefined {
  return isAnyAbsent(record) ? knownAbsence(record, name) : undefined
}

/** Asked of every row and report: most records have none. */
const isAnyAbsent = oncePer(({ versionsByName }: YearRecord) => {
  for (const name of versionsByName.keys()) if (isNameOf(name, "absence")) return true
  return false
})

function knownAbsence({ versionsByName }: YearRecord, name: string): Absence | undefined {
  const versions = versionsByName.get(absenceName(name)) ?? []
  const newest = last(versions)
  if (!newest || newest.digest === null) return undefined
  const [first = newest] = versions.slice(versions.map(({ digest }) => digest).lastIndexOf(null) + 1)
  return { since: first.acceptedAt, reason: newest.row?.kind === "absence" ? newest.row.reason : "" }
}

/** The versions of one row, oldest first; empty for a row never published. */
export function versionsOf(record: YearRecord, row: Row): readonly Version[] {
  return record.versionsByName.get(rowName(row)) ?? []
}

/**
 * Names that no section has any more → what the same section, by its number, is called now. Rows name sections as the
 * sheet did when they were accepted; a row that is held because it says the old name must not free anybody of what is
 * owed.
 */
type CurrentNames = ReadonlyMap<string, string>

const currentNamesOf = oncePer(currentNames)

/** A row of any version, its sections called as they are now. */
export function namedNow<R extends Row>(record: YearRecord, row: R): R {
  return withCurrentNames(row, currentNamesOf(record))
}

function withCurrentNames<R extends Row>(row: R, names: CurrentNames): R {
  if (names.size === 0) return row
  const now = (name: string) => names.get(name) ?? name
  if (row.kind === "measure") return { ...row, lead: now(row.lead), partners: row.partners.map(now) }
  if (row.kind === "duty") return { ...row, owedBy: row.owedBy.map(now) }
  if (row.kind === "setting" && row.key === "planner") return { ...row, value: now(row.value) }
  return row
}

function currentNames({ versionsByName }: YearRecord): CurrentNames {
  const inUse = new Set<string>()
  const byOldName = new Map<string, string>()
  for (const [name, versions] of versionsByName) {
    if (!isNameOf(name, "section")) continue
    const [current, ...earlier] = namesOf(versions).reverse()
    if (current === undefined) continue
    inUse.add(current)
    for (const old of earlier) byOldName.set(old, current)
  }
  // A name that another section took over means that one.
  for (const name of inUse) byOldName.delete(name)
  return byOldName
}

/** Oldest first; a redacted or withdrawn version says none. */
function namesOf(versions: readonly Version[]): string[] {
  return versions.flatMap(({ row }) => (row?.kind === "section" ? [row.name] : []))
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1]
}
