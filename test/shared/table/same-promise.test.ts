import { describe, expect, it } from "vitest"
import { isLikePromise, isSamePromise, promisedIn } from "../../../shared/table/same-promise.ts"

const promise = (words: string, under = "2") => ({ under, words })
const WORDS = "เผยแพร่รายงานการจัดซื้อจัดจ้าง"

describe("a promise typed anew", () => {
  it.each([
    ["the same", WORDS, true],
    ["a slip of the pen", WORDS.replace("จัดจ้าง", "จัดจาง"), true],
    ["more words around", `${WORDS} ทุกเดือนบนเว็บไซต์`, true],
    ["other words", "อบรมเจ้าหน้าที่เรื่องผลประโยชน์ทับซ้อน", false],
    ["too few words to tell", "เผยแพร่", false],
  ])("is like the one before with %s: %s", (_case, words, isLike) => {
    expect(isLikePromise(promise(WORDS), promise(words))).toBe(isLike)
    expect(isLikePromise(promise(words), promise(WORDS))).toBe(isLike)
  })

  it("is another under another indicator, and is like nothing where nothing is promised", () => {
    expect(isLikePromise(promise(WORDS), promise(WORDS, "3"))).toBe(false)
    for (const is of [isLikePromise, isSamePromise]) {
      expect(is(promise(WORDS), undefined)).toBe(false)
      expect(is(undefined, promise(WORDS))).toBe(false)
      expect(is(undefined, undefined)).toBe(false)
    }
  })

  it("is read with its spaces and digits in one form", () => {
    expect(promisedIn("measure", { indicator: "๒", measure: " ลง  พื้นที่ " })).toEqual(promise("ลง พื้นที่"))
    expect(promisedIn("measure", { indicator: "2", measure: " " })).toBeUndefined()
    expect(promisedIn("holiday", { name: "วันหยุด" })).toBeUndefined()
  })
})
