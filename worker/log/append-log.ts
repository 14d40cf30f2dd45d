/** What is entered into the log beside pushes, and what of before is brought into its tree. */
import { type EndedLog, instantOf, type KeyEntry, type LogEntry } from "../../shared/log/entry.ts"
import { formatVerifierKey, parseVerifierKey, SIGNATURE_TYPES } from "../../shared/log/note.ts"
import { canonicalJson } from "../../shared/push/sd-jwt.ts"
import {
  grow,
  insertNodes,
  type LogTree,
  logStatements,
  type NewEntry,
  newEntry,
  readEntryTexts,
  readTree,
} from "./log-tree.ts"

/** Whose keys there are, and what a log is called that has no name yet. Its name is that of its newest key for ever after. */
export type LogIdentity = {
  readonly office: KeyEntry["office"]
  readonly publicKey: Uint8Array
  readonly firstOrigin: string
}

/** The name of the log whose newest keys these are; undefined before the first. */
export function originOf(keys: KeyEntry | undefined): string | undefined {
  return keys && parseVerifierKey(keys.log)?.name
}

/** The verifier key of a log of this name; before it has one, of the name it will have. */
export function keyOf({ publicKey, firstOrigin }: LogIdentity, origin: string | undefined): string {
  return formatVerifierKey({ name: origin ?? firstOrigin, type: SIGNATURE_TYPES.ed25519, publicKey })
}

/**
 * The entry that says which keys there are, where the newest says others or there is none: before what they sign. None without
 * an identity, in an office whose log has no key yet. With `follows` it begins a log of another name.
 */
export function keyEntries(
  tree: LogTree,
  identity: LogIdentity | undefined,
  now: number,
  follows?: { readonly log: EndedLog; readonly origin: string },
): NewEntry[] {
  if (!identity) return []
  const { office } = identity
  const log = keyOf(identity, follows?.origin ?? originOf(tree.keys))
  if (!follows && tree.keys && isSameKeys(tree.keys, { office, log })) return []
  const at = timeOf(tree, now)
  const entry = {
    type: "key",
    at: instantOf(at),
    office,
    log,
    ...(follows && { follows: follows.log }),
  } as const
  return [newEntry(`key/${String(tree.next).padStart(12, "0")}`, at, entry)]
}

function isSameKeys({ office, log }: KeyEntry, keys: Pick<KeyEntry, "office" | "log">): boolean {
  return canonicalJson({ office, log }) === canonicalJson(keys)
}

/** Isolates' clocks differ a little, and what is entered later never says an earlier time; by more it is told as it is. */
export function timeOf({ at }: LogTree, now: number): number {
  return at - now <= CLOCKS_APART ? Math.max(at, now) : now
}

const CLOCKS_APART = 300_000

/** Whether somebody else's entry came in between: then the tree is read again, and nothing was written. */
export function cameSecond(error: unknown): boolean {
  return (
    error instanceof Error &&
    /another entry of the log|UNIQUE constraint failed: log_node/.test(error.message)
  )
}

const TRIES = 5

/** Does it with the tree as it is, and again where another entry came first. */
export async function withTree<T>(db: D1Database, act: (tree: LogTree) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await act(await readTree(db))
    } catch (error) {
      if (tried === TRIES || !cameSecond(error)) throw error
    }
  }
}

export type Named = { readonly name: string; readonly entry: (at: string) => LogEntry }

/**
 * Appends entries of their own, and before them which keys there are where the log does not say so yet: of a log that has
 * entries, also without any of its own. One that is there already is no fault, and then none of them is entered.
 */
export async function appendEntries(
  db: D1Database,
  entries: readonly Named[],
  { identity, now }: { readonly identity: LogIdentity | undefined; readonly now: number },
): Promise<void> {
  await withTree(db, async tree => {
    const at = timeOf(tree, now)
    const made = entries.map(({ name, entry }) => newEntry(name, at, entry(instantOf(at))))
    const all = [...keyEntries(tree, identity, now), ...made]
    if (all.length === 0 || (made.length === 0 && tree.next === 0)) return
    await db.batch(logStatements(db, tree, all).statements)
  }).catch((error: unknown) => {
    if (!(error instanceof Error && /the log has this entry/.test(error.message))) throw error
  })
}

/** Brings some entries into the tree that are in the log and not in it: those of the version before, or of a restored one. */
export async function catchUp(db: D1Database, most: number): Promise<void> {
  await withTree(db, async ({ edge, next }) => {
    if (edge.size >= next) return
    const texts = await readEntryTexts(db, edge.size, Math.min(next, edge.size + most))
    await db.batch([insertNodes(db, grow(edge, texts).completed)])
  })
}
