/** Hashes and texts by Node's own hand: a whole record has many. */
import { hash } from "node:crypto"
import type { Sha256 } from "../../shared/log/tree.ts"
import type { TextCodec } from "../../shared/push/sd-jwt.ts"

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export const NODE_CODEC: TextCodec = {
  sha256: text => hash("sha256", text, "base64url"),
  decode: encoded => {
    const bytes = Buffer.from(encoded, "base64url")
    // Node passes over what is no base64url: only what it writes the same is the one spelling.
    if (bytes.toString("base64url") !== encoded) throw new TypeError("not base64url")
    return UTF8.decode(bytes)
  },
}

/** @throws for bytes that are no UTF-8 */
export const readUtf8 = (bytes: Uint8Array): string => UTF8.decode(bytes)

export const NODE_SHA256: Sha256 = bytes => new Uint8Array(hash("sha256", bytes, "buffer"))
