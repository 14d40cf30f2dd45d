/**
 * Proofs of RFC 6962 §2.1: that an entry is in a tree, and that a tree goes on from an earlier one. They are made out of
 * hashes of ranges, wherever those come from, and verified as RFC 9162 §2.1 spells it out.
 */
import { HASH_BYTES, isSameHash, nodeHash, PLAIN_SHA256, type Sha256, type TreeHash } from "./tree.ts"

/** The tree hash of the entries from one to another (not included): MTH(D[from:to]). */
export type RangeHash = (from: number, to: number) => TreeHash

/** For the entry at `index` of the tree of `size` entries: from its neighbour up to what the root is made of. */
export function inclusionProof(index: number, size: number, rangeHash: RangeHash): TreeHash[] {
  const walk = (from: number, to: number): TreeHash[] => {
    if (to - from === 1) return []
    const middle = from + splitOf(to - from)
    return index < middle
      ? [...walk(from, middle), rangeHash(middle, to)]
      : [...walk(middle, to), rangeHash(from, middle)]
  }
  if (index < 0 || index >= size) throw new RangeError(`no entry ${index} in a tree of ${size}`)
  return walk(0, size)
}

/** That the tree of `size` entries begins with the `before` ones of an earlier tree. Empty where nothing is to be proved. */
export function consistencyProof(before: number, size: number, rangeHash: RangeHash): TreeHash[] {
  // `isKnown`: the range is the earlier tree itself, whose root the reader has.
  const walk = (from: number, to: number, isKnown: boolean): TreeHash[] => {
    if (to === before) return isKnown ? [] : [rangeHash(from, to)]
    const middle = from + splitOf(to - from)
    return before <= middle
      ? [...walk(from, middle, isKnown), rangeHash(middle, to)]
      : [...walk(middle, to, false), rangeHash(from, middle)]
  }
  if (before < 0 || before > size) throw new RangeError(`a tree of ${size} has no beginning of ${before}`)
  return before === 0 ? [] : walk(0, size, true)
}

/** The largest power of two below a number. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

type Inclusion = {
  readonly index: number
  readonly size: number
  readonly entry: TreeHash
  readonly root: TreeHash
  readonly proof: readonly TreeHash[]
}

export function isIncluded(
  { index, size, entry, root, proof }: Inclusion,
  hash: Sha256 = PLAIN_SHA256,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || entry.length !== HASH_BYTES) return false
  let [place, last, found] = [index, size - 1, entry]
  for (const other of proof) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      found = nodeHash(other, found, hash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else found = nodeHash(found, other, hash)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && isSameHash(found, root)
}

type Consistency = {
  readonly before: number
  readonly beforeRoot: TreeHash
  readonly size: number
  readonly root: TreeHash
  readonly proof: readonly TreeHash[]
}

export function isConsistent(
  { before, beforeRoot, size, root, proof }: Consistency,
  hash: Sha256 = PLAIN_SHA256,
): boolean {
  if (!isCount(before) || !isCount(size) || before > size) return false
  // Anything goes on from nothing.
  if (before === 0 && !(root.length === HASH_BYTES && isSameHash(beforeRoot, hash(new Uint8Array()))))
    return false
  if (before === size || before === 0)
    return proof.length === 0 && (size > before || isSameHash(beforeRoot, root))
  // A whole power of two is a node of the later tree: its root is where the walk begins, and is not sent.
  const [first, ...others] = isPowerOfTwo(before) ? [beforeRoot, ...proof] : proof
  if (!first) return false
  let [place, last] = [before - 1, size - 1]
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  let [foundBefore, found] = [first, first]
  for (const other of others) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      foundBefore = nodeHash(other, foundBefore, hash)
      found = nodeHash(other, found, hash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else found = nodeHash(found, other, hash)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && isSameHash(foundBefore, beforeRoot) && isSameHash(found, root)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

function half(value: number): number {
  return Math.floor(value / 2)
}

function isPowerOfTwo(value: number): boolean {
  return 2 ** Math.round(Math.log2(value)) === value
}
