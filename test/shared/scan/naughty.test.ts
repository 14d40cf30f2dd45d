/** Whatever is typed anywhere: no exception, and everything wrong is told in Thai, in the column it stands in. */
import { describe, expect, it, test } from "vitest"
import { TABS, type TabKey } from "../../../shared/columns.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { cleanText } from "../../../shared/row/plain-text.ts"
import type { CellProblem } from "../../../shared/row/problem.ts"
import { rowSchema } from "../../../shared/row/row.ts"
import { type CellContext, parseCell } from "../../../shared/rules/cell.ts"
import { readTable } from "../../../shared/table/table.ts"
import { NAUGHTY_STRINGS, NAUGHTY_VALUES } from "../../naughty.ts"
import { MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"

const CONTEXT: CellContext = {
  fiscalYear: 2566,
  sections: DISTRICT_SECTIONS,
  holidays: new Set(),
  measureIds: new Set(["m-aaaaaaaa"]),
}

/** A line of each tab that is right but for the cell put into it. */
const RIGHT: Readonly<Partial<Record<TabKey, Readonly<Record<string, string>>>>> = {
  measure: { ...MEASURE, id: "" },
  duty: { measure: MEASURE.id, what: "ส่งแบบ สขร.๑", owedBy: "ทุกฝ่าย", when: "ภายในวันที่ ๕ ของทุกเดือน" },
  report: { id: `${MEASURE.id}/1/2566`, result: "เผยแพร่แล้ว" },
  oversight: { date: "5 มิ.ย. 2566", measures: MEASURE.id, order: "ให้เร่งรัด" },
  assessment: { indicator: "1", name: "การปฏิบัติหน้าที่", score: "99.68", scoreYear: "2565" },
  section: { slug: "1", name: "ฝ่ายปกครอง" },
  holiday: { date: "13 เม.ย. 2566", name: "วันสงกรานต์" },
  setting: { key: "office", value: "สำนักงานเขตตัวอย่าง" },
}

/** Half of a character: no page or database can hold it. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const COLUMNS = TABS.flatMap(({ key, columns }) =>
  columns.map(column => ({ name: `${key}.${column.key}`, tab: key, column })),
)

it("the list is long enough to mean something", () => {
  expect(new Set(NAUGHTY_STRINGS).size).toBeGreaterThanOrEqual(150)
})

describe("a cell", () => {
  test.each(COLUMNS)("of $name survives every value", ({ column }) => {
    for (const value of NAUGHTY_VALUES) {
      for (const formula of [false, true]) {
        const { problems } = parseCell(column, { value, formula }, CONTEXT)
        for (const problem of problems) expectTold(problem, column.key)
      }
    }
  })

  it("is cleaned once and for all, and holds no half characters", () => {
    for (const value of NAUGHTY_STRINGS) {
      const clean = cleanText(value)
      expect(cleanText(clean)).toBe(clean)
      expect(clean).not.toMatch(HALF)
      expect(clean).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069\ufeff]/)
    }
  })
})

describe("a table", () => {
  const columns = COLUMNS.filter(({ tab }) => RIGHT[tab])
  test.each(columns)("survives every value in $name", ({ tab, column }) => {
    const lines = NAUGHTY_VALUES.map(value => ({ ...RIGHT[tab], [column.key]: value }))
    const office = officeTabs(tab === "measure" ? [] : [tabFrom("measure", [MEASURE])])
    const wrong = tabFrom(tab, lines, tab === "report" ? { slug: "1" } : {})
    const table = readTable(scanInput([...office.filter(each => each.tab !== tab), ...keepYear(tab), wrong]))
    expect(table).toBeDefined()
    for (const row of table?.rows ?? []) {
      for (const problem of row.problems) expectTold(problem)
      if (row.row) expect(rowSchema.safeParse(row.row).success).toBe(true)
      if (row.state !== "ready") expect(row.problems.length, row.name).toBeGreaterThan(0)
    }
  })
})

/** The settings a table cannot be read without, beside the wrong ones. */
function keepYear(tab: TabKey) {
  return tab === "setting" ? officeTabs().filter(each => each.tab === "setting") : []
}

function expectTold({ message, column, severity }: CellProblem, expected = column): void {
  if (!/^[^\n]*[ก-๛][^\n]*$/.test(message) || message.length > 900 || HALF.test(message))
    throw new Error(`not a sentence: ${JSON.stringify(message).slice(0, 300)}`)
  if (column !== expected || !["fix", "warn", "ask", "error"].includes(severity))
    throw new Error(`${severity} in ${column}, not ${expected}`)
}
