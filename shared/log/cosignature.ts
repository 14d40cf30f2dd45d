/**
 * What a witness signs of a checkpoint (C2SP tlog-cosignature): that it saw this tree go on from every one it saw before, and
 * when. Two kinds, Ed25519 and ML-DSA-44, which sign different messages; signing and verifying are the hosts'.
 */
import { encode as utf8Encode } from "@stablelib/utf8"
import { parseCheckpoint } from "./checkpoint.ts"
import {
  type NoteSignature,
  SIGNATURE_TYPES,
  type SignedNote,
  type VerifierKey,
  type VerifySignature,
} from "./note.ts"

const TIME_BYTES = 8
const SIGNATURE_BYTES: ReadonlyMap<number, number> = new Map([
  [SIGNATURE_TYPES.cosignature, 64],
  [SIGNATURE_TYPES.mldsaCosignature, 2420],
])

/** Of the keys that cosign; a plain Ed25519 key signs a note itself. */
export function isCosigner({ type }: Pick<VerifierKey, "type">): boolean {
  return SIGNATURE_BYTES.has(type)
}

type Cosigning = Pick<VerifierKey, "name" | "type"> & {
  /** The text of the checkpoint's note. */
  readonly text: string
  /** Seconds since 1970. */
  readonly at: number
}

/** What is signed; undefined for a text that is no checkpoint, or a key that does not cosign. */
export function cosignedMessage({ name, type, text, at }: Cosigning): Uint8Array | undefined {
  const checkpoint = parseCheckpoint(text)
  if (!checkpoint) return undefined
  if (type === SIGNATURE_TYPES.cosignature) return utf8Encode(`cosignature/v1\ntime ${at}\n${text}`)
  if (type !== SIGNATURE_TYPES.mldsaCosignature) return undefined
  const { origin, size, root } = checkpoint
  return Uint8Array.of(
    ...utf8Encode("subtree/v1\n\0"),
    ...withLength(name),
    ...bigEndian(at),
    ...withLength(origin),
    ...bigEndian(0),
    ...bigEndian(size),
    ...root,
  )
}

/** The time before it, as a line of a note carries both. */
export function timedSignature(at: number, signature: Uint8Array): Uint8Array {
  return Uint8Array.of(...bigEndian(at), ...signature)
}

type Cosigned =
  /** `at` is in seconds since 1970, by the witness's clock. */
  | { readonly found: "signed"; readonly at: number; readonly line: NoteSignature }
  | { readonly found: "absent" | "wrong" }

/** Whether a witness signed: `absent` where no line is of its key, `wrong` where one of it does not hold. The newest counts. */
export async function cosignedBy(
  { text, signatures }: SignedNote,
  key: VerifierKey,
  verify: VerifySignature,
): Promise<Cosigned> {
  let found: Cosigned = { found: "absent" }
  for (const line of signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId)) {
    const at = timeOf(line.signature)
    const message = at === undefined ? undefined : cosignedMessage({ ...key, text, at })
    const signature = line.signature.slice(TIME_BYTES)
    const isWhole = message && at !== undefined && signature.length === SIGNATURE_BYTES.get(key.type)
    if (!isWhole || !(await verify(key, message, signature))) return { found: "wrong" }
    if (found.found !== "signed" || at > found.at) found = { found: "signed", at, line }
  }
  return found
}

function timeOf(signature: Uint8Array): number | undefined {
  if (signature.length <= TIME_BYTES) return undefined
  const at = signature.subarray(0, TIME_BYTES).reduce((sum, byte) => sum * 256 + byte, 0)
  // Zero says nothing of a time, and beyond what is exact nobody can say it again.
  return at > 0 && Number.isSafeInteger(at) ? at : undefined
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function withLength(text: string): Uint8Array {
  const bytes = utf8Encode(text)
  return Uint8Array.of(bytes.length, ...bytes)
}
