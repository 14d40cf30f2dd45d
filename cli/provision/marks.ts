/** Conditional formats: a typed cell takes a colour when the `marks` column names it. */
import { markOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import type { FoundSheet, Request } from "./found.ts"
import { columnsAt, hexOf, rgbOf } from "./headers.ts"
import type { PlacedTab } from "./place.ts"

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

function wantedRules(tab: PlacedTab): Rule[] {
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

/** `=ISNUMBER(SEARCH("error:period;",$N2))` */
function markFormula(mark: string, marksIndex: number): string {
  return `=ISNUMBER(SEARCH("${mark}",$${columnName(marksIndex)}2))`
}

const OURS = /^=ISNUMBER\(SEARCH\("(?:error|ask):\w+;",/

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
  return JSON.stringify([ranges, formulaOf(rule), hexOf(rule.booleanRule?.format?.backgroundColor)])
}
