/** The tree as files (C2SP tlog-tiles): checkpoint, verifier key, tiles, and bundles of entries. */
import { type Context, Hono } from "hono"
import { parseNote, parseVerifierKey } from "../../shared/log/note.ts"
import {
  bundleBytes,
  hasTile,
  parseTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tileBytes,
} from "../../shared/log/tile.ts"
import { JOSE_CONTENT_TYPE } from "../../shared/mail/lease.ts"
import type { AppEnv } from "../app-env.ts"
import { notFound } from "../publish/answer/problem.ts"
import { readable } from "../store/reader.ts"
import { announcedKey, isAnnounced } from "./append-log.ts"
import { readCosignatures, withCosignatures } from "./cosign.ts"
import { readCountersigned } from "./countersign.ts"
import { logIdentity } from "./log-key.ts"
import { readEntryTexts, readLevel, readLogState } from "./log-tree.ts"
import { readCheckpoint, type StoredCheckpoint } from "./sign.ts"
import { signGrown } from "./tend.ts"

export const logTreeRoutes = new Hono<AppEnv>()

const TEXT_TYPE = "text/plain; charset=utf-8"
const NO_LOG = "บันทึกนี้ยังไม่มีกุญแจของบันทึก ดูบันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมดได้ที่ /log"
const NOT_COUNTERSIGNED = "สำนักงานยังไม่ได้ลงนามรับรองบันทึกนี้ ดูบันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมดได้ที่ /log"
const NO_TILE = "บันทึกที่ลงนามแล้วยังไม่มีส่วนนี้ ดูขนาดล่าสุดที่ /log/checkpoint"

/** The prefix that the specification asks for is `/log`. */
const TILE_PREFIX = "/log/"

logTreeRoutes.get("/log/checkpoint", async c => {
  const stored = await readable(newestCheckpoint(c))
  if (!stored) return notFound(c, NO_LOG)
  c.header("Cache-Control", "public, max-age=3")
  const note = withCosignatures(stored.note, await readable(readCosignatures(c.env.DB)))
  return c.body(note, 200, { "Content-Type": TEXT_TYPE })
})

logTreeRoutes.get("/log/vkey", async c => {
  const identity = logIdentity(c.get("config"))
  if (!identity) return notFound(c, NO_LOG)
  const { keys } = await readable(readLogState(c.env.DB))
  c.header("Cache-Control", "public, max-age=3")
  return c.body(`${announcedKey(identity, keys)}\n`, 200, { "Content-Type": TEXT_TYPE })
})

/** What the office signed last of this log: a compact JWS. */
logTreeRoutes.get("/log/office", async c => {
  const countersigned = await readable(readCountersigned(c.env.DB))
  if (!countersigned) return notFound(c, NOT_COUNTERSIGNED)
  c.header("Cache-Control", "public, max-age=3")
  return c.body(countersigned.signed, 200, { "Content-Type": JOSE_CONTENT_TYPE })
})

logTreeRoutes.get("/log/tile/*", async c => {
  const tile = parseTilePath(c.req.path.slice(TILE_PREFIX.length))
  const size = tile ? ((await readable(readCheckpoint(c.env.DB)))?.size ?? 0) : 0
  // Beyond what is signed nothing is for ever: a database that was put back could fill it in another way.
  if (!tile || !hasTile(tile, size)) return notFound(c, NO_TILE)
  const bytes = await readable(bytesOfTile(c.env.DB, tile))
  // An office on this machine is thrown away and made anew at the same address.
  c.header("Cache-Control", c.env.CLOCK ? "no-cache" : "public, max-age=31536000, immutable")
  return c.body(bytes, 200, { "Content-Type": "application/octet-stream" })
})

/** Signed now where it was left unsigned: a key is new, or the lock was silent. */
async function newestCheckpoint(c: Context<AppEnv>): Promise<StoredCheckpoint | undefined> {
  const stored = await readCheckpoint(c.env.DB)
  const { size, keys } = await readLogState(c.env.DB)
  const identity = logIdentity(c.get("config"))
  if (!identity || !keys) return stored
  const key = parseVerifierKey(keys.log)
  const isSigned =
    stored?.size === size &&
    isAnnounced(identity, keys) &&
    parseNote(stored.note)?.signatures.some(({ name, keyId }) => name === key?.name && keyId === key.keyId)
  if (isSigned) return stored
  await signGrown(c.env, c.get("moment").now)
  return readCheckpoint(c.env.DB)
}

async function bytesOfTile(db: D1Database, { level, number, width }: Tile): Promise<Uint8Array<ArrayBuffer>> {
  const [from, to] = [number * TILE_WIDTH, number * TILE_WIDTH + width]
  if (level !== "entries") {
    const hashes = await readLevel(db, level * TILE_HEIGHT, from, to)
    // After a restore the nodes are brought in hour by hour: half a tile would be kept for ever.
    if (hashes.length !== width) throw new Error(`the tile ${level}/${number} is not whole yet`)
    return tileBytes(hashes)
  }
  const texts = await readEntryTexts(db, from, to)
  return bundleBytes(texts.map(text => new TextEncoder().encode(text)))
}
