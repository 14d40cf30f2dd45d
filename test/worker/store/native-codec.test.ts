/** The runtime's own digests and texts are those of plain JavaScript, and refuse what that refuses. */
import { base64urlnopad } from "@scure/base"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeBase64url, disclose, parseDisclosure, sha256Text } from "../../../shared/push/sd-jwt.ts"
import { NATIVE_CODEC } from "../../../worker/store/native-codec.ts"
import { ANY_LETTER } from "../../any-letter.ts"

const text = fc.string({ unit: ANY_LETTER, maxLength: 200 })

describe("the native codec", () => {
  it("gives every text the digest that the script gives it", () => {
    expect(sha256Text("", NATIVE_CODEC)).toBe("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
    fc.assert(fc.property(text, each => sha256Text(each, NATIVE_CODEC) === sha256Text(each)))
  })

  it("reads every disclosure as the script wrote it", () => {
    const saltKey = new Uint8Array(32).fill(7)
    fc.assert(
      fc.property(text, fc.jsonValue({ noUnicodeString: false }), (name, value) => {
        const written = disclose(saltKey, name, { value })
        const read = parseDisclosure(written.encoded, NATIVE_CODEC)
        expect(read).toEqual(parseDisclosure(written.encoded))
        expect(read?.digest).toBe(written.digest)
      }),
      { numRuns: 40 },
    )
  })

  it("takes and refuses the same bytes as plain JavaScript does", () => {
    const bytes = fc.uint8Array({ maxLength: 40 })
    fc.assert(
      fc.property(bytes, each => {
        const encoded = base64urlnopad.encode(each)
        expect(parseDisclosure(encoded, NATIVE_CODEC)).toEqual(parseDisclosure(encoded))
      }),
    )
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        each => refuses(() => NATIVE_CODEC.decode(each)) || isStrict(each),
      ),
    )
  })

  it.each([
    ["padding", "WyJzIiwxXQ=="],
    ["letters of the other base64", "WyLDvyIsMV+/"],
    ["bits left over", "WyJzIiwxXR"],
    ["a line feed", "WyJzIiwx\nXQ"],
    [
      "bytes that are no UTF-8",
      base64urlnopad.encode(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x2c, 0x31, 0x5d)),
    ],
    ["a surrogate in UTF-8", base64urlnopad.encode(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))],
    [
      "a mark of the bytes' order",
      base64urlnopad.encode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x5b, 0x22, 0x22, 0x2c, 0x31, 0x5d)),
    ],
  ])("reads no disclosure out of %s", (_what, encoded) => {
    expect(parseDisclosure(encoded, NATIVE_CODEC)).toBeUndefined()
    expect(parseDisclosure(encoded)).toBeUndefined()
  })
})

function refuses(work: () => unknown): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}

function isStrict(encoded: string): boolean {
  return !refuses(() => decodeBase64url(encoded))
}
