/** Whether a database's tree is that of its leaves, and goes on from the newest checkpoint that it says was signed. */
import { entryText, instantOf, parseEntry } from "../../shared/log/entry.ts"
import { entryHash, isSameHash } from "../../shared/log/tree.ts"
import type { Fault } from "../../shared/verify/fault.ts"
import { checkpointOf, growTree, judgeGrowth, type SeenTree } from "../../shared/verify/tree.ts"
import { type Database, rowsOf, type Value } from "../cloudflare/database.ts"
import { NODE_SHA256 } from "./node-codec.ts"

/** Empty for a database of the version before, which has no tree. */
export function treeFaults(database: Database): string[] {
  if (!database.tables.some(({ name }) => name === "log_entry")) return []
  const leaves = leavesOf(database)
  const rows = rowsOf(database, "log_entry")
  const texts = entryTexts(database)
  const faults = rows.flatMap((row, place) => entryFault(row, place, texts[place]) ?? [])
  const entered = rows.flatMap(({ leaf }) => (typeof leaf === "number" ? [leaf] : []))
  if (entered.join() !== [...leaves.keys()].join())
    faults.push("the tree: its pushes are not the leaves, each once and in order")
  return faults.length > 0
    ? faults
    : rootFaults(
        database,
        texts.map(text => text ?? ""),
      )
}

type Row = Record<string, Value>

function leavesOf(database: Database): ReadonlyMap<Value | undefined, Row> {
  return new Map(rowsOf(database, "leaf").map(leaf => [leaf.idx, leaf]))
}

/** What stands in its tree; undefined in the place of a push whose leaf is not there. */
export function entryTexts(database: Database): (string | undefined)[] {
  const leaves = leavesOf(database)
  return rowsOf(database, "log_entry").map(row => textOf(row, leaves))
}

/** Whether a database's tree goes on from one that was seen, as a checkpoint or a mail tells of it. */
export function growthFaults(database: Database, seen: SeenTree): Fault[] {
  const [stored] = rowsOf(database, "log_checkpoint")
  const hashes = entryTexts(database).map(text => entryHash(Buffer.from(text ?? ""), NODE_SHA256))
  const checkpoint = checkpointOf(String(stored?.note))
  return judgeGrowth({ checkpoint, rootAt: growTree(hashes, NODE_SHA256).rootAt }, seen)
}

/** Of a push it is made of its leaf; undefined where that is not there. */
function textOf({ leaf: idx, body }: Row, leaves: ReadonlyMap<Value | undefined, Row>): string | undefined {
  if (typeof body === "string") return body
  const leaf = leaves.get(idx)
  return (
    leaf && entryText({ type: "push", at: instantOf(Number(leaf.accepted_at)), jws: String(leaf.signed) })
  )
}

function entryFault({ idx, body }: Row, place: number, text: string | undefined): string | undefined {
  if (idx !== place) return `entry ${String(idx)}: the index is not dense`
  const entry = text === undefined ? undefined : parseEntry(text)
  if (!entry) return `entry ${place}: it cannot be read`
  return (entry.type === "push") === (body === null) ? undefined : `entry ${place}: a push that is no leaf`
}

function rootFaults(database: Database, texts: readonly string[]): string[] {
  return rowsOf(database, "log_checkpoint").flatMap(({ note }) => {
    const checkpoint = checkpointOf(String(note))
    if (!checkpoint) return ["the tree: its checkpoint cannot be read"]
    const { size, root } = checkpoint
    if (size > texts.length) return [`the tree: it has ${texts.length} entries, and ${size} were signed`]
    const hashes = texts.slice(0, size).map(text => entryHash(Buffer.from(text), NODE_SHA256))
    return isSameHash(growTree(hashes, NODE_SHA256).rootAt(size) ?? new Uint8Array(), root)
      ? []
      : [`the tree: its first ${size} entries are not those that were signed`]
  })
}
