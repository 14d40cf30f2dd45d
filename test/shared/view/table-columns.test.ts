/** Columns of published tables keep their places: whoever reads a fourth column reads it next year too. */
import { expect, it } from "vitest"
import { BOOK_COLUMNS, columnWords, REPORT_COLUMNS, reportLine } from "../../../shared/view/table-columns.ts"
import { yearView } from "../../../shared/view/year.ts"
import { day, duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { look, lookedAt } from "../due/fixture.ts"
import { recordOf } from "./record-of.ts"

it("what was added stands at the end", () => {
  expect(REPORT_COLUMNS.join()).toBe(
    "id,duty,measure,section,occurrence,due,state,date,result,evidence,nothingToReport,by,reportedAt,held,vanished,proven,linkStates,droppedFor",
  )
  expect(BOOK_COLUMNS.join()).toBe(
    "occurrence,due,section,answer,state,date,result,evidence,nothingToReport,by,reportedAt,held,vanished,proven,linkStates,droppedFor",
  )
  for (const key of REPORT_COLUMNS.slice(-3)) expect(columnWords("report", key).title).toMatch(/^[ก-๙]/)
})

it("a line tells of each link how it stands, in the order of the evidence", () => {
  const [one, other] = ["https://office.example/1.pdf", "https://office.example/2.pdf"]
  const record = recordOf({
    on: "2023-05-02",
    rows: [
      ...SETTINGS,
      ...SECTIONS,
      measure("a"),
      duty("a"),
      report("d-aaaaaaaa", "1", "2566-04", { evidence: `${one} และ ${other}` }),
    ],
  })
  const seen = lookedAt(record, look(other, Date.parse("2023-05-03T01:00:00Z"), { outcome: "login" }))
  const view = yearView(seen, { today: day("2023-05-10"), simulated: false })
  const line = view?.reports.map(reportLine).find(({ id }) => id === "d-aaaaaaaa/1/2566-04")
  expect(line).toMatchObject({ proven: false, droppedFor: "" })
  expect(line?.linkStates).toEqual([`unchecked ${one}`, `login ${other}`])
})
