/** Printable ASCII and Thai with its marks in order: what nearly every text of an office is, with nothing to mend. */
export function isPlainText(text: string): boolean {
  return /^[\n -~\u0e01-\u0e39\u0e3b-\u0e5b]*$/.test(text) && !/[\u0e48-\u0e4b][\u0e38\u0e39]/.test(text)
}
