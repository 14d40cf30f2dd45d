/** What the verifier asks of its host, and how it reads through that: a few requests at once, in whatever order they come. */
import type { VerifySignature } from "../log/note.ts"
import type { Sha256 } from "../log/tree.ts"
import type { TextCodec } from "../push/sd-jwt.ts"
import type { VerifyOffice } from "./acts.ts"

/** What a host does for the verifier. */
export type Door = {
  /** The bytes at an address of the record; undefined for 404. @throws where it could not be read */
  readonly get: (path: string) => Promise<Uint8Array | undefined>
  readonly verifyLog: VerifySignature
  readonly verifyOffice: VerifyOffice
  readonly sha256: Sha256
  readonly codec: TextCodec
  /** The digest of each of a push's disclosures: many short texts, which a host may hash beside each other. */
  readonly digests: (encoded: readonly string[]) => Promise<readonly string[]>
  /** UTF-8. @throws for bytes that are none */
  readonly readText: (bytes: Uint8Array) => string
  readonly readCsv: (text: string) => readonly (readonly string[])[]
  /** How many requests may be open at once. */
  readonly width: number
  readonly tell: (done: number, of: number) => void
}

/** Of a host whose hashing is fast, one after another. */
export function digestsBy({ sha256 }: TextCodec): Door["digests"] {
  return async encoded => encoded.map(each => sha256(each))
}

/** Blank for bytes that are no UTF-8, which then reads as nothing that was asked for. */
export async function textAt({ get, readText }: Door, path: string): Promise<string | undefined> {
  const bytes = await get(path)
  try {
    return bytes && readText(bytes)
  } catch {
    return ""
  }
}

/** In the order given, a few at once. */
export async function all<T, R>(
  { width, tell }: Pick<Door, "width" | "tell">,
  given: readonly T[],
  read: (each: T) => Promise<R>,
): Promise<R[]> {
  const found: R[] = []
  let [next, done] = [0, 0]
  const walk = async () => {
    for (let at = next++; at < given.length; at = next++) {
      found[at] = await read(given[at] as T)
      tell(++done, given.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, given.length) }, walk))
  return found
}
