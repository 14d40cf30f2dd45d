/** What a witness keeps in its folder: its key, the logs it looks at, and of each the newest checkpoint it signed. */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseCheckpoint } from "../../shared/log/checkpoint.ts"
import { cosignedMessage, timedSignature } from "../../shared/log/cosignature.ts"
import {
  formatNote,
  formatVerifierKey,
  isKeyName,
  keyIdOf,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  SIGNATURE_TYPES,
  type VerifierKey,
} from "../../shared/log/note.ts"
import { type Judged, judgeSubmission, type WitnessedLog } from "../../shared/log/witness.ts"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { NODE_SHA256 } from "../record/node-codec.ts"
import { verifyNote } from "../verify/node-keys.ts"

const KEY_FILE = "witness-key.json"
const LOGS_FILE = "logs.txt"

const keySchema = z.strictObject({ name: z.string(), pkcs8: z.string() })

type WitnessKey = { readonly own: Omit<VerifierKey, "keyId">; readonly privateKey: KeyObject }

/** Made once: under another key or name nobody's policy knows it. @throws CommandError */
export async function openKey(folder: string, name: string | undefined): Promise<WitnessKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, KEY_FILE)
  const text = await readIfThere(path)
  const kept = text === undefined ? undefined : keySchema.parse(parseJson(text))
  if (kept && name !== undefined && name !== kept.name)
    throw new CommandError(
      `พยานในโฟลเดอร์นี้ชื่อ ${kept.name} แล้ว / the witness in this folder is called ${kept.name}`,
    )
  if (kept)
    return keyOf(
      kept.name,
      createPrivateKey({ key: Buffer.from(kept.pkcs8, "base64"), format: "der", type: "pkcs8" }),
    )
  if (name === undefined || !isKeyName(name))
    throw new CommandError(
      "ครั้งแรกต้องตั้งชื่อพยานด้วย --name เช่น witness.example/w1 / name the witness with --name, an address without scheme",
    )
  const { privateKey } = generateKeyPairSync("ed25519")
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64")
  await writeFileAtomic(path, `${JSON.stringify({ name, pkcs8 })}\n`, { mode: 0o600 })
  return keyOf(name, privateKey)
}

function keyOf(name: string, privateKey: KeyObject): WitnessKey {
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: "jwk" }).x ?? "", "base64url"))
  return { own: { name, type: SIGNATURE_TYPES.cosignature, publicKey }, privateKey }
}

/** Of each line that is not blank and no remark a verifier key; a new one is written behind them. @throws CommandError */
export async function openLogs(folder: string, added: string | undefined): Promise<VerifierKey[]> {
  const path = join(folder, LOGS_FILE)
  const lines = ((await readIfThere(path)) ?? "").split("\n").filter(line => line.trim() !== "")
  if (added !== undefined && !lines.includes(added.trim())) {
    lines.push(added.trim())
    keysOf(lines)
    await writeFileAtomic(path, `${lines.join("\n")}\n`, { mode: 0o600 })
  }
  return keysOf(lines)
}

function keysOf(lines: readonly string[]): VerifierKey[] {
  return lines
    .filter(line => !line.startsWith("#"))
    .map(line => {
      const key = parseVerifierKey(line.trim())
      if (key?.type === SIGNATURE_TYPES.ed25519) return key
      throw new CommandError(
        `${LOGS_FILE}: ไม่ใช่กุญแจของบันทึก (/log/vkey) / not the verifier key of a log: ${line}`,
      )
    })
}

type WitnessAnswer = Exclude<Judged, { status: 200 }> | { readonly status: 200; readonly lines: string }

export type Witness = {
  readonly vkey: string
  readonly add: (body: string, now: number) => Promise<WitnessAnswer>
  /** The newest checkpoint of a log, by the SHA-256 of its origin in hexadecimal. */
  readonly newest: (originHash: string) => Promise<string | undefined>
}

export function openWitness(
  folder: string,
  { own, privateKey }: WitnessKey,
  logs: readonly VerifierKey[],
): Witness {
  const pathOf = (originHash: string) => join(folder, `${originHash}.checkpoint`)
  const judge = async (body: string, now: number): Promise<WitnessAnswer> => {
    const known = await readLogs(logs, pathOf)
    const judged = await judgeSubmission(body, origin => known.get(origin), verifyNote, NODE_SHA256)
    if (judged.status !== 200) return judged
    const { note, checkpoint, log } = judged
    const at = Math.floor(now / 1000)
    const line = { ...own, keyId: keyIdOf(own), signature: cosign({ own, privateKey }, note.text, at) }
    const theirs = note.signatures.filter(({ name, keyId }) => name === log.name && keyId === log.keyId)
    // Kept before it is given away: what was signed once is known for ever. Renamed into its place after it is on the disk.
    await writeFileAtomic(
      pathOf(hashOf(checkpoint.origin)),
      formatNote({ text: note.text, signatures: [...theirs, line] }),
      { mode: 0o600 },
    )
    return { status: 200, lines: formatNote({ text: "", signatures: [line] }).trimStart() }
  }
  // One after another: what is compared must be what is replaced.
  let last: Promise<unknown> = Promise.resolve()
  return {
    vkey: formatVerifierKey(own),
    add: (body, now) => {
      const mine = last.then(() => judge(body, now))
      last = mine.catch(() => undefined)
      return mine
    },
    newest: originHash => readIfThere(pathOf(originHash)),
  }
}

async function readLogs(
  logs: readonly VerifierKey[],
  pathOf: (originHash: string) => string,
): Promise<Map<string, WitnessedLog>> {
  const known = new Map<string, WitnessedLog>()
  for (const key of logs) {
    const text = await readIfThere(pathOf(hashOf(key.name)))
    const newest = text === undefined ? undefined : parseCheckpoint(parseNote(text)?.text ?? "")
    // Taken for the first time it would sign a fork.
    if (text !== undefined && !newest) throw new Error(`the checkpoint kept of ${key.name} is damaged`)
    known.set(key.name, { keys: [...(known.get(key.name)?.keys ?? []), key], newest })
  }
  return known
}

function hashOf(origin: string): string {
  return createHash("sha256").update(origin).digest("hex")
}

function cosign({ own, privateKey }: WitnessKey, text: string, at: number): NoteSignature["signature"] {
  const message = cosignedMessage({ ...own, text, at })
  if (!message) throw new TypeError("not a checkpoint")
  return timedSignature(at, new Uint8Array(sign(null, message, privateKey)))
}
