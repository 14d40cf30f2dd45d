/** What the lock lets be signed. */
import { describe, expect, it } from "vitest"
import { consistencyProof } from "../../../shared/log/proof.ts"
import { textOf } from "../../../worker/log/base64.ts"
import { judgeLock, type LockRequest } from "../../../worker/log/lock-rule.ts"
import { NATIVE_SHA256 } from "../../../worker/log/sha256.ts"
import { naiveTree } from "../../shared/log/naive-tree.ts"

const entriesOf = (word: string) =>
  Array.from({ length: 9 }, (_, at) => new TextEncoder().encode(`${word} ${at}`))
const [own, other] = [naiveTree(entriesOf("own")), naiveTree(entriesOf("other"))]
const ORIGIN = "a.example/log"
const headOf = (size: number, tree = own, origin = ORIGIN) => ({
  origin,
  size,
  root: textOf(tree.root(0, size)),
})
const asked = (from: number, size: number, tree = own): LockRequest => ({
  head: headOf(size, tree),
  from,
  proof: consistencyProof(from, size, tree.root).map(textOf),
})
const judge = (size: number, request: LockRequest) =>
  judgeLock(size === 0 ? null : headOf(size), request, NATIVE_SHA256)

describe("the lock", () => {
  it.each([
    [0, 0, 1],
    [0, 0, 9],
    [3, 3, 4],
    [3, 3, 3],
    [1, 1, 9],
  ])("at %i, asked from %i, takes a tree of %i that goes on from it", (at, from, size) => {
    expect(judge(at, asked(from, size))).toEqual({ isLocked: true, state: headOf(size) })
  })

  it.each<[string, number, LockRequest]>([
    ["a smaller one", 5, { ...asked(3, 3), from: 5 }],
    ["one that goes on from an earlier size", 5, asked(3, 6)],
    ["one that began elsewhere", 5, asked(5, 6, other)],
    ["the same size with another root", 5, asked(5, 5, other)],
    ["all anew", 5, asked(0, 6)],
    ["a proof that is cut", 5, { ...asked(5, 8), proof: [] }],
    ["another name, without a word of this", 5, { ...asked(0, 6), head: headOf(6, own, `${ORIGIN}/2`) }],
    [
      "another name that says another end",
      5,
      { ...asked(0, 6), head: headOf(6, own, `${ORIGIN}/2`), follows: headOf(4) },
    ],
    [
      "another name, and not from its beginning",
      5,
      { ...asked(5, 6), head: headOf(6, own, `${ORIGIN}/2`), follows: headOf(5) },
    ],
  ])("refuses %s, and keeps what it has", (_, at, request) => {
    expect(judge(at, request)).toEqual({ isLocked: false, state: headOf(at) })
  })

  it("takes another name that says where this ended, whatever its tree", () => {
    const head = headOf(2, other, `${ORIGIN}/2`)
    const request = { head, from: 0, proof: [], follows: headOf(5) }
    expect(judge(5, request)).toEqual({ isLocked: true, state: head })
  })
})
