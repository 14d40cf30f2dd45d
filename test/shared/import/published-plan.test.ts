/** The published plan of 2566, where this copy of the project stands beside it; the synthetic plan always runs. */
import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { cellToText } from "../../../shared/import/cell-text.ts"
import { imported, squeeze, textSource } from "./source.ts"

const path = new URL("../../../../shared/data/phasi-charoen-2566.txt", import.meta.url)

describe.skipIf(!existsSync(path))("the published plan of 2566", () => {
  const text = existsSync(path) ? readFileSync(path, "utf8") : ""
  const plan = imported(textSource(text))

  test("gives ten measures on ten indicators", () => {
    expect(plan.office).toBe("สำนักงานเขตภาษีเจริญ")
    expect(plan.title).toBe("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖")
    expect(plan.fiscalYear).toBe(2566)
    expect(plan.measures.map(each => each.indicator)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(plan.assessments.map(each => each.score)).toEqual([
      99.68, 48.86, 99.36, 99.49, 99.78, 99.93, 99.91, 99.88, 100, 93.75,
    ])
  })

  test("asks what a person must answer, and refuses nothing", () => {
    const asks = plan.report.filter(entry => entry.severity === "ask" && entry.code !== "dutyProgress")
    expect(asks.map(({ code, line }) => `${code}@${line}`)).toEqual([
      "scoreOutlier@11",
      "dutyHidden@11",
      "dutyPublish@11",
      "actorNotDirector@14",
      "numberDiffers@24",
      "actorNotDirector@41",
    ])
    expect(plan.report.filter(entry => entry.code === "dutyProgress")).toHaveLength(9)
    expect(plan.report.filter(entry => entry.severity === "error")).toEqual([])
  })

  test("joins the descriptions its pages cut", () => {
    expect(plan.assessments[4]?.description).toContain("ผู้บริหารสูงสุดในการต่อต้านการทุจริต")
    expect(plan.assessments[8]?.description).toContain("BANGKOKITA สะท้อนให้เห็นว่า")
  })

  test("loses no text of any cell", () => {
    const kept = squeeze([...texts(plan), ...plan.report.map(entry => entry.snippet)].join(""))
    const cells = text.split("\n").flatMap(line => (line.includes("\t") ? line.split("\t") : []))
    for (const cell of cells.filter(each => !/^(?:<p>)?(?:<b>)?ตัวชี้วัด|^ผลการประเมิน/.test(each)))
      for (const line of cellToText(cell).lines)
        if (!HEADINGS.test(squeeze(line))) expect(kept).toContain(squeeze(line))
  })
})

const HEADINGS = /^(?:การศึกษาและวิเคราะห์|มาตรการ\/กิจกรรม|แนวทางการกำกับ|ระยะเวลากำกับ|ส่วนราชการที่)/

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value]
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : []
}
