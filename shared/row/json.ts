/** What a door does before a schema judges: text that is no JSON is a value too, and one that no schema takes. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

/** True for values of JSON that say the same: cheaper than a text of each, and most that are compared are the same. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [fields, others] = [one as Fields, other as Fields]
  const { hasOwnProperty: hasOwn } = Object.prototype
  const keys = Object.keys(fields)
  if (keys.length !== Object.keys(others).length) return false
  return keys.every(key => hasOwn.call(others, key) && isSameJson(fields[key], others[key]))
}
