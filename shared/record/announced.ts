/** The year as it was announced, whatever was accepted later. */

import { isNameOf } from "../row/name.ts"
import type { Version, YearRecord } from "./record.ts"

/** An announcement too large for one push is cut: what follows the first within this time is of it. */
const ANNOUNCING_MS = 3_600_000

/** Every row as it was first accepted, of the rows that came with the announcement. */
export function announcedRecord(record: YearRecord): YearRecord {
  const [first] = record.revisions
  const isOfIt = ({ acceptedAt }: Pick<Version, "acceptedAt">) =>
    first !== undefined && acceptedAt <= first.acceptedAt + ANNOUNCING_MS
  const versionsByName = new Map<string, readonly Version[]>()
  for (const [name, [version]] of record.versionsByName)
    if (version && isOfIt(version) && !isNameOf(name, "absence")) versionsByName.set(name, [version])
  const announcing = new Set([...versionsByName.values()].flatMap(([each]) => each?.sequence ?? []))
  const revisions = record.revisions.filter(each => each === first || announcing.has(each.sequence))
  return { fiscalYear: record.fiscalYear, revisions, versionsByName, looksByLink: new Map() }
}
