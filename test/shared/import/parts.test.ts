import { describe, expect, test } from "vitest"
import { cellToText } from "../../../shared/import/cell-text.ts"
import { FILE_NOTES } from "../../../shared/import/file-notes.ts"
import { excerpt, IMPORT_PROBLEMS, reportEntry } from "../../../shared/import/problems.ts"
import { parseResultCell } from "../../../shared/import/result-cell.ts"
import { joinCut } from "../../../shared/import/rows.ts"
import { createWrapMender } from "../../../shared/import/wrap-space.ts"
import { findIndicator, INDICATOR_NAMES } from "../../../shared/rules/indicator.ts"
import { doubtedScores } from "../../../shared/rules/score.ts"

describe("cellToText", () => {
  test.each([
    ["<p><b>ก</b> <u>ข</u></p> <p>ค</p>", ["ก ข", "ค"]],
    [`ก${" ".repeat(22)}ข`, ["ก", "ข"]],
    ["ก  ข", ["ก ข"]],
    ["๑. ก ๒. ข ๓. ค", ["๑. ก", "๒. ข", "๓. ค"]],
    ["ดังนี้ 1) ก 2) ข", ["ดังนี้", "1) ก", "2) ข"]],
    ["ข้อ ๓. อยู่ในประโยค", ["ข้อ ๓. อยู่ในประโยค"]],
    ["ได้ ๑.๕ ล้าน ๒.๕ ล้าน", ["ได้ ๑.๕ ล้าน ๒.๕ ล้าน"]],
    ["E - Service", ["E - Service"]],
    ["ก<br/>ข", ["ก", "ข"]],
    ["ก &lt;&amp;&nbsp;ข", ["ก <& ข"]],
    ["๑ < ๒ และ ๓ > ๒", ["๑ < ๒ และ ๓ > ๒"]],
    ["น\u0e4d\u0e49า เเละ\u200b", ["น้ำ และ"]],
    ["\ud800ก", ["\ufffdก"]],
  ])("%j", (raw, lines) => {
    expect(cellToText(raw).lines).toEqual(lines)
  })

  test("keeps markup that is not layout, and says so", () => {
    expect(cellToText("<script>x</script>")).toEqual({
      lines: ["<script>x</script>"],
      oddMarkup: ["<script>", "</script>"],
    })
  })
})

describe("joinCut", () => {
  test.each([
    ["inside a clause", ["ผู้บริหารสูงสุด"], ["ในการต่อต้าน"], ["ผู้บริหารสูงสุดในการต่อต้าน"]],
    ["a new clause", ["เว็บไซต์"], ["สะท้อนให้เห็น"], ["เว็บไซต์ สะท้อนให้เห็น"]],
    ["another script", ["ระบบ ITA"], ["ของเขต"], ["ระบบ ITA ของเขต"]],
    ["inside a number", ["พ.ศ. ๒๕"], ["๖๗"], ["พ.ศ. ๒๕๖๗"]],
    ["a new item", ["๑. ก"], ["๒. ข"], ["๑. ก", "๒. ข"]],
    ["a bracket", ["เป็นเจ้าภาพหลัก"], ["(ดำเนินการ"], ["เป็นเจ้าภาพหลัก (ดำเนินการ"]],
    ["nothing after", ["ก"], [], ["ก"]],
    ["nothing before", [], ["ก"], ["ก"]],
  ])("%s", (_, before, after, joined) => {
    expect(joinCut(before, after)).toEqual(joined)
  })
})

describe("the wrap mender", () => {
  const mend = createWrapMender(["ของบุคลากรภายในสำนักงาน", "ของบุคลากร ภายในสำนักงาน", "ลักษณะการ ใช้งาน"])

  test.each([
    ["ของบุคลากร ภายในสำนักงาน", true, "ของบุคลากรภายในสำนักงาน"],
    ["ของบุคลากร ภายในสำนักงาน", false, "ของบุคลากร ภายในสำนักงาน"],
    ["ลักษณะการ ใช้งาน", true, "ลักษณะการ ใช้งาน"],
    ["มอบงาน การ ประเมินผล", true, "มอบงาน การประเมินผล"],
    ["ประจำปีและ เผยแพร่", true, "ประจำปีและเผยแพร่"],
    ["ด ีมาก", false, "ดีมาก"],
    ["แ ผน", false, "แผน"],
    ["ต่าง ๆ", true, "ต่าง ๆ"],
  ])("%s (wrapped page: %s)", (text, isWrapped, mended) => {
    expect(mend(text, isWrapped).text).toBe(mended)
  })

  test("counts what it is not sure of", () => {
    expect(mend("ลักษณะการ ใช้งาน", true).doubted).toHaveLength(1)
  })
})

