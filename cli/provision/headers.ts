/**
 * What a tab looks like, put back when people broke it: the header row, the widths, and the conditional formats by which a
 * typed cell takes a colour when the `marks` column names it, and a state the colours of its word.
 */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import { type Column, markOf } from "../../shared/columns.ts"
import type { ObligationState } from "../../shared/due/obligation.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { sheetCell } from "../../shared/sheet/read-sheet.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import type { CellData, FoundSheet, Request } from "./found.ts"
import type { PlacedTab } from "./place.ts"

const TYPED_FILL = "#e1f3ec"
const SCRIPT_FILL = "#f1f4f2"
const FIELDS = [
  "userEnteredValue",
  "note",
  "userEnteredFormat.textFormat.bold",
  "userEnteredFormat.backgroundColor",
  "userEnteredFormat.wrapStrategy",
  "userEnteredFormat.verticalAlignment",
].join()

export function headerRequests(tab: PlacedTab): Request[] {
  return columnsAt(tab)
    .filter(({ column, foundAt }) => !isHeader(tab.found?.rows[0]?.[foundAt], column))
    .map(({ column, at }) => ({
      updateCells: {
        start: { sheetId: tab.sheetId, rowIndex: 0, columnIndex: at },
        rows: [{ values: [headerCell(column)] }],
        fields: FIELDS,
      },
    }))
}

export function widthRequests(tab: PlacedTab): Request[] {
  return columnsAt(tab)
    .filter(({ column, foundAt }) => {
      const found = tab.found?.columns[foundAt]
      return found?.pixelSize !== column.width || (found.hiddenByUser ?? false) !== column.hidden
    })
    .map(({ column, at }) => ({
      updateDimensionProperties: {
        range: { sheetId: tab.sheetId, dimension: "COLUMNS", startIndex: at, endIndex: at + 1 },
        properties: { pixelSize: column.width, hiddenByUser: column.hidden },
        fields: "pixelSize,hiddenByUser",
      },
    }))
}

/** The tab's columns with their places, now and after these requests; -1 for one that is being made. */
export function columnsAt(tab: PlacedTab): { column: Column; at: number; foundAt: number }[] {
  return tab.wanted.tab.columns.flatMap(column => {
    const at = tab.columnIndexByKey.get(column.key)
    return at === undefined ? [] : [{ column, at, foundAt: tab.foundIndexByKey.get(column.key) ?? -1 }]
  })
}

function headerCell(column: Column): CellData {
  return {
    userEnteredValue: { stringValue: column.header },
    ...(column.help !== "" && { note: column.help }),
    userEnteredFormat: {
      textFormat: { bold: true },
      backgroundColor: rgbOf(fillOf(column)),
      wrapStrategy: "WRAP",
      verticalAlignment: "MIDDLE",
    },
  }
}

function isHeader(cell: CellData | undefined, column: Column): boolean {
  const format = cell?.userEnteredFormat
  return (
    sheetCell(cell).value === column.header &&
    (cell?.note ?? "") === column.help &&
    format?.textFormat?.bold === true &&
    hexOf(format.backgroundColor) === fillOf(column) &&
    format.wrapStrategy === "WRAP" &&
    format.verticalAlignment === "MIDDLE"
  )
}

function fillOf(column: Column): string {
  return column.by === "script" ? SCRIPT_FILL : TYPED_FILL
}

/** `#fde7e5` → red, green and blue from 0 to 1. */
function rgbOf(hex: string): sheets_v4.Schema$Color {
  const [red = 0, green = 0, blue = 0] = (hex.match(/[0-9a-f]{2}/g) ?? []).map(
    pair => Number.parseInt(pair, 16) / 255,
  )
  return { red, green, blue }
}

/** The nearest `#rrggbb`; a missing part is 0, as in Google's answers. */
function hexOf(colour: sheets_v4.Schema$Color | null | undefined): string | undefined {
  if (!colour) return undefined
  const parts = [colour.red, colour.green, colour.blue]
  return `#${parts
    .map(part =>
      Math.round((part ?? 0) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`
}

type Rule = FoundSheet["conditionalFormats"][number]

/** The first rule that matches wins, so errors come before questions. */
const FILLS = [
  ["error", "#fde7e5"],
  ["ask", "#fdf1d3"],
] as const

