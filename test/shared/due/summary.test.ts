import { expect, it } from "vitest"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { isBlankSummary, summaryFacts } from "../../../shared/due/summary.ts"
import type { WholeRecord } from "../../../shared/record/record.ts"
import { sampleRecord, TODAY } from "../mail/sample.ts"
import { at, day, measureRow, PLAN, recordOf } from "./fixture.ts"

const factsOf = (record: WholeRecord, today = TODAY, since: number | null = at("2023-06-05", 8)) =>
  summaryFacts({ record, obligations: obligationsOf(record, today), today, at: at(today, 8), since })

it("groups a duty of many sections into one thing, and says who is missing", () => {
  const { overdue, due, received } = factsOf(sampleRecord())
  expect(overdue.fresh.map(each => each.first.members.map(member => member.section.name))).toEqual([
    ["ฝ่ายโยธา", "ฝ่ายเทศกิจ"],
  ])
  expect(overdue.fresh[0]?.first).toMatchObject({ total: 10, reported: 8 })
  expect(due.all.map(({ first, members }) => [first.due, members.length])).toEqual([
    ["2023-06-30", 1],
    ["2023-07-05", 10],
  ])
  expect(received).toHaveLength(2)
})

it("groups the periods of a duty into one thing, soonest due first", () => {
  const { overdue } = factsOf(recordOf(PLAN), TODAY, null)
  const monthly = overdue.fresh.filter(each => each.first.first.duty === "d-00000001")
  expect(monthly).toHaveLength(1)
  expect(monthly[0]?.periods.map(each => each.first.occurrence)).toEqual([
    ...["2565-10", "2565-11", "2565-12", "2566-01", "2566-02", "2566-03", "2566-04", "2566-05"],
  ])
})

it("tells only what is new since the last digest, and what is still open", () => {
  const { received, moves, unproven, orders } = factsOf(sampleRecord(), TODAY, at("2023-06-10"))
  expect([received, moves]).toEqual([[], []])
  expect([unproven.fresh.length, orders.fresh.length]).toEqual([0, 0])
  expect([unproven.same.length, orders.same.length]).toEqual([1, 1])
})

it("tells of the week before, where it is the first", () => {
  const moved = (hour: number) =>
    recordOf(PLAN, { at: at("2023-06-05", hour), rows: [measureRow({ reason: "รอผลการประเมิน" })] })
  expect(factsOf(moved(9), day("2023-06-12"), null).moves).toHaveLength(1)
  expect(factsOf(moved(7), day("2023-06-12"), null).moves).toEqual([])
})

it("speaks of what waits in the sheet from the seventh day on", () => {
  const asked = recordOf(PLAN, {
    at: at("2023-06-05"),
    rows: [measureRow({ asks: "open" })],
    held: ["duty/d-00000001"],
  })
  expect(factsOf(asked, day("2023-06-11")).waiting.fresh).toEqual([])
  expect(factsOf(asked, day("2023-06-12")).waiting.fresh.map(each => [each.why, each.days])).toEqual([
    ["held", 7],
    ["ask", 7],
  ])
  const pushedAgain = recordOf(
    PLAN,
    { at: at("2023-06-05"), held: ["duty/d-00000001"] },
    { at: at("2023-06-08"), held: ["duty/d-00000001"] },
  )
  expect(factsOf(pushedAgain, day("2023-06-12")).waiting.fresh).toHaveLength(1)
})

it("holds a date under question out of the overdue", () => {
  const asked = recordOf(PLAN, {
    at: at("2022-10-13"),
    rows: [measureRow({ asks: "open", occurrences: [{ id: "2566", due: day("2023-01-31") }] })],
  })
  expect(factsOf(asked).overdue.all.map(each => each.first.duty)).not.toContain("m-00000001")
})

it("is blank when nothing is open and nothing is new", () => {
  const calm = { at: at("2022-10-12"), rows: (PLAN.rows ?? []).filter(row => row.kind !== "duty") }
  expect(isBlankSummary(factsOf(recordOf(calm), day("2022-12-01")))).toBe(true)
  expect(isBlankSummary(factsOf(sampleRecord()))).toBe(false)
})
