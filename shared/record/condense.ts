/**
 * The record without what no answer about the present asks for. Most versions of a row only put a text in place of another:
 * of them the first and the newest are enough. The fold takes a revision at a time and needs only the rows it touches, so
 * that what is kept beside the log is written in proportion to a push, and made again from the log by the same fold.
 */

import type { Kind, ScriptKind } from "../columns.ts"
import { isNameOf } from "../row/name.ts"
import type { Row, RowOf } from "../row/row.ts"
import { isReportFilled, isWholeReport } from "../row/whole-report.ts"
import { isAnnouncing } from "./announced.ts"
import { isToldAnew, SHOWN_KINDS } from "./followed.ts"
import { groupBy } from "./group.ts"
import type { Entry, Revision, Version, WholeRecord, YearRecord } from "./record.ts"

/** To be raised with every change of what is kept here: what was kept by another rule is then made anew from the log. */
export const CONDENSED_SHAPE = 4

/** So many of the newest changes are told on the page of a year. */
export const RECENT_CHANGES = 5

/**
 * Of each kind of row, what is asked of a version after others followed it: by pages, and by the judge of the next push, who
 * must know which reason served last (`reasons.ts`).
 */
const ASKED: { readonly [K in Kind | ScriptKind]: (row: RowOf<K>) => unknown } = {
  measure: ({ measure, lead, partners, ...row }) => [measure, lead, partners, ...askedOfPromise(row)],
  duty: ({ measure, what, owedBy, ...row }) => [measure, what, owedBy, ...askedOfPromise(row)],
  report: row => [isWholeReport(row), isReportFilled(row), row.nothingToReport, row.evidence],
  assessment: ({ asks }) => asks,
  section: ({ name }) => name,
  oversight: ({ measures }) => measures[0],
  holiday: () => "",
  setting: () => "",
  absence: () => "",
}

function askedOfPromise({
  occurrences,
  status,
  asks,
  reason,
}: Pick<RowOf<"measure">, "occurrences" | "asks" | "reason"> & {
  readonly status?: string | undefined
}): unknown[] {
  return [occurrences, status, asks, status ? reason === "" : false]
}

/** What the fold carries from one revision to the next beside the versions of the rows. */
export type Marks = {
  /** The first, the newest, and what is asked for between them. */
  readonly revisions: readonly Revision[]
  /** The newest revision that the announcement came in. */
  readonly announced: number
  /** The newest revisions that touched what readers follow, and whether each surely tells them something. */
  readonly recent: readonly { readonly sequence: number; readonly isSure: boolean }[]
  /** From this revision on every version of what readers follow is kept. */
  readonly wholeFrom: number
}

export const NO_MARKS: Marks = { revisions: [], announced: 0, recent: [], wholeFrom: 1 }

/** A revision with what it did to rows. */
export type Step = {
  readonly revision: Revision
  readonly versions: ReadonlyMap<string, Version>
}

type Folded = {
  readonly marks: Marks
  /** Of the rows that the revision touched. */
  readonly versionsByName: ReadonlyMap<string, readonly Version[]>
  /** Of these, what was kept until now and is left out from now on. */
  readonly leftByName: ReadonlyMap<string, readonly Version[]>
}

/** One revision more. `keptOf` answers what is kept of a row so far, nothing for one that never was. */
export function foldStep(
  marks: Marks,
  { revision, versions }: Step,
  keptOf: (name: string) => readonly Version[],
): Folded {
  const touched = Array.from(versions, ([name, next]) => ({ name, next, kept: keptOf(name) }))
  const shown = touched.filter(({ name }) => isShown(name))
  const next = withRevision(marks, revision, {
    isNews: touched.some(({ name, kept }) => kept.length === 0 && !isNameOf(name, "absence")),
    isSeen: shown.length > 0,
    isSure: revision.sequence === 1 || shown.some(each => isSurelyTold(each.kept, each.next)),
  })
  const versionsByName = new Map<string, readonly Version[]>()
  const leftByName = new Map<string, readonly Version[]>()
  for (const { name, kept, next: version } of touched) {
    const all = [...kept, version]
    const still = keptVersions(name, all, next)
    versionsByName.set(name, still)
    if (still.length < all.length) leftByName.set(name, leftOut(all, still))
  }
  return { marks: next, versionsByName, leftByName }
}

/** Both in the same order. */
function leftOut(all: readonly Version[], kept: readonly Version[]): readonly Version[] {
  const still = new Set(kept)
  return all.filter(version => !still.has(version))
}

/** What the fold keeps of a whole record, and nothing that it would forget by now. */
export function condense(record: WholeRecord): YearRecord {
  const { marks, versionsByName } = foldAll(stepsOf(record))
  return { ...condensedRecord(record.fiscalYear, marks, versionsByName), looksByLink: record.looksByLink }
}

/** The record that a fold has kept, without the looks, which are in no log; what it holds beyond what is asked for is left out. */
export function condensedRecord(
  fiscalYear: number,
  marks: Marks,
  versionsByName: ReadonlyMap<string, readonly Version[]>,
): YearRecord {
  const kept = Array.from(
    versionsByName,
    ([name, versions]) => [name, keptVersions(name, versions, marks)] as const,
  )
  const { revisions, wholeFrom } = marks
  return { fiscalYear, revisions, wholeFrom, versionsByName: new Map(kept), looksByLink: new Map() }
}

