/** Limits of script properties: 9 KB a value, 500 KB in all. */

const VALUE_BYTES = 9 * 1024
const TOTAL_BYTES = 500 * 1024

/** @throws Error in Google's words when a limit is passed; then nothing is set. */
export function setProperties(
  known: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const all = { ...known, ...values }
  if (Object.values(values).some(value => Buffer.byteLength(value) > VALUE_BYTES))
    throw new Error("Argument too large: value")
  const total = Object.entries(all).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0)
  if (total > TOTAL_BYTES)
    throw new Error(
      "You have exceeded the property storage quota. Please remove some properties and try again.",
    )
  return all
}
