/**
 * The tree as files that never change (C2SP tlog-tiles): a tile is 256 hashes beside each other, a bundle the entries of a
 * tile. Level 0 holds the hashes of entries, level 1 those of whole tiles of level 0, and so on.
 */
import type { RangeHash } from "./proof.ts"
import { HASH_BYTES, type Node, nodesOf, type TreeHash } from "./tree.ts"

export const TILE_WIDTH = 256
/** 256 is two to the eighth: so many levels of the tree are in one of tiles. */
export const TILE_HEIGHT = 8
const MOST_LEVEL = 63

export type Tile = {
  readonly level: number | "entries"
  readonly number: number
  /** From 1 to 256; less than that where the tree ends. */
  readonly width: number
}

/** `tile/<level>/<number>` with `.p/<width>` where it is not whole; the number in threes, all but the last behind an x. */
export function tilePath({ level, number, width }: Tile): string {
  const digits = String(number)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0")
  const parts = padded.match(/.{3}/g) ?? []
  const path = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join("/")
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ""}`
}

/** Undefined for anything but the one spelling of a tile's path. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level = "", number = "", width = "256"] =
    /^tile\/(entries|\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path) ?? []
  const tile = {
    level: level === "entries" ? level : Number(level),
    number: Number(number.replace(/[x/]/g, "")),
    width: Number(width),
  } as const
  const isTile =
    (tile.level === "entries" || tile.level <= MOST_LEVEL) &&
    tile.width >= 1 &&
    tile.width <= TILE_WIDTH &&
    Number.isSafeInteger(tile.number)
  return isTile && tilePath(tile) === path ? tile : undefined
}

/** How many hashes there are at a level of tiles, in a tree of a size. */
function hashesAtLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** True where a tree of this size has all of a tile. */
export function hasTile({ level, number, width }: Tile, size: number): boolean {
  return number * TILE_WIDTH + width <= hashesAtLevel(level === "entries" ? 0 : level, size)
}

/** The tile that holds a hash of a level, as wide as the tree of a size has it. */
export function tileAt(level: number | "entries", hashNumber: number, size: number): Tile {
  const number = Math.floor(hashNumber / TILE_WIDTH)
  const there = hashesAtLevel(level === "entries" ? 0 : level, size) - number * TILE_WIDTH
  return { level, number, width: Math.min(there, TILE_WIDTH) }
}

/** Every tile of a tree, bundles of entries not among them. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; hashesAtLevel(level, size) > 0; level++)
    for (let at = 0; at < hashesAtLevel(level, size); at += TILE_WIDTH) tiles.push(tileAt(level, at, size))
  return tiles
}

/** The nodes that a proof is made of: found by making it once of hashes that are all zero. */
export function nodesNeeded(make: (rangeHash: RangeHash) => unknown): Node[] {
  const byPlace = new Map<string, Node>()
  make((from, to) => {
    for (const node of nodesOf(from, to)) byPlace.set(`${node.level}/${node.number}`, node)
    return new Uint8Array(HASH_BYTES)
  })
  return [...byPlace.values()]
}

export function tileBytes(hashes: readonly TreeHash[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES)
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * HASH_BYTES)
  return bytes
}

/** As long as two bytes can say. */
export const ENTRY_LIMIT = 65_535

/** Entries behind their lengths, two bytes each, the greater first. */
export function bundleBytes(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    if (entry.length > ENTRY_LIMIT) throw new RangeError(`an entry of ${entry.length} bytes`)
    bytes[at] = entry.length >> 8
    bytes[at + 1] = entry.length & 0xff
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

/** Undefined for bytes that end within an entry, or hold another number of them. */
export function entriesOfBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) return undefined
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return undefined
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  return entries.length === width ? entries : undefined
}
