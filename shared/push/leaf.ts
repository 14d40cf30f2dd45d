/** The hash of one accepted push as a leaf of the log. */
import { type Digest, sha256Text, type TextCodec } from "./sd-jwt.ts"

/** RFC 6962 §2.1: a leaf is hashed behind a zero byte, so that it can never be taken for a node of the tree. */
export function leafHash(signed: string, codec?: TextCodec): Digest {
  return sha256Text(`\u0000${signed}`, codec)
}
