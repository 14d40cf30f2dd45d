/**
 * Rows name sections as the sheet named them when the row was accepted. A section that is called otherwise since still
 * owes what it owed: a row that is held because it says the old name must not free anybody.
 */

import type { Row } from "../row/row.ts"
import type { Version, YearRecord } from "./record.ts"

/** Names that no section has any more → what the same section, by its number, is called now. */
export type CurrentNames = ReadonlyMap<string, string>

const namesByRecord = new WeakMap<YearRecord, CurrentNames>()

export function currentNamesOf(record: YearRecord): CurrentNames {
  const known = namesByRecord.get(record)
  if (known) return known
  const found = currentNames(record)
  namesByRecord.set(record, found)
  return found
}

/** The row with its sections by their names of today. */
export function withCurrentNames<R extends Row>(row: R, names: CurrentNames): R {
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
    if (!name.startsWith("section/")) continue
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
