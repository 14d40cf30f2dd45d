/**
 * Rules of cells. Conditional formats, as far as a grid needs them: the one shape that provisioning writes,
 * `=ISNUMBER(SEARCH("text",$N2))`; any other rule is refused when it is added, so that none is silently not shown. Data
 * validation: only strict rules refuse, the others mark, as in Google's editor.
 */
import type { Cell, CellFormat, Sheet, Spreadsheet } from "../model/model.ts"
import { notInSurface } from "../wire/errors.ts"
import type { ConditionalFormatRule, DataValidation, GridRange } from "../wire/wire.ts"
import { cellAt } from "./cells.ts"
import { columnIndex, contains, parseA1, rectOf } from "./range.ts"
import { formattedValue } from "./shown.ts"

/** Whether a condition holds for a cell; formulas are read as if written in the rule's top left cell. */
type Test = (sheet: Sheet, row: number, column: number, origin: GridRange) => boolean

/** The format that rules give a cell: of each property, the first rule's that has it. */
export function conditionalFormatter(sheet: Sheet): (row: number, column: number) => CellFormat | undefined {
  const rules = sheet.conditionalFormats.map(rule => ({ ...rule, test: testOf(rule) }))
  return (row, column) => {
    let format: CellFormat | undefined
    for (const { ranges, booleanRule, test } of rules) {
      const [origin] = ranges
      if (!origin || !ranges.some(range => contains(range, row, column))) continue
      if (test(sheet, row, column, origin)) format = { ...booleanRule.format, ...format }
    }
    return format
  }
}

/** @throws ApiError UNIMPLEMENTED for a rule that could not be shown */
export function checkShowable(rule: ConditionalFormatRule): void {
  testOf(rule)
}

const FORMULA = /^=ISNUMBER\(SEARCH\("((?:[^"]|"")*)",\s*(\$?)([A-Z]{1,3})(\$?)(\d+)\)\)$/

function testOf({ booleanRule: { condition } }: ConditionalFormatRule): Test {
  const formula = condition.values?.[0]?.userEnteredValue ?? condition.type
  const found = condition.type === "CUSTOM_FORMULA" && FORMULA.exec(formula)
  if (!found) throw notInSurface(`The conditional format ${formula}`)
  const [, text = "", columnFixed, letters = "", rowFixed, number] = found
  const wanted = text.replaceAll('""', '"').toLowerCase()
  return (sheet, row, column, origin) => {
    const across = columnFixed ? 0 : column - (origin.startColumnIndex ?? 0)
    const down = rowFixed ? 0 : row - (origin.startRowIndex ?? 0)
    const cell = cellAt(sheet, Number(number) - 1 + down, columnIndex(letters) + across)
    return formattedValue(cell).toLowerCase().includes(wanted)
  }
}

export interface ValidationFault {
  /** The rule's own message, or none. */
  readonly inputMessage: string | undefined
  /** What would be accepted, where that is a list. */
  readonly choices: readonly string[] | undefined
}

/** What a strict rule of the cell holds against its value; a blank cell is always accepted. */
export function validationFault(cell: Cell, spreadsheet: Spreadsheet): ValidationFault | undefined {
  const { validation, value } = cell
  if (!validation?.strict || !value) return undefined
  const choices = choicesOf(validation, spreadsheet)
  if (choices ? choices.includes(formattedValue(cell)) : "boolValue" in value) return undefined
  return { inputMessage: validation.inputMessage, choices }
}

/** The choices of a dropdown; undefined for a box to tick. */
export function choicesOf(
  { condition }: DataValidation,
  spreadsheet: Spreadsheet,
): readonly string[] | undefined {
  if (condition.type === "BOOLEAN") return undefined
  const values = (condition.values ?? []).map(value => value.userEnteredValue ?? "")
  return condition.type === "ONE_OF_RANGE" ? values.flatMap(range => textsIn(spreadsheet, range)) : values
}

/** What stands in a range, `='มาตรการ'!$O$2:$O`, each text once and no blank. */
function textsIn(spreadsheet: Spreadsheet, reference: string): string[] {
  const title = /^='?(.*?)'?!/.exec(reference)?.[1]?.replaceAll("''", "'")
  // At Google a reference follows a tab that is renamed; here it is empty until the tab has its title back.
  if (!spreadsheet.sheets.some(sheet => sheet.title === title)) return []
  const { sheet, range } = parseA1(spreadsheet, reference.slice(1))
  const { top, bottom, left, right } = rectOf(range, sheet)
  const texts = sheet.rows.slice(top, bottom).flatMap(row => row.slice(left, right).map(formattedValue))
  return [...new Set(texts)].filter(text => text !== "")
}
