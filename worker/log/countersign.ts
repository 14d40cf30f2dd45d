/** How far the office, whose key no Worker has, has checked this log and signed for it; and what it is told to go on from there. */
import * as z from "zod/mini"
import { consistencyProof, type RangeHash } from "../../shared/log/proof.ts"
import { nodesNeeded } from "../../shared/log/tile.ts"
import { joinNodes, nodesOf } from "../../shared/log/tree.ts"
import type { PushReply, TreeHead } from "../../shared/push/payload.ts"
import type { PushPayload } from "../../shared/push/payload-schema.ts"
import { readRows } from "../store/sql.ts"
import { textOf } from "./base64.ts"
import { placeOf, readNodes } from "./log-tree.ts"
import { NATIVE_SHA256 } from "./sha256.ts"
import { rangeHashOf, readSignedHead } from "./sign.ts"

/**
 * Whether a tree is not the beginning of this one. Of entries that are there and not yet in the tree, as after a restore, nobody
 * can tell: a push is taken meanwhile.
 */
export async function isForeign(db: D1Database, { size, root }: TreeHead): Promise<boolean> {
  const places = nodesOf(0, size)
  const nodes = await readNodes(db, places)
  const hashes = places.flatMap(node => nodes.get(placeOf(node)) ?? [])
  if (hashes.length === places.length) return textOf(joinNodes(hashes, NATIVE_SHA256)) !== root
  const [last] = await readRows(
    db,
    z.object({ idx: z.int() }),
    "SELECT idx FROM log_entry WHERE idx = ?1",
    size - 1,
  )
  return last === undefined
}

/**
 * The newest signed tree, with the proof that it goes on from the one an office says it checked; undefined before the first. Where
 * it does not go on, the proof proves nothing, and the office sees that.
 */
export async function toldLog(
  db: D1Database,
  { log }: Pick<PushPayload, "log">,
): Promise<PushReply["log"] | undefined> {
  const head = await readSignedHead(db)
  if (!head) return undefined
  const { size } = head
  const from = log && log.size <= size ? log.size : 0
  const make = (rangeHash: RangeHash) => consistencyProof(from, size, rangeHash)
  const proof = make(rangeHashOf(await readNodes(db, nodesNeeded(make))))
  return { ...head, proof: proof.map(textOf) }
}

/** The statement that keeps what the office countersigned, none where it did not: the newest, as its time goes. */
export function keepCountersigned(
  db: D1Database,
  signed: string,
  { log, iat }: PushPayload,
): D1PreparedStatement[] {
  if (!log) return []
  const sql = `INSERT INTO log_office (one, size, signed_at, signed) VALUES (1, ?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET size = ?1, signed_at = ?2, signed = ?3 WHERE size <= ?1`
  return [db.prepare(sql).bind(log.size, iat, signed)]
}

const officeRow = z.object({ size: z.int(), signedAt: z.int(), signed: z.string() })
type Countersigned = z.infer<typeof officeRow>

/** Undefined before the first. `signedAt` is in seconds since 1970, by the office's clock. */
export async function readCountersigned(db: D1Database): Promise<Countersigned | undefined> {
  return (await readRows(db, officeRow, "SELECT size, signed_at AS signedAt, signed FROM log_office"))[0]
}
