/**
 * What changed, as entries of a feed: one for each row and day. Before the rule that the table `reading` calls `grouped`
 * there was one for each push; those keep their names and words, so that nobody is told them again.
 */
import { bangkokDate } from "../date/civil-date.ts"
import { groupBy } from "../record/group.ts"
import {
  findRow,
  namedNow,
  type Revision,
  type ToldRecord,
  type Version,
  type YearRecord,
} from "../record/record.ts"
import { absenceName, dutyName, nameOf } from "../row/name.ts"
import type { Row } from "../row/row.ts"
import { createRowNaming, type RowNaming } from "./changed-row.ts"
import { type Telling, tellPush, tellRow } from "./feed-words.ts"
import { changesOf, type RecordChange } from "./history.ts"

export type FeedEntry = {
  /** The same for ever, and of this entry alone. */
  readonly id: string
  /** Of the revision it tells of first. */
  readonly sequence: number
  /** Epoch milliseconds of the first change it tells of, and of the last. */
  readonly publishedAt: number
  readonly updatedAt: number
  /** Made for those that are shown alone: a history is long. */
  readonly tell: () => Told
}

/** Its text is plain; `path` is that of the page that tells all about it, from the root. */
type Told = Telling & { readonly path: string }

/** Whose changes are followed: one measure's with all that belongs to it, one section's, or everybody's. */
export type FeedScope =
  | { readonly of: "all" }
  | { readonly of: "measure"; readonly id: string }
  | { readonly of: "section"; readonly slug: string }

/**
 * All entries of these years, oldest first: later changes only add to its end, or to entries of their own day. `host` is
 * the site's, which its tags are minted under (RFC 4151).
 */
export function feedEntries(records: readonly ToldRecord[], scope: FeedScope, host: string): FeedEntry[] {
  return records
    .flatMap(record => entriesOf(record, scope, host))
    .sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1))
}

function entriesOf(record: ToldRecord, scope: FeedScope, host: string): FeedEntry[] {
  const naming = createRowNaming(record)
  const concerns = scopeMatcher(record, scope, naming)
  const bySequence = groupBy(changesOf(record), change => change.sequence)
  const entries: FeedEntry[] = []
  const grouped: RecordChange[] = []
  const revisionBySequence = new Map(record.revisions.map(each => [each.sequence, each]))
  for (const sequence of [...new Set([1, ...bySequence.keys()])].sort((a, b) => a - b)) {
    if (sequence < record.tells.from || sequence > record.tells.to) continue
    const changes = bySequence.get(sequence) ?? []
    const revision = revisionBySequence.get(sequence)
    const isFirst = sequence === 1
    if (!changes.some(concerns) && !(isFirst && scope.of === "all")) continue
    if (isFirst && revision) entries.push(announcement(record, revision, host))
    else if (revision?.isToldWhole) entries.push(pushEntry(record, revision, changes, naming))
    // Of a row that it knows all versions of the record may know no revision: nothing was told whole then.
    else grouped.push(...changes.filter(concerns))
  }
  const byRowAndDay = groupBy(
    grouped,
    ({ name, acceptedAt }) => `${bangkokDate(acceptedAt)}:${record.fiscalYear}/${name}`,
  )
  return [
    ...entries,
    ...Array.from(byRowAndDay, ([key, changes]) => rowEntry(record, `tag:${host},${key}`, changes, naming)),
  ]
}

function announcement(record: ToldRecord, revision: Revision, host: string): FeedEntry {
  const { fiscalYear } = record
  const words = `ประกาศครั้งแรก ปีงบประมาณ ${fiscalYear}`
  const id = revision.isToldWhole
    ? pushId(revision)
    : `tag:${host},${bangkokDate(revision.acceptedAt)}:${fiscalYear}/announced`
  return {
    id,
    ...instantsOf([revision]),
    tell: () => ({ title: words, text: words, path: `/${fiscalYear}` }),
  }
}

function pushEntry(
  record: ToldRecord,
  revision: Revision,
  changes: readonly RecordChange[],
  naming: RowNaming,
): FeedEntry {
  const tell = () => ({ ...tellPush(changes, naming), path: pathOf(record, changes, naming) })
  return { id: pushId(revision), ...instantsOf([revision]), tell }
}

/** Made from the hash of what was signed. */
function pushId({ head }: Revision): string {
  return `urn:sujarit:push:${head}`
}

function rowEntry(
  record: ToldRecord,
  id: string,
  changes: readonly RecordChange[],
  naming: RowNaming,
): FeedEntry {
  const tell = () => ({ ...tellRow(record, changes), path: pathOf(record, changes, naming) })
  return { id, ...instantsOf(changes), tell }
}

function instantsOf(
  told: readonly { readonly sequence: number; readonly acceptedAt: number }[],
): Pick<FeedEntry, "sequence" | "publishedAt" | "updatedAt"> {
  const instants = told.map(({ acceptedAt }) => acceptedAt)
  const sequence = Math.min(...told.map(each => each.sequence))
  return { sequence, publishedAt: Math.min(...instants), updatedAt: Math.max(...instants) }
}

function pathOf({ fiscalYear }: ToldRecord, changes: readonly RecordChange[], naming: RowNaming): string {
  const [measure, ...others] = new Set(changes.map(({ row }) => naming.measureOf(row)))
  return measure && others.length === 0 ? `/${fiscalYear}/measures/${measure}` : `/${fiscalYear}`
}

/**
 * The rows that a feed tells of, and their absences: those of which a version that is asked for belongs to its scope, and
 * the promises that these are named after.
 */
export function rowsOfScope(record: YearRecord, scope: FeedScope): string[] {
  const concerns = scopeMatcher(record, scope, createRowNaming(record))
  const own = Array.from(record.versionsByName).flatMap(([name, versions]) => {
    const rows = versions.flatMap(({ row }) =>
      row && row.kind !== "absence" && concerns({ row }) ? [row] : [],
    )
    return rows.length > 0 ? [name, absenceName(name), ...rows.flatMap(promisesNamed)] : []
  })
  return [...new Set(own)]
}

function promisesNamed(row: Row): string[] {
  if (row.kind === "report") return [dutyName(row.duty)]
  return row.kind === "duty" ? [nameOf("measure", row.measure)] : []
}

function scopeMatcher(
  record: YearRecord,
  scope: FeedScope,
  naming: RowNaming,
): (change: Pick<Version, "row">) => boolean {
  if (scope.of === "all") return () => true
  if (scope.of === "measure") return ({ row }) => naming.measureOf(row) === scope.id
  const name = findRow(record, "section", scope.slug)?.row.name
  return ({ row: then }) => {
    const row = then && namedNow(record, then)
    if (row?.kind === "measure") return row.lead === name || row.partners.some(each => each === name)
    if (row?.kind === "duty") return row.owedBy.some(each => each === name)
    return row?.kind === "report" && row.section === name
  }
}
