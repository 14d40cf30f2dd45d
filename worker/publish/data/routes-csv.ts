/** The record as spreadsheets: the JSON's keys as headers, list items parted by line feeds. */
import { stringify } from "csv-stringify/browser/esm/sync"
import { type Context, Hono } from "hono"
import { bookLines, dutyBookView } from "../../../shared/view/duty-book.ts"
import type { YearView } from "../../../shared/view/schema.ts"
import { yearView } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { dutyMissing, parseYear, yearMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { publish } from "../answer/published.ts"

export const csvRoutes = new Hono<AppEnv>()

const CSV_TYPE = "text/csv; charset=utf-8; header=present"

export const MEASURE_COLUMNS = [
  "id",
  "indicator",
  "issue",
  "measure",
  "monitoring",
  "period",
  "responsible",
  "lead",
  "partners",
  "status",
  "reason",
  "due",
  "understood",
  "state",
  "confirmed",
  "doubted",
  "held",
  "withdrawn",
  "vanished",
] as const satisfies readonly (keyof YearView["measures"][number])[]

export const REPORT_COLUMNS = [
  "id",
  "duty",
  "measure",
  "section",
  "occurrence",
  "due",
  "state",
  "date",
  "result",
  "evidence",
  "nothingToReport",
  "by",
  "reportedAt",
  "held",
  "vanished",
] as const satisfies readonly (keyof YearView["reports"][number])[]

/** Of a duty's book, a line for each section and period. */
export const BOOK_COLUMNS = [
  "occurrence",
  "due",
  "section",
  "answer",
  "state",
  "date",
  "result",
  "evidence",
  "nothingToReport",
  "by",
  "reportedAt",
  "held",
  "vanished",
] as const

csvRoutes.get("/:year/measures.csv", c =>
  csv(c, c.req.param("year"), view => csvText(MEASURE_COLUMNS, view.measures)),
)
csvRoutes.get("/:year/reports.csv", c =>
  csv(c, c.req.param("year"), view => csvText(REPORT_COLUMNS, view.reports)),
)

csvRoutes.get("/:year{[0-9]+}/duties/:book{.+\\.csv}", async c => {
  const { year, book } = c.req.param()
  const id = book.slice(0, -".csv".length)
  const found = await publish(c, parseYear(year), {
    contentType: CSV_TYPE,
    render: ({ record, day }) => {
      const view = dutyBookView(record, id, day)
      return view && csvText(BOOK_COLUMNS, bookLines(view))
    },
  })
  return found ?? notFound(c, dutyMissing(id, year))
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

type Cell = string | number | boolean | null | readonly string[]

/**
 * With a byte order mark, for Excel; a text that a spreadsheet would run as a formula gets an apostrophe before it. A
 * cell with any line ending is quoted (RFC 4180 §2): many readers end a record at a bare line feed too.
 */
export function csvText<K extends string>(
  columns: readonly K[],
  rows: readonly Readonly<Record<K, Cell>>[],
): string {
  return stringify(
    rows.map(row => columns.map(key => cellText(row[key]))),
    {
      header: true,
      columns: [...columns],
      bom: true,
      escape_formulas: true,
      record_delimiter: "windows",
      quote_record_delimiter: true,
    },
  )
}

function cellText(cell: Cell): string {
  if (cell === null) return ""
  if (typeof cell === "object") return cell.join("\n")
  return String(cell)
}
