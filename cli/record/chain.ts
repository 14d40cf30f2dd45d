/**
 * Whether a database is the record it says: every leaf signed by a key of the office, on the one before it, accepted when it
 * was signed; every digest its own text's, every state as signed, and every private row one that was signed.
 */

import { CLOCK_TOLERANCE, GENESIS, leafHash, stateOf } from "../../shared/push/payload.ts"
import { type PushPayload, payloadSchema } from "../../shared/push/payload-schema.ts"
import { decodePayload, disclose, type Hash, parseDisclosure, sha256Text } from "../../shared/push/sd-jwt.ts"
import { parseJson } from "../../shared/row/json.ts"
import { isPrivateName } from "../../shared/row/name.ts"
import { type Database, rowsOf, type Value } from "../cloudflare/database.ts"
import { NODE_CODEC } from "./node-codec.ts"
import { isSignedByKnown, kidOf, type RecordKeys } from "./record-keys.ts"
import { treeFaults } from "./tree-faults.ts"

type Year = { sequence: number; head: string; readonly rows: Map<string, Hash> }
type Entry = { readonly name: string; readonly digest: string | null }
type Leaf = Record<string, Value>

/**
 * What does not hold, each in a line that names its leaf; empty for a whole record. Signatures are judged where a key is known.
 * Where times are a simulated clock's they may fall: an office of before that was killed went on from an earlier one.
 */
export function chainFaults(database: Database, keys: RecordKeys, isSimulated = false): string[] {
  const entriesByLeaf = entriesOf(database)
  const years = new Map<Value | undefined, Year>()
  const signedBefore = new Map<string, Leaf>()
  const faults: string[] = []
  let before: Leaf | undefined
  for (const [place, leaf] of rowsOf(database, "leaf").entries()) {
    const year = years.get(leaf.fiscal_year) ?? { sequence: 0, head: GENESIS, rows: new Map() }
    years.set(leaf.fiscal_year, year)
    const payload = payloadSchema.safeParse(decodePayload(String(leaf.signed))).data
    const wrong = payload
      ? [
          ...leafFaults({ leaf, place, payload }, year, entriesByLeaf.get(leaf.idx) ?? []),
          ...actFaults(leaf, payload, keys),
          ...(isSimulated || !isBefore(leaf, before) ? [] : ["it was accepted before the leaf before it"]),
        ]
      : ["the signed part cannot be read"]
    faults.push(...wrong.map(fault => `leaf ${String(leaf.idx)}: ${fault}`))
    for (const row of payload?.private ?? []) signedBefore.set(row["..."], leaf)
    year.sequence = Number(leaf.sequence)
    year.head = String(leaf.head)
    before = leaf
  }
  return [
    ...faults,
    ...disclosureFaults(database),
    ...privateFaults(database, signedBefore, keys),
    ...treeFaults(database),
  ]
}

function entriesOf(database: Database): Map<Value | undefined, Entry[]> {
  const entriesByLeaf = new Map<Value | undefined, Entry[]>()
  for (const { leaf, name, digest } of rowsOf(database, "entry")) {
    const entry = { name: String(name), digest: typeof digest === "string" ? digest : null }
    const own = entriesByLeaf.get(leaf)
    if (own) own.push(entry)
    else entriesByLeaf.set(leaf, [entry])
  }
  return entriesByLeaf
}

type ReadLeaf = { readonly leaf: Leaf; readonly place: number; readonly payload: PushPayload }

