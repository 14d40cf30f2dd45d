/** Every accepted push of all years, newest first: when, what it touched, and the hash of what was signed. */

import { KINDS, type Kind } from "../columns.ts"
import type { YearRecord } from "../record/record.ts"
import { isPublicKind, nameParts } from "../row/name.ts"
import { CHANGES_PER_PAGE, type ChangesQuery } from "./changes-page.ts"
import type { LeafView, LogPageView } from "./schema-log.ts"
import { instantText, placeOf } from "./year.ts"

/** Undefined before the first accepted push. A page past the end is the last one. */
export function logPageView({ records, day, isPast, asked }: ChangesQuery): LogPageView | undefined {
  const [newest] = records
  const place = newest && placeOf(newest, day)
  if (!place) return undefined
  const { office, today, simulated } = place
  const all = records.flatMap(leavesOf).sort((a, b) => (a.acceptedAt < b.acceptedAt ? 1 : -1))
  const pages = Math.max(1, Math.ceil(all.length / CHANGES_PER_PAGE))
  const page = Math.min(asked, pages)
  const twinOf = (number: number) => `/log.json?page=${number}${isPast ? `&at=${today}` : ""}`
  return {
    ...{ office, today, simulated, page, pages, total: all.length },
    next: page < pages ? twinOf(page + 1) : null,
    previous: page > 1 ? twinOf(page - 1) : null,
    leaves: all.slice((page - 1) * CHANGES_PER_PAGE, page * CHANGES_PER_PAGE),
  }
}

function leavesOf(record: YearRecord): LeafView[] {
  const counts = countsBySequence(record)
  return record.revisions.map(({ sequence, head, acceptedAt }) => ({
    fiscalYear: record.fiscalYear,
    revision: sequence,
    acceptedAt: instantText(acceptedAt),
    head,
    announced: sequence === 1,
    rows: KINDS.flatMap(kind => {
      const count = counts.get(sequence)?.get(kind) ?? 0
      return count > 0 ? [{ kind, count }] : []
    }),
    push: `/api/v1/pushes/${record.fiscalYear}/${sequence}`,
  }))
}

function countsBySequence(record: YearRecord): ReadonlyMap<number, ReadonlyMap<Kind, number>> {
  const counts = new Map<number, Map<Kind, number>>()
  for (const [name, versions] of record.versionsByName) {
    const { kind } = nameParts(name)
    if (!isPublicKind(kind)) continue
    for (const { sequence } of versions) {
      const ofPush = counts.get(sequence) ?? new Map<Kind, number>()
      ofPush.set(kind, (ofPush.get(kind) ?? 0) + 1)
      counts.set(sequence, ofPush)
    }
  }
  return counts
}
