import { createSign, randomUUID } from "node:crypto"
import type { OwnFunctions } from "./messages.ts"

/** What Google's Utilities do with keys and dice. */
export const CRYPTO: Pick<OwnFunctions, "sign" | "uuid"> = {
  sign: (value, key) => createSign("sha256").update(value, "utf8").sign(key),
  uuid: randomUUID,
}
