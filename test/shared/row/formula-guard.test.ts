import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { guardFormulas, unguardFormulas } from "../../../shared/row/formula-guard.ts"
import { NAUGHTY_STRINGS } from "../../naughty.ts"

describe("what a spreadsheet would run", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["-2", "'-2"],
    ["+66", "'+66"],
    ["@cmd", "'@cmd"],
    ["＝1", "'＝1"],
    ["ก\n=1", "ก\n'=1"],
    ["ก\r=1", "ก\r'=1"],
    ["ก\r\n=1", "ก\r\n'=1"],
    ["ก\t=1", "ก\t'=1"],
    ["\t=1", "'\t'=1"],
    ["ก\u2028-1", "ก\u2028'-1"],
    ["  =1", "'  =1"],
    ["\u200b=1", "'\u200b=1"],
    ["\n\n=1", "'\n\n'=1"],
    ["'=1", "''=1"],
  ])("%j becomes %j", (text, guarded) => {
    expect(guardFormulas(text)).toBe(guarded)
  })

  test.each(["ก", "1=1", "ก-ข", "'ก", "", "https://a.example/?a=1", "(-1)"])("%j stays as it is", text => {
    expect(guardFormulas(text)).toBe(text)
  })
})

const pieces = fc.constantFrom(
  "=",
  "+",
  "-",
  "@",
  "'",
  "ก",
  " ",
  "\t",
  "\r",
  "\n",
  "\u2028",
  "\u200b",
  "＝",
  "😀",
)
const texts = fc.oneof(
  fc.array(pieces).map(each => each.join("")),
  fc.constantFrom(...NAUGHTY_STRINGS),
)

test("every text is given back whole, and no line of a guarded one is a formula", () => {
  fc.assert(
    fc.property(texts, text => {
      const guarded = guardFormulas(text)
      expect(unguardFormulas(guarded)).toBe(text)
      for (const line of guarded.split(/[\r\n\t\v\f\u0085\u2028\u2029]/))
        expect(line).not.toMatch(/^[\p{Zs}\p{Cf}]*[=+\-@＝＋－＠]/u)
    }),
  )
})
