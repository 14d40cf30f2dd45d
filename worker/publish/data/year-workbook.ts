/** A year as one workbook, for people: measures, reports, the books of its duties, and what changed. */
import { parseIsoDate } from "../../../shared/date/civil-date.ts"
import { shortDate } from "../../../shared/date/thai-date.ts"
import { withKey } from "../../../shared/record/group.ts"
import {
  latestRevision,
  rowsOfKind,
  type ToldRecord,
  type YearRecord,
} from "../../../shared/record/record.ts"
import { changeLines } from "../../../shared/view/change-lines.ts"
import { firstLine } from "../../../shared/view/changed-row.ts"
import { bookAnswer } from "../../../shared/view/duty-book.ts"
import { linkText } from "../../../shared/view/link-text.ts"
import type { MeasureView, ReportView } from "../../../shared/view/schema.ts"
import {
  BOOK_COLUMNS,
  CHANGE_COLUMNS,
  columnWords,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  YES,
} from "../../../shared/view/table-columns.ts"
import { ANSWER_WORDS, STATE_WORDS } from "../../../shared/view/words.ts"
import { type ViewDay, yearView } from "../../../shared/view/year.ts"
import { MEASURES_SHEET } from "./catalog.ts"
import { type WorkbookCell, type WorkbookSheet, workbookBytes } from "./workbook.ts"

/** Undefined before the first accepted push. */
export function yearWorkbook(record: ToldRecord, day: ViewDay): Uint8Array<ArrayBuffer> | undefined {
  const view = yearView(record, day)
  const latest = latestRevision(record)
  if (!view || !latest) return undefined
  const sheets = [
    sheetOf(MEASURES_SHEET, "measure", MEASURE_COLUMNS, view.measures.map(measureCells)),
    sheetOf("รายงาน", "report", REPORT_COLUMNS, view.reports.map(reportCells)),
    sheetOf("รายงวดของงานที่ต้องรายงาน", "report", ["what", ...BOOK_COLUMNS], dutyLines(record, view.reports)),
    changeSheet(record),
  ]
  return workbookBytes(sheets, latest.acceptedAt)
}

/** A yes is a mark, and a no is nothing: some programs make formulas of truth values. */
type Cells<K extends string> = Readonly<Record<K, WorkbookCell | boolean>>

function sheetOf<K extends string>(
  name: string,
  tab: "measure" | "report" | undefined,
  keys: readonly K[],
  rows: readonly Cells<K>[],
): WorkbookSheet {
  const columns = keys.map(key => {
    const { title, width = 110 } = columnWords(tab, key)
    return { title, width: Math.round(width / PIXELS_A_DIGIT) }
  })
  return { name, columns, rows: rows.map(row => keys.map(key => markOf(row[key]))) }
}

function markOf(value: WorkbookCell | boolean): WorkbookCell {
  if (typeof value === "boolean") return value ? YES : null
  return value
}

const PIXELS_A_DIGIT = 7

function measureCells(measure: MeasureView): Cells<(typeof MEASURE_COLUMNS)[number]> {
  return {
    ...measure,
    partners: measure.partners.join("\n"),
    due: daysCell(measure.due),
    state: STATE_WORDS[measure.state],
  }
}

function reportCells(report: ReportView): Cells<(typeof REPORT_COLUMNS)[number]> {
  const { reportedAt, due, date, state, links } = report
  return {
    ...report,
    due: dayCell(due),
    date: dayCell(date),
    state: STATE_WORDS[state],
    linkStates: links.map(each => `${linkText(each, shortDate)} ${each.link}`).join("\n"),
    reportedAt: reportedAt && { instant: Date.parse(reportedAt) },
  }
}

/** The books of all duties in the order of the plan, each as `<year>/duties/<duty>.csv` has it: newest period first. */
function dutyLines(
  record: YearRecord,
  reports: readonly ReportView[],
): Cells<"what" | (typeof BOOK_COLUMNS)[number]>[] {
  const names = new Map(rowsOfKind(record, "duty").map(({ row }) => [row.id, firstLine(row.what)]))
  return [...names].flatMap(([id, what]) =>
    [...withKey(reports, "duty", id)]
      .sort((a, b) => (a.due < b.due ? 1 : a.due > b.due ? -1 : 0))
      .map(report => ({ ...reportCells(report), what, answer: ANSWER_WORDS[bookAnswer(report)] })),
  )
}

/** A history grows without end, and a workbook is read whole. */
const CHANGE_LINES = 2000

function changeSheet(record: ToldRecord): WorkbookSheet {
  const lines = changeLines(record)
  const sheet = sheetOf(
    "การเปลี่ยนแปลง",
    undefined,
    CHANGE_COLUMNS,
    lines
      .slice(0, CHANGE_LINES)
      .map(line => ({ ...line, acceptedAt: { instant: Date.parse(line.acceptedAt) } })),
  )
  const left = lines.length - CHANGE_LINES
  if (left <= 0) return sheet
  return { ...sheet, rows: [...sheet.rows, [`และก่อนหน้านี้อีก ${left} บรรทัด ดูได้ที่หน้า /changes`]] }
}

/** One day is a day; several are words, a line each. */
function daysCell(days: readonly string[]): WorkbookCell {
  const [first = "", ...others] = days
  if (others.length === 0) return dayCell(first)
  return days.map(text => wordsOfDay(text)).join("\n")
}

function wordsOfDay(text: string): string {
  const day = parseIsoDate(text)
  return day ? shortDate(day) : text
}

function dayCell(text: string): WorkbookCell {
  const day = parseIsoDate(text)
  return day ? { day } : text
}
