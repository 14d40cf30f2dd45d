/** The log's own key: it signs checkpoints and nothing else. It is made by `deploy`, and no page or file of the office has it. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto"
import { checkpointText, logOrigin } from "../../shared/log/checkpoint.ts"
import type { EndedLog, KeyEntry } from "../../shared/log/entry.ts"
import { handoverText } from "../../shared/log/handover.ts"
import { formatNote, parseVerifierKey } from "../../shared/log/note.ts"
import { isSameHash } from "../../shared/log/tree.ts"
import { decodeBase64url } from "../../shared/push/sd-jwt.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import type { Config } from "../host/env.ts"
import type { LogIdentity } from "./append-log.ts"
import { bytesOf } from "./base64.ts"

type LogKey = { readonly privateKey: KeyObject; readonly publicKey: Uint8Array }

/** The newest first. */
const logKeysOf = oncePer(({ logKeys }: Config): readonly LogKey[] =>
  logKeys.map(({ kty, crv, d, x }) => ({
    privateKey: createPrivateKey({ key: { kty, crv, d, x }, format: "jwk" }),
    publicKey: decodeBase64url(x),
  })),
)

/** Undefined while the Worker has no key for its log. */
export const logIdentity = oncePer((config: Config): LogIdentity | undefined => {
  const [newest] = logKeysOf(config)
  return (
    newest && {
      office: config.pushKeys.keys.map(({ kid, n, e, exp }) => ({
        kid,
        n,
        e,
        ...(exp !== undefined && { exp }),
      })),
      publicKey: newest.publicKey,
      firstOrigin: logOrigin(config.origin),
      handOver: (from, to) => noteBy(config, handoverText(to), [from]),
    }
  )
})

/**
 * A checkpoint, signed with every key that the log says may sign at that time: beside its own the one before, for a while.
 * Undefined where the Worker holds none of them.
 */
export function signCheckpoint(
  config: Config,
  head: EndedLog,
  { keys, now }: { readonly keys: KeyEntry | undefined; readonly now: number },
): string | undefined {
  const before = (keys?.before ?? []).filter(({ exp }) => now < exp * 1000).map(({ key }) => key)
  const text = checkpointText({ ...head, root: bytesOf(head.root) })
  return noteBy(config, text, keys ? [keys.log, ...before] : [])
}

/** Undefined where none of the keys, as verifier keys, is here. */
function noteBy(config: Config, text: string, keys: readonly string[]): string | undefined {
  const signatures = keys.flatMap(each => {
    const key = parseVerifierKey(each)
    const own = key && logKeysOf(config).find(({ publicKey }) => isSameHash(publicKey, key.publicKey))
    if (!key || !own) return []
    const signature = new Uint8Array(sign(null, new TextEncoder().encode(text), own.privateKey))
    return [{ name: key.name, keyId: key.keyId, signature }]
  })
  return signatures.length > 0 ? formatNote({ text, signatures }) : undefined
}
