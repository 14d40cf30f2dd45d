/**
 * Rows that vanished from the sheet: kept with the cells people typed, offered back in `สถานะ`, and written again where
 * they belong when somebody ticks. Withdrawn rows are offered for a month more.
 */

import { type Kind, tabOf } from "../columns.ts"
import { isPublicKind, KEY_COLUMN, nameParts, obligationParts } from "../row/name.ts"
import { SETTINGS } from "../row/setting.ts"
import type { Memory, RememberedRow, TypedCells } from "../sheet/memory.ts"
import { cellOf, lineName, linesOf, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { isBlankLine } from "../table/read-row.ts"
import { type CellWrite, lineWrites } from "./marks.ts"

export type VanishedRow = {
  readonly name: string
  readonly tab: Kind
  readonly cells: TypedCells
  readonly since: number
  /** Withdrawn from the record already; before that it only misses from the sheet. */
  readonly isWithdrawn: boolean
}

const OFFERED_MS = 30 * 24 * 3_600_000

/** True of a withdrawn row that is still offered back. */
export function isRestorable({ digest, cells, missingSince }: RememberedRow, now: number): boolean {
  return digest === "" && cells !== undefined && missingSince !== undefined && now - missingSince < OFFERED_MS
}

/** The rows a person may have back, longest missing first. */
export function vanishedOf({ rowsByName }: Memory): VanishedRow[] {
  const vanished: VanishedRow[] = []
  for (const [name, { cells, missingSince, digest }] of rowsByName) {
    const { kind } = nameParts(name)
    const tab = kind === "secret" ? "setting" : kind
    if (!cells || missingSince === undefined || !isPublicKind(tab)) continue
    vanished.push({ name, tab, cells, since: missingSince, isWithdrawn: digest === "" })
  }
  return vanished.sort((a, b) => a.since - b.since || (a.name < b.name ? -1 : 1))
}

const ITEM_START = "คืนแถว"

/** The item whose tick brings a row back: `คืนแถว มาตรการ (measure/m-4k7p2w9x)`. */
export function restoreItem({ tab, name }: Pick<VanishedRow, "tab" | "name">): string {
  return `${ITEM_START} ${tabOf(tab).title} (${name})`
}

/** The vanished rows somebody ticked in `สถานะ`. */
export function tickedRows(tabs: readonly SheetTab[], memory: Memory): VanishedRow[] {
  const ticked = new Set(
    linesOf(tabs, "status")
      .filter(line => cellOf(line, "tick").value === true)
      .map(line => textOf(line, "item")),
  )
  return ticked.size === 0 ? [] : vanishedOf(memory).filter(row => ticked.has(restoreItem(row)))
}

/** The writes that put rows back: into the line laid out for a report, else below everything that stands in their tab. */
export function restoreWrites(tabs: readonly SheetTab[], rows: readonly VanishedRow[]): CellWrite[] {
  const nextBySheet = new Map<number, number>()
  return rows.flatMap(row => {
    const tab = tabFor(tabs, row)
    if (!tab) return []
    const name = String(row.cells[KEY_COLUMN[row.tab]] ?? "")
    const existing = tab.rows.find(line => lineName(tab, line) === name)
    if (existing && !isBlankLine(row.tab, existing)) return []
    const next = nextBySheet.get(tab.sheetId) ?? lastRow(tab) + 1
    if (!existing) nextBySheet.set(tab.sheetId, next + 1)
    return lineWrites(tab, existing?.index ?? next, { ...row.cells, ...labelsOf(row) }, existing)
  })
}

function tabFor(tabs: readonly SheetTab[], { tab, name }: VanishedRow): SheetTab | undefined {
  const { slug } = obligationParts(nameParts(name).id)
  return tabsOf(tabs, tab).find(each => tab !== "report" || each.sectionSlug === slug)
}

function lastRow(tab: SheetTab): number {
  return tab.rows.reduce((most, line) => Math.max(most, line.index), 0)
}

/** A setting's line says what it is for. */
function labelsOf({ tab, cells }: VanishedRow): TypedCells {
  const setting = tab === "setting" ? SETTINGS.find(({ key }) => key === cells.key) : undefined
  return setting ? { label: setting.label, help: setting.help } : {}
}
