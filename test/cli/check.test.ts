/** `sujarit check`: exactly the sheet's verdicts, for a file. */
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, test } from "vitest"
import type { Command } from "../../cli/command/command.ts"
import { checkCommand, importCommand } from "../../cli/commands-here.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { CheckedTable } from "../../shared/import/check-table.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import type { Problem } from "../../shared/row/problem.ts"
import { planScan } from "../../shared/scan/scan.ts"
import {
  BOOK_COLUMNS,
  CHANGE_COLUMNS,
  columnWords,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  YES,
} from "../../shared/view/table-columns.ts"
import { csvText } from "../../worker/publish/data/csv-text.ts"
import { type WorkbookCell, workbookBytes } from "../../worker/publish/data/workbook.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../shared/table/office-fixture.ts"
import { ran } from "./ran.ts"

const HEADINGS = [
  "id",
  "indicator",
  "issue",
  "measure",
  "monitoring",
  "period",
  "responsible",
  "lead",
  "partners",
  "status",
  "reason",
] as const
type Line = Readonly<Partial<Record<(typeof HEADINGS)[number], string>>>

async function run(command: Command, name: string, content: string | Uint8Array, ...options: string[]) {
  const file = join(await mkdtemp(join(tmpdir(), "sujarit-check-")), name)
  await writeFile(file, content)
  const { code, out, err } = await ran(command, [file, ...options])
  return { code, stdout: out, stderr: err }
}

function csv(lines: readonly Line[]): string {
  const cell = (text = "") => `"${text.replaceAll('"', '""')}"`
  return [HEADINGS.join(","), ...lines.map(line => HEADINGS.map(key => cell(line[key])).join(","))].join("\n")
}

const BROKEN: readonly Line[] = [
  { ...MEASURE, period: "31 มิ.ย. 66" },
  { ...MEASURE, id: "m-bbbbbbbb", indicator: "สิบเอ็ด", lead: "ฝ่ายผี" },
  { ...MEASURE, id: "m-cccccccc", measure: "ติดต่อ 081-234-5678", status: "เลิก" },
  { ...MEASURE, id: "m-dddddddd", period: "ตามความเหมาะสม" },
]

describe("a table in our columns", () => {
  it("gets exactly the problems that the sheet would show", async () => {
    const { stdout } = await run(checkCommand, "measures.csv", csv(BROKEN), "--year", "2566", "--json")
    const checked = (JSON.parse(stdout) as { problems: Problem[] }).problems
    const tabs = officeTabs([tabFrom("measure", BROKEN)], { announcementNumber: "" })
    const sheet = planScan(scanInput(tabs))?.table.rows.filter(row => row.tab.tab === "measure") ?? []
    const keyOf = (problem: Pick<Problem, "code" | "column" | "value" | "message">) =>
      [problem.code, problem.column, problem.value, problem.message].join(" | ")
    expect(checked.map(keyOf)).toEqual(sheet.flatMap(row => row.problems.map(keyOf)))
    expect(checked.length).toBeGreaterThanOrEqual(6)
  })

  it("names the line of the file", async () => {
    const { stdout } = await run(checkCommand, "measures.csv", csv(BROKEN), "--year", "2566", "--json")
    const { problems } = JSON.parse(stdout) as { problems: Problem[] }
    expect(problems.find(problem => problem.code === "period.no-such-date")?.row).toBe(2)
    expect(problems.find(problem => problem.code === "mobileNumber")?.row).toBe(4)
  })

  it.each([
    ["nothing wrong", [{ ...MEASURE }], 0],
    ["an error", [BROKEN[0] ?? {}], 1],
    ["a question", [BROKEN[3] ?? {}], 1],
  ])("with %s exits accordingly", async (_name, lines, code) => {
    expect((await run(checkCommand, "measures.csv", csv(lines), "--year", "2566")).code).toBe(code)
  })
})

describe("what is downloaded here", () => {
  const row = {
    ...MEASURE,
    partners: [],
    status: "",
    reason: "",
    due: ["2023-06-30"],
    understood: "วันศุกร์ที่ ๓๐ มิถุนายน พ.ศ. ๒๕๖๖",
    state: "scheduled",
    confirmed: false,
    doubted: false,
    held: false,
    withdrawn: false,
    vanished: false,
  }
  const list = "- ข้อหนึ่ง\n=ข้อสอง\t+ข้อสาม"
  const table = (over: object) =>
    csvText(MEASURE_COLUMNS, [{ ...row, ...over } as Parameters<typeof csvText<string>>[1][number]])

  it("has nothing to mend, and nothing that is not understood", async () => {
    const { code, stdout } = await run(checkCommand, "m.csv", table({}), "--year", "2566", "--json")
    expect([code, JSON.parse(stdout)]).toEqual([0, { problems: [], report: [] }])
  })

  it("is read without the apostrophes that guard spreadsheets", async () => {
    const guarded = table({ measure: list })
    expect(guarded).toContain("'- ข้อหนึ่ง")
    const { stdout } = await run(importCommand, "m.csv", guarded, "--year", "2566", "--json")
    expect((JSON.parse(stdout) as ImportedPlan).measures[0]?.measure).toBe(list)
  })

  it.each([
    [false, ["period.as-appropriate", "noReminder"], 1],
    [true, ["noReminder"], 0],
  ])("asks nothing that was answered (%s)", async (confirmed, codes, exit) => {
    const doubtful = table({ period: "ตามความเหมาะสม", confirmed })
    const { code, stdout } = await run(checkCommand, "m.csv", doubtful, "--year", "2566", "--json")
    const { problems } = JSON.parse(stdout) as { problems: Problem[] }
    expect([problems.map(each => each.code), code]).toEqual([codes, exit])
  })

  it("may be the workbook of a year", async () => {
    const headings = (keys: readonly string[], tab?: "measure" | "report") =>
      keys.map(key => ({ title: columnWords(tab, key).title, width: 10 }))
    const cells = MEASURE_COLUMNS.map(key => (key === "due" ? { day: "2023-06-30" as IsoDate } : row[key]))
    const bytes = workbookBytes(
      [
        { name: "มาตรการ", columns: headings(MEASURE_COLUMNS, "measure"), rows: [cells.map(cellOf)] },
        { name: "รายงาน", columns: headings(REPORT_COLUMNS, "report"), rows: [["m-aaaaaaaa/1/2566"]] },
        { name: "การเปลี่ยนแปลง", columns: headings(CHANGE_COLUMNS), rows: [[{ instant: 0 }, 1]] },
      ],
      Date.UTC(2023, 4, 29),
    )
    const { code, stdout } = await run(checkCommand, "2566.xlsx", bytes, "--year", "2566", "--json")
    expect([code, JSON.parse(stdout)]).toEqual([0, { problems: [], report: [] }])
  })

  it.each([REPORT_COLUMNS, BOOK_COLUMNS])("of reports says where those are judged", async (...columns) => {
    const { code, stdout } = await run(
      checkCommand,
      "r.csv",
      csvText(columns, []),
      "--year",
      "2566",
      "--json",
    )
    const { report } = JSON.parse(stdout) as CheckedTable
    expect([report.map(each => each.code), code]).toEqual([["rowsMissing"], 1])
  })
})

