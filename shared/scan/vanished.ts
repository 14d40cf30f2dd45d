/**
 * Rows that were accepted and stand in no line any more, and the tabs in which a scan could not have seen them. They stay
 * public as they were, and go on counting, until the planner says in `สถานะ` why they are owed no more; they are kept with
 * the cells people typed, and written again where they belong when somebody ticks. Withdrawn rows are offered for a month.
 * A report whose line was emptied is taken back at once.
 */

import { CANCELLED, type Kind, reportTabTitle, tabOf } from "../columns.ts"
import {
  isKind,
  isNameOf,
  isPrivateName,
  isPublicKind,
  KEY_COLUMN,
  kindOfTab,
  nameOf,
  nameParts,
  obligationParts,
  rowName,
} from "../row/name.ts"
import type { AbsenceRow, PrivateRow } from "../row/row.ts"
import type { Section } from "../row/section.ts"
import { SETTINGS } from "../row/setting.ts"
import type { Memory, RememberedRow, TypedCells } from "../sheet/memory.ts"
import { cellOf, lineName, linesOf, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import type { TableRow } from "../table/model.ts"
import { isBlankLine } from "../table/read-row.ts"
import { isNewReason } from "../table/reasons.ts"
import { typedReasons } from "../table/status-reasons.ts"
import { type CellWrite, lineWrites } from "./marks.ts"

/** A private setting, which nobody in public can miss, is dropped when clock scans this far apart missed it. */
const FORGET_MS = 24 * 3_600_000

type VanishedInput = {
  readonly tabs: readonly SheetTab[]
  readonly rows: readonly TableRow[]
  /** The script's private rows, which stand in no line. */
  readonly scriptRows: readonly PrivateRow[]
  readonly memory: Memory
  readonly now: number
  readonly byClock: boolean
}

/**
 * Accepted names that stand in no line: since when, what is said of each in public, and which of them may be withdrawn.
 * What stood in a tab that could not be read is none of these. Of a row that is back nothing is said any more.
 */
export function vanishedRows({ tabs, rows, scriptRows, memory, now, byClock }: VanishedInput): {
  readonly missingSince: ReadonlyMap<string, number>
  readonly absences: readonly AbsenceRow[]
  readonly gone: readonly string[]
} {
  const present = new Set([...scriptRows.map(rowName), ...rows.flatMap(namesOf)])
  const isHidden = unseenNames(tabs, rows)
  const emptied = emptiedReports(tabs)
  const explained = explainedNames(tabs, memory)
  const missingSince = new Map<string, number>()
  const absences: AbsenceRow[] = []
  const gone: string[] = []
  for (const [name, remembered] of memory.rowsByName) {
    if (remembered.digest === "" || present.has(name) || isHidden(name)) continue
    if (isNameOf(name, "absence")) {
      const { id: of } = nameParts(name)
      if (present.has(of) || emptied.has(of)) gone.push(name)
      continue
    }
    if (isNameOf(name, "problem")) {
      gone.push(name)
      continue
    }
    const since = remembered.missingSince ?? now
    missingSince.set(name, since)
    const isForgotten = isNameOf(name, "secret") && byClock && now - since >= FORGET_MS
    if (isForgotten || emptied.has(name) || explained.has(name)) gone.push(name)
    if (!isPrivateName(name) && !emptied.has(name))
      absences.push({ kind: "absence", of: name, reason: explained.get(name) ?? "" })
  }
  return { missingSince, absences, gone }
}

/** The planner's reasons by name, where no line can bear them: a section's addresses go with the section. */
function explainedNames(tabs: readonly SheetTab[], memory: Memory): ReadonlyMap<string, string> {
  const rows = explainedRows(tabs, memory).filter(row => !isCancellable(tabs, row))
  return new Map(rows.flatMap(row => namesOf(row).map(name => [name, row.reason] as const)))
}

/** Reports whose line stands where it stood, with nothing in it: emptying a line takes its report back. */
function emptiedReports(tabs: readonly SheetTab[]): ReadonlySet<string> {
  const blank = tabsOf(tabs, "report").flatMap(tab =>
    tab.rows
      .filter(line => isBlankLine("report", line))
      .map(line => textOf(line, "id"))
      .filter(id => obligationParts(id).slug === tab.sectionSlug),
  )
  return new Set(blank.map(id => nameOf("report", id)))
}

/** A line's row and the private row that goes with it, whether or not it can be read just now. */
function namesOf({ name }: Pick<TableRow, "name">): string[] {
  return [name, name.replace(/^section\//, "contact/").replace(/^setting\//, "secret/")]
}

/** Titles of the tabs an office must have and the scan did not find, or could not tell the rows of. */
export function unreadableTabs(tabs: readonly SheetTab[], sections: readonly Section[]): string[] {
  const plain = NAMED_TABS.filter(key => key !== "report" && !tabsOf(tabs, key).some(isReadable))
  const reports = sections.filter(
    ({ slug }) => !tabsOf(tabs, "report").some(each => isReadable(each) && isTabFor(each, slug)),
  )
  return [...plain.map(key => tabOf(key).title), ...reports.map(({ name }) => reportTabTitle(name))]
}

/**
 * The rows of a tab that is gone, that lost the column naming its rows, or that has a line whose name cannot be read just
 * now, are not known to be missing: nothing may be withdrawn for it. Tells of a row's name whether it stood in a
 * tab that could not be read, or may stand in a line whose name could not.
 */
function unseenNames(
  tabs: readonly SheetTab[],
  rows: readonly { readonly tab: SheetTab; readonly name: string }[],
): (name: string) => boolean {
  const unnamed = new Set(
    rows.filter(({ tab, name }) => name === "" && tab.tab !== "report").map(({ tab }) => tab.tab),
  )
  return name => {
    const { kind, id } = nameParts(name)
    const tab = isKind(kind) ? kindOfTab(kind) : undefined
    if (tab === undefined) return false
    const slug = tab === "report" ? obligationParts(id).slug : undefined
    return unnamed.has(tab) || !tabsOf(tabs, tab).some(each => isReadable(each) && isTabFor(each, slug))
  }
}

const NAMED_TABS = Object.keys(KEY_COLUMN).filter(isPublicKind)

function isReadable({ tab, columnIndexByKey }: SheetTab): boolean {
  return isPublicKind(tab) && columnIndexByKey.has(KEY_COLUMN[tab])
}

function isTabFor({ tab, sectionSlug }: SheetTab, slug: string | undefined): boolean {
  return tab !== "report" || slug === undefined || sectionSlug === slug
}

/** A row that a person may have back. */
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

/** The rows to write again: those somebody ticked, and those that are to stand cancelled with the reason given. */
export function rowsAskedBack(tabs: readonly SheetTab[], memory: Memory): VanishedRow[] {
  const ticked = new Set(
    linesOf(tabs, "status")
      .filter(line => cellOf(line, "tick").value === true)
      .map(line => textOf(line, "item")),
  )
  const back = ticked.size === 0 ? [] : vanishedOf(memory).filter(row => ticked.has(restoreItem(row)))
  const ended = explainedRows(tabs, memory).filter(row => isCancellable(tabs, row) && !back.includes(row))
  return [
    ...back,
    ...ended.map(row => ({ ...row, cells: { ...row.cells, status: CANCELLED, reason: row.reason } })),
  ]
}

/** The vanished rows beside which the planner said why they are owed no more. */
function explainedRows(tabs: readonly SheetTab[], memory: Memory): (VanishedRow & { reason: string })[] {
  const reasons = typedReasons(tabs)
  if (reasons.size === 0) return []
  return vanishedOf(memory).flatMap(row => {
    const reason = reasons.get(restoreItem(row)) ?? ""
    const last = memory.rowsByName.get(row.name)?.reason ?? ""
    return row.isWithdrawn || !isNewReason(reason, last) ? [] : [{ ...row, reason }]
  })
}

/** Where a line can say that it is cancelled and why, that is how a row ends: in public, with its reason. */
function isCancellable(tabs: readonly SheetTab[], row: VanishedRow): boolean {
  return tabFor(tabs, row)?.columnIndexByKey.has("status") ?? false
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
