/**
 * The shape of an SD-JWT (RFC 9901) as a push uses it: array-element disclosures `[salt, value]`, their digests, and
 * the compact serialization `header.payload.signature~disclosure~…~`. No keys here: signing and verifying are the shells'.
 */
import { hmac } from "@noble/hashes/hmac.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { base64urlnopad } from "@scure/base"
import { decode as utf8Decode, encode as utf8Encode } from "@stablelib/utf8"
import canonicalize from "canonicalize"
import * as z from "zod/mini"

const HASH = /^[A-Za-z0-9_-]{43}$/

/** A SHA-256 as 43 characters of base64url. */
export const hashSchema = z.string().check(z.regex(HASH)).brand<"Hash">()
export type Hash = z.infer<typeof hashSchema>

/** True for a text that has the form of a hash: for lists so long that a schema takes too long. */
export function isHash(text: string): text is Hash {
  return HASH.test(text)
}

export type Disclosure = {
  /** base64url of the JSON `[salt, value]`: what travels, and what the digest is of. */
  readonly encoded: string
  readonly digest: Hash
  readonly value: unknown
}

/** What a host may do by other means than plain JavaScript, to the same bytes: a Worker has them beside its engine. */
export type TextCodec = {
  /** SHA-256 of a text's UTF-8 bytes, in base64url. */
  sha256(text: string): string
  /** The text behind base64url of its UTF-8 bytes. @throws Error on anything that is not its one spelling */
  decode(encoded: string): string
}

const PLAIN_HASH: Pick<TextCodec, "sha256"> = {
  sha256: text => base64urlnopad.encode(sha256(utf8Encode(text))),
}

// Apart from the hash: the script decodes nothing, and is not to carry what would.
const PLAIN_CODEC: TextCodec = {
  sha256: text => PLAIN_HASH.sha256(text),
  decode: encoded => utf8Decode(base64urlnopad.decode(encoded)),
}

const SALT_BYTES = 16

/** RFC 8785 JSON: one text for one value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value)
  if (json === undefined) throw new TypeError("not a JSON value")
  return json
}

/**
 * Discloses a value under a salt derived from the key, its name and its content: an unchanged row keeps its digest,
 * and without the key a digest tells nothing, not even whether a guess is right.
 */
export function disclose(saltKey: Uint8Array, name: string, value: unknown): Disclosure {
  const content = utf8Encode(canonicalJson(value))
  const prefix = utf8Encode(`${name}\n`)
  const keyed = hmac.create(sha256, saltKey).update(prefix).update(content).digest()
  const salt = keyed.subarray(0, SALT_BYTES)
  const encoded = base64urlnopad.encode(bracketed(base64urlnopad.encode(salt), content))
  return { encoded, digest: base64urlnopad.encode(sha256(asciiBytes(encoded))) as Hash, value }
}

/** `["<salt>",<content>]` in bytes: the content is long, and its bytes are there already. */
function bracketed(salt: string, content: Uint8Array): Uint8Array {
  const before = asciiBytes(`["${salt}",`)
  const bytes = new Uint8Array(before.length + content.length + 1)
  bytes.set(before)
  bytes.set(content, before.length)
  bytes[bytes.length - 1] = 0x5d
  return bytes
}

/** Of letters of base64 and JSON's own signs, one byte each. */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/**
 * Reads one disclosure; undefined unless it is base64url of a JSON array of a salt and a value. So those of before are read
 * too, whatever their bytes: what comes in anew is held to `parseExactDisclosure`.
 */
export function parseDisclosure(encoded: string, codec: TextCodec = PLAIN_CODEC): Disclosure | undefined {
  const said = readDisclosure(encoded, codec)
  return said && { encoded, digest: sha256Text(encoded, codec), value: said.value }
}

/** The same of one whose bytes can mean nothing else: canonical JSON, and a salt of sixteen bytes. */
export function parseExactDisclosure(
  encoded: string,
  codec: TextCodec = PLAIN_CODEC,
): Disclosure | undefined {
  const said = readExactDisclosure(encoded, codec)
  return said && { encoded, digest: sha256Text(encoded, codec), value: said.value }
}

type Said = Pick<Disclosure, "value">

