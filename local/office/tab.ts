/** A tab as the office needs it: which column is which, and the texts of its cells. */
import {
  COLUMN_METADATA_KEY,
  type Column,
  TAB_METADATA_KEY,
  type TabKey,
  tabOf,
} from "../../shared/columns.ts"
import { datesIn } from "../../shared/date/dates-in.ts"
import type { Holidays } from "../../shared/date/working-day.ts"
import { SEVERITY_WORDS, type Severity } from "../../shared/row/problem.ts"
import type { Sheet, Spreadsheet } from "../google/model/model.ts"
import { formattedValue } from "../google/sheet/shown.ts"

export type OfficeTab = {
  readonly sheet: Sheet
  /** Undefined for a tab people made. */
  readonly key: TabKey | undefined
  /** The slug of a report tab's section. */
  readonly section: string | undefined
  /** By place; blank for a column people added. */
  readonly columnKeys: readonly string[]
}

export function tabOfSheet(spreadsheet: Spreadsheet, sheet: Sheet): OfficeTab {
  return { sheet, ...nameOf(spreadsheet, sheet), columnKeys: columnKeysOf(spreadsheet, sheet) }
}

function nameOf({ metadata }: Spreadsheet, { sheetId }: Sheet): Pick<OfficeTab, "key" | "section"> {
  const name = metadata.find(
    ({ metadataKey, location }) => metadataKey === TAB_METADATA_KEY && location.sheetId === sheetId,
  )?.metadataValue
  const [key, section] = name?.split("/") ?? []
  return { key: key as TabKey | undefined, section }
}

export function findTab(spreadsheet: Spreadsheet, title: string): OfficeTab | undefined {
  const sheet = spreadsheet.sheets.find(each => each.title === title)
  return sheet && tabOfSheet(spreadsheet, sheet)
}

export function tabByKey(spreadsheet: Spreadsheet, key: TabKey): OfficeTab | undefined {
  return tabsByKey(spreadsheet, key)[0]
}

/** Of report tabs there is one for each section. */
export function tabsByKey(spreadsheet: Spreadsheet, key: TabKey): OfficeTab[] {
  const sheets = spreadsheet.sheets.filter(sheet => nameOf(spreadsheet, sheet).key === key)
  return sheets.map(sheet => tabOfSheet(spreadsheet, sheet))
}

/** The column of `shared/columns.ts` that stands at a place. */
export function columnAt({ key, columnKeys }: OfficeTab, index: number): Column | undefined {
  return key && tabOf(key).columns.find(column => column.key === columnKeys[index])
}

/** The text of a cell by its column's key; blank when the tab has no such column. Row 0 is the header's. */
function textAt({ sheet, columnKeys }: OfficeTab, row: number, key: string): string {
  const column = columnKeys.indexOf(key)
  return column < 0 ? "" : formattedValue(sheet.rows[row]?.[column])
}

/** What a row is, wherever it stands: its id, or the key of a setting. Blank for a row that has neither yet. */
export function rowIdAt(tab: OfficeTab, row: number): string {
  return textAt(tab, row, tab.columnKeys.includes("id") ? "id" : "key")
}

/** The rows below the header as far as they hold anything, as texts by column key. */
export function rowsByKey({ sheet, columnKeys }: OfficeTab): Readonly<Record<string, string>>[] {
  return sheet.rows
    .slice(1, lastFilled(sheet) + 1)
    .map(row => Object.fromEntries(columnKeys.map((key, at) => [key, formattedValue(row[at])])))
}

/** Most rows of a tab are there to be typed in. */
function lastFilled({ rows }: Sheet): number {
  return Math.max(
    0,
    rows.findLastIndex(row => row.some(cell => cell?.value)),
  )
}

/** The days that the office's own list names. */
export function holidaysOf(spreadsheet: Spreadsheet): Holidays {
  const tab = tabByKey(spreadsheet, "holiday")
  return new Set((tab ? rowsByKey(tab) : []).flatMap(({ date = "" }) => datesIn(date).dates))
}

export type TabTable = {
  readonly tab: string
  readonly headers: readonly string[]
  readonly keys: readonly string[]
  /** From row 2 of the sheet on, each as long as the headers. */
  readonly rows: readonly (readonly string[])[]
}

