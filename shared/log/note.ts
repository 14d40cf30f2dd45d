/**
 * Signed notes and the keys that verify them (C2SP signed-note): a text that ends in a line feed, a blank line, and
 * signature lines. Signing and verifying are the hosts'; what is carried and not known stays as it came.
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { base64, hex } from "@scure/base"
import { encode as utf8Encode } from "@stablelib/utf8"

/** The kinds of signature that are told apart here; a line of any other is carried. */
export const SIGNATURE_TYPES = { ed25519: 1, cosignature: 4, mldsaCosignature: 6 } as const

export type NoteSignature = {
  readonly name: string
  /** Four bytes as hexadecimal digits: with the name, which key and what kind of signature. */
  readonly keyId: string
  readonly signature: Uint8Array
}

export type SignedNote = {
  /** With the line feed it ends in: what is signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export type VerifierKey = {
  readonly name: string
  readonly keyId: string
  /** Of `SIGNATURE_TYPES`, or another. */
  readonly type: number
  readonly publicKey: Uint8Array
}

const LINE = /^— ([^\s+]+) (\S+)$/u
/** Readers take sixteen at least. */
const MOST_SIGNATURES = 64
const KEY_ID_BYTES = 4

export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name)
}

/** Undefined for what is no note: a sign of control, no blank line, a line that is no signature, or none at all. */
export function parseNote(note: string): SignedNote | undefined {
  const end = note.lastIndexOf("\n\n")
  if (end < 0 || !note.endsWith("\n") || hasControl(note)) return undefined
  const lines = note.slice(end + 2, -1).split("\n")
  if (lines.length > MOST_SIGNATURES) return undefined
  const signatures = lines.map(parseSignatureLine)
  return signatures.every(each => each !== undefined)
    ? { text: note.slice(0, end + 1), signatures }
    : undefined
}

/** Undefined unless it is one signature line, without its line feed. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name, encoded = ""] = LINE.exec(line) ?? []
  const bytes = decoded(encoded)
  if (name === undefined || !bytes || bytes.length <= KEY_ID_BYTES) return undefined
  return {
    name,
    keyId: hex.encode(bytes.subarray(0, KEY_ID_BYTES)),
    signature: bytes.slice(KEY_ID_BYTES),
  }
}

export function signatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${base64.encode(Uint8Array.of(...hex.decode(keyId), ...signature))}\n`
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(signatureLine).join("")}`
}

/** The first four bytes of SHA-256(name, line feed, type, public key). */
export function keyIdOf({ name, type, publicKey }: Omit<VerifierKey, "keyId">): string {
  const bytes = Uint8Array.of(...utf8Encode(`${name}\n`), type, ...publicKey)
  return hex.encode(sha256(bytes).subarray(0, KEY_ID_BYTES))
}

/** `name+id+base64(type, public key)`: a vkey. */
export function formatVerifierKey(key: Omit<VerifierKey, "keyId">): string {
  return `${key.name}+${keyIdOf(key)}+${base64.encode(Uint8Array.of(key.type, ...key.publicKey))}`
}

/** Undefined unless it is a vkey whose id is its own, and as long as its type asks where that is known. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  // What is encoded may hold a plus too.
  const [, name = "", keyId = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = decoded(encoded)
  const type = bytes?.[0]
  if (!bytes || type === undefined || !isKeyName(name)) return undefined
  const key = { name, type, publicKey: bytes.slice(1) }
  const length = KEY_BYTES.get(type)
  if (keyIdOf(key) !== keyId || (length !== undefined && key.publicKey.length !== length)) return undefined
  return { ...key, keyId }
}

const KEY_BYTES: ReadonlyMap<number, number> = new Map([
  [SIGNATURE_TYPES.ed25519, 32],
  [SIGNATURE_TYPES.cosignature, 32],
  [SIGNATURE_TYPES.mldsaCosignature, 1312],
])

/** Verifies what a key signed; of a message and not of a note, for cosignatures sign another. */
export type VerifySignature = (
  key: VerifierKey,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>

/**
 * Whether a plain Ed25519 key signed a note: `absent` where no line is of it. One line of it that does not hold is `wrong`,
 * whatever another says.
 */
export async function signedBy(
  { text, signatures }: SignedNote,
  key: VerifierKey,
  verify: VerifySignature,
): Promise<"signed" | "absent" | "wrong"> {
  const own = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId)
  for (const { signature } of own) {
    const isOne = key.type === SIGNATURE_TYPES.ed25519 && signature.length === 64
    if (!isOne || !(await verify(key, utf8Encode(text), signature))) return "wrong"
  }
  return own.length > 0 ? "signed" : "absent"
}

function hasControl(text: string): boolean {
  return /[\p{Cc}]/u.test(text.replace(/\n/g, ""))
}

function decoded(encoded: string): Uint8Array | undefined {
  try {
    return base64.decode(encoded)
  } catch {
    return undefined
  }
}
