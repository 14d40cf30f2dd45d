/** Signatures, hashes and texts by the browser's own hand. */
import { verifyAsync } from "@noble/ed25519"
import { sha256 } from "@noble/hashes/sha2.js"
import { base64urlnopad } from "@scure/base"
import type { VerifySignature } from "../../shared/log/note.ts"
import type { TextCodec } from "../../shared/push/sd-jwt.ts"
import type { OfficeKey, VerifyOffice } from "../../shared/verify/acts.ts"
import { decode, encode } from "./native-utf8.ts"

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
    return subtle.verify("RSASSA-PKCS1-v1_5", found, signature, encode(`${header}.${payload}`))
  }
}

async function keyOf(subtle: SubtleCrypto, { n, e }: OfficeKey): Promise<CryptoKey | undefined> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
  return subtle
    .importKey("jwk", { kty: "RSA", n, e, alg: "RS256" }, algorithm, false, ["verify"])
    .catch(() => undefined)
}

/** A hundred texts of a push are asked for at once, and WebCrypto takes a quarter of the time of a library. */
export async function digestOf(subtle: SubtleCrypto, text: string): Promise<string> {
  return written(new Uint8Array(await subtle.digest("SHA-256", encode(text))))
}

/** What is hashed one at a time, and WebCrypto answers later. */
export const BROWSER_CODEC: TextCodec = {
  sha256: text => base64urlnopad.encode(sha256(encode(text))),
  decode: encoded => {
    const bytes = bytesOf(encoded)
    if (!bytes) throw new TypeError("not base64url")
    return decode(bytes)
  },
}

/** Of the letters that may be last, those whose other bits are zero, by how many letters are over. */
const LAST: Readonly<Record<number, RegExp>> = { 2: /[AQgw]$/, 3: /[AEIMQUYcgkosw048]$/ }

/** Undefined for another spelling than the one that is written of these bytes: decoders pass over spaces and spare bits. */
function bytesOf(encoded: string): Bytes | undefined {
  const over = encoded.length % 4
  if (over === 1 || LAST[over]?.test(encoded) === false) return undefined
  try {
    const bytes = decoded(encoded)
    return bytes.length === Math.floor((encoded.length * 3) / 4) ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Of a browser that has them (2025); the older ways go by a text of the bytes, and a library. */
type FromBase64 = { fromBase64?: (text: string, options: { alphabet: "base64url" }) => Bytes }
type ToBase64 = { toBase64?: (options: { alphabet: "base64url"; omitPadding: true }) => string }

function written(bytes: Bytes & ToBase64): string {
  return bytes.toBase64?.({ alphabet: "base64url", omitPadding: true }) ?? base64urlnopad.encode(bytes)
}

function decoded(encoded: string): Bytes {
  const { fromBase64 } = Uint8Array as FromBase64
  if (fromBase64) return fromBase64.call(Uint8Array, encoded, { alphabet: "base64url" })
  if (/[+/]/.test(encoded)) throw new TypeError("not base64url")
  const binary = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