/** Ours are rewritten together when any differs; people's own keep their order behind them. */
export function markRequests(tab: PlacedTab): Request[] {
  const wanted = wantedRules(tab)
  const found = tab.found?.conditionalFormats ?? []
  const ours = found.flatMap((rule, index) => (isOurs(rule) ? [{ rule, index }] : []))
  const key = (rule: Rule) => ruleKey(rule, tab)
  if (ours.map(({ rule }) => key(rule)).join("\n") === wanted.map(key).join("\n")) return []
  return [
    ...ours.reverse().map(({ index }) => ({ deleteConditionalFormatRule: { sheetId: tab.sheetId, index } })),
    ...wanted.map((rule, index) => ({ addConditionalFormatRule: { rule, index } })),
  ]
}

/** Text and fill of each state, as on the pages; the word stands in the cell. Only what is overdue is a solid colour. */
const STATE_COLOURS: Readonly<Record<ObligationState, readonly [text: string, fill: string]>> = {
  overdue: ["#ffffff", "#a11d1a"],
  due: ["#663f00", "#fdf1d3"],
  unconfirmed: ["#663f00", "#fdf1d3"],
  reported: ["#472c85", "#f0eafb"],
  late: ["#174a78", "#e5f0fa"],
  done: ["#0a5747", "#e1f3ec"],
  scheduled: ["#47504c", "#ffffff"],
  beforeRecord: ["#47504c", "#f1f4f2"],
  withdrawn: ["#47504c", "#f1f4f2"],
}

function wantedRules(tab: PlacedTab): Rule[] {
  return [...stateRules(tab), ...typedRules(tab)]
}

function stateRules({ sheetId, columnIndexByKey }: PlacedTab): Rule[] {
  const at = columnIndexByKey.get("state")
  if (at === undefined) return []
  return (Object.keys(STATE_COLOURS) as ObligationState[]).map(state => {
    const [text, fill] = STATE_COLOURS[state]
    return {
      ranges: [{ sheetId, startRowIndex: 1, startColumnIndex: at, endColumnIndex: at + 1 }],
      booleanRule: {
        condition: {
          type: "CUSTOM_FORMULA",
          values: [{ userEnteredValue: markFormula(STATE_WORDS[state], at) }],
        },
        format: {
          backgroundColor: rgbOf(fill),
          textFormat: { foregroundColor: rgbOf(text), bold: state === "overdue" },
        },
      },
    }
  })
}

function typedRules(tab: PlacedTab): Rule[] {
  const marks = tab.columnIndexByKey.get("marks")
  if (marks === undefined) return []
  return FILLS.flatMap(([severity, fill]) =>
    columnsAt(tab)
      .filter(({ column }) => column.by !== "script")
      .map(({ column, at }) => ({
        ranges: [{ sheetId: tab.sheetId, startRowIndex: 1, startColumnIndex: at, endColumnIndex: at + 1 }],
        booleanRule: {
          condition: {
            type: "CUSTOM_FORMULA",
            values: [{ userEnteredValue: markFormula(markOf(severity, column.key), marks) }],
          },
          format: { backgroundColor: rgbOf(fill) },
        },
      })),
  )
}

/** `=ISNUMBER(SEARCH("error:period;",$N2))`, `=ISNUMBER(SEARCH("เกินกำหนด",$A2))` */
function markFormula(mark: string, marksIndex: number): string {
  return `=ISNUMBER(SEARCH("${mark}",$${columnName(marksIndex)}2))`
}

const OURS = new RegExp(
  `^=ISNUMBER\\(SEARCH\\("(?:(?:error|ask):\\w+;|${Object.values(STATE_WORDS).join("|")})",`,
)

function isOurs(rule: Rule): boolean {
  return OURS.test(formulaOf(rule))
}

function formulaOf(rule: Rule): string {
  return rule.booleanRule?.condition?.values?.[0]?.userEnteredValue ?? ""
}

/** Google may answer a bound at the sheet's edge, or none, for the same range. */
function ruleKey(rule: Rule, { rowCount }: PlacedTab): string {
  const ranges = (rule.ranges ?? []).map(range => [
    range.startRowIndex ?? 0,
    Math.min(range.endRowIndex ?? rowCount, rowCount),
    range.startColumnIndex ?? 0,
    range.endColumnIndex,
  ])
  const { backgroundColor, textFormat } = rule.booleanRule?.format ?? {}
  const look = [backgroundColor, textFormat?.foregroundColor].map(hexOf)
  return JSON.stringify([ranges, formulaOf(rule), ...look])
}
