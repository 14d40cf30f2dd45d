/** A record as it stands, with some of its past: as much as a page of what happened shows. */
import { absenceName, dutyName, isNameOf, nameParts } from "../row/name.ts"
import { groupBy } from "./group.ts"
import type { Entry, Revision, Told, ToldRecord, Version, YearRecord } from "./record.ts"

/** A part of the log. */
export type LogPart = { readonly revisions: readonly Revision[]; readonly entries: readonly Entry[] }

/**
 * `part` holds what `tells` names, and of each of `namesBefore` the newest version before it. What a row said before it was
 * withdrawn or redacted is in the record, however long ago (`condense.ts`).
 */
export function withPast(record: YearRecord, part: LogPart, tells: Told): ToldRecord {
  const revisions = new Map([...record.revisions, ...part.revisions].map(each => [each.sequence, each]))
  const versionsByName = new Map(record.versionsByName)
  for (const [name, versions] of groupBy(part.entries, entry => entry.name))
    versionsByName.set(name, mergedVersions(versionsByName.get(name) ?? [], versions))
  return {
    ...record,
    revisions: [...revisions.values()].sort(bySequence),
    versionsByName,
    tells,
  }
}

function mergedVersions(some: readonly Version[], others: readonly Version[]): readonly Version[] {
  const known = new Map([...some, ...others].map(each => [each.sequence, each]))
  return [...known.values()].sort(bySequence)
}

function bySequence(a: { readonly sequence: number }, b: { readonly sequence: number }): number {
  return a.sequence - b.sequence
}

/**
 * The rows whose version just before such a part of the log is needed to say what the part did. `record`, of which it is a
 * part, knows of every row the first version: of a row that came in the part there is none before it.
 */
export function namesBefore(record: YearRecord, { revisions: [first], entries }: LogPart): string[] {
  const isBefore = (name: string) => {
    const [oldest] = record.versionsByName.get(name) ?? []
    return first !== undefined && oldest !== undefined && oldest.sequence < first.sequence
  }
  return [...namesTouched(entries)].filter(isBefore)
}

/** The rows without which it cannot be said what some lines did. */
export function namesTouched(entries: readonly Pick<Entry, "name">[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { name } of entries) {
    const row = isNameOf(name, "absence") ? name.slice("absence/".length) : name
    names.add(row).add(absenceName(row))
    // A report is called after what it reports on.
    if (isNameOf(row, "report")) names.add(dutyName(nameParts(row).id.split("/", 1)[0] ?? ""))
  }
  return names
}
