/** Who may edit what, from the sections' rows and the settings of the table. */

import { cleanText } from "../shared/cell.ts"
import type { IsoDate } from "../shared/civil-date.ts"
import type { Accounts, LeadRow } from "../shared/protection.ts"
import type { PrivateRowOf } from "../shared/row.ts"
import { findSection } from "../shared/section.ts"
import { textOf } from "../shared/table/sheet-tab.ts"
import type { Table, TableRow } from "../shared/table/table.ts"

/** Undefined while a section's accounts cannot be read. */
export function accountsOf(rows: readonly TableRow[], today: IsoDate): Accounts | undefined {
  const sections = rows.filter(row => row.tab.tab === "section")
  if (sections.length === 0 || sections.some(row => row.privateRow === undefined)) return undefined
  const bySlug = new Map<string, readonly string[]>()
  const planner = settingOf(rows, "planner")
  let plannerAccounts: readonly string[] = []
  for (const { row, privateRow } of sections) {
    if (row?.kind !== "section" || privateRow?.kind !== "contact") continue
    bySlug.set(row.slug, editorsOf(privateRow, today))
    if (row.name === planner) plannerAccounts = editorsOf(privateRow, today)
  }
  return {
    owner: Session.getEffectiveUser().getEmail(),
    planner: plannerAccounts,
    director: settingOf(rows, "directorMail")
      .split(",")
      .map(address => address.trim())
      .filter(address => address !== ""),
    bySlug,
  }
}

/** The lines of `มาตรการ` that a section leads. */
export function leadRowsOf({ rows, context }: Table): LeadRow[] {
  return rows
    .filter(row => row.tab.tab === "measure")
    .flatMap(({ line }) => {
      const lead = findSection(cleanText(textOf(line, "lead")), context.sections)
      return lead ? [{ row: line.index, slug: lead.slug }] : []
    })
}

/** A deputy edits through the last day named; one without a day, until the cell is emptied. */
function editorsOf(contact: PrivateRowOf<"contact">, today: IsoDate): string[] {
  const hasDeputy = contact.deputyUntil === "" || contact.deputyUntil >= today
  return [...contact.accounts, ...(hasDeputy ? contact.deputy : [])]
}

function settingOf(rows: readonly TableRow[], key: string): string {
  const found = rows.find(row => row.name === `setting/${key}`)
  const setting = found?.row ?? found?.privateRow
  return setting?.kind === "setting" || setting?.kind === "secret" ? setting.value : ""
}
