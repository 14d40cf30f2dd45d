/**
 * Conditional formats, as far as a grid needs them. A formula has one of three simple shapes over one cell; any other
 * rule is refused when it is added, so that none is silently not shown.
 */

import type { CellFormat, Sheet } from "../model/model.ts"
import { notInSurface } from "../wire/errors.ts"
import type { Condition, ConditionalFormatRule, GridRange } from "../wire/wire.ts"
import { cellAt } from "./cells.ts"
import { columnIndex, contains } from "./range.ts"
import { formattedValue } from "./shown.ts"

/** Whether a condition holds for a cell; formulas are read as if written in the rule's top left cell. */
type Test = (sheet: Sheet, row: number, column: number, origin: GridRange) => boolean

const TESTS: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
  BLANK: text => text === "",
  NOT_BLANK: text => text !== "",
  TEXT_EQ: (text, wanted) => text === wanted,
  TEXT_CONTAINS: (text, wanted) => text.includes(wanted),
  TEXT_NOT_CONTAINS: (text, wanted) => !text.includes(wanted),
  TEXT_STARTS_WITH: (text, wanted) => text.startsWith(wanted),
}

/** The format that rules give a cell: of each property, the first rule's that has it. */
export function conditionalFormatter(sheet: Sheet): (row: number, column: number) => CellFormat | undefined {
  const rules = sheet.conditionalFormats.map(rule => ({ ...rule, test: testOf(rule) }))
  return (row, column) => {
    let format: CellFormat | undefined
    for (const { ranges, booleanRule, test } of rules) {
      const [origin] = ranges
      if (!origin || !ranges.some(range => contains(range, row, column))) continue
      if (test(sheet, row, column, origin)) format = { ...booleanRule?.format, ...format }
    }
    return format
  }
}

/** @throws ApiError UNIMPLEMENTED for a rule that could not be shown */
export function checkShowable(rule: ConditionalFormatRule): void {
  testOf(rule)
}

function testOf({ booleanRule }: ConditionalFormatRule): Test {
  if (!booleanRule) throw notInSurface("A gradient rule")
  const { condition } = booleanRule
  const wanted = condition.values?.[0]?.userEnteredValue ?? ""
  if (condition.type === "CUSTOM_FORMULA") return formulaTest(wanted)
  return cellTest(condition, wanted)
}

function cellTest({ type }: Condition, wanted: string): Test {
  const holds = TESTS[type]
  if (!holds) throw notInSurface(`The condition ${type} of a conditional format`)
  return (sheet, row, column) => holds(formattedValue(cellAt(sheet, row, column)), wanted)
}

const REFERENCE = String.raw`(\$?)([A-Z]{1,3})(\$?)(\d+)`
const TEXT = `"((?:[^"]|"")*)"`
const SHAPES: readonly {
  readonly shape: RegExp
  readonly holds: (text: string, wanted: string) => boolean
}[] = [
  { shape: new RegExp(`^=${REFERENCE}\\s*=\\s*${TEXT}$`), holds: (text, wanted) => text === wanted },
  {
    shape: new RegExp(`^=REGEXMATCH\\(${REFERENCE},\\s*${TEXT}\\)$`, "i"),
    holds: (text, wanted) => new RegExp(wanted, "u").test(text),
  },
  {
    shape: new RegExp(`^=ISNUMBER\\(SEARCH\\(${TEXT},\\s*${REFERENCE}\\)\\)$`, "i"),
    holds: (text, wanted) => text.toLowerCase().includes(wanted.toLowerCase()),
  },
]

function formulaTest(formula: string): Test {
  for (const [index, { shape, holds }] of SHAPES.entries()) {
    const found = shape.exec(formula.trim())
    if (!found) continue
    const parts = found.slice(1)
    const quoted = (index === 2 ? parts.shift() : parts.pop()) ?? ""
    const [columnFixed, letters = "", rowFixed, number] = parts
    const wanted = quoted.replaceAll('""', '"')
    return (sheet, row, column, origin) => {
      const across = columnFixed ? 0 : column - (origin.startColumnIndex ?? 0)
      const down = rowFixed ? 0 : row - (origin.startRowIndex ?? 0)
      return holds(
        formattedValue(cellAt(sheet, Number(number) - 1 + down, columnIndex(letters) + across)),
        wanted,
      )
    }
  }
  throw notInSurface(`The conditional format ${formula}`)
}
