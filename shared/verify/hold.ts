/** Each of these addresses read once and held against what it must answer. */
import { parseJson } from "../row/json.ts"
import { BOOK_COLUMNS, reportLine } from "../view/table-columns.ts"
import type { Address, Addresses } from "./addresses.ts"
import { all, type Door, textAt } from "./door.ts"
import type { Fault, Unproved } from "./fault.ts"
import { tableAt } from "./fetch-views.ts"
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
  const { path, twin } = address
  const paths = twin === undefined ? [path] : [path, twin]
  if ("readings" in address) return jsonFaults(door, paths, address.readings)
  const lines = address.lines().map(reportLine)
  return tableFaults(path, BOOK_COLUMNS, lines, await tableAt(door, path))
}

/** What must be said is made once for all its paths, and dropped: of a long year it is much. */
async function jsonFaults(
  door: Door,
  paths: readonly string[],
  readings: readonly (() => unknown)[],
): Promise<Fault[]> {
  const served: { readonly path: string; readonly text: string }[] = []
  for (const path of paths) served.push({ path, text: (await textAt(door, path)) ?? "" })
  let [left, first]: [typeof served, unknown] = [served, undefined]
  for (const make of readings) {
    const said = make()
    first ??= said
    const text = JSON.stringify(said)
    // Most say it letter by letter.
    left = left.filter(each => each.text !== text && !isSame(parseJson(each.text) ?? null, said ?? null))
    if (left.length === 0) return []
  }
  return left.flatMap(({ path, text }) => otherFaults(path, parseJson(text), first))
}

/** Named by what of it is another. */
function otherFaults(path: string, served: unknown, expected: unknown): Fault[] {
  if (typeof served !== "object" || served === null) return [{ code: "viewUnread", place: path }]
  const [must, is] = [fieldsOf(expected), fieldsOf(served)]
  const others = [...new Set([...must.keys(), ...is.keys()])].filter(
    key => !isSame(must.get(key) ?? null, is.get(key) ?? null),
  )
  const places = others.length === 0 ? [path] : others.map(key => `${path}#${key}`)
  return places.map(place => ({ code: "viewOther", place }))
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value ?? {}))
}
