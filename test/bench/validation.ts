/** Reading a table and finding its problems: what the script does on every edit, and what it plans to publish. */

import { TABS } from "../../shared/columns.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { parseCell } from "../../shared/rules/cell.ts"
import { planScan } from "../../shared/scan/scan.ts"
import { readTable } from "../../shared/table/table.ts"
import { scanInput } from "../shared/table/office-fixture.ts"
import { medianMs } from "./measure.ts"
import { planTabs } from "./plan-rows.ts"
import type { Figure, Growth, Subject } from "./subject.ts"

const SIZES = [10, 100, 1000, 10_000]

export const validation: Subject = {
  name: "validation",
  title: "Validation",
  run: () => ({ growths: [validate(), planning()], figures: [longCells()] }),
}

function validate(): Growth {
  const points = SIZES.map(size => {
    const input = scanInput(planTabs(size))
    return { size, value: medianMs(() => readTable(input)) }
  })
  return { what: "validate", unit: "ms", of: "measures", points, aim: { size: 1000, atMost: 50 } }
}

function planning(): Growth {
  const points = SIZES.map(size => {
    const input = scanInput(planTabs(size))
    return { size, value: medianMs(() => planScan(input)) }
  })
  return { what: "plan a scan of new rows, digests included", unit: "ms", of: "measures", points }
}

/** The slowest rule of any column on any cell of 50,000 characters that is hard on parsers. */
function longCells(): Figure {
  const context = {
    fiscalYear: 2566,
    sections: DISTRICT_SECTIONS,
    holidays: new Set<never>(),
    measureIds: new Set<string>(),
  }
  const texts = ["ก", "1", "๑ ", "ก็้่", "a@", "https://a.", "0-", "ฝ่าย,", "\ud800", "<p>"].map(piece =>
    piece.repeat(50_000 / piece.length),
  )
  let worst = { ms: 0, key: "" }
  for (const column of TABS.flatMap(tab => tab.columns)) {
    for (const value of texts) {
      const ms = medianMs(() => parseCell(column, { value, formula: false }, context), 3)
      if (ms > worst.ms) worst = { ms, key: column.key }
    }
  }
  return {
    what: `slowest cell of 50,000 characters (${worst.key})`,
    value: worst.ms,
    unit: "ms",
    aim: { atMost: 20 },
  }
}
