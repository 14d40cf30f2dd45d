/** What is believed of a Worker's word, and what never is: chains that lead to where the office stood, and all others. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { GENESIS, stateOf } from "../../../shared/push/payload.ts"
import { type Hash, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { EMPTY_MEMORY, formatMemory, type Memory, parseMemory } from "../../../shared/sheet/memory.ts"
import {
  acceptedAt,
  checkedLog,
  doubted,
  followed,
  forgotten,
  isWhereStood,
  openStood,
  type SentPush,
  type Stood,
  settledAt,
  withSent,
} from "../../../shared/sheet/stood.ts"
import { naiveTree } from "../log/naive-tree.ts"

const NOW = Date.parse("2023-05-29T10:00:00+07:00")

type Leaf = SentPush & { readonly rows: Readonly<Record<string, Hash>> }

/** The leaf that a push would become, on another; its hash covers what it stands on, as a signed part's does. */
function leafOn(base: Hash, text: string): Leaf {
  const rows = { "measure/m-1": sha256Text(text), "contact/1": sha256Text(`private ${text}`) }
  const state = stateOf([{ name: "measure/m-1", digest: rows["measure/m-1"] }])
  return { base, state, head: sha256Text(`${base}\n${text}\n${state}`), rows }
}

function chainOn(base: Hash, texts: readonly string[]): Leaf[] {
  const leaves: Leaf[] = []
  for (const text of texts) leaves.push(leafOn(leaves.at(-1)?.head ?? base, text))
  return leaves
}

const LEAVES = chainOn(GENESIS, ["1", "2", "3", "4", "5", "6"])
const at = (sequence: number): Leaf => LEAVES[sequence - 1] as Leaf
const keptOf = ({ head, base, state }: Leaf): SentPush => ({ head, base, state })

/** An office that stood at a leaf and sent some pushes since. */
function stoodAt(sequence: number, sent: readonly Leaf[] = []): Stood {
  const stood = settledAt({ ...at(sequence), revision: sequence })
  return sent.map(keptOf).reduce(withSent, stood)
}
const known = (leaf: Leaf, revision: number) => ({ revision, head: leaf.head, rows: leaf.rows })

