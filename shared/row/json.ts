/** What a door does before a schema judges: text that is no JSON is a value too, and one that no schema takes. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
