/** Every tree up to 300 entries, held against the words of the RFC. */
import { hash as nodeSha } from "node:crypto"
import { describe, expect, it } from "vitest"
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from "../../../shared/log/proof.ts"
import {
  appendTo,
  type Edge,
  EMPTY_EDGE,
  edgeRoot,
  entryHash,
  joinNodes,
  nodesOf,
  type Sha256,
  type TreeHash,
} from "../../../shared/log/tree.ts"
import { naiveTree } from "./naive-tree.ts"

const MOST = 300
const native: Sha256 = bytes => new Uint8Array(nodeSha("sha256", bytes, "buffer"))
const ENTRIES = Array.from({ length: MOST }, (_, at) =>
  new TextEncoder().encode(`entry ${at}`.repeat((at % 7) + 1)),
)
const naive = naiveTree(ENTRIES)

/** The tree as it grows, and every node that became whole. */
function grown() {
  const edges: Edge[] = [EMPTY_EDGE]
  const nodes = new Map<string, TreeHash>()
  for (const entry of ENTRIES) {
    const { edge, completed } = appendTo(edges.at(-1) ?? EMPTY_EDGE, entryHash(entry, native), native)
    edges.push(edge)
    for (const { level, number, hash } of completed) nodes.set(`${level} ${number}`, hash)
  }
  return { edges, nodes }
}

const { edges, nodes } = grown()
const ROOTS = edges.map(edge => edgeRoot(edge, native))
const HASHES = ENTRIES.map(entry => entryHash(entry, native))

/** Asked for again by proof after proof: each is made once. */
const ranges = new Map<number, TreeHash>()
const rangeHash = (from: number, to: number) => {
  const at = from * (MOST + 1) + to
  const known = ranges.get(at) ?? joinNodes(nodesOf(from, to).map(hashOfNode), native)
  ranges.set(at, known)
  return known
}
const hashOfNode = ({ level, number }: { readonly level: number; readonly number: number }) =>
  nodes.get(`${level} ${number}`) as TreeHash

const hexOf = (hashes: readonly Uint8Array[]) => hashes.map(hash => Buffer.from(hash).toString("hex")).join()

describe("the tree", () => {
  it("has the root of the RFC at every size, appended to one by one", () => {
    expect(hexOf(ROOTS)).toBe(hexOf(ROOTS.map((_, size) => naive.root(0, size))))
  })

  it("is appended to by as many hashes as its size has ones at the end, and keeps as many as it has ones", () => {
    for (const [size, edge] of edges.entries())
      expect(edge.hashes.length).toBe([...size.toString(2)].filter(digit => digit === "1").length)
    let count = 0
    const counting: Sha256 = bytes => {
      count++
      return native(bytes)
    }
    appendTo(edges[255] as Edge, HASHES[255] as TreeHash, counting)
    expect(count).toBe(8)
  })
})

describe("every proof", () => {
  it("of every entry in every tree is the RFC's and holds", () => {
    const wrong: string[] = []
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(index, size, rangeHash)
        const given = { index, size, entry: HASHES[index] as TreeHash, root: ROOTS[size] as TreeHash, proof }
        const isRight = hexOf(proof) === hexOf(naive.path(index, 0, size)) && isIncluded(given, native)
        if (!isRight) wrong.push(`${index} of ${size}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it("of growth between any two trees is the RFC's and holds", () => {
    const wrong: string[] = []
    for (let size = 1; size <= MOST; size++) {
      for (let before = 1; before <= size; before++) {
        const proof = consistencyProof(before, size, rangeHash)
        const [beforeRoot, root] = [ROOTS[before] as TreeHash, ROOTS[size] as TreeHash]
        const isRight =
          hexOf(proof) === hexOf(naive.proof(before, 0, size)) &&
          isConsistent({ before, beforeRoot, size, root, proof }, native)
        if (!isRight) wrong.push(`${before} to ${size}`)
      }
    }
    expect(wrong).toEqual([])
    const [nothing, root] = [ROOTS[0] as TreeHash, ROOTS[9] as TreeHash]
    expect(consistencyProof(0, 9, rangeHash)).toEqual([])
    expect(isConsistent({ before: 0, beforeRoot: nothing, size: 9, root, proof: [] })).toBe(true)
  })
})

describe("a proof with one thing changed does not hold", () => {
  const pairs = [1, 2, 3, 7, 8, 64, 100, 255, 256, 257, 300].flatMap(size =>
    [...new Set([1, 2, 5, 63, 64, 255, 256, size - 1, size])]
      .filter(before => before > 0 && before <= size)
      .map(before => [before, size] as const),
  )

  it.each(pairs)("for %i and %i", (before, size) => {
    const [beforeRoot, root] = [ROOTS[before] as TreeHash, ROOTS[size] as TreeHash]
    const growth = { before, beforeRoot, size, root, proof: consistencyProof(before, size, rangeHash) }
    const index = before - 1
    const place = {
      index,
      size,
      entry: HASHES[index] as TreeHash,
      root,
      proof: inclusionProof(index, size, rangeHash),
    }
    expect([isConsistent(growth, native), isIncluded(place, native)]).toEqual([true, true])
    for (const changed of changedOf(growth.proof))
      expect(isConsistent({ ...growth, proof: changed }, native)).toBe(false)
    for (const changed of changedOf(place.proof))
      expect(isIncluded({ ...place, proof: changed }, native)).toBe(false)
    expect(isConsistent({ ...growth, beforeRoot: flipped(beforeRoot) }, native)).toBe(false)
    expect(isConsistent({ ...growth, root: flipped(root) }, native)).toBe(false)
    expect(isIncluded({ ...place, entry: flipped(place.entry) }, native)).toBe(false)
    expect(isIncluded({ ...place, root: flipped(root) }, native)).toBe(false)
    if (size > 1) expect(isIncluded({ ...place, index: (index + 1) % size }, native)).toBe(false)
  })

  it("nor does one of what cannot be", () => {
    const nothing = () => {
      throw new Error("read")
    }
    expect(() => inclusionProof(3, 3, nothing)).toThrow(RangeError)
    expect(() => consistencyProof(4, 3, nothing)).toThrow(RangeError)
    const root = ROOTS[3] as TreeHash
    expect(isIncluded({ index: -1, size: 3, entry: root, root, proof: [] })).toBe(false)
    expect(isIncluded({ index: 0.5, size: 1, entry: root, root, proof: [] })).toBe(false)
    expect(isConsistent({ before: 4, beforeRoot: root, size: 3, root, proof: [] })).toBe(false)
    expect(isConsistent({ before: 0, beforeRoot: root, size: 3, root, proof: [] })).toBe(false)
  })
})

/** Too long, too short, and each hash with another bit. */
function changedOf(proof: readonly TreeHash[]): TreeHash[][] {
  const one = HASHES[9] as TreeHash
  return [
    [...proof, one],
    [one, ...proof],
    ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : []),
    ...proof.map((_, at) => proof.map((hash, each) => (each === at ? flipped(hash) : hash))),
  ]
}

function flipped(hash: TreeHash): TreeHash {
  return hash.map((byte, at) => (at === 17 ? byte ^ 1 : byte))
}
