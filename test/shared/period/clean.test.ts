/** One spelling for what people type in many: the short way for plain phrases gives what the long way gives. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { cleanPhrase } from "../../../shared/period/clean.ts"
import { CORPUS } from "./corpus.ts"

/** Removed at the first step, and no plain text: what it stands behind goes the long way. */
const INVISIBLE = "\u200b"

it.each(["ทุกวันที่ 5", "", " a  b ", "เเล้ว", "นํ้า", "ๅ", "ทีฺุ่", "ทุ่", "๕\n๖", "ฤๅ", "\u0e4d\u0e32", "~\u007f"])(
  "reads %j as it would behind an invisible letter",
  text => {
    expect(cleanPhrase(text)).toEqual(cleanPhrase(text + INVISIBLE))
  },
)

it("reads the corpus as it would behind an invisible letter", () => {
  for (const { phrase } of CORPUS) expect(cleanPhrase(phrase)).toEqual(cleanPhrase(phrase + INVISIBLE))
})

it("reads any Thai and ASCII as it would behind an invisible letter", () => {
  const thai = fc.integer({ min: 0x0e00, max: 0x0e7f }).map(code => String.fromCharCode(code))
  const ascii = fc.integer({ min: 0x00, max: 0xff }).map(code => String.fromCharCode(code))
  const text = fc.array(fc.oneof({ weight: 4, arbitrary: thai }, ascii), { maxLength: 30 })
  fc.assert(
    fc.property(text, letters => {
      const typed = letters.join("")
      expect(cleanPhrase(typed)).toEqual(cleanPhrase(typed + INVISIBLE))
    }),
    { numRuns: 3000 },
  )
})
