/** The holidays of a record. */
import type { IsoDate } from "../date/civil-date.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"

/** Declared ones stay until their row is taken back. */
export function holidaysOf(record: YearRecord): ReadonlySet<IsoDate> {
  const current = rowsOfKind(record, "holiday").filter(each => !each.withdrawn)
  return new Set(current.map(({ row }) => row.date))
}
