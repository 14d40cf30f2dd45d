/**
 * What runs that hold no lock leave for the one that does, a script property each: one that all of them rewrite would lose
 * what another wrote meanwhile. Only the newest are kept, so that the properties stay under Google's limits whatever fails.
 */
import { scriptProperties } from "./properties.ts"

type Pending = readonly (readonly [key: string, text: string])[]

/** Leaves a text; of the same kind no more than `most` stay. */
export function leave(kind: string, text: string, most: number): void {
  const properties = scriptProperties()
  // The time first: the oldest sort first.
  properties.setProperty(`${kind}.${Date.now()}.${Utilities.getUuid()}`, text)
  for (const [key] of pendingOf(kind).slice(0, -most)) properties.deleteProperty(key)
}

/** The oldest first. */
export function pendingOf(kind: string): Pending {
  const all = Object.entries(scriptProperties().getProperties())
  return all.filter(([key]) => key.startsWith(`${kind}.`)).sort(([a], [b]) => (a < b ? -1 : 1))
}

export function forget(pending: Pending): void {
  const properties = scriptProperties()
  for (const [key] of pending) properties.deleteProperty(key)
}
