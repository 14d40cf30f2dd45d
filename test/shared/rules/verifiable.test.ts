import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { doubtWords, type PromisedMeasure, verifiabilityDoubt } from "../../../shared/rules/verifiable.ts"
import { ANY_LETTER } from "../../any-letter.ts"
import { LABELLED_MEASURES, type LabelledMeasure } from "./verifiable-set.ts"

const FISCAL_YEAR = 2566

function promised({ measure, monitoring = "", period = "", duties = [] }: LabelledMeasure): PromisedMeasure {
  const { due } = compilePeriod(period, { fiscalYear: FISCAL_YEAR })
  return { measure, monitoring, lead: "ฝ่ายปกครอง", fiscalYear: FISCAL_YEAR, due, duties }
}

const judged = LABELLED_MEASURES.map(each => ({ ...each, doubt: verifiabilityDoubt(promised(each)) }))

describe("against the labelled measures", () => {
  it("has at least sixty, of both kinds", () => {
    expect(judged.length).toBeGreaterThanOrEqual(60)
    expect(judged.filter(({ label }) => label === "vague").length).toBeGreaterThanOrEqual(25)
    expect(new Set(judged.map(each => JSON.stringify(each))).size).toBe(judged.length)
  })

  it("does not nag: precision at least 0.9, and finds most: recall at least 0.8", () => {
    const warned = judged.filter(({ doubt }) => doubt)
    const right = warned.filter(({ label }) => label === "vague")
    const wrong = warned.filter(({ label }) => label !== "vague").map(({ measure }) => measure)
    const missed = judged.filter(({ label, doubt }) => label === "vague" && !doubt).map(each => each.measure)
    const precision = right.length / warned.length
    const recall = right.length / (right.length + missed.length)
    console.info(`verifiability: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`)
    expect(precision, `nagged about:\n${wrong.join("\n")}`).toBeGreaterThanOrEqual(0.9)
    expect(recall, `missed:\n${missed.join("\n")}`).toBeGreaterThanOrEqual(0.8)
  })
})

describe("a suggestion", () => {
  test.each(judged.filter(({ doubt }) => doubt))("for “$measure” would itself be checkable", each => {
    const suggestion = each.doubt?.suggestion ?? ""
    expect(verifiabilityDoubt(promised({ ...each, measure: suggestion }))).toBeUndefined()
    expect(suggestion).toContain(each.measure.replace(/^๑\. /, "").slice(0, 20))
    expect(suggestion).toContain("ฝ่ายปกครอง")
    expect(doubtWords(each.doubt as never)).toMatch(/^ไม่บอก[^\n]+ลองพิมพ์ เช่น “[^\n]+”$/)
  })
})

describe("a day before the year's end", () => {
  const vague = promised({ label: "vague", measure: "กำชับเจ้าหน้าที่ให้บริการด้วยความสุภาพ" })
  it.each([
    [["2023-06-30"], "", false],
    [["2023-09-30"], "", true],
    [["2023-09-30", "2023-03-31"], "", false],
    [[], "", true],
    [[], "ผู้อำนวยการเขตติดตามทุกเดือน", false],
  ])("with %j and “%s” is missed: %s", (due, monitoring, isMissed) => {
    const missing = verifiabilityDoubt({ ...vague, due, monitoring })?.missing
    expect(missing).toEqual(["output", "evidence", ...(isMissed ? ["date"] : [])])
  })
})

it("does not read one word of two between which another was taken out", () => {
  expect(verifiabilityDoubt(promised({ label: "vague", measure: "ติดส่งเสริมตั้งใจบริการ" }))).toBeDefined()
})

it("says nothing about an empty measure", () => {
  expect(verifiabilityDoubt(promised({ label: "vague", measure: " " }))).toBeUndefined()
})

it("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: ANY_LETTER }), fc.string({ unit: ANY_LETTER }), (measure, monitoring) => {
      verifiabilityDoubt(promised({ label: "vague", measure, monitoring }))
    }),
  )
})
