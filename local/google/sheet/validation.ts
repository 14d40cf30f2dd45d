/** Data validation: what a cell accepts. Only strict rules refuse; the others mark, as in Google's editor. */

import type { Cell, Sheet, Spreadsheet } from "../model/model.ts"
import type { Condition, DataValidation } from "../wire/wire.ts"
import { parseA1, rectOf } from "./range.ts"
import { formattedValue } from "./shown.ts"

export interface ValidationFault {
  /** The rule's own message, or none. */
  readonly inputMessage: string | undefined
  /** What would be accepted, where that is a list. */
  readonly choices: readonly string[] | undefined
}

/** What a strict rule of the cell holds against its value; a blank cell is always accepted. */
export function validationFault(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  cell: Cell,
): ValidationFault | undefined {
  const { validation } = cell
  if (!validation?.strict || !cell.value) return undefined
  const choices = choicesOf(spreadsheet, sheet, validation)
  if (accepts(cell, validation.condition, choices)) return undefined
  return { inputMessage: validation.inputMessage, choices }
}

/** The choices of a dropdown; undefined for other rules. */
export function choicesOf(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  { condition }: DataValidation,
): readonly string[] | undefined {
  const texts = (condition.values ?? []).map(value => value.userEnteredValue ?? "")
  if (condition.type === "ONE_OF_LIST") return texts
  if (condition.type !== "ONE_OF_RANGE") return undefined
  const reference = texts[0]?.replace(/^=/, "") ?? ""
  const { sheet: source, range } = parseA1(
    spreadsheet,
    reference.includes("!") ? reference : `${sheet.title}!${reference}`,
  )
  const rect = rectOf(range, source)
  const cells = source.rows.slice(rect.top, rect.bottom).flatMap(row => row.slice(rect.left, rect.right))
  return [...new Set(cells.map(formattedValue))].filter(text => text !== "")
}

function accepts(
  cell: Cell,
  { type, values = [] }: Condition,
  choices: readonly string[] | undefined,
): boolean {
  if (choices) return choices.includes(formattedValue(cell))
  const { value } = cell
  const number = value && "numberValue" in value ? value.numberValue : undefined
  const texts = values.map(item => item.userEnteredValue ?? "")
  if (type === "BOOLEAN")
    return texts.length === 0
      ? value !== undefined && "boolValue" in value
      : texts.includes(formattedValue(cell))
  if (type === "TEXT_CONTAINS") return formattedValue(cell).includes(texts[0] ?? "")
  if (type === "DATE_IS_VALID") return number !== undefined
  if (type.startsWith("NUMBER_"))
    return number !== undefined && acceptsNumber(type, number, texts.map(Number))
  // A custom formula is not computed here, so it cannot refuse.
  return true
}

function acceptsNumber(type: string, number: number, [low = 0, high = 0]: readonly number[]): boolean {
  switch (type) {
    case "NUMBER_GREATER":
      return number > low
    case "NUMBER_GREATER_THAN_EQ":
      return number >= low
    case "NUMBER_LESS":
      return number < low
    case "NUMBER_LESS_THAN_EQ":
      return number <= low
    case "NUMBER_EQ":
      return number === low
    case "NUMBER_BETWEEN":
      return number >= low && number <= high
    default:
      return true
  }
}
