/** The pushes of each year as they are served: their texts in bundles where there are some, and else one push at a time. */
import { disclosureLines, disclosuresPath } from "../log/disclosures.ts"
import type { LogEntry } from "../log/entry.ts"
import { TILE_WIDTH, type Tile, tileAt } from "../log/tile.ts"
import { type SplitPush, splitDisclosures, splitSdJwt } from "../push/sd-jwt.ts"
import { parseJson } from "../row/json.ts"
import { type Acts, pushEntries } from "./acts.ts"
import { all, type Door, textAt } from "./door.ts"
import type { Fault } from "./fault.ts"
import { type FetchedYear, type PushList, pushListSchema } from "./texts.ts"
import { LOG_PREFIX } from "./tree.ts"

export async function fetchPushList(door: Door, year: number): Promise<PushList> {
  const served = parseJson((await textAt(door, `/api/v1/pushes/${year}`)) ?? "")
  return pushListSchema.safeParse(served).data ?? { fiscalYear: year, simulated: false, pushes: [] }
}

/** Every push of a list, each from its own address. */
export async function fetchPushes(door: Door, list: PushList): Promise<FetchedYear> {
  return fetchYear(door, list, new Map())
}

/** Without a tree: the entries that there would be, in the order of each year. */
export function entriesOfYears(years: readonly FetchedYear[]): LogEntry[] {
  return years.flatMap(({ list, push }) =>
    pushEntries(
      list.pushes.flatMap(({ sequence, acceptedAt }) => {
        const signed = push(sequence)?.signed
        return signed === undefined ? [] : [{ signed, acceptedAt }]
      }),
    ),
  )
}

/** Bundles of texts that are there and cannot be read are faults; where there are none, each push is asked for. */
export async function fetchLogged(
  door: Door,
  lists: readonly PushList[],
  entries: readonly (LogEntry | undefined)[],
  { pushesByYear }: Acts,
): Promise<{ readonly years: readonly FetchedYear[]; readonly faults: readonly Fault[] }> {
  const wanted = new Set(lists.flatMap(({ fiscalYear }) => pushesByYear.get(fiscalYear) ?? []).map(signedOf))
  const bundles = bundlesWith(entries, wanted)
  const read = await all(door, bundles, bundle => fetchTexts(door, bundle, entries))
  const tails = new Map(read.flatMap(({ texts }) => texts))
  const years: FetchedYear[] = []
  for (const list of lists) {
    const pushes = pushesByYear.get(list.fiscalYear) ?? []
    const known = new Map(
      pushes.flatMap(({ payload, signed }) => {
        const tail = tails.get(signed)
        return tail === undefined ? [] : [[payload.sequence, { signed, tail }] as const]
      }),
    )
    years.push(await fetchYear(door, list, known))
  }
  return { years, faults: read.flatMap(({ faults }) => faults) }
}

const signedOf = ({ signed }: { readonly signed: string }) => signed

/** The bundles in which one of these is an entry. */
function bundlesWith(entries: readonly (LogEntry | undefined)[], wanted: ReadonlySet<string>): Tile[] {
  const numbers = entries.flatMap((entry, index) =>
    entry?.type === "push" && wanted.has(entry.jws) ? [Math.floor(index / TILE_WIDTH)] : [],
  )
  return [...new Set(numbers)].map(number => tileAt("entries", number * TILE_WIDTH, entries.length))
}

type Texts = {
  readonly texts: readonly (readonly [signed: string, tail: string])[]
  readonly faults: Fault[]
}

async function fetchTexts(
  door: Door,
  bundle: Tile,
  entries: readonly (LogEntry | undefined)[],
): Promise<Texts> {
  const place = LOG_PREFIX + disclosuresPath(bundle)
  const text = await textAt(door, place)
  if (text === undefined) return { texts: [], faults: [] }
  const lines = disclosureLines(text, bundle.width)
  if (!lines) return { texts: [], faults: [{ code: "fileMissing", place }] }
  const first = bundle.number * TILE_WIDTH
  const texts = lines.flatMap((line, at) => {
    const entry = entries[first + at]
    return entry?.type === "push" ? [[entry.jws, line] as const] : []
  })
  return { texts, faults: [] }
}

/** Of a bundle: the signed part stands in the tree. */
type Known = { readonly signed: string; readonly tail: string }

async function fetchYear(
  door: Door,
  list: PushList,
  known: ReadonlyMap<number, Known>,
): Promise<FetchedYear> {
  const { fiscalYear, pushes } = list
  const rest = pushes.map(({ sequence }) => sequence).filter(sequence => !known.has(sequence))
  const bodies = await all(door, rest, sequence => textAt(door, `/api/v1/pushes/${fiscalYear}/${sequence}`))
  const bySequence = new Map(rest.map((sequence, at) => [sequence, bodies[at] ?? ""]))
  const push = (sequence: number) => {
    const each = known.get(sequence)
    return each ? partsOf(each) : splitSdJwt(bySequence.get(sequence) ?? "")
  }
  return { list, push }
}

function partsOf({ signed, tail }: Known): SplitPush | undefined {
  const disclosures = splitDisclosures(tail)
  return disclosures && { signed, disclosures }
}
