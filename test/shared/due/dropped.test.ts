/** Periods that a change dropped: those overdue then, and those reported on, are still to be seen. */
import { expect, it } from "vitest"
import { withDropped } from "../../../shared/due/dropped.ts"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { scheduleOf } from "../../../shared/due/schedule.ts"
import { rowsOfKind } from "../../../shared/record/record.ts"
import { at, type Change, day, dutyRow, measureRow, recordOf, reportRow, sectionRows } from "./fixture.ts"

const MONTHS = ["10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09"].map(
  (month, index) => {
    const year = index < 3 ? 2565 : 2566
    return { id: `${year}-${month}`, due: day(`${year - 543}-${month}-28`) }
  },
)
const QUARTERS = [{ id: "2566-Q4", due: day("2023-09-30") }]
const monthly = measureRow({ occurrences: MONTHS })
const PLANNED: Change = { at: at("2022-09-15"), rows: [...sectionRows(), monthly] }
const REASON = "ผู้ว่าราชการให้รายงานรายไตรมาส"

const dropped = (...changes: readonly Change[]) => {
  const record = recordOf(PLANNED, ...changes)
  const rows = <K extends "measure" | "duty" | "section">(kind: K) =>
    rowsOfKind(record, kind).map(({ row }) => row)
  const standing = scheduleOf({ measures: rows("measure"), duties: rows("duty"), sections: rows("section") })
  return withDropped(record, standing).slice(standing.length)
}

it("a rhythm that becomes quarterly leaves its eight overdue months, with the reason", () => {
  const quarterly = measureRow({ occurrences: QUARTERS, reason: REASON })
  const left = dropped({ at: at("2023-06-05"), rows: [quarterly] })
  expect(left.map(({ occurrence, due, droppedFor }) => [occurrence, due, droppedFor])).toEqual(
    MONTHS.slice(0, 8).map(({ id, due }) => [id, due, REASON]),
  )
})

it("a new lead leaves what the old one reported", () => {
  const id = `${monthly.id}/1/2566-06`
  const left = dropped(
    { at: at("2022-10-02"), rows: [reportRow(id, { date: day("2022-10-01"), result: "เผยแพร่รายงานแล้ว" })] },
    { at: at("2022-10-03"), rows: [measureRow({ occurrences: MONTHS, lead: "ฝ่ายทะเบียน", reason: REASON })] },
  )
  expect(left.map(each => [each.id, each.section.name, each.droppedFor])).toEqual([[id, "ฝ่ายปกครอง", REASON]])
})

it("a section dropped from a duty leaves what it had not sent", () => {
  const owed = { measure: monthly.id, occurrences: MONTHS }
  const left = dropped(
    { at: at("2022-09-16"), rows: [dutyRow({ ...owed, owedBy: ["ฝ่ายปกครอง", "ฝ่ายโยธา"] })] },
    { at: at("2023-06-05"), rows: [dutyRow({ ...owed, owedBy: ["ฝ่ายปกครอง"], reason: REASON })] },
  )
  expect(left.map(({ section }) => section.name)).toEqual(Array.from({ length: 8 }, () => "ฝ่ายโยธา"))
})

it("what came back is not dropped", () => {
  const quarterly = { at: at("2023-06-05"), rows: [measureRow({ occurrences: QUARTERS, reason: REASON })] }
  expect(dropped(quarterly, { at: at("2023-06-06"), rows: [monthly] })).toEqual([])
})

it("is seen in public: overdue as withdrawn, reported on as it was", () => {
  const record = recordOf(
    PLANNED,
    {
      at: at("2022-10-02"),
      rows: [
        reportRow(`${monthly.id}/1/2565-10`, {
          date: day("2022-10-01"),
          result: "เผยแพร่รายงานทางเว็บไซต์แล้ว",
          evidence: "https://example.go.th/a.pdf",
        }),
      ],
    },
    { at: at("2023-06-05"), rows: [measureRow({ occurrences: QUARTERS, reason: REASON })] },
  )
  const states = obligationsOf(record, day("2023-06-20")).map(
    ({ occurrence, state }) => `${occurrence} ${state}`,
  )
  expect(states).toEqual([
    "2566-Q4 scheduled",
    "2565-10 done",
    ...MONTHS.slice(1, 8).map(({ id }) => `${id} withdrawn`),
  ])
})

it("a duty that is cancelled keeps every period, withdrawn, and owes them again when it is taken back", () => {
  const duty = dutyRow({ measure: monthly.id, owedBy: ["ฝ่ายโยธา"] })
  const cancelled = { ...duty, status: "ยกเลิก", reason: REASON } as const
  const changes: Change[] = [
    { at: at("2022-10-20"), rows: [duty] },
    { at: at("2023-01-20"), rows: [cancelled] },
  ]
  const states = (...more: readonly Change[]) =>
    obligationsOf(recordOf(PLANNED, ...changes, ...more), day("2023-01-21"))
      .filter(each => each.duty === duty.id)
      .map(({ state, due }) => `${due} ${state}`)
  expect(states()).toEqual(duty.occurrences.map(({ due }) => `${due} withdrawn`))
  const back = states({ at: at("2023-01-21"), rows: [{ ...duty, reason: "ได้งบกลางมาดำเนินการต่อ" }] })
  expect(back.slice(0, 4)).toEqual([
    "2022-11-05 overdue",
    "2022-12-05 overdue",
    "2023-01-05 overdue",
    "2023-02-05 due",
  ])
})

it("a section that is taken out leaves what it owed by then under ทุกฝ่าย, with the reason given for it", () => {
  const [duty, id] = [dutyRow({ measure: monthly.id }), "d-00000001/9/2565-10"]
  const others = sectionRows().flatMap(row => (row.kind === "section" && row.slug !== "9" ? [row.name] : []))
  const filed = reportRow(id, { date: day("2022-11-01"), result: "ส่งทางเว็บไซต์แล้ว" })
  const record = recordOf(
    PLANNED,
    { at: at("2022-10-20"), rows: [{ ...duty, owedBy: [...others, "ฝ่ายเทศกิจ"] }] },
    { at: at("2022-11-02"), rows: [filed] },
    {
      at: at("2023-01-20"),
      rows: [{ kind: "absence", of: "section/9", reason: REASON }],
      gone: ["section/9"],
    },
    { at: at("2023-01-20", 10), rows: [{ ...duty, owedBy: others }] },
  )
  const left = obligationsOf(record, day("2023-01-21")).filter(
    each => each.duty === duty.id && each.section.slug === "9",
  )
  expect(left.map(({ due, state, droppedFor }) => [due, state, droppedFor])).toEqual([
    ["2022-11-05", "done", REASON],
    ["2022-12-05", "withdrawn", REASON],
    ["2023-01-05", "withdrawn", REASON],
  ])
})