describe("parseResultCell", () => {
  test.each([
    ["ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ค่าคะแนน ๙๘.๘๖ คะแนน จากผล", "๒", "การใช้งบประมาณ", 98.86, "จากผล"],
    ["ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้คะแนน 93.75\nจากผล", "10", "การป้องกันการทุจริต", 93.75, "จากผล"],
    ["ตัวชี้วัดที่ ๓ การใช้อำนาจ\nได้ค่าคะแนน ๑๐๐ คะแนน\nก\nข", "๓", "การใช้อำนาจ", 100, "ก\nข"],
    ["ตัวชี้วัดที่ 3. การใช้อำนาจ: ร้อยละ 88.5", "3", "การใช้อำนาจ", 88.5, ""],
    ["ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้ ๙๑.๒๐ คะแนน", "๑", "การปฏิบัติหน้าที่", 91.2, ""],
    ["7. ประสิทธิภาพการสื่อสาร\nได้ 81.00 คะแนน\nจากผล", "7", "ประสิทธิภาพการสื่อสาร", 81, "จากผล"],
    ["2. การใช้งบประมาณ (ร้อยละ 82.11)", "2", "การใช้งบประมาณ", 82.11, ""],
    ["2. การใช้งบประมาณ\nได้รับคำชม", "2", "การใช้งบประมาณ", undefined, "ได้รับคำชม"],
    ["ตัวชี้วัด การใช้อำนาจ", "", "การใช้อำนาจ", undefined, ""],
    ["2. การใช้งบประมาณ\nได้คะแนนดี", "2", "การใช้งบประมาณ", undefined, "ได้คะแนนดี"],
    ["ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้ค่าคะแนน ๑๐๐.๐๑ คะแนน", "๑", "การปฏิบัติหน้าที่", undefined, ""],
  ])("%j", (text, printedNumber, name, score, description) => {
    expect(parseResultCell(text)).toMatchObject({ printedNumber, name, score, description })
  })

  test("a long description without a score is not taken for the name", () => {
    const parsed = parseResultCell(`ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร ${"จากผลการประเมิน".repeat(20)} คะแนน`)
    expect(parsed.name).toBe("ประสิทธิภาพการสื่อสาร")
    expect(parsed.match?.indicator).toBe(7)
  })
})

describe("findIndicator", () => {
  test.each(INDICATOR_NAMES.map((name, index) => [name, index + 1] as const))(
    "%s is %i",
    (name, indicator) => {
      expect(findIndicator(name)).toMatchObject({ indicator, how: "exact" })
      expect(findIndicator([...name].join(" "))).toMatchObject({ indicator, how: "exact" })
    },
  )

  test("knows the other name of the eighth, asks about a slip, and guesses nothing else", () => {
    expect(findIndicator("การปรับปรุงการทำงาน")).toMatchObject({ indicator: 8, how: "variant" })
    expect(findIndicator("การใช้อำนาด")).toMatchObject({ indicator: 3, how: "near" })
    expect(findIndicator("ความสุข")).toBeUndefined()
    expect(findIndicator("")).toBeUndefined()
  })
})

describe("doubtedScores", () => {
  const scored = (...scores: number[]) => scores.map((score, index) => ({ indicator: index + 1, score }))

  test.each([
    ["a slip of the first digit", [99.68, 48.86, 99.36, 99.49], [[2, "98.86"]]],
    ["two exchanged digits", [89.1, 88.2, 98.1, 18.9, 88.7], [[4, "88.90"]]],
    ["far, and no slip explains it", [90, 91, 92, 5], [[4, undefined]]],
    ["an ordinary spread", [99.68, 93.75, 88.2, 97, 100], []],
    ["scores spread wide", [20, 45, 60, 75, 95], []],
    ["too few to tell", [99, 12], []],
  ])("%s", (_, scores, doubted) => {
    expect(doubtedScores(scored(...scores)).map(each => [each.indicator, each.suggestion])).toEqual(doubted)
  })
})

describe("the report", () => {
  test.each(Object.entries({ ...IMPORT_PROBLEMS, ...FILE_NOTES }))(
    "%s says something in Thai that quotes what it is given",
    (code, rule) => {
      const message = rule.say("ค่าที่พิมพ์", "คำแนะนำ", "ชื่อหน่วยงาน")
      expect(message).toMatch(/[ก-๙]/)
      expect(message).not.toMatch(/undefined|“”/)
      expect(code).toMatch(/^[a-z]+(?:[A-Z][a-z]+)*$/)
    },
  )

  test("cuts long snippets between whole letters, unless the text survives nowhere else", () => {
    expect(excerpt("กำ".repeat(40), 21).endsWith("ก…")).toBe(false)
    expect(reportEntry("lineUnplaced", 1, "ก".repeat(500), { kept: false }).snippet).toHaveLength(500)
    expect(reportEntry("misprint", 1, "ก".repeat(500)).snippet.length).toBeLessThan(170)
  })
})
