/**
 * How a witness answers (C2SP tlog-witness): it signs a checkpoint that is proved to go on from the newest it signed of that log,
 * and nothing else, ever. Whoever asks it is nobody: the log's signature alone counts.
 */
import { base64 } from "@scure/base"
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts"
import { parseNote, type SignedNote, signedBy, type VerifierKey, type VerifySignature } from "./note.ts"
import { isConsistent } from "./proof.ts"
import { HASH_BYTES, isSameHash, PLAIN_SHA256, type Sha256, type TreeHash } from "./tree.ts"

export const SIZE_TYPE = "text/x.tlog.size"
export const ADD_CHECKPOINT = "/add-checkpoint"
/** A tree of two to the 63rd has no longer proof. */
const MOST_PROOF_LINES = 63

type Submission = {
  /** How large the tree is from which it is proved. */
  readonly old: number
  readonly proof: readonly TreeHash[]
  readonly note: string
}

export function formatSubmission({ old, proof, note }: Submission): string {
  return [`old ${old}`, ...proof.map(hash => base64.encode(hash)), "", note].join("\n")
}

/** Undefined for what is malformed. */
export function parseSubmission(body: string): Submission | undefined {
  const end = body.indexOf("\n\n")
  const [first = "", ...lines] = body.slice(0, Math.max(end, 0)).split("\n")
  const [, old] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? []
  const proof = lines.flatMap(line => hashOf(line) ?? [])
  const isWhole = proof.length === lines.length && lines.length <= MOST_PROOF_LINES
  return old === undefined || !isWhole ? undefined : { old: Number(old), proof, note: body.slice(end + 2) }
}

function hashOf(line: string): TreeHash | undefined {
  try {
    const bytes = base64.decode(line)
    return bytes.length === HASH_BYTES ? bytes : undefined
  } catch {
    return undefined
  }
}

/** What a witness knows of a log. */
export type WitnessedLog = {
  readonly keys: readonly VerifierKey[]
  /** Undefined before the first that it signed. */
  readonly newest: Checkpoint | undefined
}

export type Judged =
  | {
      readonly status: 200
      readonly note: SignedNote
      readonly checkpoint: Checkpoint
      readonly log: VerifierKey
    }
  | { readonly status: 400 | 403 | 404 | 422 }
  /** With how far it has come. */
  | { readonly status: 409; readonly size: number }

/** `logOf` reads what is known of an origin. What is 200 may be signed once it is kept, unless another was kept meanwhile. */
export async function judgeSubmission(
  body: string,
  logOf: (origin: string) => WitnessedLog | undefined,
  verify: VerifySignature,
  hash: Sha256 = PLAIN_SHA256,
): Promise<Judged> {
  const submission = parseSubmission(body)
  const note = submission && parseNote(submission.note)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!submission || !note || !checkpoint) return { status: 400 }
  const known = logOf(checkpoint.origin)
  if (!known) return { status: 404 }
  const log = await signerOf(note, known.keys, verify)
  if (!log) return { status: 403 }
  const { old, proof } = submission
  const { size, root } = checkpoint
  if (old > size) return { status: 400 }
  const before = known.newest?.size ?? 0
  if (old !== before) return { status: 409, size: before }
  const nothing = hash(new Uint8Array())
  const beforeRoot = known.newest?.root ?? nothing
  const isNext =
    isConsistent({ before, beforeRoot, size, root, proof }, hash) && (size > 0 || isSameHash(root, nothing))
  return isNext ? { status: 200, note, checkpoint, log } : { status: 422 }
}

/** The key that signed, where one did and no line of any known key is wrong. */
async function signerOf(
  note: SignedNote,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<VerifierKey | undefined> {
  let signer: VerifierKey | undefined
  for (const key of keys) {
    const found = await signedBy(note, key, verify)
    if (found === "wrong") return undefined
    if (found === "signed") signer ??= key
  }
  return signer
}