export function foldAll(steps: Iterable<Step>): Omit<Folded, "leftByName"> {
  const versionsByName = new Map<string, readonly Version[]>()
  let marks = NO_MARKS
  for (const step of steps) {
    const folded = foldStep(marks, step, name => versionsByName.get(name) ?? [])
    marks = folded.marks
    for (const [name, versions] of folded.versionsByName) versionsByName.set(name, versions)
  }
  return { marks, versionsByName }
}

/** Revisions oldest first, each with its entries in their order. */
export function stepsFrom(revisions: readonly Revision[], entries: readonly Entry[]): Step[] {
  const bySequence = groupBy(entries, ({ sequence }) => sequence)
  return revisions.map(revision => ({
    revision,
    versions: new Map(
      (bySequence.get(revision.sequence) ?? []).map(({ name, ...version }) => [name, version]),
    ),
  }))
}

function stepsOf({ revisions, versionsByName }: WholeRecord): Step[] {
  const entries = Array.from(versionsByName, ([name, versions]) => versions.map(each => ({ ...each, name })))
  return stepsFrom(revisions, entries.flat())
}

/** The first and the newest, the ends of each run that answers the same, and all that readers are still told of. */
export function keptVersions(
  name: string,
  versions: readonly Version[],
  { wholeFrom }: Pick<Marks, "wholeFrom">,
): readonly Version[] {
  if (versions.length < 3) return versions
  const isRecent = (version: Version | undefined) =>
    version !== undefined && version.sequence >= wholeFrom && isShown(name)
  const asked = versions.map(askedOf)
  return versions.filter((version, at) => {
    const isBetween = at > 0 && at < versions.length - 1
    if (!isBetween || isRecent(version) || isRecent(versions[at + 1])) return true
    return asked[at] !== asked[at - 1] || asked[at] !== asked[at + 1]
  })
}

/** Whether a record has every version there ever was of a row. */
export function hasAllVersions({ versionsByName, wholeFrom }: YearRecord, name: string): boolean {
  const versions = versionsByName.get(name) ?? []
  return versions.length < 2 || (isShown(name) && (versions[0]?.sequence ?? 0) >= wholeFrom)
}

/** By which rules it is read is asked of every version. */
function askedOf({ row, digest, sequence: _place, acceptedAt: _time, ...reading }: Version): string {
  const asked = row ? askedOfRow(row) : digest === null ? "gone" : "redacted"
  return JSON.stringify([reading, row !== null, asked])
}

function askedOfRow<K extends Kind | ScriptKind>(row: Row & { readonly kind: K }): unknown {
  const asked: (row: RowOf<K>) => unknown = ASKED[row.kind]
  return asked(row as RowOf<K>)
}

type Told = { readonly isNews: boolean; readonly isSeen: boolean; readonly isSure: boolean }

/**
 * One revision more; `isNews` where it has rows that there never were before. Kept are the first and the newest, the newest
 * of the announcement, those that readers are told of, and for each row that is held, where that began and what stood just
 * before.
 */
function withRevision(marks: Marks, next: Revision, { isNews, isSeen, isSure }: Told): Marks {
  const all = [...marks.revisions, next]
  const [first = next] = all
  const announced = isNews && isAnnouncing(first, next) ? next.sequence : marks.announced
  const seen = isSeen ? [...marks.recent, { sequence: next.sequence, isSure }] : marks.recent
  const recent = newestOf(seen)
  const wholeFrom = recent.length < seen.length ? (recent[0]?.sequence ?? 1) : marks.wholeFrom
  const places = new Set([0, all.length - 1])
  for (const name of next.held) {
    const start = startOfHold(all, name)
    places.add(start).add(start - 1)
  }
  const sequences = new Set([announced, ...recent.map(({ sequence }) => sequence)])
  const revisions = all.filter(({ sequence }, place) => places.has(place) || sequences.has(sequence))
  return { revisions, announced, recent, wholeFrom }
}

/** Back to the one with which there are as many as readers are told of. */
function newestOf(recent: Marks["recent"]): Marks["recent"] {
  let left = RECENT_CHANGES
  let from = recent.length
  while (from > 0 && left > 0) if (recent[--from]?.isSure) left--
  return recent.slice(from)
}

function startOfHold(revisions: readonly Revision[], name: string): number {
  let start = revisions.length - 1
  while (revisions[start - 1]?.held.includes(name)) start--
  return start
}

/** A row that readers follow, or the absence of one. */
function isShown(name: string): boolean {
  const row = isNameOf(name, "absence") ? name.slice("absence/".length) : name
  return SHOWN_KINDS.some(kind => isNameOf(row, kind))
}

/** Whether a version tells readers something, however its dates are read later. */
function isSurelyTold(kept: readonly Version[], { row }: Version): boolean {
  const newest = kept[kept.length - 1]
  if (!newest || row === null || newest.digest === null) return true
  if (row.kind === "absence") return row.reason !== ""
  const [shown] = kept.flatMap(each => each.row ?? []).slice(-1)
  return !shown || isToldAnew(shown, row)
}
