/** Google's field masks: `sheets(properties/title,data.rowData)`, for choosing what to read and what to update. */
import { invalid } from "./errors.ts"

/** True takes everything below. */
export type Mask = true | ReadonlyMap<string, Mask>
type Open = Map<string, Mask>

/** Parses `a,b/c,d.e,f(g,h)`; `*` takes everything. @throws ApiError INVALID_ARGUMENT */
export function parseMask(text: string): Mask {
  if (text === "")
    throw invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
  const tokens = text.match(/[A-Za-z]\w*|[*,()/.]/g) ?? []
  // A space is part of a name to Sheets, which then knows no such field; Drive leaves it out.
  if (tokens.join("") !== text) throw invalid(`Invalid field: ${text}`)
  const root: Open = new Map()
  if (parseList(tokens, 0, root, text) < tokens.length) throw invalid(`Invalid field: ${text}`)
  return root.get("*") ?? root
}

function parseList(tokens: readonly string[], from: number, into: Open, text: string): number {
  let at = parsePath(tokens, from, into, text)
  while (tokens[at] === ",") at = parsePath(tokens, at + 1, into, text)
  if (at < tokens.length && tokens[at] !== ")") throw invalid(`Invalid field: ${text}`)
  return at
}

function parsePath(tokens: readonly string[], from: number, into: Open, text: string): number {
  const name = tokens[from]
  if (name === undefined || !/^[\w*]+$/.test(name)) throw invalid(`Invalid field: ${text}`)
  const next = tokens[from + 1]
  if (next === "/" || next === ".") return parsePath(tokens, from + 2, below(into, name), text)
  if (next !== "(") {
    into.set(name, true)
    return from + 1
  }
  const end = parseList(tokens, from + 2, below(into, name), text)
  if (tokens[end] !== ")") throw invalid(`Invalid field: ${text}`)
  return end + 1
}

function below(into: Open, name: string): Open {
  const found = into.get(name)
  if (found === true) return new Map()
  const open = new Map(found)
  into.set(name, open)
  return open
}

/** The mask for one field, or undefined when the field is not chosen. */
export function maskFor(mask: Mask | undefined, field: string): Mask | undefined {
  if (mask === undefined || mask === true) return mask
  const found = mask.get(field) ?? mask.get("*")
  return found instanceof Map && found.has("*") ? true : found
}

/** A misspelt field is refused, as Google does, rather than answered with nothing. */
export function checkFields(mask: Mask | undefined, fields: readonly string[], of = ""): void {
  if (mask === undefined || mask === true) return
  for (const field of mask.keys())
    if (field !== "*" && !fields.includes(field)) throw invalid(`Invalid field: ${of}${field}`)
}

/** The chosen part of a JSON value; lists are passed through. */
export function project(value: unknown, mask: Mask | undefined): unknown {
  if (mask === true || value === undefined) return value
  if (mask === undefined) return undefined
  if (Array.isArray(value)) return value.map(item => project(item, mask))
  if (typeof value !== "object" || value === null) return value
  const chosen: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const part = project(item, maskFor(mask, key))
    if (part !== undefined) chosen[key] = part
  }
  return chosen
}

/** `target` with the masked fields of `source`; a masked field that `source` lacks is removed. */
export function merge<T extends object>(target: T, source: Partial<T>, mask: Mask): T {
  if (mask === true) return { ...source } as T
  const merged = { ...target } as Record<string, unknown>
  for (const [field, deeper] of mask) {
    const from: unknown = Reflect.get(source, field)
    const into = merged[field]
    const value =
      deeper === true ? from : merge(isObject(into) ? into : {}, isObject(from) ? from : {}, deeper)
    if (value === undefined || (isObject(value) && deeper !== true && Object.keys(value).length === 0))
      delete merged[field]
    else merged[field] = value
  }
  return merged as T
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
