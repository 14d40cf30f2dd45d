import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { parseResponsible } from "../../../shared/rules/responsible.ts"

const names = DISTRICT_SECTIONS.map(section => section.name)
const allBut = (...left: string[]) => names.filter(name => !left.includes(name))
const parse = (text: string) => parseResponsible(text, DISTRICT_SECTIONS)

describe("lead and partners as plans write them", () => {
  test.each([
    ["ฝ่ายปกครอง", "ฝ่ายปกครอง", []],
    ["ปกครอง", "ฝ่ายปกครอง", []],
    ["ฝ่ายปกครอง เป็นเจ้าภาพหลัก (ฝ่ายปกครอง ดำเนินการร่วมกับฝ่ายทะเบียน)", "ฝ่ายปกครอง", ["ฝ่ายทะเบียน"]],
    ["ฝ่ายปกครอง เป็นเจ้าของหลัก (ดำเนินการร่วมกัน ทุกฝ่าย)", "ฝ่ายปกครอง", allBut("ฝ่ายปกครอง")],
    ["ฝ่ายทะเบียน เป็นเจ้าภาพหลัก (ดำเนินการร่วมกับทุกฝ่าย)", "ฝ่ายทะเบียน", allBut("ฝ่ายทะเบียน")],
    ["ทุกฝ่าย โดยมีฝ่ายการคลังเป็นเจ้าภาพหลัก", "ฝ่ายการคลัง", allBut("ฝ่ายการคลัง")],
    ["เจ้าภาพหลัก: ปกครอง ฝ่ายร่วม: ทะเบียน, โยธา", "ฝ่ายปกครอง", ["ฝ่ายทะเบียน", "ฝ่ายโยธา"]],
    ["หน่วยงานหลัก ฝ่ายเทศกิจ\nหน่วยงานสนับสนุน ฝ่ายรายได้", "ฝ่ายเทศกิจ", ["ฝ่ายรายได้"]],
    ["ฝ่ายสิ่งแวดล้อมฯ ร่วมกับ ฝ่ายรักษาฯ", "ฝ่ายสิ่งแวดล้อมและสุขาภิบาล", ["ฝ่ายรักษาความสะอาดและสวนสาธารณะ"]],
    ["ฝ่ายปกครอง (หลัก) ฝ่ายทะเบียน (ร่วม)", "ฝ่ายปกครอง", ["ฝ่ายทะเบียน"]],
    ["ฝ่ายปกครอง เป็นเจ้าภาพหลัก ร่วมกับทุกฝ่าย ยกเว้นฝ่ายเทศกิจ", "ฝ่ายปกครอง", allBut("ฝ่ายปกครอง", "ฝ่ายเทศกิจ")],
    ["ฝ่ายโยธาและฝ่ายเทศกิจ โดยฝ่ายเทศกิจเป็นหลัก", "ฝ่ายเทศกิจ", ["ฝ่ายโยธา"]],
    ["ฝ่าย ทะเบียน เป็น เจ้าภาพ หลัก", "ฝ่ายทะเบียน", []],
  ])("%s", (text, lead, partners) => {
    expect(parse(text)).toMatchObject({ lead, partners, problems: [] })
  })
})

describe("what is not plain is a problem", () => {
  test.each([
    ["", undefined, ["leadMissing"]],
    ["ทุกฝ่าย", undefined, ["leadMissing"]],
    ["ฝ่ายประชาสัมพันธ์", undefined, ["sectionUnread", "leadMissing"]],
    ["ฝ่ายประชาสัมพันธ์ และฝ่ายเทศกิจ", "ฝ่ายเทศกิจ", ["sectionUnread", "leadAssumed"]],
    ["ฝ่ายปกครอง, ฝ่ายโยธา และฝ่ายการศึกษา", "ฝ่ายปกครอง", ["leadAssumed"]],
    ["ฝ่ายปกครอง เป็นเจ้าภาพหลัก ฝ่ายโยธา เป็นเจ้าภาพหลัก", "ฝ่ายปกครอง", ["leadTwice"]],
    ["ทุกฝ่ายร่วมกับฝ่ายโยธา", undefined, ["leadMissing"]],
    ["คณะทำงานร่วมกับฝ่ายปกครอง และฝ่ายโยธา", "ฝ่ายปกครอง", ["sectionUnread", "leadAssumed"]],
    ["การฯ", undefined, ["sectionUnread", "leadMissing"]],
    ["ก".repeat(50_000), undefined, ["sectionUnread", "leadMissing"]],
  ])("%s", (text, lead, codes) => {
    const read = parse(text)
    expect(read.lead).toBe(lead)
    expect(read.problems.map(problem => problem.code)).toEqual(codes)
  })
})

test("partners are known sections, each once, never the lead", () => {
  const part = fc.constantFrom(...names, "ทุกฝ่าย", "เป็นเจ้าภาพหลัก", "ร่วมกับ", " ", ",", "ยกเว้น", "ฝ่าย", "ก")
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), parts => {
      const { lead, partners } = parse(parts.join(""))
      expect(new Set(partners).size).toBe(partners.length)
      expect(partners).not.toContain(lead)
      expect(names).toEqual(expect.arrayContaining([...partners]))
    }),
    { seed: 2567 },
  )
})
