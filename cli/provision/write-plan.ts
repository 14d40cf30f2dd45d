/** Fills an empty year with an imported plan. A year in which anything stands is refused: an import never overwrites. */
import { randomInt } from "node:crypto"
import type { ImportedPlan } from "../../shared/import/plan.ts"
import { PLAN_KINDS, type PlanKind, planLines } from "../../shared/import/plan-lines.ts"
import type { GoogleClients } from "../google.ts"
import { writeRows } from "./cell-writes.ts"
import { readSpreadsheet } from "./found.ts"
import { type PlacedTab, placeTabs } from "./place.ts"
import { wantedTabs } from "./plan.ts"
import { filledLines, typedTab } from "./typed.ts"

export type PlanWritten =
  | {
      readonly outcome: "written"
      readonly assessments: number
      readonly measures: number
      readonly duties: number
      /** The ids issued, by the import's own references. */
      readonly measureIdByRef: ReadonlyMap<string, string>
    }
  /** Titles of the tabs in which something stands. */
  | { readonly outcome: "notEmpty"; readonly tabs: readonly string[] }
  /** Tabs or columns are missing: provision the spreadsheet first. */
  | { readonly outcome: "notProvisioned" }

/** A fresh id's tail, 8 characters of [0-9a-z]. */
export type NewTail = () => string

export async function writePlan(
  { sheets }: Pick<GoogleClients, "sheets">,
  spreadsheetId: string,
  imported: ImportedPlan,
  newTail: NewTail = randomTail,
): Promise<PlanWritten> {
  const placement = placeTabs(await readSpreadsheet(sheets, spreadsheetId), wantedTabs([]))
  const tabs = placement.tabs.filter(tab => PLAN_KINDS.some(kind => kind === tab.tab))
  if (tabs.some(tab => tab.foundIndexByKey.size < tab.columnIndexByKey.size))
    return { outcome: "notProvisioned" }
  const filled = tabs.filter(tab => filledLines(typedTab(tab), tab.tab as PlanKind).length > 0)
  if (filled.length > 0) return { outcome: "notEmpty", tabs: filled.map(tab => tab.wanted.title) }
  const measureIdByRef = new Map(imported.measures.map(({ id }) => [id, `m-${newTail()}`]))
  const rowsByKind = planLines(imported, measureIdByRef, () => `d-${newTail()}`)
  const requests = tabs.flatMap((tab: PlacedTab) => writeRows(tab, 1, rowsByKind[tab.tab as PlanKind]))
  if (requests.length > 0)
    await sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: { requests },
      fields: "spreadsheetId",
    })
  const { assessment, measure, duty } = rowsByKind
  return {
    outcome: "written",
    assessments: assessment.length,
    measures: measure.length,
    duties: duty.length,
    measureIdByRef,
  }
}

function randomTail(): string {
  return Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("")
}