/** What one says, to whoever has its digest already. */
export function readDisclosure(encoded: string, codec: TextCodec = PLAIN_CODEC): Said | undefined {
  return saidIn(decodeJson(encoded, codec))
}

export function readExactDisclosure(encoded: string, codec: TextCodec = PLAIN_CODEC): Said | undefined {
  const array = decodeCanonicalJson(encoded, codec)
  return Array.isArray(array) && isSalt(array[0]) ? saidIn(array) : undefined
}

function saidIn(array: unknown): Said | undefined {
  if (!Array.isArray(array) || array.length !== 2 || typeof array[0] !== "string") return undefined
  return { value: array[1] }
}

/** Twenty-one letters and one more, of which only two bits are left: whatever else it says is not in the bytes. */
function isSalt(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(value)
}

/** `header.payload` as it is signed, each in its canonical form. */
export function signingInput(header: object, payload: object): string {
  return `${encodeJson(header)}.${encodeJson(payload)}`
}

/** The body of a push: the signed part and its disclosures. */
export function serializeSdJwt(signed: string, disclosures: readonly Disclosure[]): string {
  return `${[signed, ...disclosures.map(each => each.encoded)].join("~")}~`
}

/** The parts of a push; undefined when it is not `a.b.c~…~`. */
export function splitSdJwt(body: string): SplitPush | undefined {
  if (!/^[A-Za-z0-9_.~-]+$/.test(body)) return undefined
  const end = body.indexOf("~")
  const signed = body.slice(0, Math.max(0, end))
  const disclosures = splitDisclosures(body.slice(signed.length))
  return disclosures && signed.split(".").length === 3 ? { signed, disclosures } : undefined
}

export type SplitPush = { readonly signed: string; readonly disclosures: readonly string[] }

/** What follows the signed part, `~…~…~` or `~`; undefined for anything else. Of which letters they are is asked where they are read. */
export function splitDisclosures(tail: string): readonly string[] | undefined {
  if (tail === "~") return []
  const parts = tail.split("~")
  return parts[0] === "" && parts.pop() === "" && parts.indexOf("", 1) < 0 ? parts.slice(1) : undefined
}

/** The payload of a compact JWS, unverified; undefined when it is not JSON. */
export function decodePayload(signed: string): unknown {
  return decodeJson(signed.split(".")[1] ?? "")
}

/** Its header, unverified too. */
export function decodeHeader(signed: string): unknown {
  return decodeJson(signed.split(".")[0] ?? "")
}

/** SHA-256 of a text's UTF-8 bytes. */
export function sha256Text(text: string, codec: Pick<TextCodec, "sha256"> = PLAIN_HASH): Hash {
  return codec.sha256(text) as Hash
}

/** base64url without padding of bytes. */
export function base64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes)
}

/** Bytes of base64url without padding. @throws Error on anything else. */
export function decodeBase64url(text: string): Uint8Array {
  return base64urlnopad.decode(text)
}

function encodeJson(value: object): string {
  return base64urlnopad.encode(utf8Encode(canonicalJson(value)))
}

/** Undefined unless it is the one spelling of its value (RFC 8785), in the one spelling of its bytes: no key comes twice. */
export function decodeCanonicalJson(encoded: string, codec: TextCodec = PLAIN_CODEC): unknown {
  try {
    const text = codec.decode(encoded)
    const value: unknown = JSON.parse(text)
    return isPlainlyCanonical(value, text) || canonicalJson(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * True where the engine writes a value as it came, with its keys in order: RFC 8785 writes numbers and strings as it does, but for
 * halves of surrogate pairs, which it refuses. A whole record has a hundred thousand texts, of which this tells nearly all.
 */
function isPlainlyCanonical(value: unknown, text: string): boolean {
  return !/\\ud/i.test(text) && JSON.stringify(value) === text && isInOrder(value)
}

function isInOrder(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true
  if (Array.isArray(value)) return value.every(isInOrder)
  let before: string | undefined
  const fields = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(fields)) {
    if ((before !== undefined && before >= key) || !isInOrder(fields[key])) return false
    before = key
  }
  return true
}

function decodeJson(encoded: string, codec: TextCodec = PLAIN_CODEC): unknown {
  try {
    return JSON.parse(codec.decode(encoded))
  } catch {
    return undefined
  }
}
