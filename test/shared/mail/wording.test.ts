import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { countsEndings, SUBJECT_LIMIT, subjectOf } from "../../../shared/mail/letter.ts"
import { createWording, headline } from "../../../shared/mail/wording.ts"
import { ANY_LETTER } from "../../any-letter.ts"
import { day } from "../due/fixture.ts"
import { sampleRecord, sampleReminder } from "./sample.ts"

const thai = createWording("thai")
const TODAY = day("2023-06-12")

it.each([
  [18, "อีก\u00a0๑๘\u00a0วัน"],
  [0, "ครบกำหนดวันนี้"],
  [-7, "เกินมาแล้ว\u00a0๗\u00a0วัน"],
])("%i days are %s", (days, words) => expect(thai.days(days)).toBe(words))

describe("a subject", () => {
  it("begins with the date and takes the first ending that fits", () => {
    expect(subjectOf(thai, TODAY, false, ["ก".repeat(60), "เกินกำหนด ๑"])).toBe("๑๒ มิ.ย. ๖๖ เกินกำหนด ๑")
    expect(subjectOf(createWording("ascii"), TODAY, true, ["ทดสอบ"])).toBe("12 มิ.ย. 66 (วันจำลอง) ทดสอบ")
  })

  it("is shortened in its words and never within a count", () => {
    expect(sampleReminder("3", sampleRecord(), true).subject).toBe(
      "๑๒ มิ.ย. ๖๖ (วันจำลอง) เกินกำหนด ๑ งวด อีก ๒๓ วันครบ ๑ งวด",
    )
  })

  it("loses its last count whole where there is no room for all", () => {
    const endings = countsEndings(thai, [
      ["เกินกำหนด", 12, "งวด"],
      ["ครบกำหนดวันนี้", 10, "งวด"],
      ["ขอให้แก้", 0, "แถว"],
      ["ใกล้ครบกำหนด", 11, "งวด เร็วสุดอีก ๑๐ วัน"],
    ])
    expect(subjectOf(thai, TODAY, false, endings)).toBe("๑๒ มิ.ย. ๖๖ เกินกำหนด ๑๒ งวด ครบกำหนดวันนี้ ๑๐ งวด")
  })

  it("is never longer than sixty characters and never more than one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: ANY_LETTER, maxLength: 200 }), fc.boolean(), (ending, simulated) => {
        const subject = subjectOf(thai, TODAY, simulated, [ending])
        expect(Array.from(subject).length).toBeLessThanOrEqual(SUBJECT_LIMIT)
        expect(subject).not.toMatch(/[\r\n\u0000-\u001f]/)
      }),
    )
  })
})

describe("a headline", () => {
  it("ends at a space where there is one", () => {
    expect(headline(`${"ก".repeat(80)} ${"ข".repeat(80)}`)).toBe(`${"ก".repeat(80)}…`)
  })

  it("never parts a mark from its letter, wherever it must be cut", () => {
    const text = "เปิดเผยข้อมูลผู้รับจ้างที่ไม่มีช่องว่างเพื่อให้ประชาชนตรวจสอบได้"
    for (let limit = 8; limit < text.length; limit++) {
      const cut = headline(text, limit).slice(0, -1)
      expect(Array.from(cut).length).toBeLessThan(limit)
      expect(text.startsWith(cut)).toBe(true)
      expect(text.slice(cut.length)).not.toMatch(/^[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]/)
      expect(cut).not.toMatch(/[เแโใไ]$/)
    }
  })
})
