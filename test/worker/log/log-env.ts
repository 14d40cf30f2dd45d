/** A Worker whose log has a key, and a lock of its own; and what a reader makes of what it serves. */
import { env } from "cloudflare:workers"
import { parseCheckpoint } from "../../../shared/log/checkpoint.ts"
import { type LogEntry, parseEntry } from "../../../shared/log/entry.ts"
import { parseNote, parseVerifierKey, signedBy, type VerifySignature } from "../../../shared/log/note.ts"
import { entriesOfBundle, tileAt, tilePath, tilesOf } from "../../../shared/log/tile.ts"
import type { VerifyOffice } from "../../../shared/verify/acts.ts"
import type { Env } from "../../../worker/host/env.ts"
import { request } from "../push-fixture.ts"

/** Of RFC 8037, appendix A. */
export const LOG_KEY = JSON.stringify({
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
})

/** With the lock of this name; by itself one that nobody else has. */
export function withLog(given: Env = env, lock: string = crypto.randomUUID()): Env {
  const locks = env.LOG_LOCK
  if (!locks) throw new Error("the tests have no lock")
  return { ...given, LOG_KEY, LOG_LOCK: { getByName: () => locks.getByName(lock) } }
}

export const verifyEd25519: VerifySignature = async ({ publicKey }, message, signature) => {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"])
  return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message))
}

export const verifyRsa: VerifyOffice = async ({ n, e }, signed) => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
  const key = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e }, algorithm, false, ["verify"])
  const [header, payload, signature = ""] = signed.split(".")
  const bytes = new Uint8Array(Buffer.from(signature, "base64url"))
  return crypto.subtle.verify(algorithm, key, bytes, new TextEncoder().encode(`${header}.${payload}`))
}

export type ReadLog = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly entries: readonly LogEntry[]
  readonly bytes: readonly Uint8Array[]
  /** By `level/number`, of the tiles. */
  readonly hashes: ReadonlyMap<string, Uint8Array>
}

/** All of it, out of its public addresses alone. @throws where a signature or a form does not hold */
export async function readLog(given: Env): Promise<ReadLog> {
  const note = parseNote(await (await get("/log/checkpoint", given)).text())
  const vkey = parseVerifierKey((await (await get("/log/vkey", given)).text()).trimEnd())
  const checkpoint = note && parseCheckpoint(note.text)
  if (!note || !vkey || !checkpoint) throw new Error("no checkpoint")
  if ((await signedBy(note, vkey, verifyEd25519)) !== "signed" || vkey.name !== checkpoint.origin)
    throw new Error("not signed")
  const { origin, size, root } = checkpoint
  const hashes = new Map<string, Uint8Array>()
  const bytes: Uint8Array[] = []
  for (const tile of tilesOf(size)) {
    const found = await bytesAt(`/log/${tilePath(tile)}`, given)
    for (let at = 0; at < tile.width; at++)
      hashes.set(`${tile.level}/${tile.number * 256 + at}`, found.slice(at * 32, (at + 1) * 32))
    if (tile.level !== 0) continue
    const bundle = tileAt("entries", tile.number * 256, size)
    bytes.push(...(entriesOfBundle(await bytesAt(`/log/${tilePath(bundle)}`, given), bundle.width) ?? []))
  }
  const entries = bytes.map(each => parseEntry(new TextDecoder().decode(each)) as LogEntry)
  return { origin, size, root, entries, bytes, hashes }
}

async function bytesAt(path: string, given: Env): Promise<Uint8Array> {
  return new Uint8Array(await (await get(path, given)).arrayBuffer())
}

async function get(path: string, given: Env): Promise<Response> {
  const response = await request(path, undefined, given)
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  return response
}
