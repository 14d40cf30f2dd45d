/** `sujarit check`: exactly the sheet's verdicts, for a file. */
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Command } from "../../cli/command/command.ts"
import { checkCommand, importCommand } from "../../cli/commands-here.ts"
import type { Problem } from "../../shared/row/problem.ts"
import { planScan } from "../../shared/scan/scan.ts"
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

async function run(command: Command, name: string, content: string, ...options: string[]) {
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
