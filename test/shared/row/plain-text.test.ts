import { describe, expect, it } from "vitest"
import { cleanText, hasInvisible, isCleanText, splitList } from "../../../shared/row/plain-text.ts"

const JOINER = "\u200d"

describe("a joiner", () => {
  it.each([
    ["of a family", `👨${JOINER}👩${JOINER}👧`],
    ["after a coloured skin", `👩🏽${JOINER}🚀`],
    ["after a picture's own form", `❤\ufe0f${JOINER}🔥`],
  ])("%s stands, seen as one picture", (_case, text) => {
    expect([cleanText(text), isCleanText(text), hasInvisible(text)]).toEqual([text, true, false])
  })

  it.each([
    ["between letters", `ทด${JOINER}สอบ`, "ทดสอบ"],
    ["before a letter", `🚀${JOINER}ก`, "🚀ก"],
    ["after a letter", `ก${JOINER}🚀`, "ก🚀"],
    ["after a form that forms no picture", `ก\ufe0f${JOINER}🚀`, "ก\ufe0f🚀"],
    ["at the end", `ก👩🏽${JOINER}`, "ก👩🏽"],
    ["at the beginning", `${JOINER}🚀`, "🚀"],
  ])("%s joins nothing, and goes", (_case, text, clean) => {
    expect([cleanText(text), isCleanText(text), hasInvisible(text)]).toEqual([clean, false, true])
  })
})

it("a text has one form: composed, with line feeds, and no space around it", () => {
  expect(cleanText(" ก\r\nข\rค\u2028ง\t\u00a0จ ")).toBe("ก\nข\nค\nง  จ")
  expect(cleanText("e\u0301")).toBe("é")
  expect(cleanText("\u0e33")).toBe("\u0e33")
  expect(cleanText("ก\ud800ข")).toBe("ก\ufffdข")
})

it("a typed list has no empty entry", () => {
  expect(splitList(" ก, ,ข ,", ",")).toEqual(["ก", "ข"])
})
