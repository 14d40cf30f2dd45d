/** RFC 6962 §2.1 word for word, over entries D[from:to]: made of nothing that it judges. What it hashed once it remembers. */
import { hash } from "node:crypto"

const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(hash("sha256", Buffer.concat(parts), "buffer"))

export type NaiveTree = {
  /** MTH(D[from:to]). */
  root(from: number, to: number): Uint8Array
  /** PATH(m, D[from:to]), m counted from `from`. */
  path(m: number, from: number, to: number): Uint8Array[]
  /** SUBPROOF(m, D[from:to], isWhole). */
  proof(m: number, from: number, to: number, isWhole?: boolean): Uint8Array[]
}

export function naiveTree(entries: readonly Uint8Array[]): NaiveTree {
  const known = new Map<string, Uint8Array>()
  const rootOf = (from: number, to: number): Uint8Array => {
    if (to === from) return sha256()
    if (to - from === 1) return sha256(Uint8Array.of(0), entries[from] as Uint8Array)
    const middle = from + split(to - from)
    return sha256(Uint8Array.of(1), tree.root(from, middle), tree.root(middle, to))
  }
  const tree: NaiveTree = {
    root(from, to) {
      const place = `${from} ${to}`
      const found = known.get(place) ?? rootOf(from, to)
      known.set(place, found)
      return found
    },
    path(m, from, to) {
      if (to - from === 1) return []
      const k = split(to - from)
      return m < k
        ? [...tree.path(m, from, from + k), tree.root(from + k, to)]
        : [...tree.path(m - k, from + k, to), tree.root(from, from + k)]
    },
    proof(m, from, to, isWhole = true) {
      if (m === to - from) return isWhole ? [] : [tree.root(from, to)]
      const k = split(to - from)
      return m <= k
        ? [...tree.proof(m, from, from + k, isWhole), tree.root(from + k, to)]
        : [...tree.proof(m - k, from + k, to, false), tree.root(from, from + k)]
    },
  }
  return tree
}

function split(n: number): number {
  let k = 1
  while (k < n) k *= 2
  return k / 2
}
