import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { PLAN_COLUMNS } from "../../../shared/import/model.ts"
import { codes, HEADER, imported, ROW, rowsSource, squeeze, textSource } from "./source.ts"

const synthetic = readFileSync(new URL("synthetic-plan.txt", import.meta.url), "utf8")

describe("a plan with every irregularity", () => {
  const plan = imported(textSource(synthetic))

  test("is read as pinned", async () => {
    await expect(`${JSON.stringify(plan, null, 2)}\n`).toMatchFileSnapshot("../../golden/import-plan.json")
  })

  test("imports the same twice", () => {
    expect(imported(textSource(synthetic))).toEqual(plan)
  })

  test("decides the indicator by its name and asks about the number", () => {
    expect(plan.measures.map(each => each.indicator)).toEqual([1, 2, 3, 3, 6, 8, 9, null])
    const asked = plan.report.find(entry => entry.code === "numberDiffers")
    expect(asked?.severity).toBe("ask")
    expect(asked?.snippet).toContain("ตัวชี้วัดที่ ๒ คุณภาพการดำเนินงาน")
  })

  test("keeps a doubted score as printed and offers the likely one", () => {
    expect(plan.assessments.find(each => each.indicator === 2)?.score).toBe(49.05)
    expect(plan.report.find(entry => entry.code === "scoreOutlier")?.message).toContain("99.05")
  })

  test("puts a cut row together, and keeps a second measure of the same indicator apart", () => {
    expect(plan.assessments.find(each => each.indicator === 3)?.description).toBe(
      "ผลสำรวจเรื่องการมอบงานที่เป็นธรรมของหัวหน้างาน ตามระบบ ITA",
    )
    expect(plan.measures[2]?.measure).toBe("ทำคำสั่งมอบงานเป็นลายลักษณ์อักษรและส่งสำเนา")
    expect(plan.measures[3]?.measure).toBe("ติดประกาศคำสั่ง")
  })

  test("keeps lead-ins and markers, one item a line", () => {
    expect(plan.measures[0]?.measure).toBe("แนวทางมีดังนี้\n๑. แจกคู่มือ\n๒. เปิดจองผ่าน BMA Q")
    expect(plan.measures[0]?.monitoring.split("\n")).toHaveLength(2)
  })

  test("proposes the hidden monthly duty, its publishing, and progress where only the year's end is set", () => {
    const [monthly, publish] = plan.duties.filter(duty => duty.measure === "m2")
    expect(monthly).toMatchObject({
      owedTo: "ฝ่ายปกครอง",
      when: "ภายในวันที่ ๕ ของทุกเดือน",
      evidenceKind: "แบบ สขร.๑",
    })
    expect(monthly?.owedBy).toHaveLength(10)
    expect(publish).toMatchObject({ owedBy: ["ฝ่ายปกครอง"], when: "ทุกเดือน" })
    expect(
      plan.report.filter(entry => entry.code === "dutyProgress").every(entry => entry.severity === "ask"),
    ).toBe(true)
  })

  test("quotes whatever it did not place", () => {
    const quoted = plan.report.map(entry => entry.snippet)
    for (const text of ["ใช้ภายในหน่วยงานเท่านั้น", "ช่องเกิน", "หมายเหตุ ข้อมูล ณ วันที่พิมพ์"])
      expect(quoted).toContain(text)
  })
})

describe("a document that is not a plan", () => {
  test.each([
    ["nothing", rowsSource(), "fileEmpty@0"],
    ["blank cells", rowsSource(["", " "], [""]), "fileEmpty@0"],
    ["prose", rowsSource(["สวัสดี"], ["โลก"]), "tableMissing@0"],
    ["another table", rowsSource(["name", "age"], ["ก", "3"]), "tableMissing@0"],
    ["headings alone", rowsSource(HEADER), "tableMissing@0"],
    [
      "a table without its period",
      rowsSource(HEADER.slice(0, 4).concat("", HEADER.slice(5)), ROW),
      "columnsMissing@1",
    ],
    ["the tail of a row", rowsSource(HEADER, ["", "", "ต่อจากหน้าก่อน", "", "", ""]), "rowOrphan@2"],
    ["half a row", rowsSource(HEADER, ROW.slice(0, 3)), "rowIncomplete@2"],
  ])("is told what is missing: %s", (_, source, code) => {
    const plan = imported(source, 2567)
    expect(codes(plan)).toContain(code)
    expect(plan.report.find(entry => `${entry.code}@${entry.line}` === code)?.severity).toBe("error")
  })
})

