/**
 * Asks the witnesses of the settings to sign the newest checkpoint (C2SP tlog-witness). Whoever publishes never waits for them:
 * what they sign is served as soon as it is there, and that it is not there is said.
 */
import { createPublicKey, verify } from "node:crypto"
import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js"
import * as z from "zod/mini"
import { type Checkpoint, parseCheckpoint } from "../../shared/log/checkpoint.ts"
import { cosignedBy } from "../../shared/log/cosignature.ts"
import {
  parseNote,
  parseSignatureLine,
  SIGNATURE_TYPES,
  signatureLine,
  type VerifySignature,
} from "../../shared/log/note.ts"
import type { Witness } from "../../shared/log/policy.ts"
import { consistencyProof, type RangeHash } from "../../shared/log/proof.ts"
import { nodesNeeded } from "../../shared/log/tile.ts"
import { ADD_CHECKPOINT, formatSubmission, SIZE_TYPE } from "../../shared/log/witness.ts"
import { configOf, type Env } from "../host/env.ts"
import { logFailure, newRequestId } from "../host/log.ts"
import { readRows } from "../store/sql.ts"
import { textOf } from "./base64.ts"
import { readNodes } from "./log-tree.ts"
import { rangeHashOf, readCheckpoint } from "./sign.ts"

const PATIENCE_MS = 10_000
/** Sixteen lines of the longest kind of signature. */
const MOST_BYTES = 64_000

/** Of a note or a cosignature. */
export const verifyLine: VerifySignature = ({ type, publicKey }, message, signature) => {
  if (type === SIGNATURE_TYPES.mldsaCosignature) return ml_dsa44.verify(signature, message, publicKey)
  const x = Buffer.from(publicKey).toString("base64url")
  return verify(
    null,
    message,
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
    signature,
  )
}

/** Never throws: a witness that is silent or refuses has a line in the Worker's log, and is asked again. */
export async function loggedCosigning(env: Env): Promise<void> {
  const asked = configOf(env).witnesses.witnesses.filter(({ url }) => url !== undefined)
  if (asked.length === 0) return
  await Promise.all(
    asked.map(witness =>
      askWitness(env.DB, witness).catch(error =>
        logFailure(newRequestId(), `the witness ${witness.name}`, error),
      ),
    ),
  )
}

const cosignatureRow = z.object({
  key: z.string(),
  size: z.int(),
  root: z.string(),
  signedAt: z.int(),
  line: z.string(),
})
type KeptCosignature = z.infer<typeof cosignatureRow>

const SELECT = "SELECT key, size, root, signed_at AS signedAt, line FROM log_cosignature"

export function readCosignatures(db: D1Database): Promise<KeptCosignature[]> {
  return readRows(db, cosignatureRow, SELECT)
}

export function keyOfWitness({ key: { name, keyId } }: Witness): string {
  return `${name}+${keyId}`
}

/** What a witness does not sign. The Worker's log has codes of letters and no messages: `E_WITNESS_UNKNOWN_LOG`. */
class WitnessRefusedError extends Error {
  override readonly name = "WitnessRefusedError"
  constructor(why: string) {
    super(`E_WITNESS_${why}`)
  }
}

async function askWitness(db: D1Database, witness: Witness): Promise<void> {
  const stored = await readCheckpoint(db)
  const checkpoint = stored && parseCheckpoint(parseNote(stored.note)?.text ?? "")
  if (!stored || !checkpoint) return
  const [own] = await readRows(db, cosignatureRow, `${SELECT} WHERE key = ?1`, keyOfWitness(witness))
  const isSigned = own?.size === checkpoint.size && own.root === textOf(checkpoint.root)
  if (isSigned) return
  const old = own && own.size <= checkpoint.size ? own.size : 0
  const answer = await submit(db, witness, { note: stored.note, checkpoint, old })
  // It is further on than was known here, or another Worker asked it: once more from there.
  const last =
    "size" in answer ? await submit(db, witness, { note: stored.note, checkpoint, old: answer.size }) : answer
  if (!("lines" in last)) throw new WitnessRefusedError("ELSEWHERE")
  await keep(db, witness, { note: stored.note, checkpoint, lines: last.lines })
}

type Submitted = { readonly note: string; readonly checkpoint: Checkpoint; readonly old: number }

async function submit(
  db: D1Database,
  { url }: Witness,
  { note, checkpoint, old }: Submitted,
): Promise<{ readonly lines: string } | { readonly size: number }> {
  if (old > checkpoint.size) throw new WitnessRefusedError("AHEAD")
  const make = (rangeHash: RangeHash) => consistencyProof(old, checkpoint.size, rangeHash)
  const proof = make(rangeHashOf(await readNodes(db, nodesNeeded(make))))
  const answer = await fetch(`${url}${ADD_CHECKPOINT}`, {
    method: "POST",
    body: formatSubmission({ old, proof, note }),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const body = await textWithin(answer)
  const isSize = answer.headers.get("Content-Type")?.split(";")[0]?.trim() === SIZE_TYPE
  if (answer.status === 409 && isSize && /^(0|[1-9]\d{0,15})\n$/.test(body)) return { size: Number(body) }
  if (answer.status === 200) return { lines: body }
  throw new WitnessRefusedError(REFUSALS.get(answer.status) ?? "BROKEN")
}

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [400, "FORM"],
  [403, "UNKNOWN_KEY"],
  [404, "UNKNOWN_LOG"],
  // Without its size, as the protocol asks for it.
  [409, "ELSEWHERE"],
  [422, "INCONSISTENT"],
])

async function textWithin(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer.body ?? []) {
    length += part.length
    if (length > MOST_BYTES) throw new WitnessRefusedError("TOO_LONG")
    parts.push(part)
  }
  return Buffer.concat(parts).toString("utf8")
}

type Answered = Omit<Submitted, "old"> & { readonly lines: string }

/** The line of its key that holds; others are read over. */
async function keep(db: D1Database, witness: Witness, { note, checkpoint, lines }: Answered): Promise<void> {
  const text = parseNote(note)?.text ?? ""
  const signatures = lines.split("\n").flatMap(line => parseSignatureLine(line) ?? [])
  const cosigned = await cosignedBy({ text, signatures }, witness.key, verifyLine)
  if (cosigned.found !== "signed") throw new WitnessRefusedError(`SIGNATURE_${cosigned.found.toUpperCase()}`)
  await db
    .prepare(
      `INSERT INTO log_cosignature (key, size, root, signed_at, line) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET size = ?2, root = ?3, signed_at = ?4, line = ?5`,
    )
    .bind(
      keyOfWitness(witness),
      checkpoint.size,
      textOf(checkpoint.root),
      cosigned.at,
      signatureLine(cosigned.line),
    )
    .run()
}

/** A checkpoint with the lines of witnesses that signed this very tree. */
export function withCosignatures(note: string, kept: readonly KeptCosignature[]): string {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "")
  if (!checkpoint) return note
  const root = textOf(checkpoint.root)
  return (
    note +
    kept.flatMap(each => (each.size === checkpoint.size && each.root === root ? each.line : [])).join("")
  )
}
