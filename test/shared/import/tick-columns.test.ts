/** Months and quarters as columns with ticks below, and indicators as headings between the rows. */
import { describe, expect, test } from "vitest"
import type { PlanSource } from "../../../shared/import/model.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { codes, imported, rowsSource } from "./source.ts"

const TITLE = ["แผนส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const MONTHS = [
  "ต.ค.",
  "พ.ย.",
  "ธ.ค.",
  "ม.ค.",
  "ก.พ.",
  "มี.ค.",
  "เม.ย.",
  "พ.ค.",
  "มิ.ย.",
  "ก.ค.",
  "ส.ค.",
  "ก.ย.",
]
const QUARTERS = ["ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"]
const HEAD = (heads: readonly string[]) => ["ที่", "ตัวชี้วัด", "มาตรการ", ...heads, "ผู้รับผิดชอบ"]
const ROW = (marks: readonly string[]) => ["1", "การใช้งบประมาณ", "เปิดเผยแผน", ...marks, "ฝ่ายการคลัง"]
const under = (heads: readonly string[], marks: Readonly<Record<string, string>>) =>
  heads.map(head => marks[head] ?? "")
/** As a workbook, a document or a PDF tells its merged cells. */
const merged = (source: PlanSource, line: number, spans: readonly (readonly [number, number])[]) => ({
  lines: source.lines.map(each => ({ ...each, spans: new Map(each.line === line ? spans : []) })),
})

function read(source: PlanSource) {
  const plan = imported(source)
  const [measure] = plan.measures
  const { normal, flag } = compilePeriod(measure?.period ?? "", { fiscalYear: 2567 })
  return { plan, normal, flag, lead: measure?.lead, told: codes(plan).map(code => code.split("@")[0]) }
}
const months = (marks: Readonly<Record<string, string>>) =>
  rowsSource(TITLE, HEAD(MONTHS), ROW(under(MONTHS, marks)))
const quarters = (marks: Readonly<Record<string, string>>) =>
  rowsSource(TITLE, HEAD(QUARTERS), ROW(under(QUARTERS, marks)))

