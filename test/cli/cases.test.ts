/** The cases from the field, each with its right answer; `test/cases/README.md` tells what each is. */
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { sectionListOf } from "../../cli/plan/sections.ts"
import { readTableFile } from "../../cli/plan/table-file.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { importTable } from "../../shared/import/own-tables.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import type { Section } from "../../shared/row/section.ts"

async function plan(
  name: string,
  { sections = DISTRICT_SECTIONS, fiscalYear }: { sections?: readonly Section[]; fiscalYear?: number } = {},
): Promise<ImportedPlan> {
  const table = await readTableFile(fileURLToPath(new URL(`../cases/plans/${name}`, import.meta.url)))
  if (!table.ok) throw new Error(table.message)
  return importTable(table.source, { sections, ...(fiscalYear && { fiscalYear }) })
}

const asked = (read: ImportedPlan) => read.report.filter(({ severity }) => severity === "ask")
const refused = (read: ImportedPlan) => read.report.filter(({ severity }) => severity === "error")
const codesOf = (read: ImportedPlan) => read.report.map(({ code }) => code)

describe("headings", () => {
  test("06: rows that are complete are rows, and the table is refused for its missing indicators", async () => {
    const read = await plan("06-rows-glued.tsv")
    expect(read.measures.map(({ measure, lead, period }) => ({ measure, lead, period }))).toEqual([
      { measure: "จัดตั้งคณะทำงาน ITA", lead: "", period: "ไตรมาส ๑ - ๔" },
      { measure: "เปิดเผยข้อมูลบน e-GP", lead: "", period: "ตลอดปีงบประมาณ ๒๕๗๐" },
      { measure: "กระทบยอดบัญชีรายชื่อ", lead: "", period: "ทุกวันที่ ๑ - ๕ ของทุกเดือน" },
    ])
    expect(refused(read).map(({ code }) => code)).toEqual(["columnsMissing"])
    expect(codesOf(read)).not.toContain("rowJoined")
  })

  test("07: other words in another order", async () => {
    const read = await plan("07-heading-by-place.tsv")
    expect(read.assessments).toMatchObject([{ indicator: 3, score: 90.12 }])
    expect(read.measures).toMatchObject([
      {
        issue: "การมอบหมายงานไม่ชัดเจน",
        measure: "จัดทำคำสั่งมอบหมายงาน ๑ ฉบับ",
        lead: "ฝ่ายปกครอง",
        period: "ภายในเดือนมกราคม ๒๕๖๗",
        monitoring: "รายงานผู้อำนวยการเขต",
      },
    ])
  })

  test("08: ํ and า are ำ", async () => {
    const read = await plan("08-nikhahit-heading.tsv")
    expect(read.measures[0]?.monitoring).toContain("ผู้อำนวยการเขตติดตาม")
    expect(read.duties).toMatchObject([{ when: "ภายในวันที่ ๕ ของทุกเดือน", what: "รายงาน" }])
    expect(read.duties[0]?.owedBy).toHaveLength(DISTRICT_SECTIONS.length)
  })

  test("09: a space without width within a word", async () => {
    const read = await plan("09-zwsp-heading.tsv")
    expect(read.assessments).toMatchObject([{ indicator: 2, score: 88.86 }])
  })

  test("12: the commission's own", async () => {
    const read = await plan("12-nacc-headings.tsv")
    expect(read.measures[0]?.measure).toBe("เผยแพร่แผนการใช้จ่ายงบประมาณ ๑ ฉบับ\n๑. ประชุมชี้แจง\n๒. เผยแพร่บนเว็บไซต์")
    expect(read.measures[0]?.monitoring).toContain("ทุกฝ่ายรายงาน")
    expect(refused(read)).toEqual([])
  })

  test("16: glyphs of old fonts, told once", async () => {
    const read = await plan("16-pua.tsv")
    expect(read.measures).toMatchObject([{ lead: "ฝ่ายปกครอง", monitoring: "ผู้อำนวยการเขตกำกับ" }])
    expect(read.title).toContain("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน")
    expect(codesOf(read).filter(code => code === "glyphsMended")).toHaveLength(1)
  })

  test("19: a report of results names its year", async () => {
    expect(await plan("19-results-report-title.tsv")).toMatchObject({ fiscalYear: 2567 })
  })
})