export function tableOf({ sheet, columnKeys }: OfficeTab): TabTable {
  const [headerRow = [], ...below] = sheet.rows
  const width = Math.max(columnKeys.length, ...sheet.rows.map(row => row.length))
  const at = Array.from({ length: width }, (_, index) => index)
  return {
    tab: sheet.title,
    headers: at.map(index => formattedValue(headerRow[index])),
    keys: at.map(index => columnKeys[index] ?? ""),
    rows: below.slice(0, lastFilled(sheet)).map(row => at.map(index => formattedValue(row[index]))),
  }
}

function columnKeysOf({ metadata }: Spreadsheet, { sheetId, columnCount }: Sheet): string[] {
  const keys = Array.from({ length: columnCount }, () => "")
  for (const { metadataKey, metadataValue = "", location } of metadata) {
    const at = location.dimensionRange
    if (metadataKey !== COLUMN_METADATA_KEY || at?.sheetId !== sheetId || at.dimension !== "COLUMNS") continue
    if (at.startIndex !== undefined && at.startIndex < columnCount) keys[at.startIndex] = metadataValue
  }
  return keys
}

/** Of a row, read back from what the script wrote in its problems and marks columns. */
export type RowProblem = { readonly severity: Severity; readonly message: string }
/** A problem and the cell it is about, as far as the marks tell. */
type PlacedProblem = RowProblem & { readonly row: number; readonly column: number }

/** One line a problem; a line that begins with none of the words belongs to the one above it. */
export function parseProblems(text: string): RowProblem[] {
  const problems: RowProblem[] = []
  for (const line of text.split("\n")) {
    const severity = SEVERITIES.find(each => line.startsWith(`${SEVERITY_WORDS[each]}: `))
    const last = problems.at(-1)
    if (severity) problems.push({ severity, message: line.slice(SEVERITY_WORDS[severity].length + 2) })
    else if (last) problems[problems.length - 1] = { ...last, message: `${last.message}\n${line}` }
  }
  return problems
}

export function problemsOfRow(tab: OfficeTab, row: number): RowProblem[] {
  return parseProblems(textAt(tab, row, "problems"))
}

/** Every problem of a tab that asks something of a person, from top to bottom. Rows count from 0, the header's. */
export function placedProblems(tab: OfficeTab): PlacedProblem[] {
  return tab.sheet.rows.flatMap((_, row) => {
    if (row === 0 || textAt(tab, row, "problems") === "") return []
    const marks = marksOfRow(tab, row)
    return problemsOfRow(tab, row)
      .filter(({ severity }) => severity !== "fix")
      .map(problem => ({ ...problem, row, column: takeColumn(tab, marks, problem) }))
  })
}

/** `error:period;ask:lead;` by column index. */
export function markedColumns(tab: OfficeTab, row: number): Map<number, Severity> {
  const marked = new Map<number, Severity>()
  for (const { severity, column } of marksOfRow(tab, row))
    if (!marked.has(column)) marked.set(column, severity)
  return marked
}

type Mark = { readonly severity: Severity; readonly column: number }

const SEVERITIES: readonly Severity[] = ["error", "ask", "warn", "fix"]

function marksOfRow(tab: OfficeTab, row: number): Mark[] {
  return textAt(tab, row, "marks")
    .split(";")
    .flatMap(mark => {
      const [word, key = ""] = mark.split(":")
      const severity = SEVERITIES.find(each => each === word)
      const column = tab.columnKeys.indexOf(key)
      return severity && column >= 0 ? [{ severity, column }] : []
    })
}

/** The sentence names its column in quotes, or the marks of its severity stand in the order of the sentences. */
function takeColumn(tab: OfficeTab, marks: Mark[], { severity, message }: RowProblem): number {
  const same = marks.filter(mark => mark.severity === severity)
  const named = same.find(mark => message.includes(`“${columnAt(tab, mark.column)?.header ?? "\n"}”`))
  const taken = named ?? same[0]
  if (taken && same.length > 1) marks.splice(marks.indexOf(taken), 1)
  return taken?.column ?? Math.max(0, tab.columnKeys.indexOf("problems"))
}
