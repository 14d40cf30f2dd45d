/** A measure as the page of its year writes it: its line of the strip, and its row of the table. */
import { directorTitleOf } from "../../shared/due/timetable.ts"
import type { YearRecord } from "../../shared/record/record.ts"
import type { ViewDay } from "../../shared/view/year.ts"
import type { WriteRow, YearSheet } from "../../shared/view/year-sheet.ts"
import { stripRow } from "../../shared/view/year-strip.ts"
import type { Published } from "../publish/answer/published.ts"
import { pageHtml } from "./links.tsx"
import { measureColumns } from "./measure-table.tsx"
import { StripLine } from "./strip.tsx"
import { StackedRow } from "./table.tsx"

export function rowWriter(published: Published, { view }: YearSheet): WriteRow {
  const { today } = published.day
  const { fiscalYear } = view
  const columns = measureColumns({ view, today, director: directorTitleOf(published.record) })
  return row => {
    const { id, indicator, state } = row.measure
    const strip = stripRow(fiscalYear, row)
    const line = <StripLine row={strip} of={row} fiscalYear={fiscalYear} today={today} />
    return {
      ...{ id, indicator, state, marks: [...new Set(strip.periods.map(each => each.state))] },
      strip: pageHtml(line, published),
      table: pageHtml(<StackedRow columns={columns} row={row} id={id} />, published),
    }
  }
}

/** The same before any page is asked for: of the present, as which alone rows are kept. */
export function presentRowWriter(record: YearRecord, day: ViewDay, sheet: YearSheet): WriteRow {
  const { fiscalYear } = record
  const nowhere = { path: "", address: "", origin: "" }
  const present = { present: day.today, freshness: { isStale: false }, isCopy: false } as const
  return rowWriter({ record, day, years: [fiscalYear], ...present, ...nowhere }, sheet)
}