describe("10: another office", () => {
  test.each(["local", fileURLToPath(new URL("../cases/sections.csv", import.meta.url))])(
    "with its sections has its leads: %s",
    async chosen => {
      const read = await plan("10-other-office.tsv", await sectionListOf(chosen, () => []))
      expect(read.office).toBe("องค์การบริหารส่วนตำบลบางตัวอย่าง")
      expect(read.measures.map(({ lead }) => lead)).toEqual(["กองคลัง", "สำนักปลัด", "สำนักปลัด"])
      expect(read.measures[1]?.partners).toEqual(["กองช่าง"])
    },
  )

  test("is told of a list of sections that is none", async () => {
    const table = fileURLToPath(new URL("../cases/plans/10-other-office.tsv", import.meta.url))
    await expect(sectionListOf(table, () => [])).rejects.toThrow(/number,name,short/)
    await expect(sectionListOf("nonsense", () => [])).rejects.toThrow(/preset: district, local/)
  })

  test("without them is asked about once, no lead guessed from a likeness", async () => {
    const read = await plan("10-other-office.tsv")
    expect(read.measures.map(({ lead }) => lead)).toEqual(["", "", ""])
    expect(asked(read).map(({ code }) => code)).toEqual(["ownersUnknown"])
    expect(refused(read)).toEqual([])
  })
})

describe("spreadsheets", () => {
  test("01: a cell that shows only its month is its month, and that is told", async () => {
    const read = await plan("01-excel-month-cell.xlsx")
    expect(read.measures).toMatchObject([{ period: "มีนาคม 2567" }])
    expect(compilePeriod("มีนาคม 2567", { fiscalYear: 2567 }).normal).toBe("SPAN 2024-03-01/2024-03-31")
    expect(read.report).toContainEqual(
      expect.objectContaining({ code: "monthCell", severity: "warn", sheet: "แผน", cell: "E4" }),
    )
  })

  test("02: last year's sheet stays out, and the person is asked which", async () => {
    const read = await plan("02-last-years-sheet.xlsx")
    expect(read).toMatchObject({ fiscalYear: 2567, measures: [{ indicator: 2 }, { indicator: 3 }] })
    expect(asked(read).filter(({ code }) => code === "plansSeveral")).toHaveLength(1)
    expect(new Set(read.report.filter(({ cell }) => cell !== "").map(({ sheet }) => sheet))).toEqual(
      new Set(["2567"]),
    )
    expect(read.report.find(({ code }) => code === "sheetAside")?.snippet).toContain("มาตรการของปีที่แล้ว")
  })

  test("02: a year that is given decides without a question", async () => {
    const read = await plan("02-last-years-sheet.xlsx", { fiscalYear: 2566 })
    expect(read.measures.map(({ measure }) => measure)).toEqual(["มาตรการของปีที่แล้ว"])
    expect(asked(read)).toEqual([])
  })

  test("11: merged headings of two lines", async () => {
    const read = await plan("11-two-line-heading.xlsx")
    expect(read.assessments.map(({ indicator, score }) => [indicator, score])).toEqual([
      [2, 88.86],
      [3, 90.12],
    ])
    expect(codesOf(read)).not.toContain("lineUnplaced")
  })

  test("14: a date of the Buddhist era", async () => {
    const [measure] = (await plan("14-excel-bbbb.xlsx")).measures
    expect(measure?.period).toBe("31 มีนาคม 2567")
    expect(compilePeriod("31 มีนาคม 2567", { fiscalYear: 2567 }).normal).toBe("D 2024-03-31")
  })
})

describe("text", () => {
  test("04: cells that Excel put in quotes", async () => {
    const read = await plan("04-pasted-from-excel.txt")
    expect(read.measures).toHaveLength(2)
    expect(read.assessments[0]).toMatchObject({ indicator: 2, score: 88.86 })
    expect(read.measures[0]?.issue).toBe("๑. บุคลากรไม่ทราบแผน\n๒. เบิกจ่ายล่าช้า")
  })

  test("05: quotes that Excel doubled", async () => {
    const read = await plan("05-excel-unicode-text.txt")
    expect(read.measures[0]?.measure).toBe('ประกาศ "งดรับ งดให้" ๑ ฉบับ, ลงเว็บไซต์')
  })

  test("17: letters of the Thai code page that were saved as Western ones", async () => {
    const read = await plan("17-mojibake.tsv")
    expect(read.title).toContain("มาตรการส่งเสริมคุณธรรม")
    expect(read.measures).toMatchObject([{ lead: "ฝ่ายปกครอง" }])
    expect(read.report.find(({ code }) => code === "lettersMended")?.message).toContain("Windows-874")
  })
})
