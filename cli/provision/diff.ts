/** What is, against what should be: every request that mends a year's spreadsheet, none when nothing is wrong. */

import type { TabKey } from "../../shared/columns.ts"
import { TIME_ZONE } from "../../shared/date/civil-date.ts"
import { findSection, type Section } from "../../shared/row/section.ts"
import { settingInForce } from "../../shared/row/setting.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { readMemory } from "../../shared/sheet/memory.ts"
import { type Accounts, protectionsOf } from "../../shared/sheet/protection.ts"
import { type ProtectionRequest, protectionRequests } from "../../shared/sheet/protection-requests.ts"
import { type SheetTab, tabsOf } from "../../shared/sheet/sheet-tab.ts"
import { asTaken, editorsOf, type TakenEditors } from "../../shared/sheet/taken-editors.ts"
import { sectionsOf as sectionsInSheet } from "../../shared/table/context.ts"
import { accountsOf as accountsInSheet, leadRowsOf } from "../../shared/table/editors.ts"
import { cellRequests } from "./cells.ts"
import { holidayContent, type SettingContent, sectionContent, settingContent } from "./content.ts"
import type { FoundSpreadsheet, Request } from "./found.ts"
import { headerRequests, markRequests, widthRequests } from "./headers.ts"
import { type PlacedTab, placeTabs } from "./place.ts"
import { LOCALE, type OfficePlan, wantedTabs } from "./plan.ts"
import { typedTab } from "./rows.ts"

export type Diff = {
  /** In the order they must be carried out, in one batch. */
  readonly requests: readonly Request[]
  /** In a batch of their own, after it: Google may not take an address in them. */
  readonly protections: readonly ProtectionRequest[]
  /** The same, once it is known what Google makes of some addresses. */
  readonly protectionsFor: (taken: TakenEditors) => readonly ProtectionRequest[]
  /** Who may edit something, by the protections that stand. */
  readonly editors: readonly string[]
  readonly tabs: readonly PlacedTab[]
  /** Who should be able to open the file; undefined while the sheet's accounts cannot be read. */
  readonly accounts: Accounts | undefined
  /** The sheet of each protection that stands, by its id. */
  readonly protectionTabs: ReadonlyMap<number, number>
}

export function diffSpreadsheet(found: FoundSpreadsheet, plan: OfficePlan): Diff {
  // Sections first: they decide which report tabs there are.
  const planned = placeTabs(found, wantedTabs(plan.sections))
  const sections = sectionsOf(planned.tabs.map(typedTab), plan)
  const { tabs, requests } = placeTabs(found, wantedTabs(sections))
  const typed = tabs.map(typedTab)
  const accounts = accountsOf(typed, plan)
  const settings = contentOf(tabs, "setting", tab => [settingContent(tab, plan)])
  const settingKeyByRow = settings[0]?.keyByRow ?? NO_SETTINGS
  const offered = { sections, measureNames: measureNames(tabs), settingKeyByRow }
  const current = found.sheets.flatMap(sheet => sheet.protectedRanges)
  const leadRows = leadRowsOf(typed, sections)
  const wanted = (by: Accounts) => protectionsOf({ layouts: tabs, leadRows, accounts: by })
  const protectionsFor = (taken: TakenEditors) =>
    accounts ? protectionRequests(current, wanted(asTaken(accounts, taken))) : []
  return {
    requests: [
      ...propertyRequests(found),
      ...requests,
      ...tabs.flatMap(tab => [
        ...headerRequests(tab),
        ...widthRequests(tab),
        ...cellRequests(tab, offered),
        ...markRequests(tab),
      ]),
      ...contentOf(tabs, "section", tab => sectionContent(tab, plan)),
      ...contentOf(tabs, "holiday", tab => holidayContent(tab, plan)),
      ...settings.flatMap(content => content.requests),
    ],
    protections: protectionsFor({}),
    protectionsFor,
    editors: editorsOf(current),
    tabs,
    accounts,
    protectionTabs: protectionTabsOf(found),
  }
}

function protectionTabsOf({ sheets }: FoundSpreadsheet): Diff["protectionTabs"] {
  const ids = sheets.flatMap(({ sheetId, protectedRanges }) =>
    protectedRanges.map(each => [each.protectedRangeId ?? -1, sheetId] as const),
  )
  return new Map(ids)
}

/** The whole column below its header, of the tab as it is called after these requests. */
function measureNames(tabs: readonly PlacedTab[]): string {
  const tab = tabs.find(each => each.tab === "measure")
  const column = tab?.columnIndexByKey.get("label")
  if (!tab || column === undefined) return ""
  const letters = `$${columnName(column)}`
  return `'${tab.wanted.title}'!${letters}$2:${letters}`
}

const NO_SETTINGS: SettingContent["keyByRow"] = new Map()

function propertyRequests({ locale, timeZone }: FoundSpreadsheet): Request[] {
  if (locale === LOCALE && timeZone === TIME_ZONE) return []
  const properties = { locale: LOCALE, timeZone: TIME_ZONE }
  return [{ updateSpreadsheetProperties: { properties, fields: "locale,timeZone" } }]
}

function contentOf<T>(
  tabs: readonly PlacedTab[],
  key: TabKey,
  content: (tab: PlacedTab) => readonly T[],
): T[] {
  return tabs.filter(tab => tab.tab === key).flatMap(content)
}

/** The sheet's sections; the plan's while the sheet has none: after that the planner decides. */
function sectionsOf(tabs: readonly SheetTab[], plan: OfficePlan): readonly Section[] {
  const typed = sectionsInSheet(tabs)
  return typed.length > 0 ? typed : plan.sections
}

/** Undefined while a section's accounts cannot be read: a typing slip must lock nobody out. */
function accountsOf(tabs: readonly SheetTab[], plan: OfficePlan): Accounts | undefined {
  const hasSections = tabsOf(tabs, "section").some(tab => tab.rows.length > 0)
  return hasSections
    ? accountsInSheet({ tabs, memory: readMemory(tabs), owner: plan.owner, today: plan.today })
    : plannedAccounts(plan)
}

function plannedAccounts({ owner, sections, settings }: OfficePlan): Accounts {
  const bySlug = new Map(sections.map(section => [section.slug, section.accounts ?? []]))
  const planner = findSection(settingInForce("planner", new Map(Object.entries(settings))), sections)
  const director = settings.directorMail ? [settings.directorMail] : []
  return { owner, planner: bySlug.get(planner?.slug ?? "") ?? [], director, bySlug }
}