describe("the table", () => {
  test("is found by its headings in any order", () => {
    const order = [5, 3, 0, 1, 4, 2]
    const moved = (cells: readonly string[]) => order.map(place => cells[place] ?? "")
    const { measures } = imported(rowsSource(moved(HEADER), moved(ROW)), 2567)
    expect(measures).toEqual(imported(rowsSource(HEADER, ROW), 2567).measures)
  })

  test("without headings is read by place only where a person pasted below headings of ours", () => {
    const pasted = imported({ ...rowsSource(ROW), columns: PLAN_COLUMNS }, 2567)
    expect(pasted.measures[0]).toMatchObject({ indicator: 2, period: ROW[4], lead: "ฝ่ายปกครอง" })
    const file = imported(rowsSource(ROW), 2567)
    expect(file.measures).toEqual([])
    expect(codes(file)).toContain("headingsUnknown@1")
  })

  test("with headings that are not understood is read in no row: they are shown, with those that would be", () => {
    const foreign = ["Evaluation", "Gap", "Action", "Follow-up", "When", "Who"]
    const plan = imported(rowsSource(foreign, ROW), 2567)
    const told = plan.report.find(entry => entry.code === "headingsUnknown")
    expect(plan.measures).toEqual([])
    expect(told).toMatchObject({ severity: "error", line: 1, cell: "A1" })
    expect(told?.message).toContain("Evaluation Gap Action")
    expect(told?.message).toContain("ผู้รับผิดชอบ")
    expect(squeeze(JSON.stringify(plan))).toContain(squeeze(ROW[2] ?? ""))
  })

  test("with a second score for an indicator keeps the first and asks", () => {
    const plan = imported(rowsSource(HEADER, ROW, [ROW[0]?.replace("๙๘", "๙๗") ?? "", ...ROW.slice(1)]), 2567)
    expect(plan.assessments.map(each => each.score)).toEqual([98.86])
    expect(codes(plan)).toContain("scoreRepeated@3")
  })
})

describe("the fiscal year", () => {
  const title = ["มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
  test.each([
    ["the title", rowsSource(title, HEADER, ROW), undefined, 2567, undefined],
    ["the person, asked when they differ", rowsSource(title, HEADER, ROW), 2568, 2568, "yearDiffers"],
    [
      "a period, asked",
      rowsSource(HEADER, [...ROW.slice(0, 4), "ภายในปีงบประมาณ ๒๕๖๗", "ฝ่ายปกครอง"]),
      undefined,
      2567,
      "yearAssumed",
    ],
    ["nobody", rowsSource(HEADER, ROW), undefined, null, "yearMissing"],
  ])("comes from %s", (_, source, asked, year, code) => {
    const plan = imported(source, asked)
    expect(plan.fiscalYear).toBe(year)
    if (code) expect(plan.report.map(entry => entry.code)).toContain(code)
  })
})

test("a sheet of 1,000 rows is read whole", () => {
  const rows = Array.from({ length: 1000 }, () => ROW)
  expect(imported(rowsSource(HEADER, ...rows), 2567).measures).toHaveLength(1000)
})

test("nothing of the synthetic plan is lost", () => {
  const { report, ...tables } = imported(textSource(synthetic))
  const kept = squeeze(
    JSON.stringify(tables, (_, value) => value) + report.map(entry => entry.snippet).join(""),
  ).replace(/\\n/g, "")
  for (const line of [
    "ผู้รับบริการเห็นว่าได้รับข้อมูลตรง & ครบ",
    "<script>x</script>",
    "หัวหน้างานตามระบบ ITA",
    "และส่งสำเนา",
  ])
    expect(kept).toContain(squeeze(line))
})
