/** Which promise was made before under another id: what is cancelled or deleted and promised anew keeps its ledger. */

import { groupBy } from "../record/group.ts"
import { oncePer } from "../record/once-per.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { isNameOf, nameOf } from "../row/name.ts"
import { cleanText, spacedOnce } from "../row/plain-text.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import { isCancelled } from "./schedule.ts"

export type DatedRow = MeasureRow | DutyRow
export type DatedVersion = Version & { readonly row: DatedRow }

/** The row that promised the same before, and the version that ended it. */
type Earlier = { readonly name: string; readonly ended: Version }

/** The versions of a row that show a promise, oldest first; none of a row of another kind. */
export function datedVersions(versions: readonly Version[]): DatedVersion[] {
  return versions.filter((version): version is DatedVersion => isDated(version.row))
}

function isDated(row: Version["row"]): row is DatedRow {
  return row?.kind === "measure" || row?.kind === "duty"
}

/**
 * Rows by name → the ended row whose promise they take over: one of the same words and the same indicator that came
 * before. Each ended row is followed by one.
 */
export const earlierRows = oncePer((record: YearRecord): ReadonlyMap<string, Earlier> => {
  const found = new Map<string, Earlier>()
  const endings = endingsOf(record)
  if (endings.size === 0) return found
  const endedByWords = groupBy(endings.keys(), name => wordsOf(record, name, "newest"))
  const taken = new Set<string>()
  for (const name of datedNames(record)) {
    const earlier = (endedByWords.get(wordsOf(record, name, "first")) ?? [])
      .filter(each => !taken.has(each) && firstSequence(record, each) < firstSequence(record, name))
      .pop()
    const ended = earlier === undefined ? undefined : endings.get(earlier)
    if (earlier === undefined || !ended) continue
    taken.add(earlier)
    found.set(name, { name: earlier, ended })
  }
  return found
})

/** Every row that is out of force, by the version that ended it; a duty ends with its measure too. */
function endingsOf(record: YearRecord): Map<string, Version> {
  const endings = new Map<string, Version>()
  for (const name of datedNames(record)) {
    const ended = endOf(record.versionsByName.get(name) ?? []) ?? endOf(versionsOfOwner(record, name))
    if (ended) endings.set(name, ended)
  }
  return endings
}

/** The first of the newest versions that are all out of force. */
function endOf(versions: readonly Version[]): Version | undefined {
  const lastInForce = versions.map(isEnding).lastIndexOf(false)
  return versions[lastInForce + 1]
}

function isEnding({ digest, row }: Version): boolean {
  return digest === null || (isDated(row) && isCancelled(row))
}

function datedNames({ versionsByName }: YearRecord): string[] {
  return [...versionsByName.keys()].filter(name => isNameOf(name, "measure") || isNameOf(name, "duty"))
}

function versionsOfOwner(record: YearRecord, name: string): readonly Version[] {
  const row = shownRow(record, name, "newest")
  return row?.kind === "duty" ? (record.versionsByName.get(nameOf("measure", row.measure)) ?? []) : []
}

/** What is promised, and under which indicator, however it is spaced. */
function wordsOf(record: YearRecord, name: string, which: "first" | "newest"): string {
  const row = shownRow(record, name, which)
  if (!row) return name
  if (row.kind === "measure") return `${row.indicator} ${spacedOnce(cleanText(row.measure))}`
  return `${wordsOf(record, nameOf("measure", row.measure), which)}\n${spacedOnce(cleanText(row.what))}`
}

function shownRow(record: YearRecord, name: string, which: "first" | "newest"): DatedRow | undefined {
  const versions = datedVersions(record.versionsByName.get(name) ?? [])
  return versions[which === "first" ? 0 : versions.length - 1]?.row
}

function firstSequence({ versionsByName }: YearRecord, name: string): number {
  return versionsByName.get(name)?.[0]?.sequence ?? Number.POSITIVE_INFINITY
}
