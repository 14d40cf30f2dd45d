/** Why the office cannot start, in a sentence that says what to do: Thai, then English. */
export class StartError extends Error {
  override readonly name = "StartError"
}
