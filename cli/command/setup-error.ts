/** Why an operator's command cannot go on, in a sentence that says what to do: Thai, then English. */
export class SetupError extends Error {
  override readonly name = "SetupError"
}