describe("ticks below months or quarters", () => {
  test.each([
    [
      "side by side are a stretch",
      months({ "ต.ค.": "✓", "พ.ย.": "✓", "ธ.ค.": "✓" }),
      "SPAN 2023-10-01/2023-12-31",
    ],
    ["over new year too", months({ "ธ.ค.": "/", "ม.ค.": "/" }), "SPAN 2023-12-01/2024-01-31"],
    ["one alone is its month", months({ "มี.ค.": "√" }), "SPAN 2024-03-01/2024-03-31"],
    [
      "apart are a date each",
      months({ "ธ.ค.": "●", "มี.ค.": "●", "มิ.ย.": "●" }),
      "SET 2023-12-31,2024-03-31,2024-06-30",
    ],
    ["of a symbol font", months({ "มี.ค.": "\uf0fc" }), "SPAN 2024-03-01/2024-03-31"],
    [
      "among dashes",
      months(Object.fromEntries(MONTHS.map(each => [each, each === "มี.ค." ? "x" : "-"]))),
      "SPAN 2024-03-01/2024-03-31",
    ],
    ["from ← to →", months({ "ม.ค.": "←", "มี.ค.": "→" }), "SPAN 2024-01-01/2024-03-31"],
    ["quarters side by side", quarters({ "ไตรมาส 1": "✓", "ไตรมาส 2": "✓" }), "SPAN 2023-10-01/2024-03-31"],
    ["quarters apart", quarters({ "ไตรมาส 2": "✓", "ไตรมาส 4": "✓" }), "SET 2024-03-31,2024-09-30"],
    ["a deadline in words", months({ "ต.ค.": "ตลอดปีงบประมาณ" }), "SPAN 2023-10-01/2024-09-30"],
  ])("%s", (_, source, normal) => {
    const { plan, ...found } = read(source)
    expect(found).toMatchObject({ normal, lead: "ฝ่ายการคลัง" })
    expect(["ok", "warn"]).toContain(found.flag)
    expect(found.told).toContain("ticksRead")
    expect(plan.measures).toHaveLength(1)
    expect(found.told).not.toContain("cellUnplaced")
  })

  test("a cross is named, since it may say that nothing is done", () => {
    const said = (mark: string) =>
      read(months({ "มี.ค.": mark })).plan.report.find(({ code }) => code === "ticksRead")?.message
    expect(said("x")).toContain("กากบาท “x”")
    expect(said("✓")).not.toContain("กากบาท")
  })

  test.each([
    ["stretches apart", months({ "ต.ค.": "✓", "พ.ย.": "✓", "มี.ค.": "✓" })],
    ["a cross beside a tick", months({ "ต.ค.": "✓", "พ.ย.": "x" })],
    ["a number", months({ "มี.ค.": "2" })],
    ["a word", months({ "มี.ค.": "ครั้งที่ 1", "มิ.ย.": "ครั้งที่ 2" })],
    ["an arrow where nobody says what is merged", months({ "มี.ค.": "↔" })],
    ["a date of another month", merged(months({ "มี.ค.": "31 ม.ค. 2567" }), 3, [])],
  ])("%s is asked about, and kept as printed", (_, source) => {
    const { flag, told, plan } = read(source)
    expect(flag).toBe("ask")
    expect(told).toEqual(expect.arrayContaining(["ticksUnread", "periodAsked"]))
    for (const cell of source.lines[2]?.cells.slice(3, -1) ?? [])
      if (cell !== "" && !/[✓x]/.test(cell)) expect(plan.measures[0]?.period).toContain(cell)
  })

  test("a row without any lacks its period, as it would without such columns", () => {
    expect(read(months({})).told).toContain("rowIncomplete")
  })

  test("a bar is as long as its merged cell", () => {
    const source = merged(months({ "ม.ค.": "↔" }), 3, [[6, 3]])
    expect(read(source).normal).toBe("SPAN 2024-01-01/2024-03-31")
    expect(read(merged(months({ "ม.ค.": "↔" }), 3, [])).normal).toBe("SPAN 2024-01-01/2024-01-31")
  })

  test("the rows below are not taken for the text of one that has a column of periods too", () => {
    const head = [...HEAD(QUARTERS), "ระยะเวลา"]
    const plan = imported(rowsSource(TITLE, head, [...ROW(["✓", "", "", ""]), "มีนาคม ๒๕๖๗"]))
    expect(plan.measures[0]?.period).toBe("มีนาคม ๒๕๖๗")
    expect(codes(plan)).toContain("cellUnplaced@3")
  })
})

