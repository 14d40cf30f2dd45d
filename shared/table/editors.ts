/** Who may edit, as the sheet itself says it: its sections' accounts, its planner, its director. */

import { columnOf } from "../columns.ts"
import { fiscalYearOf, type IsoDate } from "../date/civil-date.ts"
import { cleanText } from "../row/plain-text.ts"
import { findSection, type Section } from "../row/section.ts"
import { settingInForce } from "../row/setting.ts"
import { parseCell } from "../rules/cell.ts"
import type { Memory } from "../sheet/memory.ts"
import type { Accounts, LeadRow } from "../sheet/protection.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, textOf } from "../sheet/sheet-tab.ts"
import { sectionsOf, settingTexts } from "./context.ts"
import { identifySections } from "./sections.ts"

type EditorsInput = {
  readonly tabs: readonly SheetTab[]
  /** The account that owns the file. */
  readonly owner: string
  readonly memory: Memory
  /** Decides whether a dated deputy may edit. */
  readonly today: IsoDate
}

/**
 * Undefined while a section's accounts cannot be read, or its number is refused: a typing slip must lock nobody out, nor
 * let anyone into another section's tab.
 */
export function accountsOf({ tabs, owner, memory, today }: EditorsInput): Accounts | undefined {
  if (identifySections(linesOf(tabs, "section"), memory).some(({ doubts }) => doubts.length > 0))
    return undefined
  const bySlug = new Map<string, readonly string[]>()
  for (const line of linesOf(tabs, "section")) {
    if (textOf(line, "slug") === "") continue
    const accounts = lineAccounts(line, today)
    if (!accounts) return undefined
    bySlug.set(cleanText(textOf(line, "slug")), accounts)
  }
  if (bySlug.size === 0) return undefined
  const settings = settingTexts(tabs)
  const planner = findSection(
    settings.get("planner") ?? settingInForce("planner", settings),
    sectionsOf(tabs),
  )
  const director = settings.get("directorMail") ?? ""
  return {
    owner,
    planner: bySlug.get(planner?.slug ?? "") ?? [],
    director: director.split(/[,;\s]+/).filter(mail => mail !== ""),
    bySlug,
  }
}

/** The lines of `มาตรการ` that a section leads. */
export function leadRowsOf(tabs: readonly SheetTab[], sections: readonly Section[]): LeadRow[] {
  return linesOf(tabs, "measure").flatMap(line => {
    const lead = findSection(cleanText(textOf(line, "lead")), sections)
    return lead ? [{ row: line.index, slug: lead.slug }] : []
  })
}

/** A deputy edits through the last day named; one without a day, until the cell is emptied. */
function lineAccounts(line: SheetRow, today: IsoDate): readonly string[] | undefined {
  const context = {
    fiscalYear: fiscalYearOf(today),
    sections: [],
    holidays: new Set<IsoDate>(),
    measureIds: new Set<string>(),
  }
  const parsed = (key: string) => parseCell(columnOf("section", key), cellOf(line, key), context).value
  const [accounts, deputy, until] = [parsed("accounts"), parsed("deputy"), parsed("deputyUntil")]
  if (!Array.isArray(accounts) || !Array.isArray(deputy) || typeof until !== "string") return undefined
  return until === "" || until >= today ? [...accounts, ...deputy] : accounts
}
