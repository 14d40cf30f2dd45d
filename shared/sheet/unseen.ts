/**
 * What a scan could not have seen: the rows of a tab that is gone, that lost the column naming its rows, or that has a
 * line whose name cannot be read just now. They are not known to be missing, so nothing may be withdrawn for it.
 */
import { reportTabTitle, tabOf } from "../columns.ts"
import type { Section } from "../row/section.ts"
import { isNamedTab, NAMING_COLUMN, type NamedTab, type SheetTab, tabsOf } from "./sheet-tab.ts"

const PUBLIC_KIND: Readonly<Record<string, NamedTab>> = { contact: "section", secret: "setting" }

/** Tells of a row's name whether it stood in a tab that could not be read, or may stand in a line whose name could not. */
export function unseenNames(
  tabs: readonly SheetTab[],
  rows: readonly { readonly tab: SheetTab; readonly name: string }[],
): (name: string) => boolean {
  const unnamed = new Set(
    rows.filter(({ tab, name }) => name === "" && tab.tab !== "report").map(({ tab }) => tab.tab),
  )
  return name => {
    const [kind = "", , slug] = name.split("/")
    const tab = isNamedTab(kind) ? kind : PUBLIC_KIND[kind]
    if (tab === undefined) return false
    return unnamed.has(tab) || !tabsOf(tabs, tab).some(each => isReadable(each) && isHome(each, slug))
  }
}

/** Titles of the tabs an office must have and the scan did not find, or could not tell the rows of. */
export function unreadableTabs(tabs: readonly SheetTab[], sections: readonly Section[]): string[] {
  const plain = NAMED_TABS.filter(key => key !== "report" && !tabsOf(tabs, key).some(isReadable))
  const reports = sections.filter(
    ({ slug }) => !tabsOf(tabs, "report").some(each => isReadable(each) && isHome(each, slug)),
  )
  return [...plain.map(key => tabOf(key).title), ...reports.map(({ name }) => reportTabTitle(name))]
}

const NAMED_TABS = Object.keys(NAMING_COLUMN).filter(isNamedTab)

function isReadable({ tab, columnIndexByKey }: SheetTab): boolean {
  return isNamedTab(tab) && columnIndexByKey.has(NAMING_COLUMN[tab])
}

function isHome({ tab, sectionSlug }: SheetTab, slug: string | undefined): boolean {
  return tab !== "report" || slug === undefined || sectionSlug === slug
}
