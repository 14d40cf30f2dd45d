/** Revisions folded into the parts of a projection: what changes is written, and nothing else is read. */
import type { Hash } from "../../shared/push/sd-jwt.ts"
import { foldStep, type Marks, type Step } from "../../shared/record/condense.ts"
import type { Version } from "../../shared/record/record.ts"
import type { Past } from "./projection.ts"

/** Rows by name with the digest each has now, null of one that is gone: of every part, in their order. */
export type Index = ReadonlyMap<number, ReadonlyMap<string, Hash | null>>

type PartTexts = { readonly part: number; readonly digests: string; readonly pasts: string }

export type FoldedParts = {
  readonly marks: Marks
  readonly parts: readonly PartTexts[]
  /** Versions that the parts had and have no more: they go to the pasts of their rows. */
  readonly left: readonly Past[]
}

/** A part holds so many rows, or so many letters: it is read and written whole. */
const PART_ROWS = 32
const PART_LETTERS = 100_000
/** What has grown beyond this with its rows' pasts is halved. */
const HALVED_LETTERS = 200_000
/** Numbers are so far apart that halves of halves find one between. */
const PART_STEP = 2 ** 20

/** The parts that changes of some rows touch: those of the rows, and the last, which new rows join. */
export function touchedParts(index: Index, names: Iterable<string>): number[] {
  const left = new Set(names)
  const touched = new Set<number>()
  for (const [part, rows] of index)
    for (const name of left)
      if (rows.has(name)) {
        touched.add(part)
        left.delete(name)
      }
  if (left.size > 0 && index.size > 0) touched.add(Math.max(...index.keys()))
  return [...touched].sort((a, b) => a - b)
}

/** `pasts` are those of the touched parts. */
export function foldParts(
  marks: Marks,
  index: Index,
  pasts: ReadonlyMap<number, readonly Past[]>,
  steps: readonly Step[],
): FoldedParts {
  const parts = new Map(Array.from(pasts, ([part, rows]) => [part, new Map(rows)]))
  const partByName = new Map(
    Array.from(parts, ([part, rows]) => Array.from(rows.keys(), name => [name, part] as const)).flat(),
  )
  const places = { parts, partByName, last: Math.max(0, ...index.keys()) }
  const left = new Map<string, readonly Version[]>()
  let folded = marks
  for (const step of steps) {
    const next = foldStep(folded, step, name => parts.get(partByName.get(name) ?? -1)?.get(name) ?? [])
    folded = next.marks
    for (const [name, versions] of next.versionsByName) put(places, name, versions)
    for (const [name, versions] of next.leftByName) left.set(name, [...(left.get(name) ?? []), ...versions])
  }
  const numbers = [...new Set([...index.keys(), ...parts.keys()])].sort((a, b) => a - b)
  const texts = Array.from(parts, ([part, rows]) => {
    const after = numbers[numbers.indexOf(part) + 1] ?? part + PART_STEP
    return halved(part, [...rows], after)
  })
  return { marks: folded, parts: texts.flat(), left: [...left] }
}

/** A part, or its halves, which stay before the part after it. */
function halved(part: number, rows: readonly Past[], after: number): PartTexts[] {
  const text = textsOf(part, rows)
  const between = Math.floor((part + after) / 2)
  if (text.pasts.length <= HALVED_LETTERS || rows.length < 2 || between === part) return [text]
  const half = Math.ceil(rows.length / 2)
  return [...halved(part, rows.slice(0, half), between), ...halved(between, rows.slice(half), after)]
}

type Places = {
  readonly parts: Map<number, Map<string, readonly Version[]>>
  readonly partByName: Map<string, number>
  last: number
}

function put(places: Places, name: string, versions: readonly Version[]): void {
  const part = places.partByName.get(name) ?? roomIn(places)
  const rows = places.parts.get(part) ?? new Map<string, readonly Version[]>()
  rows.set(name, versions)
  places.parts.set(part, rows)
  places.partByName.set(name, part)
}

/** The last part, or a new one after it. */
function roomIn(places: Places): number {
  const rows = places.parts.get(places.last)
  const isFull = rows === undefined || rows.size >= PART_ROWS || lettersOf(rows) > PART_LETTERS
  if (isFull) places.last += PART_STEP
  return places.last
}

function lettersOf(rows: ReadonlyMap<string, readonly Version[]>): number {
  return JSON.stringify([...rows.values()]).length
}

function textsOf(part: number, rows: readonly Past[]): PartTexts {
  const digests = rows.map(([name, versions]) => [name, versions[versions.length - 1]?.digest ?? null])
  return { part, digests: JSON.stringify(digests), pasts: JSON.stringify(rows) }
}
