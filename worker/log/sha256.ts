/** SHA-256 by the runtime's own means. */
import { hash } from "node:crypto"
import type { Sha256 } from "../../shared/log/tree.ts"

export const NATIVE_SHA256: Sha256 = bytes => hash("sha256", bytes, "buffer")