describe("an answer that says the Worker is elsewhere", () => {
  const foreign = leafOn(at(4).head, "signed with the office's key, and never sent")
  const onForeign = leafOn(foreign.head, "5")
  it.each<{
    readonly name: string
    readonly stood: Stood
    readonly answer: Parameters<typeof followed>[1]
    readonly follows: boolean
  }>([
    {
      name: "where it stood, the sheet's memory gone",
      stood: stoodAt(4),
      answer: known(at(4), 4),
      follows: true,
    },
    {
      name: "a push whose answer was lost",
      stood: stoodAt(4, [at(5)]),
      answer: known(at(5), 5),
      follows: true,
    },
    {
      name: "the first of two tries",
      stood: stoodAt(4, [at(5), leafOn(at(4).head, "again")]),
      answer: known(at(5), 5),
      follows: true,
    },
    {
      name: "two pushes whose answers were lost",
      stood: stoodAt(4, [at(5), at(6)]),
      answer: known(at(6), 6),
      follows: true,
    },
    { name: "cut back by four leaves", stood: stoodAt(6), answer: known(at(2), 2), follows: false },
    {
      name: "cut back to before it stood, of what was sent",
      stood: stoodAt(5, [at(4)]),
      answer: known(at(4), 4),
      follows: false,
    },
    { name: "emptied", stood: stoodAt(4), answer: { revision: 0, head: GENESIS, rows: {} }, follows: false },
    {
      name: "forked at the same length",
      stood: stoodAt(4),
      answer: known(leafOn(at(3).head, "other"), 4),
      follows: false,
    },
    {
      name: "a leaf signed with the office's key that was not sent",
      stood: stoodAt(4),
      answer: known(foreign, 5),
      follows: false,
    },
    {
      name: "such a leaf, with tries of our own kept",
      stood: stoodAt(4, [at(5)]),
      answer: known(foreign, 5),
      follows: false,
    },
    {
      name: "our push, on such a leaf",
      stood: stoodAt(4, [at(5)]),
      answer: known(onForeign, 6),
      follows: false,
    },
    {
      name: "our push, under another number",
      stood: stoodAt(4, [at(5)]),
      answer: known(at(5), 6),
      follows: false,
    },
    {
      name: "our push, with rows that were not signed",
      stood: stoodAt(4, [at(5)]),
      answer: { ...known(at(5), 5), rows: at(2).rows },
      follows: false,
    },
    {
      name: "where it stood, with rows that were not signed",
      stood: stoodAt(4),
      answer: { ...known(at(4), 4), rows: at(2).rows },
      follows: false,
    },
    { name: "a script that forgot", stood: forgotten(NOW), answer: known(at(4), 4), follows: false },
    {
      name: "right again, while a doubt waits for a person",
      stood: doubted(stoodAt(4), known(at(2), 2), NOW),
      answer: known(at(4), 4),
      follows: false,
    },
  ])("$name: followed $follows", ({ stood, answer, follows }) => {
    const after = followed(stood, answer)
    expect(after !== undefined).toBe(follows)
    if (after) expect(after).toEqual(settledAt(answer))
  })

  it("is followed to a leaf of any chain exactly where each step to it was kept before it was sent", () => {
    const chains = fc.record({
      stood: fc.integer({ min: 1, max: 6 }),
      kept: fc.subarray([0, 1, 2, 3, 4, 5]),
      answered: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(chains, ({ stood, kept, answered }) => {
        const steps = Array.from({ length: Math.max(0, answered + 1 - stood) }, (_, step) => stood + step)
        const leads = answered + 1 >= stood && steps.every(step => kept.includes(step))
        const office = stoodAt(
          stood,
          kept.map(place => at(place + 1)),
        )
        expect(followed(office, known(at(answered + 1), answered + 1)) !== undefined).toBe(leads)
      }),
    )
  })
})

describe("an answer that says a push was taken", () => {
  const push = keptOf(at(5))
  it.each([
    ["the push", { head: at(5).head, revision: 5 }, 5],
    ["a heartbeat", { head: at(4).head, revision: 4 }, 4],
    ["another head", { head: at(3).head, revision: 5 }, undefined],
    ["the push under another number", { head: at(5).head, revision: 9 }, undefined],
    ["a heartbeat of a shorter record", { head: at(3).head, revision: 3 }, undefined],
  ])("%s", (_, reply, sequence) => {
    expect(acceptedAt(stoodAt(4, [at(5)]), push, reply)?.sequence).toBe(sequence)
  })
})

describe("what is kept", () => {
  it("is bounded, fits a script property, and holds the first push of an outage and the newest", () => {
    const tries = Array.from({ length: 200 }, (_, count) => leafOn(at(4).head, `try ${count}`))
    const stood = doubted(stoodAt(4, tries), known(at(2), 2), NOW)
    expect(stood.sent).toHaveLength(32)
    expect(stood.sent[0]?.head).toBe(tries[0]?.head)
    expect(stood.sent.at(-1)?.head).toBe(tries.at(-1)?.head)
    expect(Buffer.byteLength(JSON.stringify(stood))).toBeLessThan(9 * 1024)
    expect(openStood(JSON.stringify(stood), EMPTY_MEMORY)).toEqual(stood)
  })

  it("says of a doubt what it is, and since when, however often it is asked", () => {
    const first = doubted(stoodAt(4), known(at(2), 2), NOW)
    expect(first.doubt).toEqual({ why: "shorter", since: NOW, revision: 2, head: at(2).head })
    const later = doubted(first, known(leafOn(at(4).head, "other"), 5), NOW + 1)
    expect(later.doubt).toMatchObject({ why: "strayed", since: NOW, revision: 5 })
    expect(doubted(forgotten(NOW), known(at(4), 4), NOW + 1).doubt).toMatchObject({
      why: "forgot",
      since: NOW,
    })
  })
})

describe("a script that finds no memory of its own", () => {
  const rowsByName = new Map(Object.entries(at(4).rows).map(([name, digest]) => [name, { digest }]))
  const before: Memory = { ...EMPTY_MEMORY, sequence: 4, head: at(4).head, fiscalYear: 2566, rowsByName }

  it("takes what the sheet remembers of the version before, which is where it stood", () => {
    const stood = openStood(null, before)
    expect(stood).toEqual(stoodAt(4))
    expect(stood && isWhereStood(stood, before)).toBe(true)
  })

  it("does so once: a memory that stood beside the script's own is not enough", () => {
    const beside = parseMemory(formatMemory({ ...before, isStood: true }, 2566))
    expect(beside).toMatchObject({ isStood: true, sequence: 4 })
    expect(openStood(null, beside)).toBeUndefined()
    expect(openStood("{", before)).toBeUndefined()
  })

  it("begins at the beginning where there was nothing", () => {
    expect(openStood(null, EMPTY_MEMORY)).toMatchObject({ sequence: 0, head: GENESIS, sent: [] })
  })
})

it("a sheet's memory of another push, or number, is nothing to build on", () => {
  const memory = { ...EMPTY_MEMORY, sequence: 4, head: at(4).head }
  expect(isWhereStood(stoodAt(4), memory)).toBe(true)
  expect(isWhereStood(stoodAt(5), memory)).toBe(false)
  expect(isWhereStood(stoodAt(4), { ...memory, sequence: 3 })).toBe(false)
  expect(isWhereStood(doubted(stoodAt(4), known(at(2), 2), NOW), memory)).toBe(false)
})

describe("the tree of the log that an answer tells of", () => {
  const entries = Array.from({ length: 40 }, (_, at) => Buffer.from(`entry ${at}`))
  const tree = naiveTree(entries)
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64")
  const head = (size: number, of = tree) => ({
    ...{ origin: "record.example/log", size, root: base64(of.root(0, size)) },
  })
  const told = (from: number, size: number, of = tree) => ({
    ...head(size, of),
    proof: from === 0 ? [] : of.proof(from, 0, size).map(base64),
  })
  const checkedAt = (size: number): Stood => ({ ...stoodAt(4), log: head(size) })

  it("is taken from no tree, and from every earlier one, by its proof", () => {
    expect(checkedLog(stoodAt(4), told(0, 7))).toMatchObject({ log: head(7) })
    for (let size = 1; size <= 40; size++)
      for (let from = 1; from <= size; from++)
        expect(checkedLog(checkedAt(from), told(from, size))?.log, `${from} ${size}`).toEqual(head(size))
  })

  it("is nothing to be kept where it is the same, or none is told", () => {
    const stood = checkedAt(9)
    expect(checkedLog(stood, told(9, 9))).toBe(stood)
    expect(checkedLog(stood, undefined)).toBe(stood)
  })

  it("is not taken where it forks, is shorter, or the proof is of another", () => {
    const fork = naiveTree(entries.with(3, Buffer.from("rewritten")))
    for (let size = 9; size <= 40; size++)
      expect(checkedLog(checkedAt(9), told(9, size, fork)), `${size}`).toBeUndefined()
    expect(checkedLog(checkedAt(9), told(0, 8))).toBeUndefined()
    expect(checkedLog(checkedAt(9), told(0, 20))).toBeUndefined()
    expect(checkedLog(checkedAt(9), { ...told(9, 20), proof: told(9, 21).proof })).toBeUndefined()
  })

  it("may be of another name, where it has every entry", () => {
    const other = { ...told(9, 20), origin: "record.example/log/2" }
    expect(checkedLog(checkedAt(9), other)?.log?.origin).toBe("record.example/log/2")
  })

  it("stays in what is kept when pushes are taken, and followed; a doubt of it stays its own", () => {
    const { head: taken, state } = at(5)
    const log = head(9)
    expect(acceptedAt(checkedAt(9), { ...keptOf(at(5)), state }, { revision: 5, head: taken })?.log).toEqual(
      log,
    )
    expect(followed({ ...stoodAt(4, [at(5)]), log }, known(at(5), 5))?.log).toEqual(log)
    const doubt = doubted(checkedAt(9), known(at(4), 4), NOW, true)
    expect(doubted(doubt, known(at(4), 4), NOW + 1).doubt).toMatchObject({ why: "forked", since: NOW })
  })
})