describe("the year over the months", () => {
  const label = (...words: readonly string[]) => ["", "", "", ...words]
  const tick = (month: string) => ROW(under(MONTHS, { [month]: "✓" }))
  test.each([
    [
      "two years of the calendar",
      label("พ.ศ. 2566", "", "", "พ.ศ. 2567"),
      MONTHS,
      "ต.ค.",
      "SPAN 2023-10-01/2023-10-31",
    ],
    ["a fiscal year", label("ปีงบประมาณ พ.ศ. ๒๕๖๗"), MONTHS, "ต.ค.", "SPAN 2023-10-01/2023-10-31"],
    ["one over October to September", label("ปี 2567"), MONTHS, "ต.ค.", "SPAN 2023-10-01/2023-10-31"],
    ["a time", label("ระยะเวลาดำเนินการ"), MONTHS, "ก.ย.", "SPAN 2024-09-01/2024-09-30"],
  ])("%s", (_, above, heads, month, normal) => {
    const { flag, ...found } = read(rowsSource(TITLE, above, HEAD(heads), tick(month)))
    expect(found.normal).toBe(normal)
    expect(flag).not.toBe("ask")
  })

  const CALENDAR = [...MONTHS.slice(3), ...MONTHS.slice(0, 3)]
  test("months from January on are of the year that is printed", () => {
    const row = ROW(under(CALENDAR, { "ต.ค.": "✓" }))
    const { normal, flag } = read(rowsSource(TITLE, label("พ.ศ. 2567"), HEAD(CALENDAR), row))
    expect([normal, flag]).toEqual(["SPAN 2024-10-01/2024-10-31", "warn"])
  })
  test("without a year, October among them may be of either", () => {
    const of = (month: string) =>
      read(rowsSource(TITLE, HEAD(CALENDAR), ROW(under(CALENDAR, { [month]: "✓" }))))
    expect(of("ต.ค.").flag).toBe("ask")
    expect(of("มี.ค.").normal).toBe("SPAN 2024-03-01/2024-03-31")
  })
  test("numbers below ไตรมาส are quarters, headings over three lines are one, and printed again they are no rows", () => {
    const heads = [
      ["ที่", "ตัวชี้วัด", "มาตรการ", "ปีงบประมาณ 2567", "", "", "", "ผู้รับผิดชอบ"],
      label("ไตรมาสที่"),
      label("1", "2", "3", "4"),
    ]
    const row = ROW(["", "", "/", ""])
    const plan = imported(rowsSource(TITLE, ...heads, row, ...heads, ROW(["/", "", "", ""])))
    expect(plan.measures.map(({ period }) => compilePeriod(period, { fiscalYear: 2567 }).normal)).toEqual([
      "SPAN 2024-04-01/2024-06-30",
      "SPAN 2023-10-01/2023-12-31",
    ])
  })
})

describe("indicators as headings between the rows", () => {
  const head = ["ลำดับ", "มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ"]
  const alone = (text: string) => [text, "", "", ""]
  const row = (number: string, measure: string) => [number, measure, "มีนาคม ๒๕๖๗", "ฝ่ายการคลัง"]
  test("are those of the rows below, with their scores", () => {
    const plan = imported(
      rowsSource(
        TITLE,
        head,
        alone("ตัวชี้วัดที่ 2 การใช้งบประมาณ (ผลคะแนน 80.15)"),
        row("1", "ก"),
        row("2", "ข"),
        alone("3. การใช้อำนาจ"),
        row("3", "ค"),
      ),
    )
    expect(plan.measures.map(({ indicator, measure }) => [indicator, measure])).toEqual([
      [2, "ก"],
      [2, "ข"],
      [3, "ค"],
    ])
    expect(plan.assessments.map(({ indicator, score }) => [indicator, score])).toEqual([
      [2, 80.15],
      [3, null],
    ])
    expect(plan.report.filter(({ severity }) => severity === "error")).toEqual([])
  })
  test("one with no row below it is told, and a table without any is refused as before", () => {
    const last = imported(
      rowsSource(TITLE, head, alone("2. การใช้งบประมาณ"), row("1", "ก"), alone("3. การใช้อำนาจ")),
    )
    expect(last.measures).toHaveLength(1)
    expect(last.report.some(({ snippet }) => snippet.includes("การใช้อำนาจ"))).toBe(true)
    expect(codes(imported(rowsSource(TITLE, head, row("1", "ก"))))).toContain("columnsMissing@2")
  })
})

test("a total below quarters is set aside with its numbers", () => {
  const { lines } = quarters({ "ไตรมาส 2": "✓" })
  const { measures, report } = imported({
    lines: [...lines, { line: 4, cells: ["", "", "รวม", "1", "1", "", "", ""] }],
  })
  expect(measures).toHaveLength(1)
  expect(report.filter(({ line }) => line === 4).map(({ code, snippet }) => [code, snippet])).toEqual([
    ["lineUnplaced", "รวม\t1\t1"],
  ])
})
