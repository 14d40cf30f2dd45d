/** Digests and texts by the runtime's own means: some ten times the speed of plain JavaScript, and none of its warming up. */
import { Buffer } from "node:buffer"
import { hash } from "node:crypto"
import type { TextCodec } from "../../shared/push/sd-jwt.ts"

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export const NATIVE_CODEC: TextCodec = {
  sha256: text => hash("sha256", text, "base64url"),
  decode(encoded) {
    const bytes = Buffer.from(encoded, "base64url")
    // It passes over what is no base64url; what was read says in its one spelling whether anything was.
    if (bytes.toString("base64url") !== encoded) throw new RangeError("not base64url")
    return utf8.decode(bytes)
  },
}
