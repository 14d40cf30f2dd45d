/** Utilities: digests, signatures, base64 and blobs. Bytes are signed, as Apps Script's Java bytes are. */
import { Buffer } from "node:buffer"
import { createHash, createHmac, createSign, randomUUID } from "node:crypto"
import { type CallHost, enumeration, guard } from "./guard.ts"

type Bytes = readonly number[]

export const CHARSETS = enumeration("Charset", ["US_ASCII", "UTF_8"])
const DIGESTS = enumeration("DigestAlgorithm", ["MD2", "MD5", "SHA_1", "SHA_256", "SHA_384", "SHA_512"])

export function signedBytes(bytes: Uint8Array): number[] {
  return Array.from(bytes, byte => (byte > 127 ? byte - 256 : byte))
}

/** A text's bytes in the charset asked for. Without one Google uses US-ASCII here: Thai is lost, as `?`. */
export function bytesOf(value: string | Bytes, charset?: object): Buffer {
  if (typeof value !== "string") return Buffer.from(value.map(byte => byte & 255))
  return charset === CHARSETS.UTF_8
    ? Buffer.from(value, "utf8")
    : Buffer.from(value.replace(/[^\0-\x7f]/gu, "?"))
}

export function createUtilities(call: CallHost) {
  const base64 = (value: string | Bytes, charset?: object) =>
    bytesOf(value, typeof value === "string" ? (charset ?? CHARSETS.UTF_8) : undefined).toString("base64")
  const webSafe = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_")
  const fromBase64 = (encoded: string) => signedBytes(Buffer.from(encoded, "base64"))
  return guard("Utilities", {
    Charset: CHARSETS,
    DigestAlgorithm: DIGESTS,
    // Padding stays, also in the web-safe form: a JWT must cut it off.
    base64Encode: base64,
    base64EncodeWebSafe: (value: string | Bytes, charset?: object) => webSafe(base64(value, charset)),
    base64Decode: fromBase64,
    base64DecodeWebSafe: fromBase64,
    computeDigest(algorithm: object, value: string | Bytes, charset?: object) {
      const name = String(algorithm).replace("_", "").toLowerCase()
      if (name === "md2") throw new Error("Utilities.DigestAlgorithm.MD2 is not in the local surface")
      return signedBytes(createHash(name).update(bytesOf(value, charset)).digest())
    },
    computeHmacSha256Signature(value: string | Bytes, key: string | Bytes, charset?: object) {
      if (typeof value !== typeof key)
        throw new Error("computeHmacSha256Signature: text with bytes is not possible")
      return signedBytes(createHmac("sha256", bytesOf(key, charset)).update(bytesOf(value, charset)).digest())
    },
    computeRsaSha256Signature(value: string, key: string, charset?: object) {
      // Google reads PKCS #8 only: a key in another form must fail here too.
      if (!key.includes("-----BEGIN PRIVATE KEY-----")) throw new Error("Invalid argument: key")
      return signedBytes(createSign("sha256").update(bytesOf(value, charset)).sign(key))
    },
    getUuid: () => randomUUID(),
    newBlob: createBlob,
    sleep: (milliseconds: number) => void call("Utilities.sleep", milliseconds),
  })
}

export function createBlob(
  data: string | Bytes,
  contentType: string | null = null,
  name: string | null = null,
) {
  const bytes = bytesOf(data, CHARSETS.UTF_8)
  return guard("Blob", {
    getBytes: () => signedBytes(bytes),
    getDataAsString: (charset?: string) => textOf(bytes, charset),
    getContentType: () => contentType ?? (typeof data === "string" ? "text/plain" : null),
    getName: () => name,
  })
}

export function textOf(bytes: Uint8Array, charset = "UTF-8"): string {
  if (/^utf-?8$/i.test(charset)) return Buffer.from(bytes).toString("utf8")
  if (/^(us-ascii|iso-8859-1)$/i.test(charset)) return Buffer.from(bytes).toString("latin1")
  throw new Error(`The charset ${charset} is not in the local surface`)
}
