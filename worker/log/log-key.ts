/** The log's own key: it signs checkpoints and nothing else. It is made by `deploy`, and no page or file of the office has it. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto"
import { checkpointText, logOrigin } from "../../shared/log/checkpoint.ts"
import type { EndedLog } from "../../shared/log/entry.ts"
import { formatNote, keyIdOf, SIGNATURE_TYPES } from "../../shared/log/note.ts"
import { decodeBase64url } from "../../shared/push/sd-jwt.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import type { Config } from "../host/env.ts"
import type { LogIdentity } from "./append-log.ts"
import { bytesOf } from "./base64.ts"

type LogKey = { readonly privateKey: KeyObject; readonly publicKey: Uint8Array }

const logKeyOf = oncePer(({ logKey }: Config): LogKey | undefined => {
  if (!logKey) return undefined
  const { kty, crv, d, x } = logKey
  return {
    privateKey: createPrivateKey({ key: { kty, crv, d, x }, format: "jwk" }),
    publicKey: decodeBase64url(x),
  }
})

/** Undefined while the Worker has no key for its log. */
export const logIdentity = oncePer((config: Config): LogIdentity | undefined => {
  const key = logKeyOf(config)
  return (
    key && {
      office: config.pushKeys.keys.map(({ kid, n, e, exp }) => ({
        kid,
        n,
        e,
        ...(exp !== undefined && { exp }),
      })),
      publicKey: key.publicKey,
      firstOrigin: logOrigin(config.origin),
    }
  )
})

/** A signed note. @throws where there is no key: nobody asks before the lock was, and the lock only where there is one */
export function signCheckpoint(config: Config, head: EndedLog): string {
  const key = logKeyOf(config)
  if (!key) throw new TypeError("the log has no key")
  const text = checkpointText({ ...head, root: bytesOf(head.root) })
  const named = { name: head.origin, type: SIGNATURE_TYPES.ed25519, publicKey: key.publicKey }
  const signature = new Uint8Array(sign(null, new TextEncoder().encode(text), key.privateKey))
  return formatNote({ text, signatures: [{ name: head.origin, keyId: keyIdOf(named), signature }] })
}
