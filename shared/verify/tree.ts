/** The tree as it was fetched: does the checkpoint hold, do the entries give its root, does it go on from what was kept? */
import { type Checkpoint, parseCheckpoint } from "../log/checkpoint.ts"
import { type KeyEntry, type LogEntry, parseEntry } from "../log/entry.ts"
import { handedOverBy } from "../log/handover.ts"
import { parseNote, parseVerifierKey, signedBy, type VerifySignature } from "../log/note.ts"
import {
  entriesOfBundle,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tileAt,
  tileBytes,
  tilePath,
  tilesOf,
} from "../log/tile.ts"
import {
  appendTo,
  EMPTY_EDGE,
  entryHash,
  HASH_BYTES,
  isSameHash,
  joinNodes,
  nodesOf,
  PLAIN_SHA256,
  type Sha256,
  type TreeHash,
} from "../log/tree.ts"
import { type Fault, faultsAt } from "./fault.ts"

/** Where the tiles and bundles are. */
export const LOG_PREFIX = "/log/"

type FetchedTree = {
  /** `/log/checkpoint` and `/log/vkey` as they were served. */
  readonly note: string
  readonly vkey: string
  /** A key from an earlier visit or a mail; the served one must be it. */
  readonly keptKey?: string | undefined
  /** By the path below `/log/`; undefined where nothing came. */
  readonly file: (path: string) => Uint8Array | undefined
}

export type JudgedTree = {
  /** Undefined where it cannot be read. */
  readonly checkpoint: Checkpoint | undefined
  /** Undefined in the place of one that cannot be read. */
  readonly entries: readonly (LogEntry | undefined)[]
  readonly rootAt: RootAt
  /** Keys that led from the one that was kept to the one that signs now, each handing over to the next. */
  readonly replacedKeys: readonly string[]
  readonly faults: readonly Fault[]
}

/** The root of so many first entries; undefined where there are not as many. */
export type RootAt = (size: number) => TreeHash | undefined

/** The size that a checkpoint says, which tells what is to be fetched; undefined for what is none. */
export function checkpointOf(note: string): Checkpoint | undefined {
  return parseCheckpoint(parseNote(note)?.text ?? "")
}

/** Bundles, and tiles of all levels, of a tree of a size. */
export function filesOfTree(size: number): Tile[] {
  const tiles = tilesOf(size)
  const bundles = tiles.filter(({ level }) => level === 0)
  return [...bundles.map(({ number }) => tileAt("entries", number * TILE_WIDTH, size)), ...tiles]
}

/** What the host does for it. */
type TreeDoor = {
  readonly verifyLog: VerifySignature
  readonly sha256: Sha256
  /** @throws for bytes that are no UTF-8 */
  readonly readText: (bytes: Uint8Array) => string
}

export async function judgeTree(
  tree: FetchedTree,
  { verifyLog: verify, sha256: hash, readText }: TreeDoor,
): Promise<JudgedTree> {
  const checkpoint = checkpointOf(tree.note)
  if (!checkpoint) {
    const faults = [{ code: "noteUnread", place: "/log/checkpoint" }] as const
    return { checkpoint, entries: [], rootAt: () => undefined, replacedKeys: [], faults }
  }
  const { bytes, faults: bundleFaults } = readBundles(checkpoint.size, tree.file)
  const entries = bytes.map(each => entryOf(each, readText))
  const keys = entries.flatMap(each => (each?.type === "key" ? [each] : []))
  const noteFaults = await faultsOfNote(tree, { checkpoint, keys }, verify)
  const kept = tree.keptKey?.trim() ?? tree.vkey.trim()
  const isKept = kept === tree.vkey.trim()
  const replacedKeys = isKept ? [] : await handedOverBy(kept, keys, verify)
  const hashes = bytes.map(each => entryHash(each, hash))
  const grown = growTree(hashes, hash)
  const root = grown.rootAt(checkpoint.size)
  const isWhole = bytes.length === checkpoint.size
  const faults = [
    ...noteFaults,
    ...faultsAt("/log/vkey", [[replacedKeys !== undefined, "keyOther"]]),
    ...bundleFaults,
    ...faultsAt("/log/checkpoint", [[!root || isSameHash(root, checkpoint.root), "rootOther"]]),
    ...(isWhole ? tileFaults(checkpoint.size, grown.levels, tree.file) : []),
  ]
  return { checkpoint, entries, rootAt: grown.rootAt, replacedKeys: replacedKeys ?? [], faults }
}

type ReadNote = { readonly checkpoint: Checkpoint; readonly keys: readonly KeyEntry[] }

