/** Fills an empty year with an imported plan. A year in which anything stands is refused: an import never overwrites. */
import { randomInt } from "node:crypto"
import { type ImportedPlan, PLAN_KINDS, type PlanKind } from "../../shared/import/model.ts"
import { type PlanLine, planLines } from "../../shared/import/plan.ts"
import { type SheetRow, textOf } from "../../shared/sheet/sheet-tab.ts"
import type { GoogleClients } from "../office/google-login.ts"
import { type Request, readTyped } from "./found.ts"
import { type PlacedTab, placeTabs } from "./place.ts"
import { wantedTabs } from "./plan.ts"
import { filledLines, typedTab, writeRows } from "./rows.ts"

export type PlanWritten =
  | {
      readonly outcome: "written"
      readonly assessments: number
      readonly measures: number
      readonly duties: number
    }
  /** The plan stands there already, line for line: an earlier run was killed after it wrote. */
  | { readonly outcome: "alreadyWritten" }
  /** Titles of the tabs in which something else stands. */
  | { readonly outcome: "notEmpty"; readonly tabs: readonly string[] }
  /** Tabs or columns are missing: provision the spreadsheet first. */
  | { readonly outcome: "notProvisioned" }

/** A fresh id's tail, 8 characters of [0-9a-z]. */
type NewTail = () => string

type Prepared =
  | (Extract<PlanWritten, { readonly outcome: "written" }> & { readonly requests: readonly Request[] })
  | Exclude<PlanWritten, { readonly outcome: "written" }>

export async function writePlan(
  clients: Pick<GoogleClients, "sheets">,
  spreadsheetId: string,
  imported: ImportedPlan,
  newTail: NewTail = randomTail,
): Promise<PlanWritten> {
  const prepared = await preparePlan(clients, spreadsheetId, imported, newTail)
  if (prepared.outcome !== "written") return prepared
  const { requests, ...written } = prepared
  if (requests.length > 0)
    await clients.sheets.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: { requests: [...requests] },
      fields: "spreadsheetId",
    })
  return written
}

/** What `writePlan` would do, writing nothing. */
export async function preparePlan(
  { sheets }: Pick<GoogleClients, "sheets">,
  spreadsheetId: string,
  imported: ImportedPlan,
  newTail: NewTail = randomTail,
): Promise<Prepared> {
  const placement = placeTabs(await readTyped(sheets, spreadsheetId), wantedTabs([]))
  const tabs = placement.tabs.filter(tab => PLAN_KINDS.some(kind => kind === tab.tab))
  if (tabs.some(tab => tab.foundIndexByKey.size < tab.columnIndexByKey.size))
    return { outcome: "notProvisioned" }
  const filled = tabs.filter(tab => linesOf(tab).length > 0)
  const measureIdByRef = new Map(imported.measures.map(({ id }) => [id, `m-${newTail()}`]))
  const rowsByKind = planLines(imported, measureIdByRef, () => `d-${newTail()}`)
  if (filled.length > 0 && tabs.every(tab => holds(tab, rowsByKind[tab.tab as PlanKind])))
    return { outcome: "alreadyWritten" }
  if (filled.length > 0) return { outcome: "notEmpty", tabs: filled.map(tab => tab.wanted.title) }
  const { assessment, measure, duty } = rowsByKind
  return {
    outcome: "written",
    assessments: assessment.length,
    measures: measure.length,
    duties: duty.length,
    requests: tabs.flatMap((tab: PlacedTab) => writeRows(tab, 1, rowsByKind[tab.tab as PlanKind])),
  }
}

function linesOf(tab: PlacedTab): SheetRow[] {
  return filledLines(typedTab(tab), tab.tab as PlanKind)
}

/** Ids aside, which are new with every import: the same lines in the same places. */
function holds(tab: PlacedTab, rows: readonly PlanLine[]): boolean {
  const lines = linesOf(tab)
  return (
    lines.length === rows.length &&
    rows.every((row, at) => {
      const line = lines[at]
      const { id: _id, measure, ...texts } = row
      // A measure's own text bears the key that in a duty names the measure by its id.
      const compared = tab.tab === "duty" || measure === undefined ? texts : { ...texts, measure }
      return (
        line?.index === at + 1 &&
        Object.entries(compared).every(([key, value]) => textOf(line, key) === String(value))
      )
    })
  )
}

function randomTail(): string {
  return Array.from({ length: 8 }, () => randomInt(36).toString(36)).join("")
}
