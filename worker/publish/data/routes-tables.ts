/** The record as tables: CSV for programs, a workbook for people. */
import { type Context, Hono } from "hono"
import type { ToldRecord } from "../../../shared/record/record.ts"
import { bookLines, dutyBookView } from "../../../shared/view/duty-book.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import {
  BOOK_COLUMNS,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  reportLine,
} from "../../../shared/view/table-columns.ts"
import { yearView } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { dutyMissing, parseYear, yearMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { itsWholeStory, type Published, publish, publishYear } from "../answer/published.ts"
import { WORKBOOK_TYPE } from "./catalog.ts"
import { csvText } from "./csv-text.ts"
import { yearWorkbook } from "./year-workbook.ts"

export const tableRoutes = new Hono<AppEnv>()

const CSV_TYPE = "text/csv; charset=utf-8; header=present"

tableRoutes.get("/:year/measures.csv", c =>
  csv(c, c.req.param("year"), view => csvText(MEASURE_COLUMNS, view.measures)),
)
tableRoutes.get("/:year/reports.csv", c =>
  csv(c, c.req.param("year"), view => csvText(REPORT_COLUMNS, view.reports.map(reportLine))),
)

tableRoutes.get("/:year{[0-9]+}/duties/:book{.+\\.csv}", async c => {
  const { year, book } = c.req.param()
  const id = book.slice(0, -".csv".length)
  const found = await publish(c, parseYear(year), {
    contentType: CSV_TYPE,
    render: ({ record, day }) => {
      const view = dutyBookView(record, id, day)
      return view && csvText(BOOK_COLUMNS, bookLines(view).map(reportLine))
    },
  })
  return found ?? notFound(c, dutyMissing(id, year))
})

tableRoutes.get("/:book{[0-9]+\\.xlsx}", async c => {
  const year = c.req.param("book").slice(0, -".xlsx".length)
  const render = ({ record, day }: Published<ToldRecord>) => yearWorkbook(record, day)
  const found = await publishYear(c, parseYear(year), itsWholeStory, { contentType: WORKBOOK_TYPE, render })
  return found ?? notFound(c, yearMissing(year))
})

async function csv(c: Context<AppEnv>, year: string, render: (view: YearView) => string): Promise<Response> {
  const found = await publish(c, parseYear(year), {
    contentType: CSV_TYPE,
    render: ({ record, day }) => {
      const view = yearView(record, day)
      return view && render(view)
    },
  })
  return found ?? notFound(c, yearMissing(year))
}
