/** Data validation: what a cell accepts. Only strict rules refuse; the others mark, as in Google's editor. */
import type { Cell } from "../model/model.ts"
import type { DataValidation } from "../wire/wire.ts"
import { formattedValue } from "./shown.ts"

export interface ValidationFault {
  /** The rule's own message, or none. */
  readonly inputMessage: string | undefined
  /** What would be accepted, where that is a list. */
  readonly choices: readonly string[] | undefined
}

/** What a strict rule of the cell holds against its value; a blank cell is always accepted. */
export function validationFault(cell: Cell): ValidationFault | undefined {
  const { validation, value } = cell
  if (!validation?.strict || !value) return undefined
  const choices = choicesOf(validation)
  if (choices ? choices.includes(formattedValue(cell)) : "boolValue" in value) return undefined
  return { inputMessage: validation.inputMessage, choices }
}

/** The choices of a dropdown; undefined for a box to tick. */
export function choicesOf({ condition }: DataValidation): readonly string[] | undefined {
  if (condition.type === "BOOLEAN") return undefined
  return (condition.values ?? []).map(value => value.userEnteredValue ?? "")
}
