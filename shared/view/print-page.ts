/** The plan as the official form of six columns, and its results, cut into sheets of paper. */
import { settingsOf } from "../due/timetable.ts"
import type { Cell } from "../print/cut.ts"
import { sheetsOf } from "../print/sheets.ts"
import type { YearRecord } from "../record.ts"
import type { DigitStyle } from "../thai-date.ts"
import { planForm } from "./plan-form.ts"
import { resultsForm } from "./results-form.ts"
import type { PrintPageView } from "./schema-print.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

export type PrintedForm = "plan" | "results"

/** Undefined before the first accepted push. */
export function printPageView(
  record: YearRecord,
  form: PrintedForm,
  day: ViewDay,
): PrintPageView | undefined {
  const place = placeOf(record, day)
  const view = yearView(record, day)
  if (!place || !view) return undefined
  const digits = digitsOf(record)
  const filled = form === "plan" ? planForm(view, digits) : resultsForm(view, digits)
  const { title, lines, columns } = filled
  return {
    ...place,
    title,
    lines: [...lines],
    columns: columns.map(each => ({ ...each })),
    sheets: sheetsOf(filled).map(({ rows }) => ({
      rows: rows.map(({ continued, cells }) => ({ continued, cells: cells.map(copied) })),
    })),
  }
}

/** The digits of titles, letters and paper, as the settings choose. */
export function digitsOf(record: YearRecord): DigitStyle {
  return settingsOf(record).get("digits") === "อารบิก" ? "ascii" : "thai"
}

function copied(cell: Cell) {
  return cell.map(({ text, strong }) => ({ text, strong }))
}
