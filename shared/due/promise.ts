/** When each period of a duty was first promised: the record accuses only of what it saw promised. */
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import type { Version, YearRecord } from "../record/record.ts"
import { dutyName } from "../row/name.ts"

/** Whether a period of a duty, by its occurrence, was due before it was promised. */
export type BeforePromise = (occurrence: string, due: IsoDate) => boolean

/**
 * A period is promised by the first accepted version of its row that holds it and asks nothing: what was planned for days
 * gone by, and what a person confirmed later, makes nobody overdue yesterday. What was accepted before this rule stands as
 * promised from the first.
 */
export function beforePromise(
  { versionsByName }: Pick<YearRecord, "versionsByName">,
  duty: string,
): BeforePromise {
  const versions = versionsByName.get(dutyName(duty)) ?? []
  const newest = bangkokDate(Math.max(0, ...versions.map(({ acceptedAt }) => acceptedAt)))
  let days: ReadonlyMap<string, IsoDate | ""> | undefined
  return (occurrence, due) => {
    // Nothing was promised later.
    if (due >= newest) return false
    days ??= promisedDays(versions)
    return due < (days.get(occurrence) ?? "")
  }
}

function promisedDays(versions: readonly Version[]): ReadonlyMap<string, IsoDate | ""> {
  const dayByOccurrence = new Map<string, IsoDate | "">()
  let isKnown = true
  for (const version of versions) {
    // What a redacted version promised is not known any more; it must take no period out of the count.
    if (isRedacted(version)) isKnown = false
    for (const id of promisedBy(version))
      if (!dayByOccurrence.has(id))
        dayByOccurrence.set(id, isKnown && !version.isOld ? bangkokDate(version.acceptedAt) : "")
  }
  return dayByOccurrence
}

function isRedacted({ row, digest }: Version): boolean {
  return row === null && digest !== null
}

function promisedBy({ row }: Version): string[] {
  if ((row?.kind !== "measure" && row?.kind !== "duty") || row.asks === "open") return []
  return row.occurrences.map(({ id }) => id)
}
