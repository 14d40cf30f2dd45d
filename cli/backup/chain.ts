/** Whether a database is the record it says: every leaf on the one before it, every digest its own text's, every state as signed. */
import { GENESIS, leafHash, type PushPayload, payloadSchema, stateOf } from "../../shared/push/payload.ts"
import { decodePayload, type Hash, parseDisclosure, sha256Text } from "../../shared/push/sd-jwt.ts"
import { isPrivateName } from "../../shared/row/name.ts"
import { type Database, rowsOf, type Value } from "../cloudflare/database.ts"

type Year = { sequence: number; head: string; readonly rows: Map<string, Hash> }
type Entry = { readonly name: string; readonly digest: string | null }

/** What does not hold, each in a line; empty for a whole record. */
export function chainFaults(database: Database): string[] {
  const entriesByLeaf = entriesOf(database)
  const years = new Map<Value | undefined, Year>()
  const faults: string[] = []
  for (const [place, leaf] of rowsOf(database, "leaf").entries()) {
    const year = years.get(leaf.fiscal_year) ?? { sequence: 0, head: GENESIS, rows: new Map() }
    years.set(leaf.fiscal_year, year)
    const entries = entriesByLeaf.get(leaf.idx) ?? []
    const wrong = leafFaults(leaf, place, year, entries)
    faults.push(...wrong.map(fault => `leaf ${String(leaf.idx)}: ${fault}`))
    year.sequence = Number(leaf.sequence)
    year.head = String(leaf.head)
  }
  return [...faults, ...disclosureFaults(database)]
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

function leafFaults(
  leaf: Record<string, Value>,
  place: number,
  year: Year,
  entries: readonly Entry[],
): string[] {
  const signed = String(leaf.signed)
  const payload = payloadSchema.safeParse(decodePayload(signed))
  if (!payload.success) return ["the signed part cannot be read"]
  applyEntries(year.rows, entries)
  const { base, sequence, fiscalYear, state, iss } = payload.data
  const holds: readonly (readonly [boolean, string])[] = [
    [leaf.idx === place, "the index is not dense"],
    [leaf.head === sha256Text(signed), "the head is not the hash of the signed part"],
    [leaf.leaf_hash === leafHash(signed), "the leaf hash is wrong"],
    [base === year.head && leaf.base === base, "it does not stand on the leaf before it"],
    [sequence === year.sequence + 1 && leaf.sequence === sequence, "the sequence has a gap"],
    [leaf.fiscal_year === fiscalYear && leaf.office === iss, "the office or year is another than signed"],
    [isSigned(entries, payload.data), "its lines are not those signed"],
    [
      state === stateOf(Array.from(year.rows, ([name, digest]) => ({ name, digest }))),
      "the state is not as signed",
    ],
  ]
  return holds.filter(([isRight]) => !isRight).map(([, fault]) => fault)
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
    ({ digest, encoded }) => parseDisclosure(String(encoded))?.digest !== digest,
  )
  const missing = rowsOf(database, "entry").filter(
    ({ digest }) => digest !== null && !disclosed.has(digest ?? null) && !redacted.has(digest ?? null),
  )
  return [
    ...wrong.map(({ digest }) => `disclosure ${String(digest)}: the text is not its own`),
    ...missing.map(({ digest }) => `disclosure ${String(digest)}: the text is missing`),
  ]
}
