import { describe, expect, it, test } from "vitest"
import { beginning, ending, mayPart, oneLine, shorten } from "../../../shared/row/shorten.ts"

const THAI = "กำหนดส่งรายงานผลการดำเนินการตามมาตรการ เพื่อประเมินคุณธรรม เก้าอี้ เกาะ แผ่นที่ ๑ ปู่ย่า น้ำใจ สุ่มตรวจ"

describe("a text cut short", () => {
  it("is itself within the limit", () => {
    expect(shorten("ก".repeat(10), 10)).toBe("ก".repeat(10))
    expect(shorten("ก".repeat(11), 10)).toBe(`${"ก".repeat(10)}…`)
  })
  it("keeps every letter with its vowels and tones, wherever it is cut", () => {
    for (let limit = 4; limit < THAI.length; limit++) {
      for (const [start, rest] of [
        [beginning(THAI, limit), THAI.slice(beginning(THAI, limit).length)],
        [THAI.slice(0, THAI.length - ending(THAI, limit).length), ending(THAI, limit)],
      ]) {
        expect(rest).not.toMatch(/^[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/)
        expect(start).not.toMatch(/[\u0e40-\u0e44]$/)
        expect((start ?? "") + rest).toBe(THAI)
      }
      expect(beginning(THAI, limit).length).toBeLessThanOrEqual(limit)
      expect(ending(THAI, limit).length).toBeLessThanOrEqual(limit)
    }
  })
  it.each([
    ["the tone of a vowel", "ที่ประชุม", 2, false],
    ["the sara am of a letter", "กำ", 1, false],
    ["a letter after its leading vowel", "เขต", 1, false],
    ["the halves of a character", "😀", 1, false],
    ["a joined emoji", "👩\u200d🚒", 2, false],
    ["a joined emoji, after its joiner", "👩\u200d🚒", 3, false],
    ["a Latin accent", "e\u0301", 1, false],
    ["two letters", "กข", 1, true],
    ["a letter and a digit", "ข้อ๑", 3, true],
  ])("%s: %s at %i", (_, text, place, may) => {
    expect(mayPart(text, place)).toBe(may)
  })
  it("is cut at the last space up to a place, where this keeps more than half", () => {
    expect(shorten("หนึ่ง สอง สาม", 11, 11)).toBe("หนึ่ง สอง…")
    expect(shorten("กข คงจฉชซฌญฎฏ", 11, 11)).toBe("กข คงจฉชซฌญ…")
  })
  it("of marks alone still ends, and no character is halved", () => {
    expect(beginning("่".repeat(50), 10)).toBe("่".repeat(10))
    expect(beginning("👩\u200d".repeat(50), 10)).not.toMatch(/[\ud800-\udbff]$/)
  })
})

test("one line holds no line ends or runs of spaces", () => {
  expect(oneLine("  ก\n\n ข\tค ")).toBe("ก ข ค")
})