/** By the key that the log names last; a key that was replaced may sign beside it, and then as it must. */
async function faultsOfNote(
  { note, vkey }: FetchedTree,
  { checkpoint, keys }: ReadNote,
  verify: VerifySignature,
): Promise<Fault[]> {
  const parsed = parseNote(note)
  const key = parseVerifierKey(vkey.trimEnd())
  if (!parsed || !key) return [{ code: "keyUnread", place: "/log/vkey" }]
  const newest = keys[keys.length - 1]
  const before = (newest?.before ?? []).flatMap(each => parseVerifierKey(each.key) ?? [])
  const beside = await Promise.all(before.map(each => signedBy(parsed, each, verify)))
  return [
    ...faultsAt("/log/vkey", [[newest === undefined || newest.log === vkey.trimEnd(), "keyUnnamed"]]),
    ...faultsAt("/log/checkpoint", [
      [(await signedBy(parsed, key, verify)) === "signed" && !beside.includes("wrong"), "noteUnsigned"],
      [checkpoint.origin === key.name, "originOther"],
    ]),
  ]
}

function readBundles(size: number, file: FetchedTree["file"]): { bytes: Uint8Array[]; faults: Fault[] } {
  const bytes: Uint8Array[] = []
  for (let at = 0; at < size; at += TILE_WIDTH) {
    const tile = tileAt("entries", at, size)
    const path = tilePath(tile)
    const entries = entriesOfBundle(file(path) ?? new Uint8Array(), tile.width)
    if (!entries) return { bytes, faults: [{ code: "fileMissing", place: LOG_PREFIX + path }] }
    bytes.push(...entries)
  }
  return { bytes, faults: [] }
}

/** The tree that entries make: its nodes, level by level. */
export function growTree(
  hashes: readonly TreeHash[],
  hash: Sha256 = PLAIN_SHA256,
): { readonly levels: readonly (readonly TreeHash[])[]; readonly rootAt: RootAt } {
  const levels: TreeHash[][] = [[]]
  let edge = EMPTY_EDGE
  for (const each of hashes) {
    const grown = appendTo(edge, each, hash)
    edge = grown.edge
    for (const { level, hash: node } of grown.completed) {
      levels[level] ??= []
      levels[level].push(node)
    }
  }
  const rootAt = (size: number) => {
    const nodes = nodesOf(0, Math.min(size, hashes.length))
    const found = nodes.flatMap(({ level, number }) => levels[level]?.[number] ?? [])
    return size <= hashes.length ? joinNodes(found, hash) : undefined
  }
  return { levels, rootAt }
}

function tileFaults(
  size: number,
  levels: readonly (readonly TreeHash[])[],
  file: FetchedTree["file"],
): Fault[] {
  return tilesOf(size).flatMap(({ level, number, width }) => {
    const path = tilePath({ level, number, width })
    const found = file(path)
    const from = number * TILE_WIDTH
    const own = tileBytes(levels[Number(level) * TILE_HEIGHT]?.slice(from, from + width) ?? [])
    if (!found) return [{ code: "fileMissing", place: LOG_PREFIX + path }]
    const differs = own.findIndex((byte, at) => byte !== found[at])
    const at = from + Math.floor(differs / HASH_BYTES)
    // Of the lowest level it is the entry that was changed.
    return faultsAt(`${LOG_PREFIX}${path}#${at}`, [[isSameHash(found, own), "tileOther"]])
  })
}

function entryOf(bytes: Uint8Array, readText: TreeDoor["readText"]): LogEntry | undefined {
  try {
    return parseEntry(readText(bytes))
  } catch {
    return undefined
  }
}

/** A tree that was seen before: of a checkpoint that was kept, or as a mail tells it. */
export type SeenTree = {
  readonly origin?: string | undefined
  readonly size: number
  readonly root: TreeHash
}

/** Whether the tree goes on from one that was seen: the first entries must have its root. */
export function judgeGrowth(
  { checkpoint, rootAt }: Pick<JudgedTree, "checkpoint" | "rootAt">,
  { origin, size, root }: SeenTree,
): Fault[] {
  const place = `/log/checkpoint#${size}`
  if (!checkpoint) return [{ code: "noteUnread", place: "/log/checkpoint" }]
  if (origin !== undefined && origin !== checkpoint.origin) return [{ code: "logOther", place }]
  const found = rootAt(size)
  if (!found) return [{ code: "shrunk", place }]
  return faultsAt(place, [[isSameHash(found, root), "forked"]])
}
