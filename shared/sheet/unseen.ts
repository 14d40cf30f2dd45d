/**
 * What a scan could not have seen: the rows of a tab that is gone, that lost the column naming its rows, or that has a
 * line whose name cannot be read just now. They are not known to be missing, so nothing may be withdrawn for it.
 */
import { reportTabTitle, tabOf } from "../columns.ts"
import { isKind, isPublicKind, KEY_COLUMN, kindOfTab, nameParts, obligationParts } from "../row/name.ts"
import type { Section } from "../row/section.ts"
import { type SheetTab, tabsOf } from "./sheet-tab.ts"

/** Tells of a row's name whether it stood in a tab that could not be read, or may stand in a line whose name could not. */
export function unseenNames(
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
    return unnamed.has(tab) || !tabsOf(tabs, tab).some(each => isReadable(each) && isHome(each, slug))
  }
}

/** Titles of the tabs an office must have and the scan did not find, or could not tell the rows of. */
export function unreadableTabs(tabs: readonly SheetTab[], sections: readonly Section[]): string[] {
  const plain = NAMED_KINDS.filter(key => key !== "report" && !tabsOf(tabs, key).some(isReadable))
  const reports = sections.filter(
    ({ slug }) => !tabsOf(tabs, "report").some(each => isReadable(each) && isHome(each, slug)),
  )
  return [...plain.map(key => tabOf(key).title), ...reports.map(({ name }) => reportTabTitle(name))]
}

/** In the order of the row keys, as `สถานะ` lists them. */
const NAMED_KINDS = Object.keys(KEY_COLUMN).filter(isPublicKind)

function isReadable({ tab, columnIndexByKey }: SheetTab): boolean {
  return isPublicKind(tab) && columnIndexByKey.has(KEY_COLUMN[tab])
}

function isHome({ tab, sectionSlug }: SheetTab, slug: string | undefined): boolean {
  return tab !== "report" || slug === undefined || sectionSlug === slug
}
