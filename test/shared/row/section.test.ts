import { describe, expect, test } from "vitest"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { findSection, inOfficialOrder } from "../../../shared/row/section.ts"

const find = (text: string) => findSection(text, DISTRICT_SECTIONS)?.name

describe("findSection", () => {
  test.each(
    DISTRICT_SECTIONS.flatMap(({ name, shortNames }) =>
      [name, ...shortNames].map(spelled => [spelled, name]),
    ),
  )("%s is %s, with or without the word ฝ่าย", (spelled, name) => {
    expect(find(spelled)).toBe(name)
    expect(find(spelled.replace(/^ฝ่าย/, ""))).toBe(name)
    expect(find(` ฝ่าย ${spelled.replace(/^ฝ่าย/, "")}\u200b`)).toBe(name)
  })

  test.each([
    ["ฝ่ายพัฒนาฯ", "ฝ่ายพัฒนาชุมชนและสวัสดิการสังคม"],
    ["รักษาฯ", "ฝ่ายรักษาความสะอาดและสวนสาธารณะ"],
    ["ฝ่ายรายได\u0e49", "ฝ่ายรายได้"],
  ])("%s is the only one that begins so: %s", (spelled, name) => {
    expect(find(spelled)).toBe(name)
  })

  test.each(["", " ", "ฝ่าย", "ฯ", "การฯ", "ฝ่ายพัสดุ", "ปก", "ทุกฝ่าย", "ฝ่ายปกครองและทะเบียน"])(
    "%j is none of them",
    text => {
      expect(find(text)).toBeUndefined()
    },
  )
})

test("sections come in official order, each once", () => {
  expect(inOfficialOrder(["ฝ่ายโยธา", "ฝ่ายปกครอง", "ฝ่ายโยธา", "อื่น"], DISTRICT_SECTIONS)).toEqual([
    "ฝ่ายปกครอง",
    "ฝ่ายโยธา",
  ])
})