/** Lists as the workbook has them. */
function cellOf(value: WorkbookCell | boolean | readonly string[]): WorkbookCell {
  if (typeof value === "boolean") return value ? YES : null
  return Array.isArray(value) ? value.join("\n") : (value as WorkbookCell)
}

describe("the import's JSON", () => {
  it("is judged by the same rules, and by its own year", async () => {
    const imported = await run(
      importCommand,
      "measures.csv",
      csv([BROKEN[0] ?? {}]),
      "--year",
      "2566",
      "--json",
    )
    const { code, stdout } = await run(checkCommand, "plan.json", imported.stdout, "--json")
    const { problems } = JSON.parse(stdout) as { problems: Problem[] }
    expect([code, problems.map(problem => problem.code)]).toEqual([
      1,
      expect.arrayContaining(["period.no-such-date"]),
    ])
  })
})

test("a duty of a measure that is not whole waits for it, and is told of no unknown id", async () => {
  const plan = [
    "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "ตัวชี้วัด\tประเด็น\tมาตรการ\tการติดตาม\tระยะเวลา\tผู้รับผิดชอบ",
    "ตัวชี้วัดที่ ๓ การใช้อำนาจ\tก\tลงพื้นที่\tทุกฝ่ายรายงานผู้อำนวยการเขตภายในวันที่ ๕ ของทุกเดือน\t\tฝ่ายปกครอง",
  ].join("\n")
  const { stdout } = await run(checkCommand, "plan.tsv", plan, "--year", "2567", "--json")
  const { problems } = JSON.parse(stdout) as CheckedTable
  const [waiting] = problems.filter(({ code }) => code === "unknownMeasure")
  expect(waiting).toMatchObject({ cell: "C3", message: expect.stringContaining("“ลงพื้นที่” ซึ่งยังไม่ครบ") })
})

describe("the year of a plan", () => {
  const planOf = (title: string, period: string) =>
    [
      title,
      "ตัวชี้วัด\tประเด็น\tมาตรการ\tการติดตาม\tระยะเวลา\tผู้รับผิดชอบ",
      `ตัวชี้วัดที่ ๓ การใช้อำนาจ\tก\tลงพื้นที่\tผู้อำนวยการเขตติดตาม\t${period}\tฝ่ายปกครอง`,
    ].join("\n")

  it("is that of its title, as import reads it", async () => {
    const plan = planOf("มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", "ภายในวันที่ ๓๑ มี.ค. ๖๙")
    const found = await run(checkCommand, "plan.tsv", plan, "--json")
    expect(found).toEqual(await run(checkCommand, "plan.tsv", plan, "--year", "2569", "--json"))
    expect(found.stdout).toContain("problems")
  })

  it("is asked about where only a period says it", async () => {
    const { code, stdout } = await run(checkCommand, "plan.tsv", planOf("มาตรการส่งเสริมคุณธรรม", "ประจำปี ๒๕๖๙"))
    expect(code).toBe(1)
    expect(stdout).toContain("ใช้ปี 2569 จาก")
  })

  it("is needed where nothing says it", async () => {
    const { code, stderr } = await run(checkCommand, "plan.tsv", planOf("มาตรการ", "ไตรมาส ๑"))
    expect([code, stderr]).toEqual([2, expect.stringContaining("--year 2566")])
  })
})

describe("what cannot be checked", () => {
  it.each([
    ["a JSON of something else", "plan.json", '{"a":1}', []],
    ["a broken JSON", "plan.json", "{", []],
    ["a table without a year", "measures.csv", csv([MEASURE]), []],
    ["a PDF", "plan.pdf", "%PDF-1.7 …", ["--year", "2566"]],
    ["an empty file", "empty.csv", "", ["--year", "2566"]],
  ])("%s is refused with a sentence and exit code 2", async (_name, file, content, options) => {
    const { code, stderr, stdout } = await run(checkCommand, file, content, ...options)
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/[ก-๙].*\(|\/ /)
  })
})
