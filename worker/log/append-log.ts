/** What is entered into the log beside pushes, and what of before is brought into its tree. */
import { type EndedLog, instantOf, type KeyEntry, type LogEntry } from "../../shared/log/entry.ts"
import { formatVerifierKey, parseVerifierKey, SIGNATURE_TYPES } from "../../shared/log/note.ts"
import { canonicalJson } from "../../shared/push/sd-jwt.ts"
import {
  type Grown,
  grow,
  insertNodes,
  type LogTree,
  logStatements,
  type NewEntry,
  newEntry,
  readEntryTexts,
  readTree,
  unchangedTree,
} from "./log-tree.ts"

/** Whose keys there are, and what a log is called that has no name yet. Its name is that of its newest key for ever after. */
export type LogIdentity = {
  readonly office: KeyEntry["office"]
  /** Of the newest key of the log. */
  readonly publicKey: Uint8Array
  readonly firstOrigin: string
  /** A note by which one of its keys hands over to another; undefined where the Worker does not hold it any more. */
  readonly handOver: (from: string, to: string) => string | undefined
}

/** The name of the log whose newest keys these are; undefined before the first. */
export function originOf(keys: KeyEntry | undefined): string | undefined {
  return keys && parseVerifierKey(keys.log)?.name
}

/** The verifier key of a log of this name; before it has one, of the name it will have. */
function keyOf({ publicKey, firstOrigin }: LogIdentity, origin: string | undefined): string {
  return formatVerifierKey({ name: origin ?? firstOrigin, type: SIGNATURE_TYPES.ed25519, publicKey })
}

/** The verifier key that readers are to have: the one that the log names, which is entered before it signs. */
export function announcedKey(identity: LogIdentity, keys: KeyEntry | undefined): string {
  return keys?.log ?? keyOf(identity, undefined)
}

/** How long the log's old key signs beside the new one, for those who know no other: witnesses, and whoever kept it. */
const OVERLAP_SECONDS = 30 * 86_400

type Renewed = {
  /** Begins a log of another name. */
  readonly follows?: { readonly log: EndedLog; readonly origin: string }
  /** A key of the log that was replaced and signs nothing more from now on. */
  readonly ends?: string
}

/**
 * The entry that says which keys there are, where the newest says others or there is none: before what they sign. None without
 * an identity, in an office whose log has no key yet.
 */
export function keyEntries(
  tree: LogTree,
  identity: LogIdentity | undefined,
  now: number,
  { follows, ends }: Renewed = {},
): NewEntry[] {
  if (!identity) return []
  const { office } = identity
  const keys = follows ? { log: keyOf(identity, follows.origin) } : logKeysAfter(tree, identity, now, ends)
  if (!follows && tree.keys && isSameKeys(tree.keys, { office, ...keys })) return []
  const at = timeOf(tree, now)
  const entry = {
    type: "key",
    at: instantOf(at),
    office,
    ...keys,
    ...(follows && { follows: follows.log }),
  } as const
  return [newEntry(`key/${String(tree.next).padStart(12, "0")}`, at, entry)]
}

type LogKeys = Pick<KeyEntry, "log" | "before" | "handed">

/** Whether the log names its newest key. One that was replaced does not come back: some isolate may know no newer one yet. */
export function isAnnounced(identity: LogIdentity, { log, before = [] }: KeyEntry): boolean {
  const own = keyOf(identity, parseVerifierKey(log)?.name)
  return log === own || before.some(({ key }) => key === own)
}

function logKeysAfter(
  { keys }: LogTree,
  identity: LogIdentity,
  now: number,
  ends: string | undefined,
): LogKeys {
  const own = keyOf(identity, originOf(keys))
  const seconds = Math.floor(now / 1000)
  const before = keys?.before?.map(each =>
    each.key === ends ? { ...each, exp: Math.min(each.exp, seconds) } : each,
  )
  if (!keys || isAnnounced(identity, keys)) return { log: keys?.log ?? own, ...(before && { before }) }
  const handed = identity.handOver(keys.log, own)
  const exp = handed === undefined ? seconds : seconds + OVERLAP_SECONDS
  return {
    log: own,
    before: [{ key: keys.log, exp }, ...(before ?? [])],
    ...(handed !== undefined && { handed }),
  }
}

function isSameKeys(
  { office, log, before = [] }: KeyEntry,
  keys: Pick<KeyEntry, "office" | "log" | "before">,
): boolean {
  const other = { office: keys.office, log: keys.log, before: keys.before ?? [] }
  return canonicalJson({ office, log, before }) === canonicalJson(other)
}

/** Isolates' clocks differ a little, and what is entered later never says an earlier time; by more it is told as it is. */
export function timeOf({ at }: LogTree, now: number): number {
  return at - now <= CLOCKS_APART ? Math.max(at, now) : now
}

const CLOCKS_APART = 300_000

/** Whether somebody else's entry came in between: then the tree is read again, and nothing was written. */
function cameSecond(error: unknown): boolean {
  return (
    error instanceof Error &&
    /another entry of the log|UNIQUE constraint failed: log_node/.test(error.message)
  )
}

/** The tree as it stands, with an entry for a new key of the log where there is none yet: before anything is signed with it. */
export async function announcedTree(
  db: D1Database,
  identity: LogIdentity | undefined,
  now: number,
): Promise<Grown> {
  return withTree(db, async tree => {
    if (!identity || !tree.keys || isAnnounced(identity, tree.keys)) return unchangedTree(tree)
    const made = logStatements(db, tree, keyEntries(tree, identity, now))
    await db.batch(made.statements)
    return made.grown
  })
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
