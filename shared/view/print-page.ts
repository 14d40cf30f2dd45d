/** The plan as the official form of six columns, and its results, cut into sheets of paper. */

import * as z from "zod/mini"
import { type DigitStyle, withDigits } from "../date/thai-date.ts"
import { digitsOf, settingsOf } from "../due/timetable.ts"
import type { Cell } from "../print/cut.ts"
import { type Form, sheetsOf } from "../print/sheets.ts"
import type { YearRecord } from "../record/record.ts"
import { planForm, resultsForm } from "./forms.ts"
import { type AskedPage, beside, type PagePlace, pageOf, ROWS_PER_PAGE } from "./page-of.ts"
import { resultsOf } from "./results.ts"
import { pagingShape, placeShape, type YearView } from "./schema.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

const paragraphSchema = z.strictObject({ text: z.string(), strong: z.boolean() })

export const printPageSchema = z.strictObject({
  ...placeShape,
  ...pagingShape,
  title: z.string(),
  /** Under the title: the announcement. */
  lines: z.array(z.string()),
  /** Headers of the columns, and their hundredths of the sheet's width. */
  columns: z.array(z.strictObject({ header: z.string(), share: z.number() })),
  sheets: z.array(
    z.strictObject({
      rows: z.array(
        z.strictObject({
          /** It began on an earlier sheet. */
          continued: z.boolean(),
          cells: z.array(z.array(paragraphSchema)),
        }),
      ),
    }),
  ),
})

export type PrintPageView = z.input<typeof printPageSchema>

export type PrintedForm = "plan" | "results"

/** Undefined before the first accepted push. A long plan comes in parts; one past the end is the last. */
export function printPageView(
  record: YearRecord,
  form: PrintedForm,
  day: ViewDay,
  asked: AskedPage = { page: 1 },
): PrintPageView | undefined {
  const place = placeOf(record, day)
  const view = yearView(record, day)
  if (!place || !view) return undefined
  const digits = digitsOf(settingsOf(record))
  const { page, pages, total, filled } = partOf(view, form, digits, asked.page)
  const lines = [...filled.lines, ...partLine({ page, pages, total }, digits)]
  const { title, columns } = filled
  return {
    ...place,
    page,
    pages,
    ...beside({ page, pages }, `${printAddress(form, view.fiscalYear)}.json`, asked.past),
    title,
    lines,
    columns: columns.map(each => ({ ...each })),
    sheets: sheetsOf({ ...filled, lines }).map(({ rows }) => ({
      rows: rows.map(({ continued, cells }) => ({ continued, cells: cells.map(copied) })),
    })),
  }
}

/** The page of a form, without its query. */
export function printAddress(form: PrintedForm, fiscalYear: number): string {
  return form === "plan" ? `/${fiscalYear}/print` : `/${fiscalYear}/results/print`
}

type Part = PagePlace & { readonly filled: Form }

/** Cut measure by measure, so that no part waits for the sheets of those before it. */
function partOf(view: YearView, form: PrintedForm, digits: DigitStyle, asked: number): Part {
  if (form === "plan") {
    const { rows, ...place } = pageOf(view.measures, asked)
    return { ...place, filled: planForm(view, digits, rows) }
  }
  const { rows, ...place } = pageOf(resultsOf(view), asked)
  return { ...place, filled: resultsForm(view, digits, rows) }
}

/** Under the title, where there is more than one part: `ส่วนที่ ๒ จาก ๒๐ (มาตรการลำดับที่ ๕๑ ถึง ๑๐๐ จาก ๑๐๐๐)` */
function partLine({ page, pages, total }: PagePlace, digits: DigitStyle): string[] {
  if (pages === 1) return []
  const from = (page - 1) * ROWS_PER_PAGE + 1
  const to = Math.min(page * ROWS_PER_PAGE, total)
  return [withDigits(`ส่วนที่ ${page} จาก ${pages} (มาตรการลำดับที่ ${from} ถึง ${to} จาก ${total})`, digits)]
}

function copied(cell: Cell) {
  return cell.map(({ text, strong }) => ({ text, strong }))
}
