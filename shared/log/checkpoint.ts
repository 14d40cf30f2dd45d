/** A checkpoint (C2SP tlog-checkpoint): the text of a signed note that says of which log, how large and with which root. */
import { base64 } from "@scure/base"
import { HASH_BYTES, type TreeHash } from "./tree.ts"

export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: TreeHash
  /** Lines after the three, opaque; ours have none. */
  readonly extensions?: readonly string[]
}

export function checkpointText({ origin, size, root, extensions = [] }: Checkpoint): string {
  return [origin, String(size), base64.encode(root), ...extensions, ""].join("\n")
}

/** Undefined for a text that is no checkpoint, or not the one spelling of it. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n")
  const extensions = rest.slice(0, -1)
  if (rest[rest.length - 1] !== "" || !/^(0|[1-9]\d{0,15})$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root))
    return undefined
  const parsed = { origin, size: Number(size), root: bytesOf(root), extensions }
  if (parsed.root?.length !== HASH_BYTES || !Number.isSafeInteger(parsed.size)) return undefined
  const checkpoint = { ...parsed, root: parsed.root }
  const isExact = origin !== "" && extensions.every(line => line !== "")
  return isExact && checkpointText(checkpoint) === text ? checkpoint : undefined
}

/** The name of the log at an address, which its key has too: C2SP tlog-tiles, the prefix without scheme. */
export function logOrigin(address: string): string {
  return `${address.replace(/^https?:\/\//, "")}/log`
}

function bytesOf(encoded: string): TreeHash | undefined {
  try {
    return base64.decode(encoded)
  } catch {
    return undefined
  }
}
