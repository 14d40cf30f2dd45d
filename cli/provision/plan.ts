/** What an office asks for: the year's spreadsheet and what it begins with. */

import { reportTabTitle, TABS, type Tab } from "../../shared/columns.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { Section } from "../../shared/row/section.ts"
import type { SettingKey } from "../../shared/row/setting.ts"

/** A section with its people: only the first content of its row, which the planner edits afterwards. */
export type OfficeSection = Section & {
  readonly head?: string
  readonly accounts?: readonly string[]
  readonly addresses?: readonly string[]
  readonly headAddresses?: readonly string[]
}

export type OfficePlan = {
  /** The office as the Worker's configuration names it. With the year it marks the file, so that it is found again. */
  readonly office: string
  readonly fiscalYear: number
  /** The file's name when it is made; renamed freely afterwards. */
  readonly title: string
  readonly sections: readonly OfficeSection[]
  /** Over each setting's `initial`. */
  readonly settings: Readonly<Partial<Record<SettingKey, string>>>
  readonly holidays: readonly { readonly date: IsoDate; readonly name: string }[]
  /** The account that owns the file and runs the script. */
  readonly owner: string
  /** Decides whether a dated deputy may edit. */
  readonly today: IsoDate
  /** Known when the year was provisioned before; otherwise it is looked for, and made when there is none. */
  readonly spreadsheetId?: string
}

export const LOCALE = "th_TH"

/** A tab as it should be. `name` is the value of its metadata: a `TabKey`, or `report/<slug>`. */
export type WantedTab = {
  readonly name: string
  readonly tab: Tab
  readonly title: string
  readonly sectionSlug: string | undefined
}

/** Every tab in order, one report tab a section. */
export function wantedTabs(sections: readonly Section[]): WantedTab[] {
  return TABS.flatMap((tab): WantedTab[] => {
    if (tab.key !== "report") return [{ name: tab.key, tab, title: tab.title, sectionSlug: undefined }]
    return sections.map(({ slug, name }) => ({
      name: `report/${slug}`,
      tab,
      title: reportTabTitle(name),
      sectionSlug: slug,
    }))
  })
}
