/** Signatures, hashes and texts by the browser's own hand. */
import { verifyAsync } from "@noble/ed25519"
import { sha256 } from "@noble/hashes/sha2.js"
import { base64urlnopad } from "@scure/base"
import type { VerifySignature } from "../../shared/log/note.ts"
import type { TextCodec } from "../../shared/push/sd-jwt.ts"
import type { OfficeKey, VerifyOffice } from "../../shared/verify/acts.ts"

type Bytes = Uint8Array<ArrayBuffer>

/** A browser that knows no Ed25519 yet has it done by a library. */
export function logVerifier(subtle: SubtleCrypto): VerifySignature {
  return async ({ publicKey }, message, signature) => {
    const key = await subtle
      .importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"])
      .catch(() => undefined)
    if (key) return subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message))
    // As RFC 8032 has it, and not more leniently.
    return verifyAsync(signature, message, publicKey, { zip215: false }).catch(() => false)
  }
}

/** Each key is read once. */
export function officeVerifier(subtle: SubtleCrypto): VerifyOffice {
  const known = new Map<string, Promise<CryptoKey | undefined>>()
  return async (key, signed) => {
    const name = `${key.n}.${key.e}`
    const own = known.get(name) ?? keyOf(subtle, key)
    known.set(name, own)
    const [header = "", payload = "", encoded = ""] = signed.split(".")
    const [found, signature] = [await own, bytesOf(encoded)]
    if (!found || !signature) return false
    return subtle.verify("RSASSA-PKCS1-v1_5", found, signature, UTF8.encode(`${header}.${payload}`))
  }
}

async function keyOf(subtle: SubtleCrypto, { n, e }: OfficeKey): Promise<CryptoKey | undefined> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
  return subtle
    .importKey("jwk", { kty: "RSA", n, e, alg: "RS256" }, algorithm, false, ["verify"])
    .catch(() => undefined)
}

const UTF8 = new TextEncoder()
const FROM_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** What is hashed is short, and WebCrypto answers later: a library is faster. */
export const BROWSER_CODEC: TextCodec = {
  sha256: text => base64urlnopad.encode(sha256(UTF8.encode(text))),
  decode: encoded => {
    const bytes = bytesOf(encoded)
    if (!bytes) throw new TypeError("not base64url")
    return FROM_UTF8.decode(bytes)
  },
}

/** Of several letters that `atob` takes for the same bytes only those that it would write. */
const ONE_SPELLING = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

function bytesOf(encoded: string): Bytes | undefined {
  if (!ONE_SPELLING.test(encoded)) return undefined
  const binary = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
