/** Each of these addresses read once and held against what it must answer. */
import { BOOK_COLUMNS, reportLine } from "../view/table-columns.ts"
import type { Address, Addresses } from "./addresses.ts"
import { all, type Door } from "./door.ts"
import type { Fault, Unproved } from "./fault.ts"
import { jsonAt, tableAt } from "./fetch-views.ts"
import { isSame } from "./shown.ts"
import { tableFaults } from "./views.ts"

export type Held = { readonly faults: readonly Fault[]; readonly unproved: ReadonlySet<Unproved> }

export async function holdAddresses(door: Door, given: readonly Addresses[]): Promise<Held> {
  const wanted = given.flatMap(({ addresses, most }) => addresses.slice(0, most))
  const faults = await all(door, wanted, each => faultsOf(door, each))
  const cut = given.filter(({ addresses, most }) => addresses.length > most)
  return { faults: faults.flat(), unproved: new Set(cut.map(({ beyond }) => beyond)) }
}

async function faultsOf(door: Door, address: Address): Promise<Fault[]> {
  const { path } = address
  if ("readings" in address) return jsonFaults(path, await jsonAt(door, path), address.readings)
  const lines = address.lines().map(reportLine)
  return tableFaults(path, BOOK_COLUMNS, lines, await tableAt(door, path))
}

/** Named by what of it is another. */
function jsonFaults(path: string, served: unknown, readings: readonly (() => unknown)[]): Fault[] {
  if (typeof served !== "object" || served === null) return [{ code: "viewUnread", place: path }]
  if (readings.some(make => isSame(make() ?? null, served))) return []
  const [must, is] = [fieldsOf(readings[0]?.()), fieldsOf(served)]
  const others = [...new Set([...must.keys(), ...is.keys()])].filter(
    key => !isSame(must.get(key) ?? null, is.get(key) ?? null),
  )
  const places = others.length === 0 ? [path] : others.map(key => `${path}#${key}`)
  return places.map(place => ({ code: "viewOther", place }))
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value ?? {}))
}
