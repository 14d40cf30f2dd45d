/**
 * The Merkle tree of RFC 6962 §2.1 over the entries of the log. A *node* is the hash of a perfect subtree: the one of a
 * level and a number spans the entries from `number * 2 ** level`, `2 ** level` of them. Sizes may pass 2 ** 31: no bit signs.
 */
import { sha256 } from "@noble/hashes/sha2.js"

/** 32 bytes. */
export type TreeHash = Uint8Array
/** SHA-256. A host may have it beside its engine. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const PLAIN_SHA256: Sha256 = bytes => sha256(bytes)

export const HASH_BYTES = 32

/** Of an entry: behind a zero byte, so that an entry is never taken for two hashes. */
export function entryHash(entry: Uint8Array, hash: Sha256 = PLAIN_SHA256): TreeHash {
  const bytes = new Uint8Array(entry.length + 1)
  bytes.set(entry, 1)
  return hash(bytes)
}

export function nodeHash(left: TreeHash, right: TreeHash, hash: Sha256 = PLAIN_SHA256): TreeHash {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return hash(bytes)
}

export type Node = { readonly level: number; readonly number: number }

/** The perfect subtrees that the entries from one to another (not included) are made of, as RFC 6962 cuts them, from the left. */
export function nodesOf(from: number, to: number): Node[] {
  const nodes: Node[] = []
  let start = from
  while (start < to) {
    let level = 0
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level++
    nodes.push({ level, number: start / 2 ** level })
    start += 2 ** level
  }
  return nodes
}

/** The hash over perfect subtrees that stand beside each other, the largest first; of none that of no entry. */
export function joinNodes(hashes: readonly TreeHash[], hash: Sha256 = PLAIN_SHA256): TreeHash {
  const [last, ...before] = [...hashes].reverse()
  if (last === undefined) return hash(new Uint8Array())
  return before.reduce((right, left) => nodeHash(left, right, hash), last)
}

/**
 * All that must be known of a tree to append to it: how large it is, and the hashes of the perfect subtrees it is made of, as
 * many as the size has ones in binary.
 */
export type Edge = { readonly size: number; readonly hashes: readonly TreeHash[] }

export const EMPTY_EDGE: Edge = { size: 0, hashes: [] }

export function edgeRoot({ hashes }: Edge, hash: Sha256 = PLAIN_SHA256): TreeHash {
  return joinNodes(hashes, hash)
}

/** A node that an entry completed. */
export type Completed = Node & { readonly hash: TreeHash }

/** The edge with one entry more, and each node that became whole by it: the entry's own first, then those above it. */
export function appendTo(
  { size, hashes }: Edge,
  entry: TreeHash,
  hash: Sha256 = PLAIN_SHA256,
): { readonly edge: Edge; readonly completed: readonly Completed[] } {
  const left = [...hashes]
  const completed: Completed[] = [{ level: 0, number: size, hash: entry }]
  let whole = entry
  for (let level = 1; (size + 1) % 2 ** level === 0; level++) {
    whole = nodeHash(left.pop() as TreeHash, whole, hash)
    completed.push({ level, number: (size + 1) / 2 ** level - 1, hash: whole })
  }
  return { edge: { size: size + 1, hashes: [...left, whole] }, completed }
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
