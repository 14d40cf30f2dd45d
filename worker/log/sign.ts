/** The newest checkpoint: the lock is asked first, with the proof that the tree goes on from what was signed before. */
import * as z from "zod/mini"
import { parseCheckpoint } from "../../shared/log/checkpoint.ts"
import type { EndedLog } from "../../shared/log/entry.ts"
import { parseNote } from "../../shared/log/note.ts"
import { consistencyProof, type RangeHash } from "../../shared/log/proof.ts"
import { nodesNeeded } from "../../shared/log/tile.ts"
import { edgeRoot, joinNodes, nodesOf, type TreeHash } from "../../shared/log/tree.ts"
import type { Config } from "../host/env.ts"
import { readRows } from "../store/sql.ts"
import { announcedTree, keyEntries, originOf, withTree } from "./append-log.ts"
import { textOf } from "./base64.ts"
import { askLock } from "./lock.ts"
import type { LockRequest, LockState } from "./lock-rule.ts"
import { logIdentity, signCheckpoint } from "./log-key.ts"
import { type Grown, logStatements, placeOf, readNodes } from "./log-tree.ts"
import { NATIVE_SHA256 } from "./sha256.ts"

type SigningDeps = {
  readonly db: D1Database
  readonly config: Config
  readonly lock: LockNamespace | undefined
  /** Epoch milliseconds. */
  readonly now: number
}

const checkpointRow = z.object({ origin: z.string(), size: z.int(), note: z.string() })
export type StoredCheckpoint = z.infer<typeof checkpointRow>

/** As it is served; undefined before the first. */
export async function readCheckpoint(db: D1Database): Promise<StoredCheckpoint | undefined> {
  return (await readRows(db, checkpointRow, "SELECT origin, size, note FROM log_checkpoint"))[0]
}

/** What became of the newest tree. `behind`: the lock has let be signed what this database does not go on from. */
export type Signed =
  | { readonly outcome: "signed"; readonly note: string }
  | { readonly outcome: "noKey" | "empty" }
  | { readonly outcome: "behind"; readonly state: LockState }

/** Signs the tree as it is: one that has just grown where it is in hand, else as it is read. */
export async function signTree(deps: SigningDeps, grown?: Grown): Promise<Signed> {
  const { db, config, lock, now } = deps
  const identity = logIdentity(config)
  if (!lock || !identity) return { outcome: "noKey" }
  const newest = () => announcedTree(db, identity, now)
  let tree = grown ?? (await newest())
  let from = tree.before.size
  for (let tried = 0; tried < TRIES; tried++) {
    const asked = await requestOf(db, tree, from)
    if (!asked) return { outcome: "empty" }
    const { isLocked, state } = await askLock(lock, asked)
    if (isLocked) return keep(db, asked.head, signCheckpoint(config, asked.head, { keys: tree.keys, now }))
    if (state === null && (await hasSigned(db, asked.head.origin))) return beginLog(deps, await ended(db))
    // Somebody else's was first: of this tree as it was before, or of what came since.
    tree = await newest()
    const next = state !== null && state.origin === asked.head.origin ? state.size : 0
    if (next > tree.after.size || (next === from && tried > 0)) return { outcome: "behind", state }
    from = next
  }
  return { outcome: "behind", state: null }
}

const TRIES = 4

/** What the lock is asked; undefined while there is nothing to sign, or nobody whose log it is. */
async function requestOf(db: D1Database, grown: Grown, from: number): Promise<LockRequest | undefined> {
  const { after, keys } = grown
  const origin = originOf(keys)
  if (origin === undefined || after.size === 0) return undefined
  const head = { origin, size: after.size, root: textOf(edgeRoot(after, NATIVE_SHA256)) }
  const proof = (await proofFrom(db, grown, from)).map(textOf)
  return { head, from, proof, ...(keys?.follows && { follows: keys.follows }) }
}

/** A lock that knows nothing of a log that was signed is another one, or was lost: nobody can say how far it had come. */
async function hasSigned(db: D1Database, origin: string): Promise<boolean> {
  return (await readCheckpoint(db))?.origin === origin
}

async function ended(db: D1Database): Promise<EndedLog> {
  const head = await readSignedHead(db)
  if (!head) throw new TypeError("the newest checkpoint in the database cannot be read")
  return head
}

/** The newest tree that was signed; undefined before the first. */
export async function readSignedHead(db: D1Database): Promise<EndedLog | undefined> {
  const stored = await readCheckpoint(db)
  const checkpoint = stored && parseCheckpoint(parseNote(stored.note)?.text ?? "")
  return checkpoint && { origin: checkpoint.origin, size: checkpoint.size, root: textOf(checkpoint.root) }
}

/**
 * Begins a log of another name with the entries there are: the way on where they do not go on from what was signed. Its first
 * new entry says which log ended where, so that nobody takes the one for the other.
 */
export async function beginLog(deps: SigningDeps, log: EndedLog): Promise<Signed> {
  const { db, config, now } = deps
  const origin = originAfter(log.origin)
  const grown = await withTree(db, async tree => {
    const entries = keyEntries(tree, logIdentity(config), now, { follows: { log, origin } })
    const made = logStatements(db, tree, entries)
    await db.batch(made.statements)
    return made.grown
  })
  return signTree(deps, grown)
}

/** `host/log`, `host/log/2`, `host/log/3`. */
function originAfter(origin: string): string {
  const [, name = origin, number = "1"] = /^(.*?)(?:\/(\d+))?$/.exec(origin) ?? []
  return `${name}/${Number(number) + 1}`
}

/** What stands there already is not written again: most hours nothing has grown. */
async function keep(
  db: D1Database,
  { origin, size }: LockRequest["head"],
  note: string | undefined,
): Promise<Signed> {
  // An isolate that knows neither the key which the log names nor one that signs beside it.
  if (note === undefined) return { outcome: "noKey" }
  await db
    .prepare(
      `INSERT INTO log_checkpoint (one, origin, size, note) VALUES (1, ?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET origin = ?1, size = ?2, note = ?3
         WHERE origin <> ?1 OR size < ?2 OR (size = ?2 AND note <> ?3)`,
    )
    .bind(origin, size, note)
    .run()
  return { outcome: "signed", note }
}

/** That a tree goes on from its first entries: out of what was just appended to, and of the database what is not in hand. */
async function proofFrom(
  db: D1Database,
  { before, after, completed }: Grown,
  from: number,
): Promise<TreeHash[]> {
  if (from > after.size) return []
  const make = (rangeHash: RangeHash) => consistencyProof(from, after.size, rangeHash)
  const known = new Map([
    ...nodesOf(0, before.size).map((node, at) => [placeOf(node), before.hashes[at] as TreeHash] as const),
    ...completed.map(node => [placeOf(node), node.hash] as const),
  ])
  const missing = nodesNeeded(make).filter(node => !known.has(placeOf(node)))
  return make(rangeHashOf(new Map([...known, ...(await readNodes(db, missing))])))
}

/** Of nodes in hand. @throws for one that is not there: the tree in the database is damaged */
export function rangeHashOf(nodes: ReadonlyMap<string, TreeHash>): RangeHash {
  return (from, to) =>
    joinNodes(
      nodesOf(from, to).map(node => {
        const hash = nodes.get(placeOf(node))
        if (!hash) throw new Error(`the node ${placeOf(node)} of the log is missing`)
        return hash
      }),
      NATIVE_SHA256,
    )
}
