/**
 * A letter, sign or control of any alphabet, for texts of `fc.string({ unit: ANY_LETTER })`. The library's own `unit:
 * "binary"` gives the same, and keeps a table of all million of them for it in each process.
 */
import fc from "fast-check"

const [FIRST_SURROGATE, SURROGATES, LAST] = [0xd800, 0x800, 0x10ffff]

export const ANY_LETTER: fc.Arbitrary<string> = fc
  .nat(LAST - SURROGATES)
  .map(number => String.fromCodePoint(number < FIRST_SURROGATE ? number : number + SURROGATES), numberOf)

function numberOf(letter: unknown): number {
  const code = (typeof letter === "string" && letter.codePointAt(0)) || 0
  const isSurrogate = code >= FIRST_SURROGATE && code < FIRST_SURROGATE + SURROGATES
  if (isSurrogate || String.fromCodePoint(code) !== letter) throw new TypeError("not one letter")
  return code < FIRST_SURROGATE ? code : code - SURROGATES
}
