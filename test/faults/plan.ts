/** A plan as the sheet would push it: through the importer and the sheet's own rules, every question answered. */
import { existsSync, readFileSync } from "node:fs"
import { SAMPLE_HOLIDAYS } from "../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../local/sample/plan-2566.ts"
import { refsAsIds } from "../../shared/import/check-table.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { planLines } from "../../shared/import/plan.ts"
import type { Row } from "../../shared/row/row.ts"
import { EMPTY_MEMORY } from "../../shared/sheet/memory.ts"
import { readTable } from "../../shared/table/table.ts"
import { sectionRows, settingRows } from "../shared/due/fixture.ts"
import { imported, textSource } from "../shared/import/source.ts"
import { countingIds, officeTabs, SALT_KEY, tabFrom } from "../shared/table/office-fixture.ts"

const PUBLISHED = new URL("../../../shared/data/phasi-charoen-2566.txt", import.meta.url)

/** The sample always; the published plan where this copy of the project stands beside it. */
export function plans(): (readonly [string, readonly Row[]])[] {
  const published = existsSync(PUBLISHED) ? imported(textSource(readFileSync(PUBLISHED, "utf8"))) : undefined
  return [
    ["the sample plan", rowsOfPlan(SAMPLE_PLAN)],
    ...(published ? [["the published plan", rowsOfPlan(published)] as const] : []),
  ]
}

function rowsOfPlan(plan: ImportedPlan): Row[] {
  const newId = countingIds()
  const lines = planLines(plan, refsAsIds(plan.measures), () => newId("d"))
  const tabs = officeTabs([
    tabFrom("measure", lines.measure),
    tabFrom("duty", lines.duty),
    tabFrom("assessment", lines.assessment),
  ])
  const table = readTable({
    tabs,
    memory: EMPTY_MEMORY,
    saltKey: SALT_KEY,
    newId,
  })
  const planned = (table?.rows ?? []).flatMap(({ row }) =>
    row?.kind === "measure" || row?.kind === "duty" ? [{ ...row, asks: "confirmed" } as const] : [],
  )
  const holidays = SAMPLE_HOLIDAYS.map(each => ({ kind: "holiday", ...each }) as const)
  return [...sectionRows(), ...settingRows(), ...holidays, ...planned]
}
