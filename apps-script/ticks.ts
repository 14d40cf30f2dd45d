/** What people ask for by a tick: an import filled into the plan's tabs, a vanished row put back, or said to be a new line. */
import { fillWrites, isImportTicked } from "../shared/import/fill.ts"
import { sameRowWrites } from "../shared/scan/same-row.ts"
import { restoreWrites, rowsAskedBack } from "../shared/scan/vanished.ts"
import { readMemory } from "../shared/sheet/memory.ts"
import type { SheetTab } from "../shared/sheet/sheet-tab.ts"
import { contextOf } from "../shared/table/context.ts"
import { withMeasureIds } from "../shared/table/references.ts"
import { writeSpreadsheet } from "./write.ts"

/** True when something was written: what was read before is stale. */
export function carryOutTicks(
  spreadsheetId: string,
  tabs: readonly SheetTab[],
  newId: (letter: string) => string,
): boolean {
  const context = isImportTicked(tabs) ? contextOf(tabs) : undefined
  const writes = [
    ...(context ? fillWrites({ ...context, tabs: withMeasureIds(tabs, readMemory(tabs)), newId }) : []),
    ...sameRowWrites(tabs),
    ...restoreWrites(tabs, rowsAskedBack(tabs, readMemory(tabs))),
  ]
  if (writes.length > 0) writeSpreadsheet({ spreadsheetId, tabs, writes })
  return writes.length > 0
}
