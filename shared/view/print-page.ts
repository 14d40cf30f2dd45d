/** The plan as the official form of six columns, and its results, cut into sheets of paper. */

import * as z from "zod/mini"
import { type DigitStyle, withDigits } from "../date/thai-date.ts"
import { digitsOf, directorTitleOf, settingsOf } from "../due/timetable.ts"
import type { Cell } from "../print/cut.ts"
import { type Form, sheetsOf } from "../print/sheets.ts"
import { announcedRecord } from "../record/announced.ts"
import type { YearRecord } from "../record/record.ts"
import { planForm, resultsForm, type Style } from "./forms.ts"
import { type AskedPage, beside, type PagePlace, pageOf, ROWS_PER_PAGE } from "./page-of.ts"
import { changesForm, markedRows, planChangeSchema, planChanges } from "./plan-changes.ts"
import { resultsOf } from "./results.ts"
import { type MeasureView, pagingShape, placeShape, type YearView } from "./schema.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

const paragraphSchema = z.strictObject({ text: z.string(), strong: z.boolean() })

const sheetsShape = {
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
}

export const printPageSchema = z.strictObject({
  ...placeShape,
  ...pagingShape,
  title: z.string(),
  /** Under the title: the announcement. */
  lines: z.array(z.string()),
  /** `announced`: every row as it was first accepted with the announcement. */
  edition: z.enum(["announced", "current"]),
  ...sheetsShape,
  /** Of the current plan, what changed since the announcement in the measures of this page. */
  changes: z.array(planChangeSchema),
  /** The same as a form of its own, which follows; null where nothing changed. */
  changesForm: z.nullable(z.strictObject({ title: z.string(), ...sheetsShape })),
})

export type PrintPageView = z.input<typeof printPageSchema>

/** The plan as it stands or as it was announced; its results. */
export type PrintedForm = "plan" | "announced" | "results"

/** Undefined before the first accepted push. A long plan comes in parts; one past the end is the last. */
export function printPageView(
  known: YearRecord,
  form: PrintedForm,
  day: ViewDay,
  asked: AskedPage = { page: 1 },
): PrintPageView | undefined {
  const announced = announcedRecord(known)
  const record = form === "announced" ? announced : known
  const place = placeOf(record, day)
  const view = yearView(record, day)
  if (!place || !view) return undefined
  const digits = digitsOf(settingsOf(record))
  const { page, pages, total, measures, filled } = partOf(
    view,
    form,
    { digits, director: directorTitleOf(record) },
    asked.page,
  )
  const changes = form === "plan" ? planChanges(announced, known, measures) : []
  const edition = form === "results" ? [] : [editionLine(form, changes.length, digits)]
  const lines = [...filled.lines, ...edition, ...partLine({ page, pages, total }, digits)]
  const rows = form === "plan" ? markedRows(filled.rows, measures, changes) : filled.rows
  const list = changesForm(changes, digits)
  return {
    ...place,
    page,
    pages,
    ...beside({ page, pages }, printAddress(form, view.fiscalYear, ".json"), asked.past),
    title: filled.title,
    lines,
    edition: form === "announced" ? "announced" : "current",
    ...cutForm({ ...filled, lines, rows }),
    changes,
    changesForm: changes.length === 0 ? null : { title: list.title, ...cutForm(list) },
  }
}

function cutForm(form: Form) {
  return {
    columns: form.columns.map(each => ({ ...each })),
    sheets: sheetsOf(form).map(({ rows }) => ({
      rows: rows.map(({ continued, cells }) => ({ continued, cells: cells.map(copied) })),
    })),
  }
}

/** Under the title: which of the two plans this is. */
function editionLine(form: "plan" | "announced", changes: number, digits: DigitStyle): string {
  if (form === "announced") return "ฉบับตามประกาศ"
  if (changes === 0) return "ฉบับปัจจุบัน ไม่มีรายการที่เปลี่ยนจากฉบับตามประกาศ"
  return withDigits(`ฉบับปัจจุบัน เปลี่ยนจากฉบับตามประกาศ ${changes} แห่ง ดูรายการท้ายแบบ`, digits)
}

/** The page of a form; its twin with the ending `.json`. */
export function printAddress(form: PrintedForm, fiscalYear: number, ending = ""): string {
  const path = form === "results" ? `/${fiscalYear}/results/print` : `/${fiscalYear}/print`
  return `${path}${ending}${form === "announced" ? "?as=announced" : ""}`
}

type Part = PagePlace & { readonly filled: Form; readonly measures: readonly MeasureView[] }

/** Cut measure by measure, so that no part waits for the sheets of those before it. */
function partOf(view: YearView, form: PrintedForm, style: Style, asked: number): Part {
  if (form !== "results") {
    const { rows, ...place } = pageOf(view.measures, asked)
    return { ...place, measures: rows, filled: planForm(view, style, rows) }
  }
  const { rows, ...place } = pageOf(resultsOf(view), asked)
  return { ...place, measures: [], filled: resultsForm(view, style, rows) }
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
