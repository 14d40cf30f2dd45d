/** Why no mail can be shown, in a sentence to act on. */
export class DigestError extends Error {
  override readonly name = "DigestError"
}
