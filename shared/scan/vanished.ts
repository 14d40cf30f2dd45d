/** Rows that were accepted and stand in no line any more, and the tabs in which a scan could not have seen them. */

import { reportTabTitle, tabOf } from "../columns.ts"
import {
  isKind,
  isPublicKind,
  KEY_COLUMN,
  kindOfTab,
  nameParts,
  obligationParts,
  rowName,
} from "../row/name.ts"
import type { PrivateRow } from "../row/row.ts"
import type { Section } from "../row/section.ts"
import type { Memory } from "../sheet/memory.ts"
import { type SheetTab, tabsOf } from "../sheet/sheet-tab.ts"
import type { TableRow } from "../table/model.ts"

/** A row must be missed by clock scans this far apart before it counts as withdrawn. */
const VANISH_MS = 24 * 3_600_000

export type VanishedInput = {
  readonly tabs: readonly SheetTab[]
  readonly rows: readonly TableRow[]
  /** The script's private rows, which stand in no line. */
  readonly scriptRows: readonly PrivateRow[]
  readonly memory: Memory
  readonly now: number
  readonly byClock: boolean
}

/**
 * Accepted names that stand in no line: since when, and which of them long enough to be withdrawn. What stood in a tab
 * that could not be read is neither.
 */
export function vanishedRows({ tabs, rows, scriptRows, memory, now, byClock }: VanishedInput): {
  readonly missingSince: ReadonlyMap<string, number>
  readonly gone: readonly string[]
} {
  const present = new Set([...scriptRows.map(rowName), ...rows.flatMap(namesOf)])
  const isHidden = unseenNames(tabs, rows)
  const missingSince = new Map<string, number>()
  const gone: string[] = []
  for (const [name, remembered] of memory.rowsByName) {
    if (remembered.digest === "" || present.has(name) || isHidden(name)) continue
    const since = remembered.missingSince ?? (byClock ? now : undefined)
    if (since !== undefined) missingSince.set(name, since)
    if (byClock && since !== undefined && now - since >= VANISH_MS) gone.push(name)
  }
  return { missingSince, gone }
}

/** A line's row and the private row that goes with it, whether or not it can be read just now. */
function namesOf({ name }: TableRow): string[] {
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
