/**
 * Lays out a section's report tab: one line an obligation, with how it stands. A line keeps its place, and what was typed in
 * it, as long as anything stands in it; new obligations take the free lines below, what is open first, as they fall due.
 */

import { shortDate } from "../date/thai-date.ts"
import { occurrenceName } from "../due/occurrence.ts"
import type { ScheduledObligation } from "../due/schedule.ts"
import { type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { isFilled } from "../table/reports.ts"
import { type CellWrite, lineWrites } from "./marks.ts"
import type { LineStates } from "./report-state.ts"

type Laying = {
  readonly obligations: readonly ScheduledObligation[]
  /** A line's obligation is only unknown for now (its duty is held), so that it is left alone. */
  readonly keeps: (obligationId: string) => boolean
  readonly lineStates: LineStates
}

/** The writes that lay out every report tab. */
export function layoutWrites(tabs: readonly SheetTab[], laying: Laying): CellWrite[] {
  return tabsOf(tabs, "report").flatMap(tab => {
    const lineByIndex = new Map(tab.rows.map(line => [line.index, line]))
    return layOutReports(tab, laying).flatMap(({ index, cells }) =>
      lineWrites(tab, index, cells, lineByIndex.get(index)),
    )
  })
}

/** The cells of one line the script writes, by column key. */
type LaidLine = { readonly index: number; readonly cells: Readonly<Record<string, string>> }

const EMPTY = { id: "", what: "", occurrence: "", due: "", by: "", state: "" }

/** The lines of a report tab that must differ from what stands there. */
function layOutReports(tab: SheetTab, { obligations, keeps, lineStates }: Laying): LaidLine[] {
  const own = obligations.filter(each => each.section.slug === tab.sectionSlug)
  const wanted = new Map(inOrder(own, lineStates).map(each => [each.id, each]))
  const withdrawn = new Map(own.filter(each => each.withdrawn).map(each => [each.id, each]))
  const laid: LaidLine[] = []
  const occupied = new Set<number>()
  for (const line of tab.rows) {
    const id = textOf(line, "id")
    const obligation = wanted.get(id)
    wanted.delete(id)
    const isKept = isFilled(line) || (id !== "" && keeps(id))
    if (obligation) laid.push({ index: line.index, cells: cellsOf(obligation, lineStates) })
    else if (!isKept && id !== "") laid.push({ index: line.index, cells: EMPTY })
    else if (isKept) laid.push({ index: line.index, cells: { state: stateOfKept(id) } })
    if (obligation || isKept) occupied.add(line.index)
  }
  let index = 1
  for (const obligation of wanted.values()) {
    while (occupied.has(index)) index++
    occupied.add(index)
    const cleared = laid.findIndex(each => each.index === index)
    if (cleared >= 0) laid.splice(cleared, 1)
    laid.push({ index, cells: { ...EMPTY, ...cellsOf(obligation, lineStates) } })
  }
  return laid

  function stateOfKept(id: string): string {
    const ended = withdrawn.get(id)
    return (ended ? lineStates.of(ended) : keeps(id) ? lineStates.remembered(id) : undefined)?.text ?? ""
  }
}

/** What is open first, as it falls due. */
function inOrder(obligations: readonly ScheduledObligation[], lineStates: LineStates): ScheduledObligation[] {
  const keyed = obligations
    .filter(each => !each.withdrawn)
    .map(each => ({ each, key: `${lineStates.of(each).isOpen ? 0 : 1} ${each.due}` }))
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ each }) => each)
}

function cellsOf(obligation: ScheduledObligation, lineStates: LineStates): Record<string, string> {
  return {
    state: lineStates.of(obligation).text,
    id: obligation.id,
    what: obligation.what,
    occurrence: occurrenceName(obligation.occurrence),
    due: shortDate(obligation.due),
  }
}
