/** Sections and editors of the sheet; those of the plan while the sheet has none: after that the planner decides. */

import { findSection, type Section } from "../../shared/row/section.ts"
import type { Accounts } from "../../shared/sheet/protection.ts"
import { type SheetTab, tabsOf } from "../../shared/sheet/sheet-tab.ts"
import { accountsOf as accountsInSheet } from "../../shared/table/editors.ts"
import { sectionsOf as sectionsInSheet } from "../../shared/table/table.ts"
import type { OfficePlan } from "./plan.ts"

export function sectionsOf(tabs: readonly SheetTab[], plan: OfficePlan): readonly Section[] {
  const typed = sectionsInSheet(tabs)
  return typed.length > 0 ? typed : plan.sections
}

/** Undefined while a section's accounts cannot be read: a typing slip must lock nobody out. */
export function accountsOf(tabs: readonly SheetTab[], plan: OfficePlan): Accounts | undefined {
  const hasSections = tabsOf(tabs, "section").some(tab => tab.rows.length > 0)
  return hasSections ? accountsInSheet({ tabs, owner: plan.owner, today: plan.today }) : plannedAccounts(plan)
}

function plannedAccounts({ owner, sections, settings }: OfficePlan): Accounts {
  const bySlug = new Map(sections.map(section => [section.slug, section.accounts ?? []]))
  const planner = findSection(settings.planner ?? "ฝ่ายปกครอง", sections)
  const director = settings.directorMail ? [settings.directorMail] : []
  return { owner, planner: bySlug.get(planner?.slug ?? "") ?? [], director, bySlug }
}