function leafFaults({ leaf, place, payload }: ReadLeaf, year: Year, entries: readonly Entry[]): string[] {
  const signed = String(leaf.signed)
  applyEntries(year.rows, entries)
  const { base, sequence, fiscalYear, state, iss, held } = payload
  return faultsOf([
    [leaf.idx === place, "the index is not dense"],
    [leaf.head === sha256Text(signed, NODE_CODEC), "the head is not the hash of the signed part"],
    [leaf.leaf_hash === leafHash(signed, NODE_CODEC), "the leaf hash is wrong"],
    [base === year.head && leaf.base === base, "it does not stand on the leaf before it"],
    [sequence === year.sequence + 1 && leaf.sequence === sequence, "the sequence has a gap"],
    [leaf.fiscal_year === fiscalYear && leaf.office === iss, "the office or year is another than signed"],
    [leaf.held === JSON.stringify(held), "what is held is not as signed"],
    [isSigned(entries, payload), "its lines are not those signed"],
    [
      state ===
        stateOf(
          Array.from(year.rows, ([name, digest]) => ({ name, digest })),
          NODE_CODEC,
        ),
      "the state is not as signed",
    ],
  ])
}

/** By whom and when: what a Worker judges as it accepts a push, and nobody who comes after it can see from the chain. */
function actFaults(leaf: Leaf, { iat }: PushPayload, keys: RecordKeys): string[] {
  const acceptedAt = Number(leaf.accepted_at)
  return faultsOf([
    [
      keys.publicKeys.size === 0 || isSignedByKnown(String(leaf.signed), keys),
      "the signature is not of a key of the office",
    ],
    [
      Math.abs(iat - Math.round(acceptedAt / 1000)) <= CLOCK_TOLERANCE,
      "it was accepted more than ten minutes from when it was signed",
    ],
  ])
}

function isBefore(leaf: Leaf, other: Leaf | undefined): boolean {
  return other !== undefined && Number(leaf.accepted_at) < Number(other.accepted_at)
}

function faultsOf(holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isRight]) => !isRight).map(([, fault]) => fault)
}

/** A row whose salt was made under another key than is known stays unread; that its digest was signed is judged all the same. */
function privateFaults(
  database: Database,
  signedBefore: ReadonlyMap<string, Leaf>,
  { salt }: RecordKeys,
): string[] {
  return rowsOf(database, "private_row").flatMap(({ name, digest, json, fiscal_year }) => {
    const leaf = signedBefore.get(String(digest))
    if (!leaf || leaf.fiscal_year !== fiscal_year) return [`private row ${String(name)}: no leaf signed it`]
    if (!salt || kidOf(String(leaf.signed)) !== salt.kid) return []
    return disclose(salt.key, String(name), parseJson(String(json))).digest === digest
      ? []
      : [`leaf ${String(leaf.idx)}: the private row ${String(name)} is not as signed`]
  })
}

function applyEntries(rows: Map<string, Hash>, entries: readonly Entry[]): void {
  for (const { name, digest } of entries) {
    if (digest === null) rows.delete(name)
    else rows.set(name, digest as Hash)
  }
}

function isSigned(entries: readonly Entry[], { rows, gone }: PushPayload): boolean {
  const set = entries.flatMap(({ digest }) => (digest === null ? [] : [digest]))
  const withdrawn = entries.filter(({ digest }) => digest === null).map(({ name }) => name)
  const publicGone = gone.filter(name => !isPrivateName(name))
  return (
    isSame(
      set,
      rows.map(row => row["..."]),
    ) && isSame(withdrawn, publicGone)
  )
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join("\n") === [...b].sort().join("\n")
}

/** A digest without a text is one that was redacted. */
function disclosureFaults(database: Database): string[] {
  const disclosed = new Set(rowsOf(database, "disclosure").map(row => row.digest))
  const redacted = new Set(rowsOf(database, "redaction").map(row => row.digest))
  const wrong = rowsOf(database, "disclosure").filter(
    ({ digest, encoded }) => parseDisclosure(String(encoded), NODE_CODEC)?.digest !== digest,
  )
  const missing = rowsOf(database, "entry").filter(
    ({ digest }) => digest !== null && !disclosed.has(digest ?? null) && !redacted.has(digest ?? null),
  )
  return [
    ...wrong.map(({ digest }) => `disclosure ${String(digest)}: the text is not its own`),
    ...missing.map(({ digest }) => `disclosure ${String(digest)}: the text is missing`),
  ]
}
