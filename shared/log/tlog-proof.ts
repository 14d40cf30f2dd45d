/** That an entry is in a log, in one small file that is judged without a network (C2SP tlog-proof). */
import { base64 } from "@scure/base"
import { parseCheckpoint } from "./checkpoint.ts"
import { parseNote } from "./note.ts"
import { isIncluded } from "./proof.ts"
import { entryHash, HASH_BYTES, PLAIN_SHA256, type Sha256, type TreeHash } from "./tree.ts"

export type LogProof = {
  /** Opaque, and proved by nothing: what the entry's hash is made of belongs here. */
  readonly extra: Uint8Array | undefined
  readonly index: number
  readonly hashes: readonly TreeHash[]
  /** The checkpoint as it was signed. */
  readonly note: string
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1"

export function formatLogProof({ extra, index, hashes, note }: LogProof): string {
  return [
    FIRST_LINE,
    ...(extra ? [`extra ${base64.encode(extra)}`] : []),
    `index ${index}`,
    ...hashes.map(hash => base64.encode(hash)),
    "",
    note,
  ].join("\n")
}

/** Undefined for a text that is no proof, or not its one spelling. */
export function parseLogProof(text: string): LogProof | undefined {
  const end = text.indexOf("\n\n")
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split("\n")
  const extraLine = lines[0]?.startsWith("extra ") ? lines.shift() : undefined
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "") ?? []
  const extra = extraLine === undefined ? undefined : bytesOf(extraLine.slice("extra ".length))
  const hashes = lines.flatMap(line => bytesOf(line) ?? [])
  const isWhole = hashes.length === lines.length && hashes.every(hash => hash.length === HASH_BYTES)
  if (first !== FIRST_LINE || index === undefined || !isWhole || (extraLine !== undefined && !extra))
    return undefined
  return { extra, index: Number(index), hashes, note: text.slice(end + 2) }
}

/** Whether an entry is the one the proof speaks of, in the tree of its checkpoint. Who signed that is to be asked of the note. */
export function provesEntry(
  { index, hashes, note }: Omit<LogProof, "extra">,
  entry: Uint8Array,
  hash: Sha256 = PLAIN_SHA256,
): boolean {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "")
  if (!checkpoint) return false
  const { size, root } = checkpoint
  return isIncluded({ index, size, entry: entryHash(entry, hash), root, proof: hashes }, hash)
}

function bytesOf(encoded: string): Uint8Array | undefined {
  try {
    return base64.decode(encoded)
  } catch {
    return undefined
  }
}
