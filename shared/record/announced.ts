/** The year as it was announced, whatever was accepted later. */

import { isNameOf } from "../row/name.ts"
import type { Revision, Version, YearRecord } from "./record.ts"

/** An announcement too large for one push is cut: what follows the first within this time is of it. */
const ANNOUNCING_MS = 3_600_000

/** Whether what was accepted then is of the announcement that the first revision began. */
export function isAnnouncing(
  first: Pick<Revision, "acceptedAt">,
  { acceptedAt }: Pick<Version, "acceptedAt">,
): boolean {
  return acceptedAt <= first.acceptedAt + ANNOUNCING_MS
}

/** Every row as it was first accepted, of the rows that came with the announcement. */
export function announcedRecord(record: YearRecord): YearRecord {
  const [first] = record.revisions
  const versionsByName = new Map<string, readonly Version[]>()
  for (const [name, [version]] of record.versionsByName)
    if (first && version && isAnnouncing(first, version) && !isNameOf(name, "absence"))
      versionsByName.set(name, [version])
  const announcing = new Set([...versionsByName.values()].flatMap(([each]) => each?.sequence ?? []))
  const revisions = record.revisions.filter(each => each === first || announcing.has(each.sequence))
  return {
    fiscalYear: record.fiscalYear,
    revisions,
    versionsByName,
    looksByLink: new Map(),
    wholeFrom: record.wholeFrom,
  }
}
