/**
 * Lays out a section's report tab: one line an obligation. What was typed never moves: a line keeps its place as long as
 * anything stands in it, new obligations take the free lines below in the order they fall due.
 */

import { shortDate } from "../date/thai-date.ts"
import { occurrenceName } from "../due/occurrence.ts"
import type { ScheduledObligation } from "../due/schedule.ts"
import { type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { isFilled } from "../table/reports.ts"
import { type CellWrite, lineWrites } from "./marks.ts"

/** The writes that lay out every report tab. */
export function layoutWrites(
  tabs: readonly SheetTab[],
  obligations: readonly ScheduledObligation[],
  keeps: (obligationId: string) => boolean,
): CellWrite[] {
  return tabsOf(tabs, "report").flatMap(tab => {
    const lineByIndex = new Map(tab.rows.map(line => [line.index, line]))
    return layOutReports(tab, obligations, keeps).flatMap(({ index, cells }) =>
      lineWrites(tab, index, cells, lineByIndex.get(index)),
    )
  })
}

/** The cells of one line the script writes, by column key. */
type LaidLine = { readonly index: number; readonly cells: Readonly<Record<string, string>> }

const EMPTY = { id: "", what: "", occurrence: "", due: "", by: "" }

/**
 * The lines of a report tab that must differ from what stands there. `keeps` says that a line's obligation is only
 * unknown for now (its duty is held), so that it is left alone.
 */
function layOutReports(
  tab: SheetTab,
  obligations: readonly ScheduledObligation[],
  keeps: (obligationId: string) => boolean,
): LaidLine[] {
  const owed = obligations
    .filter(each => each.section.slug === tab.sectionSlug && !each.withdrawn)
    .sort((a, b) => (a.due === b.due ? 0 : a.due < b.due ? -1 : 1))
  const wanted = new Map(owed.map(each => [each.id, each]))
  const laid: LaidLine[] = []
  const occupied = new Set<number>()
  for (const line of tab.rows) {
    const id = textOf(line, "id")
    const obligation = wanted.get(id)
    wanted.delete(id)
    if (obligation) laid.push({ index: line.index, cells: cellsOf(obligation) })
    else if (!isFilled(line) && id !== "" && !keeps(id)) laid.push({ index: line.index, cells: EMPTY })
    if (obligation || isFilled(line) || (id !== "" && keeps(id))) occupied.add(line.index)
  }
  let index = 1
  for (const obligation of wanted.values()) {
    while (occupied.has(index)) index++
    occupied.add(index)
    const cleared = laid.findIndex(each => each.index === index)
    if (cleared >= 0) laid.splice(cleared, 1)
    laid.push({ index, cells: { ...EMPTY, ...cellsOf(obligation) } })
  }
  return laid
}

function cellsOf(obligation: ScheduledObligation): Record<string, string> {
  return {
    id: obligation.id,
    what: obligation.what,
    occurrence: occurrenceName(obligation.occurrence),
    due: shortDate(obligation.due),
  }
}
